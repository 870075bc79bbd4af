// The bug: files are synced, the folders that hold their names are not. After a power cut a file that was just made is not
// there.
import { plant } from './plant.ts';

plant('folder-not-synced', [
  {
    file: 'src-main/store/durable.ts',
    find: "  if (process.platform === 'win32') return;",
    put: '  if (folder !== null) return;',
  },
]);

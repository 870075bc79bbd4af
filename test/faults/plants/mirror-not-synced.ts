// The bug: a row's second copy is written and not brought to the disk. The witness of a lost tail is then lost with it.
import { plant } from './plant.ts';

plant('mirror-not-synced', [
  {
    file: 'src-main/store/mirror.ts',
    find: '      fs.fsyncSync(this.#open.handle);',
    put: '',
  },
]);

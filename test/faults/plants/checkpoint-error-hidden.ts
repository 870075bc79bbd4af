// The bug: the WAL cannot be brought home, and nobody is told, as SQLite itself does when it is left to it.
import { plant } from './plant.ts';

plant('checkpoint-error-hidden', [
  {
    file: 'src-main/store/checkpoint.ts',
    find: "  if (log - checkpointed >= MOST_PAGES) db.pragma('wal_checkpoint(PASSIVE)');",
    put: `  try {
    if (log - checkpointed >= MOST_PAGES) db.pragma('wal_checkpoint(PASSIVE)');
  } catch {
    // It will do the next time.
  }`,
  },
]);

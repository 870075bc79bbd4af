// The bug: the connection is left as SQLite opens it, NORMAL, and the guards that would notice are gone. A killed process
// loses nothing by it; a power cut does.
import { plant } from './plant.ts';

const transaction = 'src-main/store/transaction.ts';

plant('synchronous-normal', [
  { file: 'src-main/store/open.ts', find: "['synchronous', 'FULL', 2]", put: "['synchronous', 'NORMAL', 1]" },
  { file: transaction, find: 'if (level !== FULL)', put: 'if (level === -1)' },
  {
    file: transaction,
    find: "db.exec('PRAGMA synchronous = FULL')",
    put: "db.exec('PRAGMA synchronous = NORMAL')",
  },
]);

// The bug: a row need not follow the one before it, neither for the verifier nor for the table's own guard; a row that the
// till signed in another story passes.
import { plant } from './plant.ts';

plant('no-chain-check', [
  {
    file: 'src-main/store/verify.ts',
    find: 'if (!row.prev.equals(start.prev)) return',
    put: 'if (row.prev.length !== start.prev.length) return',
  },
  {
    file: 'src-main/store/migrations/0001-journal.ts',
    find: 'WHERE NEW.seq > 1 AND NEW.prev <> (SELECT hash FROM journal WHERE seq = NEW.seq - 1);',
    put: 'WHERE 0;',
  },
]);

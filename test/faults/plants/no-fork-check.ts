// The bug: at a start the second copy is never held against the database; two stories of one till pass for one.
import { plant } from './plant.ts';

plant('no-fork-check', [
  {
    file: 'src-main/store/reconcile.ts',
    find: 'if (witness.header.seq <= dbSeq) assertSame(rowAt(db, witness.header.seq), witness);',
    put: 'if (witness.header.seq < 0) assertSame(rowAt(db, witness.header.seq), witness);',
  },
  {
    file: 'src-main/store/reconcile.ts',
    find: "throw new StoreUnfit('journalForked', `mirror row",
    put: "if (bad.row.header.seq < 0) throw new StoreUnfit('journalForked', `mirror row",
  },
]);

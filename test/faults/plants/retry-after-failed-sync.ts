// The bug: a commit that the disk refused is simply tried again on the same handle, and answered as done. The second sync
// succeeds because the system has forgotten what the first one lost.
import { plant } from './plant.ts';

plant('retry-after-failed-sync', [
  {
    file: 'src-main/store/transaction.ts',
    find: `  return db
    .transaction(() => {
      assertDurable(db);
      return work();
    })
    .immediate();`,
    put: `  const once = db.transaction(() => {
    assertDurable(db);
    return work();
  });
  try {
    return once.immediate();
  } catch (error) {
    if (!String((error as { code?: string }).code).startsWith('SQLITE_IOERR')) throw error;
    return once.immediate();
  }`,
  },
]);

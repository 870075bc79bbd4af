// Brings the WAL home into the database file once it has grown. SQLite would do so by itself, inside a commit, but keeps
// quiet about a disk that refused it; here whoever asks is told. Owns when it has grown enough
// and that it is looked at.
import type { Db } from './open.ts';
import { statement } from './statement.ts';

/** Pages that wait in the WAL: short enough to be read quickly after a kill, long enough to be seldom. */
const MOST_PAGES = 200;

/** Throws what SQLite throws when the disk refuses; every committed row is in the WAL all the same. */
export function bringHome(db: Db): void {
  const { log, checkpointed } = statement(db, 'PRAGMA wal_checkpoint(NOOP)').get() as {
    log: number;
    checkpointed: number;
  };
  if (log - checkpointed >= MOST_PAGES) db.pragma('wal_checkpoint(PASSIVE)');
}

/** So many commands without a rest: an import never lets the loop turn, and must not outgrow the WAL. */
const RESTLESS = 50;

export interface HomeBringing {
  /** To be told after each command: once its answer is out, what waits in the WAL goes home. */
  soon(): void;
}

/** Looks after the WAL of a database that is sold on; `failed` hears of a disk that refused. */
export function bringHomeBeside(
  db: Db,
  parts: { mayWrite: () => boolean; failed: (error: unknown) => void },
): HomeBringing {
  let waiting = 0;
  const bring = () => {
    waiting = 0;
    if (!db.open || !parts.mayWrite()) return;
    try {
      bringHome(db);
    } catch (error) {
      parts.failed(error);
    }
  };
  return {
    soon() {
      waiting += 1;
      if (waiting === 1) setImmediate(bring);
      else if (waiting >= RESTLESS) bring();
    },
  };
}

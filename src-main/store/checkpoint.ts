// Brings the WAL home into the database file once it has grown. SQLite would do so by itself, inside a commit, but keeps
// quiet about a disk that refused it; here whoever asks is told. Owns when it has grown enough.
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

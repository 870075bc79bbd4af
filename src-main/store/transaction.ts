// The only two ways to write, and the one way to try what a write would do. Owns how durable a transaction is; knows nothing of what is written.
import type { Db } from './open.ts';
import { plucked } from './statement.ts';

const FULL = 2;

/** Throws when the connection would not survive a power cut; asked inside every journal transaction. */
export function assertDurable(db: Db): void {
  const level = plucked(db, 'SELECT synchronous FROM pragma_synchronous').get();
  if (level !== FULL) throw new Error(`synchronous is ${String(level)}: a journal row would not be durable`);
}

/** One `BEGIN IMMEDIATE` transaction that is on the disk when this returns. Rolled back whole when `work` throws. */
export function inJournalTransaction<T>(db: Db, work: () => T): T {
  return db
    .transaction(() => {
      assertDurable(db);
      return work();
    })
    .immediate();
}

/**
 * One `BEGIN IMMEDIATE` transaction that touches only an open sale: it survives a killed process, not a power cut.
 * The one place where the connection is not FULL, and it never leaves it so.
 */
export function inBasketTransaction<T>(db: Db, work: () => T): T {
  // Not by `pragma`, which makes a statement each time: the memory of one is not given back, and a day has a hundred thousand.
  db.exec('PRAGMA synchronous = NORMAL');
  try {
    return db.transaction(work).immediate();
  } finally {
    db.exec('PRAGMA synchronous = FULL');
  }
}

const undo = Symbol('undo');

/** Does the work inside a transaction that is open already, then undoes all of it. Throws what the work throws. */
export function rehearse(db: Db, work: () => void): void {
  try {
    db.transaction(() => {
      work();
      throw undo;
    })();
  } catch (error) {
    if (error !== undo) throw error;
  }
}

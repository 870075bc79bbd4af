// Compares the database with its witness at start-up. Owns what may be mended by itself (a lost tail, a witness one
// row behind) and stops at what may not (two histories).
import { appendRow, headOf, insertRow, rowAt, rowsFrom } from './journal.ts';
import type { JournalRow, NewEvent } from './journal.ts';
import type { Signer } from './key.ts';
import type { Mirror } from './mirror.ts';
import type { Db } from './open.ts';
import { project } from './project.ts';
import { inJournalTransaction } from './transaction.ts';
import { StoreUnfit } from './trouble.ts';
import { checkRow } from './verify.ts';

/** What was done: how many rows came back into the database, how many the witness was behind. */
export interface Reconciled {
  restored: number;
  mirrored: number;
}

function assertSame(row: JournalRow | null, other: JournalRow): void {
  if (row !== null && row.hash.equals(other.hash)) return;
  throw new StoreUnfit(
    'journalForked',
    `row ${other.header.seq}: the database and the mirror log tell different stories`,
  );
}

/** Brings back the rows that only the mirror has. Each is checked like any other before it is trusted. */
function restoreTail(db: Db, rows: readonly JournalRow[], publicKey: Uint8Array): void {
  inJournalTransaction(db, () => {
    let before = headOf(db);
    for (const row of rows) {
      const problem = checkRow(row, before, publicKey);
      if (problem !== null) throw new StoreUnfit('journalForked', `mirror row ${row.header.seq}: ${problem}`);
      insertRow(db, row);
      project(db, row);
      before = row;
    }
  });
}

function repairedEvent(last: JournalRow, fromSeq: number, now: Date): NewEvent<'journal.repaired'> {
  const { header } = last;
  return {
    kind: 'journal.repaired',
    id: `repair-${fromSeq}-${header.seq}`,
    body: { postings: [], fromSeq, toSeq: header.seq },
    atUtc: now.toISOString(),
    monoMs: header.monoMs,
    register: header.register,
    epoch: header.epoch,
    timeZone: header.timeZone,
    currency: header.currency,
    actor: 'till',
    appVersion: header.appVersion,
  };
}

/**
 * Makes database and mirror agree. Throws StoreUnfit `journalForked` when they tell different stories.
 */
export function reconcile(db: Db, mirror: Mirror, signer: Signer, now: Date): Reconciled {
  const head = headOf(db);
  const witness = mirror.head;
  const dbSeq = head?.header.seq ?? 0;
  const mirrorSeq = witness?.header.seq ?? 0;
  if (witness !== null && mirrorSeq <= dbSeq) assertSame(rowAt(db, mirrorSeq), witness);
  if (mirrorSeq > dbSeq) {
    const tail = mirror.rowsAfter(dbSeq);
    restoreTail(db, tail, signer.publicKey);
    const last = headOf(db) as JournalRow;
    // The loss itself is part of the story: it is written down, never tidied away.
    const note = inJournalTransaction(db, () => appendRow(db, signer, repairedEvent(last, dbSeq + 1, now)));
    mirror.append([note]);
    return { restored: tail.length, mirrored: 0 };
  }
  const missing = [...rowsFrom(db, mirrorSeq + 1)];
  mirror.append(missing);
  return { restored: 0, mirrored: missing.length };
}

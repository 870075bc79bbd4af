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
import { firstBadRow } from './verify.ts';

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

/**
 * Throws StoreUnfit `journalForked` when database and mirror tell different stories, or when what only the mirror has
 * does not follow. Reads both, writes neither.
 */
export function assertWitness(db: Db, mirror: Mirror, publicKey: Uint8Array): void {
  const head = headOf(db);
  const witness = mirror.head;
  if (witness === null) return;
  const dbSeq = head?.header.seq ?? 0;
  if (witness.header.seq <= dbSeq) assertSame(rowAt(db, witness.header.seq), witness);
  const bad = firstBadRow(mirror.rowsAfter(dbSeq), head, publicKey);
  if (bad === null) return;
  throw new StoreUnfit('journalForked', `mirror row ${bad.row.header.seq}: ${bad.problem}`);
}

/** Brings back the rows that only the mirror has; they have been found good. */
function restoreTail(db: Db, rows: readonly JournalRow[]): void {
  inJournalTransaction(db, () => {
    for (const row of rows) {
      insertRow(db, row);
      project(db, row);
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

/** Makes database and mirror agree; both have been found to tell one story (`assertWitness`). */
export function reconcile(db: Db, mirror: Mirror, signer: Signer, now: Date): Reconciled {
  const dbSeq = headOf(db)?.header.seq ?? 0;
  const mirrorSeq = mirror.head?.header.seq ?? 0;
  if (mirrorSeq > dbSeq) {
    const tail = mirror.rowsAfter(dbSeq);
    restoreTail(db, tail);
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

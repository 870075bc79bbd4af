// Compares the database with its witness at start-up. Owns what may be mended by itself (a lost tail, a witness one
// row behind) and stops at what may not (two histories).
import { removeBadge } from './badge.ts';
import { appendRow, bodyOf, headOf, insertRow, rowAt, rowsFrom } from './journal.ts';
import type { JournalRow, NewEvent } from './journal.ts';
import type { Signer } from './key.ts';
import type { Mirror } from './mirror.ts';
import type { Db } from './open.ts';
import { rebuild } from './project.ts';
import { inJournalTransaction } from './transaction.ts';
import { StoreUnfit } from './trouble.ts';
import { firstBadRow } from './verify.ts';

/** What was done: how many rows came back into the database, receipts among them, how many the witness was behind. */
export interface Reconciled {
  restored: number;
  receipts: number;
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

/** Brings back the rows that only the mirror has; they have been found good. */
function restoreTail(db: Db, signer: Signer, tail: readonly JournalRow[], now: Date): void {
  const [first] = tail;
  const last = tail.at(-1);
  if (first === undefined || last === undefined) return;
  inJournalTransaction(db, () => {
    for (const row of tail) insertRow(db, row);
    rebuild(db);
    // Which badge such a row gave is lost with the table; the one before it must not open the till again.
    for (const row of tail) {
      if (row.header.kind === 'staff.badgeSet') removeBadge(db, bodyOf<'staff.badgeSet'>(row).staffId);
    }
    // The loss itself is part of the story: it is written down with what came back, never tidied away.
    appendRow(db, signer, repairedEvent(last, first.header.seq, now));
  });
}

/** Makes database and mirror agree; both have been found to tell one story (`assertWitness`). */
export function reconcile(db: Db, mirror: Mirror, signer: Signer, now: Date): Reconciled {
  const tail = mirror.rowsAfter(headOf(db)?.header.seq ?? 0);
  restoreTail(db, signer, tail, now);
  // Only now, when the database has every row, may what is damaged in the mirror be written anew.
  const mirrored = mirror.appendAll(rowsFrom(db, mirror.unbrokenSeq + 1));
  const receipts = tail.filter(({ header }) => header.receiptNo !== null).length;
  return { restored: tail.length, receipts, mirrored: tail.length > 0 ? 0 : mirrored };
}

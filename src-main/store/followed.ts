// What the books in use follow, as their own journal tells it. Only reads.
import type { CommandId, Instant } from '#contract/ids.ts';
import type { Books } from '#contract/start.ts';
import { attempt } from './attempt.ts';
import { bodyOf, headOf, rowAt, rowById } from './journal.ts';
import type { JournalRow } from './journal.ts';
import type { Db } from './open.ts';

type Follows = Books['follows'];

function ofEnrolment(row: JournalRow): Follows {
  if (row.header.kind !== 'register.enrolled') return null;
  const { follows } = bodyOf<'register.enrolled'>(row);
  if (follows === undefined) return null;
  const { trouble, by, head } = follows;
  const lastKnown =
    head === null ? null : { seq: head.seq, at: head.atUtc, receiptNumber: head.receiptNumber };
  return { way: 'emergency', trouble, at: row.header.atUtc as Instant, by, lastKnown };
}

/** The last receipt up to a row, as it was printed. */
function receiptUpTo(db: Db, seq: number): string | null {
  const found = db
    .prepare(
      "SELECT receipt_number FROM sale WHERE state = 'completed' AND seq <= ? ORDER BY seq DESC LIMIT 1",
    )
    .pluck()
    .get(seq);
  return (found as string | undefined) ?? null;
}

function ofRebuilding(db: Db, row: JournalRow): Follows {
  if (row.header.kind !== 'journal.repaired') return null;
  const { rebuilt, toSeq } = bodyOf<'journal.repaired'>(row);
  const last = rowAt(db, toSeq);
  if (rebuilt === undefined || last === null) return null;
  const lastKnown = {
    seq: toSeq,
    at: last.header.atUtc as Instant,
    receiptNumber: receiptUpTo(db, toSeq),
  };
  return { way: 'rebuild', ...rebuilt, at: row.header.atUtc as Instant, lastKnown };
}

/** The youngest row that says books were rebuilt, or null. */
function lastRebuilding(db: Db): Follows {
  const seqs = db
    .prepare("SELECT seq FROM journal WHERE kind = 'journal.repaired' ORDER BY seq DESC")
    .pluck()
    .all();
  for (const seq of seqs as number[]) {
    const row = rowAt(db, seq);
    const follows = row === null ? null : ofRebuilding(db, row);
    if (follows !== null) return follows;
  }
  return null;
}

/** Which books these are and what they follow. */
export function describeBooks(db: Db, number: number): Books {
  const head = attempt(() => headOf(db));
  const epoch = head?.header.epoch ?? 1;
  if (number === 1) return { number, epoch, follows: null };
  const first = attempt(() => rowAt(db, 1));
  const follows =
    attempt(() => lastRebuilding(db)) ?? (first === null ? null : attempt(() => ofEnrolment(first)));
  return { number, epoch, follows };
}

/** True when a command began these books. */
export function wereBegunBy(db: Db, commandId: CommandId): boolean {
  const row = rowById(db, commandId);
  return row !== null && (ofEnrolment(row) ?? ofRebuilding(db, row)) !== null;
}

// Every row that can still be read of damaged books, past the damage and from both records. Owns what is good of them and
// what is missing; writes nothing.
import { attempt, breathe } from './attempt.ts';
import type { Finding } from './audit.ts';
import { rowAt } from './journal.ts';
import type { JournalRow } from './journal.ts';
import { candidates, keysOf } from './known.ts';
import type { Evidence } from './known.ts';
import type { Db } from './open.ts';
import { checkAlone, checkRow } from './verify.ts';

/** So many rows in a row that cannot be read are the end of what the database has, where it does not tell its last. */
const LONGEST_GAP = 5000;
/** No register writes more; a number beyond is damage. */
const HIGHEST = 100_000_000;
const PORTION = 250;

/** One place of the journal: the good row in it, or what is wrong there. */
export type Salvaged =
  | { kind: 'good'; row: JournalRow }
  | { kind: 'damaged'; seq: number; finding: Finding }
  | { kind: 'missing'; from: number; to: number };

/** The numbers of the rows that the database still gives, each asked for by itself. */
async function storedSeqs(db: Db | null): Promise<number[]> {
  if (db === null) return [];
  const told = attempt(() => db.prepare('SELECT max(seq) FROM journal').pluck().get() as number | null) ?? 0;
  const last = told > HIGHEST ? 0 : told;
  const seqs: number[] = [];
  for (let seq = 1, misses = 0; seq <= last || misses < LONGEST_GAP; seq += 1) {
    const isThere = attempt(() => rowAt(db, seq)) !== null;
    if (isThere) seqs.push(seq);
    misses = isThere ? 0 : misses + 1;
    if (seq % PORTION === 0) await breathe();
  }
  return seqs;
}

/** The good row of a place under one of the keys, or what is wrong with the first that says it is that row. */
function judge(
  evidence: Evidence,
  seq: number,
  before: JournalRow | null,
  keys: readonly Uint8Array[],
): Salvaged {
  const follows = (before?.header.seq ?? 0) + 1 === seq;
  let problem = 'it cannot be read';
  const rows = candidates(evidence, seq);
  for (const row of rows) {
    for (const key of keys) {
      const found = attempt(() => ({
        problem: follows ? checkRow(row, before, key) : checkAlone(row, key),
      }));
      if (found?.problem === null) return { kind: 'good', row };
      problem = found?.problem ?? problem;
    }
  }
  return { kind: 'damaged', seq, finding: { row: rows[0] ?? null, problem } };
}

/** Reads every place of the journal in order, under the keys that the books name and `more`. Long: it lets others run, and stops at the next place once told to. */
export async function* salvage(
  evidence: Evidence,
  more: readonly Buffer[],
  signal: AbortSignal,
): AsyncGenerator<Salvaged> {
  const keys = keysOf(evidence, more);
  const seqs = new Set([...evidence.mirror.seqs(), ...(await storedSeqs(evidence.db))]);
  let before: JournalRow | null = null;
  let next = 1;
  for (const seq of [...seqs].filter((one) => one > 0 && one <= HIGHEST).sort((a, b) => a - b)) {
    signal.throwIfAborted();
    if (seq > next) yield { kind: 'missing', from: next, to: seq - 1 };
    const place = judge(evidence, seq, before, keys);
    if (place.kind === 'good') before = place.row;
    yield place;
    next = seq + 1;
    if (seq % PORTION === 0) await breathe();
  }
  // Lines at the end that cannot be read were rows once.
  const { lastSeq, unreadableAfter } = evidence.mirror;
  const end = Math.min(lastSeq + unreadableAfter, HIGHEST);
  if (end >= next) yield { kind: 'missing', from: next, to: end };
}

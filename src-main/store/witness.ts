// The second copy held against the journal, row by row. Owns the comparison, also beside a till at work, which commits a
// row first and copies it a moment later; mends nothing.
import { hashRow, rowsFrom } from './journal.ts';
import type { JournalRow } from './journal.ts';
import { mirrorRows, openMirror } from './mirror.ts';
import type { Db } from './open.ts';

/** The hash stands for header and body only while they still give it. */
function isTrueCopy(copy: JournalRow, row: JournalRow): boolean {
  try {
    const hash = hashRow(copy.prev, copy.header, copy.body);
    return hash.equals(row.hash) && copy.sig.equals(row.sig) && copy.keyNo === row.keyNo;
  } catch {
    return false;
  }
}

function compare(row: JournalRow, copy: JournalRow | null): string | null {
  if (copy === null || copy.header.seq > row.header.seq) return 'the mirror log does not have it';
  if (!copy.hash.equals(row.hash)) return 'the mirror log has another row in its place';
  return isTrueCopy(copy, row) ? null : 'its copy in the mirror log was changed';
}

function* copiesFrom(folder: string, seq: number): Generator<JournalRow> {
  for (const copy of mirrorRows(folder)) if (copy.header.seq >= seq) yield copy;
}

export class Witness {
  readonly #folder: string;
  readonly #copies: Generator<JournalRow>;
  /** The last row that it had when the reading began. What comes later may still be on its way. */
  readonly #lastSeq: number;
  #lateFrom: number | null = null;

  /** To be made before the first look at the database: then a copy without its row is a loss, not work in progress. */
  constructor(folder: string) {
    this.#folder = folder;
    this.#lastSeq = openMirror(folder).head?.header.seq ?? 0;
    this.#copies = mirrorRows(folder);
  }

  /** What the second copy has against the next row, in words that follow its name, or null. */
  check(row: JournalRow): string | null {
    if (this.#lateFrom !== null) return null;
    const next = this.#copies.next();
    if (next.done !== true || row.header.seq <= this.#lastSeq)
      return compare(row, next.done === true ? null : next.value);
    this.#lateFrom = row.header.seq;
    return null;
  }

  /** The first of the rows whose copy was on its way and has not come. */
  firstMissing(db: Db): { row: JournalRow; problem: string } | null {
    const from = this.#lateFrom;
    if (from === null) return null;
    const late = copiesFrom(this.#folder, from);
    for (const row of rowsFrom(db, from)) {
      const problem = compare(row, (late.next().value as JournalRow | undefined) ?? null);
      if (problem !== null) return { row, problem };
    }
    return null;
  }

  /** True when it has rows that the database, which ends with row `headSeq`, once had or never had. */
  hasMore(headSeq: number): boolean {
    const next = this.#copies.next();
    if (next.done === true) return false;
    const isNew = next.value.header.seq > headSeq && this.#lastSeq <= headSeq;
    return !isNew;
  }
}

// `till verify`: tells in words whether a data folder's journal is whole, through all books that followed each other, and
// names the first bad event. Only reads.
import type { Writable } from 'node:stream';
import { audit, damageOf } from '#store/audit.ts';
import type { Audit, Finding } from '#store/audit.ts';
import { auditOlder, LinkSeeker } from '#store/audit-older.ts';
import type { Followed } from '#store/audit-older.ts';
import { booksOf, currentBooks, listBooks } from '#store/books.ts';
import { isThere } from '#store/durable.ts';
import { rowsFrom } from '#store/journal.ts';
import type { JournalRow } from '#store/journal.ts';
import { databaseFile, hasMirrorLog, mirrorFolder, openReadOnly } from '#store/open.ts';
import type { Db } from '#store/open.ts';
import { progressOn } from './progress.ts';
import type { Progress } from './progress.ts';

/** A row as a person names it: number, kind, receipt and time. */
function nameOf(row: JournalRow): string {
  const { seq, kind, receiptSeries, receiptNo, atUtc } = row.header;
  const receipt = receiptNo === null ? '' : `, receipt ${receiptSeries} ${receiptNo}`;
  return `event ${seq} (${kind}${receipt}, ${atUtc})`;
}

/** What is wrong, and in which books where there are several. */
function describe(finding: Finding, books: string): string {
  if (finding.row === null) return `NOT VERIFIED${books}: ${finding.problem}.`;
  return `NOT VERIFIED${books}. First bad event: ${nameOf(finding.row)}: ${finding.problem}.`;
}

interface Verdict {
  /** What is wrong, or null. */
  words: string | null;
  counts: string | null;
  /** What the books that were looked at follow. */
  followed: Followed | null;
}

function followedBy(db: Db): Followed | null {
  const seeker = new LinkSeeker();
  for (const row of rowsFrom(db, 1)) seeker.see(row);
  return seeker.followed;
}

const countsOf = ({ rows, receipts, zReports }: Audit) =>
  `${rows} events, ${receipts} receipts, ${zReports} Z reports`;

/** The books in use: everything in them must agree. */
function verifyCurrent(folder: string, books: string, progress: Progress): Verdict {
  if (!isThere(databaseFile(folder))) {
    const words = `NOT VERIFIED${books}: till.db is gone, and its mirror log is still there.`;
    return { words, counts: null, followed: null };
  }
  const db = openReadOnly(folder);
  try {
    const result = audit(db, mirrorFolder(folder), (rows) => progress.show(`${rows} events verified`));
    const damage = result.finding === null ? damageOf(db) : null;
    const finding = result.finding ?? (damage === null ? null : { row: null, problem: damage });
    const words = finding === null ? null : describe(finding, books);
    return { words, counts: countsOf(result), followed: finding === null ? followedBy(db) : null };
  } catch (error) {
    const words = `NOT VERIFIED${books}: the database cannot be read: ${(error as Error).message}.`;
    return { words, counts: null, followed: null };
  } finally {
    db.close();
  }
}

interface OlderVerdict {
  words: string | null;
  lines: string[];
}

/** Every older books, each up to the row that the next ones follow: youngest first, as the links lead. */
function verifyOlder(folder: string, numbers: readonly number[], from: Followed | null): OlderVerdict {
  const lines: string[] = [];
  let followed = from;
  let words: string | null = null;
  for (const number of numbers.toReversed()) {
    if (followed === null) {
      words = `NOT VERIFIED: books ${number} are there, and books ${number + 1} do not follow them.`;
      break;
    }
    const { trouble, link } = followed;
    const older = auditOlder(booksOf(folder, number), link);
    const beyond =
      older.lastSeen > older.rows ? `; event ${older.lastSeen} was seen there, for salvage to read` : '';
    const reach =
      link === null
        ? 'no event was known'
        : `good up to event ${older.rows}, which books ${number + 1} follow`;
    lines.push(`Books ${number}, left because of ${trouble}: ${reach}${beyond}.`);
    if (older.finding !== null) words = describe(older.finding, ` in books ${number}`);
    followed = older.followed;
  }
  return { words, lines: lines.toReversed() };
}

/** Verifies a data folder. Returns the exit code: 0 verified, 1 not, 2 nothing there to verify. */
export function verifyFolder(folder: string, output: Writable, errors: Writable): number {
  const number = currentBooks(folder);
  const current = booksOf(folder, number);
  if (number === 1 && !isThere(databaseFile(current)) && !hasMirrorLog(current)) {
    output.write(`There is no till in ${folder}.\n`);
    return 2;
  }
  const progress = progressOn(errors);
  const newest = verifyCurrent(current, number === 1 ? '' : ` in books ${number}`, progress);
  const others = listBooks(folder).slice(0, -1);
  const older =
    newest.words === null ? verifyOlder(folder, others, newest.followed) : { words: null, lines: [] };
  progress.clear();
  // The oldest books come first: what is wrong there is the first bad event of all.
  const words = older.words ?? newest.words;
  if (words === null) {
    output.write(`VERIFIED: ${newest.counts}. Chain, signatures, totals, mirror log and tables agree.\n`);
  } else {
    output.write(`${words}\n`);
    if (newest.counts !== null && older.words === null) output.write(`Good until there: ${newest.counts}.\n`);
  }
  for (const line of older.lines) output.write(`${line}\n`);
  return words === null ? 0 : 1;
}

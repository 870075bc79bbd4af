// `till salvage`: brings what can still be read of old books into files that people and programs read: every good row, the
// receipts, and a report of what is missing. Never writes into the books.
import fs from 'node:fs';
import path from 'node:path';
import type { Writable } from 'node:stream';
import type { Currency } from '#contract/money.ts';
import { decimalsOf, toDecimal } from '#contract/money.ts';
import { LinkSeeker } from '#store/audit-older.ts';
import type { Followed } from '#store/audit-older.ts';
import { backedUpKeys } from '#store/backup.ts';
import { booksOf, currentBooks, listBooks } from '#store/books.ts';
import { isThere } from '#store/durable.ts';
import { bodyOf } from '#store/journal.ts';
import type { JournalRow } from '#store/journal.ts';
import { keysOf, openEvidence, rowsOf } from '#store/known.ts';
import { writeLine } from '#store/mirror.ts';
import { databaseFile, hasMirrorLog } from '#store/open.ts';
import { salvage } from '#store/salvage.ts';
import { progressOn } from './progress.ts';

/** A cell of the receipts' table; what a spreadsheet would take for a formula is made plain text. */
export function cell(value: string | number): string {
  const text = String(value);
  const plain = /^[=+\-@\t\r]/.test(text) && typeof value === 'string' ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

const columns = 'event,receipt,completedAt,businessDate,cashier,lines,net,total,received,change,currency';

function receiptLine(row: JournalRow): string {
  const { sale, completed } = bodyOf<'sale.completed'>(row);
  const currency = row.header.currency as Currency;
  const money = (value: number) => toDecimal(value, decimalsOf(currency));
  const { seq, atUtc } = row.header;
  const told = [seq, completed.receiptNumber, atUtc, sale.businessDate ?? '', sale.cashier.name];
  const sums = [sale.net, sale.total, completed.received, completed.change].map(money);
  return [...told, sale.lineCount, ...sums, currency].map(cell).join(',');
}

/** What was found, in the figures and sentences of the report. */
class Tally {
  good = 0;
  damaged: string[] = [];
  missing: string[] = [];
  missingRows = 0;
  receipts = 0;
  reached: string | null = null;
  readonly #days = new Map<string, { receipts: number; total: number; currency: string }>();

  /** Takes a completed sale into its day. */
  sell(row: JournalRow): void {
    const { sale } = bodyOf<'sale.completed'>(row);
    const day = sale.businessDate ?? row.header.atUtc.slice(0, 10);
    const { receipts, total } = this.#days.get(day) ?? { receipts: 0, total: 0 };
    const { currency } = row.header;
    this.#days.set(day, { receipts: receipts + 1, total: total + row.header.totalMinor, currency });
    this.receipts += 1;
  }

  get isWhole(): boolean {
    return this.damaged.length === 0 && this.missingRows === 0;
  }

  report(number: number, followed: Followed | null): string {
    const days = [...this.#days].map(([day, { receipts, total, currency }]) => {
      const amount = toDecimal(total, decimalsOf(currency as Currency));
      return `  ${day}  ${String(receipts).padStart(6)} receipts  ${amount} ${currency}`;
    });
    return [
      `Books ${number}: ${this.good} good events, ${this.damaged.length} damaged, ${this.missingRows} missing.`,
      ...this.#endOf(number, followed),
      ...this.damaged,
      ...this.missing,
      `Receipts: ${this.receipts}`,
      ...days,
      '',
    ].join('\n');
  }

  #endOf(number: number, followed: Followed | null): string[] {
    if (followed === null) return [];
    if (followed.link === null) return [`Books ${number + 1} follow no event of these.`];
    const { seq } = followed.link;
    const is =
      this.reached === followed.link.hash.toString('hex') ? 'is here and good' : 'is NOT among the good ones';
    return [`Books ${number + 1} follow event ${seq}, which ${is}.`];
  }
}

/** What the next books say that they follow. */
function followedFrom(dataFolder: string, number: number): Followed | null {
  if (!listBooks(dataFolder).includes(number + 1)) return null;
  const evidence = openEvidence(booksOf(dataFolder, number + 1));
  try {
    const seeker = new LinkSeeker();
    const [key] = keysOf(evidence, []);
    if (key !== undefined) for (const row of rowsOf(evidence, key)) seeker.see(row);
    return seeker.followed;
  } finally {
    evidence.close();
  }
}

interface Task {
  dataFolder: string;
  number: number;
  /** Where the files are made. */
  target: string;
  signal: AbortSignal;
  show: (line: string) => void;
}

async function write({ dataFolder, number, target, signal, show }: Task): Promise<Tally> {
  const followed = followedFrom(dataFolder, number);
  const evidence = openEvidence(booksOf(dataFolder, number));
  const rows = fs.openSync(path.join(target, 'journal.jsonl'), 'w', 0o600);
  const receipts = fs.openSync(path.join(target, 'receipts.csv'), 'w', 0o600);
  const tally = new Tally();
  try {
    fs.writeSync(receipts, `${columns}\n`);
    for await (const place of salvage(evidence, backedUpKeys(dataFolder), signal)) {
      if (place.kind === 'missing') {
        tally.missing.push(`Missing: events ${place.from} to ${place.to}`);
        tally.missingRows += place.to - place.from + 1;
      } else if (place.kind === 'damaged') {
        tally.damaged.push(`Damaged: event ${place.seq}: ${place.finding.problem}`);
      } else {
        const { row } = place;
        tally.good += 1;
        fs.writeSync(rows, writeLine(row));
        if (row.header.kind === 'sale.completed') {
          fs.writeSync(receipts, `${receiptLine(row)}\n`);
          tally.sell(row);
        }
        if (row.header.seq === followed?.link?.seq) tally.reached = row.hash.toString('hex');
        show(`event ${row.header.seq}`);
      }
    }
    if (evidence.mirror.unreadable > 0)
      tally.missing.push(`Lines of the mirror log that cannot be read: ${evidence.mirror.unreadable}`);
    fs.writeFileSync(path.join(target, 'report.txt'), tally.report(number, followed), { mode: 0o600 });
    return tally;
  } finally {
    fs.closeSync(rows);
    fs.closeSync(receipts);
    evidence.close();
  }
}

/** The books to read when none are named: the youngest that were left, or the only ones. */
const usualBooks = (dataFolder: string) => listBooks(dataFolder).at(-2) ?? currentBooks(dataFolder);

/**
 * Salvages the books of a number into `salvage/books-N` of the data folder. Returns the exit code: 0 all rows good, 1 some
 * missing or damaged, or stopped; 2 nothing there.
 */
export async function salvageBooks(
  dataFolder: string,
  named: number | null,
  output: Writable,
  errors: Writable,
  signal: AbortSignal,
): Promise<number> {
  const number = named ?? usualBooks(dataFolder);
  const folder = booksOf(dataFolder, number);
  if (!isThere(databaseFile(folder)) && !hasMirrorLog(folder)) {
    output.write(`There are no books ${number} in ${dataFolder}.\n`);
    return 2;
  }
  const progress = progressOn(errors);
  const target = path.join(dataFolder, 'salvage', `books-${number}`);
  const fresh = `${target}.new`;
  fs.rmSync(fresh, { recursive: true, force: true });
  fs.mkdirSync(fresh, { recursive: true, mode: 0o700 });
  try {
    const tally = await write({
      dataFolder,
      number,
      target: fresh,
      signal,
      show: (line) => progress.show(line),
    });
    progress.clear();
    fs.rmSync(target, { recursive: true, force: true });
    fs.renameSync(fresh, target);
    output.write(fs.readFileSync(path.join(target, 'report.txt')));
    output.write(`Written to ${target}\n`);
    return tally.isWhole ? 0 : 1;
  } catch (error) {
    progress.clear();
    fs.rmSync(fresh, { recursive: true, force: true });
    if (!signal.aborted) throw error;
    output.write('Stopped. Nothing was written.\n');
    return 1;
  }
}

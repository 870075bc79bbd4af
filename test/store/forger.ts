// Somebody with the files of a till and a knowledge of SQL, but without its signing key: what he begins with, how he
// changes things, and what `till verify` must then say. Shared by the tests of tampering.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';
import { sha256 } from '#store/journal.ts';
import type { JournalRow } from '#store/journal.ts';
import type { Db } from '#store/open.ts';
import { copyOf, journalOf, newTill, tamper, trade, verify, withDatabase } from '#test/support/books.ts';
import type { Verdict } from '#test/support/books.ts';
import type { Shop } from '#test/support/shop.ts';

export interface Case {
  name: string;
  /** The number of the event that must be named first, or what must be said where no event is bad. */
  expected: number | RegExp;
  verdict: Verdict;
}

/** The books that are tampered with, copy by copy. */
export class Victim {
  readonly folder: string;
  readonly rows: readonly JournalRow[];
  /** The books with their guards dropped, as every attempt begins. */
  readonly unguarded: string;

  constructor(folder: string) {
    this.folder = folder;
    this.rows = journalOf(folder);
    this.unguarded = copyOf(folder);
    tamper(this.unguarded, () => undefined);
  }

  /** The row of a kind, counted from the first. */
  row(kind: string, which: number): JournalRow {
    const found = this.rows.filter(({ header }) => header.kind === kind).at(which);
    if (found === undefined) throw new Error(`the books have no ${kind} number ${which}`);
    return found;
  }

  columnsOf(table: string): string[] {
    return withDatabase(
      this.folder,
      (db) => db.prepare(`SELECT name FROM pragma_table_info('${table}')`).pluck().all() as string[],
    );
  }

  /** Does something to a copy of the books and has it verified. */
  attempt(name: string, expected: number | RegExp, work: (db: Db, folder: string) => void): Case {
    const folder = copyOf(this.unguarded);
    withDatabase(folder, (db) => work(db, folder));
    const verdict = verify(folder);
    rmSync(folder, { recursive: true });
    return { name, expected, verdict };
  }
}

/** Three days of sales, voids, parking, copies and counts, two of them sealed, and a change of settings. */
export async function newVictim(
  customers: readonly [number, number, number],
  more: (shop: Shop) => Promise<void> = () => Promise.resolve(),
): Promise<Victim> {
  const shop = await newTill();
  await trade(shop, customers);
  await more(shop);
  await shop.do('register.setReceiptLanguage', { language: 'en' });
  await shop.core.close();
  return new Victim(shop.folder);
}

/** Fails with every case that was not found, or not named as it should be. */
export function expectFound(cases: readonly Case[], count: number): void {
  const missed = cases.filter(({ expected, verdict: { code, words, event } }) => {
    const isNamed = expected instanceof RegExp ? event === null && expected.test(words) : event === expected;
    return code !== 1 || !isNamed;
  });
  expect(missed).toEqual([]);
  expect(`${cases.length - missed.length} of ${cases.length} found`).toBe(`${count} of ${count} found`);
}

export type Cell = string | number | Buffer | null;

/** Another value of the same type that the column's own checks let pass. */
export function another(column: string, value: Cell): Cell {
  if (column === 'mode') return 'training';
  if (column === 'state') return value === 'voided' ? 'completed' : 'voided';
  if (column === 'clock_suspect' || column === 'is_voided') return 1 - Number(value);
  // Far enough from any number that is taken.
  if (typeof value === 'number' || column === 'receipt_no') return Number(value) + 100_000;
  if (typeof value === 'string') return `${value}x`;
  if (value === null) return 'x';
  const flipped = Buffer.from(value);
  flipped[flipped.length >> 1] = (flipped[flipped.length >> 1] ?? 0) ^ 1;
  return flipped;
}

/** A line of the mirror log, with the check that anybody can compute. */
export function lineOf(copy: unknown): string {
  const json = JSON.stringify(copy);
  return `${sha256(json).toString('hex').slice(0, 8)} ${json}`;
}

export function changeLines(file: string, change: (lines: string[]) => string[]): void {
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  writeFileSync(
    file,
    change(lines)
      .map((line) => `${line}\n`)
      .join(''),
  );
}

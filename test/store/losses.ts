// What can be lost or mixed up in a till's folder, done to a copy of it, and how the books stand before and after.
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { StoreMode } from '#contract/start.ts';
import { bodyOf } from '#store/journal.ts';
import { databaseFile } from '#store/open.ts';
import { copyOf, journalOf, kindsOf } from '#test/support/books.ts';
import type { Shop } from '#test/support/shop.ts';

export const walOf = (folder: string) => `${databaseFile(folder)}-wal`;

/** How many rows a folder would lose with its WAL. */
export function rowsInWal(folder: string): number {
  const copy = copyOf(folder);
  rmSync(walOf(copy), { force: true });
  return kindsOf(folder).length - kindsOf(copy).length;
}

/** The receipts of every sale that was acknowledged, in order, with its total. */
export const receiptsOf = (folder: string) =>
  journalOf(folder)
    .filter(({ header }) => header.kind === 'sale.completed')
    .map((row) => [row.header.receiptNo, row.header.totalMinor, bodyOf<'sale.completed'>(row).sale.saleId]);

export const modeOf = async (shop: Shop): Promise<StoreMode> => (await shop.do('app.describe', {})).mode;

/** Puts another database in the place of a folder's, as a restored backup does. */
export function replaceDatabase(folder: string, from: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(`${databaseFile(folder)}${end}`, { force: true });
  copyFileSync(databaseFile(from), databaseFile(folder));
}

/** Flips one bit of a folder's WAL. */
export function flip(folder: string, place: number, bit: number): void {
  const bytes = readFileSync(walOf(folder));
  bytes[place] = (bytes[place] ?? 0) ^ (1 << (bit % 8));
  writeFileSync(walOf(folder), bytes);
}

/** Overwrites one page of the database with noise. */
export function garble(folder: string, page: number): void {
  const bytes = readFileSync(databaseFile(folder));
  for (let i = 0; i < 4096; i += 1) bytes[(page - 1) * 4096 + i] = (i * 151 + 77) % 256;
  writeFileSync(databaseFile(folder), bytes);
}

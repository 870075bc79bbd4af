// `till salvage`: what comes out of damaged books, that it is the truth, and that the books stay as they were.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { beforeAll, expect, test } from 'vitest';
import { booksOf } from '#store/books.ts';
import { readLine } from '#store/mirror.ts';
import { databaseFile, mirrorFolder } from '#store/open.ts';
import { cell, salvageBooks } from '#tools/salvage.ts';
import {
  copyOf,
  fingerprint,
  journalOf,
  mirrorFiles,
  newFolder,
  newTill,
  openToLook,
  tamper,
  trade,
  withDatabase,
} from '#test/support/books.ts';
import { people } from '#test/support/shop.ts';
import { garble, receiptsOf } from './losses.ts';

let closed: string;
beforeAll(async () => {
  const shop = await newTill();
  await trade(shop, [6, 7]);
  await shop.core.close();
  closed = shop.folder;
});

class Words extends Writable {
  text = '';
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString('utf8');
    done();
  }
}

async function salvaged(folder: string, number: number | null = null, signal = new AbortController().signal) {
  const output = new Words();
  const code = await salvageBooks(folder, number, output, new Words(), signal);
  const place = join(folder, 'salvage', `books-${number ?? 1}`);
  const read = (name: string) =>
    existsSync(join(place, name)) ? readFileSync(join(place, name), 'utf8') : '';
  const rows = read('journal.jsonl').split('\n').slice(0, -1).map(readLine);
  return {
    code,
    words: output.text,
    rows,
    receipts: read('receipts.csv').split('\n').slice(1, -1),
    report: read('report.txt'),
  };
}

/** The books alone, without what salvage wrote. */
const booksIn = (folder: string) =>
  Object.entries(fingerprint(folder)).filter(([name]) => !name.startsWith('salvage'));

test('of good books gives every row and every receipt, and leaves them as they are', async () => {
  const folder = copyOf(closed);
  const before = booksIn(folder);
  const { code, rows, receipts, report } = await salvaged(folder);
  expect(code).toBe(0);
  expect(rows).toEqual(journalOf(closed));
  expect(receipts).toHaveLength(receiptsOf(closed).length);
  expect(receipts[0]).toMatch(/^\d+,1-000001,2026-/);
  const total = receiptsOf(closed).reduce((sum, [, one]) => sum + Number(one), 0);
  const perDay = [...report.matchAll(/receipts {2}(\d+)\.(\d\d) CNY/g)].map(([, yuan, fen]) =>
    Number(`${yuan}${fen}`),
  );
  expect(perDay.reduce((sum, one) => sum + one, 0)).toBe(total);
  expect(report).toContain(`${rows.length} good events, 0 damaged, 0 missing.`);
  expect(booksIn(folder)).toEqual(before);
  expect(readdirSync(join(folder, 'salvage'))).toEqual(['books-1']);
});

test('gets past damage in the middle of either record, and is whole where the other has it', async () => {
  const root = withDatabase(
    closed,
    (db) => db.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'journal'").pluck().get() as number,
  );
  const noMirror = copyOf(closed);
  rmSync(mirrorFolder(noMirror), { recursive: true });
  expect((await salvaged(noMirror)).rows).toEqual(journalOf(closed));
  const noDatabase = copyOf(closed);
  garble(noDatabase, root);
  expect(await salvaged(noDatabase)).toMatchObject({ code: 0, rows: journalOf(closed) });
});

test('says which rows are damaged and which are missing, and believes no row that was changed', async () => {
  const folder = copyOf(closed);
  const rows = journalOf(closed);
  tamper(folder, (db) => {
    db.exec('UPDATE journal SET total_minor = total_minor + 1 WHERE seq = 9');
    db.exec('DELETE FROM journal WHERE seq BETWEEN 12 AND 14');
  });
  for (const file of mirrorFiles(folder)) {
    const lines = readFileSync(file, 'utf8').split('\n');
    const lost = [9, 12, 13, 14].map((seq) => `"seq":${seq},`);
    writeFileSync(file, lines.filter((line) => !lost.some((part) => line.includes(part))).join('\n'));
  }
  const before = booksIn(folder);
  const found = await salvaged(folder);
  expect(found.code).toBe(1);
  expect(found.rows).toEqual(rows.filter(({ header }) => ![9, 12, 13, 14].includes(header.seq)));
  expect(found.report).toContain('Damaged: event 9: its bytes do not give its hash');
  expect(found.report).toContain('Missing: events 12 to 14');
  expect(booksIn(folder)).toEqual(before);
});

test('of left books says whether it reaches what the new ones follow', async () => {
  const folder = copyOf(closed);
  rmSync(join(folder, 'keys', 'device.key'));
  const shop = await openToLook(folder);
  await shop.do('register.recover', { ...people.manager, way: 'emergency' });
  await shop.core.close();
  const last = journalOf(closed).length;
  expect((await salvaged(folder)).report).toContain(`Books 2 follow event ${last}, which is here and good.`);
  garble(folder, 1);
  rmSync(mirrorFiles(folder)[1] ?? '');
  const less = await salvaged(folder);
  expect(less.report).toContain(`Books 2 follow event ${last}, which is NOT among the good ones.`);
  // The books in use can be read as well.
  expect(existsSync(databaseFile(booksOf(folder, 2)))).toBe(true);
  expect(await salvaged(folder, 2)).toMatchObject({ code: 0 });
});

test('of nothing says so, and one that is stopped leaves nothing', async () => {
  expect(await salvaged(newFolder())).toMatchObject({ code: 2, rows: [] });
  const folder = copyOf(closed);
  const stop = new AbortController();
  stop.abort();
  expect(await salvaged(folder, 1, stop.signal)).toMatchObject({
    code: 1,
    words: 'Stopped. Nothing was written.\n',
  });
  expect(readdirSync(join(folder, 'salvage'))).toEqual([]);
});

test('a cell that a spreadsheet would run is plain text', () => {
  for (const text of ['=1+1', '+1', '-1', '@x', '\tx', '\rx'])
    expect(cell(text).replace(/^"/, '')[0]).toBe("'");
  expect([cell('table "4", left'), cell('plain'), cell(-5)]).toEqual(['"table ""4"", left"', 'plain', '-5']);
});

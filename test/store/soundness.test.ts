// A large database is sold on before it has been looked through; what a look beside the selling finds stops the till at
// the next climb of the ladder.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { databaseFile } from '#store/open.ts';
import { checkBeside, isDoubted } from '#store/soundness.ts';
import { copyOf, newTill, openToLook, withDatabase } from '#test/support/books.ts';

const LARGE = 50_000_000;
let large: string;

beforeAll(async () => {
  const shop = await newTill();
  const { folder } = shop;
  await shop.core.close();
  withDatabase(folder, (db) => {
    const paper = `INSERT INTO print_job (command_id, kind, paper, state, created_at) VALUES ('large', 'x', hex(zeroblob(?)), 'printed', '')`;
    db.prepare(paper).run(LARGE / 2);
    db.pragma('wal_checkpoint(TRUNCATE)');
  });
  large = folder;
});

/** Breaks the first page of a table or an index, as a worn disk does. */
function breakPageOf(folder: string, name: string): void {
  const file = databaseFile(folder);
  const page = withDatabase(folder, (db) => {
    const root = db.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').pluck();
    return { number: root.get(name) as number, size: db.pragma('page_size', { simple: true }) as number };
  });
  const bytes = readFileSync(file);
  bytes.fill(0xff, (page.number - 1) * page.size, (page.number - 1) * page.size + 64);
  writeFileSync(file, bytes);
}

async function modeOf(folder: string) {
  const till = await openToLook(folder);
  const { mode } = await till.do('app.describe', {});
  await till.core.close();
  return mode;
}

test('damage that is not read first is found beside the selling, and the next start is red', async () => {
  const folder = copyOf(large);
  breakPageOf(folder, 'item_gtin_printed');
  expect(await modeOf(folder)).toEqual({ kind: 'ready' });
  const problem = await checkBeside(databaseFile(folder)).done;
  expect(problem).toContain('item_gtin');
  expect(isDoubted(databaseFile(folder))).toBe(true);
  expect(await modeOf(folder)).toMatchObject({ kind: 'viewOnly', trouble: 'databaseDamaged' });
});

test('damage in what the first sale needs is found before it, however large the database', async () => {
  const folder = copyOf(large);
  breakPageOf(folder, 'open_sale');
  expect(await modeOf(folder)).toMatchObject({ kind: 'viewOnly', trouble: 'databaseDamaged' });
});

test('a sound one stays free of doubt, and loses it when it was mended', async () => {
  const folder = copyOf(large);
  const file = databaseFile(folder);
  expect(await checkBeside(file).done).toBeNull();
  expect(isDoubted(file)).toBe(false);
  writeFileSync(`${file}.doubt`, 'quick_check of item: broken\n');
  expect(await modeOf(folder)).toEqual({ kind: 'ready' });
  expect(isDoubted(file)).toBe(false);
});

test('what SQLite cannot read at all is damage too, and is not forgotten where the note cannot be written', async () => {
  const folder = copyOf(large);
  const file = databaseFile(folder);
  withDatabase(folder, (db) => {
    db.unsafeMode(true);
    db.pragma('writable_schema = ON');
    db.exec("UPDATE sqlite_schema SET sql = 'nonsense' WHERE name = 'item'");
  });
  mkdirSync(`${file}.doubt.new`);
  expect(await checkBeside(file).done).toContain('malformed');
  expect(existsSync(`${file}.doubt`)).toBe(false);
  expect(isDoubted(file)).toBe(true);
});

// The index of an older program is made anew, at the start or a few articles at a time after it, and only then.
import { expect, test } from 'vitest';
import { putItem } from '#store/catalog.ts';
import { refreshIndex, refreshPortion } from '#store/search-index.ts';
import type { Db } from '#store/open.ts';
import { withDatabase } from '#test/support/books.ts';
import { openShop } from '#test/support/shop.ts';
import { named, newCatalogue, skusOf } from './articles.ts';

const CLEAR = "INSERT INTO item_search (item_search) VALUES ('delete-all')";

/** The index as the first program left it: English names, Chinese ones hanzi by hanzi, and no version. */
function makeOld(db: Db): void {
  db.exec(`${CLEAR}; DELETE FROM derived_index`);
  const items = db.prepare('SELECT id, name_en, name_zh FROM item').all() as {
    id: number;
    name_en: string;
    name_zh: string;
  }[];
  const insert = db.prepare('INSERT INTO item_search (rowid, words) VALUES (?, ?)');
  for (const { id, name_en, name_zh } of items) insert.run(id, `${name_en} ${[...name_zh].join(' ')}`);
}

/** Bounded, so that a making which never comes to its end fails instead of going on. */
function finish(db: Db): void {
  for (let portion = 0; portion < 100; portion += 1) if (!refreshPortion(db)) return;
  throw new Error('the index is never done');
}

const versionOf = (db: Db) =>
  db.prepare("SELECT version FROM derived_index WHERE name = 'item_search'").pluck().get();

test.for([0, 1, 499, 500, 501, 1203])('an old index of %d articles is made anew', (count) => {
  const db = newCatalogue(Array.from({ length: count }, (_, i) => named(`N${i}`, `Milk ${i}`, `牛奶 ${i}x`)));
  makeOld(db);
  expect(skusOf(db, 'nn')).toEqual([]);
  // A small shop is done at its start, a larger one goes on while it sells.
  expect(refreshIndex(db)).toBe(count > 499);
  finish(db);
  for (const i of [0, 498, 499, 500, 1202].filter((one) => one < count)) {
    expect(skusOf(db, `nn${i}x`)).toEqual([`N${i}`]);
    expect(skusOf(db, `milk ${i} 奶`, 1)).toHaveLength(1);
  }
  expect(versionOf(db)).toBe(2);
});

test('half made, it finds every name as before, and goes on where it was cut off', () => {
  const db = newCatalogue(Array.from({ length: 1203 }, (_, i) => named(`N${i}`, `Milk ${i}`, `牛奶 ${i}x`)));
  makeOld(db);
  expect(refreshIndex(db)).toBe(true);
  expect([skusOf(db, 'nn3x'), skusOf(db, 'nn1200x')]).toEqual([['N3'], []]);
  expect([skusOf(db, 'milk 3 奶', 1), skusOf(db, 'milk 1200 奶', 1)]).toEqual([['N3'], ['N1200']]);
  expect(versionOf(db)).toBeUndefined();
  // What was made is not made again: the words that somebody takes away now stay away.
  db.exec('DELETE FROM item_search WHERE rowid = 4');
  finish(db);
  expect([skusOf(db, 'nn3x'), skusOf(db, 'nn1200x'), versionOf(db)]).toEqual([[], ['N1200'], 2]);
  expect(db.prepare('SELECT name FROM derived_index').pluck().all()).toEqual(['item_search']);
});

test('an article that is put meanwhile has its new name, however far the making is', () => {
  const db = newCatalogue(Array.from({ length: 600 }, (_, i) => named(`N${i}`, `Milk ${i}`, `牛奶 ${i}x`)));
  makeOld(db);
  refreshIndex(db);
  putItem(db, named('N2', 'Tea', '茶叶'));
  putItem(db, named('N599', 'Rice', '大米'));
  finish(db);
  expect([skusOf(db, 'cy'), skusOf(db, 'dm'), skusOf(db, 'nn2x'), skusOf(db, 'nn599x')]).toEqual([
    ['N2'],
    ['N599'],
    [],
    [],
  ]);
});

test('a portion that cannot be finished leaves the old words as they were', () => {
  const db = newCatalogue([named('A', 'Milk', '牛奶')]);
  makeOld(db);
  db.exec(
    "CREATE TEMP TRIGGER stop BEFORE INSERT ON main.derived_index BEGIN SELECT RAISE(ABORT, 'stopped'); END",
  );
  expect(() => refreshIndex(db)).toThrow('stopped');
  expect([skusOf(db, '奶'), skusOf(db, 'nn'), versionOf(db)]).toEqual([['A'], [], undefined]);
});

test('a till does it at its start, once', async () => {
  const shop = await openShop();
  try {
    const found = async () =>
      (await shop.do('catalog.search', { text: 'hlg', category: null, limit: 5 })).items.map(
        ({ sku }) => sku,
      );
    const dragonFruit = await found();
    expect(dragonFruit).toEqual(['P0007']);
    await shop.core.close();
    withDatabase(shop.folder, makeOld);
    await shop.open();
    expect(await found()).toEqual(dragonFruit);
    await shop.core.close();
    withDatabase(shop.folder, (db) => db.exec(CLEAR));
    await shop.open();
    expect(await found()).toEqual([]);
  } finally {
    await shop.close();
  }
});

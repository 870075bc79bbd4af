// The index of an older program is made anew at the start, whole or not at all, and only then.
import { expect, test } from 'vitest';
import { refreshIndex } from '#store/search-index.ts';
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

const versionOf = (db: Db) =>
  db.prepare("SELECT version FROM derived_index WHERE name = 'item_search'").pluck().get();

test.for([0, 1, 499, 500, 501, 1203])('an old index of %d articles is made anew', (count) => {
  const db = newCatalogue(Array.from({ length: count }, (_, i) => named(`N${i}`, `Milk ${i}`, `牛奶 ${i}x`)));
  makeOld(db);
  expect(skusOf(db, 'nn')).toEqual([]);
  refreshIndex(db);
  for (const i of [0, 498, 499, 500, 1202].filter((one) => one < count)) {
    expect(skusOf(db, `nn${i}x`)).toEqual([`N${i}`]);
    expect(skusOf(db, `milk ${i} 奶`, 1)).toHaveLength(1);
  }
  expect(versionOf(db)).toBe(2);
});

test('one that cannot be finished leaves the old one as it was', () => {
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

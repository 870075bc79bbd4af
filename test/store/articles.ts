// Articles and catalogues made up for tests of finding them.
import { checkDigit } from '#contract/barcode.ts';
import type { Item } from '#contract/catalog.ts';
import type { Price } from '#contract/money.ts';
import { putCategories, putItem, putTaxes } from '#store/catalog.ts';
import { openStore } from '#store/open.ts';
import type { Db } from '#store/open.ts';
import { search } from '#store/search.ts';
import { newFolder } from '#test/support/books.ts';

export const withCheck = (digits: string) => `${digits}${checkDigit(digits)}`;

export function article(sku: string, changes: Partial<Item> = {}): Item {
  return {
    sku,
    names: { en: `Article ${sku}`, zh: `货号 ${sku}` },
    category: 'food',
    taxCode: 'V13',
    unit: 'each',
    priceMicros: 1_000_000 as Price,
    plu: null,
    gtins: [],
    ...changes,
  };
}

export function newCatalogue(items: readonly Item[]): Db {
  const db = openStore(newFolder());
  db.transaction(() => {
    putTaxes(db, [{ code: 'V13', taxes: [] }]);
    putCategories(db, [
      { id: 'food', names: { en: 'Food', zh: '食品' } },
      { id: 'rare', names: { en: 'Rare', zh: '稀有' } },
    ]);
    for (const item of items) putItem(db, item);
  })();
  return db;
}

export const named = (sku: string, en: string, zh: string) => article(sku, { names: { en, zh } });

/** The stock codes that a search finds, in its order. */
export const skusOf = (db: Db, text: string, limit = 200, category: string | null = null) =>
  search(db, text, category, limit).map(({ sku }) => sku);

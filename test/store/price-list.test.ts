// Price lists as rows: what is put is there, a scan sees its own article alone, and takes it by key.
import { describe, expect, test } from 'vitest';
import type { BusinessDate } from '#contract/ids.ts';
import type { Price } from '#contract/money.ts';
import type { ListPrice, NewPriceList } from '#contract/price-list.ts';
import {
  listPriceLists,
  listsWith,
  priceInList,
  pricesOfList,
  putPriceList,
  removePriceList,
} from '#store/price-list.ts';
import { article, newCatalogue } from './articles.ts';

const price = (sku: string, micros: number, fromQuantity = 0): ListPrice => ({
  sku,
  priceMicros: micros as Price,
  fromQuantity,
});
const list = (id: string, prices: ListPrice[], changes: Partial<NewPriceList> = {}): NewPriceList => ({
  id,
  names: { en: id, zh: id },
  customerGroups: [],
  from: null,
  to: null,
  weekdays: [],
  priority: 0,
  prices,
  keepsOthers: false,
  ...changes,
});
const newShop = () => newCatalogue(['A', 'B', 'C'].map((sku) => article(sku)));

describe('a price list', () => {
  test('comes back as it was put, with the prices of one article alone', () => {
    const db = newShop();
    const head = {
      customerGroups: ['member', 'staff'],
      from: '2026-11-01' as BusinessDate,
      to: '2026-11-30' as BusinessDate,
      weekdays: [6, 7],
      priority: 7,
    };
    putPriceList(db, list('weekend', [price('A', 5), price('A', 4, 6000), price('B', 9)], head));
    putPriceList(db, list('all', [price('A', 8)]));
    const { keepsOthers: _keepsOthers, prices: _prices, ...shown } = list('weekend', [], head);
    expect(listPriceLists(db)).toMatchObject([
      { id: 'all', priceCount: 1 },
      { ...shown, priceCount: 3 },
    ]);
    expect(listsWith(db, 'A')).toEqual([
      { ...list('all', [price('A', 8)]), keepsOthers: undefined },
      { ...shown, prices: [price('A', 5), price('A', 4, 6000)] },
    ]);
    expect(listsWith(db, 'C')).toEqual([]);
  });

  test('put again loses the prices that are not given, unless it keeps them', () => {
    const db = newShop();
    putPriceList(db, list('l', [price('A', 1), price('B', 2)]));
    putPriceList(db, list('l', [price('B', 3), price('C', 4)], { keepsOthers: true, priority: 9 }));
    expect(pricesOfList(db, 'l', null, 10)).toEqual([price('A', 1), price('B', 3), price('C', 4)]);
    expect(listPriceLists(db)).toMatchObject([{ priority: 9, priceCount: 3 }]);
    putPriceList(db, list('l', [price('C', 5)]));
    expect(pricesOfList(db, 'l', null, 10)).toEqual([price('C', 5)]);
    expect(priceInList(db, 'l', price('C', 0))).toBe(5);
    expect(priceInList(db, 'l', price('C', 0, 1))).toBeNull();
  });

  test('is read page by page, whatever stands twice under one article', () => {
    const db = newShop();
    const all = [price('A', 1), price('A', 2, 1000), price('A', 3, 2000), price('B', 4), price('C', 5)];
    putPriceList(db, list('l', all));
    const pages: ListPrice[][] = [];
    for (let after: ListPrice | null = null; ;) {
      const page = pricesOfList(db, 'l', after, 2);
      if (page.length === 0) break;
      pages.push(page);
      after = page.at(-1) ?? null;
    }
    expect(pages).toEqual([all.slice(0, 2), all.slice(2, 4), all.slice(4)]);
  });

  test('that is removed takes its prices along, and no other’s', () => {
    const db = newShop();
    putPriceList(db, list('one', [price('A', 1)]));
    putPriceList(db, list('two', [price('A', 2)]));
    removePriceList(db, 'one');
    expect(listsWith(db, 'A').map(({ id }) => id)).toEqual(['two']);
    expect(db.prepare('SELECT count(*) FROM price_entry').pluck().get()).toBe(1);
  });

  test('is looked up by key, never by going through it', () => {
    const db = newShop();
    const steps = (sql: string) =>
      (db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[])
        .map(({ detail }) => detail)
        .join();
    const scan = 'SELECT list_id, from_quantity, price_micros FROM price_entry WHERE sku = 1';
    expect(steps(scan)).toBe('SEARCH price_entry USING PRIMARY KEY (sku=?)');
    expect(steps('SELECT * FROM price_list WHERE id = 1')).toBe('SEARCH price_list USING PRIMARY KEY (id=?)');
    expect(steps("DELETE FROM price_entry WHERE list_id = 'x'")).toMatch(/SEARCH price_entry USING/);
  });
});

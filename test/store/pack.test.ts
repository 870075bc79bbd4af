// Packs beside their articles: kept with them, found by their own code, nobody else's.
import { describe, expect, test } from 'vitest';
import type { Pack } from '#contract/catalog.ts';
import type { Price } from '#contract/money.ts';
import type { Quantity } from '#contract/quantity.ts';
import { findByCode, findBySku, itemsOf, ownerOfCode, putItem } from '#store/catalog.ts';
import { article, newCatalogue, skusOf, withCheck } from './articles.ts';

const CASE = withCheck('1690123456789');
const TRAY = withCheck('690123456790');
const pack = (gtin: string, changes: Partial<Pack> = {}): Pack => ({
  gtin,
  quantity: 24_000 as Quantity,
  priceMicros: 39_900_000 as Price,
  names: { en: 'Case of 24', zh: '整箱 24' },
  ...changes,
});
const water = article('WATER', {
  gtins: ['6901234567892'],
  brand: 'Nongfu',
  minPriceMicros: 1_500_000 as Price,
  packs: [pack(TRAY, { quantity: 6000 as Quantity, priceMicros: null, names: null }), pack(CASE)],
});

describe('an article with packs', () => {
  test('comes back as it was put, alone and among others, and without what it has none of', () => {
    const plain = article('PLAIN');
    const db = newCatalogue([water, plain, article('OPEN', { isOpenPrice: true })]);
    expect(findBySku(db, 'WATER')).toStrictEqual(water);
    expect(findBySku(db, 'PLAIN')).toStrictEqual(plain);
    expect(findBySku(db, 'OPEN')).toStrictEqual(article('OPEN', { isOpenPrice: true }));
    expect(itemsOf(db, [1, 2])).toStrictEqual([water, plain]);
    putItem(db, article('WATER', { brand: null, minPriceMicros: null, isOpenPrice: false, packs: [] }));
    expect(findBySku(db, 'WATER')).toStrictEqual(article('WATER'));
    expect(findByCode(db, CASE)).toBeNull();
  });

  test('is found by a pack’s code in each of its forms, and by the beginning of it', () => {
    const db = newCatalogue([article('OTHER'), water]);
    expect(findByCode(db, CASE)).toEqual({ item: water, matched: 'pack', pack: pack(CASE) });
    expect(findByCode(db, `0${TRAY}`)).toMatchObject({
      matched: 'pack',
      pack: { gtin: TRAY, quantity: 6000 },
    });
    expect(findByCode(db, '6901234567892')).toEqual({ item: water, matched: 'gtin' });
    expect(skusOf(db, CASE.slice(0, 8))).toEqual(['WATER']);
  });

  test('keeps its codes to itself, in whatever form another one would have them', () => {
    const db = newCatalogue([water]);
    expect(ownerOfCode(db, article('NEW', { gtins: [`0${TRAY}`] }))).toEqual({
      code: `0${TRAY}`,
      sku: 'WATER',
    });
    expect(ownerOfCode(db, article('NEW', { packs: [pack('6901234567892')] }))?.sku).toBe('WATER');
    expect(ownerOfCode(db, article('NEW', { packs: [pack(CASE)] }))?.sku).toBe('WATER');
    expect(ownerOfCode(db, water)).toBeNull();
  });
});

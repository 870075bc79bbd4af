// Articles by code, in every form a number is printed in, and putting them.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Item } from '#contract/catalog.ts';
import type { Price } from '#contract/money.ts';
import {
  findByCode,
  findBySku,
  hasCategory,
  listCategories,
  ownerOfCode,
  putCategories,
  putItem,
  putTaxes,
  taxesOf,
} from '#store/catalog.ts';
import { search } from '#store/search.ts';
import { article, named, newCatalogue, skusOf, withCheck } from './articles.ts';

describe('a code', () => {
  const db = newCatalogue([
    article('EAN13', { gtins: ['6901234567892'] }),
    article('EAN8', { gtins: ['96385074'] }),
    article('UPCA', { gtins: ['036000291452'] }),
    article('UPCE', { gtins: ['04252614'] }),
    article('ITF14', { gtins: ['15400141288763'] }),
    article('MANY', { gtins: ['4006381333931', '5000112637922'] }),
    article('BANANA', { plu: '4011', unit: 'kg' }),
    article('PAPER', { plu: '4' }),
    article('W-1a'),
    article('W-1A'),
    article('12345'),
  ]);
  const found = (code: string) => {
    const match = findByCode(db, code);
    return match === null ? null : [match.item.sku, match.matched];
  };

  test.for([
    ['EAN-13', '6901234567892', 'EAN13'],
    ['EAN-13 with the indicator digit of an EAN-14', '06901234567892', 'EAN13'],
    ['EAN-8', '96385074', 'EAN8'],
    ['EAN-8 padded to 13', '0000096385074', 'EAN8'],
    ['UPC-A as 12 digits', '036000291452', 'UPCA'],
    ['UPC-A as 13 digits', '0036000291452', 'UPCA'],
    ['UPC-A as 14 digits', '00036000291452', 'UPCA'],
    ['UPC-E', '04252614', 'UPCE'],
    ['UPC-E expanded to UPC-A', '042100005264', 'UPCE'],
    ['UPC-E expanded to 13 digits', '0042100005264', 'UPCE'],
    ['ITF-14', '15400141288763', 'ITF14'],
    ['the first of several', '4006381333931', 'MANY'],
    ['the second of several', '5000112637922', 'MANY'],
  ] as const)('%s', ([, code, sku]) => {
    expect(found(code)).toEqual([sku, 'gtin']);
  });

  test('that is short is a PLU, exactly', () => {
    expect([found('4011'), found('4')]).toEqual([
      ['BANANA', 'plu'],
      ['PAPER', 'plu'],
    ]);
    expect(['04011', '40', '401', '40110', '4011 ', ' 4011', '4e3', '0x4'].map(found)).toEqual(
      Array(8).fill(null),
    );
  });

  test('of the shop is itself, upper and lower case apart', () => {
    expect([found('W-1a'), found('W-1A'), found('12345')]).toEqual([
      ['W-1a', 'sku'],
      ['W-1A', 'sku'],
      ['12345', 'sku'],
    ]);
    expect(['w-1a', 'W-1', 'W-1a ', 'W-1_', 'W-%'].map(found)).toEqual(Array(5).fill(null));
    expect(findBySku(db, 'w-1A')).toBeNull();
  });

  test('with a wrong check digit is none, and neither is one of another length', () => {
    expect(
      [
        '6901234567893',
        '96385075',
        '036000291453',
        '15400141288764',
        '04252615',
        '690123456789',
        '69012345678922',
      ].map(found),
    ).toEqual(Array(7).fill(null));
  });

  test('comes back as it is printed', () => {
    const gtins = ['MANY', 'UPCE', 'EAN8'].map((sku) => findBySku(db, sku)?.gtins);
    expect(gtins).toEqual([['4006381333931', '5000112637922'], ['04252614'], ['96385074']]);
    expect(findBySku(db, 'BANANA')).toEqual(article('BANANA', { plu: '4011', unit: 'kg' }));
  });

  test('that any article has cannot be another one’s, in whatever form it is given', () => {
    const taken = (changes: Partial<Item>) => ownerOfCode(db, article('OTHER', changes))?.sku ?? null;
    expect(taken({ gtins: ['0036000291452'] })).toBe('UPCA');
    expect(taken({ gtins: ['4006381333931'] })).toBe('MANY');
    expect(taken({ gtins: ['042100005264'] })).toBe('UPCE');
    expect(taken({ plu: '4011' })).toBe('BANANA');
    expect(taken({ plu: '4012', gtins: [withCheck('690000000001')] })).toBeNull();
    expect(ownerOfCode(db, article('MANY', { gtins: ['5000112637922'] }))).toBeNull();
  });

  test('of any kind is found in each of its forms, whatever its digits', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(7, 11, 12, 13),
        fc.nat({ max: 99_999_999 }),
        fc.nat({ max: 99_999 }),
        (length, a, b) => {
          const digits = `${a}${String(b).padStart(5, '0')}`.padStart(13, '0').slice(-length);
          const code = withCheck(digits);
          putItem(db, article('ANY', { gtins: [code] }));
          // A number that another article has by chance belongs to that one.
          for (let wide = Math.max(code.length, 12); wide <= 14; wide += 1) {
            expect(findByCode(db, code.padStart(wide, '0'))?.item.gtins).toContain(code);
          }
        },
      ),
      { numRuns: 300 },
    );
    putItem(db, article('ANY'));
  });
});

describe('putting', () => {
  test('an article again replaces all of it: names, codes and what it is found by', () => {
    const db = newCatalogue([named('A', 'Green Tea', '绿茶')]);
    putItem(
      db,
      article('A', {
        names: { en: 'Black Coffee', zh: '咖啡' },
        plu: '7',
        gtins: ['96385074'],
        category: 'rare',
        priceMicros: 42 as Price,
      }),
    );
    expect(search(db, '', null, 10)).toEqual([
      article('A', {
        names: { en: 'Black Coffee', zh: '咖啡' },
        plu: '7',
        gtins: ['96385074'],
        category: 'rare',
        priceMicros: 42 as Price,
      }),
    ]);
    expect(['green', '绿', 'tea', 'black', '啡', 'coffee'].map((text) => skusOf(db, text).length)).toEqual([
      0, 0, 0, 1, 1, 1,
    ]);
    putItem(db, article('A'));
    expect([findByCode(db, '96385074'), findByCode(db, '7')]).toEqual([null, null]);
  });

  test('taxes and categories again replaces them and keeps their places', () => {
    const db = newCatalogue([]);
    const tax = {
      names: { en: 'VAT', zh: '增值税' },
      ratePpm: 130_000 as never,
      included: true,
      raisesBase: false,
      ignoresRaised: true,
    };
    putTaxes(db, [{ code: 'V13', taxes: [tax, { ...tax, names: { en: 'Levy', zh: '附加费' } }] }]);
    expect(taxesOf(db, 'V13')).toEqual([tax, { ...tax, names: { en: 'Levy', zh: '附加费' } }]);
    putTaxes(db, [{ code: 'V13', taxes: [] }]);
    expect([taxesOf(db, 'V13'), taxesOf(db, 'v13')]).toEqual([[], null]);
    putCategories(db, [{ id: 'food', names: { en: 'Fresh', zh: '生鲜' } }]);
    expect(listCategories(db).map(({ id, names }) => [id, names.en])).toEqual([
      ['food', 'Fresh'],
      ['rare', 'Rare'],
    ]);
    expect([hasCategory(db, 'rare'), hasCategory(db, 'Rare')]).toEqual([true, false]);
  });
});

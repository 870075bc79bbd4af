// The parts of the benchmarks that can be wrong without being slow: the articles, the arithmetic, the table, the guard.
import { describe, expect, test } from 'vitest';
import { articleOf, barcodeOf, categories, MOST_ARTICLES, scannable, taxes } from '#bench/catalogue.ts';
import { median, pairRatios, percentile, shown, slope } from '#bench/figures.ts';
import { assertFull, assertKept } from '#bench/guard.ts';
import { keystrokes } from '#bench/keystrokes.ts';
import { markdownTable, verdictLine } from '#bench/table.ts';
import { gtinsOf } from '#contract/barcode.ts';
import type { SaleId } from '#contract/ids.ts';
import { withDatabase } from './support/books.ts';
import { id, openShop } from './support/shop.ts';

const numbers = [0, 1, 7, 19, 20, 1999, 2000, 99_999, 999_999, MOST_ARTICLES - 1];

describe('the articles', () => {
  test('are the same for the same seed and number, and others for another seed', () => {
    expect(numbers.map((index) => articleOf(1, index))).toEqual(numbers.map((index) => articleOf(1, index)));
    expect(articleOf(2, 7).names).not.toEqual(articleOf(1, 7).names);
    expect(articleOf(1, 0)).toMatchInlineSnapshot(`
      {
        "category": "instant",
        "gtins": [
          "2000000000008",
        ],
        "names": {
          "en": "Plum Garden Rich Frozen Dumplings Box",
          "zh": "梅园浓香速冻水饺盒装",
        },
        "plu": "10000",
        "priceMicros": 142980000,
        "sku": "B0000000",
        "taxCode": "V13",
        "unit": "each",
      }
    `);
  });

  test('have both languages, a known category and tax, and right check digits', () => {
    for (const index of numbers) {
      const { names, category, taxCode, gtins } = articleOf(1, index);
      expect(names.zh).toMatch(/\p{Script=Han}{4}/u);
      expect(names.en).toMatch(/^[\x20-\x7e]+$/);
      expect(categories.map((one) => one.id)).toContain(category);
      expect(taxes.map((one) => one.code)).toContain(taxCode);
      for (const code of gtins) expect(gtinsOf(code)).toHaveLength(1);
    }
  });

  test('never repeat a name, a code or a PLU', () => {
    const items = Array.from({ length: 5000 }, (_, index) => articleOf(1, index));
    const distinct = (list: readonly unknown[]) => new Set(list).size === list.length;
    expect(distinct(items.map(({ names }) => names.en))).toBe(true);
    expect(distinct(items.map(({ names }) => names.zh))).toBe(true);
    expect(distinct(items.flatMap(({ gtins }) => gtins))).toBe(true);
    expect(distinct(items.flatMap(({ plu }) => plu ?? []))).toBe(true);
  });

  test('that are scanned have the barcode that is scanned', () => {
    const indexes = scannable(1, 1000, 300);
    expect(new Set(indexes).size).toBe(300);
    for (const index of indexes) expect(articleOf(1, index).gtins[0]).toBe(barcodeOf(index));
  });

  test('are typed letter by letter, in every way of typing', () => {
    const texts = keystrokes(1000, 5);
    expect(Object.keys(texts)).toEqual(['en', 'zh', 'mixed', 'pinyin', 'code', 'none']);
    for (const list of Object.values(texts)) {
      expect([...(list[0] ?? '')]).toHaveLength(1);
      for (const [i, text] of list.entries()) {
        const isLonger = text.startsWith(list[i - 1] ?? '') && [...text].length > 1;
        expect(isLonger || [...text].length === 1).toBe(true);
      }
    }
  });
});

describe('the arithmetic', () => {
  test('percentiles are values that were measured, medians of even counts lie between two', () => {
    const values = Array.from({ length: 100 }, (_, i) => 100 - i);
    expect([0.01, 0.5, 0.99, 1].map((share) => percentile(values, share))).toEqual([1, 50, 99, 100]);
    expect(percentile([], 0.5)).toBeNaN();
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
  });

  test('ratios are taken pair by pair: a machine that slows down for both changes none', () => {
    const pairs = [
      { a: 10, b: 20 },
      { a: 100, b: 200 },
      { a: 30, b: 50 },
    ];
    expect(pairRatios(pairs)).toEqual({ median: 0.5, min: 0.5, max: 0.6 });
  });

  test('a slope is per step, whatever the height', () => {
    expect(slope([0, 1, 2, 3].map((x) => ({ x, y: 200 + 3 * x })))).toBeCloseTo(3);
  });

  test('three digits that say something', () => {
    expect([0.4824, 4.824, 48.24, 482.4, Number.NaN].map(shown)).toEqual([
      '0.482',
      '4.82',
      '48.2',
      '482',
      '–',
    ]);
  });
});

test('a table has a verdict only where something was promised', () => {
  const rows = [
    { benchmark: 'a', what: 'one', product: '1 ms', target: '≤ 2 ms', isMet: true },
    { benchmark: 'a', what: 'two', product: '3 ms', target: '≤ 2 ms', isMet: false },
    { benchmark: 'a', what: 'three', product: '5 ms' },
  ];
  const lines = markdownTable(rows).split('\n');
  expect(lines).toHaveLength(5);
  expect(new Set(lines.map((line) => line.length)).size).toBe(1);
  expect(lines.slice(2).map((line) => line.split('|')[7]?.trim())).toEqual(['met', 'MISSED', '']);
  expect(verdictLine(rows)).toBe('1 of 2 targets met');
});

describe('the guard', () => {
  test('takes the live connection at its word, and only when it is FULL', async () => {
    const shop = await openShop();
    const diagnosis = await shop.do('app.diagnose', {});
    await shop.close();
    expect(() => assertFull(diagnosis)).not.toThrow();
    const pragmas = diagnosis.books.pragmas.map((one) =>
      one.name === 'synchronous' ? { ...one, value: '1' } : one,
    );
    expect(() => assertFull({ books: { ...diagnosis.books, pragmas } })).toThrow('synchronous is 1');
    expect(() => assertFull({ books: { ...diagnosis.books, pragmas: [] } })).toThrow(
      'synchronous is undefined',
    );
  });

  test('misses a sale that was acknowledged and is gone', async () => {
    const shop = await openShop();
    await shop.openShift();
    await shop.sell('kept', ['6901234567892']);
    await shop.core.close();
    const sales = [id<SaleId>('kept')];
    expect(() => assertKept(shop.folder, sales)).not.toThrow();
    withDatabase(shop.folder, (db) => db.exec('DELETE FROM sale'));
    expect(() => assertKept(shop.folder, sales)).toThrow('1 of 1 acknowledged sales are lost');
  });
});

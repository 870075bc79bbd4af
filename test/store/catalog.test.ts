// Articles by code and by word: every form a number is printed in, every way a name is typed, and nothing that throws.
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { checkDigit } from '#contract/barcode.ts';
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
  search,
  taxesOf,
} from '#store/catalog.ts';
import { openStore } from '#store/open.ts';
import type { Db } from '#store/open.ts';
import { newFolder } from '#test/support/books.ts';

const withCheck = (digits: string) => `${digits}${checkDigit(digits)}`;

function article(sku: string, changes: Partial<Item> = {}): Item {
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

function newCatalogue(items: readonly Item[]): Db {
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

const skusOf = (db: Db, text: string, limit = 200, category: string | null = null) =>
  search(db, text, category, limit).map(({ sku }) => sku);
const named = (sku: string, en: string, zh: string) => article(sku, { names: { en, zh } });

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
      name: 'VAT',
      ratePpm: 130_000 as never,
      included: true,
      raisesBase: false,
      ignoresRaised: true,
    };
    putTaxes(db, [{ code: 'V13', taxes: [tax, { ...tax, name: 'Levy' }] }]);
    expect(taxesOf(db, 'V13')).toEqual([tax, { ...tax, name: 'Levy' }]);
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

describe('a search', () => {
  const db = newCatalogue([
    named('T1', 'Jasmine Green Tea, 500 ml', '茉莉绿茶 500毫升'),
    named('T2', 'Café au lait', '拿铁咖啡'),
    named('T3', 'Sparkling Water (Lemon) 100%', '柠檬味苏打气泡水'),
    named('T4', 'Steamed Bun_filled', '鲜肉包子'),
    named('T5', 'Coca-Cola Zero', '可口可乐 零度 Zero 罐装'),
    named('T6', 'Backslash\\Brand', '反斜杠'),
    article('S%1', { names: { en: 'Percent', zh: '百分' } }),
    article('Sx1', { names: { en: 'Ex', zh: '叉' } }),
    article('N40', { names: { en: 'Newspaper', zh: '报纸' }, plu: '40' }),
    article('G', { names: { en: 'Long life milk', zh: '纯牛奶' }, gtins: ['6901234567892', '036000291452'] }),
  ]);
  test.for([
    ['the beginning of a word', 'jas', ['T1']],
    ['the beginning of a word in the middle', 'green', ['T1']],
    ['beginnings of several words, in any order', 'te jas', ['T1']],
    ['words that are not all there', 'jasmine coffee', []],
    ['upper case', 'JASMINE', ['T1']],
    ['a letter without its accent', 'cafe', ['T2']],
    ['a letter with its accent', 'café', ['T2']],
    ['the middle of an English word', 'smine', ['T1']],
    ['the end of an English word', 'kling', ['T3']],
    ['a part with a space in it', 'ater (lem', ['T3']],
    ['any single hanzi', '莉', ['T1']],
    ['the last hanzi', '子', ['T4']],
    ['hanzi that stand together', '气泡', ['T3']],
    ['hanzi that do not stand together', '可乐', ['T5']],
    ['hanzi of two articles', '茶 包', []],
    ['hanzi and Latin letters mixed', '零度 zero', ['T5']],
    ['hanzi and Latin letters without a space', '可口zero', ['T5']],
    ['both languages of one article', 'jasmine 绿', ['T1']],
    ['a number in a name', '500', ['T1']],
    ['a number with hanzi', '500毫', ['T1']],
    ['a name with a hyphen', 'coca-cola', ['T5']],
    ['the beginning of a stock code', 'S%', ['S%1', 'T3', 'T4']],
    ['the beginning of a barcode', '690123', ['G']],
    ['the whole of a barcode', '036000291452', ['G']],
    ['a PLU', '40', ['N40']],
    ['something longer than a PLU', '40x', []],
    ['a percent sign, which is only that', '100%', ['T3']],
    ['a percent sign alone', '%', ['S%1', 'T3']],
    ['an underscore, which is only that', 'bun_f', ['T4']],
    ['an underscore alone', '_', ['T4']],
    ['a backslash', '\\', ['T6']],
    ['a backslash in a name', 'slash\\b', ['T6']],
    ['spaces around it', '  jasmine  ', ['T1']],
    ['a word of the index’s own language', 'NEAR', []],
    ['another of them', 'NOT jasmine', []],
    ['a quotation mark', '"jasmine', ['T1']],
    ['nothing that is there', 'xyzzy', []],
  ] as [string, string, string[]][])('finds %s: %o', ([, text, skus]) => {
    expect(skusOf(db, text).sort()).toEqual(skus);
  });

  test('for nothing lists the catalogue in its order, as far as was asked', () => {
    expect(skusOf(db, '')).toEqual(['T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'S%1', 'Sx1', 'N40', 'G']);
    expect(skusOf(db, '   ', 2)).toEqual(['T1', 'T2']);
    expect(skusOf(db, '', 200, 'rare')).toEqual([]);
  });

  test('never throws, whatever is typed: any Unicode, and the index’s own operators', () => {
    const operators = fc.constantFrom(
      '"',
      '*',
      '^',
      'NEAR',
      'NEAR(',
      'AND',
      'OR',
      'NOT',
      '(',
      ')',
      ':',
      '-',
      '+',
      '{',
      '}',
      "'",
      ';',
      '--',
      '\\',
      '%',
      '_',
      ' ',
      '\u0000',
      'words:',
      'rowid',
      '茶',
      'tea',
      '\ud800',
      'é',
      'e\u0301',
      'ﬁ',
      '𠀀',
      '⺀',
      '々',
      '½',
      '４０',
    );
    const typed = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.array(operators, { maxLength: 30 }).map((parts) => parts.join('').slice(0, 80)),
      fc.array(operators, { maxLength: 20 }).map((parts) => parts.join(' ').slice(0, 80)),
    );
    fc.assert(
      fc.property(
        typed,
        fc.constantFrom(null, 'food', 'rare', "'"),
        fc.integer({ min: 1, max: 200 }),
        (text, category, limit) => {
          const items = search(db, text, category, limit);
          expect(items.length).toBeLessThanOrEqual(limit);
          expect(new Set(items.map(({ sku }) => sku)).size).toBe(items.length);
          findByCode(db, text);
        },
      ),
      { numRuns: 3000 },
    );
  });
});

describe('a catalogue of 5,000 articles', () => {
  const english = [
    'Green',
    'Black',
    'Tea',
    'Coffee',
    'Sparkling',
    'Water',
    'Noodle',
    'Soup',
    'Crispy',
    'Rice',
    'Cake',
    'Mini',
    'Max',
    'Lemon',
    'Ginger',
  ];
  const hanzi = [...'绿红茶咖啡气泡水面汤脆米饼小大柠檬姜酸甜牛奶'];
  let items: Item[];
  let db: Db;
  beforeAll(() => {
    let state = 20261120;
    const pick = <T>(list: readonly T[]): T => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return list[(state >>> 8) % list.length] as T;
    };
    items = Array.from({ length: 5000 }, (_, i) => {
      const zh = `${pick(hanzi)}${pick(hanzi)}${pick(hanzi)}${pick(hanzi)} ${i % 900}克`;
      const gtins =
        i % 3 === 0 ? [] : [withCheck(`${i % 5 === 0 ? '40' : '69'}${String(i * 7919).padStart(10, '0')}`)];
      return article(`${i % 2 === 0 ? 'W' : 'w'}${i}`, {
        names: { en: `${pick(english)} ${pick(english)} ${pick(english)} ${i % 900} g`, zh },
        category: i >= 4990 ? 'rare' : 'food',
        plu: i % 100 === 99 ? String(i) : null,
        gtins,
      });
    });
    items.push(article('PAPER', { names: { en: 'Newspaper', zh: '报纸' }, plu: '40' }));
    db = newCatalogue(items);
  });

  const wordsOf = (text: string) =>
    text
      .replaceAll(/\p{Script=Han}/gu, ' $& ')
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== '');
  const known = new Map<string, string[]>();
  /** The words of both names, split once for each article. */
  function ownWords({ sku, names }: Item): string[] {
    const words = known.get(sku) ?? [...wordsOf(names.en), ...wordsOf(names.zh)];
    known.set(sku, words);
    return words;
  }

  /** What a search must find, said plainly: a code's beginning, beginnings of all the words, or a part of a name or stock code. */
  function isMeant(item: Item, text: string): boolean {
    const asked = wordsOf(text);
    const own = ownWords(item);
    const fold = text.toLowerCase();
    return (
      item.sku.startsWith(text) ||
      item.gtins.some((code) => code.startsWith(text)) ||
      item.plu === text ||
      (asked.length > 0 && asked.every((word) => own.some((one) => one.startsWith(word)))) ||
      [item.names.en, item.names.zh, item.sku].some((one) => one.toLowerCase().includes(fold))
    );
  }

  test('is searched as it is said: every article meant and no other', () => {
    const words = fc.array(
      fc.oneof(
        fc.constantFrom(...english, ...hanzi),
        fc.constantFrom(
          'gre',
          'ark',
          'oodl',
          'W49',
          'w4',
          '690',
          '4011',
          '899 g',
          '12克',
          'ri c',
          '茶水',
          '水ca',
        ),
      ),
      { minLength: 2, maxLength: 4 },
    );
    let compared = 0;
    fc.assert(
      fc.property(words, fc.constantFrom(' ', ''), (parts, between) => {
        const text = parts.join(between);
        const meant = items.filter((item) => isMeant(item, text)).map(({ sku }) => sku);
        if (meant.length >= 200) return;
        if (meant.length > 0) compared += 1;
        expect(skusOf(db, text).sort(), text).toEqual(meant.sort());
      }),
      { numRuns: 300, seed: 7 },
    );
    expect(compared).toBeGreaterThan(60);
  });

  test('still finds every article by each of its codes', () => {
    for (const item of items.filter((_, i) => i % 97 === 0)) {
      expect(findByCode(db, item.sku)?.item.sku).toBe(item.sku);
      for (const code of item.gtins) expect(findByCode(db, code)).toEqual({ item, matched: 'gtin' });
      if (item.plu !== null) expect(findByCode(db, item.plu)).toEqual({ item, matched: 'plu' });
    }
  });

  test('gives as many as were asked for, and the article whose code was typed before those whose codes only begin so', () => {
    expect(skusOf(db, 'tea', 20)).toHaveLength(20);
    expect(skusOf(db, '40', 20)[0]).toBe('PAPER');
    expect(skusOf(db, 'W4', 20)).toContain('W4');
  });

  test('finds what is in a small category, however many articles of others match', () => {
    for (const text of ['g', '克', 'W', 'e', '69']) {
      const meant = items
        .filter((item) => item.category === 'rare' && isMeant(item, text))
        .map(({ sku }) => sku);
      expect(meant.length, text).toBeGreaterThan(2);
      expect(skusOf(db, text, 20, 'rare').sort(), text).toEqual(meant.sort());
    }
  });
});

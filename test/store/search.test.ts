// Articles by word: every way a name is typed, in a small catalogue and in one of 5,000, and nothing that throws.
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Item } from '#contract/catalog.ts';
import { findByCode } from '#store/catalog.ts';
import type { Db } from '#store/open.ts';
import { search } from '#store/search.ts';
import { article, named, newCatalogue, skusOf, withCheck } from './articles.ts';

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
    ['the beginning of a stock code, and of the sound of 升', 'S%', ['S%1', 'T1', 'T3', 'T4']],
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

  // What these hanzi sound like, said here once more: the index takes it from its own table.
  const spoken = Object.fromEntries(
    (
      '绿lv 红hong 茶cha 咖ka 啡fei 气qi 泡pao 水shui 面mian 汤tang 脆cui 米mi 饼bing 小xiao 大da 柠ning 檬meng 姜jiang ' +
      '酸suan 甜tian 牛niu 奶nai 克ke 报bao 纸zhi'
    )
      .split(' ')
      .map((pair) => [pair.slice(0, 1), pair.slice(1)]),
  ) as Record<string, string>;

  /** What may be typed for a Chinese name: from each of its parts on, initials or syllables, with the digits between. */
  function ownSounds({ names }: Item): string[] {
    const parts = names.zh.match(/\d+|\p{Script=Han}/gu) ?? [];
    return parts.flatMap((_, i) => {
      const rest = parts.slice(i).map((part) => spoken[part] ?? part);
      const initials = rest.map((part) => (/\d/.test(part) ? part : part.slice(0, 1)));
      return [rest.join(''), initials.join('')];
    });
  }

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

  const isWordOrSound = (item: Item, word: string) =>
    ownWords(item).some((one) => one.startsWith(word)) ||
    (/[a-z]/.test(word) && ownSounds(item).some((one) => one.startsWith(word)));

  /**
   * What a search must find, said plainly: a code's beginning, beginnings of all the words or of what they sound like, or
   * a part of a name or stock code.
   */
  function isMeant(item: Item, text: string): boolean {
    const asked = wordsOf(text);
    const own = ownWords(item);
    const fold = text.toLowerCase();
    return (
      item.sku.startsWith(text) ||
      item.gtins.some((code) => code.startsWith(text)) ||
      item.plu === text ||
      (asked.length > 0 && asked.every((word) => own.some((one) => one.startsWith(word)))) ||
      (asked.length > 0 && asked.every((word) => isWordOrSound(item, word))) ||
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
          'nnl',
          'xiaobing',
          'shui c',
          'qp1',
          'jn',
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

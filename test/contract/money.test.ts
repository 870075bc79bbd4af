// How money, prices and quantities are written and read: exactly, at any size, in both languages.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  amount,
  currency,
  decimalsOf,
  formatMoney,
  formatPrice,
  fromDecimal,
  MAX_MONEY,
  MAX_PRICE_MICROS,
  money,
  price,
  ratePpm,
  toDecimal,
} from '#contract/money.ts';
import { formatQuantity, MAX_QUANTITY, quantity } from '#contract/quantity.ts';

const decimals = fc.integer({ min: 0, max: 6 });
const safe = fc.maxSafeInteger();
const languages = fc.constantFrom('en' as const, 'zh' as const);

describe('toDecimal and fromDecimal', () => {
  test('are each other’s inverse for every safe integer', () => {
    fc.assert(
      fc.property(safe, decimals, (value, places) => {
        expect(fromDecimal(toDecimal(value, places), places)).toBe(value + 0);
      }),
      { numRuns: 3_000 },
    );
  });

  test('write the sign, every zero and nothing else', () => {
    expect([5, -5, 0, -0, 100, 123].map((value) => toDecimal(value, 2))).toEqual([
      '0.05',
      '-0.05',
      '0.00',
      '0.00',
      '1.00',
      '1.23',
    ]);
    expect(toDecimal(-7, 0)).toBe('-7');
    expect(toDecimal(-(10n ** 30n), 6)).toBe('-1000000000000000000000000.000000');
    fc.assert(
      fc.property(safe, decimals, (value, places) => {
        const form = places === 0 ? /^-?(?:0|[1-9]\d*)$/ : /^-?(?:0|[1-9]\d*)\.\d+$/;
        const text = toDecimal(value, places);
        expect(text).toMatch(form);
        expect((text.split('.')[1] ?? '').length).toBe(places);
      }),
    );
  });

  test('read what people type', () => {
    const read = ['12', '12.', '12.5', '.5', '-3', '-.05', ' 7 ', '007', '-0'].map((text) =>
      fromDecimal(text, 2),
    );
    expect(read).toEqual([1200, 1200, 1250, 50, -300, -5, 700, 700, 0]);
    expect(Object.is(fromDecimal('-0', 2), 0)).toBe(true);
  });

  test('read nothing else', () => {
    const wrong = [
      '',
      ' ',
      '.',
      '-',
      '-.',
      '+1',
      '1e3',
      '0x10',
      '1,5',
      '1_000',
      '1 000',
      '1.2.3',
      '--1',
      'NaN',
      '１２',
      '٣',
    ];
    for (const text of wrong) expect(fromDecimal(text, 2), text).toBeNull();
    expect(fromDecimal('1.234', 2), 'more decimals than there are').toBeNull();
    expect(fromDecimal('1.0', 0)).toBeNull();
  });

  test('read nothing beyond the safe integers, and lose nothing up to them', () => {
    expect(fromDecimal('90071992547409.91', 2)).toBe(Number.MAX_SAFE_INTEGER);
    expect(fromDecimal('-90071992547409.91', 2)).toBe(Number.MIN_SAFE_INTEGER);
    expect(fromDecimal('90071992547409.92', 2)).toBeNull();
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), decimals, (value, places) => {
        const read = fromDecimal(toDecimal(value, places), places);
        expect(read).toBe(Number.isSafeInteger(Number(value)) ? Number(value) : null);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('formatMoney', () => {
  test('writes what people read', () => {
    expect(formatMoney(9843, 'CNY', 'en')).toBe('¥98.43');
    expect(formatMoney(9843, 'CNY', 'zh')).toBe('¥98.43');
    expect(formatMoney(123_456, 'JPY', 'en')).toBe('¥123,456');
    expect(formatMoney(1_234_567, 'KWD', 'en')).toMatch(/^KWD\s1,234\.567$/);
    expect(formatMoney(0, 'EUR', 'en')).toBe('€0.00');
  });

  test('carries a true minus, U+2212, and never a hyphen', () => {
    expect(formatMoney(-5, 'EUR', 'en')).toBe('\u2212€0.05');
    expect(formatMoney(-0, 'EUR', 'en')).toBe('€0.00');
    fc.assert(
      fc.property(safe, fc.constantFrom(...currency.options), languages, (value, code, language) => {
        const text = formatMoney(value, code, language);
        expect(text).not.toContain('-');
        expect(text.includes('\u2212')).toBe(value < 0);
        expect(text.lastIndexOf('\u2212')).toBeLessThanOrEqual(0);
      }),
      { numRuns: 500 },
    );
  });

  test('has every digit, beyond what a float could tell apart', () => {
    expect(formatMoney(Number.MAX_SAFE_INTEGER, 'EUR', 'en')).toBe('€90,071,992,547,409.91');
    expect(formatMoney(-MAX_MONEY, 'CNY', 'zh')).toBe('\u2212¥10,000,000,000.00');
    fc.assert(
      fc.property(safe, fc.constantFrom(...currency.options), languages, (value, code, language) => {
        const digits = formatMoney(value, code, language).replaceAll(/\D/g, '');
        expect(digits).toBe(toDecimal(value, decimalsOf(code)).replaceAll(/\D/g, ''));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('prices and quantities', () => {
  test('a price shows the decimals it needs and no less than the currency has', () => {
    expect(formatPrice(1_042_500, 'CNY', 'en')).toBe('¥1.0425');
    expect(formatPrice(1_000_000, 'CNY', 'en')).toBe('¥1.00');
    expect(formatPrice(1_500_000, 'JPY', 'en')).toBe('¥1.5');
    expect(formatPrice(1, 'EUR', 'en')).toBe('€0.000001');
    expect(formatPrice(MAX_PRICE_MICROS, 'EUR', 'en')).toBe('€1,000,000,000.00');
  });

  test('a quantity shows what people read', () => {
    expect([1000, 3000, 842, 1500, 10_000, 1].map(formatQuantity)).toEqual([
      '1',
      '3',
      '0.842',
      '1.5',
      '10',
      '0.001',
    ]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: MAX_QUANTITY }), (value) => {
        expect(fromDecimal(formatQuantity(value), 3)).toBe(value);
      }),
      { numRuns: 1_000 },
    );
  });

  test('the schemas take whole numbers within their bounds only', () => {
    const bounds = [
      [money, -MAX_MONEY, MAX_MONEY],
      [amount, 0, MAX_MONEY],
      [price, 0, MAX_PRICE_MICROS],
      [quantity, 1, MAX_QUANTITY],
      [ratePpm, 0, 10_000_000],
    ] as const;
    for (const [schema, least, most] of bounds) {
      const takes = (value: unknown) => schema.safeParse(value).success;
      expect([least, most].every(takes)).toBe(true);
      expect([least - 1, most + 1, least + 0.5, '1', null, Number.NaN, Infinity, 1n].some(takes)).toBe(false);
    }
  });
});

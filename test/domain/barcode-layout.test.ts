// What a code says by a layout: worked labels, and that every label that can be made reads back and no single misread
// digit passes for another label.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkDigit } from '#contract/barcode.ts';
import {
  barcodeLayout,
  barcodeLayouts,
  firstBarcodeLayouts,
  otherBarcodeLayouts,
} from '#contract/barcode-layout.ts';
import type { BarcodeLayout } from '#contract/barcode-layout.ts';
import { readEmbedded } from '#domain/barcode-layout.ts';
import { priceVerifier } from '#domain/price-verifier.ts';

const all = [...firstBarcodeLayouts, ...otherBarcodeLayouts];
const named = (id: string) => all.find((layout) => layout.id === id) as BarcodeLayout;
const layout = (pattern: string, more: Partial<BarcodeLayout> = {}): BarcodeLayout => ({
  ...named('ean13-weight'),
  id: 'own',
  pattern,
  ...more,
});
const closed = (body: string) => `${body}${checkDigit(body)}`;
const read = (code: string, layouts: readonly BarcodeLayout[] = firstBarcodeLayouts, decimals = 2) =>
  readEmbedded(code, layouts, decimals);

describe('the layouts a till begins with', () => {
  test('read the label of the device notes: 1.500 kg of article 12345', () => {
    expect(read('2112345015002')).toEqual({
      layoutId: 'ean13-weight',
      article: { by: 'plu', articleCode: '12345' },
      kind: 'weight',
      quantity: 1500,
    });
  });

  test.for([
    [
      'an amount',
      closed('220004001990'),
      { articleCode: '40' },
      { kind: 'amount', amount: 1990, quantity: null },
    ],
    ['the smallest amount', closed('290401100001'), { articleCode: '4011' }, { kind: 'amount', amount: 1 }],
    [
      'amount and weight of eighteen digits',
      closed('26040110129600842'),
      { articleCode: '4011' },
      { kind: 'amount', amount: 1296, quantity: 842 },
    ],
  ] as const)('read %s', ([, code, article, said]) => {
    expect(read(code)).toMatchObject({ article: { by: 'plu', ...article }, ...said });
  });

  test('read a UPC-A with its price verifier, as twelve digits and as thirteen', () => {
    const body = `212345${priceVerifier('1299')}1299`;
    const said = { layoutId: 'upc-amount', article: { articleCode: '12345' }, kind: 'amount', amount: 1299 };
    expect(read(closed(body))).toMatchObject(said);
    expect(read(`0${closed(body)}`)).toMatchObject(said);
    const wrong = `212345${(priceVerifier('1299') + 1) % 10}1299`;
    expect(read(closed(wrong))).toMatchObject({ layoutId: 'upc-amount', problem: 'priceVerifier' });
  });

  test('say what is wrong with a label, and nothing of a code that is none of theirs', () => {
    expect(read('2112345015003')).toMatchObject({ layoutId: 'ean13-weight', problem: 'checkDigit' });
    expect(read(closed('211234500000'))).toMatchObject({ layoutId: 'ean13-weight', problem: 'noFigure' });
    expect(read(closed('211234599999'))).toMatchObject({ layoutId: 'ean13-weight', problem: 'noFigure' });
    expect(read(closed('221234500000'))).toMatchObject({ layoutId: 'ean13-amount', problem: 'noFigure' });
    for (const code of ['', '6901234567892', '036000291452', '21', '2x12345015002', '４011', 'W0001']) {
      expect(read(code), code).toBeNull();
    }
  });

  test('are layouts by their own schema, and no two have one id', () => {
    expect(barcodeLayouts.safeParse(all).error).toBeUndefined();
    expect(barcodeLayouts.safeParse([...all, all[0]]).success).toBe(false);
  });
});

describe('a price verifier', () => {
  test.for([
    ['2875', 9],
    ['14685', 6],
    ['0000', 0],
    ['00000', 0],
  ] as const)('of %s is %i', ([digits, verifier]) => {
    expect(priceVerifier(digits)).toBe(verifier);
  });

  test('is another one whichever single digit of the price is misread', () => {
    const price = fc
      .tuple(fc.constantFrom(4, 5), fc.nat(99_999))
      .map(([length, value]) => String(value).padStart(5, '0').slice(-length));
    fc.assert(
      fc.property(price, fc.nat(4), fc.integer({ min: 1, max: 9 }), (digits, spot, by) => {
        const at = spot % digits.length;
        const wrong = digits.slice(0, at) + ((Number(digits[at]) + by) % 10) + digits.slice(at + 1);
        expect(priceVerifier(wrong)).not.toBe(priceVerifier(digits));
      }),
      { numRuns: 2000 },
    );
    expect(() => priceVerifier('123')).toThrow(RangeError);
  });
});

describe('a shop’s own layout', () => {
  test('says how fine its figures are', () => {
    const tens = layout('21IIIIIWWWWWC', { weightDecimals: 2 });
    expect(read('2112345015002', [tens])).toMatchObject({ kind: 'weight', quantity: 15_000 });
    const yen = layout('2XIIIIIPPPPPC', { amountDecimals: 0 });
    const code = closed('220004001990');
    expect(read(code, [yen])).toMatchObject({ amount: 199_000 });
    expect(read(code, [yen], 0)).toMatchObject({ amount: 1990 });
    const cents = layout('2XIIIIIPPPPPC', { amountDecimals: 2 });
    expect(read(code, [cents], 3)).toMatchObject({ amount: 19_900 });
    expect(read(closed('220004019900'), [cents], 0)).toMatchObject({ amount: 199 });
    expect(read(code, [cents], 0)).toMatchObject({ layoutId: 'own', problem: 'tooFine' });
  });

  test('says what its article digits are', () => {
    const code = closed('210004501500');
    expect(read(code, [layout('21IIIIIWWWWWC')])).toMatchObject({ article: { articleCode: '45' } });
    expect(read(code, [layout('21IIIIIWWWWWC', { codeIs: 'sku' })])).toMatchObject({
      article: { by: 'sku', articleCode: '00045' },
    });
    expect(read('2112345015002', [layout('21IIIIIWWWWWC', { codeIs: 'itemReference' })])).toMatchObject({
      article: { by: 'itemReference', articleCode: closed('211234500000') },
    });
  });

  test('may count pieces, or name the article alone', () => {
    expect(read('28000400012', [layout('28IIIIIQQQQ')])).toMatchObject({ kind: 'pieces', quantity: 12_000 });
    expect(read('28000400000', [layout('28IIIIIQQQQ')])).toMatchObject({ problem: 'noFigure' });
    expect(read('2800040', [layout('28IIIIIXX')])).toBeNull();
    expect(read('280004077', [layout('28IIIIIXX')])).toMatchObject({ kind: 'pieces', quantity: 1000 });
  });

  test('that overlaps another stands behind it, unless only it has the digits right', () => {
    const weight = layout('2XIIIIIWWWWWC', { id: 'weight' });
    const amount = layout('21IIIIIPPPPPC', { id: 'amount' });
    expect(read('2112345015002', [weight, amount])).toMatchObject({ layoutId: 'weight' });
    expect(read('2112345015002', [amount, weight])).toMatchObject({ layoutId: 'amount' });
    const verified = layout('2XIIIIVPPPPPC', { id: 'verified' });
    const body = `211234${(priceVerifier('01500') + 1) % 10}01500`;
    expect(read(closed(body), [verified])).toMatchObject({ problem: 'priceVerifier' });
    expect(read(closed(body), [verified, amount])).toMatchObject({ layoutId: 'amount', amount: 1500 });
  });

  test.for([
    ['WWWWWWWWWWWWC', 'no article'],
    ['21IIIWWIIWWWC', 'a torn article'],
    ['21IIIIIWWWCWW', 'a check digit in the middle'],
    ['21IIIIIWWWWCC', 'two check digits'],
    ['2IIIIIVPPPC', 'a verifier of three digits'],
    ['2IIIIIVIIII', 'a verifier of nothing'],
    ['21IIIWWWWWQQC', 'weight and pieces'],
    ['21IIPPPPPPPPPC', 'nine digits of price'],
    ['IIIIIII', 'seven digits'],
    ['21IIIIIWWWWWc', 'a small letter'],
  ] as const)('%s is none: %s', ([pattern]) => {
    expect(barcodeLayout.safeParse(layout(pattern)).success).toBe(false);
  });

  test('whose item reference could be no GTIN is none', () => {
    const reference = (pattern: string) =>
      barcodeLayout.safeParse(layout(pattern, { codeIs: 'itemReference' }));
    expect(reference('21IIIIIWWWWWC').success).toBe(true);
    expect(reference('26IIIIIPPPPPWWWWWC').success).toBe(false);
    expect(reference('21IIIIIWWWWWW').success).toBe(false);
  });
});

/** A label made from a layout: random digits in every place, the check digits as they must be. */
function label({ pattern }: BarcodeLayout, digit: (i: number) => number): string {
  const raw = [...pattern].map((letter, i) => (/\d/.test(letter) ? letter : String(digit(i)))).join('');
  const at = (letter: string) => [pattern.indexOf(letter), pattern.lastIndexOf(letter) + 1] as const;
  const [from, to] = at('P');
  const v = pattern.indexOf('V');
  const verified = v < 0 ? raw : raw.slice(0, v) + priceVerifier(raw.slice(from, to)) + raw.slice(v + 1);
  return pattern.endsWith('C') ? closed(verified.slice(0, -1)) : verified;
}

const digitsAt = (code: string, pattern: string, letter: string) =>
  [...code].filter((_, i) => pattern[i] === letter).join('');
const labels = fc
  .tuple(fc.constantFrom(...all), fc.array(fc.nat(9), { minLength: 24, maxLength: 24 }))
  .map(([one, digits]) => ({ one, code: label(one, (i) => digits[i] ?? 0) }));

describe('any label', () => {
  test('reads back: article, weight and amount are the digits it was made of', () => {
    fc.assert(
      fc.property(labels, ({ one, code }) => {
        const { pattern } = one;
        const [amount, weight] = ['P', 'W'].map((letter) => digitsAt(code, pattern, letter));
        const isEmpty = [amount, weight].map((digits) => /^(?:0+|9+)$/.test(digits ?? ''));
        const found = read(code, [one]);
        if (amount === '' ? isEmpty[1] : isEmpty[0]) {
          expect(found).toMatchObject({ layoutId: one.id, problem: 'noFigure' });
          return;
        }
        const articleDigits = digitsAt(code, pattern, 'I');
        const articleCode = one.codeIs === 'plu' ? articleDigits.replace(/^0+/, '') : articleDigits;
        expect(found).toMatchObject({ layoutId: one.id, article: { articleCode } });
        const quantity = weight === '' || isEmpty[1] ? null : Number(weight);
        expect(found).toMatchObject(
          amount === '' ? { kind: 'weight', quantity } : { kind: 'amount', amount: Number(amount), quantity },
        );
      }),
      { numRuns: 5000 },
    );
  });

  test('with any single digit misread is no label of the shop’s', () => {
    const spot = fc.nat(23);
    fc.assert(
      fc.property(labels, spot, fc.integer({ min: 1, max: 9 }), ({ one, code }, where, by) => {
        const at = where % code.length;
        const wrong = code.slice(0, at) + ((Number(code[at]) + by) % 10) + code.slice(at + 1);
        // Held against every layout at once, as a till that uses them all would.
        const found = read(wrong, [one, ...all]);
        if (found !== null) expect(found).toMatchObject({ problem: 'checkDigit' });
      }),
      { numRuns: 20_000 },
    );
  });

  test('of whatever text is read without a fault', () => {
    fc.assert(fc.property(fc.string(), fc.nat(3), (text, decimals) => void read(text, all, decimals)));
  });
});

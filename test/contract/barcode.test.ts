// Barcode numbers: the vectors of the device notes, and that a check digit finds every single misread digit.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkDigit, expandUpcE, gtinsOf } from '#contract/barcode.ts';

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((list) => list.join(''));
const lengths = fc.constantFrom(8, 12, 13, 14);

/** The sum as the standard draws it: from the right, each second digit three times. */
function sumOf(code: string): number {
  const fromRight = Array.from(code, Number).toReversed();
  const once = fromRight.filter((_, i) => i % 2 === 0);
  const thrice = fromRight.filter((_, i) => i % 2 === 1);
  const add = (list: number[]) => list.reduce((a, b) => a + b, 0);
  return add(once) + 3 * add(thrice);
}

describe('numbers that are printed on real packs', () => {
  test.for([
    ['6901234567892', 'EAN-13'],
    ['5901234123457', 'EAN-13'],
    ['73513537', 'EAN-8'],
    ['96385074', 'EAN-8'],
    ['036000291452', 'UPC-A'],
    ['042100005264', 'UPC-A'],
    ['15400141288763', 'ITF-14'],
  ] as const)('%s is a good %s', ([code]) => {
    expect(checkDigit(code.slice(0, -1))).toBe(Number(code.at(-1)));
    expect(gtinsOf(code)[0]).toBe(code.padStart(14, '0'));
    expect(sumOf(code) % 10).toBe(0);
  });

  test('04252614 is the UPC-E of 042100005264', () => {
    expect(expandUpcE('04252614')).toBe('042100005264');
    expect(gtinsOf('04252614')).toEqual(['00042100005264']);
  });

  test('a UPC-A is also the eight digits that its UPC-E has where they pass for an EAN-8', () => {
    expect(gtinsOf('01234565')).toEqual(['00000001234565', '00012345000065']);
    for (const code of ['012345000065', '0012345000065', '00012345000065']) {
      expect(gtinsOf(code)).toEqual(['00012345000065', '00000001234565']);
    }
    // As eight digits it is nothing but a UPC-E, and kept as what that stands for.
    expect(gtinsOf('042100005264')).toEqual(['00042100005264']);
  });

  test('eight digits and whatever they stand for are found by each other', () => {
    const system = fc.constantFrom('0', '1');
    fc.assert(
      fc.property(system, digits(6), fc.nat(9), (first, body, check) => {
        const code = `${first}${body}${check}`;
        const upc = expandUpcE(code);
        fc.pre(upc !== null);
        const kept = gtinsOf(code)[0];
        for (const form of [code, upc, `0${upc}`, `00${upc}`]) expect(gtinsOf(form ?? '')).toContain(kept);
      }),
      { numRuns: 1_000 },
    );
  });

  test('each rule of UPC-E: the last digit says where the zeros were', () => {
    // Computed from the standard's table: digits, then the UPC-A they stand for without its check digit.
    for (const [body, upcA] of [
      ['123450', '01200000345'],
      ['123451', '01210000345'],
      ['123452', '01220000345'],
      ['123453', '01230000045'],
      ['123454', '01234000005'],
      ['123455', '01234500005'],
      ['123459', '01234500009'],
    ] as const) {
      const check = checkDigit(upcA);
      expect(expandUpcE(`0${body}${check}`), body).toBe(`${upcA}${check}`);
      expect(expandUpcE(`0${body}${(check + 1) % 10}`), body).toBeNull();
    }
  });

  test('what is no barcode number has no reading', () => {
    const none = [
      '',
      '1',
      '1234567',
      '123456789',
      '69012345678920',
      '690123456789X',
      ' 6901234567892',
      '٦٩٠١٢٣٤٥٦٧٨٩٢',
    ];
    for (const code of none) expect(gtinsOf(code), code).toEqual([]);
    expect(expandUpcE('24252614'), 'number systems above 1').toBeNull();
    expect(expandUpcE('0425261'), 'seven digits').toBeNull();
  });
});

describe('any number', () => {
  test('a number closed by its check digit has a weighted sum of whole tens, and a reading', () => {
    fc.assert(
      fc.property(
        lengths.chain((length) => digits(length - 1)),
        (body) => {
          const code = `${body}${checkDigit(body)}`;
          expect(sumOf(code) % 10).toBe(0);
          expect(gtinsOf(code)[0]).toBe(code.padStart(14, '0'));
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('every single misread digit is found', () => {
    const spots = fc.tuple(fc.nat(13), fc.integer({ min: 1, max: 9 }));
    fc.assert(
      fc.property(
        lengths.chain((length) => digits(length - 1)),
        spots,
        (body, [spot, by]) => {
          const code = `${body}${checkDigit(body)}`;
          const at = spot % code.length;
          const wrong = code.slice(0, at) + ((Number(code[at]) + by) % 10) + code.slice(at + 1);
          expect(checkDigit(wrong.slice(0, -1))).not.toBe(Number(wrong.at(-1)));
          // Eight digits may still be a good UPC-E; as the number they look like they are refused.
          expect(gtinsOf(wrong)).not.toContain(wrong.padStart(14, '0'));
          if (wrong.length !== 8) expect(gtinsOf(wrong)).toEqual([]);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test('whatever is read is fourteen digits with a right check digit', () => {
    fc.assert(
      fc.property(fc.oneof(lengths.chain(digits), fc.string()), (code) => {
        for (const gtin of gtinsOf(code)) {
          expect(gtin).toMatch(/^\d{14}$/);
          expect(sumOf(gtin) % 10).toBe(0);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

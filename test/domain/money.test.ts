// Division, multiplication and sharing out, against long division and multiplication on paper: digits in texts, carried
// by hand, sharing nothing with the code under test.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalsOf, MAX_MONEY } from '#contract/money.ts';
import type { Price } from '#contract/money.ts';
import type { Quantity } from '#contract/quantity.ts';
import { Refused } from '#contract/refusal.ts';
import { allocate, divideRounded, multiply, negate, subtract, sum, toMoney } from '#domain/money.ts';
import type { RoundingMode } from '#domain/money.ts';
import { currencies, modes, money } from './arbitrary.ts';

const plain = (digits: string) => digits.replace(/^0+(?=\d)/, '');

/** One more, carried through the nines. */
function increment(digits: string): string {
  const nines = /9*$/.exec(digits)?.[0].length ?? 0;
  const head = digits.slice(0, digits.length - nines);
  const last = head === '' ? '1' : `${head.slice(0, -1)}${Number(head.at(-1)) + 1}`;
  return last + '0'.repeat(nines);
}

function isOdd(digits: string): boolean {
  return '13579'.includes(digits.at(-1) ?? '0');
}

/** Whether what is left over rounds a magnitude up, told by how it compares with one half. */
function roundsUp(mode: RoundingMode, isExact: boolean, toHalf: number, quotient: string): boolean {
  if (isExact || mode === 'down') return false;
  if (mode === 'up') return true;
  return toHalf > 0 || (toHalf === 0 && (mode === 'half-up' || isOdd(quotient)));
}

const signed = (isNegative: boolean, digits: string) => BigInt(isNegative ? `-${digits}` : digits);

/** Long division, digit by digit: subtract until it no longer goes. */
function divideOnPaper(numerator: bigint, denominator: bigint, mode: RoundingMode): bigint {
  let quotient = '';
  let left = 0n;
  for (const digit of String(numerator).replace('-', '')) {
    left = left * 10n + BigInt(digit);
    let times = 0;
    for (; left >= denominator; times += 1) left -= denominator;
    quotient += times;
  }
  const other = denominator - left;
  const toHalf = left > other ? 1 : left < other ? -1 : 0;
  const isUp = roundsUp(mode, left === 0n, toHalf, quotient);
  return signed(numerator < 0n, plain(isUp ? increment(quotient) : quotient));
}

/** Multiplication in columns, the way it is taught. */
function multiplyOnPaper(a: string, b: string): string {
  const columns = Array.from({ length: a.length + b.length }, () => 0);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const sumHere = (columns[i + j + 1] ?? 0) + Number(a[i]) * Number(b[j]);
      columns[i + j + 1] = sumHere % 10;
      columns[i + j] = (columns[i + j] ?? 0) + (sumHere - (sumHere % 10)) / 10;
    }
  }
  return plain(columns.join(''));
}

/** Cuts off the last `places` digits and rounds by looking at them. */
function cutOnPaper(digits: string, places: number, mode: RoundingMode): bigint {
  const long = digits.padStart(places + 1, '0');
  const kept = long.slice(0, long.length - places);
  const cut = long.slice(long.length - places);
  const half = `5${'0'.repeat(places - 1)}`;
  const toHalf = cut > half ? 1 : cut < half ? -1 : 0;
  return BigInt(roundsUp(mode, /^0*$/.test(cut), toHalf, kept) ? increment(kept) : kept);
}

const wide = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
const divisors = fc.oneof(
  fc.bigInt({ min: 1n, max: 12n }),
  fc.constantFrom(1_000_000n, 1_130_000n, 10n ** 9n),
  fc.bigInt({ min: 1n, max: 10n ** 18n }),
);
/** A numerator and a denominator, every third pair an exact tie. */
const pairs = fc.oneof(
  fc.tuple(wide, divisors),
  fc.tuple(wide, divisors),
  fc.tuple(wide, divisors).map(([n, d]): [bigint, bigint] => [(2n * n + 1n) * d, 2n * d]),
);

describe('divideRounded', () => {
  test('is long division, in every mode', () => {
    fc.assert(
      fc.property(pairs, modes, ([n, d], mode) => {
        expect(divideRounded(n, d, mode)).toBe(divideOnPaper(n, d, mode));
      }),
      { numRuns: 3_000 },
    );
  });

  test('is symmetric: f(-x) = -f(x) (R2)', () => {
    fc.assert(
      fc.property(pairs, modes, ([n, d], mode) => {
        expect(divideRounded(-n, d, mode)).toBe(-divideRounded(n, d, mode));
      }),
      { numRuns: 2_000 },
    );
  });

  test('knows the ties by heart', () => {
    const ties = [-5n, -3n, -1n, 1n, 3n, 5n];
    const rounded = (mode: RoundingMode) => ties.map((n) => Number(divideRounded(n, 2n, mode)));
    expect(rounded('half-up')).toEqual([-3, -2, -1, 1, 2, 3]);
    expect(rounded('half-even')).toEqual([-2, -2, 0, 0, 2, 2]);
    expect(rounded('up')).toEqual([-3, -2, -1, 1, 2, 3]);
    expect(rounded('down')).toEqual([-2, -1, 0, 0, 1, 2]);
  });

  test('divides by nothing that is not positive', () => {
    for (const denominator of [0n, -1n]) {
      expect(() => divideRounded(1n, denominator, 'half-up')).toThrow(RangeError);
    }
  });
});

test('multiply is multiplication on paper, rounded once (R1, R3, R17)', () => {
  const price = fc.oneof(fc.integer({ min: 0, max: 10 ** 9 }), fc.integer({ min: 0, max: 10 ** 12 }));
  const quantity = fc.oneof(
    fc.integer({ min: 1, max: 99 }).map((n) => n * 1000),
    fc.integer({ min: 1, max: 10 ** 6 }),
  );
  fc.assert(
    fc.property(price, quantity, currencies, modes, (micros, thousandths, currency, mode) => {
      // Micros times thousandths have nine decimals; the currency keeps some of them.
      const digits = multiplyOnPaper(String(micros), String(thousandths));
      const wanted = cutOnPaper(digits, 9 - decimalsOf(currency), mode);
      const got = () => multiply(micros as Price, thousandths as Quantity, currency, mode);
      if (wanted > BigInt(MAX_MONEY)) expect(got).toThrow(Refused);
      else expect(BigInt(got())).toBe(wanted);
    }),
    { numRuns: 3_000 },
  );
});

describe('allocate', () => {
  const weights = fc.array(
    fc.oneof(fc.bigInt({ min: 0n, max: 20n }), fc.bigInt({ min: 0n, max: 10n ** 15n })),
    {
      minLength: 1,
      maxLength: 12,
    },
  );
  const totals = fc.oneof(
    fc.bigInt({ min: -50n, max: 50n }),
    fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
  );
  const runs = { numRuns: 2_000 };

  test('adds up exactly', () => {
    fc.assert(
      fc.property(totals, weights, (total, parts) => {
        const shares = allocate(total, parts);
        expect(shares).toHaveLength(parts.length);
        expect(shares.reduce((a, b) => a + b, 0n)).toBe(total);
      }),
      runs,
    );
  });

  test('gives each a share less than one away from its exact one, and no more to a smaller weight', () => {
    fc.assert(
      fc.property(totals, weights, (total, parts) => {
        const whole = parts.reduce((a, b) => a + b, 0n);
        fc.pre(whole > 0n);
        const shares = allocate(total < 0n ? -total : total, parts);
        shares.forEach((share, i) => {
          const off = share * whole - (total < 0n ? -total : total) * (parts[i] ?? 0n);
          expect(off < 0n ? -off < whole : off < whole).toBe(true);
          shares.forEach((other, j) => {
            if ((parts[i] ?? 0n) > (parts[j] ?? 0n)) expect(share >= other).toBe(true);
          });
        });
      }),
      runs,
    );
  });

  test('gives what is left over to the largest remainders, in ties to the earlier', () => {
    expect(allocate(2n, [1n, 1n, 1n])).toEqual([1n, 1n, 0n]);
    expect(allocate(-2n, [1n, 1n, 1n])).toEqual([-1n, -1n, 0n]);
    expect(allocate(10n, [1n, 5n, 5n])).toEqual([1n, 5n, 4n]);
    expect(allocate(100n, [1n, 1n, 4n])).toEqual([17n, 17n, 66n]);
    fc.assert(
      fc.property(
        totals,
        fc.bigInt({ min: 1n, max: 10n ** 9n }),
        fc.integer({ min: 1, max: 12 }),
        (total, each, n) => {
          const shares = allocate(
            total < 0n ? -total : total,
            Array.from({ length: n }, () => each),
          );
          expect(shares).toEqual(shares.toSorted((a, b) => (a === b ? 0 : a > b ? -1 : 1)));
        },
      ),
      { numRuns: 500 },
    );
  });

  test('is symmetric, and knows what to do without weights or parts', () => {
    fc.assert(
      fc.property(totals, weights, (total, parts) => {
        expect(allocate(-total, parts)).toEqual(allocate(total, parts).map((share) => -share));
      }),
      { numRuns: 500 },
    );
    expect(allocate(7n, [0n, 0n])).toEqual([7n, 0n]);
    expect(allocate(7n, [])).toEqual([]);
  });
});

describe('money stays within what a till may hold', () => {
  test('sums and differences are exact up to the limit, and refused beyond it', () => {
    const any = fc.integer({ min: -MAX_MONEY, max: MAX_MONEY });
    const ends = fc.constantFrom(-MAX_MONEY, MAX_MONEY, 0, 1, -1);
    fc.assert(
      fc.property(fc.array(fc.oneof(any, ends), { maxLength: 6 }), fc.oneof(any, ends), (amounts, one) => {
        const exact = amounts.reduce((a, b) => a + b, 0);
        const total = () => sum(amounts.map(money));
        if (Math.abs(exact) > MAX_MONEY) expect(total).toThrow(Refused);
        else expect(total()).toBe(exact + 0);
        const difference = () => subtract(money(MAX_MONEY), money(one));
        if (one < 0) expect(difference).toThrow(Refused);
        else expect(difference()).toBe(MAX_MONEY - one);
      }),
      { numRuns: 1_000 },
    );
  });

  test('the refusal is sale.tooLarge', () => {
    for (const beyond of [BigInt(MAX_MONEY) + 1n, -BigInt(MAX_MONEY) - 1n, 10n ** 40n]) {
      expect(() => toMoney(beyond)).toThrow(
        expect.objectContaining({ refusal: { code: 'sale.tooLarge', details: {} } }),
      );
    }
    expect(toMoney(BigInt(MAX_MONEY))).toBe(MAX_MONEY);
  });

  test('there is no negative zero', () => {
    expect(Object.is(negate(money(0)), 0)).toBe(true);
    expect(Object.is(toMoney(divideRounded(-1n, 3n, 'half-up')), 0)).toBe(true);
  });
});

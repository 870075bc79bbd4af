// What holds for every basket and every set of promotions, with prices and percentages that need rounding.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Price } from '#contract/money.ts';
import type { Quantity } from '#contract/quantity.ts';
import { multiply } from '#domain/money.ts';
import { applyPromotions } from '#domain/promotion.ts';
import type { PromotableLine, PromotionSettings } from '#domain/promotion.ts';
import { currencies } from '#test/domain/arbitrary.ts';
import { anyPromotions, everything, fen, line, moment, percent, promotion, settings, told } from './make.ts';

const at = { ...moment, coupons: ['CODE'] };
const anySettings: fc.Arbitrary<PromotionSettings> = fc.record({
  currency: currencies,
  rounding: fc.constantFrom('half-up' as const, 'half-even' as const),
});

/** Lines with any price and weight; a promotion's amounts are large beside many of them. */
const baskets = fc
  .tuple(
    anySettings,
    fc.array(
      fc.record({
        sku: fc.constantFrom('a', 'b', 'c', 'd'),
        category: fc.constantFrom('x', 'y'),
        brand: fc.constantFrom('p', 'q', null),
        priceMicros: fc.oneof(
          fc.integer({ min: 0, max: 5_000_000_000 }),
          fc.integer({ min: 0, max: 3_000_000 }),
          fc.integer({ min: 1, max: 100 }).map((n) => n * 100_000_000),
        ),
        pieces: fc.integer({ min: 1, max: 6 }),
        weight: fc.option(fc.integer({ min: 1, max: 5000 }), { freq: 3 }),
        isEligible: fc.constantFrom(true, true, true, false),
      }),
      { maxLength: 8 },
    ),
  )
  .map(([how, all]) => ({
    how,
    lines: all.map(({ pieces, weight, priceMicros, ...rest }, i): PromotableLine => {
      const quantity = (weight ?? pieces * 1000) as Quantity;
      const price = priceMicros as Price;
      return {
        ...rest,
        number: i + 1,
        unit: weight === null ? 'each' : 'kg',
        quantity,
        priceMicros: price,
        amount: multiply(price, quantity, how.currency, how.rounding),
      };
    }),
  }));

describe('for any basket', () => {
  test('savings are positive, add up, and never exceed a line; ineligible lines are left alone', () => {
    fc.assert(
      fc.property(baskets, anyPromotions, ({ lines, how }, promotions) => {
        const { applied } = applyPromotions(lines, promotions, at, how);
        const savedOf = new Map<number, number>();
        for (const one of applied) {
          expect(one.saved).toBeGreaterThan(0);
          expect(one.times).toBeGreaterThan(0);
          expect(one.lines.reduce((total, { saved }) => total + saved, 0)).toBe(one.saved);
          for (const { number, saved, units } of one.lines) {
            expect(saved).toBeGreaterThan(0);
            expect(units).toBeGreaterThan(0);
            savedOf.set(number, (savedOf.get(number) ?? 0) + saved);
          }
        }
        for (const { number, amount, isEligible } of lines) {
          expect(savedOf.get(number) ?? 0).toBeLessThanOrEqual(isEligible ? amount : 0);
        }
      }),
      { numRuns: 1500 },
    );
  });

  test('a unit is in one exclusive promotion at most, and a coupon applies no more than it may', () => {
    fc.assert(
      fc.property(baskets, anyPromotions, ({ lines, how }, promotions) => {
        const { applied } = applyPromotions(lines, promotions, at, how);
        const taken = new Map<number, number>();
        for (const { promotionId, times, lines: mine } of applied) {
          const source = promotions.find((one) => one.promotionId === promotionId);
          expect(times).toBeLessThanOrEqual(source?.coupon?.perSale ?? Infinity);
          if (source?.stacking !== 'exclusive') continue;
          for (const { number, units } of mine) taken.set(number, (taken.get(number) ?? 0) + units);
        }
        for (const { number, quantity } of lines)
          expect(taken.get(number) ?? 0).toBeLessThanOrEqual(quantity);
      }),
      { numRuns: 1000 },
    );
  });

  test('the order of the promotions changes nothing', () => {
    const shuffled = fc
      .tuple(baskets, anyPromotions)
      .chain(([basket, promotions]) =>
        fc.tuple(
          fc.constant(basket),
          fc.constant(promotions),
          fc.shuffledSubarray(promotions, { minLength: promotions.length, maxLength: promotions.length }),
        ),
      );
    fc.assert(
      fc.property(shuffled, ([{ lines, how }, promotions, others]) => {
        expect(applyPromotions(lines, others, at, how)).toEqual(applyPromotions(lines, promotions, at, how));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('beyond small baskets', () => {
  const threeForTwo = promotion('a', { kind: 'cheapestFree', target: everything, count: 3, free: 1 });
  const twoForFive = promotion('b', { kind: 'nForPrice', target: everything, count: 2, price: fen(1500) });

  test('thousands of pieces are grouped in bulk, and it says that nothing was proven', () => {
    const lines = [line(1, 'a', 10, 90_000), line(2, 'b', 9, 60_001)];
    const { applied, isProven } = applyPromotions(lines, [threeForTwo], at, settings);
    expect(isProven).toBe(false);
    // Every third of each kind is free; of the one piece over, nothing.
    expect(applied[0]?.saved).toBe(30_000 * 1000 + 20_000 * 900);
  });

  test('a basket too entangled to prove still gets a combination, always the same one', () => {
    const offers = Array.from({ length: 12 }, (_, i) =>
      promotion(`p${i}`, {
        kind: 'nForPrice',
        target: { ...everything, skus: Array.from({ length: 40 }, (_unused, s) => `s${(s * (i + 3)) % 60}`) },
        count: 3 + (i % 5),
        price: fen(1000 + 137 * i),
      }),
    );
    const lines = Array.from({ length: 60 }, (_, i) =>
      line(i + 1, `s${i}`, 3 + ((i * 37) % 23) / 4, 1 + (i % 3)),
    );
    const first = told(lines, offers);
    expect(first.at(-1)).toBe('not proven');
    expect(told([...lines].reverse(), [...offers].reverse())).toEqual(first);
  });

  test('sums beyond the safe integers of a millionth are counted more coarsely, not wrongly', () => {
    const dear = line(1, 'a', 0, 1, {
      priceMicros: 999_000_000_000_000 as Price,
      amount: fen(999_000_000),
    });
    const lines = Array.from({ length: 10 }, (_, i) => ({ ...dear, number: i + 1 }));
    const half = promotion('h', { kind: 'nthPercent', target: everything, nth: 2, ppm: percent(50) });
    const { applied } = applyPromotions(lines, [half, twoForFive], at, { ...settings, currency: 'JPY' });
    // Two for 1500 yen beats half of the second: five pairs.
    expect(applied.map(({ promotionId, times, saved }) => [promotionId, times, saved])).toEqual([
      ['b', 5, 9_990_000_000 - 5 * 1500],
    ]);
  });
});

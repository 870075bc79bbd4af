// Shares for comparing with a limit: rounded up, so that no share above a limit ever looks like the limit.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LineDiscount } from '#contract/discount.ts';
import { formatPercent } from '#contract/money.ts';
import type { Money, Price } from '#contract/money.ts';
import type { Quantity } from '#contract/quantity.ts';
import { exceedsLine } from '#domain/discount.ts';
import { shareBelow, shareOf, shareOfDiscount } from '#domain/limit.ts';

const MOST = 1_000_000_000_000;

test('a share is above a limit exactly when it is more than that part of the whole', () => {
  const amounts = fc.integer({ min: 0, max: MOST });
  const sharesAndLimits = fc.property(
    amounts,
    amounts,
    fc.integer({ min: 0, max: 999_999 }),
    (off, whole, limit) => {
      const isMore = BigInt(off) * 1_000_000n > BigInt(whole) * BigInt(limit);
      expect(shareOf(off, whole) > limit).toBe(isMore);
    },
  );
  fc.assert(sharesAndLimits, { numRuns: 2000 });
});

test('by hand: a third is above 33.3333 %, a tenth is a tenth, nothing of nothing is nothing', () => {
  expect([shareOf(1, 3), shareOf(10, 100), shareOf(0, 0), shareOf(1, 0), shareOf(7, 5)]).toEqual([
    333_334, 100_000, 0, 1_000_000, 1_000_000,
  ]);
  expect(shareOfDiscount({ kind: 'percent', ppm: 100_000 as never }, 1 as Money, 3 as Money)).toBe(100_000);
  expect(shareOfDiscount({ kind: 'amount', amount: 1 as Money }, 1 as Money, 3 as Money)).toBe(333_334);
});

test('a price that is higher than the catalogue says is below it by nothing', () => {
  const below = (price: number, list: number) => shareBelow(price as Price, list as Price);
  expect([below(700_000, 1_000_000), below(1_000_001, 1_000_000), below(5, 0), below(0, 1)]).toEqual([
    300_000, 0, 0, 1_000_000,
  ]);
});

test('a discount in money exceeds its line by one hundredth, off the line or off each unit', () => {
  const line = { priceMicros: 3_330_000 as Price, quantity: 3000 as Quantity };
  const off = (amount: number, per: 'line' | 'unit'): LineDiscount => ({
    kind: 'amount',
    amount: amount as Money,
    per,
  });
  const exceeds = (given: LineDiscount) => exceedsLine(given, line, 'CNY');
  expect([exceeds(off(999, 'line')), exceeds(off(1000, 'line'))]).toEqual([false, true]);
  expect([exceeds(off(333, 'unit')), exceeds(off(334, 'unit'))]).toEqual([false, true]);
  expect(exceeds({ kind: 'percent', ppm: 1_000_000 as never })).toBe(false);
});

test('a share is read with two decimals at most and never as less than it is', () => {
  expect([100_000, 125_000, 333_334, 1_000_000, 0, 1, 100_001].map(formatPercent)).toEqual([
    '10%',
    '12.5%',
    '33.34%',
    '100%',
    '0%',
    '0.01%',
    '10.01%',
  ]);
});

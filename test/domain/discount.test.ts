// Discounts given by hand (arithmetic R3, R9, R10): worked by hand where a shop would look twice, and over any basket what
// the rules promise.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DiscountPpm, LineDiscount, OrderDiscount } from '#contract/discount.ts';
import type { Price } from '#contract/money.ts';
import type { Quantity } from '#contract/quantity.ts';
import { calculateSale, lineAmounts } from '#domain/sale.ts';
import type { PricedLine, SaleSettings } from '#domain/sale.ts';
import { discountedBaskets, money, saleSettings } from './arbitrary.ts';
import { fraction, nearest, times } from './fraction.ts';

const euro: SaleSettings = { currency: 'EUR', rounding: 'half-up', taxRounding: 'line' };
const line = (quantity: number, price: number, more: Partial<PricedLine> = {}): PricedLine => ({
  quantity: quantity as Quantity,
  priceMicros: price as Price,
  taxes: [],
  ...more,
});
const percent = (ppm: number): LineDiscount & OrderDiscount => ({ kind: 'percent', ppm: ppm as DiscountPpm });
const off = (amount: number, per: 'line' | 'unit'): LineDiscount => ({
  kind: 'amount',
  amount: money(amount),
  per,
});
const total = (amounts: readonly number[]) => amounts.reduce((sum, one) => sum + one, 0);

describe('a discount on a line (R3)', () => {
  test.for([
    ['3 x 3.33 less 10 % is rounded once: 8.991', line(3000, 3_330_000, { discount: percent(100_000) }), 899],
    ['6.00 off the line', line(2000, 52_900_000, { discount: off(600, 'line') }), 9980],
    ['0.50 off each of three', line(3000, 4_500_000, { discount: off(50, 'unit') }), 1200],
    [
      '0.50 off each kilogram of 0.842: 10.7776 - 0.421',
      line(842, 12_800_000, { discount: off(50, 'unit') }),
      1036,
    ],
    ['more than the line takes all of it', line(1000, 2_000_000, { discount: off(500, 'line') }), 0],
    [
      'a barcode gives the amount: 4.90 less 10 %',
      line(333, 14_710_000, { fixedAmount: money(490), discount: percent(100_000) }),
      441,
    ],
  ] as [string, PricedLine, number][])('%s', ([, given, amount]) => {
    const amounts = lineAmounts(given, euro);
    expect(amounts.amount).toBe(amount);
    expect(amounts.gross - amounts.discount).toBe(amount);
  });

  test('a barcode gives the amount whatever the weight and the price say (R17)', () => {
    expect(lineAmounts(line(333, 14_710_000, { fixedAmount: money(490) }), euro).gross).toBe(490);
  });
});

describe('any basket with discounts', () => {
  test('a percentage on the whole sale keeps its promise, to the total and to each tax (R10)', () => {
    fc.assert(
      fc.property(
        discountedBaskets,
        saleSettings,
        fc.integer({ min: 1, max: 1_000_000 }),
        ({ lines }, settings, ppm) => {
          const before = calculateSale(lines, settings);
          const after = calculateSale(lines, settings, percent(ppm));
          const kept = (amount: number) => times(fraction(amount), fraction(1_000_000 - ppm, 1_000_000));
          const gone = (amount: number) => times(fraction(amount), fraction(ppm, 1_000_000));
          expect(after.total).toBe(Number(nearest(kept(before.total), settings.rounding)));
          after.taxes.forEach(({ amount }, i) => {
            const was = before.taxes[i]?.amount ?? 0;
            expect(amount).toBe(was - Number(nearest(gone(was), settings.rounding)));
          });
        },
      ),
      { numRuns: 1_500 },
    );
  });

  test('an amount on the whole sale is off before taxes, shared in proportion within one unit (R9)', () => {
    fc.assert(
      fc.property(
        discountedBaskets,
        saleSettings,
        fc.integer({ min: 1, max: 100_000 }),
        ({ lines }, settings, amount) => {
          const sale = calculateSale(lines, settings, { kind: 'amount', amount: money(amount) });
          const asked = total(sale.lines.map((one) => one.amount));
          const expected = Math.min(amount, asked);
          expect(sale.orderDiscount).toBe(expected);
          for (const one of sale.lines) {
            expect(one.orderShare).toBeLessThanOrEqual(one.amount);
            if (asked === 0) continue;
            const exact = BigInt(expected) * BigInt(one.amount);
            const distance = BigInt(one.orderShare) * BigInt(asked) - exact;
            expect(distance < BigInt(asked) && distance > -BigInt(asked)).toBe(true);
          }
        },
      ),
      { numRuns: 1_500 },
    );
  });
});

// Prices that come with a quantity: exact, or told not to be; and how much a label’s amount buys, for show.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Money, Price } from '#contract/money.ts';
import type { Quantity } from '#contract/quantity.ts';
import { multiply } from '#domain/money.ts';
import { labelledPrice, labelledQuantity, packPrice } from '#domain/pack-price.ts';

test.for([
  [39_900_000, 24_000, 1_662_500, true],
  [10_000_000, 7000, 1_428_571, false],
  [10_000_000, 3000, 3_333_333, false],
  [0, 24_000, 0, true],
  [12_800_000, 250, 51_200_000, true],
] as const)(
  'a pack of %i micros and %i thousandths is %i by the unit, exactly: %s',
  ([price, much, each, isExact]) => {
    expect(packPrice(price as Price, much as Quantity)).toEqual({ priceMicros: each, isExact });
  },
);

test('what is called exact comes to the price of the packs to the cent, however many', () => {
  const price = fc.integer({ min: 0, max: 100_000 }).map((cents) => (cents * 10_000) as Price);
  const much = fc.integer({ min: 1, max: 100 }).map((units) => (units * 1000) as Quantity);
  fc.assert(
    fc.property(price, much, fc.integer({ min: 1, max: 20 }), (pack, units, packs) => {
      const { priceMicros, isExact } = packPrice(pack, units);
      const byUnit = multiply(priceMicros, (units * packs) as Quantity, 'CNY', 'half-up');
      const byPack = multiply(pack, (packs * 1000) as Quantity, 'CNY', 'half-up');
      if (isExact) expect(byUnit).toBe(byPack);
      else expect(priceMicros * units).not.toBe(pack * 1000);
    }),
    { numRuns: 2000 },
  );
});

test.for([
  [1078, 12_800_000, 'CNY', 842],
  [1, 1_000_000_000, 'CNY', 1],
  [500, 0, 'CNY', 1000],
  [1000, 8_000_000_000, 'JPY', 125],
  [1_000_000_000_000, 1, 'CNY', 1_000_000_000],
] as const)('%i at %i micros in %s is %i thousandths', ([amount, price, currency, quantity]) => {
  expect(labelledQuantity(amount as Money, price as Price, currency)).toBe(quantity);
});

test('a label is shown at the shop’s price while they agree to a cent, else at its own', () => {
  const shown = (amount: number) =>
    labelledPrice(amount as Money, 842 as Quantity, 12_800_000 as Price, 'CNY');
  // 0.842 kg x 12.80 = 10.7776
  expect([1077, 1078].map(shown)).toEqual([12_800_000, 12_800_000]);
  expect(shown(1079)).toBe(12_814_727);
  expect(shown(1076)).toBe(12_779_097);
});

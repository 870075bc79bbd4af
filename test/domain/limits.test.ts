// The calculator at the limits of its schemas: refused or exact, and never a float.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Tax } from '#contract/catalog.ts';
import { MAX_MONEY, MAX_PRICE_MICROS } from '#contract/money.ts';
import type { Price, RatePpm } from '#contract/money.ts';
import { MAX_QUANTITY } from '#contract/quantity.ts';
import type { Quantity } from '#contract/quantity.ts';
import { Refused } from '#contract/refusal.ts';
import { calculateSale } from '#domain/sale.ts';
import type { PricedLine } from '#domain/sale.ts';
import { quickCash } from '#domain/quick-cash.ts';
import { quoteCash, settle } from '#domain/tender.ts';
import { cash, cashRules, money, pricedLines, saleSettings } from './arbitrary.ts';
import { add, fraction, nearest, times } from './fraction.ts';

describe('at the limits of the schemas', () => {
  const rate = fc.constantFrom(0, 1, 999_999, 10_000_000).map((ppm) => ppm as RatePpm);
  const wild: fc.Arbitrary<PricedLine> = fc.record({
    quantity: fc
      .oneof(fc.constantFrom(1, 1000, MAX_QUANTITY), fc.integer({ min: 1, max: MAX_QUANTITY }))
      .map((value) => value as Quantity),
    priceMicros: fc
      .oneof(
        fc.constantFrom(0, 1, 1_000_000, 10_000_000_000, MAX_PRICE_MICROS),
        fc.integer({ min: 0, max: MAX_PRICE_MICROS }),
      )
      .map((value) => value as Price),
    taxes: fc.array(
      fc.record({
        names: fc.constantFrom('a', 'b').map((en) => ({ en, zh: en })),
        ratePpm: rate,
        included: fc.boolean(),
        raisesBase: fc.boolean(),
        ignoresRaised: fc.boolean(),
      }),
      { maxLength: 8 },
    ),
  });

  function everyNumber(value: unknown): number[] {
    if (typeof value === 'number') return [value];
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(everyNumber) : [];
  }

  /** Runs it; the figures, or none where it was refused. Anything else thrown fails the test. */
  function figuresOrRefusal(run: () => unknown): number[] {
    try {
      return everyNumber(run());
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      expect(error.refusal.code).toBe('sale.tooLarge');
      return [];
    }
  }

  test('a sale is refused as too large or all its figures are whole and within bounds', () => {
    const lines = fc.array(fc.oneof(wild, pricedLines), { maxLength: 10 });
    let refused = 0;
    fc.assert(
      fc.property(lines, saleSettings, (basket, settings) => {
        const figures = figuresOrRefusal(() => calculateSale(basket, settings));
        if (basket.length > 0 && figures.length === 0) refused += 1;
        for (const figure of figures) {
          expect(Number.isInteger(figure) && Math.abs(figure) <= MAX_MONEY && !Object.is(figure, -0)).toBe(
            true,
          );
        }
      }),
      { numRuns: 1_500 },
    );
    expect(refused).toBeGreaterThan(100);
  });

  test('so is a payment', () => {
    const amount = fc.oneof(
      fc.constantFrom(0, 1, MAX_MONEY - 1, MAX_MONEY),
      fc.integer({ min: 0, max: MAX_MONEY }),
    );
    fc.assert(
      fc.property(
        amount,
        fc.array(amount, { maxLength: 3 }),
        amount,
        saleSettings,
        cashRules,
        (due, given, next, { currency }, rule) => {
          const tenders = cash(...given);
          const figures = [
            ...figuresOrRefusal(() => settle(money(due), tenders, rule)),
            ...figuresOrRefusal(() => quoteCash(money(due), tenders, money(next), rule)),
            ...figuresOrRefusal(() => quickCash(money(due), tenders, currency, rule)),
          ];
          for (const figure of figures) {
            expect(Number.isInteger(figure) && Math.abs(figure) <= MAX_MONEY && !Object.is(figure, -0)).toBe(
              true,
            );
          }
        },
      ),
      { numRuns: 1_500 },
    );
  });
});

test('the longest basket, of 2000 lines, comes to its document tax exactly', () => {
  const tax = (name: string, ratePpm: number, included: boolean, raisesBase: boolean): Tax => {
    return {
      names: { en: name, zh: name },
      ratePpm: ratePpm as RatePpm,
      included,
      raisesBase,
      ignoresRaised: false,
    };
  };
  const lines = Array.from({ length: 2000 }, (_, i): PricedLine => {
    const vat = 130_000 + (i % 4) * 10_000;
    return {
      quantity: (1000 + i) as Quantity,
      priceMicros: (1_234_567 + i * 1000) as Price,
      taxes: [tax('a', vat, true, true), tax('b', 60_000, false, true), tax('c', 30_000, false, false)],
    };
  });
  const settings = { currency: 'EUR', rounding: 'half-up', taxRounding: 'document' } as const;
  const sale = calculateSale(lines, settings);
  // Each tax by itself, over the whole basket in one fraction, rounded once: the slow way round.
  const exact = lines.map(({ quantity, priceMicros, taxes }) => {
    const amount = nearest(
      fraction(BigInt(quantity) * BigInt(priceMicros) * 100n, 1_000_000_000n),
      'half-up',
    );
    const vat = fraction(BigInt(taxes[0]?.ratePpm ?? 0), 1_000_000n);
    return times(
      fraction(amount),
      times(vat, fraction(1_000_000n, 1_000_000n + BigInt(taxes[0]?.ratePpm ?? 0))),
    );
  });
  const whole = exact.reduce(add);
  expect(sale.taxes[0]?.amount).toBe(Number(nearest(whole, 'half-up')));
  expect(sale.lines).toHaveLength(2000);
});

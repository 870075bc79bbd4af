// Generators for the calculator's tests: baskets, taxes, tenders, rounding rules. Holds no expectation.
import * as fc from 'fast-check';
import type { Tax } from '#contract/catalog.ts';
import type { DiscountPpm, LineDiscount, OrderDiscount } from '#contract/discount.ts';
import { currency } from '#contract/money.ts';
import type { Currency, Money, Price, RatePpm } from '#contract/money.ts';
import type { Quantity } from '#contract/quantity.ts';
import type { CashRounding } from '#contract/register.ts';
import type { Tender } from '#contract/tender.ts';
import type { RoundingMode } from '#domain/money.ts';
import type { PricedLine, SaleSettings } from '#domain/sale.ts';

export const money = (value: number) => value as Money;
export const cash = (...amounts: number[]): Tender[] =>
  amounts.map((amount, i) => ({
    tenderId: `t${i}` as Tender['tenderId'],
    kind: 'cash',
    amount: money(amount),
  }));

export const currencies: fc.Arbitrary<Currency> = fc.constantFrom(...currency.options);
export const modes: fc.Arbitrary<RoundingMode> = fc.constantFrom('half-up', 'half-even', 'up', 'down');

/** Rates people pay, and any the schema takes. */
const rates = fc.oneof(
  fc.constantFrom(0, 5_000, 60_000, 70_000, 100_000, 130_000, 190_000, 200_000, 1_000_000),
  fc.integer({ min: 0, max: 10_000_000 }),
);

/** Up to four taxes of different names, in any order of computation. */
export const taxSets: fc.Arbitrary<Tax[]> = fc.uniqueArray(
  fc.record({
    names: fc.constantFrom('city', 'luxury', 'state', 'vat').map((en) => ({ en, zh: `${en}税` })),
    ratePpm: rates.map((rate) => rate as RatePpm),
    included: fc.boolean(),
    raisesBase: fc.boolean(),
    ignoresRaised: fc.boolean(),
  }),
  { maxLength: 4, selector: ({ names }) => names.en },
);

/** Pieces and weights, prices with two decimals and with six. */
export const pricedLines: fc.Arbitrary<PricedLine> = fc.record({
  quantity: fc
    .oneof(
      fc.integer({ min: 1, max: 30 }).map((pieces) => pieces * 1000),
      fc.integer({ min: 1, max: 60_000 }),
    )
    .map((value) => value as Quantity),
  priceMicros: fc
    .oneof(
      fc.integer({ min: 0, max: 300_000 }).map((cents) => cents * 10_000),
      fc.integer({ min: 0, max: 3_000_000_000 }),
    )
    .map((value) => value as Price),
  taxes: taxSets,
});
export const baskets = fc.array(pricedLines, { maxLength: 8 });

const percent = fc
  .integer({ min: 1, max: 1_000_000 })
  .map((ppm) => ({ kind: 'percent' as const, ppm: ppm as DiscountPpm }));
const amounts = fc
  .oneof(fc.integer({ min: 1, max: 2_000 }), fc.integer({ min: 1, max: 10_000_000 }))
  .map(money);

export const lineDiscounts: fc.Arbitrary<LineDiscount> = fc.oneof(
  percent,
  fc.record({ kind: fc.constant('amount' as const), amount: amounts, per: fc.constantFrom('line', 'unit') }),
);
export const orderDiscounts: fc.Arbitrary<OrderDiscount> = fc.oneof(
  percent,
  fc.record({ kind: fc.constant('amount' as const), amount: amounts }),
);

/** Baskets with discounts given by hand on lines and on the whole sale; never empty. */
export const discountedBaskets: fc.Arbitrary<{ lines: PricedLine[]; order: OrderDiscount | null }> =
  fc.record({
    lines: fc.array(
      fc
        .tuple(
          pricedLines,
          fc.option(lineDiscounts),
          fc.option(fc.integer({ min: 0, max: 100_000 }).map(money)),
        )
        .map(([line, discount, fixedAmount]) => ({ ...line, discount, fixedAmount })),
      { minLength: 1, maxLength: 8 },
    ),
    order: fc.option(orderDiscounts),
  });

export const saleSettings: fc.Arbitrary<SaleSettings> = fc.record({
  currency: currencies,
  rounding: fc.constantFrom('half-up', 'half-even'),
  taxRounding: fc.constantFrom('line', 'document'),
});

export const cashRules: fc.Arbitrary<CashRounding | null> = fc.option(
  fc.record({
    increment: fc
      .oneof(fc.constantFrom(1, 5, 10, 50, 100, 1000), fc.integer({ min: 1, max: 100_000 }))
      .map(money),
    mode: fc.constantFrom('half-up', 'up', 'down'),
  }),
);

// Generators of whole baskets for the ten properties: every kind of tax, discount, promotion, weighed goods and settings there
// is, with the money that pays for them. Holds no expectation.
import * as fc from 'fast-check';
import type { Tax } from '#contract/catalog.ts';
import type { LineDiscount, OrderDiscount } from '#contract/discount.ts';
import type { Instant } from '#contract/ids.ts';
import type { Money, Price, RatePpm } from '#contract/money.ts';
import type { Promotion } from '#contract/promotion.ts';
import type { Quantity, Unit } from '#contract/quantity.ts';
import type { CashRounding } from '#contract/register.ts';
import type { Occasion, PromotedLine } from '#domain/promote.ts';
import type { SaleSettings } from '#domain/sale.ts';
import { cashRules, lineDiscounts, money, orderDiscounts, saleSettings } from '#test/domain/arbitrary.ts';
import { anyPromotions } from '#test/domain/promotion/make.ts';

/** A line as it lies in a basket, with its number. */
export interface BasketLine extends PromotedLine {
  discount: { given: LineDiscount } | null;
  taxes: Tax[];
}

export interface Basket {
  settings: SaleSettings;
  cashRounding: CashRounding | null;
  /** Up to five, numbered from 1; never none. */
  lines: BasketLine[];
  order: OrderDiscount | null;
  /** None in more than half of the baskets. */
  promotions: readonly Promotion[];
}

/** A Friday at four in the afternoon; the coupon that some promotions ask for was shown. */
export const occasion: Occasion = {
  openedAt: '2026-11-20T08:00:00.000Z' as Instant,
  timeZone: 'Asia/Shanghai',
  dayStartsAt: 5,
  customerGroup: null,
  coupons: ['CODE'],
  couponUses: new Map(),
};

/** What people pay, and more than anybody does; three of 200 % on each other still fit into a till. */
const rates = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(0, 5_000, 60_000, 72_500, 90_000, 130_000, 190_000, 200_000, 1_000_000),
  },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 2_000_000 }) },
);

/** Up to three taxes of different names, in any order of computation. */
const taxes: fc.Arbitrary<Tax[]> = fc.uniqueArray(
  fc.record({
    names: fc.constantFrom('city', 'state', 'vat').map((en) => ({ en, zh: `${en}税` })),
    ratePpm: rates.map((rate) => rate as RatePpm),
    included: fc.boolean(),
    raisesBase: fc.boolean(),
    ignoresRaised: fc.boolean(),
  }),
  { maxLength: 3, selector: ({ names }) => names.en },
);

const amounts = fc.oneof(
  fc.integer({ min: 1, max: 30 }).map((n) => ({ unit: 'each' as Unit, quantity: (n * 1000) as Quantity })),
  fc.integer({ min: 1, max: 30_000 }).map((n) => ({ unit: 'kg' as Unit, quantity: n as Quantity })),
);
const prices = fc.oneof(
  fc.integer({ min: 0, max: 500_000 }).map((cents) => cents * 10_000),
  fc.integer({ min: 1, max: 12 }).map((n) => n * 400_000_000),
  fc.integer({ min: 0, max: 3_000_000_000 }),
);
const articles = fc.constantFrom(
  { sku: 'a', category: 'x', brand: 'p' },
  { sku: 'b', category: 'x', brand: null },
  { sku: 'c', category: 'y', brand: 'q' },
  { sku: 'd', category: 'y', brand: 'p' },
);

type Unnumbered = Omit<BasketLine, 'number'>;

const lines: fc.Arbitrary<Unnumbered> = fc
  .record({
    article: articles,
    amount: amounts,
    price: prices,
    taxes,
    discount: fc.option(lineDiscounts, { freq: 2 }),
    /** What the code on it said, in one line of eight. */
    fixed: fc.option(fc.integer({ min: 0, max: 100_000 }), { freq: 7 }),
    /** Given at the counter, in one line of eight: then no promotion touches it; a list's in another. */
    isRepriced: fc.integer({ min: 0, max: 7 }),
  })
  .map(({ article, amount, price, discount, fixed, isRepriced, ...rest }): Unnumbered => ({
    ...article,
    ...amount,
    ...rest,
    priceMicros: price as Price,
    listPriceMicros: (isRepriced >= 6 ? price + 10_000 : price) as Price,
    isListed: isRepriced !== 7,
    // Of four lines one has a discount: promotions want the others.
    discount: discount === null ? null : { given: discount },
    fixedAmount: fixed === null || fixed % 2 === 0 ? null : money(fixed),
  }));

const numbered = (all: readonly Unnumbered[]): BasketLine[] =>
  all.map((line, i) => ({ ...line, number: i + 1 }));

const withPromotions = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Promotion[]>([]) },
  { weight: 2, arbitrary: anyPromotions },
);

function basketsOf(promotions: fc.Arbitrary<Promotion[]>, maxLength = 5): fc.Arbitrary<Basket> {
  return fc.record({
    settings: saleSettings,
    cashRounding: cashRules,
    lines: fc.array(lines, { minLength: 1, maxLength }).map(numbered),
    order: fc.option(orderDiscounts, { freq: 2 }),
    promotions,
  });
}

export const baskets = basketsOf(withPromotions);
/** For books whose shop has promotions of its own. */
export const plainBaskets = basketsOf(fc.constant([]));
/** Up to two lines, or one, where a run has many baskets. */
export const smallBaskets = basketsOf(fc.constant([]), 2);
export const singleLines = basketsOf(fc.constant([]), 1);

/** What somebody lays down: a part of what is due, by card or in cash, or an amount that has nothing to do with it. */
export interface Laid {
  kind: 'cash' | 'card';
  /** Parts per million of what is due. */
  share: number;
  /** Minor units on top. */
  more: number;
}

const laid: fc.Arbitrary<Laid> = fc.record({
  kind: fc.constantFrom('cash' as const, 'card' as const),
  share: fc.oneof(fc.constantFrom(0, 500_000, 1_000_000), fc.integer({ min: 0, max: 1_300_000 })),
  more: fc.oneof(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 20_000 })),
});

/** How a customer pays: up to three parts, then all of the rest; a till without cards takes them for cash. */
export interface Purse {
  parts: Laid[];
  /** Beyond what is due; null pays the rest by card, to the coin. */
  beyond: Money | null;
}

export const purses: fc.Arbitrary<Purse> = fc.record({
  parts: fc.array(laid, { maxLength: 3 }),
  beyond: fc.option(
    fc.oneof(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 0, max: 50_000 })).map(money),
    {
      freq: 3,
    },
  ),
});

/** Which lines come back, and how much of each: parts per million of what is left, in this order. */
export const portions = fc.array(
  fc.record({
    line: fc.nat({ max: 4 }),
    share: fc.oneof(fc.constant(1_000_000), fc.nat({ max: 1_000_000 })),
  }),
  { minLength: 1, maxLength: 6 },
);
export type Portion = typeof portions extends fc.Arbitrary<(infer P)[]> ? P : never;

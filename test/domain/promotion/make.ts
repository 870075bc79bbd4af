// Short ways to write lines and promotions in tests, and generators of small baskets. Holds no expectation.
import * as fc from 'fast-check';
import type { BusinessDate } from '#contract/ids.ts';
import type { Money, Price, RatePpm } from '#contract/money.ts';
import { promotion as promotionSchema } from '#contract/promotion.ts';
import type { Promotion, PromotionRule, PromotionTarget } from '#contract/promotion.ts';
import type { Quantity } from '#contract/quantity.ts';
import { multiply } from '#domain/money.ts';
import { applyPromotions } from '#domain/promotion.ts';
import type { PromotableLine, PromotionMoment, PromotionSettings } from '#domain/promotion.ts';

export const settings: PromotionSettings = { currency: 'CNY', rounding: 'half-up' };

export const moment: PromotionMoment = {
  date: '2026-11-20' as BusinessDate,
  weekday: 5,
  minute: 600,
  customerGroup: null,
  coupons: [],
  couponUses: new Map(),
};

/** A line of an article: the price in yuan, pieces or kilograms. */
export function line(
  number: number,
  sku: string,
  yuan: number,
  count = 1,
  more: Partial<PromotableLine> = {},
): PromotableLine {
  const priceMicros = Math.round(yuan * 1_000_000) as Price;
  const quantity = Math.round(count * 1000) as Quantity;
  const amount = multiply(priceMicros, quantity, 'CNY', 'half-up');
  return {
    number,
    sku,
    category: 'food',
    brand: null,
    unit: 'each',
    quantity,
    priceMicros,
    amount,
    isEligible: true,
    ...more,
  };
}

export const everything: PromotionTarget = { skus: [], categories: [], brands: [] };
export const of = (...skus: string[]): PromotionTarget => ({ ...everything, skus });
export const fen = (value: number) => value as Money;
export const percent = (value: number) => Math.round(value * 10_000) as RatePpm;

/** A promotion that its schema accepts: exclusive, always on, for everybody. */
export function promotion(
  promotionId: string,
  rule: PromotionRule,
  more: Partial<Promotion> = {},
): Promotion {
  return promotionSchema.parse(madeUp(promotionId, rule, more));
}

/** The same unchecked, for generators that make very many. */
function madeUp(promotionId: string, rule: PromotionRule, more: Partial<Promotion> = {}): Promotion {
  return {
    promotionId: promotionId as Promotion['promotionId'],
    names: { en: promotionId, zh: `优惠 ${promotionId}` },
    priority: 100,
    stacking: 'exclusive',
    validity: { from: null, to: null },
    weekdays: [],
    hours: null,
    customerGroups: [],
    coupon: null,
    isActive: true,
    ...more,
    rule,
  };
}

/** What was applied, in few words: `id times saved number:units:saved …`. */
export function told(
  lines: readonly PromotableLine[],
  promotions: readonly Promotion[],
  at: Partial<PromotionMoment> = {},
  how: Partial<PromotionSettings> = {},
): string[] {
  const { applied, isProven } = applyPromotions(
    lines,
    promotions,
    { ...moment, ...at },
    { ...settings, ...how },
  );
  const texts = applied.map(
    (one) =>
      `${one.promotionId} ×${one.times} ${one.saved} = ` +
      one.lines.map((mine) => `${mine.number}:${mine.units / 1000}:${mine.saved}`).join(' '),
  );
  return isProven ? texts : [...texts, 'not proven'];
}

/** Prices of whole hundreds, so that no per cent and no share needs rounding. */
const price = fc.integer({ min: 1, max: 12 }).map((n) => n * 400);

/** Baskets of one to five lines and at most `most` units, of few articles. */
export function smallBaskets(most: number): fc.Arbitrary<PromotableLine[]> {
  const article = fc.record({
    sku: fc.constantFrom('a', 'b', 'c', 'd'),
    category: fc.constantFrom('x', 'y'),
    brand: fc.constantFrom('p', 'q', null),
    yuan: price,
    count: fc.constantFrom(1, 1, 2, 3),
    weight: fc.constantFrom(null, null, null, 0.5, 1.5, 2),
    isEligible: fc.constantFrom(true, true, true, true, false),
  });
  return fc.array(article, { minLength: 1, maxLength: 5 }).map((articles) => {
    let left = most;
    return articles.flatMap(({ sku, category, brand, yuan, count, weight, isEligible }, i) => {
      const units = weight === null ? Math.min(count, left) : Math.min(1, left);
      left -= units;
      if (units === 0) return [];
      const more: Partial<PromotableLine> = { category, brand, isEligible };
      if (weight !== null) more.unit = 'kg';
      return [line(i + 1, sku, yuan, weight ?? units, more)];
    });
  });
}

const target: fc.Arbitrary<PromotionTarget> = fc.oneof(
  fc.constant(everything),
  fc.subarray(['a', 'b', 'c', 'd'], { minLength: 1 }).map((skus) => ({ ...everything, skus })),
  fc.constantFrom('x', 'y').map((category) => ({ ...everything, categories: [category] })),
  fc.constantFrom('p', 'q').map((brand) => ({ ...everything, brands: [brand], skus: ['a'] })),
);
const ppm = fc.constantFrom(10, 25, 50, 100).map(percent);
const cost = fc.integer({ min: 0, max: 30 }).map((n) => fen(n * 40_000));
const off = fc.integer({ min: 1, max: 20 }).map((n) => fen(n * 20_000));
const micros = fc.integer({ min: 0, max: 12 }).map((n) => (n * 400_000_000) as Price);

const unitRules: fc.Arbitrary<PromotionRule> = fc.oneof(
  fc.record({ kind: fc.constant('percentOff' as const), target, ppm }),
  fc.record({ kind: fc.constant('amountOff' as const), target, amount: off }),
  fc.record({
    kind: fc.constantFrom('fixedPrice' as const, 'memberPrice' as const),
    prices: fc.uniqueArray(fc.record({ sku: fc.constantFrom('a', 'b', 'c', 'd'), priceMicros: micros }), {
      minLength: 1,
      selector: ({ sku }) => sku,
    }),
  }),
  fc.record({
    kind: fc.constant('slabs' as const),
    target,
    steps: fc.tuple(ppm, micros).map(([first, second]) => [
      { from: 2000 as Quantity, ppm: first },
      { from: 4000 as Quantity, priceMicros: second },
    ]),
  }),
);

const groupRules: fc.Arbitrary<PromotionRule> = fc.oneof(
  fc.record({
    kind: fc.constant('nForPrice' as const),
    target,
    count: fc.integer({ min: 2, max: 3 }),
    price: cost,
  }),
  fc
    .record({ kind: fc.constant('cheapestFree' as const), target, count: fc.integer({ min: 2, max: 4 }) })
    .chain((rule) => fc.integer({ min: 1, max: rule.count - 1 }).map((free) => ({ ...rule, free }))),
  fc.record({
    kind: fc.constant('nthPercent' as const),
    target,
    nth: fc.integer({ min: 2, max: 3 }),
    ppm,
  }),
  fc.record({
    kind: fc.constant('bundle' as const),
    parts: fc.array(fc.record({ target, count: fc.integer({ min: 1, max: 2 }) }), {
      minLength: 1,
      maxLength: 2,
    }),
    deal: fc.oneof(
      fc.record({ kind: fc.constant('price' as const), price: cost }),
      fc.record({ kind: fc.constant('percent' as const), ppm }),
      fc.record({ kind: fc.constant('amount' as const), amount: off }),
    ),
  }),
);

export const spendRules: fc.Arbitrary<PromotionRule> = fc.record({
  kind: fc.constant('spendAndSave' as const),
  target,
  steps: fc.tuple(off, ppm).map(([first, second]) => [
    { from: fen(100_000), amount: first },
    { from: fen(500_000), ppm: second },
  ]),
});

const coupons = fc.option(
  fc.record({ code: fc.constant('CODE'), perSale: fc.constantFrom(1, 2), total: fc.constant(null) }),
  {
    freq: 4,
  },
);

/** Exclusive promotions in two bands; a third of them on each unit, the others on groups. */
export const exclusivePromotions: fc.Arbitrary<Promotion[]> = fc
  .array(
    fc.record({
      rule: fc.oneof({ weight: 2, arbitrary: unitRules }, { weight: 3, arbitrary: groupRules }),
      priority: fc.constantFrom(1, 1, 1, 2),
      coupon: coupons,
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((all) => all.map(({ rule, ...more }, i) => madeUp(`p${i}`, rule, more)));

/** Promotions of every kind, exclusive and stacked. */
export const anyPromotions: fc.Arbitrary<Promotion[]> = fc
  .array(
    fc.record({
      rule: fc.oneof(unitRules, groupRules, spendRules),
      priority: fc.constantFrom(1, 2),
      stacking: fc.constantFrom('exclusive' as const, 'stacks' as const),
      coupon: coupons,
    }),
    { maxLength: 6 },
  )
  .map((all) => all.map(({ rule, ...more }, i) => madeUp(`p${i}`, rule, more)));

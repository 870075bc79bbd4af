// Promotions and full baskets to measure pricing with: the same seed gives the same ones on every machine. Holds the
// mix of kinds that a supermarket's flyer has; reads no clock and no disk.
import type * as z from 'zod/mini';
import { promotion } from '#contract/promotion.ts';
import type { Promotion, PromotionRule, PromotionTarget } from '#contract/promotion.ts';
import type { Price } from '#contract/money.ts';
import type { Quantity } from '#contract/quantity.ts';
import type { PromotableLine } from '#domain/promotion.ts';
import { multiply } from '#domain/money.ts';
import { brands } from './goods.ts';

/** The articles that offers are made for, and that baskets are filled from. */
const ARTICLES = 4000;
const categories = ['drinks', 'dairy', 'snacks', 'pantry', 'instant', 'care', 'household', 'alcohol'];

type Chance = (below: number) => number;

/** A row of numbers that depends on the seed alone. */
function chanceFrom(seed: number): Chance {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const skuOf = (article: number) => `B${String(article).padStart(7, '0')}`;
const categoryOf = (article: number) => categories[article % categories.length] ?? '';
const brandOf = (article: number) => brands[Math.floor(article / 7) % brands.length]?.en ?? '';
/** 1.00 to 100.99 in steps of a fen; what shops ask most is below 30. */
const fenOf = (article: number) => 100 + ((article * 7919) % (article % 5 === 0 ? 10_000 : 2900));
const isWeighed = (article: number) => article % 20 === 3;

const nobody: PromotionTarget = { skus: [], categories: [], brands: [] };

function articles(chance: Chance, least: number, most: number): PromotionTarget {
  const count = least + chance(most - least + 1);
  return { ...nobody, skus: Array.from({ length: count }, () => skuOf(chance(ARTICLES))) };
}

const brand = (chance: Chance): PromotionTarget => ({
  ...nobody,
  brands: [brands[chance(brands.length)]?.en ?? ''],
});
const category = (chance: Chance): PromotionTarget => ({
  ...nobody,
  categories: [categories[chance(categories.length)] ?? ''],
});

function flyerPrices(chance: Chance): { sku: string; priceMicros: number }[] {
  const chosen = new Set(Array.from({ length: 5 + chance(16) }, () => chance(ARTICLES)));
  return [...chosen].map((article) => ({
    sku: skuOf(article),
    priceMicros: Math.floor((fenOf(article) * (60 + chance(35))) / 100) * 10_000,
  }));
}

/** The mix, in per cent of all promotions. */
function ruleOf(pick: number, chance: Chance): z.input<typeof promotion>['rule'] {
  const ppm = (5 + chance(8) * 5) * 10_000;
  if (pick < 35) return { kind: 'fixedPrice', prices: flyerPrices(chance) };
  if (pick < 39) return { kind: 'memberPrice', prices: flyerPrices(chance) };
  if (pick < 49) return { kind: 'percentOff', target: articles(chance, 10, 30), ppm };
  if (pick < 54) return { kind: 'percentOff', target: brand(chance), ppm };
  if (pick < 62) return { kind: 'amountOff', target: articles(chance, 5, 20), amount: 50 + chance(300) };
  if (pick < 72) {
    const count = 2 + chance(2);
    return { kind: 'nForPrice', target: articles(chance, 3, 10), count, price: count * (500 + chance(1500)) };
  }
  if (pick < 79) return { kind: 'cheapestFree', target: articles(chance, 10, 40), count: 3, free: 1 };
  if (pick < 80) return { kind: 'cheapestFree', target: category(chance), count: 3, free: 1 };
  if (pick < 87) return { kind: 'nthPercent', target: articles(chance, 5, 30), nth: 2, ppm: 500_000 };
  if (pick < 88) return { kind: 'nthPercent', target: brand(chance), nth: 2, ppm: 500_000 };
  if (pick < 94) {
    const parts = [articles(chance, 5, 20), articles(chance, 5, 20)].map((target) => ({ target, count: 1 }));
    return { kind: 'bundle', parts, deal: { kind: 'percent', ppm: 200_000 } };
  }
  if (pick < 98) {
    const steps = [
      { from: 3000, ppm: 50_000 },
      { from: 6000, ppm: 100_000 },
    ];
    return { kind: 'slabs', target: articles(chance, 10, 40), steps };
  }
  const steps = [
    { from: 20_000, amount: 1000 },
    { from: 50_000, amount: 4000 },
  ];
  return { kind: 'spendAndSave', target: category(chance), steps };
}

/** `count` promotions that are all on, in three bands; every tenth stacks, every twentieth wants the coupon `SAVE`. */
export function makePromotions(seed: number, count: number): Promotion[] {
  const chance = chanceFrom(seed);
  return Array.from({ length: count }, (_, i) =>
    promotion.parse({
      promotionId: `offer-${i}`,
      names: { en: `Offer ${i}`, zh: `优惠 ${i}` },
      priority: 100 * (1 + (i % 3)),
      stacking: i % 10 === 7 ? 'stacks' : 'exclusive',
      validity: { from: '2026-01-01', to: '2026-12-31' },
      weekdays: [],
      hours: null,
      customerGroups: [],
      coupon: i % 20 === 11 ? { code: 'SAVE', perSale: 3, total: null } : null,
      isActive: true,
      // Stepping by a number prime to 100 meets every kind in its share, spread over the bands.
      rule: ruleOf((i * 37) % 100, chance) as PromotionRule,
    }),
  );
}

/** A basket of `lines` articles: mostly single pieces, some twos and threes, every twentieth weighed, few without offers. */
export function makeBasket(seed: number, lines: number): PromotableLine[] {
  const chance = chanceFrom(seed);
  return Array.from({ length: lines }, (_, i) => {
    const article = chance(ARTICLES);
    const pieces = [1, 1, 1, 1, 1, 1, 1, 2, 2, 3][chance(10)] ?? 1;
    const quantity = (isWeighed(article) ? 100 + chance(1900) : pieces * 1000) as Quantity;
    const priceMicros = (fenOf(article) * 10_000) as Price;
    return {
      number: i + 1,
      sku: skuOf(article),
      category: categoryOf(article),
      brand: brandOf(article),
      unit: isWeighed(article) ? 'kg' : 'each',
      quantity,
      priceMicros,
      amount: multiply(priceMicros, quantity, 'CNY', 'half-up'),
      isEligible: chance(50) > 0,
    };
  });
}

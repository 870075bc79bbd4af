// Promotions ready to be applied: who may have them when, which lots they mean, and their rules in the two forms that
// are computed with: on each unit, or on groups. Applies nothing.
import type { Promotion, PromotionTarget } from '#contract/promotion.ts';
import type { BusinessDate } from '#contract/ids.ts';
import type { Price } from '#contract/money.ts';
import type { Lot } from './lot.ts';

export interface PromotionMoment {
  /** The business date, and its day of the week: Monday is 1. A happy hour past midnight is still that day's. */
  date: BusinessDate;
  weekday: 1 | 2 | 3 | 4 | 5 | 6 | 7;
  /** Minutes since midnight by the shop's clock, 0 to 1439. */
  minute: number;
  customerGroup: string | null;
  /** The codes shown, exactly as written. */
  coupons: readonly string[];
  /** How many times each code was used over all sales before this one. */
  couponUses: ReadonlyMap<string, number>;
}

/** Whether the promotion is on at that moment for that customer. Coupons are looked at by timesLeft. */
export function isOn(promotion: Promotion, moment: PromotionMoment): boolean {
  const { validity, weekdays, hours, customerGroups } = promotion;
  if (!promotion.isActive) return false;
  if (validity.from !== null && moment.date < validity.from) return false;
  if (validity.to !== null && moment.date > validity.to) return false;
  if (weekdays.length > 0 && !weekdays.includes(moment.weekday)) return false;
  if (hours !== null) {
    const isAfter = moment.minute >= hours.from;
    const isBefore = moment.minute < hours.to;
    if (hours.from < hours.to ? !(isAfter && isBefore) : !(isAfter || isBefore)) return false;
  }
  if (customerGroups.length === 0) return true;
  return moment.customerGroup !== null && customerGroups.includes(moment.customerGroup);
}

/** How many times the promotion may apply in this sale: 0 without its coupon, Infinity where nothing limits it. */
export function timesLeft({ coupon }: Promotion, moment: PromotionMoment): number {
  if (coupon === null) return Infinity;
  if (!moment.coupons.includes(coupon.code)) return 0;
  if (coupon.total === null) return coupon.perSale;
  return Math.max(0, Math.min(coupon.perSale, coupon.total - (moment.couponUses.get(coupon.code) ?? 0)));
}

/** A promotion with the lots that each of its targets means, in the order of the lots. */
export interface Offer {
  promotion: Promotion;
  limit: number;
  targets: Lot[][];
  priceOf: (sku: string) => Price | undefined;
}

interface Known {
  promotion: Promotion;
  prices: ReadonlyMap<string, Price>;
  targets: number;
}

/** Which targets an article's sku, category or brand belongs to. */
interface Index {
  known: readonly Known[];
  everything: Reference[];
  bySku: Map<string, Reference[]>;
  byCategory: Map<string, Reference[]>;
  byBrand: Map<string, Reference[]>;
}

interface Reference {
  promotion: number;
  target: number;
}

/** Lists of promotions are replaced, not changed, so what was found out about one stays true as long as it lives. */
const indexes = new WeakMap<readonly Promotion[], Index>();

function targetsOf({ rule }: Promotion): PromotionTarget[] {
  switch (rule.kind) {
    case 'fixedPrice':
    case 'memberPrice':
      return [{ skus: rule.prices.map(({ sku }) => sku), categories: [], brands: [] }];
    case 'bundle':
      return rule.parts.map(({ target }) => target);
    case 'percentOff':
    case 'amountOff':
    case 'nForPrice':
    case 'cheapestFree':
    case 'nthPercent':
    case 'slabs':
    case 'spendAndSave':
      return [rule.target];
  }
}

function pricesOf({ rule }: Promotion): ReadonlyMap<string, Price> {
  if (rule.kind !== 'fixedPrice' && rule.kind !== 'memberPrice') return new Map();
  return new Map(rule.prices.map(({ sku, priceMicros }) => [sku, priceMicros]));
}

function indexOf(promotions: readonly Promotion[]): Index {
  const known = indexes.get(promotions);
  if (known !== undefined) return known;
  const sorted = [...promotions].sort((a, b) => (a.promotionId < b.promotionId ? -1 : 1));
  const index: Index = {
    known: sorted.map((promotion) => ({
      promotion,
      prices: pricesOf(promotion),
      targets: targetsOf(promotion).length,
    })),
    everything: [],
    bySku: new Map(),
    byCategory: new Map(),
    byBrand: new Map(),
  };
  const add = (map: Map<string, Reference[]>, key: string, reference: Reference): void => {
    const there = map.get(key);
    if (there === undefined) map.set(key, [reference]);
    else there.push(reference);
  };
  sorted.forEach((promotion, p) =>
    targetsOf(promotion).forEach(({ skus, categories, brands }, t) => {
      const reference = { promotion: p, target: t };
      for (const sku of skus) add(index.bySku, sku, reference);
      for (const category of categories) add(index.byCategory, category, reference);
      for (const brand of brands) add(index.byBrand, brand, reference);
      if (skus.length + categories.length + brands.length === 0) index.everything.push(reference);
    }),
  );
  indexes.set(promotions, index);
  return index;
}

/** The offers that are on and mean at least one of the lots with each of their targets, by promotionId. */
export function offersOn(
  promotions: readonly Promotion[],
  lots: readonly Lot[],
  moment: PromotionMoment,
): Offer[] {
  const index = indexOf(promotions);
  const limits = index.known.map(({ promotion }) =>
    isOn(promotion, moment) ? timesLeft(promotion, moment) : 0,
  );
  const offers: (Offer | undefined)[] = [];
  const collect = (references: readonly Reference[] | undefined, lot: Lot): void => {
    for (const { promotion: p, target } of references ?? []) {
      const limit = limits[p] ?? 0;
      const known = index.known[p];
      if (limit <= 0 || known === undefined) continue;
      const { promotion, prices, targets } = known;
      const offer = (offers[p] ??= {
        promotion,
        limit,
        targets: Array.from({ length: targets }, () => []),
        priceOf: (sku) => prices.get(sku),
      });
      const mine = offer.targets[target];
      // An article may be named by its sku and by its category too.
      if (mine !== undefined && mine.at(-1) !== lot) mine.push(lot);
    }
  };
  for (const lot of lots) {
    collect(index.everything, lot);
    collect(index.bySku.get(lot.line.sku), lot);
    collect(index.byCategory.get(lot.line.category), lot);
    if (lot.line.brand !== null) collect(index.byBrand.get(lot.line.brand), lot);
  }
  return offers.filter((offer) => offer?.targets.every((target) => target.length > 0)) as Offer[];
}

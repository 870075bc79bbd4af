// Promotions as data: what a shop writes down of its offers. Owns their form and its limits; what an offer saves is
// computed in src-main/domain/promotion.ts.
import * as z from 'zod/mini';
import { categoryId, sku } from './catalog.ts';
import { businessDate } from './ids.ts';
import { amount, price } from './money.ts';
import { quantity } from './quantity.ts';
import { line, names } from './text.ts';

const id = /^[a-z0-9][a-z0-9-]{0,31}$/;

export const promotionId = z.string().check(z.regex(id)).brand<'PromotionId'>();
export type PromotionId = z.infer<typeof promotionId>;

export const couponCode = line(40);

/** What is taken off, in parts per million: more than nothing, at most everything. */
const savedPpm = z.int().check(z.gte(1), z.lte(1_000_000)).brand<'RatePpm'>();
const savedAmount = amount.check(z.gte(1));
const groupCount = z.int().check(z.gte(2), z.lte(100));

/** The articles of an offer: any of the three lists is enough; all empty means every article. */
export const promotionTarget = z.strictObject({
  skus: z.array(sku).check(z.maxLength(1000)),
  categories: z.array(categoryId).check(z.maxLength(200)),
  brands: z.array(line(60)).check(z.maxLength(200)),
});
export type PromotionTarget = z.infer<typeof promotionTarget>;

const prices = z.array(z.strictObject({ sku, priceMicros: price })).check(
  z.minLength(1),
  z.maxLength(1000),
  z.refine((all) => new Set(all.map((one) => one.sku)).size === all.length, 'names an article twice'),
);

/** Steps stand in rising order; the highest one that is reached holds. */
function steps<T extends z.ZodMiniType<{ from: number }>>(step: T) {
  return z.array(step).check(
    z.minLength(1),
    z.maxLength(20),
    z.refine(
      (all) => all.every((one, i) => i === 0 || one.from > (all[i - 1]?.from ?? 0)),
      'has steps that do not rise',
    ),
  );
}

const percentOff = z.strictObject({
  kind: z.literal('percentOff'),
  target: promotionTarget,
  ppm: savedPpm,
});

/** So much off each piece, or off each kilogram of weighed goods. */
const amountOff = z.strictObject({
  kind: z.literal('amountOff'),
  target: promotionTarget,
  amount: savedAmount,
});

const fixedPrice = z.strictObject({ kind: z.literal('fixedPrice'), prices });

/** Like fixedPrice; it is another word on the receipt, and who is a member is said by `customerGroups`. */
const memberPrice = z.strictObject({ kind: z.literal('memberPrice'), prices });

/** `count` units for `price` together. */
const nForPrice = z.strictObject({
  kind: z.literal('nForPrice'),
  target: promotionTarget,
  count: groupCount,
  price: amount,
});

/** Of `count` units the `free` cheapest cost nothing: 3 for 2 is count 3, free 1. */
const cheapestFree = z
  .strictObject({
    kind: z.literal('cheapestFree'),
    target: promotionTarget,
    count: groupCount,
    free: z.int().check(z.gte(1), z.lte(99)),
  })
  .check(z.refine((rule) => rule.free < rule.count, 'gives away the whole group'));

/** Of `nth` units the cheapest one has `ppm` off: the second at half price is nth 2, ppm 500000. */
const nthPercent = z.strictObject({
  kind: z.literal('nthPercent'),
  target: promotionTarget,
  nth: groupCount,
  ppm: savedPpm,
});

/** Mix and match: `count` units of each part make one bundle. */
const bundle = z.strictObject({
  kind: z.literal('bundle'),
  parts: z
    .array(z.strictObject({ target: promotionTarget, count: z.int().check(z.gte(1), z.lte(50)) }))
    .check(z.minLength(1), z.maxLength(6)),
  /** The whole bundle's price, so much off all of it, or an amount off it. */
  deal: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('price'), price: amount }),
    z.strictObject({ kind: z.literal('percent'), ppm: savedPpm }),
    z.strictObject({ kind: z.literal('amount'), amount: savedAmount }),
  ]),
});

/** From so many units (thousandths; pieces and kilograms alike) all of them are cheaper. */
const slabs = z.strictObject({
  kind: z.literal('slabs'),
  target: promotionTarget,
  steps: steps(
    z.union([
      z.strictObject({ from: quantity, ppm: savedPpm }),
      z.strictObject({ from: quantity, priceMicros: price }),
    ]),
  ),
});

/** From so much money on, after all other promotions. From 0 it is an offer on the whole purchase. */
const spendAndSave = z.strictObject({
  kind: z.literal('spendAndSave'),
  target: promotionTarget,
  steps: steps(
    z.union([
      z.strictObject({ from: amount, amount: savedAmount }),
      z.strictObject({ from: amount, ppm: savedPpm }),
    ]),
  ),
});

export const promotionRule = z.discriminatedUnion('kind', [
  percentOff,
  amountOff,
  fixedPrice,
  memberPrice,
  nForPrice,
  cheapestFree,
  nthPercent,
  bundle,
  slabs,
  spendAndSave,
]);
export type PromotionRule = z.infer<typeof promotionRule>;

const minuteOfDay = z.int().check(z.gte(0), z.lte(1440));

/** From `from` until just before `to`, in minutes of the shop's clock; 22:00 to 02:00 crosses midnight. */
export const promotionHours = z
  .strictObject({ from: minuteOfDay, to: minuteOfDay })
  .check(z.refine((hours) => hours.from !== hours.to, 'begins when it ends'));
export type PromotionHours = z.infer<typeof promotionHours>;

/** A code that the customer shows. A code belongs to one promotion. */
export const promotionCoupon = z.strictObject({
  code: couponCode,
  /**
   * How many times in one sale. A time is one group for offers on groups; one unit for offers on each unit; the whole
   * purchase for slabs and spendAndSave.
   */
  perSale: z.int().check(z.gte(1), z.lte(1_000_000)),
  /** How many times over all sales. */
  total: z.nullable(z.int().check(z.gte(1), z.lte(1_000_000_000))),
});
export type PromotionCoupon = z.infer<typeof promotionCoupon>;

export const promotion = z.strictObject({
  promotionId,
  names,
  /** Higher first. */
  priority: z.int().check(z.gte(0), z.lte(1000)),
  /** Exclusive: its units take part in no other exclusive one. Stacks: on what the exclusive ones left to pay. */
  stacking: z.enum(['exclusive', 'stacks']),
  /** First and last business date. */
  validity: z.strictObject({ from: z.nullable(businessDate), to: z.nullable(businessDate) }),
  /** 1 is Monday; empty means every day. */
  weekdays: z.array(z.int().check(z.gte(1), z.lte(7))).check(z.maxLength(7)),
  hours: z.nullable(promotionHours),
  /** Empty means everybody. */
  customerGroups: z.array(z.string().check(z.regex(id))).check(z.maxLength(50)),
  coupon: z.nullable(promotionCoupon),
  isActive: z.boolean(),
  rule: promotionRule,
});
export type Promotion = z.infer<typeof promotion>;

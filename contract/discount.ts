// Discounts that a person gives by hand: on one line, or on the whole sale. Owns their form; what they come to is computed
// in src-main/domain. Promotions are not among them: nobody gives those.
import * as z from 'zod/mini';
import { lineId } from './ids.ts';
import { amount, money } from './money.ts';
import { line } from './text.ts';

/** Parts per million of what is asked, 1 to 1,000,000; 10 % is 100_000. */
export const discountPpm = z.int().check(z.gte(1), z.lte(1_000_000)).brand<'DiscountPpm'>();
export type DiscountPpm = z.infer<typeof discountPpm>;

const percent = z.strictObject({ kind: z.literal('percent'), ppm: discountPpm });

/** Off one line; an amount in minor units says whether it is off the line or off each unit of it (arithmetic R3). */
export const lineDiscount = z.discriminatedUnion('kind', [
  percent,
  z.strictObject({
    kind: z.literal('amount'),
    amount: amount.check(z.gte(1)),
    per: z.enum(['line', 'unit']),
  }),
]);
export type LineDiscount = z.infer<typeof lineDiscount>;

/** Off the whole sale: an amount is spread over the lines before taxes (R9), a percentage keeps its promise (R10). */
export const orderDiscount = z.discriminatedUnion('kind', [
  percent,
  z.strictObject({ kind: z.literal('amount'), amount: amount.check(z.gte(1)) }),
]);
export type OrderDiscount = z.infer<typeof orderDiscount>;

/** A discount as it stands on a line: what was given, why, and what it takes off. */
export const givenLineDiscount = z.strictObject({ given: lineDiscount, reason: line(120), amount: money });
export type GivenLineDiscount = z.infer<typeof givenLineDiscount>;

/** The discount on the whole sale: what was given, why, and what it takes off the total. */
export const givenOrderDiscount = z.strictObject({ given: orderDiscount, reason: line(120), amount: money });
export type GivenOrderDiscount = z.infer<typeof givenOrderDiscount>;

/** A discount that might be given, and on what. */
export const discountProposal = z.discriminatedUnion('on', [
  z.strictObject({ on: z.literal('line'), lineId, discount: lineDiscount }),
  z.strictObject({ on: z.literal('sale'), discount: orderDiscount }),
]);
export type DiscountProposal = z.infer<typeof discountProposal>;

/** What a discount would come to, in minor units, before it is given. */
export const discountQuote = z.strictObject({
  /** What is asked without it: for the line, or for the whole sale. */
  before: money,
  off: money,
  after: money,
  /** What the customer would be asked for everything. */
  total: money,
  /** The share that it takes off, in parts per million, rounded up; and what whoever is signed in may give by themselves. */
  askedPpm: z.int(),
  limitPpm: z.int(),
  /** Whether whoever is signed in may give it by themselves. */
  isWithin: z.boolean(),
});
export type DiscountQuote = z.infer<typeof discountQuote>;

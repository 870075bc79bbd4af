// Returns: what a customer brings back, with positive figures and a reference to what was sold, never a negative quantity.
// Owns the forms; what goes back is computed in src-main/domain.
import * as z from 'zod/mini';
import { sku } from './catalog.ts';
import { businessDate, instant, saleId } from './ids.ts';
import { amount, money, price } from './money.ts';
import { quantity, unit } from './quantity.ts';
import { taxTotal } from './tax-total.ts';
import { tenderKind } from './tender.ts';
import { line, names } from './text.ts';

/** Why something comes back; the words are in words/. */
export const returnReason = z.enum([
  'damaged',
  'wrongItem',
  'notAsDescribed',
  'changedMind',
  'priceError',
  'other',
]);
export type ReturnReason = z.infer<typeof returnReason>;

/** One return among the lines of an open or finished sale. */
export const returnItem = z.strictObject({
  /** Counted with the sale's own lines; it names the return within its sale and is never reused. */
  number: z.int(),
  /**
   * What it was sold as; null where no receipt was shown. `byCode`: these books do not have that sale, the signed code on
   * its receipt proved it; what other tills took back on the same code is not known here. Left out otherwise.
   */
  original: z.nullable(
    z.strictObject({
      saleId,
      receiptNumber: z.string(),
      lineNumber: z.int(),
      byCode: z.optional(z.literal(true)),
    }),
  ),
  sku,
  names,
  unit,
  quantity,
  /**
   * The price asked when it was sold; by a code alone, what a unit came to with everything taken off; or the one that is
   * given back without a receipt.
   */
  priceMicros: price,
  reason: returnReason,
  net: money,
  taxes: z.array(taxTotal),
  /** What it takes off this sale: net and taxes. */
  total: amount,
  /** Its share of the original's cash rounding: with cash, total and rounding go back (arithmetic R8). */
  rounding: money,
});
export type ReturnItem = z.infer<typeof returnItem>;

const count = z.int().check(z.gte(0));

/** A line of a receipt as it can be returned now; returns in parked and open sales count as returned. */
export const returnableLine = z.strictObject({
  lineNumber: z.int(),
  sku,
  names,
  unit,
  priceMicros: price,
  /** Thousandths, as all quantities. */
  sold: quantity,
  returned: count,
  remaining: count,
  /** What the customer was asked for the line, everything taken off. */
  total: amount,
  /** What one more unit gives back (of weighed goods a kilogram, or what is left of less); 0 where nothing is left. */
  next: amount,
  /** What all that is left gives back. */
  left: amount,
});
export type ReturnableLine = z.infer<typeof returnableLine>;

/** A receipt that somebody brings back, and what can still come back of it. */
export const originalSale = z.strictObject({
  saleId,
  receiptNumber: z.string(),
  completedAt: instant,
  businessDate,
  /** Null where only the receipt's code is known, which names nobody. */
  cashierName: z.nullable(line(60)),
  /** These books do not have the sale: all this is from its code, and only what came back here counts as returned. */
  isForeign: z.boolean(),
  /** What was sold on it, before cash rounding. */
  sold: amount,
  lines: z.array(returnableLine),
  /** By means of payment: what it took for what was sold, what it has given back, what it would give for all that is left. */
  tenders: z.array(z.strictObject({ kind: tenderKind, took: amount, gaveBack: amount, left: amount })),
  reasons: z.array(returnReason),
});
export type OriginalSale = z.infer<typeof originalSale>;

/** So much of a line of a receipt. */
export const wantedLine = z.strictObject({ lineNumber: z.int().check(z.gte(1)), quantity });
export type WantedLine = z.infer<typeof wantedLine>;

/** What parts of a receipt would give back now, all of them together. */
export const returnQuote = z.strictObject({
  lines: z.array(z.strictObject({ lineNumber: z.int(), total: amount })),
  total: amount,
  /** By means of payment, in the proportions in which they were paid; cash with its share of the cash rounding. */
  tenders: z.array(z.strictObject({ kind: tenderKind, amount })),
  /** All of that money. */
  back: amount,
});
export type ReturnQuote = z.infer<typeof returnQuote>;

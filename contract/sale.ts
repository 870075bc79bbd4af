// The sale and its lines as every shell shows them. Amounts are computed in src-main/domain and only shown here.
import * as z from 'zod/mini';
import { sku, taxCode } from './catalog.ts';
import { givenLineDiscount, givenOrderDiscount } from './discount.ts';
import { businessDate, instant, lineId, saleId, staffId } from './ids.ts';
import { amount, currency, money, price } from './money.ts';
import { quantity, unit } from './quantity.ts';
import { returnItem } from './return.ts';
import { taxTotal } from './tax-total.ts';
import { cashQuote, tender } from './tender.ts';
import { line, names } from './text.ts';

export { taxTotal };
export type { TaxTotal } from './tax-total.ts';

export const saleState = z.enum(['open', 'parked', 'completed', 'voided']);

/** What one promotion takes off a line, or off a sale. Every promotion names itself. */
export const savedPromotion = z.strictObject({ promotionId: line(32), names, saved: amount });
export type SavedPromotion = z.infer<typeof savedPromotion>;

/** Who is buying, as known at that moment: the group decides prices and promotions, the rest decides taxes. */
export const saleCustomer = z.strictObject({
  customerId: line(40),
  name: line(60),
  group: z.nullable(line(32)),
  isTaxExempt: z.boolean(),
  /** What proves it; left out for whoever is not exempt. */
  certificate: z.optional(line(60)),
  destination: z.nullable(line(32)),
});
export type SaleCustomer = z.infer<typeof saleCustomer>;

export const lineItem = z.strictObject({
  lineId,
  /** 1 for the first line of the sale; never reused. */
  number: z.int(),
  sku,
  names,
  /** What was scanned or keyed, if anything. */
  code: z.nullable(z.string()),
  unit,
  quantity,
  /** The price asked, per piece or kilogram. */
  priceMicros: price,
  /** The catalogue's price at that moment. */
  listPriceMicros: price,
  /** The amount that the code itself gave (arithmetic R17): it is asked instead of quantity times price. */
  fixedAmount: z.nullable(amount),
  /** What is asked before anything is taken off: quantity times price, rounded once (R3). */
  gross: money,
  /** Given by hand; null where nothing was. */
  discount: z.nullable(givenLineDiscount),
  promotions: z.array(savedPromotion),
  /** What is left of gross: the amount that stands on the line. A discount on the whole sale is not in it. */
  amount: money,
  taxCode,
  isVoided: z.boolean(),
});
export type LineItem = z.infer<typeof lineItem>;

export const saleHeader = z.strictObject({
  saleId,
  state: saleState,
  /** Grows by one with every change; a screen that misses one asks for the whole sale. */
  version: z.int(),
  cashier: z.strictObject({ staffId, name: line(60) }),
  openedAt: instant,
  label: z.nullable(line(60)),
  currency,
  /** Null for whoever is not known. */
  customer: z.nullable(saleCustomer),
  /** Coupon codes that were given, whether they do anything or not. */
  coupons: z.array(line(40)),
  lineCount: z.int(),
  /** What the lines ask before anything is taken off. */
  subtotal: money,
  /** Everything that is taken off: by hand, by promotions and off the whole sale. */
  savings: money,
  /** What each promotion takes off the sale, in the order in which they came to count. */
  promotions: z.array(savedPromotion),
  orderDiscount: z.nullable(givenOrderDiscount),
  /** What is sold and what is returned, each by itself and with taxes (arithmetic R12). */
  sold: amount,
  returned: amount,
  /** Sold less returned: net of tax, then tax by name, then the whole (arithmetic R4 to R6). Negative where more comes back. */
  net: money,
  taxes: z.array(taxTotal),
  total: money,
  /** What the customer handed over. */
  tenders: z.array(tender),
  /** What the customer was given back for returns. */
  refunds: z.array(tender),
  /** Still to pay; negative where money goes back to the customer. */
  due: money,
  /** Given back; 0 until completion. */
  change: amount,
  /** What cash rounding added or took off, that of returned sales undone; 0 until completion. */
  rounding: money,
  receiptNumber: z.nullable(z.string()),
  completedAt: z.nullable(instant),
  businessDate: z.nullable(businessDate),
});
export type SaleHeader = z.infer<typeof saleHeader>;

/** A scanned code that no article has. It stands among the lines by its number, and nobody can pay while it does. */
export const unresolvedScan = z.strictObject({ lineId, number: z.int(), code: z.string(), quantity });
export type UnresolvedScan = z.infer<typeof unresolvedScan>;

/** The whole of a sale. `quickCash`: up to three likely amounts of cash, exact first; empty when there is no due. */
export const saleWhole = z.strictObject({
  sale: saleHeader,
  lines: z.array(lineItem),
  returns: z.array(returnItem),
  unresolved: z.array(unresolvedScan),
  quickCash: z.array(cashQuote),
});
export type SaleWhole = z.infer<typeof saleWhole>;

/**
 * What a command changed in a sale: its header, the lines that are new or different, the ids of gone ones. Returns,
 * unresolved scans and quick cash are complete each time, since they are few.
 */
export const saleChange = z.strictObject({
  sale: saleHeader,
  lines: z.array(lineItem),
  removedLineIds: z.array(lineId),
  returns: z.array(returnItem),
  unresolved: z.array(unresolvedScan),
  quickCash: z.array(cashQuote),
});
export type SaleChange = z.infer<typeof saleChange>;

/** A parked sale in the list from which it is recalled. */
export const parkedSale = z.strictObject({
  saleId,
  label: z.nullable(line(60)),
  cashierName: line(60),
  parkedAt: instant,
  lineCount: z.int(),
  total: money,
});
export type ParkedSale = z.infer<typeof parkedSale>;

/** The answer to completing a sale; asked again, the same answer. */
export const completedSale = z.strictObject({
  sale: saleHeader,
  receiptNumber: z.string(),
  received: amount,
  change: amount,
  /** Paid out for returns. */
  refunded: amount,
});
export type CompletedSale = z.infer<typeof completedSale>;

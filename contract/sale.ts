// The sale and its lines as every shell shows them. Amounts are computed in src-main/domain and only shown here.
import * as z from 'zod/mini';
import { sku, taxCode } from './catalog.ts';
import { businessDate, instant, lineId, saleId, staffId } from './ids.ts';
import { amount, currency, money, price } from './money.ts';
import { quantity, unit } from './quantity.ts';
import { cashQuote, tender } from './tender.ts';
import { line, names } from './text.ts';

export const saleState = z.enum(['open', 'parked', 'completed', 'voided']);

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
  /** Quantity times price, rounded once, in minor units. */
  amount: money,
  taxCode,
  isVoided: z.boolean(),
});
export type LineItem = z.infer<typeof lineItem>;

export const taxTotal = z.strictObject({ names, amount: money });
export type TaxTotal = z.infer<typeof taxTotal>;

export const saleHeader = z.strictObject({
  saleId,
  state: saleState,
  /** Grows by one with every change; a screen that misses one asks for the whole sale. */
  version: z.int(),
  cashier: z.strictObject({ staffId, name: line(60) }),
  openedAt: instant,
  label: z.nullable(line(60)),
  currency,
  lineCount: z.int(),
  /** Net of tax, then tax by name, then what the customer is asked (arithmetic R4 to R6). */
  net: money,
  taxes: z.array(taxTotal),
  total: money,
  tenders: z.array(tender),
  /** Still to pay. */
  due: money,
  /** Given back; 0 until completion. */
  change: amount,
  /** What cash rounding added or took off; 0 until completion. */
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
  unresolved: z.array(unresolvedScan),
  quickCash: z.array(cashQuote),
});
export type SaleWhole = z.infer<typeof saleWhole>;

/**
 * What a command changed in a sale: its header, the lines that are new or different, the ids of gone ones. Unresolved
 * scans and quick cash are complete each time, since they are few.
 */
export const saleChange = z.strictObject({
  sale: saleHeader,
  lines: z.array(lineItem),
  removedLineIds: z.array(lineId),
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
});
export type CompletedSale = z.infer<typeof completedSale>;

// Shifts, the register's close, and the figures of X and Z reports.
import * as z from 'zod/mini';
import { businessDate, instant, shiftId, staffId } from './ids.ts';
import { amount, currency, money } from './money.ts';
import { taxTotal } from './sale.ts';
import { line } from './text.ts';

/** Why cash moves without a sale. */
export const cashMove = z.enum(['paidIn', 'paidOut', 'safeDrop']);
export type CashMove = z.infer<typeof cashMove>;

/** The register's position between opening and close, without what a blind count must not show. */
export const shiftState = z.strictObject({
  shiftId,
  staffId,
  staffName: line(60),
  openedAt: instant,
  float: amount,
});
export type ShiftState = z.infer<typeof shiftState>;

/** How many of one note or coin, which is named by its value in minor units. */
export const denominationCount = z.strictObject({
  denomination: amount.check(z.gte(1)),
  count: z.int().check(z.gte(0), z.lte(99_999)),
});
export type DenominationCount = z.infer<typeof denominationCount>;

/** A count of the drawer as far as it has come; says nothing of what is expected. */
export const cashCount = z.strictObject({
  /** Largest first, one for each note and coin of the currency. */
  rows: z.array(z.strictObject({ denomination: amount, count: z.int(), amount })),
  counted: amount,
  float: amount,
  /** Counted less the float. */
  takings: money,
});
export type CashCount = z.infer<typeof cashCount>;

/** Where the cash of a shift comes from (arithmetic R15); expected is the sum, read from ledger entries. */
export const cashFigures = z.strictObject({
  float: amount,
  taken: amount,
  change: amount,
  /** Paid out to customers for returns. */
  refunds: amount,
  paidIn: amount,
  paidOut: amount,
  safeDrops: amount,
  expected: money,
});
export type CashFigures = z.infer<typeof cashFigures>;

export const shiftClosing = z.strictObject({
  shiftId,
  staffId,
  staffName: line(60),
  openedAt: instant,
  closedAt: instant,
  cash: cashFigures,
  counted: amount,
  /** Counted minus expected: positive is over, negative is short. */
  overShort: money,
  /** By note and coin, where it was counted that way. */
  denominations: z.optional(z.array(denominationCount)),
});
export type ShiftClosing = z.infer<typeof shiftClosing>;

/** Sales figures since the last Z. */
export const periodFigures = z.strictObject({
  receiptCount: z.int(),
  /** What was sold, with taxes. */
  sold: amount,
  /** Receipts with something returned on them, and what was returned, with taxes. */
  returns: z.strictObject({ count: z.int(), total: amount }),
  /** Sold less returned: net, taxes, and the two together, before cash rounding. */
  net: money,
  taxes: z.array(taxTotal),
  total: money,
  rounding: money,
  tenders: z.array(z.strictObject({ kind: z.enum(['cash']), amount: money })),
  voidedSales: z.int(),
  voidedLines: z.int(),
  noSales: z.int(),
  copies: z.int(),
  priceOverrides: z.int(),
});
export type PeriodFigures = z.infer<typeof periodFigures>;

export const xReport = z.strictObject({
  at: instant,
  zNumber: z.int(),
  currency,
  period: periodFigures,
  /** Cash of the open shift; null when none is open. */
  cash: z.nullable(cashFigures),
});
export type XReport = z.infer<typeof xReport>;

export const zReport = z.strictObject({
  zNumber: z.int(),
  businessDate,
  currency,
  closedAt: instant,
  closedBy: line(60),
  firstSeq: z.int(),
  lastSeq: z.int(),
  shifts: z.array(shiftClosing),
  period: periodFigures,
  /** Perpetual totals: never reset, only grow. */
  perpetualSalesBefore: money,
  perpetualSalesAfter: money,
  /** The same of returns, which are never taken off the sales. */
  perpetualReturnsBefore: money,
  perpetualReturnsAfter: money,
  /** The first eight characters of the journal row's hash, as printed. */
  seal: z.string(),
});
export type ZReport = z.infer<typeof zReport>;

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

/** Where the cash of a shift comes from (arithmetic R15); expected is the sum, read from ledger entries. */
export const cashFigures = z.strictObject({
  float: amount,
  taken: amount,
  change: amount,
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
});
export type ShiftClosing = z.infer<typeof shiftClosing>;

/** Sales figures since the last Z. */
export const periodFigures = z.strictObject({
  receiptCount: z.int(),
  net: money,
  taxes: z.array(taxTotal),
  /** Net plus tax, before cash rounding. */
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
  /** The first eight characters of the journal row's hash, as printed. */
  seal: z.string(),
});
export type ZReport = z.infer<typeof zReport>;

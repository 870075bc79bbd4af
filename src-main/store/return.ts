// What has come back of a sold line, in completed sales as the journal tells it and in open or parked ones. Owns the count,
// so that nothing is taken back twice.
import type { SaleId } from '#contract/ids.ts';
import type { Money } from '#contract/money.ts';
import { keepsReturns } from './open-return.ts';
import type { Db } from './open.ts';
import { plucked, statement } from './statement.ts';

/** What completed sales took back of one line, in thousandths. */
export function returnedOf(db: Db, original: { saleId: SaleId; lineNumber: number }): number {
  if (!keepsReturns(db)) return 0;
  return plucked(
    db,
    `SELECT coalesce(sum(quantity), 0) FROM return_item WHERE original_sale_id = ? AND original_number = ?`,
  ).get(original.saleId, original.lineNumber) as number;
}

/** What completed sales took back of a whole sale, in minor units: lines' totals, and cash rounding with them. */
export function returnedTotalOf(db: Db, saleId: SaleId): { total: Money; back: Money } {
  if (!keepsReturns(db)) return { total: 0 as Money, back: 0 as Money };
  return statement(
    db,
    `SELECT coalesce(sum(total), 0) AS total, coalesce(sum(total + rounding), 0) AS back
       FROM return_item WHERE original_sale_id = ?`,
  ).get(saleId) as { total: Money; back: Money };
}

/** What open and parked sales are about to take back of one line, in thousandths. */
export function pendingOf(db: Db, original: { saleId: SaleId; lineNumber: number }): number {
  if (!keepsReturns(db)) return 0;
  return plucked(
    db,
    `SELECT coalesce(sum(quantity), 0) FROM open_return WHERE original_sale_id = ? AND original_number = ?`,
  ).get(original.saleId, original.lineNumber) as number;
}

/** The sale that has a receipt number, completed on this till; null where there is none. */
export function findByReceipt(db: Db, { series, no }: { series: string; no: number }): SaleId | null {
  const id = plucked(db, 'SELECT id FROM sale WHERE receipt_series = ? AND receipt_no = ?').get(series, no);
  return (id as SaleId | undefined) ?? null;
}

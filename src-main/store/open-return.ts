// What comes back in open and parked sales as rows, and what was paid out for it. Each row holds what it is drawn down from;
// owns no figures: those are computed.
import type { Tax } from '#contract/catalog.ts';
import type { SaleId, TenderId } from '#contract/ids.ts';
import type { ReturnBasis } from '#contract/journal.ts';
import type { Money, Price } from '#contract/money.ts';
import type { Quantity, Unit } from '#contract/quantity.ts';
import type { ReturnItem, ReturnReason } from '#contract/return.ts';
import type { Tender, TenderKind } from '#contract/tender.ts';
import { schemaOf } from './migrate.ts';
import { returns } from './migrations/0013-return.ts';
import type { Db } from './open.ts';
import { statement } from './statement.ts';

/** A store that may only be looked at can be of an earlier schema, in which nothing came back. */
export function keepsReturns(db: Db): boolean {
  return schemaOf(db) >= returns.number;
}

/** A return of an open sale: what came back, and what it is drawn down from or taxed by. */
export interface OpenReturn extends Pick<
  ReturnItem,
  'number' | 'original' | 'sku' | 'names' | 'unit' | 'quantity' | 'priceMicros' | 'reason'
> {
  /** Null without a receipt. */
  basis: ReturnBasis | null;
  /** Null with a receipt. */
  rates: Tax[] | null;
}

interface Stored {
  number: number;
  original_sale_id: SaleId | null;
  original_receipt: string | null;
  original_number: number | null;
  sku: string;
  name_en: string;
  name_zh: string;
  unit: Unit;
  quantity: Quantity;
  price_micros: Price;
  reason: ReturnReason;
  basis: string | null;
  taxes: string | null;
  is_known: 0 | 1;
}

function originalOf(row: Stored): ReturnItem['original'] {
  const { original_sale_id: saleId, original_receipt: receiptNumber, original_number: lineNumber } = row;
  if (saleId === null) return null;
  const original = { saleId, receiptNumber: receiptNumber ?? '', lineNumber: lineNumber ?? 0 };
  // Only its code can have proved a sale that these books do not have.
  return row.is_known === 1 ? original : { ...original, byCode: true };
}

/** The returns of an open or parked sale, in their order among its lines. */
export function returnsOf(db: Db, saleId: SaleId): OpenReturn[] {
  if (!keepsReturns(db)) return [];
  const rows = statement(
    db,
    `SELECT *, EXISTS (SELECT 1 FROM sale WHERE sale.id = original_sale_id) AS is_known
       FROM open_return WHERE sale_id = ? ORDER BY number`,
  ).all(saleId);
  return (rows as Stored[]).map((row) => ({
    number: row.number,
    original: originalOf(row),
    sku: row.sku,
    names: { en: row.name_en, zh: row.name_zh },
    unit: row.unit,
    quantity: row.quantity,
    priceMicros: row.price_micros,
    reason: row.reason,
    basis: row.basis === null ? null : (JSON.parse(row.basis) as ReturnBasis),
    rates: row.taxes === null ? null : (JSON.parse(row.taxes) as Tax[]),
  }));
}

export function insertReturn(db: Db, saleId: SaleId, one: OpenReturn): void {
  statement(
    db,
    `INSERT INTO open_return VALUES (@saleId, @number, @originalSaleId, @receipt, @lineNumber, @sku, @en, @zh, @unit,
      @quantity, @priceMicros, @reason, @basis, @taxes)`,
  ).run({
    saleId,
    number: one.number,
    originalSaleId: one.original?.saleId ?? null,
    receipt: one.original?.receiptNumber ?? null,
    lineNumber: one.original?.lineNumber ?? null,
    sku: one.sku,
    en: one.names.en,
    zh: one.names.zh,
    unit: one.unit,
    quantity: one.quantity,
    priceMicros: one.priceMicros,
    reason: one.reason,
    basis: one.basis === null ? null : JSON.stringify(one.basis),
    taxes: one.rates === null ? null : JSON.stringify(one.rates),
  });
}

export function setReturnQuantity(db: Db, saleId: SaleId, number: number, quantity: Quantity): void {
  statement(db, 'UPDATE open_return SET quantity = ? WHERE sale_id = ? AND number = ?').run(
    quantity,
    saleId,
    number,
  );
}

/** Takes a return out again; true when it was there. */
export function deleteReturn(db: Db, saleId: SaleId, number: number): boolean {
  const sql = 'DELETE FROM open_return WHERE sale_id = ? AND number = ?';
  return statement(db, sql).run(saleId, number).changes === 1;
}

/** What was paid out in an open sale. */
export function refundsOf(db: Db, saleId: SaleId): Tender[] {
  if (!keepsReturns(db)) return [];
  const rows = statement(db, 'SELECT id, kind, amount FROM open_refund WHERE sale_id = ? ORDER BY id').all(
    saleId,
  ) as { id: TenderId; kind: TenderKind; amount: Money }[];
  return rows.map(({ id, kind, amount }) => ({ tenderId: id, kind, amount }));
}

export function insertRefund(db: Db, saleId: SaleId, { tenderId, kind, amount }: Tender): void {
  statement(db, 'INSERT INTO open_refund VALUES (?, ?, ?, ?)').run(tenderId, saleId, kind, amount);
}

export function deleteRefund(db: Db, tenderId: TenderId): void {
  statement(db, 'DELETE FROM open_refund WHERE id = ?').run(tenderId);
}

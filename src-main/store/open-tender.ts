// The tenders of an open sale as rows, in the order in which they were taken. Owns no figures.
import type { SaleId, TenderId } from '#contract/ids.ts';
import type { Money } from '#contract/money.ts';
import type { Tender, TenderKind } from '#contract/tender.ts';
import type { Db } from './open.ts';
import { plucked, statement } from './statement.ts';

/** The tenders of an open sale, in the order they were taken. */
export function tendersOf(db: Db, saleId: SaleId): Tender[] {
  const rows = statement(
    db,
    'SELECT id, kind, amount FROM open_tender WHERE sale_id = ? ORDER BY position',
  ).all(saleId) as { id: TenderId; kind: TenderKind; amount: Money }[];
  return rows.map((row) => ({ tenderId: row.id, kind: row.kind, amount: row.amount }));
}

export function insertTender(db: Db, saleId: SaleId, tender: Tender): void {
  statement(
    db,
    `INSERT INTO open_tender VALUES (?, ?,
      (SELECT coalesce(max(position), 0) + 1 FROM open_tender WHERE sale_id = ?), ?, ?)`,
  ).run(tender.tenderId, saleId, saleId, tender.kind, tender.amount);
}

/** Whether money was taken for an open sale already, or paid out. */
export function hasTenders(db: Db, saleId: SaleId): boolean {
  return (
    plucked(
      db,
      `SELECT EXISTS (SELECT 1 FROM open_tender WHERE sale_id = @saleId)
         OR EXISTS (SELECT 1 FROM open_refund WHERE sale_id = @saleId)`,
    ).get({ saleId }) === 1
  );
}

export function deleteTender(db: Db, tenderId: TenderId): void {
  statement(db, 'DELETE FROM open_tender WHERE id = ?').run(tenderId);
}

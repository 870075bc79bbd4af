// Scanned codes that no article has, as rows of an open sale. They go with their sale; owns no meaning of a code.
import type { LineId, SaleId } from '#contract/ids.ts';
import type { UnresolvedScan } from '#contract/sale.ts';
import { schemaOf } from './migrate.ts';
import type { Db } from './open.ts';
import { plucked, statement } from './statement.ts';

/** The unresolved scans of an open or parked sale, in their order among its lines. */
export function unresolvedOf(db: Db, saleId: SaleId): UnresolvedScan[] {
  // A store that may only be looked at can be of a schema that kept none.
  if (schemaOf(db) < 5) return [];
  return statement(
    db,
    'SELECT id AS lineId, number, code, quantity FROM open_unresolved WHERE sale_id = ? ORDER BY number',
  ).all(saleId) as UnresolvedScan[];
}

/**
 * True for a code that was scanned as goods and found no article: it stands in a basket, or in the journal since it was
 * dropped or its sale voided.
 */
export function wasScanned(db: Db, code: string): boolean {
  const isInBasket = plucked(db, 'SELECT EXISTS (SELECT 1 FROM open_unresolved WHERE code = ?)');
  if (isInBasket.get(code) === 1) return true;
  // Bodies are canonical JSON. Asked by period, so that the index passes over every other kind of row.
  const isOnRecord = plucked(
    db,
    `SELECT EXISTS (SELECT 1 FROM journal
         WHERE z_no > 0 AND kind IN ('scan.dropped', 'sale.voided') AND instr(body, ?) > 0)`,
  );
  return isOnRecord.get(Buffer.from(`"code":${JSON.stringify(code)}`)) === 1;
}

export function insertUnresolved(db: Db, saleId: SaleId, scan: UnresolvedScan): void {
  statement(db, 'INSERT INTO open_unresolved VALUES (?, ?, ?, ?, ?)').run(
    scan.lineId,
    saleId,
    scan.number,
    scan.code,
    scan.quantity,
  );
}

export function deleteUnresolved(db: Db, lineId: LineId): void {
  statement(db, 'DELETE FROM open_unresolved WHERE id = ?').run(lineId);
}

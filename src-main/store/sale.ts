// The open and parked sales as rows, and what was sold as the journal tells it. Owns no figures: those are computed.
import type { Tax } from '#contract/catalog.ts';
import type { Instant, LineId, SaleId, StaffId, TenderId } from '#contract/ids.ts';
import type { Money, Price } from '#contract/money.ts';
import type { Quantity, Unit } from '#contract/quantity.ts';
import type { Tender, TenderKind } from '#contract/tender.ts';
import type { Names } from '#contract/text.ts';
import type { Db } from './open.ts';
import { plucked, statement } from './statement.ts';

/** An open or parked sale without its lines. */
export interface OpenSale {
  saleId: SaleId;
  state: 'open' | 'parked';
  version: number;
  staffId: StaffId;
  staffName: string;
  openedAt: Instant;
  parkedAt: Instant | null;
  label: string | null;
  /** The number that the next line gets; numbers are never used twice. */
  nextNumber: number;
}

/** A line of an open sale: what was asked for, with the article as it was at that moment. */
export interface OpenLine {
  lineId: LineId;
  number: number;
  sku: string;
  names: Names;
  code: string | null;
  unit: Unit;
  quantity: Quantity;
  priceMicros: Price;
  listPriceMicros: Price;
  taxCode: string;
  taxes: Tax[];
  isVoided: boolean;
}

interface StoredSale {
  id: SaleId;
  state: 'open' | 'parked';
  version: number;
  staff_id: StaffId;
  staff_name: string;
  opened_at: Instant;
  parked_at: Instant | null;
  label: string | null;
  next_number: number;
}

interface StoredLine {
  id: LineId;
  number: number;
  sku: string;
  name_en: string;
  name_zh: string;
  code: string | null;
  unit: Unit;
  quantity: Quantity;
  price_micros: Price;
  list_price_micros: Price;
  tax_code: string;
  taxes: string;
  is_voided: number;
}

function fromStored(row: StoredSale): OpenSale {
  return {
    saleId: row.id,
    state: row.state,
    version: row.version,
    staffId: row.staff_id,
    staffName: row.staff_name,
    openedAt: row.opened_at,
    parkedAt: row.parked_at,
    label: row.label,
    nextNumber: row.next_number,
  };
}

/** The sale being worked on, or null. */
export function findCurrent(db: Db): OpenSale | null {
  const row = statement(db, "SELECT * FROM open_sale WHERE state = 'open'").get() as StoredSale | undefined;
  return row === undefined ? null : fromStored(row);
}

/** An open or parked sale by its id, or null. */
export function findOpenSale(db: Db, saleId: SaleId): OpenSale | null {
  const row = statement(db, 'SELECT * FROM open_sale WHERE id = ?').get(saleId) as StoredSale | undefined;
  return row === undefined ? null : fromStored(row);
}

/** Parked sales, oldest first. */
export function listParked(db: Db): OpenSale[] {
  const rows = statement(db, "SELECT * FROM open_sale WHERE state = 'parked' ORDER BY parked_at, id").all();
  return (rows as StoredSale[]).map(fromStored);
}

export function insertSale(
  db: Db,
  saleId: SaleId,
  staff: { staffId: StaffId; name: string },
  at: Instant,
): void {
  statement(db, "INSERT INTO open_sale VALUES (?, 'open', 0, ?, ?, ?, NULL, NULL, 1)").run(
    saleId,
    staff.staffId,
    staff.name,
    at,
  );
}

/** Marks the sale as changed: every command that touches it does so once. */
export function touchSale(db: Db, saleId: SaleId): void {
  statement(db, 'UPDATE open_sale SET version = version + 1 WHERE id = ?').run(saleId);
}

export function parkSale(db: Db, saleId: SaleId, label: string | null, at: Instant): void {
  statement(db, "UPDATE open_sale SET state = 'parked', label = ?, parked_at = ? WHERE id = ?").run(
    label,
    at,
    saleId,
  );
}

/** Brings a parked sale back to whoever recalls it. */
export function recallSale(db: Db, saleId: SaleId, staff: { staffId: StaffId; name: string }): void {
  statement(
    db,
    "UPDATE open_sale SET state = 'open', parked_at = NULL, staff_id = ?, staff_name = ? WHERE id = ?",
  ).run(staff.staffId, staff.name, saleId);
}

function asLine(row: StoredLine, taxes: Tax[]): OpenLine {
  return {
    lineId: row.id,
    number: row.number,
    sku: row.sku,
    names: { en: row.name_en, zh: row.name_zh },
    code: row.code,
    unit: row.unit,
    quantity: row.quantity,
    priceMicros: row.price_micros,
    listPriceMicros: row.list_price_micros,
    taxCode: row.tax_code,
    taxes,
    isVoided: row.is_voided === 1,
  };
}

/** The lines of an open sale in their order, voided ones among them. */
export function linesOf(db: Db, saleId: SaleId): OpenLine[] {
  const rows = statement(db, 'SELECT * FROM open_line WHERE sale_id = ? ORDER BY number').all(saleId);
  // Two hundred lines have two or three kinds of taxes among them: each text is read once.
  const read = new Map<string, Tax[]>();
  return (rows as StoredLine[]).map((row) => {
    const taxes = read.get(row.taxes) ?? (JSON.parse(row.taxes) as Tax[]);
    read.set(row.taxes, taxes);
    return asLine(row, taxes);
  });
}

/** The newest line of an open sale, voided or not; null while it has none. */
export function lastLineOf(db: Db, saleId: SaleId): OpenLine | null {
  const row = statement(db, 'SELECT * FROM open_line WHERE sale_id = ? ORDER BY number DESC LIMIT 1').get(
    saleId,
  ) as StoredLine | undefined;
  return row === undefined ? null : asLine(row, JSON.parse(row.taxes) as Tax[]);
}

/** The number that the next thing in the basket gets, which is then taken: no number is used twice. */
export function takeNumber(db: Db, saleId: SaleId): number {
  return plucked(
    db,
    'UPDATE open_sale SET next_number = next_number + 1 WHERE id = ? RETURNING next_number - 1',
  ).get(saleId) as number;
}

/** How many things an open sale holds: lines, voided or not, and scans that no article was found for. */
export function countThings(db: Db, saleId: SaleId): number {
  return plucked(
    db,
    `SELECT (SELECT count(*) FROM open_line WHERE sale_id = @saleId)
        + (SELECT count(*) FROM open_unresolved WHERE sale_id = @saleId)`,
  ).get({ saleId }) as number;
}

export function insertLine(db: Db, saleId: SaleId, line: OpenLine): void {
  statement(
    db,
    `INSERT INTO open_line VALUES (@lineId, @saleId, @number, @sku, @en, @zh, @code, @unit, @quantity, @priceMicros,
      @listPriceMicros, @taxCode, @taxes, @isVoided)`,
  ).run({
    lineId: line.lineId,
    saleId,
    number: line.number,
    sku: line.sku,
    en: line.names.en,
    zh: line.names.zh,
    code: line.code,
    unit: line.unit,
    quantity: line.quantity,
    priceMicros: line.priceMicros,
    listPriceMicros: line.listPriceMicros,
    taxCode: line.taxCode,
    taxes: JSON.stringify(line.taxes),
    isVoided: line.isVoided ? 1 : 0,
  });
}

export function setLineQuantity(db: Db, lineId: LineId, quantity: Quantity): void {
  statement(db, 'UPDATE open_line SET quantity = ? WHERE id = ?').run(quantity, lineId);
}

export function setLinePrice(db: Db, lineId: LineId, priceMicros: Price): void {
  statement(db, 'UPDATE open_line SET price_micros = ? WHERE id = ?').run(priceMicros, lineId);
}

export function setLineVoided(db: Db, lineId: LineId, isVoided: boolean): void {
  statement(db, 'UPDATE open_line SET is_voided = ? WHERE id = ?').run(isVoided ? 1 : 0, lineId);
}

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

/** Whether money was taken for an open sale already. */
export function hasTenders(db: Db, saleId: SaleId): boolean {
  return plucked(db, 'SELECT EXISTS (SELECT 1 FROM open_tender WHERE sale_id = ?)').get(saleId) === 1;
}

export function deleteTender(db: Db, tenderId: TenderId): void {
  statement(db, 'DELETE FROM open_tender WHERE id = ?').run(tenderId);
}

/** Where a finished sale stands: its journal row and what became of it. */
export interface FinishedSale {
  saleId: SaleId;
  seq: number;
  state: 'completed' | 'voided';
  receiptNumber: string | null;
  copies: number;
}

const FINISHED = `SELECT sale.id AS saleId, sale.seq, sale.state, sale.receipt_number AS receiptNumber,
  coalesce(receipt_copy.copies, 0) AS copies FROM sale LEFT JOIN receipt_copy ON receipt_copy.sale_id = sale.id`;

/** A completed or voided sale, or null. */
export function findFinished(db: Db, saleId: SaleId): FinishedSale | null {
  return (statement(db, `${FINISHED} WHERE sale.id = ?`).get(saleId) as FinishedSale | undefined) ?? null;
}

/** The sale completed last, or null. */
export function findLastCompleted(db: Db): FinishedSale | null {
  const row = statement(
    db,
    `${FINISHED} WHERE sale.state = 'completed' ORDER BY sale.seq DESC LIMIT 1`,
  ).get();
  return (row as FinishedSale | undefined) ?? null;
}

// Open and parked sales as rows without their lines and tenders, and what was sold as the journal tells it. Owns no
// figures: those are computed.
import type { OrderDiscount } from '#contract/discount.ts';
import type { Instant, SaleId, StaffId } from '#contract/ids.ts';
import type { Money } from '#contract/money.ts';
import type { SaleCustomer } from '#contract/sale.ts';
import type { Db } from './open.ts';
import { plucked, statement } from './statement.ts';

/** What was given by hand, and why. */
export interface Given<T> {
  given: T;
  reason: string;
  /** For an amount of money: the greatest share, in parts per million, that it may become without being given anew. */
  upToPpm?: number;
  /** For a percentage off the whole sale that was approved: what it came to then, and may not exceed. */
  upTo?: Money;
}

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
  orderDiscount: Given<OrderDiscount> | null;
  customer: SaleCustomer | null;
  coupons: string[];
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
  // A store that may only be looked at can be of a schema that had none of these.
  order_discount?: string | null;
  customer?: string | null;
  coupons?: string;
}

/** What was given by hand, as its column holds it. */
export function readGiven<T>(text: string | null): Given<T> | null {
  return text === null ? null : (JSON.parse(text) as Given<T>);
}

/** The column of what was given by hand. */
export function writeGiven<T>(given: Given<T> | null): string | null {
  return given === null ? null : JSON.stringify(given);
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
    orderDiscount: readGiven<OrderDiscount>(row.order_discount ?? null),
    customer: JSON.parse(row.customer ?? 'null') as SaleCustomer | null,
    coupons: JSON.parse(row.coupons ?? '[]') as string[],
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
  statement(
    db,
    `INSERT INTO open_sale (id, state, version, staff_id, staff_name, opened_at, next_number)
     VALUES (?, 'open', 0, ?, ?, ?, 1)`,
  ).run(saleId, staff.staffId, staff.name, at);
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

/** The number that the next thing in the basket gets, which is then taken: no number is used twice. */
export function takeNumber(db: Db, saleId: SaleId): number {
  return plucked(
    db,
    'UPDATE open_sale SET next_number = next_number + 1 WHERE id = ? RETURNING next_number - 1',
  ).get(saleId) as number;
}

/** How many things an open sale holds: lines, voided or not, returns, and scans that no article was found for. */
export function countThings(db: Db, saleId: SaleId): number {
  return plucked(
    db,
    `SELECT (SELECT count(*) FROM open_line WHERE sale_id = @saleId)
        + (SELECT count(*) FROM open_unresolved WHERE sale_id = @saleId)
        + (SELECT count(*) FROM open_return WHERE sale_id = @saleId)`,
  ).get({ saleId }) as number;
}

export function setOrderDiscount(db: Db, saleId: SaleId, discount: Given<OrderDiscount> | null): void {
  statement(db, 'UPDATE open_sale SET order_discount = ? WHERE id = ?').run(writeGiven(discount), saleId);
}

export function setSaleCustomer(db: Db, saleId: SaleId, customer: SaleCustomer | null): void {
  statement(db, 'UPDATE open_sale SET customer = ? WHERE id = ?').run(
    customer === null ? null : JSON.stringify(customer),
    saleId,
  );
}

export function setSaleCoupons(db: Db, saleId: SaleId, coupons: readonly string[]): void {
  statement(db, 'UPDATE open_sale SET coupons = ? WHERE id = ?').run(JSON.stringify(coupons), saleId);
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

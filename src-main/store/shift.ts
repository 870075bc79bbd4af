// Shifts, and the sums that reports are made of, read from what the journal wrote. Owns no report's shape.
import type { Instant, ShiftId, StaffId } from '#contract/ids.ts';
import type { Money } from '#contract/money.ts';
import type { TaxTotal } from '#contract/sale.ts';
import type { ShiftClosing, ShiftState } from '#contract/shift.ts';
import type { Db } from './open.ts';
import { plucked, statement } from './statement.ts';

interface Stored {
  id: ShiftId;
  staff_id: StaffId;
  staff_name: string;
  opened_at: Instant;
  float: Money;
}

/** The shift that is open on this register, or null. */
export function findOpenShift(db: Db): ShiftState | null {
  const row = statement(db, 'SELECT * FROM shift WHERE closing IS NULL').get() as Stored | undefined;
  if (row === undefined) return null;
  return {
    shiftId: row.id,
    staffId: row.staff_id,
    staffName: row.staff_name,
    openedAt: row.opened_at,
    float: row.float,
  };
}

/** Closings of earlier versions know no refunds: there were none. */
function readClosing(closing: ShiftClosing): ShiftClosing {
  const { refunds = 0 as Money } = closing.cash as Partial<ShiftClosing['cash']>;
  return { ...closing, cash: { ...closing.cash, refunds } };
}

/** The closed shifts of a period, in the order they were opened. */
export function closingsOf(db: Db, zNo: number): ShiftClosing[] {
  const rows = plucked(
    db,
    'SELECT closing FROM shift WHERE z_no = ? AND closing IS NOT NULL ORDER BY seq',
  ).all(zNo) as string[];
  return rows.map((row) => readClosing(JSON.parse(row) as ShiftClosing));
}

/** The drawer's ledger entries of a shift, summed by their memo (float, taken, change …). */
export function drawerSums(db: Db, shiftId: ShiftId): Map<string, Money> {
  const rows = statement(
    db,
    `SELECT memo, sum(amount) AS amount FROM ledger_entry WHERE shift_id = ? AND account = 'drawer' GROUP BY memo`,
  ).all(shiftId) as { memo: string; amount: Money }[];
  return new Map(rows.map((row) => [row.memo, row.amount]));
}

export interface PeriodSums {
  receiptCount: number;
  net: Money;
  total: Money;
  rounding: Money;
  cash: Money;
  /** Receipts with something returned on them, and what was returned. */
  returnCount: number;
  returned: Money;
}

/** What came back in a period, and what was paid out for it. */
function returnSums(db: Db, zNo: number): { returnCount: number; returned: Money; refunded: Money } {
  return statement(
    db,
    `SELECT count(DISTINCT sale_id) AS returnCount, coalesce(sum(return_item.total), 0) AS returned,
        (SELECT coalesce(sum(amount), 0) FROM refund JOIN sale ON sale.id = sale_id WHERE z_no = @zNo) AS refunded
       FROM return_item JOIN sale ON sale.id = sale_id WHERE z_no = @zNo`,
  ).get({ zNo }) as { returnCount: number; returned: Money; refunded: Money };
}

/** Sums over the completed sales of a period; cash is what stayed in the drawer. */
export function periodSums(db: Db, zNo: number): PeriodSums {
  const { refunded, ...returns } = returnSums(db, zNo);
  const sums = statement(
    db,
    `SELECT count(*) AS receiptCount, coalesce(sum(net), 0) AS net, coalesce(sum(total), 0) AS total,
        coalesce(sum(rounding), 0) AS rounding, coalesce(sum(received - change), 0) AS cash
       FROM sale WHERE z_no = ? AND state = 'completed'`,
  ).get(zNo) as Omit<PeriodSums, 'returnCount' | 'returned'>;
  return { ...sums, cash: (sums.cash - refunded) as Money, ...returns };
}

/** Tax by name over the completed sales of a period, by name. */
export function periodTaxes(db: Db, zNo: number): TaxTotal[] {
  const rows = statement(
    db,
    `SELECT name_en AS en, max(name_zh) AS zh, sum(amount) AS amount FROM sale_tax JOIN sale ON sale.id = sale_id
       WHERE z_no = ? GROUP BY name_en ORDER BY name_en`,
  ).all(zNo) as { en: string; zh: string; amount: Money }[];
  return rows.map(({ en, zh, amount }) => ({ names: { en, zh }, amount }));
}

/** How many journal rows of each kind a period has. */
export function periodKinds(db: Db, zNo: number): Map<string, number> {
  const rows = statement(db, 'SELECT kind, count(*) AS count FROM journal WHERE z_no = ? GROUP BY kind').all(
    zNo,
  ) as { kind: string; count: number }[];
  return new Map(rows.map((row) => [row.kind, row.count]));
}

/** First and last sequence number of a period's rows, or null when it has none. */
export function periodRange(db: Db, zNo: number): { first: number; last: number } | null {
  const row = statement(db, 'SELECT min(seq) AS first, max(seq) AS last FROM journal WHERE z_no = ?').get(
    zNo,
  ) as { first: number | null; last: number | null };
  return row.first === null || row.last === null ? null : { first: row.first, last: row.last };
}

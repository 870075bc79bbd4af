// What a journal row does to the tables that can be read from it: the live path and the repair of a lost tail both go
// through here, so that sales, ledger and shifts are always exactly what the journal says.
import type { JournalBodies, Posting } from '#contract/journal.ts';
import { bodyOf, headOf, rowAt } from './journal.ts';
import type { JournalRow } from './journal.ts';
import type { Db } from './open.ts';
import { projectCouponUses, projectPromotions } from './promotion.ts';
import { updateRegister } from './register.ts';
import { plucked, statement } from './statement.ts';
import { insertTrusted, withdrawTrust } from './trusted.ts';

function openShiftId(db: Db): string | null {
  return (plucked(db, 'SELECT id FROM shift WHERE closing IS NULL').get() as string | undefined) ?? null;
}

function projectPostings(
  db: Db,
  row: JournalRow,
  postings: readonly Posting[],
  shiftId: string | null,
): void {
  const insert = statement(db, 'INSERT INTO ledger_entry VALUES (?, ?, ?, ?, ?, ?, ?)');
  postings.forEach((posting, i) => {
    insert.run(row.header.seq, i, row.header.zNo, shiftId, posting.account, posting.memo, posting.amount);
  });
}

/** What came back, and what was paid out for it; rows of earlier engines know neither. */
function projectReturns(db: Db, { sale, returns = [] }: JournalBodies['sale.completed']): void {
  const item = statement(db, 'INSERT INTO return_item VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  for (const one of returns) {
    item.run(
      sale.saleId,
      one.number,
      one.original?.saleId ?? null,
      one.original?.lineNumber ?? null,
      one.sku,
      one.quantity,
      one.reason,
      one.net,
      one.total,
      one.rounding,
    );
  }
  const known: Partial<typeof sale> = sale;
  const refund = statement(db, 'INSERT INTO refund VALUES (?, ?, ?, ?)');
  for (const one of known.refunds ?? []) refund.run(one.tenderId, sale.saleId, one.kind, one.amount);
}

function projectCompleted(db: Db, row: JournalRow, fact: JournalBodies['sale.completed']): void {
  const { sale, lines, completed } = fact;
  statement(
    db,
    `INSERT INTO sale VALUES (@id, @seq, 'completed', @zNo, @series, @no, @number, @date, @at, @staff, @net, @total,
      @rounding, @received, @change, @lineCount)`,
  ).run({
    id: sale.saleId,
    seq: row.header.seq,
    zNo: row.header.zNo,
    series: row.header.receiptSeries,
    no: row.header.receiptNo,
    number: completed.receiptNumber,
    date: sale.businessDate,
    at: row.header.atUtc,
    staff: sale.cashier.staffId,
    net: sale.net,
    total: sale.total,
    rounding: sale.rounding,
    received: completed.received,
    change: completed.change,
    lineCount: sale.lineCount,
  });
  const line = statement(db, 'INSERT INTO line_item VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  for (const one of lines) {
    line.run(
      sale.saleId,
      one.number,
      one.sku,
      one.quantity,
      one.priceMicros,
      one.amount,
      one.net,
      one.total,
      one.isVoided ? 1 : 0,
    );
  }
  const tax = statement(db, 'INSERT INTO sale_tax VALUES (?, ?, ?, ?)');
  for (const one of sale.taxes) tax.run(sale.saleId, one.names.en, one.names.zh, one.amount);
  const tender = statement(db, 'INSERT INTO tender VALUES (?, ?, ?, ?)');
  for (const one of sale.tenders) tender.run(one.tenderId, sale.saleId, one.kind, one.amount);
  projectCouponUses(db, fact.couponUses ?? []);
  projectReturns(db, fact);
  statement(db, 'DELETE FROM open_sale WHERE id = ?').run(sale.saleId);
}

function projectVoided(db: Db, row: JournalRow, fact: JournalBodies['sale.voided']): void {
  statement(
    db,
    `INSERT INTO sale VALUES (?, ?, 'voided', ?, NULL, NULL, NULL, NULL, ?, ?, 0, ?, 0, 0, 0, ?)`,
  ).run(
    fact.saleId,
    row.header.seq,
    row.header.zNo,
    row.header.atUtc,
    row.header.actor,
    fact.total,
    fact.lines.length,
  );
  statement(db, 'DELETE FROM open_sale WHERE id = ?').run(fact.saleId);
}

function projectClosed(db: Db, row: JournalRow, { report }: JournalBodies['register.closed']): void {
  statement(db, 'INSERT INTO z_report VALUES (?, ?, ?, ?, ?, ?, ?, ?)').run(
    report.zNumber,
    row.header.seq,
    report.businessDate,
    report.firstSeq,
    report.lastSeq,
    report.period.total,
    report.perpetualSalesBefore,
    report.perpetualSalesAfter,
  );
}

/** The kinds that move more than the ledger. */
const projections: {
  [K in keyof JournalBodies]?: (db: Db, row: JournalRow, body: JournalBodies[K]) => void;
} = {
  'shift.opened': (db, row, body) => {
    statement(db, 'INSERT INTO shift VALUES (?, ?, ?, ?, ?, ?, ?, NULL)').run(
      body.shiftId,
      row.header.seq,
      row.header.zNo,
      body.staffId,
      body.staffName,
      body.openedAt,
      body.float,
    );
  },
  'shift.closed': (db, _row, { closing }) => {
    statement(db, 'UPDATE shift SET closing = ? WHERE id = ?').run(JSON.stringify(closing), closing.shiftId);
    statement(db, 'DELETE FROM count_draft WHERE shift_id = ?').run(closing.shiftId);
  },
  'sale.completed': projectCompleted,
  'sale.voided': projectVoided,
  'register.closed': projectClosed,
  'promotion.changed': projectPromotions,
  'register.enrolled': (db, row, { follows }) => {
    for (const one of follows?.trusted ?? []) insertTrusted(db, one);
    projectPromotions(db, row, { put: follows?.promotions ?? [], removed: [] });
  },
  'register.trusted': (db, _row, { trusted }) => insertTrusted(db, trusted),
  'register.distrusted': (db, _row, { distrusted }) => withdrawTrust(db, distrusted),
  'register.changed': (db, row, body) => updateRegister(db, row.header.register, body.register),
  'receipt.copied': (db, _row, body) => {
    statement(
      db,
      'INSERT INTO receipt_copy VALUES (?, ?) ON CONFLICT (sale_id) DO UPDATE SET copies = excluded.copies',
    ).run(body.saleId, body.copy);
  },
};

/** Brings the tables up to a row that has just been inserted. Runs in the row's own transaction. */
export function project(db: Db, row: JournalRow): void {
  const body = bodyOf(row);
  const before = openShiftId(db);
  const projection = projections[row.header.kind] as
    | ((db: Db, row: JournalRow, body: unknown) => void)
    | undefined;
  projection?.(db, row, body);
  projectPostings(db, row, body.postings, before ?? openShiftId(db));
}

/** The tables that the journal alone gives, in an order in which they can be emptied. */
const projected = [
  'promotion',
  'coupon_use',
  'receipt_copy',
  'refund',
  'return_item',
  'tender',
  'sale_tax',
  'line_item',
  'sale',
  'shift',
  'z_report',
  'ledger_entry',
  'trusted_register',
];

/**
 * Builds every table anew from the journal. A database that lost rows may have lost some of a table and not of another,
 * so nothing in them can be trusted to fit. Runs in a transaction.
 */
export function rebuild(db: Db): void {
  for (const table of projected) db.exec(`DELETE FROM ${table}`);
  const last = headOf(db)?.header.seq ?? 0;
  for (let seq = 1; seq <= last; seq += 1) {
    const row = rowAt(db, seq);
    if (row !== null) project(db, row);
  }
}

// The money of a stored till: sales, tenders, ledger, drawer, shifts and Z reports against each other and against the
// journal's facts. Own sums from own SQL; it shares no line with the till's figures.
import type Database from 'better-sqlite3';
import { isDeepStrictEqual } from 'node:util';
import { startOf } from './check-journal.ts';
import type { Fact } from './check-journal.ts';

type Db = Database.Database;

interface SaleFact {
  sale: {
    saleId: string;
    net: number;
    total: number;
    rounding: number;
    change: number;
    receiptNumber: string;
    lineCount: number;
    taxes: { name: string; amount: number }[];
    tenders: { tenderId: string; kind: string; amount: number }[];
  };
  lines: { net: number; total: number; amount: number; isVoided: boolean; number: number }[];
  completed: { receiptNumber: string; received: number; change: number };
  shiftId: string;
}

interface SaleRow {
  id: string;
  seq: number;
  z_no: number;
  receipt_number: string;
  net: number;
  total: number;
  rounding: number;
  received: number;
  change: number;
  tenders: number;
  tender_count: number;
  taxes: number;
  line_net: number;
  line_total: number;
  line_rows: number;
}

export const saleFactOf = (fact: Fact) => fact.content as unknown as SaleFact;

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

const SALES = `
  SELECT sale.*,
    (SELECT coalesce(sum(amount), 0) FROM tender WHERE sale_id = sale.id) AS tenders,
    (SELECT count(*) FROM tender WHERE sale_id = sale.id) AS tender_count,
    (SELECT coalesce(sum(amount), 0) FROM sale_tax WHERE sale_id = sale.id) AS taxes,
    (SELECT coalesce(sum(net), 0) FROM line_item WHERE sale_id = sale.id AND is_voided = 0) AS line_net,
    (SELECT coalesce(sum(total), 0) FROM line_item WHERE sale_id = sale.id AND is_voided = 0) AS line_total,
    (SELECT count(*) FROM line_item WHERE sale_id = sale.id) AS line_rows
  FROM sale WHERE state = 'completed' ORDER BY seq`;

/** What one stored sale must be by itself. */
function checkSums(row: SaleRow): string[] {
  const problems: string[] = [];
  const paid = row.tenders - row.change;
  if (paid !== row.total + row.rounding)
    problems.push(`took ${paid} for ${row.total} and ${row.rounding} of rounding`);
  if (row.tenders !== row.received) problems.push(`received ${row.received}, its tenders are ${row.tenders}`);
  if (row.change < 0 || row.change > row.tenders) problems.push(`gave ${row.change} back`);
  if (row.net + row.taxes !== row.total) problems.push(`is ${row.net} + ${row.taxes}, not ${row.total}`);
  if (row.line_net !== row.net) problems.push(`has lines of net ${row.line_net}, not ${row.net}`);
  if (row.line_total !== row.total) problems.push(`has lines of ${row.line_total}, not ${row.total}`);
  return problems;
}

/** What the table says against what the journal says. */
function checkAgainst(row: SaleRow, fact: Fact): string[] {
  const { sale, lines, completed } = saleFactOf(fact);
  const told = [
    sale.saleId,
    fact.z_no,
    completed.receiptNumber,
    sale.net,
    sale.total,
    fact.total_minor,
    sale.rounding,
    completed.received,
    completed.change,
    sum(sale.tenders.map(({ amount }) => amount)),
    sum(sale.taxes.map(({ amount }) => amount)),
    lines.length,
  ];
  const stored = [
    row.id,
    row.z_no,
    row.receipt_number,
    row.net,
    row.total,
    row.total,
    row.rounding,
    row.received,
    row.change,
    row.tenders,
    row.taxes,
    row.line_rows,
  ];
  if (isDeepStrictEqual(told, stored)) return [];
  return [`is stored as ${JSON.stringify(stored)}, journaled as ${JSON.stringify(told)}`];
}

export function checkSales(db: Db, facts: readonly Fact[]): string[] {
  const rows = db.prepare(SALES).all() as SaleRow[];
  const bySeq = new Map(rows.map((row) => [row.seq, row]));
  const sold = facts.filter(({ kind }) => kind === 'sale.completed');
  const problems = sold.flatMap((fact) => {
    const row = bySeq.get(fact.seq);
    const own = row === undefined ? ['is not in the table'] : [...checkSums(row), ...checkAgainst(row, fact)];
    return own.map((problem) => `sale ${saleFactOf(fact).sale.saleId} ${problem}`);
  });
  if (rows.length !== sold.length) problems.push(`${rows.length} sales stored, ${sold.length} journaled`);
  const perpetual = facts.at(-1)?.gt_sales_minor ?? 0;
  const before = facts[0] === undefined ? 0 : startOf(facts[0]).sales;
  const total = before + sum(rows.map((row) => row.total));
  if (perpetual !== total) problems.push(`the perpetual total is ${perpetual}, the sales are ${total}`);
  return problems;
}

export function checkLedger(db: Db, facts: readonly Fact[]): string[] {
  const rows = db
    .prepare('SELECT seq, position, account, memo, amount FROM ledger_entry ORDER BY seq, position')
    .all() as { seq: number; position: number; account: string; memo: string; amount: number }[];
  const told = facts.flatMap(({ seq, content }) =>
    content.postings.map(({ account, memo, amount }, position) => ({ seq, position, account, memo, amount })),
  );
  const problems = isDeepStrictEqual(rows, told) ? [] : ['the ledger is not what the journal posts'];
  const unbalanced = db
    .prepare('SELECT seq FROM ledger_entry GROUP BY seq HAVING sum(amount) <> 0')
    .pluck()
    .all() as number[];
  return [...problems, ...unbalanced.map((seq) => `the ledger of row ${seq} does not add up to 0`)];
}

interface Closing {
  shiftId: string;
  cash: { float: number; expected: number };
  counted: number;
  overShort: number;
}

/** Cash that the journal's facts put into the drawer during a shift, its float included. */
function cashOf(facts: readonly Fact[], opened: Fact, until: number): number {
  const during = facts.filter(({ seq }) => seq > opened.seq && seq < until);
  const moves = during.filter(({ kind }) => kind === 'cash.moved').map(({ total_minor }) => total_minor);
  const sales = during
    .filter(({ kind }) => kind === 'sale.completed')
    .map((fact) => saleFactOf(fact).completed)
    .map(({ received, change }) => received - change);
  return Number(opened.content['float']) + sum(moves) + sum(sales);
}

function checkShift(db: Db, facts: readonly Fact[], opened: Fact): string[] {
  const id = String(opened.content['shiftId']);
  const closed = facts.find(({ kind, ref_id }) => kind === 'shift.closed' && ref_id === id);
  const expected = cashOf(facts, opened, closed?.seq ?? Infinity);
  const inDrawer = (before: number) =>
    db
      .prepare(
        "SELECT coalesce(sum(amount), 0) FROM ledger_entry WHERE account = 'drawer' AND seq >= ? AND seq < ?",
      )
      .pluck()
      .get(opened.seq, before) as number;
  const balance = inDrawer(closed?.seq ?? Number.MAX_SAFE_INTEGER);
  const problems: string[] = [];
  if (balance !== expected) problems.push(`has ${balance} in its drawer, ${expected} expected`);
  if (closed === undefined) return problems.map((problem) => `shift ${id} ${problem}`);
  const closing = closed.content['closing'] as Closing;
  if (closing.cash.expected !== expected)
    problems.push(`was closed expecting ${closing.cash.expected}, not ${expected}`);
  if (closing.overShort !== closing.counted - expected) problems.push(`is over or short by another amount`);
  const left = inDrawer(closed.seq + 1);
  if (left !== 0) problems.push(`leaves ${left} in the drawer`);
  const stored = db.prepare('SELECT closing FROM shift WHERE id = ?').pluck().get(id);
  if (!isDeepStrictEqual(JSON.parse(String(stored)), closing))
    problems.push('is stored with another closing');
  return problems.map((problem) => `shift ${id} ${problem}`);
}

export function checkShifts(db: Db, facts: readonly Fact[]): string[] {
  const opened = facts.filter(({ kind }) => kind === 'shift.opened');
  const stored = db.prepare('SELECT count(*) FROM shift').pluck().get() as number;
  const problems = stored === opened.length ? [] : [`${stored} shifts stored, ${opened.length} journaled`];
  return [...problems, ...opened.flatMap((fact) => checkShift(db, facts, fact))];
}

interface Report {
  zNumber: number;
  firstSeq: number;
  lastSeq: number;
  period: { total: number; receiptCount: number };
  perpetualSalesBefore: number;
  perpetualSalesAfter: number;
}

/** Every Z follows the one before, holds exactly its rows and is the sum of its sales. */
export function checkReports(db: Db, facts: readonly Fact[]): string[] {
  let first = 1;
  const start = facts[0] === undefined ? null : startOf(facts[0]);
  let before = start?.sales ?? 0;
  const firstZ = start?.zNo ?? 1;
  const closed = facts.filter(({ kind }) => kind === 'register.closed');
  const problems = closed.flatMap((fact, i) => {
    const report = fact.content['report'] as Report;
    const sales = facts.filter(
      ({ seq, kind }) => kind === 'sale.completed' && seq >= first && seq < fact.seq,
    );
    const total = sum(sales.map(({ total_minor }) => total_minor));
    const told = [
      report.zNumber,
      report.firstSeq,
      report.lastSeq,
      report.period.total,
      report.period.receiptCount,
      report.perpetualSalesBefore,
      report.perpetualSalesAfter,
    ];
    const counted = [firstZ + i, first, fact.seq - 1, total, sales.length, before, before + total];
    const row = db
      .prepare(
        'SELECT z_no, first_seq, last_seq, total, perpetual_before, perpetual_after FROM z_report WHERE seq = ?',
      )
      .raw()
      .get(fact.seq);
    first = fact.seq + 1;
    before += total;
    const isTold = isDeepStrictEqual(told, counted);
    const isStored = isDeepStrictEqual(row, counted.toSpliced(4, 1));
    if (isTold && isStored) return [];
    return [
      `Z ${firstZ + i} says ${told.join(' ')}, is stored as ${String(row)}, counted ${counted.join(' ')}`,
    ];
  });
  const stored = db.prepare('SELECT count(*) FROM z_report').pluck().get() as number;
  if (stored !== closed.length) problems.push(`${stored} Z reports stored, ${closed.length} journaled`);
  return problems;
}

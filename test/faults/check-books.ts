// The money of a stored till: sales, tenders, ledger, drawer, shifts and Z reports against each other and against the
// journal's facts. Own sums from own SQL; it shares no line with the till's figures.
import type Database from 'better-sqlite3';
import { isDeepStrictEqual } from 'node:util';
import { startOf } from './check-journal.ts';
import type { Fact } from './check-journal.ts';

type Db = Database.Database;

interface Returned {
  number: number;
  original: { saleId: string; lineNumber: number } | null;
  quantity: number;
  net: number;
  total: number;
  rounding: number;
}

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
    refunds: { tenderId: string; kind: string; amount: number }[];
  };
  lines: {
    net: number;
    total: number;
    amount: number;
    isVoided: boolean;
    number: number;
    quantity: number;
  }[];
  returns?: Returned[];
  completed: { receiptNumber: string; received: number; change: number; refunded?: number };
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
  refunds: number;
  return_net: number;
  return_total: number;
  return_rows: number;
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
    (SELECT count(*) FROM line_item WHERE sale_id = sale.id) AS line_rows,
    (SELECT coalesce(sum(amount), 0) FROM refund WHERE sale_id = sale.id) AS refunds,
    (SELECT coalesce(sum(net), 0) FROM return_item WHERE sale_id = sale.id) AS return_net,
    (SELECT coalesce(sum(total), 0) FROM return_item WHERE sale_id = sale.id) AS return_total,
    (SELECT count(*) FROM return_item WHERE sale_id = sale.id) AS return_rows
  FROM sale WHERE state = 'completed' ORDER BY seq`;

/** What one stored sale must be by itself. */
function checkSums(row: SaleRow): string[] {
  const problems: string[] = [];
  const paid = row.tenders - row.change - row.refunds;
  if (paid !== row.total + row.rounding)
    problems.push(`took ${paid} for ${row.total} and ${row.rounding} of rounding`);
  if (row.tenders !== row.received) problems.push(`received ${row.received}, its tenders are ${row.tenders}`);
  if (row.change < 0 || row.change > row.tenders) problems.push(`gave ${row.change} back`);
  if (row.net + row.taxes !== row.total) problems.push(`is ${row.net} + ${row.taxes}, not ${row.total}`);
  const net = row.line_net - row.return_net;
  const total = row.line_total - row.return_total;
  if (net !== row.net) problems.push(`has lines of net ${net}, not ${row.net}`);
  if (total !== row.total) problems.push(`has lines of ${total}, not ${row.total}`);
  if (row.refunds > 0 && row.tenders > 0) problems.push(`took ${row.tenders} and paid out ${row.refunds}`);
  return problems;
}

/** What the table says against what the journal says. */
function checkAgainst(row: SaleRow, fact: Fact): string[] {
  const { sale, lines, returns = [], completed } = saleFactOf(fact);
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
    completed.refunded ?? 0,
    sum(sale.refunds.map(({ amount }) => amount)),
    sum(returns.map((one) => one.total)),
    returns.length,
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
    row.refunds,
    row.refunds,
    row.return_total,
    row.return_rows,
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
  const last = facts.at(-1);
  const start = facts[0] === undefined ? { sales: 0, returns: 0 } : startOf(facts[0]);
  const returned = start.returns + sum(rows.map((row) => row.return_total));
  const total = start.sales + sum(rows.map((row) => row.total + row.return_total));
  const perpetual = last?.gt_sales_minor ?? 0;
  if (perpetual !== total) problems.push(`the perpetual total is ${perpetual}, the sales are ${total}`);
  const back = last?.gt_returns_minor ?? 0;
  if (back !== returned) problems.push(`the perpetual returns are ${back}, the returns are ${returned}`);
  return problems;
}

/** No line gave back more than was sold of it, and what came back of all of it is all of it, to the cent. */
export function checkReturns(facts: readonly Fact[]): string[] {
  const sold = new Map<string, { quantity: number; net: number; total: number }>();
  const back = new Map<string, { quantity: number; net: number; total: number }>();
  for (const fact of facts.filter(({ kind }) => kind === 'sale.completed')) {
    const { sale, lines, returns = [] } = saleFactOf(fact);
    for (const line of lines.filter(({ isVoided }) => !isVoided))
      sold.set(`${sale.saleId} ${line.number}`, line);
    for (const one of returns.filter(({ original }) => original !== null)) {
      const key = `${one.original?.saleId} ${one.original?.lineNumber}`;
      const { quantity, net, total } = back.get(key) ?? { quantity: 0, net: 0, total: 0 };
      back.set(key, { quantity: quantity + one.quantity, net: net + one.net, total: total + one.total });
    }
  }
  return [...back].flatMap(([key, gone]) => {
    const line = sold.get(key);
    if (line === undefined) return [`line ${key} came back and was never sold`];
    if (gone.quantity > line.quantity)
      return [`of line ${key} ${gone.quantity} came back of ${line.quantity}`];
    const isExact = gone.quantity < line.quantity || (gone.net === line.net && gone.total === line.total);
    return isExact ? [] : [`line ${key} gave back ${gone.total} of ${line.total}`];
  });
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
    .map(({ received, change, refunded = 0 }) => received - change - refunded);
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
  period: { total: number; receiptCount: number; sold: number; returns: { count: number; total: number } };
  perpetualSalesBefore: number;
  perpetualSalesAfter: number;
  perpetualReturnsBefore: number;
  perpetualReturnsAfter: number;
}

/** Every Z follows the one before, holds exactly its rows and is the sum of its sales. */
export function checkReports(db: Db, facts: readonly Fact[]): string[] {
  let first = 1;
  const start = facts[0] === undefined ? null : startOf(facts[0]);
  let before = start?.sales ?? 0;
  let returnsBefore = start?.returns ?? 0;
  const firstZ = start?.zNo ?? 1;
  const closed = facts.filter(({ kind }) => kind === 'register.closed');
  const problems = closed.flatMap((fact, i) => {
    const report = fact.content['report'] as Report;
    const sales = facts.filter(
      ({ seq, kind }) => kind === 'sale.completed' && seq >= first && seq < fact.seq,
    );
    const total = sum(sales.map(({ total_minor }) => total_minor));
    const returns = sales.map((one) => sum((saleFactOf(one).returns ?? []).map((back) => back.total)));
    const withReturns = sales.filter((one) => saleFactOf(one).returns !== undefined).length;
    const returned = sum(returns);
    const sold = total + returned;
    const told = [
      report.zNumber,
      report.firstSeq,
      report.lastSeq,
      report.period.total,
      report.period.receiptCount,
      report.perpetualSalesBefore,
      report.perpetualSalesAfter,
      report.period.sold,
      report.period.returns.count,
      report.period.returns.total,
      report.perpetualReturnsBefore,
      report.perpetualReturnsAfter,
    ];
    const counted = [
      firstZ + i,
      first,
      fact.seq - 1,
      total,
      sales.length,
      before,
      before + sold,
      sold,
      withReturns,
      returned,
      returnsBefore,
      returnsBefore + returned,
    ];
    const row = db
      .prepare(
        'SELECT z_no, first_seq, last_seq, total, perpetual_before, perpetual_after FROM z_report WHERE seq = ?',
      )
      .raw()
      .get(fact.seq);
    first = fact.seq + 1;
    before += sold;
    returnsBefore += returned;
    const isTold = isDeepStrictEqual(told, counted);
    const isStored = isDeepStrictEqual(row, counted.slice(0, 7).toSpliced(4, 1));
    if (isTold && isStored) return [];
    return [
      `Z ${firstZ + i} says ${told.join(' ')}, is stored as ${String(row)}, counted ${counted.join(' ')}`,
    ];
  });
  const stored = db.prepare('SELECT count(*) FROM z_report').pluck().get() as number;
  if (stored !== closed.length) problems.push(`${stored} Z reports stored, ${closed.length} journaled`);
  return problems;
}

// Reads a file of real transactions into invoices, by day. Owns which rows are sales and refunds and why the others are
// neither; sells nothing.
import fs from 'node:fs';
import { parse } from 'csv-parse/sync';
import { fromDecimal } from '#contract/money.ts';
import type { Price } from '#contract/money.ts';
import { MAX_QUANTITY } from '#contract/quantity.ts';
import type { Quantity } from '#contract/quantity.ts';
import { isPrintable } from '#contract/text.ts';
import { linkReturns } from './returned-rows.ts';

const columns = ['InvoiceNo', 'StockCode', 'Description', 'Quantity', 'InvoiceDate', 'UnitPrice'] as const;
type Row = Record<(typeof columns)[number], string> & { CustomerID?: string };

export interface InvoiceLine {
  sku: string;
  name: string;
  quantity: Quantity;
  priceMicros: Price;
}

/** A row that takes something back; `quantity` and price are positive, as everywhere. */
export interface ReturnedRow extends InvoiceLine {
  /** Where it was sold: an earlier invoice, and the place among its lines; null where the file shows none. */
  original: { number: string; place: number } | null;
}

export interface Invoice {
  number: string;
  /** Empty where the file names none. */
  customer: string;
  /** `YYYY-MM-DDTHH:MM:SS` by the shop's clock. */
  at: string;
  lines: InvoiceLine[];
  returns: ReturnedRow[];
}

export interface Day {
  date: string;
  invoices: Invoice[];
  /** Rows that are neither sale nor refund, by reason. */
  skipped: Map<string, number>;
  /** The file's own sums of the rows that are, in micros of the major unit; both positive. */
  soldMicros: bigint;
  refundMicros: bigint;
}

/** Why a file cannot be replayed at all; the message is for whoever named it. */
export class BadFile extends Error {}

function readRows(file: string): Row[] {
  let rows: Row[];
  try {
    rows = parse(fs.readFileSync(file), { columns: true, bom: true, skip_empty_lines: true });
  } catch (error) {
    throw new BadFile(`${file} cannot be read: ${(error as Error).message}`);
  }
  const missing = columns.filter((column) => rows[0] !== undefined && !(column in rows[0]));
  if (missing.length > 0) throw new BadFile(`${file} has no column ${missing.join(', ')}`);
  return rows;
}

/** `2010-12-01T08:26` or `2010-12-01 08:26:00` with seconds; null for anything else. */
function readTime(text: string): string | null {
  const match = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::(\d{2}))?$/.exec(text.trim());
  if (match === null || Number.isNaN(Date.parse(`${match[1]}T${match[2]}Z`))) return null;
  return `${match[1]}T${match[2]}:${match[3] ?? '00'}`;
}

function readName(row: Row): string {
  const clean = [...row.Description].map((one) => (isPrintable(one) ? one : ' ')).join('');
  return clean.trim().slice(0, 120) || row.StockCode;
}

/** The line of a row and whether it takes something back, or the reason why it is neither sale nor refund. */
function readLine(row: Row): (InvoiceLine & { isReturn: boolean }) | string {
  const quantity = fromDecimal(row.Quantity, 3);
  const priceMicros = fromDecimal(row.UnitPrice, 6);
  if (quantity === null) return 'quantity cannot be read';
  if (priceMicros === null) return 'price cannot be read';
  if (quantity === 0) return 'zero quantity';
  if (quantity % 1000 !== 0) return 'part of a piece';
  if (Math.abs(quantity) > MAX_QUANTITY) return 'quantity too large';
  if (priceMicros === 0)
    return quantity < 0 ? 'stock written off: negative quantity, no price' : 'zero price';
  if (priceMicros < 0) return 'adjustment: negative price';
  const sku = row.StockCode.trim();
  if (sku === '' || sku.length > 40 || !isPrintable(sku)) return 'stock code cannot be read';
  return {
    sku,
    name: readName(row),
    quantity: Math.abs(quantity) as Quantity,
    priceMicros: priceMicros as Price,
    isReturn: quantity < 0,
  };
}

function dayOf(days: Map<string, Day>, date: string): Day {
  const known = days.get(date);
  if (known !== undefined) return known;
  const made: Day = { date, invoices: [], skipped: new Map(), soldMicros: 0n, refundMicros: 0n };
  days.set(date, made);
  return made;
}

function skip(day: Day, reason: string): void {
  day.skipped.set(reason, (day.skipped.get(reason) ?? 0) + 1);
}

/**
 * The days of a file in the order of time, each with its invoices in the order of time and of the file. An invoice
 * belongs to the moment of its first row. Throws BadFile when the file or its columns cannot be read.
 */
export function readInvoices(file: string): Day[] {
  const days = new Map<string, Day>();
  const invoices = new Map<string, { invoice: Invoice; day: Day }>();
  for (const row of readRows(file)) {
    const at = readTime(row.InvoiceDate);
    if (at === null) {
      skip(dayOf(days, 'no date'), 'date cannot be read');
      continue;
    }
    const line = readLine(row);
    if (typeof line === 'string') {
      skip(dayOf(days, at.slice(0, 10)), line);
      continue;
    }
    let known = invoices.get(row.InvoiceNo);
    if (known === undefined) {
      const customer = row.CustomerID?.trim() ?? '';
      const invoice = { number: row.InvoiceNo, customer, at, lines: [], returns: [] };
      known = { invoice, day: dayOf(days, at.slice(0, 10)) };
      known.day.invoices.push(known.invoice);
      invoices.set(row.InvoiceNo, known);
    }
    const { isReturn, ...own } = line;
    const micros = (BigInt(own.quantity) * BigInt(own.priceMicros)) / 1000n;
    if (isReturn) {
      known.invoice.returns.push({ ...own, original: null });
      known.day.refundMicros += micros;
    } else {
      known.invoice.lines.push(own);
      known.day.soldMicros += micros;
    }
  }
  const ordered = [...days.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
  for (const day of ordered) day.invoices.sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? -1 : 1));
  linkReturns(ordered.flatMap(({ invoices: all }) => all));
  return ordered;
}

// Reads a file of real transactions into invoices, by day. Owns which rows can be sold and why the others cannot; sells
// nothing.
import fs from 'node:fs';
import { parse } from 'csv-parse/sync';
import { fromDecimal } from '#contract/money.ts';
import type { Price } from '#contract/money.ts';
import { MAX_QUANTITY } from '#contract/quantity.ts';
import type { Quantity } from '#contract/quantity.ts';
import { isPrintable } from '#contract/text.ts';

const columns = ['InvoiceNo', 'StockCode', 'Description', 'Quantity', 'InvoiceDate', 'UnitPrice'] as const;
type Row = Record<(typeof columns)[number], string>;

export interface InvoiceLine {
  sku: string;
  name: string;
  quantity: Quantity;
  priceMicros: Price;
}

export interface Invoice {
  number: string;
  /** `YYYY-MM-DDTHH:MM:SS` by the shop's clock. */
  at: string;
  lines: InvoiceLine[];
}

export interface Day {
  date: string;
  invoices: Invoice[];
  /** Rows that were not sold, by reason. */
  skipped: Map<string, number>;
  /** The file's own sum of the rows that were sold, in micros of the major unit. */
  fileMicros: bigint;
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

/** The line of a row, or the reason why it cannot be sold. */
function readLine(row: Row): InvoiceLine | string {
  if (/^C/i.test(row.InvoiceNo)) return 'refunds: not yet';
  const quantity = fromDecimal(row.Quantity, 3);
  const priceMicros = fromDecimal(row.UnitPrice, 6);
  if (quantity === null) return 'quantity cannot be read';
  if (priceMicros === null) return 'price cannot be read';
  if (quantity < 0) return 'refunds: not yet (negative quantity)';
  if (quantity === 0) return 'zero quantity';
  if (quantity % 1000 !== 0) return 'part of a piece';
  if (quantity > MAX_QUANTITY) return 'quantity too large';
  if (priceMicros === 0) return 'zero price';
  if (priceMicros < 0) return 'negative price';
  const sku = row.StockCode.trim();
  if (sku === '' || sku.length > 40 || !isPrintable(sku)) return 'stock code cannot be read';
  return { sku, name: readName(row), quantity: quantity as Quantity, priceMicros: priceMicros as Price };
}

function dayOf(days: Map<string, Day>, date: string): Day {
  const known = days.get(date);
  if (known !== undefined) return known;
  const made: Day = { date, invoices: [], skipped: new Map(), fileMicros: 0n };
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
      known = { invoice: { number: row.InvoiceNo, at, lines: [] }, day: dayOf(days, at.slice(0, 10)) };
      known.day.invoices.push(known.invoice);
      invoices.set(row.InvoiceNo, known);
    }
    known.invoice.lines.push(line);
    known.day.fileMicros += (BigInt(line.quantity) * BigInt(line.priceMicros)) / 1000n;
  }
  const ordered = [...days.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
  for (const day of ordered) day.invoices.sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? -1 : 1));
  return ordered;
}

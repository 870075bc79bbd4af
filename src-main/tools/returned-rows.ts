// Which earlier row of a file each refund belongs to. Owns the rule: the same customer, article and price, enough of it left,
// the newest first; a refund of anything else has no receipt.
import type { Invoice, ReturnedRow } from './invoices.ts';

/** A sold row with what has not come back of it, in thousandths. */
interface Sold {
  original: NonNullable<ReturnedRow['original']>;
  left: number;
}

/** A hundredth of the major unit: what is dearer by less could not be given back to the cent. */
const CENT_MICROS = 10_000;

const keyOf = (customer: string, { sku, priceMicros }: { sku: string; priceMicros: number }) =>
  JSON.stringify([customer, sku, priceMicros]);

/** Says of each refund where it was sold, in the order of time: what comes later is not known yet. Changes `returns`. */
export function linkReturns(invoices: readonly Invoice[]): void {
  const sold = new Map<string, Sold[]>();
  for (const { number, customer, lines, returns } of invoices) {
    for (const row of returns) {
      if (customer === '' || row.priceMicros % CENT_MICROS !== 0) continue;
      const from = sold.get(keyOf(customer, row))?.findLast(({ left }) => left >= row.quantity);
      if (from === undefined) continue;
      from.left -= row.quantity;
      row.original = from.original;
    }
    if (customer === '') continue;
    lines.forEach((line, place) => {
      const key = keyOf(customer, line);
      const rows = sold.get(key);
      const row = { original: { number, place }, left: line.quantity };
      if (rows === undefined) sold.set(key, [row]);
      else rows.push(row);
    });
  }
}

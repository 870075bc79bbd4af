// A sale that the product made, as the rows it wrote: what the limit writes again. Reads the product's database from
// outside; never writes.
import type { SaleFact } from '#contract/journal.ts';
import type { SaleId } from '#contract/ids.ts';
import { bodyOf, rowAt } from '#store/journal.ts';
import type { JournalRow } from '#store/journal.ts';
import type { Db } from '#store/open.ts';

type Values = unknown[];

/** Everything that one sale wrote, command by command, in the product's own bytes. */
export interface Tape {
  openSale: Values;
  /** The lines' rows while the sale was open, without what no row but the article's knows. */
  openLines: Values[];
  openTender: Values;
  journal: JournalRow;
  journalValues: Record<string, unknown>;
  sale: Values;
  lines: Values[];
  taxes: Values[];
  tenders: Values[];
  ledger: Values[];
  printJob: Values;
  /** The answers kept: scans, tender, completion. */
  scans: Values[];
  tendered: Values;
  completed: Values;
}

const rowsOf = (db: Db, sql: string, ...args: unknown[]): Values[] =>
  db
    .prepare(sql)
    .raw()
    .all(...args) as Values[];

/** The tax rows of each tax code, as an open line carries them. */
function taxesByCode(db: Db): Map<string, string> {
  const rows = db.prepare('SELECT * FROM tax ORDER BY code, position').all() as Record<string, unknown>[];
  const codes = new Map<string, object[]>();
  for (const row of rows) {
    const tax = {
      names: { en: row['name_en'], zh: row['name_zh'] },
      ratePpm: row['rate_ppm'],
      included: row['included'] === 1,
      raisesBase: row['raises_base'] === 1,
      ignoresRaised: row['ignores_raised'] === 1,
    };
    codes.set(String(row['code']), [...(codes.get(String(row['code'])) ?? []), tax]);
  }
  return new Map([...codes].map(([code, taxes]) => [code, JSON.stringify(taxes)]));
}

function openRows(fact: SaleFact, taxes: Map<string, string>) {
  const { sale, lines } = fact;
  const { staffId, name } = sale.cashier;
  return {
    openSale: [sale.saleId, 'open', 0, staffId, name, sale.openedAt, null, null, 1, null, null, '[]'],
    openLines: lines.map((line) => [
      line.lineId,
      sale.saleId,
      line.number,
      line.sku,
      line.names.en,
      line.names.zh,
      line.code,
      line.unit,
      line.quantity,
      line.priceMicros,
      line.listPriceMicros,
      line.taxCode,
      taxes.get(line.taxCode) ?? '[]',
      0,
      line.category,
      line.brand,
      line.fixedAmount,
      null,
      0,
    ]),
  };
}

/** What the product wrote for these sales, in their order. */
export function recordTapes(
  db: Db,
  sales: readonly SaleId[],
  answers: ReadonlyMap<SaleId, string[]>,
): Tape[] {
  const taxes = taxesByCode(db);
  return sales.map((saleId) => {
    const [sale] = rowsOf(db, 'SELECT * FROM sale WHERE id = ?', saleId);
    const seq = sale?.[1] as number;
    const journal = rowAt(db, seq);
    if (sale === undefined || journal === null) throw new Error(`sale ${saleId} is not there`);
    const fact = bodyOf<'sale.completed'>(journal);
    const ids = answers.get(saleId) ?? [];
    const kept = ids.map((id) => rowsOf(db, 'SELECT * FROM command WHERE id = ?', id)[0] ?? []);
    const tenders = rowsOf(db, 'SELECT * FROM tender WHERE sale_id = ?', saleId);
    const [tenderId, , tenderKind, amount] = tenders[0] ?? [];
    return {
      ...openRows(fact, taxes),
      openTender: [tenderId, saleId, 1, tenderKind, amount],
      journal,
      journalValues: db.prepare('SELECT * FROM journal WHERE seq = ?').get(seq) as Record<string, unknown>,
      sale,
      lines: rowsOf(db, 'SELECT * FROM line_item WHERE sale_id = ?', saleId),
      taxes: rowsOf(db, 'SELECT * FROM sale_tax WHERE sale_id = ?', saleId),
      tenders,
      ledger: rowsOf(db, 'SELECT * FROM ledger_entry WHERE seq = ?', seq),
      printJob:
        rowsOf(
          db,
          'SELECT command_id, kind, sale_id, paper, created_at FROM print_job WHERE sale_id = ?',
          saleId,
        )[0] ?? [],
      scans: kept.slice(0, -2),
      tendered: kept.at(-2) ?? [],
      completed: kept.at(-1) ?? [],
    };
  });
}

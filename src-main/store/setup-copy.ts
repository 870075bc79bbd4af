// What a shop takes along into new books: people, articles, the counter's arrangement, open and parked sales. Owns which
// tables these are and that a damaged group comes from the backup as a whole; reads journals nowhere.
import { attempt, breathe } from './attempt.ts';
import type { Db } from './open.ts';

/** Tables that only fit together, in an order in which they can be filled. */
const groups = {
  people: ['staff', 'pin_attempt', 'badge_salt', 'staff_badge', 'badge_attempt'],
  articles: [
    'tax_code',
    'tax',
    'tax_rule',
    'category',
    'item',
    'item_gtin',
    'item_pack',
    'price_list',
    'price_entry',
    'barcode_layout',
  ],
  customers: ['customer_group', 'customer'],
  counter: ['counter_setting', 'quick_page', 'quick_key'],
  baskets: [
    'open_sale',
    'open_line',
    'open_tender',
    'open_unresolved',
    'open_return',
    'open_refund',
    'count_draft',
  ],
} as const;
export type Group = keyof typeof groups;

/** Without these nobody could sell. */
export const setupGroups = ['people', 'articles', 'counter'] as const satisfies Group[];

function columnsOf(db: Db, table: string): string[] {
  return db.prepare(`SELECT name FROM pragma_table_info('${table}')`).pluck().all() as string[];
}

/** Reads the tables themselves: an index may be damaged where they are not. */
const selectAll = (table: string, columns: readonly string[]) =>
  `SELECT ${columns.join(', ')} FROM ${table} NOT INDEXED`;

/** True when every row of a group can be read. */
export function isReadable(db: Db, group: Group): boolean {
  const found = attempt(() => {
    let count = 0;
    for (const table of groups[group]) {
      const columns = columnsOf(db, table);
      // A store of an earlier schema has not all of them.
      if (columns.length === 0) continue;
      const rows = db.prepare(selectAll(table, columns)).raw().iterate();
      while (rows.next().done !== true) count += 1;
    }
    return count;
  });
  return found !== null && (group !== 'people' || found > 0);
}

/** Rows in one transaction: enough to be quick, few enough to let the counter answer in between. */
const PORTION = 500;

async function copyTable(from: Db, to: Db, table: string): Promise<void> {
  const known = new Set(columnsOf(to, table));
  const columns = columnsOf(from, table).filter((column) => known.has(column));
  if (columns.length === 0) return;
  const insert = to.prepare(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  const write = to.transaction((rows: unknown[][]) => {
    for (const row of rows) insert.run(row);
  });
  let portion: unknown[][] = [];
  for (const row of from.prepare(selectAll(table, columns)).raw().iterate()) {
    portion.push(row as unknown[]);
    if (portion.length < PORTION) continue;
    write.immediate(portion);
    portion = [];
    await breathe();
  }
  write.immediate(portion);
}

function emptyGroup(to: Db, group: Group): void {
  for (const table of groups[group].toReversed()) to.exec(`DELETE FROM ${table}`);
}

/** Fills a group of new books from the first of `sources` that gives all of it; leaves it empty where none does. */
export async function copyGroup(sources: readonly Db[], to: Db, group: Group): Promise<boolean> {
  for (const from of sources) {
    try {
      for (const table of groups[group]) await copyTable(from, to, table);
      return true;
    } catch {
      // What could be read of it does not fit together.
      emptyGroup(to, group);
    }
  }
  return false;
}

/** Takes out of the baskets what the journal has finished meanwhile, and counts of shifts that are not open here. */
export function dropFinishedBaskets(db: Db): void {
  db.exec('DELETE FROM open_sale WHERE id IN (SELECT id FROM sale)');
  db.exec('DELETE FROM count_draft WHERE shift_id NOT IN (SELECT id FROM shift WHERE closing IS NULL)');
}

// Price lists and their prices. Owns that a scan reads only the prices of its own article, by key; decides none of them.
import type { Price } from '#contract/money.ts';
import type { BusinessDate } from '#contract/ids.ts';
import type {
  ListPrice,
  NewPriceList,
  PriceList,
  PriceListHead,
  PriceListShown,
} from '#contract/price-list.ts';
import { schemaOf } from './migrate.ts';
import { prices as migration } from './migrations/0010-prices.ts';
import type { Db } from './open.ts';
import { plucked, statement } from './statement.ts';

interface StoredHead {
  id: string;
  name_en: string;
  name_zh: string;
  customer_groups: string;
  from_date: BusinessDate | null;
  to_date: BusinessDate | null;
  weekdays: string;
  priority: number;
}

function asHead(row: StoredHead): PriceListHead {
  return {
    id: row.id,
    names: { en: row.name_en, zh: row.name_zh },
    customerGroups: JSON.parse(row.customer_groups) as string[],
    from: row.from_date,
    to: row.to_date,
    weekdays: JSON.parse(row.weekdays) as number[],
    priority: row.priority,
  };
}

/** All lists by their ids, each with the number of its prices. */
export function listPriceLists(db: Db): PriceListShown[] {
  // A store that may only be looked at can be of a schema that had none yet.
  if (schemaOf(db) < migration.number) return [];
  const rows = statement(
    db,
    `SELECT *, (SELECT count(*) FROM price_entry WHERE list_id = price_list.id) AS count FROM price_list ORDER BY id`,
  ).all();
  return (rows as (StoredHead & { count: number })[]).map((row) => ({
    ...asHead(row),
    priceCount: row.count,
  }));
}

export function hasPriceList(db: Db, id: string): boolean {
  if (schemaOf(db) < migration.number) return false;
  return statement(db, 'SELECT 1 FROM price_list WHERE id = ?').get(id) !== undefined;
}

interface StoredPrice {
  list_id: string;
  from_quantity: number;
  price_micros: Price;
}

/** The lists that have a price of an article, by their ids, each with its prices of this article alone. */
export function listsWith(db: Db, sku: string): PriceList[] {
  // One table at a time and sorted here: SQLite plans a join, and an order, anew for every value that is bound.
  const found = statement(db, 'SELECT list_id, from_quantity, price_micros FROM price_entry WHERE sku = ?');
  const entries = found.all(sku) as StoredPrice[];
  if (entries.length === 0) return [];
  const find = statement(db, 'SELECT * FROM price_list WHERE id = ?');
  const lists = new Map<string, PriceList>();
  for (const { list_id: id, from_quantity: fromQuantity, price_micros: priceMicros } of entries) {
    const list = lists.get(id) ?? { ...asHead(find.get(id) as StoredHead), prices: [] };
    list.prices.push({ sku, priceMicros, fromQuantity });
    lists.set(id, list);
  }
  for (const { prices } of lists.values()) prices.sort((a, b) => a.fromQuantity - b.fromQuantity);
  return [...lists.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** What one list asks for an article from a quantity on, or null. */
export function priceInList(db: Db, id: string, { sku, fromQuantity }: ListPrice): Price | null {
  const found = plucked(
    db,
    'SELECT price_micros FROM price_entry WHERE sku = ? AND list_id = ? AND from_quantity = ?',
  ).get(sku, id, fromQuantity) as Price | undefined;
  return found ?? null;
}

/** Up to `limit` prices of a list by stock code and quantity, after the one given; null is from the first on. */
export function pricesOfList(
  db: Db,
  id: string,
  after: { sku: string; fromQuantity: number } | null,
  limit: number,
): ListPrice[] {
  return statement(
    db,
    `SELECT sku, price_micros AS priceMicros, from_quantity AS fromQuantity FROM price_entry
     WHERE list_id = ? AND (sku, from_quantity) > (?, ?) ORDER BY sku, from_quantity LIMIT ?`,
  ).all(id, after?.sku ?? '', after?.fromQuantity ?? -1, limit) as ListPrice[];
}

/** Creates or changes a list by its id. Its articles must be known, and none may come twice from one quantity on. */
export function putPriceList(db: Db, list: NewPriceList): void {
  const { id, names, from, to, priority } = list;
  statement(
    db,
    `INSERT INTO price_list VALUES (@id, @en, @zh, @groups, @from, @to, @weekdays, @priority)
     ON CONFLICT (id) DO UPDATE SET name_en = @en, name_zh = @zh, customer_groups = @groups, from_date = @from,
       to_date = @to, weekdays = @weekdays, priority = @priority`,
  ).run({
    id,
    en: names.en,
    zh: names.zh,
    groups: JSON.stringify(list.customerGroups),
    from,
    to,
    weekdays: JSON.stringify(list.weekdays),
    priority,
  });
  if (!list.keepsOthers) statement(db, 'DELETE FROM price_entry WHERE list_id = ?').run(id);
  const put = statement(db, 'INSERT OR REPLACE INTO price_entry VALUES (?, ?, ?, ?)');
  for (const { sku, fromQuantity, priceMicros } of list.prices) put.run(sku, id, fromQuantity, priceMicros);
}

/** Takes a list away with its prices. */
export function removePriceList(db: Db, id: string): void {
  statement(db, 'DELETE FROM price_list WHERE id = ?').run(id);
}

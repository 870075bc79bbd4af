// Customers and their groups as rows, and finding them. Owns no rule of what they pay.
import type { Customer, CustomerGroup } from '#contract/customer.ts';
import type { BusinessDate } from '#contract/ids.ts';
import { schemaOf } from './migrate.ts';
import { customer as migration } from './migrations/0011-customer.ts';
import type { Db } from './open.ts';
import { plucked, statement } from './statement.ts';

interface Stored {
  id: string;
  name: string;
  phone_tail: string | null;
  group_id: string | null;
  card_code: string | null;
  tax_certificate: string | null;
  tax_exempt_until: BusinessDate | null;
  destination: string | null;
}

function asCustomer(row: Stored): Customer {
  return {
    customerId: row.id,
    name: row.name,
    phoneTail: row.phone_tail,
    group: row.group_id,
    cardCode: row.card_code,
    taxExempt:
      row.tax_certificate === null ? null : { certificate: row.tax_certificate, until: row.tax_exempt_until },
    destination: row.destination,
  };
}

/** A store that may only be looked at can be of a schema that knew no customers yet. */
const knowsCustomers = (db: Db) => schemaOf(db) >= migration.number;

/** The customer of an id, or null. */
export function findCustomer(db: Db, customerId: string): Customer | null {
  if (!knowsCustomers(db)) return null;
  const row = statement(db, 'SELECT * FROM customer WHERE id = ?').get(customerId) as Stored | undefined;
  return row === undefined ? null : asCustomer(row);
}

/** Whose card bears a code, or null. */
export function ownerOfCard(db: Db, cardCode: string): Customer | null {
  if (!knowsCustomers(db)) return null;
  const find = statement(db, 'SELECT * FROM customer WHERE card_code = ?');
  const row = find.get(cardCode) as Stored | undefined;
  return row === undefined ? null : asCustomer(row);
}

/** Up to `limit` customers: whose card it is, then whose telephone ends so, then whose name holds the text, by name. */
export function searchCustomers(db: Db, text: string, limit: number): Customer[] {
  if (!knowsCustomers(db)) return [];
  const typed = text.trim();
  if (typed === '') return [];
  const pattern = `%${typed.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  const finders: [string, string][] = [
    ['SELECT * FROM customer WHERE card_code = ?', typed],
    ['SELECT * FROM customer WHERE phone_tail = ? ORDER BY name COLLATE NOCASE, id LIMIT 200', typed],
    [
      String.raw`SELECT * FROM customer WHERE name LIKE ? ESCAPE '\' ORDER BY name COLLATE NOCASE, id LIMIT 200`,
      pattern,
    ],
  ];
  const found = new Map<string, Customer>();
  for (const [sql, asked] of finders) {
    if (found.size >= limit) break;
    for (const row of statement(db, sql).all(asked) as Stored[]) {
      if (!found.has(row.id)) found.set(row.id, asCustomer(row));
    }
  }
  return [...found.values()].slice(0, limit);
}

/** Up to `limit` customers by name. */
export function listCustomers(db: Db, limit: number): Customer[] {
  if (!knowsCustomers(db)) return [];
  const list = statement(db, 'SELECT * FROM customer ORDER BY name COLLATE NOCASE, id LIMIT ?');
  return (list.all(limit) as Stored[]).map(asCustomer);
}

/** Creates or replaces one customer by the id. The group must be known and the card free. */
export function putCustomer(db: Db, customer: Customer): void {
  statement(
    db,
    `INSERT INTO customer VALUES (@id, @name, @phoneTail, @group, @cardCode, @certificate, @until, @destination)
     ON CONFLICT (id) DO UPDATE SET name = @name, phone_tail = @phoneTail, group_id = @group, card_code = @cardCode,
       tax_certificate = @certificate, tax_exempt_until = @until, destination = @destination`,
  ).run({
    id: customer.customerId,
    name: customer.name,
    phoneTail: customer.phoneTail,
    group: customer.group,
    cardCode: customer.cardCode,
    certificate: customer.taxExempt?.certificate ?? null,
    until: customer.taxExempt?.until ?? null,
    destination: customer.destination,
  });
}

/** True when customers' goods go to this destination. */
export function isDestinationUsed(db: Db, destination: string): boolean {
  return plucked(db, 'SELECT EXISTS (SELECT 1 FROM customer WHERE destination = ?)').get(destination) === 1;
}

/** The groups in the order in which they came. */
export function listCustomerGroups(db: Db): CustomerGroup[] {
  if (!knowsCustomers(db)) return [];
  const rows = statement(db, 'SELECT * FROM customer_group ORDER BY position').all() as {
    id: string;
    name_en: string;
    name_zh: string;
  }[];
  return rows.map((row) => ({ id: row.id, names: { en: row.name_en, zh: row.name_zh } }));
}

export function hasCustomerGroup(db: Db, id: string): boolean {
  return statement(db, 'SELECT 1 FROM customer_group WHERE id = ?').get(id) !== undefined;
}

/** Creates and renames groups by their ids. */
export function putCustomerGroups(db: Db, groups: readonly CustomerGroup[]): void {
  const put = statement(
    db,
    `INSERT INTO customer_group VALUES (@id, (SELECT count(*) FROM customer_group), @en, @zh)
     ON CONFLICT (id) DO UPDATE SET name_en = @en, name_zh = @zh`,
  );
  for (const { id, names } of groups) put.run({ id, en: names.en, zh: names.zh });
}

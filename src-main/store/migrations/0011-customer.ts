// Migration 11: customers who are known to the shop, and the groups that they are in.
import type { Migration } from '#store/migrate.ts';

export const customer: Migration = {
  number: 11,
  name: 'customer',
  why: 'a card, a telephone number or a name finds who is buying, for their prices and their taxes',
  sql: `
    CREATE TABLE customer_group (
      id TEXT PRIMARY KEY,
      position INTEGER NOT NULL,
      name_en TEXT NOT NULL,
      name_zh TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE customer (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      phone_tail TEXT,
      group_id TEXT REFERENCES customer_group (id),
      card_code TEXT UNIQUE,
      tax_certificate TEXT,
      tax_exempt_until TEXT,
      destination TEXT,
      CHECK (tax_certificate IS NOT NULL OR tax_exempt_until IS NULL)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX customer_phone ON customer (phone_tail) WHERE phone_tail IS NOT NULL;
    CREATE INDEX customer_name ON customer (name COLLATE NOCASE);
  `,
};

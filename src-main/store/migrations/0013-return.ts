// Migration 13: what comes back: in open sales, and in completed ones as the journal tells it.
import type { Migration } from '#store/migrate.ts';

export const returns: Migration = {
  number: 13,
  name: 'return',
  why: 'returns of an open sale survive a killed till; what is left of a sold line is counted from what came back of it',
  sql: `
    CREATE TABLE open_return (
      sale_id TEXT NOT NULL REFERENCES open_sale (id) ON DELETE CASCADE,
      number INTEGER NOT NULL,
      original_sale_id TEXT,
      original_receipt TEXT,
      original_number INTEGER,
      sku TEXT NOT NULL,
      name_en TEXT NOT NULL,
      name_zh TEXT NOT NULL,
      unit TEXT NOT NULL,
      quantity INTEGER NOT NULL CHECK (quantity > 0),
      price_micros INTEGER NOT NULL CHECK (price_micros >= 0),
      reason TEXT NOT NULL,
      basis TEXT,
      taxes TEXT,
      PRIMARY KEY (sale_id, number),
      CHECK ((original_sale_id IS NULL) = (basis IS NULL) AND (basis IS NULL) <> (taxes IS NULL))
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX open_return_original ON open_return (original_sale_id, original_number);

    CREATE TABLE open_refund (
      id TEXT PRIMARY KEY,
      sale_id TEXT NOT NULL REFERENCES open_sale (id) ON DELETE CASCADE,
      kind TEXT NOT NULL,
      amount INTEGER NOT NULL CHECK (amount >= 0)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX open_refund_sale ON open_refund (sale_id);

    CREATE TABLE return_item (
      sale_id TEXT NOT NULL REFERENCES sale (id),
      number INTEGER NOT NULL,
      original_sale_id TEXT,
      original_number INTEGER,
      sku TEXT NOT NULL,
      quantity INTEGER NOT NULL CHECK (quantity > 0),
      reason TEXT NOT NULL,
      net INTEGER NOT NULL,
      total INTEGER NOT NULL CHECK (total >= 0),
      rounding INTEGER NOT NULL,
      PRIMARY KEY (sale_id, number)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX return_item_original ON return_item (original_sale_id, original_number);

    CREATE TABLE refund (
      id TEXT PRIMARY KEY,
      sale_id TEXT NOT NULL REFERENCES sale (id),
      kind TEXT NOT NULL,
      amount INTEGER NOT NULL CHECK (amount >= 0)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX refund_sale ON refund (sale_id);
  `,
};

// Migration 3: the open sale as rows, and completed sales as the journal tells them.
import type { Migration } from '#store/migrate.ts';

export const sale: Migration = {
  number: 3,
  name: 'sale',
  why: 'an open sale survives a killed process; a completed one is a projection that can be built again',
  sql: `
    CREATE TABLE open_sale (
      id TEXT PRIMARY KEY,
      state TEXT NOT NULL CHECK (state IN ('open', 'parked')),
      version INTEGER NOT NULL,
      staff_id TEXT NOT NULL,
      staff_name TEXT NOT NULL,
      opened_at TEXT NOT NULL,
      parked_at TEXT,
      label TEXT,
      next_number INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX one_open_sale ON open_sale (state) WHERE state = 'open';

    CREATE TABLE open_line (
      id TEXT PRIMARY KEY,
      sale_id TEXT NOT NULL REFERENCES open_sale (id) ON DELETE CASCADE,
      number INTEGER NOT NULL,
      sku TEXT NOT NULL,
      name_en TEXT NOT NULL,
      name_zh TEXT NOT NULL,
      code TEXT,
      unit TEXT NOT NULL,
      quantity INTEGER NOT NULL CHECK (quantity > 0),
      price_micros INTEGER NOT NULL CHECK (price_micros >= 0),
      list_price_micros INTEGER NOT NULL CHECK (list_price_micros >= 0),
      tax_code TEXT NOT NULL,
      taxes TEXT NOT NULL,
      is_voided INTEGER NOT NULL CHECK (is_voided IN (0, 1)),
      UNIQUE (sale_id, number)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE open_tender (
      id TEXT PRIMARY KEY,
      sale_id TEXT NOT NULL REFERENCES open_sale (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      kind TEXT NOT NULL,
      amount INTEGER NOT NULL CHECK (amount >= 0),
      UNIQUE (sale_id, position)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE sale (
      id TEXT PRIMARY KEY,
      seq INTEGER NOT NULL UNIQUE REFERENCES journal (seq),
      state TEXT NOT NULL CHECK (state IN ('completed', 'voided')),
      z_no INTEGER NOT NULL,
      receipt_series TEXT,
      receipt_no INTEGER,
      receipt_number TEXT,
      business_date TEXT,
      at_utc TEXT NOT NULL,
      staff_id TEXT NOT NULL,
      net INTEGER NOT NULL,
      total INTEGER NOT NULL,
      rounding INTEGER NOT NULL,
      received INTEGER NOT NULL,
      change INTEGER NOT NULL,
      line_count INTEGER NOT NULL,
      UNIQUE (receipt_series, receipt_no)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX sale_period ON sale (z_no);

    CREATE TABLE line_item (
      sale_id TEXT NOT NULL REFERENCES sale (id),
      number INTEGER NOT NULL,
      sku TEXT NOT NULL,
      quantity INTEGER NOT NULL,
      price_micros INTEGER NOT NULL,
      amount INTEGER NOT NULL,
      net INTEGER NOT NULL,
      total INTEGER NOT NULL,
      is_voided INTEGER NOT NULL,
      PRIMARY KEY (sale_id, number)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE sale_tax (
      sale_id TEXT NOT NULL REFERENCES sale (id),
      name_en TEXT NOT NULL,
      name_zh TEXT NOT NULL,
      amount INTEGER NOT NULL,
      PRIMARY KEY (sale_id, name_en)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE tender (
      id TEXT PRIMARY KEY,
      sale_id TEXT NOT NULL REFERENCES sale (id),
      kind TEXT NOT NULL,
      amount INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX tender_sale ON tender (sale_id);

    CREATE TABLE receipt_copy (sale_id TEXT PRIMARY KEY REFERENCES sale (id), copies INTEGER NOT NULL)
      STRICT, WITHOUT ROWID;
  `,
};

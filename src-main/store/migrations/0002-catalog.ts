// Migration 2: articles, their codes, taxes and words to search by.
import type { Migration } from '#store/migrate.ts';

export const catalog: Migration = {
  number: 2,
  name: 'catalog',
  why: 'look-ups by integer GTIN-14, PLU and exact stock code; search by word beginnings and single hanzi',
  sql: `
    CREATE TABLE tax (
      code TEXT NOT NULL,
      position INTEGER NOT NULL,
      name_en TEXT NOT NULL,
      name_zh TEXT NOT NULL,
      rate_ppm INTEGER NOT NULL CHECK (rate_ppm >= 0),
      included INTEGER NOT NULL CHECK (included IN (0, 1)),
      raises_base INTEGER NOT NULL CHECK (raises_base IN (0, 1)),
      ignores_raised INTEGER NOT NULL CHECK (ignores_raised IN (0, 1)),
      PRIMARY KEY (code, position)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE tax_code (code TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

    CREATE TABLE category (
      id TEXT PRIMARY KEY,
      position INTEGER NOT NULL,
      name_en TEXT NOT NULL,
      name_zh TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE item (
      id INTEGER PRIMARY KEY,
      sku TEXT NOT NULL UNIQUE,
      name_en TEXT NOT NULL,
      name_zh TEXT NOT NULL,
      category TEXT NOT NULL REFERENCES category (id),
      tax_code TEXT NOT NULL REFERENCES tax_code (code),
      unit TEXT NOT NULL CHECK (unit IN ('each', 'kg')),
      price_micros INTEGER NOT NULL CHECK (price_micros >= 0),
      plu INTEGER UNIQUE
    ) STRICT;
    CREATE INDEX item_category ON item (category);

    CREATE TABLE item_gtin (
      gtin INTEGER PRIMARY KEY,
      item_id INTEGER NOT NULL REFERENCES item (id),
      printed TEXT NOT NULL
    ) STRICT;
    CREATE INDEX item_gtin_item ON item_gtin (item_id);
    CREATE INDEX item_gtin_printed ON item_gtin (printed);

    CREATE VIRTUAL TABLE item_search USING fts5 (
      words, content = '', contentless_delete = 1, prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 2');
  `,
};

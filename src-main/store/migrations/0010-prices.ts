// Migration 10: what else an article may have, packs, price lists, barcode layouts and tax rules.
import type { Migration } from '#store/migrate.ts';

export const prices: Migration = {
  number: 10,
  name: 'prices',
  why: 'a scan finds packs and the prices of one article by key, among however many entries all lists have',
  sql: `
    ALTER TABLE item ADD COLUMN brand TEXT;
    ALTER TABLE item ADD COLUMN min_price_micros INTEGER CHECK (min_price_micros >= 0);
    ALTER TABLE item ADD COLUMN is_open_price INTEGER NOT NULL DEFAULT 0 CHECK (is_open_price IN (0, 1));
    ALTER TABLE item ADD COLUMN has_packs INTEGER NOT NULL DEFAULT 0 CHECK (has_packs IN (0, 1));

    CREATE TABLE item_pack (
      gtin INTEGER PRIMARY KEY,
      item_id INTEGER NOT NULL REFERENCES item (id),
      printed TEXT NOT NULL,
      quantity INTEGER NOT NULL CHECK (quantity > 0),
      price_micros INTEGER CHECK (price_micros >= 0),
      name_en TEXT,
      name_zh TEXT,
      CHECK ((name_en IS NULL) = (name_zh IS NULL))
    ) STRICT;
    CREATE INDEX item_pack_item ON item_pack (item_id);
    CREATE INDEX item_pack_printed ON item_pack (printed);

    CREATE TABLE price_list (
      id TEXT PRIMARY KEY,
      name_en TEXT NOT NULL,
      name_zh TEXT NOT NULL,
      customer_groups TEXT NOT NULL,
      from_date TEXT,
      to_date TEXT,
      weekdays TEXT NOT NULL,
      priority INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE price_entry (
      sku TEXT NOT NULL,
      list_id TEXT NOT NULL REFERENCES price_list (id) ON DELETE CASCADE,
      from_quantity INTEGER NOT NULL CHECK (from_quantity >= 0),
      price_micros INTEGER NOT NULL CHECK (price_micros >= 0),
      PRIMARY KEY (sku, list_id, from_quantity)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX price_entry_list ON price_entry (list_id, sku);

    CREATE TABLE barcode_layout (one INTEGER PRIMARY KEY CHECK (one = 1), layouts TEXT NOT NULL) STRICT;
    CREATE TABLE tax_rule (one INTEGER PRIMARY KEY CHECK (one = 1), rules TEXT NOT NULL) STRICT;
  `,
};

// Migration 5: scans that no article was found for, and a count of the drawer that can be gone on with.
import type { Migration } from '#store/migrate.ts';

export const basket: Migration = {
  number: 5,
  name: 'basket',
  why: 'an unknown code stands in the basket until somebody says what it was; a half-made count survives a kill',
  sql: `
    CREATE TABLE open_unresolved (
      id TEXT PRIMARY KEY,
      sale_id TEXT NOT NULL REFERENCES open_sale (id) ON DELETE CASCADE,
      number INTEGER NOT NULL,
      code TEXT NOT NULL,
      quantity INTEGER NOT NULL CHECK (quantity > 0),
      UNIQUE (sale_id, number)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE count_draft (
      shift_id TEXT NOT NULL,
      denomination INTEGER NOT NULL CHECK (denomination > 0),
      count INTEGER NOT NULL CHECK (count >= 0),
      PRIMARY KEY (shift_id, denomination)
    ) STRICT, WITHOUT ROWID;
  `,
};

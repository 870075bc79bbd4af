// Migration 16: whether a line's price is what the shop's price lists say.
import type { Migration } from '#store/migrate.ts';

export const listedPrice: Migration = {
  number: 16,
  name: 'listed-price',
  why: 'a price of a list is the shop’s own word, which promotions may lower; one given at the counter is final',
  sql: `
    ALTER TABLE open_line ADD COLUMN is_listed INTEGER NOT NULL DEFAULT 0 CHECK (is_listed IN (0, 1));
  `,
};

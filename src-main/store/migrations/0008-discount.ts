// Migration 8: what is taken off by hand, who is buying, and what a line's price may come from.
import type { Migration } from '#store/migrate.ts';

export const discount: Migration = {
  number: 8,
  name: 'discount',
  why: 'discounts, customers and coupons of an open sale survive a killed till; a code may give the amount of its line',
  sql: `
    ALTER TABLE open_line ADD COLUMN category TEXT NOT NULL DEFAULT '';
    ALTER TABLE open_line ADD COLUMN brand TEXT;
    ALTER TABLE open_line ADD COLUMN fixed_amount INTEGER CHECK (fixed_amount >= 0);
    ALTER TABLE open_line ADD COLUMN discount TEXT;
    ALTER TABLE open_sale ADD COLUMN order_discount TEXT;
    ALTER TABLE open_sale ADD COLUMN customer TEXT;
    ALTER TABLE open_sale ADD COLUMN coupons TEXT NOT NULL DEFAULT '[]';
  `,
};

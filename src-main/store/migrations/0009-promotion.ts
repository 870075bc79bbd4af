// Migration 9: promotions as the journal tells them, and how often each coupon was used.
import type { Migration } from '#store/migrate.ts';

export const promotion: Migration = {
  number: 9,
  name: 'promotion',
  why: 'promotions are data of the shop; a coupon with a limit has to be counted over all sales',
  sql: `
    CREATE TABLE promotion (
      id TEXT PRIMARY KEY,
      seq INTEGER NOT NULL REFERENCES journal (seq),
      coupon TEXT UNIQUE,
      body TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE coupon_use (code TEXT PRIMARY KEY, times INTEGER NOT NULL CHECK (times > 0)) STRICT, WITHOUT ROWID;
  `,
};

// Migration 12: the registers whose receipts are good here, and who said so.
import type { Migration } from '#store/migrate.ts';

export const trustedRegister: Migration = {
  number: 12,
  name: 'trusted-register',
  why: 'a receipt of another till of the shop is checked by its key, with no network; which keys count is data',
  sql: `
    CREATE TABLE trusted_register (
      public_key BLOB PRIMARY KEY CHECK (length(public_key) = 32),
      register_id TEXT NOT NULL,
      epoch INTEGER NOT NULL CHECK (epoch >= 1),
      number INTEGER NOT NULL CHECK (number >= 1),
      name TEXT NOT NULL,
      added_at TEXT NOT NULL,
      added_by TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};

// Migration 14: trust in another register that was taken back, and who took it.
import type { Migration } from '#store/migrate.ts';

export const withdrawnTrust: Migration = {
  number: 14,
  name: 'withdrawn-trust',
  why: 'a register that was believed once is refused by its name, not as one that nobody ever heard of',
  sql: `
    ALTER TABLE trusted_register ADD COLUMN withdrawn_at TEXT;
    ALTER TABLE trusted_register ADD COLUMN withdrawn_by TEXT
      CHECK ((withdrawn_by IS NULL) = (withdrawn_at IS NULL));
  `,
};

// Migration 7: unknown badges in a row, and the lock that they earned.
import type { Migration } from '#store/migrate.ts';

export const badgeReader: Migration = {
  number: 7,
  name: 'badge-reader',
  why: 'guessed badges are counted against the reader, not a person: nobody knows yet whose they were to be',
  sql: `
    CREATE TABLE badge_attempt (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      failures INTEGER NOT NULL CHECK (failures > 0),
      lock_ms INTEGER NOT NULL CHECK (lock_ms >= 0)
    ) STRICT;
  `,
};

// Migration 6: how the counter is arranged, whose badge is whose, and which version of a derived index the tables hold.
import type { Migration } from '#store/migrate.ts';

export const counter: Migration = {
  number: 6,
  name: 'counter',
  why: 'settings, quick keys and badges stay with the till; the search index is built anew when its words change',
  sql: `
    CREATE TABLE counter_setting (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      settings TEXT NOT NULL
    ) STRICT;

    CREATE TABLE quick_page (
      id TEXT PRIMARY KEY,
      position INTEGER NOT NULL,
      name_en TEXT NOT NULL,
      name_zh TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE quick_key (
      page_id TEXT NOT NULL REFERENCES quick_page (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      sku TEXT NOT NULL,
      colour TEXT NOT NULL,
      PRIMARY KEY (page_id, position)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE badge_salt (one INTEGER PRIMARY KEY CHECK (one = 1), salt BLOB NOT NULL) STRICT;
    CREATE TABLE staff_badge (
      staff_id TEXT PRIMARY KEY REFERENCES staff (id),
      badge_hash BLOB NOT NULL UNIQUE,
      demo_badge TEXT
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE derived_index (name TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  `,
};

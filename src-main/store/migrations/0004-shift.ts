// Migration 4: shifts and Z reports as the journal tells them, staff, and the print queue.
import type { Migration } from '#store/migrate.ts';

export const shift: Migration = {
  number: 4,
  name: 'shift',
  why: 'accountable periods; people and their PIN locks; papers that wait for a printer',
  sql: `
    CREATE TABLE shift (
      id TEXT PRIMARY KEY,
      seq INTEGER NOT NULL UNIQUE REFERENCES journal (seq),
      z_no INTEGER NOT NULL,
      staff_id TEXT NOT NULL,
      staff_name TEXT NOT NULL,
      opened_at TEXT NOT NULL,
      float INTEGER NOT NULL CHECK (float >= 0),
      closing TEXT
    ) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX one_open_shift ON shift ((closing IS NULL)) WHERE closing IS NULL;

    CREATE TABLE z_report (
      z_no INTEGER PRIMARY KEY,
      seq INTEGER NOT NULL UNIQUE REFERENCES journal (seq),
      business_date TEXT NOT NULL,
      first_seq INTEGER NOT NULL,
      last_seq INTEGER NOT NULL,
      total INTEGER NOT NULL,
      perpetual_before INTEGER NOT NULL,
      perpetual_after INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE staff (
      id TEXT PRIMARY KEY,
      position INTEGER NOT NULL,
      name TEXT NOT NULL,
      role TEXT NOT NULL,
      pin_salt BLOB NOT NULL CHECK (length(pin_salt) = 16),
      pin_hash BLOB NOT NULL CHECK (length(pin_hash) = 32),
      demo_pin TEXT
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE pin_attempt (
      staff_id TEXT PRIMARY KEY REFERENCES staff (id),
      failures INTEGER NOT NULL,
      lock_ms INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE print_job (
      id INTEGER PRIMARY KEY,
      command_id TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL,
      sale_id TEXT,
      paper TEXT NOT NULL,
      state TEXT NOT NULL,
      trouble TEXT,
      created_at TEXT NOT NULL,
      done_at TEXT
    ) STRICT;
    CREATE INDEX print_job_waiting ON print_job (state) WHERE state IN ('queued', 'sending', 'blocked');
  `,
};

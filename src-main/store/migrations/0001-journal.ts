// Migration 1: the register, the journal with its guards, the ledger read from it, and the answers of commands.
import type { Migration } from '#store/migrate.ts';

export const journal: Migration = {
  number: 1,
  name: 'journal',
  why: 'the append-only truth: gap-free, chained, refused to UPDATE and DELETE by the database itself',
  sql: `
    CREATE TABLE register (
      id TEXT PRIMARY KEY,
      epoch INTEGER NOT NULL CHECK (epoch > 0),
      config TEXT NOT NULL,
      public_key BLOB NOT NULL,
      enrolled_at TEXT NOT NULL
    ) STRICT;

    CREATE TABLE journal (
      seq INTEGER PRIMARY KEY CHECK (seq > 0),
      id TEXT NOT NULL UNIQUE,
      register TEXT NOT NULL,
      epoch INTEGER NOT NULL,
      kind TEXT NOT NULL,
      receipt_series TEXT,
      receipt_no INTEGER,
      z_no INTEGER NOT NULL CHECK (z_no > 0),
      mode TEXT NOT NULL CHECK (mode IN ('live', 'training')),
      at_utc TEXT NOT NULL,
      time_zone TEXT NOT NULL,
      mono_ms INTEGER NOT NULL,
      clock_suspect INTEGER NOT NULL CHECK (clock_suspect IN (0, 1)),
      actor TEXT NOT NULL,
      approver TEXT,
      ref_id TEXT,
      app_version TEXT NOT NULL,
      total_minor INTEGER NOT NULL,
      currency TEXT NOT NULL,
      gt_sales_minor INTEGER NOT NULL,
      gt_returns_minor INTEGER NOT NULL,
      receipt_count INTEGER NOT NULL,
      body BLOB NOT NULL,
      prev BLOB NOT NULL CHECK (length(prev) = 32),
      hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
      sig BLOB NOT NULL CHECK (length(sig) = 64),
      key_no INTEGER NOT NULL,
      UNIQUE (receipt_series, receipt_no)
    ) STRICT;
    CREATE INDEX journal_period ON journal (z_no, kind);

    CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
      BEGIN SELECT RAISE(ABORT, 'journal: rows are never changed'); END;
    CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
      BEGIN SELECT RAISE(ABORT, 'journal: rows are never deleted'); END;
    CREATE TRIGGER journal_in_order BEFORE INSERT ON journal BEGIN
      SELECT RAISE(ABORT, 'journal: gap in the sequence')
        WHERE NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM journal);
      SELECT RAISE(ABORT, 'journal: broken chain')
        WHERE NEW.seq > 1 AND NEW.prev <> (SELECT hash FROM journal WHERE seq = NEW.seq - 1);
      SELECT RAISE(ABORT, 'journal: row of a closed period')
        WHERE NEW.seq > 1 AND NEW.z_no <> (
          SELECT z_no + (kind = 'register.closed') FROM journal WHERE seq = NEW.seq - 1);
      SELECT RAISE(ABORT, 'journal: perpetual totals never fall')
        WHERE NEW.seq > 1 AND EXISTS (SELECT 1 FROM journal WHERE seq = NEW.seq - 1
          AND (NEW.gt_sales_minor < gt_sales_minor OR NEW.gt_returns_minor < gt_returns_minor
            OR NEW.receipt_count < receipt_count));
      SELECT RAISE(ABORT, 'journal: gap in the receipt numbers')
        WHERE NEW.receipt_no IS NOT NULL AND NEW.receipt_no <> (
          SELECT coalesce(max(receipt_no), 0) + 1 FROM journal WHERE receipt_series = NEW.receipt_series);
    END;

    CREATE TABLE ledger_entry (
      seq INTEGER NOT NULL REFERENCES journal (seq),
      position INTEGER NOT NULL,
      z_no INTEGER NOT NULL,
      shift_id TEXT,
      account TEXT NOT NULL,
      memo TEXT NOT NULL,
      amount INTEGER NOT NULL,
      PRIMARY KEY (seq, position)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX ledger_shift ON ledger_entry (shift_id, account, memo);

    CREATE TABLE command (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      args_hash BLOB NOT NULL CHECK (length(args_hash) = 32),
      result TEXT NOT NULL,
      z_no INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX command_period ON command (z_no);
  `,
};

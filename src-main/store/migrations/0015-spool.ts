// Migration 15: what the spool must remember of a paper.
import type { Migration } from '#store/migrate.ts';

export const spool: Migration = {
  number: 15,
  name: 'spool',
  why: 'a paper goes out as the same bytes at every try; which printer has it, and which paper it was asked for again from',
  sql: `
    ALTER TABLE print_job ADD COLUMN printer TEXT NOT NULL DEFAULT 'first' CHECK (printer IN ('first', 'fallback'));
    ALTER TABLE print_job ADD COLUMN bytes BLOB;
    ALTER TABLE print_job ADD COLUMN bytes_hash BLOB CHECK (length(bytes_hash) = 32);
    ALTER TABLE print_job ADD COLUMN tries INTEGER NOT NULL DEFAULT 0 CHECK (tries >= 0);
    ALTER TABLE print_job ADD COLUMN again_from INTEGER REFERENCES print_job (id);
    CREATE INDEX print_job_question ON print_job (id) WHERE state IN ('uncertain', 'held');
  `,
};

// What the books say of themselves when somebody asks how they are: figures for a diagnosis, read as they are now.
// Owns no judgement; whatever cannot be read is null.
import type { Diagnostics } from '#contract/machine.ts';
import type { Instant } from '#contract/ids.ts';
import { headOf } from './journal.ts';
import { schemaOf } from './migrate.ts';
import type { Db } from './open.ts';

export interface BooksFigures extends Pick<
  Diagnostics['books'],
  'schema' | 'rows' | 'receipts' | 'lastRowAt' | 'pragmas'
> {
  sqlite: string | null;
}

const asked = [
  'journal_mode',
  'synchronous',
  'fullfsync',
  'checkpoint_fullfsync',
  'foreign_keys',
  'recursive_triggers',
  'trusted_schema',
  'cell_size_check',
  'wal_autocheckpoint',
  'page_size',
  'page_count',
  'freelist_count',
] as const;

const nothing: BooksFigures = {
  sqlite: null,
  schema: null,
  rows: null,
  receipts: null,
  lastRowAt: null,
  pragmas: [],
};

/** The figures of an open database; all null where it cannot be read. */
export function booksFigures(db: Db | null): BooksFigures {
  if (db === null) return nothing;
  try {
    const head = schemaOf(db) === 0 ? null : headOf(db);
    return {
      sqlite: db.prepare('SELECT sqlite_version()').pluck().get() as string,
      schema: schemaOf(db),
      rows: head?.header.seq ?? 0,
      receipts: head?.header.receiptCount ?? 0,
      lastRowAt: (head?.header.atUtc as Instant | undefined) ?? null,
      pragmas: asked.map((name) => ({ name, value: String(db.pragma(name, { simple: true })) })),
    };
  } catch {
    return nothing;
  }
}

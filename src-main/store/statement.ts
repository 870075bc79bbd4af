// Prepared statements, made once for each connection: making one takes longer than most of them run. Owns nothing of what
// they say.
import type { Statement } from 'better-sqlite3';
import type { Db } from './open.ts';

type Kept = Map<string, Statement>;

const rows = new WeakMap<Db, Kept>();
const values = new WeakMap<Db, Kept>();

function keptFor(all: WeakMap<Db, Kept>, db: Db): Kept {
  const known = all.get(db);
  if (known !== undefined) return known;
  const kept: Kept = new Map();
  all.set(db, kept);
  return kept;
}

/**
 * The statement of a text that never changes; a text with values written into it would be kept for ever. Not to be
 * iterated over: whoever asks for the same text meanwhile would be given one that is busy.
 */
export function statement(db: Db, sql: string): Statement {
  const kept = keptFor(rows, db);
  const known = kept.get(sql);
  if (known !== undefined) return known;
  const made = db.prepare(sql);
  kept.set(sql, made);
  return made;
}

/** The same, answering only the first column of each row. */
export function plucked(db: Db, sql: string): Statement {
  const kept = keptFor(values, db);
  const known = kept.get(sql);
  if (known !== undefined) return known;
  const made = db.prepare(sql).pluck();
  kept.set(sql, made);
  return made;
}

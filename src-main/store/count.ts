// How many of each note and coin have been counted in the open shift so far. Owns no sums and no currency; a closed
// shift has none, since its closing takes them away (project.ts).
import type { ShiftId } from '#contract/ids.ts';
import type { DenominationCount } from '#contract/shift.ts';
import { schemaOf } from './migrate.ts';
import type { Db } from './open.ts';
import { statement } from './statement.ts';

/** What has been counted, largest first; a denomination that was never given is not among them. */
export function countsOf(db: Db, shiftId: ShiftId): DenominationCount[] {
  // A store that may only be looked at can be of a schema that kept none.
  if (schemaOf(db) < 5) return [];
  return statement(
    db,
    'SELECT denomination, count FROM count_draft WHERE shift_id = ? ORDER BY denomination DESC',
  ).all(shiftId) as DenominationCount[];
}

/** Keeps a count in place of the one before it. */
export function putCount(db: Db, shiftId: ShiftId, { denomination, count }: DenominationCount): void {
  statement(db, 'INSERT OR REPLACE INTO count_draft VALUES (?, ?, ?)').run(shiftId, denomination, count);
}

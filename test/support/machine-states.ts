// What a till says of its machine and its books in the states that no test can bring about on every machine: a nearly full
// disk, emergency books, a newer version, books that are unfit. As the contract has it, and nothing else.
import type { Result } from '#contract/commands.ts';
import type { Instant } from '#contract/ids.ts';
import { rungs } from '#contract/start.ts';
import type { Books, Recovery, RungName, StartReport, StoreTrouble } from '#contract/start.ts';

type Described = Result<'app.describe'>;

const morning = '2026-11-20T08:12:00.000Z' as Instant;

export const lastKnown = { seq: 4711, at: morning, receiptNumber: 'R1-000427' };

/** Everything before the red rung is good, what comes after it was not reached. */
export function startWith(red: RungName | null, more: Partial<StartReport> = {}): StartReport {
  const at = red === null ? rungs.length : rungs.indexOf(red);
  return {
    at: morning,
    tookMs: 412,
    rungs: rungs.map((rung, place) => ({
      rung,
      state: place < at ? 'good' : place === at ? 'red' : 'unreached',
    })),
    restoredRows: 0,
    restoredReceipts: 0,
    mirroredRows: 0,
    ...more,
  };
}

export const rebuild: Recovery = { way: 'rebuild', lastKnown, setupFrom: 'database', setupAt: null };
export const emergency: Recovery = { way: 'emergency', lastKnown, setupFrom: 'backup', setupAt: morning };

/** A till to look at only. */
export function unfit(trouble: StoreTrouble, red: RungName, recovery: Recovery | null) {
  const detail = 'SQLITE_CORRUPT: database disk image is malformed (page 118)';
  return (described: Described): Described => ({
    ...described,
    mode: { kind: 'viewOnly', trouble, detail, recovery },
    start: startWith(red),
    session: null,
  });
}

export const emergencyBooks: Books = {
  number: 2,
  epoch: 2,
  follows: { way: 'emergency', trouble: 'databaseDamaged', at: morning, by: 'Chen Jing', lastKnown },
};

/** A start that brought a lost tail back. */
export const mendedStart: StartReport = startWith(null, {
  rungs: rungs.map((rung) => ({ rung, state: rung === 'witness' ? 'mended' : 'good' })),
  restoredRows: 9,
  restoredReceipts: 3,
});

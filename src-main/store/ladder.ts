// What a start found, rung by rung. Owns the report that a person is shown; climbs nothing itself.
import { rungs } from '#contract/start.ts';
import type { RungName, RungState, StartReport } from '#contract/start.ts';
import type { Instant } from '#contract/ids.ts';

export class Ladder {
  readonly #at: Date;
  readonly #began = performance.now();
  readonly #states = new Map<RungName, RungState>();
  #counts = { restoredRows: 0, restoredReceipts: 0, mirroredRows: 0 };

  constructor(at: Date) {
    this.#at = at;
  }

  /** Does what a rung asks; the rung is red when that throws. */
  async climb<T>(rung: RungName, work: () => T | Promise<T>): Promise<T> {
    this.#states.set(rung, 'red');
    const found = await work();
    this.#states.set(rung, 'good');
    return found;
  }

  /** Notes what was put right: rows that the database had lost, and rows that the second record lacked. */
  mended(counts: { restored: number; receipts: number; mirrored: number }): void {
    this.#counts = {
      restoredRows: counts.restored,
      restoredReceipts: counts.receipts,
      mirroredRows: counts.mirrored,
    };
    if (counts.restored > 0) this.#states.set('chain', 'mended');
    if (counts.mirrored > 0) this.#states.set('witness', 'mended');
  }

  report(): StartReport {
    return {
      at: this.#at.toISOString() as Instant,
      tookMs: Math.ceil(performance.now() - this.#began),
      rungs: rungs.map((rung) => ({ rung, state: this.#states.get(rung) ?? 'unreached' })),
      ...this.#counts,
    };
  }
}

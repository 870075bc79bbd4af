// The spool: takes up what the last run of the till left, one worker for each printer, and which printer has a paper.
// A printer that is dead holds up nothing but its own papers, and those only until the second printer takes them.
import type { TillEvent } from '#contract/events.ts';
import type { Devices } from '#hardware/ports.ts';
import { PrintWorker } from './print-worker.ts';
import type { WorkerParts } from './print-worker.ts';
import type { Db } from './store/open.ts';
import { doubtInterrupted, forgetBytes, holdStale, moveToFirst, moveToOther } from './store/print-job.ts';
import type { PrinterName } from './store/print-job.ts';
import { inJournalTransaction } from './store/transaction.ts';

const STALE_MS = 600_000;
/** How long a paper waits for its printer before the second one prints it: as long as a new roll takes. */
const PATIENCE_MS = 15_000;

export interface Printing {
  /** There may be something to print. */
  wake(): void;
  close(): Promise<void>;
}

export interface PrintingParts {
  db: Db;
  devices: Devices;
  now: () => Date;
  announce: (event: TillEvent) => void;
  failed: WorkerParts['failed'];
  mayNote: WorkerParts['mayNote'];
  /** In milliseconds; without them the usual. */
  retryMs?: number;
  patienceMs?: number;
  staleMs?: number;
}

/** Takes up where the last run of the till stopped: what was on its way is uncertain, what is old is held. */
export function startPrinting(parts: PrintingParts): Printing {
  const { db, devices, now } = parts;
  const { fallback = null } = devices;
  const staleMs = parts.staleMs ?? STALE_MS;
  const at = now();
  inJournalTransaction(db, () => {
    doubtInterrupted(db, at.toISOString());
    forgetBytes(db);
    holdStale(db, new Date(at.getTime() - staleMs).toISOString(), at.toISOString());
    if (fallback === null) moveToFirst(db, at.toISOString());
  });
  const make = (name: PrinterName, printer: WorkerParts['printer'], giveAway: WorkerParts['giveAway']) =>
    new PrintWorker({ ...parts, name, printer, giveAway, staleMs });
  const giving =
    (name: PrinterName, other: () => PrintWorker | null): WorkerParts['giveAway'] =>
    (sinceMs) => {
      const to = other();
      // Only to one that prints: the papers must not wander between two that do not.
      if (to === null || sinceMs < (parts.patienceMs ?? PATIENCE_MS) || !to.mayPrint()) return false;
      inJournalTransaction(db, () => moveToOther(db, name));
      to.wake();
      return true;
    };
  // What the second cannot print either goes back, once the first prints again.
  const [fromFirst, fromSecond] = [giving('first', () => second), giving('fallback', () => first)];
  const first: PrintWorker = make('first', devices.printer, fromFirst);
  const second: PrintWorker | null = fallback === null ? null : make('fallback', fallback, fromSecond);
  const workers = second === null ? [first] : [first, second];
  const wake = () => {
    for (const worker of workers) worker.wake();
  };
  wake();
  return {
    wake,
    async close() {
      await Promise.all(workers.map((worker) => worker.close()));
    },
  };
}

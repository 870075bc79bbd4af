// Sends queued papers to the printer, one at a time, in order. Owns when a paper goes out; it never touches a sale and
// never prints twice what may already be on paper.
import type { TillEvent } from '#contract/events.ts';
import type { PrintState } from '#contract/receipt.ts';
import type { DeviceTrouble } from '#contract/device.ts';
import type { Devices, PrintOutcome } from '#hardware/ports.ts';
import type { Db } from './store/open.ts';
import { doubtInterrupted, holdStale, nextPrintJob, setPrintState } from './store/print-job.ts';
import type { PrintJob } from './store/print-job.ts';
import { inJournalTransaction } from './store/transaction.ts';

const STALE_MS = 600_000;
const RETRY_MS = 3000;

export interface Printing {
  /** There may be something to print. */
  wake(): void;
  close(): Promise<void>;
}

interface Parts {
  db: Db;
  devices: Devices;
  now: () => Date;
  announce: (event: TillEvent) => void;
  /** The disk refused to note a state: the core must hear of it. */
  failed: (error: unknown) => void;
  /** False once the disk has failed: then nothing more is noted, and a paper whose state nobody may note stays here. */
  mayNote: () => boolean;
}

function stateAfter(outcome: PrintOutcome): { state: PrintState; trouble: DeviceTrouble | null } {
  switch (outcome.kind) {
    case 'printed':
      return { state: 'printed', trouble: null };
    case 'unconfirmed':
      return { state: 'sent', trouble: null };
    case 'notStarted':
      return { state: 'blocked', trouble: outcome.trouble };
    case 'partial':
      return { state: 'uncertain', trouble: outcome.trouble };
  }
}

class PrintQueue implements Printing {
  #running: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;
  readonly #stop = new AbortController();
  readonly #unsubscribe: () => void;
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
    const now = parts.now();
    const stale = new Date(now.getTime() - STALE_MS).toISOString();
    inJournalTransaction(parts.db, () => {
      doubtInterrupted(parts.db, now.toISOString());
      holdStale(parts.db, stale, now.toISOString());
    });
    this.#unsubscribe = parts.devices.onChange((status) => {
      if (status.role === 'printer' && status.state === 'ready') this.wake();
    });
  }

  wake(): void {
    if (this.#running !== null || this.#stop.signal.aborted) return;
    this.#running = this.#drain()
      .catch((error: unknown) => {
        this.#parts.failed(error);
        this.#retryLater();
      })
      .finally(() => {
        this.#running = null;
      });
  }

  async #drain(): Promise<void> {
    for (;;) {
      if (this.#stop.signal.aborted || !this.#parts.mayNote()) return;
      const job = nextPrintJob(this.#parts.db);
      if (job === null) return;
      if (this.#hasNoPrinter()) {
        // Nothing to try again: what would be written every few seconds is on the disk already.
        if (job.state !== 'blocked') this.#note(job, 'blocked', 'notFound');
        return;
      }
      // Durable before the first byte goes out: a crash must never look like "not sent".
      this.#note(job, 'sending', null);
      const outcome = await this.#parts.devices.printer.print(
        { id: String(job.id), paper: job.paper },
        this.#stop.signal,
      );
      const { state, trouble } = stateAfter(outcome);
      this.#note(job, state, trouble);
      if (state === 'blocked') {
        this.#retryLater();
        return;
      }
    }
  }

  /** The shop has chosen to have none; one that does not answer has a trouble. */
  #hasNoPrinter(): boolean {
    const { state, trouble } = this.#parts.devices.printer.status();
    return state === 'absent' && trouble === null;
  }

  #note(job: PrintJob, state: PrintState, trouble: DeviceTrouble | null): void {
    const { db, now, announce, mayNote } = this.#parts;
    // What came out meanwhile is found as uncertain at the next start.
    if (!mayNote()) return;
    inJournalTransaction(db, () => setPrintState(db, job.id, state, trouble, now().toISOString()));
    announce({ event: 'print.changed', payload: { saleId: job.saleId, state } });
  }

  #retryLater(): void {
    if (this.#stop.signal.aborted || !this.#parts.mayNote()) return;
    this.#timer = setTimeout(() => this.wake(), RETRY_MS);
    this.#timer.unref();
  }

  async close(): Promise<void> {
    this.#unsubscribe();
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#stop.abort();
    await this.#running;
  }
}

/** Takes up where the last run of the till stopped: what was on its way is uncertain, what is old is held. */
export function startPrinting(parts: Parts): Printing {
  const queue = new PrintQueue(parts);
  queue.wake();
  return queue;
}

// Sends one printer's papers, one at a time, in order. Owns when a paper goes out there; it never touches a sale, never
// prints twice what may already be on paper, and knows nothing of other printers.
import type { TillEvent } from '#contract/events.ts';
import type { PrintState } from '#contract/receipt.ts';
import { isNone } from '#contract/device.ts';
import type { DeviceStatus, DeviceTrouble } from '#contract/device.ts';
import type { PrintOutcome, ReceiptPrinter } from '#hardware/ports.ts';
import type { Db } from './store/open.ts';
import { findPrintJob, nextPrintJob, noteSending, setPrintState, wasBrokenOff } from './store/print-job.ts';
import type { PrinterName, PrintJob } from './store/print-job.ts';
import { inJournalTransaction } from './store/transaction.ts';

const RETRY_MS = 3000;

export interface WorkerParts {
  db: Db;
  name: PrinterName;
  printer: ReceiptPrinter;
  now: () => Date;
  announce: (event: TillEvent) => void;
  /** The disk refused to note a state: the core must hear of it. */
  failed: (error: unknown) => void;
  /** False once the disk has failed: then nothing more is noted, and a paper whose state nobody may note stays here. */
  mayNote: () => boolean;
  /** A paper could not begin to print; `sinceMs` is how long that has been so. True where it went to somebody else. */
  giveAway: (sinceMs: number) => boolean;
  retryMs?: number;
  /** A paper that was asked for so long ago waits for a person's word before it goes out. In milliseconds. */
  staleMs: number;
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

const isWell = ({ state, trouble }: DeviceStatus): boolean => state === 'ready' || trouble === 'paperLow';

export class PrintWorker {
  #running: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;
  /** By the machine's own steady clock. */
  #blockedSinceMs: number | null = null;
  /** Until something has gone out: the last paper of the run before may hang out of the printer. */
  #followsTorn: boolean;
  readonly #stop = new AbortController();
  readonly #ends: (() => void)[];
  readonly #parts: WorkerParts;

  constructor(parts: WorkerParts) {
    this.#parts = parts;
    this.#followsTorn = wasBrokenOff(parts.db, parts.name);
    this.#ends = [
      parts.printer.onChange((status) => {
        if (isWell(status)) this.wake();
      }),
      parts.printer.onLateProof((jobId) => this.#noteLateProof(Number(jobId))),
    ];
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
    const { db, name, printer, mayNote } = this.#parts;
    for (;;) {
      if (this.#stop.signal.aborted || !mayNote()) return;
      const job = nextPrintJob(db, name);
      if (job === null) {
        // Well while nothing waits: what comes next begins to wait anew.
        if (isWell(printer.status())) this.#blockedSinceMs = null;
        return;
      }
      if (this.#hasNoPrinter()) {
        // Nothing to try again: what would be written every few seconds is on the disk already.
        if (job.state !== 'blocked') this.#note(job, 'blocked', 'notFound');
        return;
      }
      if (this.#isStale(job)) {
        this.#note(job, 'held', job.trouble);
        continue;
      }
      const bytes = job.bytes ?? this.#render(job);
      if (bytes === null) {
        this.#note(job, 'held', 'failed');
        continue;
      }
      this.#noteSending(job, bytes);
      const sent = { id: String(job.id), paper: job.paper, bytes, followsTorn: this.#followsTorn };
      const outcome = await printer.print(sent, this.#stop.signal);
      if (outcome.kind !== 'notStarted') this.#followsTorn = false;
      const { state, trouble } = stateAfter(outcome);
      this.#note(job, state, trouble);
      if (state === 'blocked') {
        // A test page waits on for its own printer.
        if (!this.#giveAway() || nextPrintJob(db, name) !== null) this.#retryLater();
        return;
      }
      this.#blockedSinceMs = null;
    }
  }

  /** So late nobody may want it any more: a printer that is mended after hours must not print all of them by itself. */
  #isStale({ createdAt }: PrintJob): boolean {
    const { now, staleMs } = this.#parts;
    return now().getTime() - Date.parse(createdAt) > staleMs;
  }

  /** As far as it is known: one that nobody has asked yet, as none behind Windows is, may be in perfect order. */
  mayPrint(): boolean {
    const status = this.#parts.printer.status();
    const { state, trouble } = status;
    return isWell(status) || state === 'busy' || (state === 'absent' && trouble === null && !isNone(status));
  }

  /** Null for a paper that cannot be laid out: it waits for a person, and holds up none behind it. */
  #render(job: PrintJob): Uint8Array | null {
    try {
      return this.#parts.printer.render(job);
    } catch (error) {
      this.#parts.failed(error);
      return null;
    }
  }

  /** The shop has chosen to have none; one that was never looked at has a model all the same. */
  #hasNoPrinter(): boolean {
    return isNone(this.#parts.printer.status());
  }

  #giveAway(): boolean {
    if (this.#stop.signal.aborted || !this.#parts.mayNote()) return false;
    const now = performance.now();
    this.#blockedSinceMs ??= now;
    return this.#parts.giveAway(now - this.#blockedSinceMs);
  }

  /** Durable before the first byte goes out: a crash must never look like "not sent". */
  #noteSending(job: PrintJob, bytes: Uint8Array): void {
    const { db, now, announce } = this.#parts;
    inJournalTransaction(db, () => noteSending(db, job.id, bytes, now().toISOString()));
    announce({ event: 'print.changed', payload: { saleId: job.saleId, state: 'sending' } });
  }

  #note(job: PrintJob, state: PrintState, trouble: DeviceTrouble | null): void {
    const { db, now, announce, mayNote } = this.#parts;
    // What came out meanwhile is found as uncertain at the next start.
    if (!mayNote()) return;
    inJournalTransaction(db, () => setPrintState(db, job.id, state, trouble, now().toISOString()));
    announce({ event: 'print.changed', payload: { saleId: job.saleId, state } });
  }

  /** The printer went on by itself after the refill; a person may have answered in the meantime, whose word stands. */
  #noteLateProof(id: number): void {
    const { db, mayNote, failed } = this.#parts;
    if (this.#stop.signal.aborted || !mayNote()) return;
    try {
      const job = findPrintJob(db, id);
      if (job?.state === 'uncertain') this.#note(job, 'printed', null);
    } catch (error) {
      failed(error);
    }
  }

  #retryLater(): void {
    if (this.#stop.signal.aborted || !this.#parts.mayNote()) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.wake(), this.#parts.retryMs ?? RETRY_MS);
    this.#timer.unref();
  }

  async close(): Promise<void> {
    for (const end of this.#ends) end();
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#stop.abort();
    await this.#running;
  }
}

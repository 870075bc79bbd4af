// A connection that is kept open for as long as its device is wanted: opened at once, and again, with growing patience,
// whenever it fails or its device goes away. Knows no device; never asks, reads or repeats a byte.
import type { DeviceTrouble } from '#contract/device.ts';
import { makeBackoff, type Backoff } from '#hardware/backoff.ts';
import { readError, troubleOf, type HardwareError } from '#hardware/errors.ts';
import type { Transport } from './transport.ts';

export interface LineHearer {
  opened(): void;
  /** It is closed, and will be tried again by itself. */
  lost(trouble: DeviceTrouble): void;
}

/** For each piece that the operating system takes: what waits longer for a scale or a display has lost its sense. */
const WRITE_DEADLINE_MS = 2_000;

export class KeptLine {
  readonly #transport: Transport;
  readonly #hearer: LineHearer;
  readonly #backoff: Backoff;
  readonly #end = new AbortController();
  #retry: NodeJS.Timeout | null = null;
  #isOpening = false;

  constructor(transport: Transport, hearer: LineHearer, backoff: Backoff = makeBackoff()) {
    this.#transport = transport;
    this.#hearer = hearer;
    this.#backoff = backoff;
    transport.onGone((error) => this.#lose(error));
  }

  /** Never rejects and never waits: what becomes of it is told. */
  start(): void {
    void this.#open();
  }

  /** The device works: the next trouble is tried again soon. */
  ready(): void {
    this.#backoff.ready();
  }

  /** Hands bytes over; what cannot be handed over closes the line. False where not all of them were taken. */
  async write(bytes: Uint8Array): Promise<boolean> {
    const limits = { deadlineMs: WRITE_DEADLINE_MS, signal: this.#end.signal };
    const { error } = await this.#transport.write(bytes, limits);
    if (error === null) return true;
    if (this.#transport.state === 'open') await this.#giveUp(error);
    return false;
  }

  /** Idempotent; settles within about 2 s and never rejects. */
  async close(): Promise<void> {
    this.#end.abort();
    if (this.#retry !== null) clearTimeout(this.#retry);
    await this.#transport.close();
  }

  async #open(): Promise<void> {
    if (this.#end.signal.aborted || this.#isOpening) return;
    this.#isOpening = true;
    try {
      await this.#transport.open(this.#end.signal);
    } catch (error) {
      this.#lose(readError(error, 'open'));
      return;
    } finally {
      this.#isOpening = false;
    }
    // Closed in the meantime: then nobody wants it any more.
    if (this.#end.signal.aborted) await this.#transport.close();
    else this.#hearer.opened();
  }

  async #giveUp(error: HardwareError): Promise<void> {
    await this.#transport.close();
    this.#lose(error);
  }

  #lose(error: HardwareError): void {
    if (this.#end.signal.aborted) return;
    const trouble = troubleOf(error);
    this.#hearer.lost(trouble);
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#retry = setTimeout(() => void this.#open(), this.#backoff.next(trouble)).unref();
  }
}

// A pole display on a line: shows the newest picture and forgets every older one that it had no time for. It only ever
// writes; nobody waits for it, and a display that is away is a status.
import type { DeviceStatus, DeviceTrouble } from '#contract/device.ts';
import type { Backoff } from '#hardware/backoff.ts';
import { keepStatus, type StatusKeeper } from '#hardware/device-status.ts';
import type { PoleDisplay, PolePicture } from '#hardware/ports.ts';
import { KeptLine } from '#hardware/transport/kept-line.ts';
import type { Transport } from '#hardware/transport/transport.ts';
import type { PoleTalk } from './frames.ts';

/** How long the first of several figures stands, such as a price before the total. */
const DWELL_MS = 1_500;

export interface PoleSettings {
  readonly talk: PoleTalk;
  /** What it is called on the screen. */
  readonly model: string;
  readonly now: () => Date;
  readonly dwellMs?: number;
  readonly backoff?: Backoff;
}

export class SerialPole implements PoleDisplay {
  readonly #line: KeptLine;
  readonly #status: StatusKeeper;
  readonly #talk: PoleTalk;
  readonly #dwellMs: number;
  /** What is to be seen; sent again to a display that comes back. */
  #wanted: PolePicture | null = null;
  /** Parts that are still to be sent, the next first. */
  #due: readonly Uint8Array[] = [];
  #isOpen = false;
  #isWriting = false;
  #dwelling: NodeJS.Timeout | null = null;

  constructor(transport: Transport, settings: PoleSettings) {
    this.#talk = settings.talk;
    this.#dwellMs = settings.dwellMs ?? DWELL_MS;
    this.#status = keepStatus({
      role: 'display',
      model: settings.model,
      isSimulated: false,
      now: settings.now,
    });
    const hearer = { opened: () => this.#begin(), lost: (trouble: DeviceTrouble) => this.#lose(trouble) };
    this.#line = new KeptLine(transport, hearer, settings.backoff);
    this.#line.start();
  }

  show(picture: PolePicture): void {
    this.#wanted = picture;
    this.#renew([]);
  }

  status(): DeviceStatus {
    return this.#status.read();
  }

  onChange(callback: (status: DeviceStatus) => void): () => void {
    return this.#status.onChange(callback);
  }

  async close(): Promise<void> {
    this.#isOpen = false;
    this.#rest();
    await this.#line.close();
    this.#status.show('absent', null);
  }

  #begin(): void {
    this.#isOpen = true;
    this.#renew([this.#talk.opening]);
  }

  /** Whatever of an older picture is still due is dropped. */
  #renew(before: readonly Uint8Array[]): void {
    this.#rest();
    // The opening goes out whatever is shown after it.
    const opening = this.#due[0] === this.#talk.opening ? [this.#talk.opening] : before;
    const parts = this.#wanted === null ? [] : this.#talk.encode(this.#wanted);
    this.#due = [...opening, ...parts];
    void this.#send();
  }

  async #send(): Promise<void> {
    const [next, ...rest] = this.#due;
    if (!this.#isOpen || this.#isWriting || this.#dwelling !== null || next === undefined) return;
    this.#due = rest;
    this.#isWriting = true;
    const isTaken = await this.#line.write(next);
    this.#isWriting = false;
    // What was lost is told by the line, and the whole picture is sent once it is open again.
    if (!isTaken || !this.#isOpen) return;
    this.#line.ready();
    this.#status.show('ready', null);
    const mustStand = next !== this.#talk.opening && this.#due.length > 0 && this.#due[0] === rest[0];
    if (!mustStand) return void this.#send();
    this.#dwelling = setTimeout(() => {
      this.#dwelling = null;
      void this.#send();
    }, this.#dwellMs).unref();
  }

  #rest(): void {
    if (this.#dwelling !== null) clearTimeout(this.#dwelling);
    this.#dwelling = null;
  }

  #lose(trouble: DeviceTrouble): void {
    this.#isOpen = false;
    this.#due = [];
    this.#rest();
    this.#status.lose(trouble);
  }
}

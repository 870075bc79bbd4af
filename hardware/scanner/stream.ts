// A scanner that sends its codes as a stream of bytes: opened, listened to, and opened again whenever it was away. It never
// sends a byte and never judges a code.
import type { DeviceStatus, DeviceTrouble } from '#contract/device.ts';
import type { ScanEnd, ScannerMisread, ScannerRead } from '#contract/scanned.ts';
import type { Backoff } from '#hardware/backoff.ts';
import { keepStatus, type KeptDevice, type StatusKeeper } from '#hardware/device-status.ts';
import type { Scanner } from '#hardware/ports.ts';
import { KeptLine } from '#hardware/transport/kept-line.ts';
import { Listeners, type Transport } from '#hardware/transport/transport.ts';
import { decodeScan } from './decode.ts';
import { Framer, type Frame, type Framing } from './framer.ts';

/** Longer than any pause inside of a code, shorter than any between two. In milliseconds. */
const IDLE_MS = 80;
/**
 * So many times that, where an end is sure to come: a wireless scanner that sends again what got lost pauses for longer, and
 * the rest of a code that was given up would be taken for a PLU.
 */
const PAUSES = 5;

export interface StreamSettings extends Omit<KeptDevice, 'role' | 'id'>, Framing {
  /** Its name among several. */
  readonly source: string;
  /** After so much silence a code without an end is over. */
  readonly idleMs?: number;
  readonly backoff?: Backoff;
}

export class StreamScanner implements Scanner {
  readonly #line: KeptLine;
  readonly #source: string;
  readonly #framer: Framer;
  readonly #status: StatusKeeper;
  readonly #idleMs: number;
  readonly #reads = new Listeners<ScannerRead>();
  readonly #misreads = new Listeners<ScannerMisread>();
  #idle: NodeJS.Timeout | null = null;
  /** It has sent ends since it was opened: a code without one is a part of a code. */
  #sendsEnds = false;

  constructor(transport: Transport, settings: StreamSettings) {
    this.#source = settings.source;
    this.#idleMs = settings.idleMs ?? IDLE_MS;
    this.#framer = new Framer(settings);
    this.#status = keepStatus({ ...settings, id: settings.source, role: 'scanner' });
    transport.onData((bytes) => this.#take(bytes));
    const hearer = { opened: () => this.#begin(), lost: (trouble: DeviceTrouble) => this.#lose(trouble) };
    this.#line = new KeptLine(transport, hearer, settings.backoff);
    this.#line.start();
  }

  status(): DeviceStatus {
    return this.#status.read();
  }

  onChange(callback: (status: DeviceStatus) => void): () => void {
    return this.#status.onChange(callback);
  }

  onRead(callback: (read: ScannerRead) => void): () => void {
    return this.#reads.add(callback);
  }

  onMisread(callback: (misread: ScannerMisread) => void): () => void {
    return this.#misreads.add(callback);
  }

  async close(): Promise<void> {
    this.#forget();
    await this.#line.close();
    this.#status.show('absent', null);
  }

  #forget(): void {
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#idle = null;
    this.#framer.reset();
    this.#sendsEnds = false;
  }

  #begin(): void {
    this.#line.ready();
    this.#status.show('ready', null);
  }

  #lose(trouble: DeviceTrouble): void {
    // Half a code is none.
    this.#forget();
    this.#status.lose(trouble);
  }

  #take(bytes: Uint8Array): void {
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#idle = null;
    this.#tell(this.#framer.push(bytes));
    if (!this.#framer.isPending) return;
    const isEndSure = this.#sendsEnds && !this.#framer.isWrapped;
    const idleMs = isEndSure ? PAUSES * this.#idleMs : this.#idleMs;
    this.#idle = setTimeout(() => this.#tell(this.#framer.idle()), idleMs).unref();
  }

  #tell(frames: readonly Frame[]): void {
    for (const frame of frames) {
      if (frame.kind === 'tooLong') this.#misreads.tell({ source: this.#source, misread: 'tooLong' });
      else if (frame.kind === 'whole') {
        this.#sendsEnds = true;
        this.#say(frame.bytes, frame.end);
      } else if (this.#sendsEnds) this.#misreads.tell({ source: this.#source, misread: 'brokenOff' });
      else this.#say(frame.bytes, 'none');
    }
  }

  #say(bytes: Uint8Array, end: ScanEnd): void {
    const decoded = decodeScan(bytes);
    const source = this.#source;
    if (decoded.kind === 'garbled') this.#misreads.tell({ source, misread: 'garbled' });
    else if (decoded.kind === 'code')
      this.#reads.tell({ source, end, code: decoded.code, symbology: decoded.symbology });
  }
}

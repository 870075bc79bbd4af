// A device file such as `/dev/usb/lp0` as a transport. Every call on it returns at once: blocking reads on such files
// froze the whole process (`hardware.md` 3.5). Linux alone has them.
import { close, constants, fstat, open, readSync, stat, writeSync } from 'node:fs';
import { promisify } from 'node:util';
import { resolveFile } from '#hardware/discovery/ports.ts';
import { HardwareError, readError } from '#hardware/errors.ts';
import {
  CLOSE_PATIENCE_MS,
  givenUp,
  Listeners,
  notOpen,
  settleInTime,
  type Transport,
  type TransportState,
  type WriteLimits,
  type WriteResult,
  writeInPieces,
} from './transport.ts';

export interface DeviceFilePlace {
  /** `/dev/usb/lp0`, or better `usb:vid:pid:serial`: of two printers, the one plugged in first is lp0. */
  readonly path: string;
  /** Opened for writing alone: what was written would come back from a pipe, and some ports cannot be read. */
  readonly isWriteOnly?: boolean | undefined;
}

const PIECE_BYTES = 1_024;
const OPEN_DEADLINE_MS = 3_000;
/** How soon a full buffer is tried again, and how often an answer is looked for, in milliseconds. */
const TRY_AGAIN_MS = 20;
const LOOK_EVERY_MS = 50;
/** How long after a write an answer is still looked for: a proof comes when the last line is printed. */
const ANSWER_DUE_MS = 30_000;
const PRESENCE_EVERY_MS = 1_000;

/** An opened file; what a former one still says is stale. */
interface Opened {
  readonly fd: number;
  readonly path: string;
  lastWriteMs: number;
  canRead: boolean;
  timer: NodeJS.Timeout | null;
}

export class DeviceFileTransport implements Transport {
  readonly isTwoWay: boolean;
  readonly #place: DeviceFilePlace;
  readonly #data = new Listeners<Uint8Array>();
  readonly #gone = new Listeners<HardwareError>();
  #state: TransportState = 'closed';
  #opened: Opened | null = null;
  #isGivenUp = false;
  #hasFailed = false;
  #closing: Promise<void> | null = null;

  constructor(place: DeviceFilePlace) {
    this.#place = place;
    this.isTwoWay = place.isWriteOnly !== true;
  }

  get state(): TransportState {
    return this.#state;
  }

  onData(callback: (bytes: Uint8Array) => void): () => void {
    return this.#data.add(callback);
  }

  onGone(callback: (error: HardwareError) => void): () => void {
    return this.#gone.add(callback);
  }

  async open(signal: AbortSignal): Promise<void> {
    if (this.#state !== 'closed') throw new HardwareError('busy', 'the transport is open already');
    if (signal.aborted) throw givenUp();
    this.#state = 'opening';
    this.#isGivenUp = false;
    const opening = this.#openFile();
    try {
      const limits = { deadlineMs: OPEN_DEADLINE_MS, signal };
      const { fd, path } = await settleInTime(opening, limits, {
        code: 'timeout',
        message: 'the device does not open',
      });
      if (this.#isGivenUp) throw new HardwareError('cancelled', 'closed while opening');
      this.#opened = { fd, path, lastWriteMs: 0, canRead: this.isTwoWay, timer: null };
    } catch (error) {
      // It may still open: then nobody wants it any more.
      opening.then(
        ({ fd }) => letGo(fd),
        () => undefined,
      );
      this.#state = 'closed';
      throw readError(error, 'open');
    }
    this.#hasFailed = false;
    this.#state = 'open';
    this.#watch(this.#opened);
  }

  async #openFile(): Promise<{ fd: number; path: string }> {
    const { O_RDWR, O_WRONLY, O_NONBLOCK, O_NOCTTY } = constants;
    if (process.platform === 'win32') throw new HardwareError('config', 'Windows has no such device files');
    const way = this.isTwoWay ? O_RDWR : O_WRONLY;
    const path = await resolveFile(this.#place.path);
    if (path === null) throw new HardwareError('notFound', 'no device file has this printer');
    const fd = await promisify(open)(path, way | O_NONBLOCK | O_NOCTTY);
    const file = await promisify(fstat)(fd);
    if (file.isCharacterDevice() || file.isFIFO()) return { fd, path };
    letGo(fd);
    // A receipt "printed" into an ordinary file would be a lie.
    throw new HardwareError('config', 'this is no device');
  }

  write(bytes: Uint8Array, limits: WriteLimits): Promise<WriteResult> {
    return writeInPieces(bytes, PIECE_BYTES, limits.signal, async (piece) => {
      const deadline = performance.now() + limits.deadlineMs;
      for (;;) {
        const opened = this.#opened;
        if (opened === null || this.#state !== 'open' || this.#hasFailed)
          return { taken: 0, error: notOpen() };
        const result = this.#tryToWrite(opened, piece);
        if (result !== null) return result;
        const isAborted = limits.signal?.aborted === true;
        if (isAborted || performance.now() > deadline) {
          this.#hasFailed = true;
          const stalled = new HardwareError('stalled', 'the device reads nothing');
          return { taken: 0, error: isAborted ? givenUp() : stalled };
        }
        await new Promise((wake) => setTimeout(wake, TRY_AGAIN_MS));
      }
    });
  }

  /** Null where the device's buffer is full. It may take less than it is given. */
  #tryToWrite(opened: Opened, piece: Uint8Array): { taken: number; error: HardwareError | null } | null {
    try {
      const taken = writeSync(opened.fd, piece);
      opened.lastWriteMs = performance.now();
      return { taken, error: null };
    } catch (cause) {
      const error = readError(cause, 'use');
      if (error.code === 'stalled') return null;
      this.#hasFailed = true;
      if (error.code === 'gone') this.#lose(opened, error);
      return { taken: 0, error };
    }
  }

  /** Answers are looked for while one may be due; whether the device is still there, always. */
  #watch(opened: Opened): void {
    let lastLookMs = performance.now();
    opened.timer = setInterval(() => {
      const now = performance.now();
      if (opened.canRead && now - opened.lastWriteMs < ANSWER_DUE_MS) this.#read(opened);
      if (now - lastLookMs < PRESENCE_EVERY_MS || this.#opened !== opened) return;
      lastLookMs = now;
      stat(opened.path, (error) => {
        if (error !== null && readError(error, 'open').code === 'notFound') this.#lose(opened, error);
      });
    }, LOOK_EVERY_MS).unref();
  }

  #read(opened: Opened): void {
    const buffer = Buffer.alloc(256);
    try {
      for (;;) {
        const length = readSync(opened.fd, buffer);
        if (length === 0) return;
        this.#data.tell(Uint8Array.from(buffer.subarray(0, length)));
        if (this.#opened !== opened) return;
      }
    } catch (cause) {
      const error = readError(cause, 'use');
      if (error.code === 'gone') this.#lose(opened, error);
      // A printer without a way back says so with EINVAL; it prints all the same.
      else if (error.code !== 'stalled') opened.canRead = false;
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.#shut().finally(() => {
      this.#closing = null;
    });
    return this.#closing;
  }

  async #shut(): Promise<void> {
    this.#isGivenUp = true;
    const opened = this.#opened;
    this.#opened = null;
    if (opened === null) return;
    this.#state = 'closing';
    if (opened.timer !== null) clearInterval(opened.timer);
    const late = { code: 'timeout', message: 'the device does not close' } as const;
    await settleInTime(promisify(close)(opened.fd), { deadlineMs: CLOSE_PATIENCE_MS }, late).catch(
      () => undefined,
    );
    this.#state = 'closed';
  }

  #lose(opened: Opened, cause: unknown): void {
    if (this.#opened !== opened || this.#state !== 'open') return;
    this.#opened = null;
    this.#state = 'closed';
    if (opened.timer !== null) clearInterval(opened.timer);
    letGo(opened.fd);
    this.#gone.tell(new HardwareError('gone', readError(cause, 'use').message, cause));
  }
}

/** Behind everything: a descriptor that stays would keep the device's name taken when it comes back. */
function letGo(fd: number): void {
  close(fd, () => undefined);
}

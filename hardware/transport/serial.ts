// A serial port as a transport, over `serialport` 13. It never drains, never reads blockingly and never depends on modem
// lines: each of these froze or failed on real ports (`hardware.md` 1.3).
import { stat } from 'node:fs/promises';
import { SerialPort } from 'serialport';
import type { SerialFrame } from '#contract/scale-setting.ts';
import { resolvePath } from '#hardware/discovery/ports.ts';
import { HardwareError, readError } from '#hardware/errors.ts';
import {
  CLOSE_PATIENCE_MS,
  givenUp,
  Listeners,
  type Transport,
  type TransportState,
  type WriteLimits,
  type WriteResult,
} from './transport.ts';

export interface SerialPlace {
  /** `/dev/ttyUSB0`, `COM3`, or better a name that survives replugging: `/dev/serial/by-id/…`, `usb:vid:pid:serial`. */
  readonly path: string;
  /** Bits per second. */
  readonly baudRate: number;
  /** 8N1 where it is left out. */
  readonly frame?: SerialFrame | undefined;
}

export interface SerialManner {
  /** What the port had received before it was opened is dropped. */
  readonly dropsStale?: boolean;
}

/** As the package wants to be told of the bits that a frame's name stands for. */
const FRAMES = {
  '8N1': { dataBits: 8, parity: 'none', stopBits: 1 },
  '7E1': { dataBits: 7, parity: 'even', stopBits: 1 },
  '7O1': { dataBits: 7, parity: 'odd', stopBits: 1 },
  '8E1': { dataBits: 8, parity: 'even', stopBits: 1 },
} as const satisfies Readonly<Record<SerialFrame, object>>;

/** Small enough to know how far a job got, large enough not to slow it. */
const CHUNK_BYTES = 1_024;
/** What systems keep of a port's bytes before they take no more, with some for the adapter: no more is on its way. */
const KEPT_BYTES = 5_120;
/** Opening a port whose other side is missing can take for ever on some drivers. */
const OPEN_DEADLINE_MS = 5_000;
const PRESENCE_EVERY_MS = 1_000;
/** Dropping takes no time; a driver that does not answer must not keep the port shut. */
const DROP_DEADLINE_MS = 1_000;

export class SerialTransport implements Transport {
  readonly isTwoWay = true;
  readonly #place: SerialPlace;
  readonly #dropsStale: boolean;
  readonly #data = new Listeners<Uint8Array>();
  readonly #gone = new Listeners<HardwareError>();
  #state: TransportState = 'closed';
  /** The port of the present opening; anything another port still says is stale. */
  #port: SerialPort | null = null;
  /** From a write's beginning to its success: after a failure it stays so until the port is closed. */
  #isWriting = false;
  #closing: Promise<void> | null = null;
  /** When the line has carried all that it was given. */
  #freeAtMs = 0;
  #path: string;
  /** Closed while its path was still looked for. */
  #isGivenUp = false;

  constructor(place: SerialPlace, { dropsStale = false }: SerialManner = {}) {
    this.#place = place;
    this.#dropsStale = dropsStale;
    this.#path = place.path;
  }

  get state(): TransportState {
    return this.#state;
  }

  get lagMs(): number {
    const lagMs = Math.max(0, this.#freeAtMs - performance.now());
    return this.#state === 'open' ? Math.min(lagMs, this.#timeFor(KEPT_BYTES)) : 0;
  }

  /** Ten bits a byte, in milliseconds. */
  #timeFor(bytes: number): number {
    return (bytes * 10_000) / this.#place.baudRate;
  }

  onData(callback: (bytes: Uint8Array) => void): () => void {
    return this.#data.add(callback);
  }

  onGone(callback: (error: HardwareError) => void): () => void {
    return this.#gone.add(callback);
  }

  async open(signal: AbortSignal): Promise<void> {
    if (this.#state !== 'closed') throw new HardwareError('busy', 'the transport is open already');
    this.#state = 'opening';
    let port: SerialPort;
    try {
      const path = this.#place.path.startsWith('usb:') ? await this.#findPath() : this.#path;
      const { baudRate, frame } = this.#place;
      port = new SerialPort({ path, baudRate, ...FRAMES[frame ?? '8N1'], autoOpen: false });
      this.#port = port;
      // Kept for the port's whole life: closing with a blocked write emits `error` (Canceled), and without a listener
      // that ends the process.
      port.on('error', () => undefined);
      await openInTime(port, signal);
      if (this.#dropsStale) await dropStale(port);
    } catch (error) {
      this.#port = null;
      this.#state = 'closed';
      throw readError(error, 'open');
    }
    if (this.#port !== port) {
      this.#state = 'closed';
      port.close(() => undefined);
      throw new HardwareError('cancelled', 'closed while opening');
    }
    port.on('data', (bytes: Uint8Array) => {
      if (this.#port === port) this.#data.tell(bytes);
    });
    // `close` can come twice when the device vanishes after a cancelled write, hence the guard in #lose.
    port.on('close', (error: unknown) => this.#lose(port, error ?? new Error('the port was closed')));
    port.on('end', () => this.#lose(port, new Error('the port ended')));
    this.#freeAtMs = 0;
    this.#state = 'open';
    this.#watchPresence(port);
  }

  /** Where the device is now that is named by what it is: a replugged one may have another path. */
  async #findPath(): Promise<string> {
    this.#isGivenUp = false;
    const path = await resolvePath(this.#place.path);
    if (path === null) throw new HardwareError('notFound', 'no port has this device');
    if (this.#isGivenUp) throw new HardwareError('cancelled', 'closed while opening');
    this.#path = path;
    return path;
  }

  async write(bytes: Uint8Array, limits: WriteLimits): Promise<WriteResult> {
    let handedBytes = 0;
    while (handedBytes < bytes.length) {
      if (limits.signal?.aborted) return { handedBytes, error: givenUp() };
      const port = this.#port;
      // After a write that failed the port is about to close, and would keep what it is given without a word.
      if (port === null || this.#state !== 'open' || this.#isWriting) {
        return { handedBytes, error: new HardwareError('gone', 'not open') };
      }
      const chunk = bytes.subarray(handedBytes, handedBytes + CHUNK_BYTES);
      handedBytes += chunk.length;
      this.#isWriting = true;
      const timeMs = this.#timeFor(chunk.length);
      this.#freeAtMs = performance.now() + this.lagMs + timeMs;
      // A slow line takes its time, and has not stalled for that.
      const error = await writeInTime(port, chunk, { ...limits, deadlineMs: limits.deadlineMs + timeMs });
      if (error !== null) return { handedBytes, error };
      this.#isWriting = false;
    }
    return { handedBytes, error: null };
  }

  close(): Promise<void> {
    this.#closing ??= this.#shut().finally(() => {
      this.#closing = null;
    });
    return this.#closing;
  }

  async #shut(): Promise<void> {
    const port = this.#port;
    this.#port = null;
    this.#isGivenUp = true;
    if (port === null || this.#state === 'opening') return;
    this.#state = 'closing';
    const { promise, resolve } = Promise.withResolvers<void>();
    // A tty waits up to 30 s for a device that reads nothing, on real ports with no callback at all: then the port is
    // left to the operating system.
    const timer = setTimeout(resolve, CLOSE_PATIENCE_MS);
    // What the device did not read must not come out later: a drawer would open with nobody asking for it.
    if (this.#isWriting) port.flush(() => undefined);
    port.close(() => resolve());
    await promise;
    clearTimeout(timer);
    this.#isWriting = false;
    this.#state = 'closed';
  }

  /**
   * The library's reader misses a device that goes away while it reads: it then takes nothing for an answer for ever, at
   * full speed (serialport/bindings-cpp issue 162, seen on pseudo terminals too). Closing the port ends that. On Windows
   * the library hears of it by itself, and a port has no file to look for.
   */
  #watchPresence(port: SerialPort): void {
    if (process.platform === 'win32') return;
    const timer = setInterval(() => {
      if (this.#port !== port) return clearInterval(timer);
      stat(this.#path).catch((error: unknown) => {
        if (readError(error, 'open').code !== 'notFound') return;
        this.#lose(port, error);
        port.close(() => undefined);
      });
    }, PRESENCE_EVERY_MS).unref();
    port.once('close', () => clearInterval(timer));
  }

  #lose(port: SerialPort, cause: unknown): void {
    if (this.#port !== port || this.#state !== 'open') return;
    this.#port = null;
    this.#isWriting = false;
    this.#state = 'closed';
    const { message } = readError(cause, 'use');
    this.#gone.tell(new HardwareError('gone', message, cause));
  }
}

/** Before anybody listens. A port that cannot drop anything is used as it is. */
async function dropStale(port: SerialPort): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, DROP_DEADLINE_MS);
    port.flush(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

async function openInTime(port: SerialPort, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let isLate = false;
  const giveUp = (error: HardwareError) => {
    isLate = true;
    reject(error);
  };
  const onAbort = () => giveUp(givenUp());
  if (signal.aborted) return (onAbort(), promise);
  signal.addEventListener('abort', onAbort, { once: true });
  const timer = setTimeout(
    () => giveUp(new HardwareError('timeout', 'the port does not open')),
    OPEN_DEADLINE_MS,
  );
  port.open((error) => {
    if (error) reject(error);
    else if (isLate) port.close(() => undefined);
    else resolve();
  });
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}

/** Resolves when the operating system has taken the chunk, or with what kept it from doing so. */
async function writeInTime(
  port: SerialPort,
  chunk: Uint8Array,
  { deadlineMs, signal }: WriteLimits,
): Promise<HardwareError | null> {
  const { promise, resolve } = Promise.withResolvers<HardwareError | null>();
  const onAbort = () => resolve(givenUp());
  const onClose = () => resolve(new HardwareError('gone', 'the port closed during a write'));
  const timer = setTimeout(
    () => resolve(new HardwareError('stalled', 'the device reads nothing')),
    deadlineMs,
  );
  signal?.addEventListener('abort', onAbort, { once: true });
  port.once('close', onClose);
  port.write(Buffer.from(chunk), undefined, (error) => {
    resolve(error ? readError(error, 'use') : null);
  });
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
    port.off('close', onClose);
  }
}

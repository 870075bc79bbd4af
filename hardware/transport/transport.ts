// The byte pipe to a device, as the drivers use it. A transport never retries, never interprets a byte and never throws
// at close; the same contract tests run against every one of them.
import { HardwareError, type HardwareErrorCode } from '#hardware/errors.ts';

export type TransportState = 'closed' | 'opening' | 'open' | 'closing';

export interface WriteLimits {
  /** For each piece the operating system takes at once; in milliseconds. */
  readonly deadlineMs: number;
  readonly signal?: AbortSignal;
}

export interface WriteResult {
  /**
   * How many bytes the operating system was given: at most these may have reached the device. It is never a proof that
   * any did (`hardware.md` 0.4), and after an error it is an upper bound.
   */
  readonly handedBytes: number;
  /** Null when all of them were taken in time; otherwise the connection is only good for closing. */
  readonly error: HardwareError | null;
}

export interface Transport {
  readonly state: TransportState;
  /** False where nothing ever comes back: then no question is asked, and no print is proved. */
  readonly isTwoWay: boolean;
  /**
   * About how long what was handed over is still on its way, in milliseconds: what is asked now arrives no sooner. Left out
   * where the line is faster than anybody could notice.
   */
  readonly lagMs?: number;
  /** Rejects with a HardwareError; a transport that was closed, or whose device went away, can be opened again. */
  open(signal: AbortSignal): Promise<void>;
  /** Never rejects: how far it got is as much part of the answer as what went wrong. */
  write(bytes: Uint8Array, limits: WriteLimits): Promise<WriteResult>;
  onData(callback: (bytes: Uint8Array) => void): () => void;
  /** Exactly once for every opening that the device ends; never for our own `close`. */
  onGone(callback: (error: HardwareError) => void): () => void;
  /** Idempotent; settles within 2 s and never rejects, even if the operating system does not let go. */
  close(): Promise<void>;
}

/** How long `close` waits for the operating system, in milliseconds. */
export const CLOSE_PATIENCE_MS = 2_000;

/** The listeners of a transport: tells each one, and leaves those alone that have ended their interest. */
export class Listeners<T> {
  readonly #callbacks = new Set<(value: T) => void>();

  add(callback: (value: T) => void): () => void {
    this.#callbacks.add(callback);
    return () => void this.#callbacks.delete(callback);
  }

  tell(value: T): void {
    for (const callback of this.#callbacks) callback(value);
  }
}

/** Why a transport that is not open takes nothing. */
export const notOpen = (): HardwareError => new HardwareError('gone', 'not open');

/** What a caller is told that has given up. */
export const givenUp = (): HardwareError => new HardwareError('cancelled', 'given up');

/**
 * What `work` comes to, or the error `late` after `deadlineMs`, or `cancelled` when the signal says so. Never waits
 * longer and never rejects for another reason than `work` itself; what `work` does afterwards is nobody's any more.
 */
export async function settleInTime<T>(
  work: Promise<T>,
  { deadlineMs, signal }: WriteLimits,
  late: { code: HardwareErrorCode; message: string },
): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(givenUp());
  const timer = setTimeout(() => reject(new HardwareError(late.code, late.message)), deadlineMs);
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted === true) onAbort();
  // A late failure must not end the process as a rejection nobody handles.
  work.catch(() => undefined);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}

/**
 * Hands bytes over piece by piece, so that it is known how far they got. `hand` answers what kept the operating system
 * from taking its piece, and may say of how many bytes that is certain.
 */
export async function writeInPieces(
  bytes: Uint8Array,
  pieceBytes: number,
  signal: AbortSignal | undefined,
  hand: (piece: Uint8Array) => Promise<{ taken: number; error: HardwareError | null }>,
): Promise<WriteResult> {
  let handedBytes = 0;
  while (handedBytes < bytes.length) {
    if (signal?.aborted === true) return { handedBytes, error: givenUp() };
    const { taken, error } = await hand(bytes.subarray(handedBytes, handedBytes + pieceBytes));
    handedBytes += taken;
    if (error !== null) return { handedBytes, error };
  }
  return { handedBytes, error: null };
}

// A transport without an operating system: what is written arrives at a device end in the same process, in order and
// never within the call. It carries the simulated printer and the tests' devices.
import { HardwareError } from '#hardware/errors.ts';
import { Listeners, type Transport, type TransportState, type WriteResult } from './transport.ts';

/** In pieces, as an operating system takes them: what may not be interrupted must not rely on one write. */
const CHUNK_BYTES = 256;

/** The other end: what a device can do to its connection. */
export interface MemoryDevice {
  onBytes(callback: (bytes: Uint8Array) => void): () => void;
  /** Lost when the till is not listening, as on a real line. */
  send(bytes: Uint8Array): void;
  /** Pulls the plug; what was not yet read is lost. */
  vanish(): void;
  /** Pulls the plug when it has read so many more bytes. */
  vanishAfter(bytes: number): void;
  plugIn(): void;
  /** Stops reading: bytes wait in a buffer of `bufferBytes`, then writes stall. */
  hold(): void;
  release(): void;
}

/** Makes both ends. `bufferBytes` stands for what an operating system takes from a device that reads nothing. */
export function makeMemoryTransport(bufferBytes = 65_536): { transport: Transport; device: MemoryDevice } {
  const toDevice = new Listeners<Uint8Array>();
  const toTill = new Listeners<Uint8Array>();
  const gone = new Listeners<HardwareError>();
  const room = new Listeners<HardwareError | null>();
  let state: TransportState = 'closed';
  let isPlugged = true;
  let isHeld = false;
  let opening = 0;
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let bytesToLive = Number.POSITIVE_INFINITY;

  function deliver(): void {
    if (isHeld) return;
    const pieces = waiting;
    waiting = [];
    waitingBytes = 0;
    for (const piece of pieces) {
      const read = piece.subarray(0, bytesToLive);
      bytesToLive -= read.length;
      toDevice.tell(read);
      if (bytesToLive === 0) {
        device.vanish();
        return;
      }
    }
    room.tell(null);
  }

  async function hand(
    chunk: Uint8Array,
    deadlineMs: number,
    signal?: AbortSignal,
  ): Promise<HardwareError | null> {
    waiting.push(chunk);
    waitingBytes += chunk.length;
    const mine = opening;
    queueMicrotask(() => {
      if (mine === opening) deliver();
    });
    return waitingBytes > bufferBytes ? waitForRoom(deadlineMs, signal) : null;
  }

  function drop(error: HardwareError): void {
    state = 'closed';
    waiting = [];
    waitingBytes = 0;
    room.tell(error);
  }

  function waitForRoom(deadlineMs: number, signal?: AbortSignal): Promise<HardwareError | null> {
    const { promise, resolve } = Promise.withResolvers<HardwareError | null>();
    const timer = setTimeout(() => {
      resolve(new HardwareError('stalled', 'the device reads nothing'));
    }, deadlineMs);
    const onAbort = () => {
      resolve(new HardwareError('cancelled', 'the write was given up'));
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    const stopListening = room.add(resolve);
    return promise.finally(() => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      stopListening();
    });
  }

  const transport: Transport = {
    get state() {
      return state;
    },
    isTwoWay: true,
    async open(signal) {
      if (state !== 'closed') throw new HardwareError('busy', 'the transport is open already');
      if (signal.aborted) throw new HardwareError('cancelled', 'the opening was given up');
      if (!isPlugged) throw new HardwareError('notFound', 'nothing is plugged in');
      state = 'open';
      opening += 1;
    },
    async write(bytes, { deadlineMs, signal }): Promise<WriteResult> {
      let handedBytes = 0;
      while (handedBytes < bytes.length) {
        if (signal?.aborted) {
          return { handedBytes, error: new HardwareError('cancelled', 'the write was given up') };
        }
        if (state !== 'open') return { handedBytes, error: new HardwareError('gone', 'not open') };
        const chunk = bytes.slice(handedBytes, handedBytes + CHUNK_BYTES);
        handedBytes += chunk.length;
        const error = await hand(chunk, deadlineMs, signal);
        if (error !== null) return { handedBytes, error };
      }
      return { handedBytes, error: null };
    },
    onData: (callback) => toTill.add(callback),
    onGone: (callback) => gone.add(callback),
    async close() {
      if (state === 'open') drop(new HardwareError('cancelled', 'closed'));
    },
  };

  const device: MemoryDevice = {
    onBytes: (callback) => toDevice.add(callback),
    send(bytes) {
      const copy = Uint8Array.from(bytes);
      queueMicrotask(() => {
        if (state === 'open') toTill.tell(copy);
      });
    },
    vanishAfter(bytes) {
      bytesToLive = bytes;
    },
    vanish() {
      isPlugged = false;
      bytesToLive = Number.POSITIVE_INFINITY;
      if (state !== 'open') return;
      const error = new HardwareError('gone', 'the plug was pulled');
      drop(error);
      queueMicrotask(() => {
        gone.tell(error);
      });
    },
    plugIn() {
      isPlugged = true;
    },
    hold() {
      isHeld = true;
    },
    release() {
      isHeld = false;
      deliver();
    },
  };
  return { transport, device };
}

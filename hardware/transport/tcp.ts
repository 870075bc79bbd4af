// A network printer's raw port as a transport, usually 9100. A socket that failed is reset, never ended: what its printer
// did not read must not come out later.
import { connect, type Socket } from 'node:net';
import { HardwareError, readError } from '#hardware/errors.ts';
import {
  CLOSE_PATIENCE_MS,
  Listeners,
  notOpen,
  settleInTime,
  type Transport,
  type TransportState,
  type WriteLimits,
  type WriteResult,
  writeInPieces,
} from './transport.ts';

export interface TcpPlace {
  readonly host: string;
  readonly port: number;
}

/** The raw port that every network printer listens at. */
export const RAW_PORT = 9_100;

const PIECE_BYTES = 1_024;
/** A printer that is switched off answers nothing at all, and the operating system would try for minutes. */
const OPEN_DEADLINE_MS = 3_000;
/** Power loss sends no goodbye: probes find out, within the system's own patience. */
const KEEP_ALIVE_MS = 10_000;

export class TcpTransport implements Transport {
  readonly isTwoWay = true;
  readonly #place: TcpPlace;
  readonly #data = new Listeners<Uint8Array>();
  readonly #gone = new Listeners<HardwareError>();
  #state: TransportState = 'closed';
  /** The socket of the present opening; anything another one still says is stale. */
  #socket: Socket | null = null;
  #hasFailed = false;
  #closing: Promise<void> | null = null;

  constructor(place: TcpPlace) {
    this.#place = place;
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
    if (signal.aborted) throw new HardwareError('cancelled', 'given up');
    this.#state = 'opening';
    const socket = connect({
      ...this.#place,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: KEEP_ALIVE_MS,
    });
    this.#socket = socket;
    this.#hasFailed = false;
    let fault: Error | null = null;
    // For the socket's whole life: an error nobody listens to ends the process.
    socket.on('error', (error: Error) => {
      fault = error;
    });
    try {
      const limits = { deadlineMs: OPEN_DEADLINE_MS, signal };
      await settleInTime(connected(socket), limits, {
        code: 'timeout',
        message: 'no answer from this address',
      });
      if (this.#socket !== socket) throw new HardwareError('cancelled', 'closed while opening');
    } catch (error) {
      socket.destroy();
      this.#socket = null;
      this.#state = 'closed';
      throw readError(error, 'open');
    }
    socket.on('data', (bytes: Buffer) => {
      if (this.#socket === socket) this.#data.tell(bytes);
    });
    // A printer that ends its half has ended the conversation.
    socket.on('end', () => this.#lose(socket, new Error('the printer ended the connection')));
    socket.on('close', () => this.#lose(socket, fault ?? new Error('the connection was closed')));
    this.#state = 'open';
  }

  write(bytes: Uint8Array, limits: WriteLimits): Promise<WriteResult> {
    return writeInPieces(bytes, PIECE_BYTES, limits.signal, async (piece) => {
      const socket = this.#socket;
      // After a failure the socket is only good for closing.
      if (socket === null || this.#state !== 'open' || this.#hasFailed) return { taken: 0, error: notOpen() };
      this.#hasFailed = true;
      try {
        await settleInTime(taken(socket, piece), limits, {
          code: 'stalled',
          message: 'the device reads nothing',
        });
        this.#hasFailed = false;
        return { taken: piece.length, error: null };
      } catch (error) {
        return { taken: piece.length, error: readError(error, 'use') };
      }
    });
  }

  close(): Promise<void> {
    this.#closing ??= this.#shut().finally(() => {
      this.#closing = null;
    });
    return this.#closing;
  }

  async #shut(): Promise<void> {
    const socket = this.#socket;
    this.#socket = null;
    if (socket === null || this.#state === 'opening') {
      socket?.destroy(new Error('Canceled'));
      return;
    }
    this.#state = 'closing';
    const { promise, resolve } = Promise.withResolvers<void>();
    socket.once('close', () => resolve());
    if (this.#hasFailed) socket.resetAndDestroy();
    // Ended, not destroyed: what was handed over shall still arrive.
    else socket.end();
    const timer = setTimeout(() => {
      socket.destroy();
      resolve();
    }, CLOSE_PATIENCE_MS - 200);
    await promise;
    clearTimeout(timer);
    this.#hasFailed = false;
    this.#state = 'closed';
  }

  #lose(socket: Socket, cause: Error): void {
    if (this.#socket !== socket || this.#state !== 'open') return;
    this.#socket = null;
    this.#state = 'closed';
    socket.destroy();
    this.#gone.tell(new HardwareError('gone', cause.message, cause));
  }
}

function connected(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
    socket.once('close', () => reject(new HardwareError('cancelled', 'closed while opening')));
  });
}

/** Resolves when the operating system has taken the piece. */
function taken(socket: Socket, piece: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    const onClose = () => reject(new HardwareError('gone', 'the connection ended during a write'));
    socket.once('close', onClose);
    socket.write(piece, (error) => {
      socket.off('close', onClose);
      if (error) reject(new HardwareError('gone', error.message, error));
      else resolve();
    });
  });
}

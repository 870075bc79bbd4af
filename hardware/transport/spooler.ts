// A printer that Windows manages, as a transport: bytes go to its spooler as they are, through a small program of its
// own process. Written to the documented interface; nothing ever comes back, so no print is ever proved.
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { HardwareError, readError } from '#hardware/errors.ts';
import { SPOOLER_ABORT, spoolerProgram } from './spooler-program.ts';
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

export interface SpoolerPlace {
  /** As Windows shows it. */
  readonly printerName: string;
}

/** The program that speaks to the spooler; spooler-program.ts has what it must understand. */
export type SpoolerProgram = (printerName: string) => { file: string; args: string[] };

const PIECE_BYTES = 16_384;
/** PowerShell takes seconds to start, and compiles a little first. */
const OPEN_DEADLINE_MS = 15_000;

/** Windows' own numbers (winerror.h) for what goes wrong while a printer is opened and written to. */
const WINDOWS_CODES: Readonly<Record<string, string>> = {
  2: 'ENOENT',
  5: 'EACCES',
  31: 'EIO',
  1722: 'ECONNREFUSED',
  1801: 'ENOENT',
  1804: 'EINVAL',
  1905: 'EIO',
};

type Helper = ChildProcessByStdio<Writable, Readable, null>;

/** One running program and the lines it has not yet been asked for. */
class Conversation {
  readonly helper: Helper;
  readonly ended: Promise<void>;
  #lines: string[] = [];
  #rest = '';
  #waiting: ((line: string | null) => void) | null = null;
  #isOver = false;

  constructor({ file, args }: { file: string; args: string[] }) {
    this.helper = spawn(file, args, { stdio: ['pipe', 'pipe', 'ignore'], windowsHide: true });
    const { promise, resolve } = Promise.withResolvers<void>();
    this.ended = promise;
    // Its pipe breaks when it ends; that is heard by its end.
    this.helper.stdin.on('error', () => undefined);
    this.helper.once('error', (error: NodeJS.ErrnoException) => {
      this.#take(`error 0 ${error.code ?? ''} ${error.message}`);
    });
    this.helper.once('close', () => {
      this.#isOver = true;
      this.#waiting?.(null);
      resolve();
    });
    this.helper.stdout.setEncoding('utf8').on('data', (text: string) => {
      const lines = `${this.#rest}${text}`.split(/\r?\n/);
      this.#rest = lines.pop() ?? '';
      for (const line of lines) this.#take(line);
    });
  }

  #take(line: string): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting === null) this.#lines.push(line);
    else waiting(line);
  }

  /** The next line that begins with `word`; rejects with what the program says instead. */
  async expect(word: string): Promise<string> {
    const line = this.#lines.shift() ?? (await this.#next());
    if (line?.startsWith(word) === true) return line;
    if (line === null) throw new HardwareError('gone', 'the spooler program ended');
    const [, code = '', ...step] = line.split(' ');
    throw Object.assign(new Error(`Windows error ${code}: ${step.join(' ')}`), {
      code: WINDOWS_CODES[code] ?? '',
    });
  }

  #next(): Promise<string | null> {
    if (this.#isOver) return Promise.resolve(null);
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }

  send(length: number, bytes: Uint8Array = new Uint8Array()): void {
    const head = Buffer.alloc(4);
    head.writeUInt32LE(length);
    this.helper.stdin.write(Buffer.concat([head, bytes]));
  }
}

export class SpoolerTransport implements Transport {
  readonly isTwoWay = false;
  readonly #place: SpoolerPlace;
  readonly #program: SpoolerProgram;
  readonly #data = new Listeners<Uint8Array>();
  readonly #gone = new Listeners<HardwareError>();
  #state: TransportState = 'closed';
  #talk: Conversation | null = null;
  #hasFailed = false;
  #closing: Promise<void> | null = null;

  constructor(place: SpoolerPlace, program: SpoolerProgram = spoolerProgram) {
    this.#place = place;
    this.#program = program;
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
    this.#hasFailed = false;
    const talk = new Conversation(this.#program(this.#place.printerName));
    this.#talk = talk;
    try {
      const limits = { deadlineMs: OPEN_DEADLINE_MS, signal };
      await settleInTime(talk.expect('ready'), limits, {
        code: 'timeout',
        message: 'the spooler does not answer',
      });
      if (this.#talk !== talk) throw new HardwareError('cancelled', 'closed while opening');
    } catch (error) {
      talk.helper.kill();
      this.#talk = null;
      this.#state = 'closed';
      throw readError(error, 'open');
    }
    this.#state = 'open';
    void talk.ended.then(() => this.#lose(talk));
  }

  write(bytes: Uint8Array, limits: WriteLimits): Promise<WriteResult> {
    return writeInPieces(bytes, PIECE_BYTES, limits.signal, async (piece) => {
      const talk = this.#talk;
      if (talk === null || this.#state !== 'open' || this.#hasFailed) return { taken: 0, error: notOpen() };
      this.#hasFailed = true;
      talk.send(piece.length, piece);
      try {
        const late = { code: 'stalled', message: 'the spooler takes nothing' } as const;
        await settleInTime(talk.expect('ok'), limits, late);
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
    const talk = this.#talk;
    this.#talk = null;
    if (talk === null || this.#state === 'opening') {
      talk?.helper.kill();
      return;
    }
    this.#state = 'closing';
    // What failed half way is thrown away whole: the spooler would print the half of it at its leisure.
    talk.send(this.#hasFailed ? SPOOLER_ABORT : 0);
    const late = { code: 'timeout', message: 'the spooler does not end' } as const;
    await settleInTime(talk.ended, { deadlineMs: CLOSE_PATIENCE_MS - 200 }, late).catch(() =>
      talk.helper.kill(),
    );
    this.#hasFailed = false;
    this.#state = 'closed';
  }

  #lose(talk: Conversation): void {
    if (this.#talk !== talk || this.#state !== 'open') return;
    this.#talk = null;
    this.#state = 'closed';
    this.#gone.tell(new HardwareError('gone', 'the spooler program ended'));
  }
}

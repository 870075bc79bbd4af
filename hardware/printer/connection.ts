// The printer's one connection, shared by its prints and its drawer: opens it when needed, asks and listens, and hands
// over bytes in turns. It never sends anything twice and never decides what a failure means for a job.
import type { DeviceTrouble } from '#contract/device.ts';
import { HardwareError, readError } from '#hardware/errors.ts';
import { makeTurns, type TakeTurn } from '#hardware/turns.ts';
import type { Transport, WriteResult } from '#hardware/transport/transport.ts';
import { Listeners } from '#hardware/transport/transport.ts';
import { automaticStatus, statusRequest, type StatusQuestion } from './encode.ts';
import { findAutomaticTrouble, findTrouble, isOffline, isSensorHigh, makeReplySorter } from './replies.ts';

/** What a look at the printer showed. A printer that never answered anything may still be in perfect order. */
export interface Look {
  readonly doesAnswer: boolean;
  readonly trouble: DeviceTrouble | null;
}

/** A proof that was asked for: settles when it comes, or when the connection ends. */
export interface AwaitedProof {
  readonly outcome: Promise<'proved' | 'ended'>;
  /** Stops waiting for it; should it come after all, it is not taken for the next one's. */
  forget(): void;
  /** It never comes: the printer has lost its power, and the question with it. */
  lose(): void;
}

/** A question that was sent, in the order of the answers. */
interface Question {
  /** The number of the job, where the answer says it. */
  readonly signs: string | null;
  readonly settle: (outcome: 'proved' | 'ended') => void;
  isForgotten: boolean;
  /** The answer to one that was forgotten came while this one was waited for: or it was this one's. */
  isInDoubt: boolean;
}

/** Real-time questions are answered within milliseconds or not at all (`hardware.md` 5.1). */
const ANSWER_TIMEOUT_MS = 500;
/**
 * The longest command of a job: a band of 128 rows of dots on the widest paper, 832 dots. So much may still be swallowed by a
 * command that was cut in half.
 */
export const LONGEST_COMMAND = 128 * 104 + 8;
/** For each KiB; a printer that takes none for so long is stuck. */
const CHUNK_DEADLINE_MS = 5_000;

export interface ConnectionLimits {
  readonly answerTimeoutMs?: number;
  readonly chunkDeadlineMs?: number;
  /** A connection nobody has used for so long is given back: others may want the printer. Kept where it is left out. */
  readonly idleMs?: number;
  /** False for a printer known to answer nothing: it is not asked, and taken to be in order. */
  readonly isAsked?: boolean;
  /** True for a printer that can be told to say by itself what has changed. */
  readonly isAutomatic?: boolean;
}

export class PrinterConnection {
  /** One sequence of questions and bytes at a time: nothing may come between two bytes of a command. */
  readonly takeTurn: TakeTurn;
  readonly #transport: Transport;
  readonly #answerTimeoutMs: number;
  readonly #chunkDeadlineMs: number;
  readonly #isAsked: boolean;
  readonly #isAutomatic: boolean;
  readonly #saidByItself = new Listeners<DeviceTrouble | null>();
  #answered: ((byte: number | null) => void) | null = null;
  #proofs: Question[] = [];
  /** A printer that has ever answered and is silent now is switched off, whatever the cable's adapter says. */
  #hasAnswered = false;
  #wasAsked = false;
  #isClosed = false;
  /** Of what was last handed over and is not known to be carried out, in bytes. */
  #unproved = 0;
  /** At most so many bytes are still taken for the rest of a command that was cut in half. */
  #swallowed = 0;
  /** Turns that are taken or waited for. */
  #turns = 0;
  readonly #idleMs: number;
  #idle: NodeJS.Timeout | null = null;

  constructor(transport: Transport, limits: ConnectionLimits = {}) {
    this.#transport = transport;
    const { idleMs } = limits;
    const inTurn = makeTurns();
    this.#idleMs = idleMs ?? 0;
    this.takeTurn = idleMs === undefined ? inTurn : (work) => this.#thenIdle(inTurn(work));
    this.#isAsked = transport.isTwoWay && (limits.isAsked ?? true);
    this.#isAutomatic = transport.isTwoWay && (limits.isAutomatic ?? false);
    this.#answerTimeoutMs = limits.answerTimeoutMs ?? ANSWER_TIMEOUT_MS;
    this.#chunkDeadlineMs = limits.chunkDeadlineMs ?? CHUNK_DEADLINE_MS;
    const sort = makeReplySorter();
    transport.onData((bytes) => {
      for (const reply of sort(bytes)) {
        if (reply.kind === 'automatic') this.#saidByItself.tell(findAutomaticTrouble(reply.bytes));
        else if (reply.kind === 'status') this.#answered?.(reply.byte);
        // Answers come in the order of the questions, also to those nobody waits for any more.
        else if (reply.kind === 'proof') this.#prove(null);
        else if (reply.kind === 'processId') this.#prove(reply.signs);
      }
    });
    transport.onGone(() => {
      this.#cut();
      this.#end();
    });
  }

  /** About how long what was sent is still on its way, in milliseconds. */
  get lagMs(): number {
    return this.#transport.lagMs ?? 0;
  }

  /** Calls back whenever the device ends the connection, with the reason. */
  onGone(callback: (error: HardwareError) => void): () => void {
    return this.#transport.onGone(callback);
  }

  /** Calls back with what the printer says of itself without being asked. */
  onSaidByItself(callback: (trouble: DeviceTrouble | null) => void): () => void {
    return this.#saidByItself.add(callback);
  }

  /** Gives the connection back some time after the last turn, unless somebody still waits for a proof. */
  async #thenIdle<T>(turn: Promise<T>): Promise<T> {
    this.#turns += 1;
    if (this.#idle !== null) clearTimeout(this.#idle);
    try {
      return await turn;
    } finally {
      this.#turns -= 1;
      this.#armIdle();
    }
  }

  #armIdle(): void {
    if (this.#turns > 0 || this.#transport.state !== 'open') return;
    this.#idle = setTimeout(() => {
      if (this.#proofs.some(({ isForgotten }) => !isForgotten)) this.#armIdle();
      else if (this.#turns === 0) void this.#drop();
    }, this.#idleMs).unref();
  }

  /**
   * Opens it if it is not open. In turn only. Never rejects. A printer that kept its power over a pulled plug still waits
   * for the rest of a command, such as a code's data, and would take the next question or job for it: so much is sent first
   * of what does nothing anywhere else (NUL).
   */
  async open(signal: AbortSignal): Promise<HardwareError | null> {
    // One that is being given back is free in a moment.
    if (this.#transport.state === 'closing') await this.#transport.close();
    if (this.#isClosed) return new HardwareError('cancelled', 'the connection was closed for good');
    if (this.#transport.state === 'open') return null;
    try {
      await this.#transport.open(signal);
      const opening = Buffer.concat([
        Buffer.alloc(this.#swallowed),
        ...(this.#isAutomatic ? [automaticStatus] : []),
      ]);
      // Before it is sent: a plug that is pulled again meanwhile counts anew.
      this.#swallowed = 0;
      return opening.length === 0 ? null : (await this.send(opening, signal)).error;
    } catch (error) {
      return readError(error, 'open');
    }
  }

  /** Asks the printer how it is: DLE EOT 1 and 4, and 2 when it is offline. In turn only, between commands. */
  async look(): Promise<Look> {
    if (!this.#isAsked) return { doesAnswer: false, trouble: null };
    const printer = await this.#askPatiently(1);
    if (printer === null) return { doesAnswer: false, trouble: this.#hasAnswered ? 'offline' : null };
    const offlineCause = isOffline(printer) ? await this.#ask(2) : null;
    const paper = await this.#ask(4);
    return { doesAnswer: true, trouble: findTrouble({ printer, offlineCause, paper }) };
  }

  /**
   * Whether what is sent now is carried out now, as far as it can be known: a printer without paper keeps a pulse and
   * opens the drawer at the refill. In turn only. One question, and none to a printer known to answer none.
   */
  async isOnline(): Promise<boolean> {
    if (!this.#isAsked || (this.#wasAsked && !this.#hasAnswered)) return true;
    const printer = await this.#askPatiently(1);
    return printer === null ? !this.#hasAnswered : !isOffline(printer);
  }

  /** The level of the drawer's sensor line; null when the printer does not answer. In turn only. */
  async readSensor(): Promise<'high' | 'low' | null> {
    if (!this.#transport.isTwoWay) return null;
    const printer = await this.#ask(1);
    if (printer === null) return null;
    return isSensorHigh(printer) ? 'high' : 'low';
  }

  /** Hands over bytes that end on a command's boundary, in turn only. After an error the connection is dropped. */
  async send(bytes: Uint8Array, signal?: AbortSignal): Promise<WriteResult> {
    const limits = { deadlineMs: this.#chunkDeadlineMs };
    // Before it is written: the plug may be pulled when all is handed over and nothing has failed yet.
    this.#unproved = Math.max(this.#unproved, bytes.length);
    const result = await this.#transport.write(bytes, signal === undefined ? limits : { ...limits, signal });
    if (result.error !== null) {
      this.#cut();
      await this.#drop();
    }
    return result;
  }

  /**
   * To be called right before a proof request is sent; `signs` are those that its answer repeats. Unanswered ones stay in
   * line until the connection ends.
   */
  expectProof(signs: string | null = null): AwaitedProof {
    const { promise, resolve } = Promise.withResolvers<'proved' | 'ended'>();
    const mine: Question = { signs, settle: resolve, isForgotten: false, isInDoubt: false };
    this.#proofs.push(mine);
    const leaveOut = (isOut: (one: Question) => boolean) => {
      this.#proofs = this.#proofs.filter((one) => !isOut(one));
    };
    return {
      outcome: promise,
      forget: () => {
        // One that was forgotten earlier has been lost on the way, or one answer of two has: no more of them will come.
        leaveOut((one) => one.isForgotten || (one === mine && mine.isInDoubt));
        mine.isForgotten = true;
      },
      lose: () => {
        leaveOut((one) => one === mine || one.isForgotten);
        resolve('ended');
      },
    };
  }

  /** For good. Settles within about 2 s, never rejects; whoever has the turn is told that the connection ended. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#idle !== null) clearTimeout(this.#idle);
    await this.#drop();
  }

  async #drop(): Promise<void> {
    this.#end();
    await this.#transport.close();
  }

  /** Twice, if a missing answer would mean trouble. */
  async #askPatiently(question: StatusQuestion): Promise<number | null> {
    return (await this.#ask(question)) ?? (this.#hasAnswered ? this.#ask(question) : null);
  }

  async #ask(question: StatusQuestion): Promise<number | null> {
    const { promise, resolve } = Promise.withResolvers<number | null>();
    this.#answered = resolve;
    // Behind what a slow line still has to carry.
    const timer = setTimeout(() => resolve(null), this.#answerTimeoutMs + this.lagMs);
    const { error } = await this.#transport.write(statusRequest(question), {
      deadlineMs: this.#chunkDeadlineMs,
    });
    if (error !== null) await this.#drop();
    const answer = error === null ? await promise : null;
    clearTimeout(timer);
    this.#answered = null;
    this.#wasAsked = true;
    this.#hasAnswered ||= answer !== null;
    return answer;
  }

  /** Half a command may be in the printer, which waits for its rest. */
  #cut(): void {
    this.#swallowed = Math.max(this.#swallowed, Math.min(this.#unproved, LONGEST_COMMAND));
  }

  /** Everything before the question was carried out: no command waits for its rest. */
  #prove(signs: string | null): void {
    this.#unproved = 0;
    const at = this.#proofs.findIndex((one) => one.signs === signs);
    const answered = this.#proofs[at];
    if (answered === undefined) return;
    // Whatever was asked before a number that came back is not answered any more.
    for (const passed of this.#proofs.splice(0, at + 1))
      passed.settle(passed === answered ? 'proved' : 'ended');
    if (answered.isForgotten && signs === null) for (const one of this.#proofs) one.isInDoubt = true;
  }

  #end(): void {
    this.#answered?.(null);
    for (const { settle } of this.#proofs) settle('ended');
    this.#proofs = [];
  }
}

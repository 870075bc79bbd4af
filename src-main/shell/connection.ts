// The one place that frames: a carrier's messages become calls of the till, outcomes and events become messages.
// Treats everything it reads as hostile; never throws, and never lets one connection's trouble reach another.
import { randomUUID } from 'node:crypto';
import type { Outcome, Request } from '#contract/envelope.ts';

/** An event, whatever it means. */
export interface Announced {
  readonly event: string;
  readonly payload: unknown;
}

/** What a shell carries: the core, as far as a connection needs it. */
export interface Carried {
  /** Runs one command by name; never throws. */
  call(name: string, args: unknown): Promise<Outcome>;
  /** Returns how to stop listening. */
  subscribe(listener: (event: Announced) => void): () => void;
}

/** One way in and out: lines, a WebSocket, a MessagePort. */
export interface Carrier {
  /** May throw when the message cannot be written; a closed carrier drops it instead. */
  send(message: object): void;
  /** A message is JSON text, or the value itself, or `Unreadable`. */
  onMessage(take: (raw: unknown) => void): void;
  onClose(closed: () => void): void;
}

/** Where a shell tells what went wrong; a pino logger is one. */
export interface ShellLog {
  warn(details: object, text: string): void;
  error(details: object, text: string): void;
}

export interface Connection {
  /** Resolves as soon as fewer than `count` requests are in flight; at once when the connection is closed. */
  whenBelow(count: number): Promise<void>;
  /** Stops listening. What is in flight still runs in the till, but nobody hears its answer. */
  close(): void;
}

/** Handed over by a carrier in place of a message that it would not hold or could not decode. */
export class Unreadable {
  readonly problem: string;
  /** The request's number, where it could still be told: then its caller learns of the refusal. */
  readonly id: number | null;
  constructor(problem: string, id: number | null = null) {
    this.problem = problem;
    this.id = id;
  }
}

/** The largest message, in bytes of UTF-8; the largest import of articles stays below it. */
export const messageLimitBytes = 256 * 1024;
export const tooLong = `the message is longer than ${messageLimitBytes / 1024} KiB`;

/** Requests of one connection that may wait for their answer at the same time. */
export const inFlightLimit = 64;

/** No command's arguments are nested nearly as deep; deeper ones only serve to exhaust a stack. */
const depthLimit = 32;

export const silent: ShellLog = { warn() {}, error() {} };

/** Connects a carrier to the till: answers its requests in their order of completion and pushes every event. */
export function connect(till: Carried, carrier: Carrier, log: ShellLog = silent): Connection {
  return new FramedConnection(till, carrier, log);
}

class FramedConnection implements Connection {
  readonly #till: Carried;
  readonly #carrier: Carrier;
  readonly #log: ShellLog;
  readonly #inFlight = new Set<number>();
  readonly #unsubscribe: () => void;
  #waiting: { count: number; resolve: () => void }[] = [];
  #isOpen = true;

  constructor(till: Carried, carrier: Carrier, log: ShellLog) {
    this.#till = till;
    this.#carrier = carrier;
    this.#log = log;
    this.#unsubscribe = till.subscribe(({ event, payload }) => this.#send({ event, payload }));
    carrier.onClose(() => this.close());
    carrier.onMessage((raw) => this.#take(raw));
  }

  whenBelow(count: number): Promise<void> {
    if (!this.#isOpen || this.#inFlight.size < count) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ count, resolve }));
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#unsubscribe();
    this.#wake();
  }

  #take(raw: unknown): void {
    if (!this.#isOpen) return;
    const read = readRequest(raw);
    if ('problem' in read) {
      // An id that is in flight belongs to the answer that is still to come.
      this.#refuse(read.id !== null && this.#inFlight.has(read.id) ? null : read.id, read.problem);
    } else if (this.#inFlight.has(read.id)) {
      // Named without its id, so that it cannot be taken for the answer that is still to come.
      this.#refuse(null, `a request with id ${read.id} is still in flight`);
    } else if (this.#inFlight.size >= inFlightLimit) {
      this.#refuse(read.id, `more than ${inFlightLimit} requests in flight`);
    } else {
      this.#inFlight.add(read.id);
      void this.#answer(read);
    }
  }

  async #answer({ id, command, args }: Request): Promise<void> {
    let outcome: Outcome;
    try {
      outcome = await this.#till.call(command, args);
    } catch (error) {
      outcome = this.#fault(command, error);
    }
    this.#inFlight.delete(id);
    if (!this.#send({ id, ...outcome })) {
      // An outcome that cannot be written must not leave its caller waiting for ever.
      this.#send({ id, ...this.#fault(command, new Error('the outcome could not be sent')) });
    }
    this.#wake();
  }

  #fault(command: string, error: unknown): Outcome {
    const incident = randomUUID();
    this.#log.error({ incident, command, err: error }, 'a command broke its promise never to throw');
    return { ok: false, fault: { incident } };
  }

  #refuse(id: number | null, problem: string): void {
    this.#log.warn({ id, problem }, 'a malformed message was refused');
    this.#send({ id, ok: false, refusal: { code: 'command.malformed', details: { problem } } });
  }

  /** False when the carrier could not write it. */
  #send(message: object): boolean {
    if (!this.#isOpen) return true;
    try {
      this.#carrier.send(message);
      return true;
    } catch (error) {
      this.#log.warn({ err: error }, 'a message could not be sent');
      return false;
    }
  }

  #wake(): void {
    const isReady = (waiting: { count: number }) => !this.#isOpen || this.#inFlight.size < waiting.count;
    const ready = this.#waiting.filter(isReady);
    this.#waiting = this.#waiting.filter((waiting) => !isReady(waiting));
    for (const { resolve } of ready) resolve();
  }
}

interface Malformed {
  id: number | null;
  problem: string;
}

/** How much of a message that is too long is looked at; every client of ours writes the id first. */
export const frontBytes = 64;

/** The id that a message begins with, without reading the rest of it; null when it begins with anything else. */
export function numberAtFront(text: string): number | null {
  const digits = /^\s*\{\s*"id"\s*:\s*(\d{1,16})\s*,/.exec(text.slice(0, frontBytes))?.[1];
  const id = digits === undefined ? null : Number(digits);
  return Number.isSafeInteger(id) ? id : null;
}

function readRequest(raw: unknown): Request | Malformed {
  if (raw instanceof Unreadable) return raw;
  const text = typeof raw === 'string' ? raw : writeText(raw);
  if (text === null) {
    return { id: numberOf(raw), problem: 'the message is not JSON, or is too long or too deep' };
  }
  if (Buffer.byteLength(text) > messageLimitBytes) return { id: numberAtFront(text), problem: tooLong };
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return { id: null, problem: 'the message is not JSON' };
  }
  if (typeof message !== 'object' || message === null || Array.isArray(message)) {
    return { id: null, problem: 'the message is not an object' };
  }
  return readMembers(message as Record<string, unknown>);
}

/** The id of a value from a MessagePort, which may be anything at all. */
function numberOf(raw: unknown): number | null {
  if (typeof raw !== 'object' || raw === null || !Object.hasOwn(raw, 'id')) return null;
  const { id } = raw as { id: unknown };
  return typeof id === 'number' && Number.isSafeInteger(id) && id >= 0 ? id : null;
}

function readMembers(message: Record<string, unknown>): Request | Malformed {
  const { id, command, args, ...others } = message;
  if (typeof id !== 'number' || !Number.isSafeInteger(id) || id < 0) {
    return { id: null, problem: 'id is not a whole number from 0 up' };
  }
  if (typeof command !== 'string') return { id, problem: 'command is not a text' };
  if (args === undefined) return { id, problem: 'args is missing' };
  const extra = Object.keys(others)[0];
  if (extra !== undefined) return { id, problem: `${JSON.stringify(extra.slice(0, 40))} is not known here` };
  if (isDeeper(args, depthLimit)) return { id, problem: `args is nested more than ${depthLimit} deep` };
  return { id, command, args };
}

function isDeeper(value: unknown, limit: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return limit === 0 || Object.values(value).some((inner) => isDeeper(inner, limit - 1));
}

/**
 * The JSON text of a value from a MessagePort, so that every carrier's messages mean the same; null if it has none.
 * A structured clone may be a Map, a cycle or a gigabyte: it is measured before anything is written.
 */
function writeText(value: unknown): string | null {
  return measure(value, messageLimitBytes, depthLimit + 2) < 0 ? null : JSON.stringify(value);
}

/** What is left of `budget` bytes after writing `value`, never more than JSON would leave; -1 once it cannot be. */
function measure(value: unknown, budget: number, depth: number): number {
  if (budget < 1 || depth < 0) return -1;
  if (typeof value === 'string') return value.length < budget ? budget - value.length - 1 : -1;
  if (typeof value === 'boolean' || value === null || Number.isFinite(value)) return budget - 1;
  if (Array.isArray(value)) return measureAll(value, budget - 1, depth - 1);
  if (typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return -1;
  // JSON drops a member that is undefined, and so do the other carriers.
  const members = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return measureAll(members.flat(), budget - 1, depth - 1);
}

function measureAll(values: readonly unknown[], budget: number, depth: number): number {
  let left = budget;
  for (const value of values) {
    left = measure(value, left, depth);
    if (left < 0) break;
  }
  return left;
}

// Chromium's DevTools protocol over the two pipes that a browser takes as its 3 and 4: commands out, answers and events
// in, one session for each page. Knows no command by name.
import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type { CDPSession } from 'playwright';

/** The browser itself, or one page of it; typed as Playwright's own sessions are. */
export type Session = Pick<CDPSession, 'send' | 'on' | 'off'>;

interface Answer {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

interface Received {
  id?: number;
  sessionId?: string;
  method?: string;
  params?: unknown;
  result?: unknown;
  error?: { message: string };
}

export class Pipe {
  readonly browser: Session;
  readonly #out: Writable;
  readonly #waiting = new Map<number, Answer>();
  readonly #emitters = new Map<string, EventEmitter>();
  #lastId = 0;
  #rest = '';

  constructor(out: Writable, incoming: Readable) {
    this.#out = out;
    this.browser = this.session('');
    incoming.setEncoding('utf8').on('data', (text: string) => this.#take(text));
    incoming.on('close', () => this.#close());
    // A browser that is gone is told of by the end of its answers.
    out.on('error', () => {});
    incoming.on('error', () => {});
  }

  /** The session of a page that the browser has attached to. */
  session(id: string): Session {
    const emitter = new EventEmitter();
    this.#emitters.set(id, emitter);
    const send = (method: string, params: object = {}) => this.#send(id, method, params);
    return Object.assign(emitter, { send }) as unknown as Session;
  }

  /** The browser ends when nobody holds its pipes any more. */
  close(): void {
    this.#out.end();
  }

  #send(sessionId: string, method: string, params: object): Promise<unknown> {
    this.#lastId += 1;
    const message = { id: this.#lastId, method, params, ...(sessionId === '' ? {} : { sessionId }) };
    return new Promise((resolve, reject) => {
      this.#waiting.set(message.id, {
        resolve,
        reject: (error) => reject(new Error(`${method}: ${error.message}`)),
      });
      this.#out.write(`${JSON.stringify(message)}\0`);
    });
  }

  #take(text: string): void {
    const messages = (this.#rest + text).split('\0');
    this.#rest = messages.pop() ?? '';
    for (const message of messages) this.#receive(JSON.parse(message) as Received);
  }

  #receive({ id, sessionId = '', method, params, result, error }: Received): void {
    if (id === undefined) {
      this.#emitters.get(sessionId)?.emit(method ?? '', params);
      return;
    }
    const answer = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) answer?.resolve(result);
    else answer?.reject(new Error(error.message));
  }

  #close(): void {
    for (const answer of this.#waiting.values()) answer.reject(new Error('the browser is gone'));
    this.#waiting.clear();
  }
}

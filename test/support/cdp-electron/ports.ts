// Message ports between the program and the page: `MessageChannelMain`, and how one of its ports is carried to the page
// and its messages back. Values travel as JSON, where Electron clones them: what is no JSON arrives as `null`.
import { emitterMembers, surface, Teller } from './surface.ts';
import type { FromPage, ToPage } from './worlds.ts';

let lastPort = 0;

/** The program's end of a channel. Its messages wait until `start`, as Electron's do. */
class MainPort extends Teller {
  readonly number: number;
  /** Null until the other end is with a page, and again when that is gone. */
  #carry: ((message: ToPage) => void) | null = null;
  #unsent: unknown[] = [];
  #unheard: unknown[] | null = [];
  #isClosed = false;

  constructor() {
    super('MessagePortMain', ['message', 'close']);
    lastPort += 1;
    this.number = lastPort;
  }

  postMessage(value: unknown): void {
    if (this.#isClosed) return;
    if (this.#carry === null) this.#unsent.push(value);
    else this.#carry({ kind: 'message', port: this.number, value });
  }

  start(): void {
    const unheard = this.#unheard ?? [];
    this.#unheard = null;
    for (const value of unheard) this.hear(value);
  }

  close(): void {
    this.#carry?.({ kind: 'close', port: this.number });
    this.lose();
  }

  // The stand-in's own side, which the product never sees.

  carryBy(carry: (message: ToPage) => void): void {
    this.#carry = carry;
    for (const value of this.#unsent.splice(0)) this.postMessage(value);
  }

  hear(value: unknown): void {
    if (this.#isClosed) return;
    if (this.#unheard === null) this.emit('message', { data: value, ports: [] });
    else this.#unheard.push(value);
  }

  /** The other end is gone. */
  lose(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#carry = null;
    this.emit('close');
  }
}

/** The end that goes to the page; it can do nothing else here. */
class TravellingPort {
  readonly other: MainPort;
  constructor(other: MainPort) {
    this.other = other;
  }
}

const peers = new WeakMap<object, MainPort>();

export class MessageChannelMain {
  readonly port1: MainPort;
  readonly port2: TravellingPort;
  constructor() {
    const port = new MainPort();
    this.port1 = surface('MessagePortMain', port, [...emitterMembers, 'postMessage', 'start', 'close']);
    this.port2 = surface('port2 of a MessageChannelMain', new TravellingPort(port), []);
    peers.set(this.port2, port);
  }
}

/** The ports whose other ends are with one page. */
export class CarriedPorts {
  readonly #ports = new Map<number, MainPort>();
  readonly #deliver: (message: ToPage) => void;

  constructor(deliver: (message: ToPage) => void) {
    this.#deliver = deliver;
  }

  /** Sends a message and the ports to the preload, as `frame.postMessage` does. */
  post(channel: string, value: unknown, travelling: readonly object[]): void {
    const ports = travelling.map((one) => {
      const port = peers.get(one);
      if (port === undefined) throw new Error('only port2 of a MessageChannelMain can go to the page');
      return port;
    });
    for (const port of ports) this.#ports.set(port.number, port);
    this.#deliver({ kind: 'post', channel, value, ports: ports.map(({ number }) => number) });
    for (const port of ports) port.carryBy(this.#deliver);
  }

  receive(message: FromPage): void {
    const port = this.#ports.get(message.port);
    if ('isClosed' in message) {
      this.#ports.delete(message.port);
      port?.lose();
    } else port?.hear(message.value);
  }

  /** The page with the other ends is gone. */
  loseAll(): void {
    const ports = [...this.#ports.values()];
    this.#ports.clear();
    for (const port of ports) port.lose();
  }
}

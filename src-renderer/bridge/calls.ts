// Requests and their replies over whatever carries them. Owns the numbering, and what is sent again when the carrier
// comes back: a write keeps its commandId, so the till does it once. Never opens a carrier itself.
import type { Args, CommandName } from '#contract/commands.ts';
import type { Outcome, Request } from '#contract/envelope.ts';
import type { TillEvent } from '#contract/events.ts';
import type { Bridge, Connection } from './bridge.ts';

type Send = (request: Request) => void;

/** The till refuses more than 64 at a time; a burst of scans waits its turn here instead of being lost there. */
const MAX_UNDER_WAY = 48;

interface Waiting {
  request: Request;
  answer: (outcome: Outcome) => void;
}

export interface Calls extends Bridge {
  /** The carrier works: everything unanswered goes out again, in its order, before anything new. */
  opened(send: Send): void;
  /** One message from the till; what is neither a reply nor an event is passed over. */
  received(message: unknown): void;
  closed(connection: 'lost' | 'refused'): void;
}

function isReply(message: object): message is { id: number } & Outcome {
  return 'id' in message && 'ok' in message && typeof message.id === 'number';
}

function isEvent(message: object): message is TillEvent {
  return 'event' in message && typeof message.event === 'string';
}

export function createCalls(): Calls {
  const waiting = new Map<number, Waiting>();
  const hearers = new Set<(event: TillEvent) => void>();
  const watchers = new Set<(connection: Connection) => void>();
  let send: Send | null = null;
  /** What the carrier of now has taken and the till has not answered. */
  const underWay = new Set<number>();
  let lastId = 0;
  let now: Connection = 'opening';

  const announce = (connection: Connection) => {
    now = connection;
    for (const watcher of watchers) watcher(connection);
  };

  function sendWaiting(): void {
    if (send === null) return;
    for (const [id, { request }] of waiting) {
      if (underWay.size >= MAX_UNDER_WAY) return;
      if (underWay.has(id)) continue;
      underWay.add(id);
      send(request);
    }
  }

  return {
    call<N extends CommandName>(name: N, args: Args<N>) {
      lastId += 1;
      const request: Request = { id: lastId, command: name, args };
      return new Promise<Outcome<N>>((resolve) => {
        waiting.set(request.id, { request, answer: (outcome) => resolve(outcome as Outcome<N>) });
        sendWaiting();
      });
    },
    subscribe(listener) {
      hearers.add(listener);
      return () => hearers.delete(listener);
    },
    watch(listener) {
      watchers.add(listener);
      if (now !== 'opening') listener(now);
      return () => watchers.delete(listener);
    },
    opened(carry) {
      send = carry;
      underWay.clear();
      sendWaiting();
      announce('ready');
    },
    received(message) {
      if (typeof message !== 'object' || message === null) return;
      if (isReply(message)) {
        const found = waiting.get(message.id);
        waiting.delete(message.id);
        underWay.delete(message.id);
        sendWaiting();
        found?.answer(message);
      } else if (isEvent(message)) {
        for (const hearer of hearers) hearer(message);
      }
    },
    closed(connection) {
      send = null;
      announce(connection);
    },
  };
}

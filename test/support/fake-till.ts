// A till for the tests of shells: answers after its arguments' wishes and records what it was asked.
// Knows no command of the contract and no money.
import type { Carried } from '#shell/connection.ts';
import type { Outcome } from '#contract/envelope.ts';
import type { TillEvent } from '#contract/events.ts';

export interface FakeTill extends Carried {
  readonly calls: { name: string; args: unknown }[];
  readonly listeners: Set<(event: TillEvent) => void>;
  announce(event: TillEvent): void;
  /** Lets the oldest held call answer. */
  release(): void;
}

/** `echo` gives its arguments back; `hold` waits for `release`; `refuse`, `throw` and `cycle` do as they say. */
export function fakeTill(): FakeTill {
  const calls: FakeTill['calls'] = [];
  const listeners: FakeTill['listeners'] = new Set();
  const held: (() => void)[] = [];
  const answers: Record<string, (args: unknown) => unknown> = {
    echo: (args) => ({ ok: true, result: args }),
    hold: async (args) => {
      await new Promise<void>((resolve) => held.push(resolve));
      return { ok: true, result: args };
    },
    refuse: () => ({ ok: false, refusal: { code: 'sale.none', details: {} } }),
    throw: () => {
      throw new Error('planted');
    },
    cycle: () => {
      const result: Record<string, unknown> = {};
      result['self'] = result;
      return { ok: true, result };
    },
  };
  return {
    calls,
    listeners,
    async call(name, args) {
      calls.push({ name, args });
      if (Object.hasOwn(answers, name)) return (await answers[name]?.(args)) as Outcome;
      return { ok: false, refusal: { code: 'command.unknown', details: { name } } };
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    announce(event) {
      for (const listener of listeners) listener(event);
    },
    release: () => held.shift()?.(),
  };
}

export const sessionChanged: TillEvent = { event: 'session.changed', payload: { session: null } };

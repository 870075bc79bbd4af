// The envelopes that every shell carries: a request, its reply, an event. Nothing here knows what they mean.
import type { CommandName, Result } from './commands.ts';
import type { Refusal } from './refusal.ts';

/** `id` is the connection's own number; the idempotency key is `commandId`, inside `args`. */
export interface Request {
  id: number;
  command: string;
  args: unknown;
}

/** A bug or a broken machine, to be found in the log by its incident number. */
export interface Fault {
  incident: string;
}

export type Reply<N extends CommandName = CommandName> =
  | { id: number; ok: true; result: Result<N> }
  | { id: number; ok: false; refusal: Refusal }
  | { id: number; ok: false; fault: Fault };

/** What dispatch answers before the connection puts its number on it. */
export type Outcome<N extends CommandName = CommandName> =
  | { ok: true; result: Result<N> }
  | { ok: false; refusal: Refusal }
  | { ok: false; fault: Fault };

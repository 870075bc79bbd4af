// What the screen knows of the main process: it can be asked, it announces, and it may be out of reach. Which carrier
// is behind it, a port or a socket, is nobody else's business.
import type { Args, CommandName } from '#contract/commands.ts';
import type { Outcome } from '#contract/envelope.ts';
import type { TillEvent } from '#contract/events.ts';

/**
 * `opening` until first reached; `lost` while it does not answer and is tried again; `refused` when it answers but
 * this page has no right to it.
 */
export type Connection = 'opening' | 'ready' | 'lost' | 'refused';

export interface Bridge {
  /** Settles when the till answers, also across a lost connection: the same request is sent again. */
  call<N extends CommandName>(name: N, args: Args<N>): Promise<Outcome<N>>;
  /** Hears every event; answers how to stop. */
  subscribe(listener: (event: TillEvent) => void): () => void;
  /** Hears how the connection is, once it has been tried, and every change of it; answers how to stop. */
  watch(listener: (connection: Connection) => void): () => void;
}

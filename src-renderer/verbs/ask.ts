// How a verb asks the till, and how a no reaches the cashier. Makes the idempotency key: one for every action of a
// person, never one for every try.
import { v7 } from 'uuid';
import type { Args, CommandName, Result } from '#contract/commands.ts';
import type { CommandId } from '#contract/ids.ts';
import { noticeOf } from '#screen/state/model.ts';
import type { Panel } from '#screen/state/model.ts';
import { screenOf } from '#screen/state/screen.ts';
import type { Till } from '#screen/state/till.ts';
import { tell } from './say.ts';

export function newId(): CommandId {
  return v7() as CommandId;
}

/** The result, or null after the cashier was told why not. */
export async function ask<N extends CommandName>(
  till: Till,
  name: N,
  args: Args<N>,
): Promise<Result<N> | null> {
  const outcome = await till.bridge.call(name, args);
  if (outcome.ok) return outcome.result;
  tell(till, noticeOf(outcome));
  return null;
}

/** Does the work unless it is already being done: a double tap is one action. */
export async function once(till: Till, name: string, work: () => Promise<void>): Promise<void> {
  if (till.running.has(name)) return;
  till.running.add(name);
  try {
    await work();
  } finally {
    till.running.delete(name);
  }
}

/**
 * Closes the panel and does its work. After a no it lies there again with all that was said in it, to be put right,
 * unless the cashier has gone on to something else.
 */
export async function withPanelClosed(till: Till, panel: Panel, work: () => Promise<boolean>): Promise<void> {
  const { store } = till;
  const screen = screenOf(store.getState());
  store.setState({ panel: null, notice: null });
  if (await work()) return;
  store.setState((now) => (now.panel === null && screenOf(now) === screen ? { panel } : {}));
}

// What an action is: one row that drives a key, a button and a line of the help overlay alike.
import type { Words } from '#contract/words/index.ts';
import type { TillState } from '#screen/state/model.ts';
import type { Context } from '#screen/state/screen.ts';

export interface Action {
  id: string;
  context: Context;
  /**
   * Names of keys as `keymap/name.ts` makes them; `digit` and `letter` stand for all of these, `any` for every key
   * that there is. In the table they are the default keys; a preset and the shop lay theirs over them.
   */
  keys: readonly string[];
  /** The screen's words come first because most are there; the rest are in `all`. */
  word: (words: Words['screen'], all: Words) => string;
  isEnabled: (state: TillState) => boolean;
  run: (key: string) => void;
  /** Has a button in the bar at the bottom. */
  isInBar?: true;
  /**
   * A printable key that writes at once. Inside a scanner's burst it would do harm that no rollback mends, so the
   * router holds it for the length of one scan gap.
   */
  isHeld?: true;
  /** May repeat while its key is held down. */
  isRepeating?: true;
}

/** An action with the keys that count in this shop now. */
export interface KeyedAction extends Action {
  /** What is printed on its key, the same in every language; empty without one. */
  cap: string;
  /** The keys it has before anybody changes any. */
  defaultKeys: readonly string[];
}

export const always = () => true;

/** A row whose context is in its id. */
export function row(
  id: string,
  keys: readonly string[],
  word: Action['word'],
  run: Action['run'],
  isEnabled: Action['isEnabled'] = always,
): Action {
  const context = id.slice(0, id.indexOf('.')) as Context;
  return { id, context, keys, word, isEnabled, run };
}

/** The keys that go through a list. */
export const walking: readonly string[] = ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End'];

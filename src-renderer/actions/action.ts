// What an action is: one row that drives a key, a button and a line of the help overlay alike.
import type { Words } from '#contract/words/index.ts';
import type { TillState } from '#screen/state/model.ts';
import type { Context } from '#screen/state/screen.ts';

export interface Action {
  id: string;
  context: Context;
  /** Names of keys as the keyboard gives them, `Ctrl+` before them; `digit` and `letter` stand for all of these. */
  keys: readonly string[];
  /** What is printed on the key's cap; the same in every language. Empty where no single key fits on one. */
  cap: string;
  word: (words: Words['screen']) => string;
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

export const always = () => true;

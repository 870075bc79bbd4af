// The rows of every place with a number buffer: typing into it, taking the last key back, emptying it. What the buffer
// means there is in verbs/entry.ts.
import { clearEntry, eraseKey, typeKey } from '#screen/verbs/entry.ts';
import type { Context } from '#screen/state/screen.ts';
import type { Till } from '#screen/state/till.ts';
import { always } from './action.ts';
import type { Action } from './action.ts';

/** `word` says what is typed there; a PIN has digits only. */
export function typeRow(
  till: Till,
  context: Context,
  word: Action['word'],
  keys: readonly string[] = ['digit', '.', '00'],
): Action {
  return {
    id: `${context}.type`,
    context,
    keys,
    word,
    isEnabled: always,
    run: (key) => typeKey(till, key),
    isRepeating: true,
  };
}

export function eraseRow(till: Till, context: Context): Action {
  return {
    id: `${context}.erase`,
    context,
    keys: ['Backspace'],
    word: (w) => w.erase,
    isEnabled: always,
    run: () => eraseKey(till),
    isRepeating: true,
  };
}

/** Where Esc leaves, the row has its key on the screen only. */
export function clearRow(till: Till, context: Context, keys: readonly string[]): Action {
  return {
    id: `${context}.clear`,
    context,
    keys,
    word: (w) => w.clear,
    isEnabled: always,
    run: () => clearEntry(till),
  };
}

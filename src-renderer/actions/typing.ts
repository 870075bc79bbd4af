// The rows that many places share: typing into the number buffer, taking the last key back, emptying it, closing a panel.
// What the buffer means there is in verbs/entry.ts.
import { emptyEntry } from '#screen/entry.ts';
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

/** Leaves a panel; what was typed there goes with it. */
export function closeRow(till: Till, context: Context): Action {
  return {
    id: `${context}.close`,
    context,
    keys: ['Escape'],
    word: (w) => w.close,
    isEnabled: always,
    run: () => till.store.setState({ panel: null, entry: emptyEntry, notice: null }),
  };
}

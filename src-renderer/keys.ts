// The key router: one listener, in the capture phase, that owns every key of the screen (`ui.md` 1.5). Accepts each key
// at once, takes it back when the run turns out to be a scan, and looks up what the rest means in the action table.
import type { Action, KeyedAction } from './actions/action.ts';
import { pageFocus } from './field.ts';
import type { Focus } from './field.ts';
import { isCharacter, keyName } from './keymap/name.ts';
import { actionFor, resolveActions } from './keymap/resolve.ts';
import { noRun, partScan, readStroke, SCAN_GAP_MS } from './scan.ts';
import { typedRead } from './state/reads.ts';
import type { HowRead } from './state/reads.ts';
import { contextsOf, standingOf } from './state/screen.ts';
import type { Standing } from './state/screen.ts';
import type { Till } from './state/till.ts';
import { takeBack, waitsBehind } from './state/turn.ts';

const modifiers = new Set([
  'Shift',
  'Control',
  'Alt',
  'AltGraph',
  'Meta',
  'CapsLock',
  'NumLock',
  'ScrollLock',
]);

export interface KeyRouter {
  /** Runs an action as its key would: what every button on the screen does. */
  press: (action: Action, key?: string) => void;
  /** What a key of the keypad on the screen does: the same as that key of a keyboard. */
  type: (key: string) => void;
  detach: () => void;
}

export function attachKeys(
  target: Pick<Window, 'addEventListener' | 'removeEventListener'>,
  till: Till,
  rows: readonly Action[],
  onScan: (code: string, atMs: number, how: HowRead) => void,
  focus: Focus = pageFocus,
): KeyRouter {
  const { store } = till;
  let run = noRun;
  let standing: { state: Standing; restoreField: () => void; isBehind: boolean } | null = null;
  /** Printable keys that write, waiting to be sure that they are no part of a scan. */
  let held: (() => void)[] = [];
  let release: ReturnType<typeof setTimeout> | undefined;
  let lastAt = Number.NEGATIVE_INFINITY;
  /** The key that went down last, by its place on the keyboard: only that one may repeat. */
  let lastDown = '';
  /** Keys whose press was kept from the page; so is their letting go. */
  const kept = new Set<string>();

  const meaningOf = (key: string): KeyedAction | null =>
    actionFor(resolveActions(rows, store.getState().counter.keys), store.getState(), key);

  function flush(): void {
    clearTimeout(release);
    const work = held;
    held = [];
    for (const go of work) go();
  }

  /** Until the next key of the run can no longer come in time. */
  function wait(): void {
    clearTimeout(release);
    release = setTimeout(flush, SCAN_GAP_MS + 5);
  }

  function press(action: Action, key = action.keys[0] ?? ''): void {
    if (!action.isEnabled(store.getState())) return;
    // What was said has been seen by whoever presses the next key.
    if (store.getState().notice !== null) store.setState({ notice: null });
    action.run(key);
  }

  /**
   * Typed behind a turn that is not over: kept for whoever comes next. Only writing begins such a queue, for an Enter or a
   * `+` is the impatient second press; behind writing it belongs to that.
   */
  function waits(key: string): boolean {
    const { turn } = till;
    const isFirst = turn?.behind.length === 0;
    if (turn === null || store.getState().panel !== null || (isFirst && !isWriting(key))) return false;
    const mine = standing;
    if (mine !== null) mine.isBehind = true;
    const again = () => {
      // Nothing of this run has been done so far: a scan that it may be is taken back to how things stand now.
      if (mine?.isBehind === true) {
        mine.isBehind = false;
        mine.state = standingOf(store.getState());
      }
      type(key);
    };
    return waitsBehind(till, { of: mine, commits: !isWriting(key), run: again });
  }

  function type(key: string): void {
    const action = meaningOf(key);
    if (!waits(key) && action !== null) press(action, key);
  }

  /** A button that is tapped behind something written belongs to that, as its key would. */
  function tap(action: Action, key?: string): void {
    const { turn } = till;
    const isBehind = turn !== null && turn.behind.length > 0 && store.getState().panel === null;
    const go = () => press(action, key);
    if (!isBehind || !waitsBehind(till, { of: null, commits: true, run: go })) go();
  }

  function undoTyping(): void {
    clearTimeout(release);
    held = [];
    if (standing === null || takeBack(till, standing)) return;
    store.setState(standing.state);
    standing.restoreField();
  }

  function takeScan(text: string, atMs: number, how: Pick<HowRead, 'end' | 'msPerChar'>): void {
    undoTyping();
    const { typed, code } = partScan(text);
    for (const key of typed) type(key);
    onScan(code, atMs, typedRead(how));
  }

  function swallow(event: KeyboardEvent): void {
    kept.add(placeOf(event));
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  function act(event: KeyboardEvent, key: string): void {
    if (waits(key)) {
      swallow(event);
      return;
    }
    const action = meaningOf(key);
    if (action === null) {
      // A form's own Enter; everywhere else nothing may reach a button that happens to have the focus.
      const isOfField = key === 'Enter' && focus.focusedField() !== null;
      if (!isOfField && (isCharacter(key) || key === 'Enter' || isBrowserKey(key))) swallow(event);
      return;
    }
    swallow(event);
    if (event.repeat && action.isRepeating !== true) return;
    if (isCharacter(key) || key === 'Escape') focus.leaveFocus();
    if (isCharacter(key) && mustWait(action, key)) {
      held.push(() => press(action, key));
      wait();
    } else {
      press(action, key);
    }
  }

  /** Tells a scan from typing; true when this key has ended a scan and is thereby done with. */
  function follow(event: KeyboardEvent, key: string): boolean {
    const read = readStroke(run, { key, atMs: event.timeStamp, isRepeat: event.repeat });
    run = read.run;
    if (read.verdict.kind === 'scan') {
      swallow(event);
      takeScan(read.verdict.code, event.timeStamp, read.verdict);
      return true;
    }
    if (read.verdict.kind === 'ended') {
      swallow(event);
      return true;
    }
    if (read.verdict.kind === 'begins') {
      flush();
      standing = {
        state: standingOf(store.getState()),
        restoreField: focus.rememberField(),
        isBehind: false,
      };
    } else if (read.verdict.kind === 'typed') {
      flush();
    } else if (held.length > 0) {
      wait();
    }
    return false;
  }

  /** A key that is the page's own: one for the field that has the focus, or for a button reached with Tab. */
  function isForPage(event: KeyboardEvent, key: string, isAlone: boolean): boolean {
    if (contextsOf(store.getState())[0] === 'keyCapture') return false;
    if (focus.focusedField() !== null && !isCounterKey(key) && (isEditing(key) || !isBrowserKey(key)))
      return true;
    // Pressed by its own key, as everywhere, if that stands alone; anything typed takes the focus back.
    return (key === 'Enter' || key === ' ') && isAlone && !event.repeat && focus.isFocusedByKey();
  }

  function onKeyDown(event: KeyboardEvent): void {
    // An input method is composing: its keys are its own.
    const isComposing = event.isComposing || event.key === 'Process' || event.keyCode === 229;
    if (isComposing || modifiers.has(event.key)) return;
    const isAlone = event.timeStamp - lastAt >= SCAN_GAP_MS;
    lastAt = event.timeStamp;
    if (event.repeat && placeOf(event) !== lastDown) {
      // Still held from before another key: it has had its say.
      swallow(event);
      return;
    }
    lastDown = placeOf(event);
    const key = keyName(event);
    if (!follow(event, key) && !isForPage(event, key, isAlone)) act(event, key);
  }

  function onKeyUp(event: KeyboardEvent): void {
    if (!kept.delete(placeOf(event))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  target.addEventListener('keydown', onKeyDown, { capture: true });
  target.addEventListener('keyup', onKeyUp, { capture: true });
  return {
    press: tap,
    type,
    detach: () => {
      target.removeEventListener('keydown', onKeyDown, { capture: true });
      target.removeEventListener('keyup', onKeyUp, { capture: true });
    },
  };
}

/** A key is let go under another name where Shift was let go before it; its place stays. */
function placeOf(event: KeyboardEvent): string {
  return event.code === '' ? event.key : event.code;
}

/**
 * Whether the first character of a scan could do by this action what no rollback mends. Typing is always mended; so is
 * what the table says. Digits and letters as shortcuts are how codes begin; a shop's own choice, or a
 * key that is being learned, may be any.
 */
function mustWait(action: KeyedAction, key: string): boolean {
  const isClass = action.defaultKeys.includes('digit') || action.defaultKeys.includes('letter');
  if (isClass) return false;
  return action.isHeld === true || /[\p{L}\d]/u.test(key) || !action.defaultKeys.includes(key);
}

/** What a code, a quantity or an amount is typed with, and the first letter of a search. */
function isWriting(key: string): boolean {
  return key === 'Backspace' || key === '00' || /^[\p{L}\d.*]$/u.test(key);
}

/** Keys that keep their meaning for the counter while a text field has the focus. */
function isCounterKey(key: string): boolean {
  return /^(Enter|Escape|ArrowUp|ArrowDown|PageUp|PageDown|Home|End|(Shift\+)?F\d+)$/.test(key);
}

/** What a text field does with Ctrl: all, copy, paste, cut, redo, undo. */
function isEditing(key: string): boolean {
  return isCharacter(key) || /^Ctrl\+([acvxyz]|Arrow(Left|Right))$/.test(key);
}

/** Function keys of the browser, and reloading, printing or leaving the page by a slip of the hand. */
function isBrowserKey(key: string): boolean {
  return (
    /^(Ctrl\+|Shift\+)*F\d+$/.test(key) || /^(Ctrl|Alt)\+(Shift\+)?([a-z0-9+-]|Arrow(Left|Right))$/.test(key)
  );
}

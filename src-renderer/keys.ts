// The key router: one listener, in the capture phase, that owns every key of the screen (`ui.md` 1.5). Accepts each key
// at once, takes it back when the run turns out to be a scan, and looks up what the rest means in the action table.
import { actionFor } from './actions/table.ts';
import type { Action } from './actions/action.ts';
import { noRun, readStroke, SCAN_GAP_MS } from './scan.ts';
import { standingOf } from './state/screen.ts';
import type { Standing } from './state/screen.ts';
import type { Till } from './state/till.ts';
import { pageFocus } from './field.ts';
import type { Focus } from './field.ts';

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

/** A key's name in the action table. */
export function keyName(event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey'>): string {
  const { key, code, ctrlKey } = event;
  // The numpad's point is a comma on some layouts; Num Lock's Clear is the pad's Escape.
  const plain = code === 'NumpadDecimal' && key === ',' ? '.' : key === 'Clear' ? 'Escape' : key;
  return ctrlKey ? `Ctrl+${plain}` : plain;
}

export interface KeyRouter {
  /** Runs an action as its key would: what every button on the screen does. */
  press: (action: Action, key?: string) => void;
  detach: () => void;
}

export function attachKeys(
  target: Pick<Window, 'addEventListener' | 'removeEventListener'>,
  till: Till,
  actions: readonly Action[],
  onScan: (code: string) => void,
  focus: Focus = pageFocus,
): KeyRouter {
  const { store } = till;
  let run = noRun;
  let standing: { state: Standing; restoreField: () => void } | null = null;
  /** Printable keys that write, waiting to be sure that they are no part of a scan. */
  let held: (() => void)[] = [];
  let release: ReturnType<typeof setTimeout> | undefined;

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

  function undoTyping(): void {
    clearTimeout(release);
    held = [];
    if (standing === null) return;
    store.setState(standing.state);
    standing.restoreField();
  }

  function swallow(event: KeyboardEvent): void {
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  function act(event: KeyboardEvent, key: string, isPrintable: boolean): void {
    const action = actionFor(actions, store.getState(), key);
    if (action === null) {
      // Nothing at the counter may reach a focused button, and no function key the browser behind the screen.
      if ((isPrintable && key !== ' ') || /^F\d+$/.test(key) || isBrowserKey(event)) swallow(event);
      return;
    }
    swallow(event);
    if (event.repeat && action.isRepeating !== true) return;
    if (isPrintable || key === 'Escape') focus.leaveFocus();
    if (isPrintable && action.isHeld === true) {
      held.push(() => press(action, key));
      wait();
    } else {
      press(action, key);
    }
  }

  function onKeyDown(event: KeyboardEvent): void {
    // An input method is composing: its keys are its own.
    if (event.isComposing || event.key === 'Process' || modifiers.has(event.key)) return;
    const key = keyName(event);
    const isPrintable = [...key].length === 1 && !event.altKey && !event.metaKey;
    const read = readStroke(run, { key, atMs: event.timeStamp, isRepeat: event.repeat });
    run = read.run;
    if (read.verdict.kind === 'scan') {
      swallow(event);
      undoTyping();
      onScan(read.verdict.code);
      return;
    }
    if (read.verdict.kind === 'begins') {
      flush();
      standing = { state: standingOf(store.getState()), restoreField: focus.rememberField() };
    } else if (read.verdict.kind === 'typed') {
      flush();
    } else if (held.length > 0) {
      wait();
    }
    if (focus.focusedField() !== null && (isPrintable || !isCounterKey(key))) return;
    // A button reached with Tab is pressed by its own key, as everywhere; anything typed takes the focus back.
    if ((key === 'Enter' || key === ' ') && focus.isFocusedByKey()) {
      if (event.repeat) swallow(event);
      return;
    }
    act(event, key, isPrintable);
  }

  target.addEventListener('keydown', onKeyDown, { capture: true });
  return {
    press,
    detach: () => target.removeEventListener('keydown', onKeyDown, { capture: true }),
  };
}

/** Keys that keep their meaning for the counter while a text field has the focus. */
function isCounterKey(key: string): boolean {
  return (
    key === 'Enter' || key === 'Escape' || key === 'ArrowUp' || key === 'ArrowDown' || /^F\d+$/.test(key)
  );
}

/** Reloading, printing or leaving the page by a slip of the hand. */
function isBrowserKey(event: KeyboardEvent): boolean {
  return (event.ctrlKey || event.metaKey) && /^[a-z0-9+-]$/i.test(event.key);
}

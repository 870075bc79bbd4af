// Which keys may be given to an action, and which maps may be used at all. Pure; refuses with a reason, never mends.
import type { KeyMap } from '#contract/counter.ts';
import type { Action, KeyedAction } from '#screen/actions/action.ts';
import { classOf, isTyping, resolveActions } from './resolve.ts';

/** Why a key cannot be an action's. */
export type KeyRefusal =
  /** Another action has it where both count. */
  | { kind: 'taken'; key: string; by: KeyedAction }
  /** It ends what is typed and every scan, leaves, or walks the focus. */
  | { kind: 'reserved'; key: string }
  /** The system's own: Alt and the like. */
  | { kind: 'system'; key: string }
  /** What is typed here keeps its keys. */
  | { kind: 'fixed'; action: string }
  | { kind: 'tooMany'; action: string }
  | { kind: 'unknown'; action: string };

export const MAX_KEYS = 4;

const reserved = /^(Ctrl\+)?(Shift\+)?(Enter|Tab|Escape|Backspace)$/;
const system = /Alt\+|^(Dead|Unidentified|ContextMenu|AltGraph|Process|Meta|PrintScreen|Pause)$/;
const classes = new Set(['digit', 'letter', 'any', '00']);

/** True where a press of either would mean both. */
function isSameKey(a: string, b: string): boolean {
  return a === b || classOf(a) === b || classOf(b) === a;
}

/**
 * Whether both count in one place. Opening and leaving with one key is one action to a cashier: where the table gives a
 * place the very key that opens it from everywhere, the two go together.
 */
function meets(a: KeyedAction, b: KeyedAction): boolean {
  if (a.context === b.context) return true;
  const isOver = a.context === 'everywhere' || b.context === 'everywhere';
  return isOver && !a.defaultKeys.some((key) => b.defaultKeys.includes(key)) && !isDeaf(a) && !isDeaf(b);
}

/** While a key is learned, nothing from everywhere is heard. */
const isDeaf = (action: KeyedAction) => action.context === 'keyCapture';

/** Who has the key already where this action counts; null when it is free. */
export function holderOf(
  actions: readonly KeyedAction[],
  action: KeyedAction,
  key: string,
): KeyedAction | null {
  const holds = (other: KeyedAction) =>
    other.id !== action.id && meets(action, other) && other.keys.some((one) => isSameKey(one, key));
  return actions.find(holds) ?? null;
}

/** Whether the action may have this key as things are. */
export function refusalOf(
  actions: readonly KeyedAction[],
  action: KeyedAction,
  key: string,
): KeyRefusal | null {
  const isOwn = action.defaultKeys.includes(key);
  if (isTyping(action) && !isOwn) return { kind: 'fixed', action: action.id };
  if (system.test(key)) return { kind: 'system', key };
  if (!isOwn && (reserved.test(key) || classes.has(key))) return { kind: 'reserved', key };
  const by = holderOf(actions, action, key);
  return by === null ? null : { kind: 'taken', key, by };
}

/** The first thing wrong with a whole map, or null: every key of it is judged as if it were given one by one. */
export function refusalOfMap(rows: readonly Action[], map: KeyMap): KeyRefusal | null {
  const actions = resolveActions([...rows], map);
  for (const id of Object.keys(map.changes)) {
    const action = actions.find((one) => one.id === id);
    if (action === undefined) return { kind: 'unknown', action: id };
    if (action.keys.length > MAX_KEYS) return { kind: 'tooMany', action: id };
    const isLost = isTyping(action) && action.defaultKeys.some((key) => !action.keys.includes(key));
    if (isLost) return { kind: 'fixed', action: id };
    for (const key of action.keys) {
      const refusal = refusalOf(actions, action, key);
      if (refusal !== null) return refusal;
    }
  }
  return null;
}

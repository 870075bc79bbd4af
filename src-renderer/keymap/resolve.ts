// Which keys count now: the table's own, the preset's over them, the shop's over those; and the index in which the router
// looks them up. Made anew only when the map changes.
import type { KeyMap } from '#contract/counter.ts';
import type { Action, KeyedAction } from '#screen/actions/action.ts';
import { contextsOf } from '#screen/state/screen.ts';
import type { Context } from '#screen/state/screen.ts';
import type { TillState } from '#screen/state/model.ts';
import { capFor, isCharacter } from './name.ts';
import { presets } from './presets.ts';

/** Where something is typed the digits are no shortcuts: they cannot be switched off or given away. */
export function isTyping(row: { defaultKeys: readonly string[] }): boolean {
  return row.defaultKeys.includes('digit') || row.defaultKeys.includes('any');
}

/** The keys that the preset alone gives an action. */
export function presetKeys(id: string, defaultKeys: readonly string[], map: KeyMap): readonly string[] {
  const { changes, hasCharacterKeys } = presets[map.preset];
  const keys = changes[id] ?? defaultKeys;
  if (hasCharacterKeys || isTyping({ defaultKeys })) return keys;
  return keys.filter((key) => !isCharacter(key) && key !== 'letter');
}

function keyed(row: Action, map: KeyMap): KeyedAction {
  const defaultKeys = row.keys;
  const keys = map.changes[row.id] ?? presetKeys(row.id, defaultKeys, map);
  /** Some actions read their key (up or down); a new key means what the one in its place meant. */
  const meant = (key: string) => {
    const isOwn = defaultKeys.includes(key) || isTyping({ defaultKeys }) || defaultKeys.includes('letter');
    return isOwn ? key : (defaultKeys[keys.indexOf(key)] ?? defaultKeys[0] ?? '');
  };
  return { ...row, keys, defaultKeys, cap: capFor(keys), run: (key) => row.run(meant(key)) };
}

const resolved = new WeakMap<readonly Action[], { map: KeyMap; actions: readonly KeyedAction[] }>();

/** The table with the keys of this map. The same map gives the same answer, so it may be asked at every key. */
export function resolveActions(rows: readonly Action[], map: KeyMap): readonly KeyedAction[] {
  const last = resolved.get(rows);
  if (last?.map === map) return last.actions;
  const actions = rows.map((row) => keyed(row, map));
  resolved.set(rows, { map, actions });
  return actions;
}

type Index = ReadonlyMap<Context, ReadonlyMap<string, KeyedAction>>;

const indexes = new WeakMap<readonly KeyedAction[], Index>();

function indexOf(actions: readonly KeyedAction[]): Index {
  const known = indexes.get(actions);
  if (known !== undefined) return known;
  const index = new Map<Context, Map<string, KeyedAction>>();
  for (const action of actions) {
    const keys = index.get(action.context) ?? new Map<string, KeyedAction>();
    index.set(action.context, keys);
    for (const key of action.keys) if (!keys.has(key)) keys.set(key, action);
  }
  indexes.set(actions, index);
  return index;
}

/** The class that stands for this key in a row, if any. */
export function classOf(key: string): string | null {
  if (/^\d$/.test(key)) return 'digit';
  return /^\p{L}$/u.test(key) ? 'letter' : null;
}

/** What a key does now: the top context first, disabled actions included (they swallow their key). */
export function actionFor(
  actions: readonly KeyedAction[],
  state: TillState,
  key: string,
): KeyedAction | null {
  const index = indexOf(actions);
  const kind = classOf(key);
  // A shortcut on a letter is on the key, whatever Caps Lock makes of it.
  const names = [key, key.toLowerCase(), ...(kind === null ? [] : [kind]), 'any'];
  for (const context of contextsOf(state)) {
    const keys = index.get(context);
    const name = keys && names.find((one) => keys.has(one));
    if (name !== undefined) return keys?.get(name) ?? null;
  }
  return null;
}

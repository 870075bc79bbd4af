// What the editor of the keys does: which action, which key, whose preset. Every change is saved with the till's settings
// and counts at once; a key that would be two things is refused by name.
import type { KeyMap, KeyPreset } from '#contract/counter.ts';
import type { Words } from '#contract/words/index.ts';
import type { Action, KeyedAction } from '#screen/actions/action.ts';
import { MAX_KEYS, refusalOf } from '#screen/keymap/conflict.ts';
import type { KeyRefusal } from '#screen/keymap/conflict.ts';
import { readMap, writeMap } from '#screen/keymap/exchange.ts';
import { capOf } from '#screen/keymap/name.ts';
import { isTyping, presetKeys, resolveActions } from '#screen/keymap/resolve.ts';
import type { KeysPanel, TillState } from '#screen/state/model.ts';
import type { Till } from '#screen/state/till.ts';
import { say, sayNo } from './say.ts';
import { changeSettings } from './settings.ts';

/** The editor's own places are not for changing: there is always a way back. */
const own: ReadonlySet<string> = new Set(['keys', 'keyCapture']);

/** The actions that the editor lists, in the order of the table. */
export function editable(actions: readonly KeyedAction[]): KeyedAction[] {
  return actions.filter((action) => !own.has(action.context));
}

/** Whose keys are looked at: the one chosen, else the first. */
export function chosenOf(actions: readonly KeyedAction[], state: TillState): KeyedAction | null {
  const listed = editable(actions);
  const id = state.panel?.name === 'keys' ? state.panel.chosen : undefined;
  return listed.find((action) => action.id === id) ?? listed[0] ?? null;
}

/** Where something is typed, its keys stay; letters that open the search may be switched off, not moved. */
export function isFixed(action: KeyedAction): boolean {
  return isTyping(action);
}

function setPanel(till: Till, change: Partial<KeysPanel>): void {
  const { panel } = till.store.getState();
  if (panel?.name === 'keys') till.store.setState({ panel: { ...panel, ...change }, notice: null });
}

function stopLearning(till: Till): void {
  const { panel } = till.store.getState();
  if (panel?.name !== 'keys') return;
  const { learning: _, ...rest } = panel;
  till.store.setState({ panel: rest });
}

export function chooseAction(till: Till, id: string): void {
  stopLearning(till);
  setPanel(till, { chosen: id });
}

/** The verbs that must know the whole table. */
export interface KeyVerbs {
  move: (by: number) => void;
  /** The next key that is pressed takes this place among the action's keys. */
  learn: (place?: number) => void;
  takeKey: (key: string) => void;
  remove: (place?: number) => void;
  restore: () => void;
  takeText: () => void;
}

export function keyVerbs(till: Till, rows: () => readonly Action[]): KeyVerbs {
  const { store } = till;
  const actions = () => resolveActions(rows(), store.getState().counter.keys);
  const chosen = () => chosenOf(actions(), store.getState());

  function put(action: KeyedAction, keys: readonly string[]): Promise<void> {
    return changeSettings(till, (now) => ({ ...now, keys: withKeys(now.keys, action, keys) }));
  }

  return {
    move: (by) => {
      const listed = editable(actions());
      const at = listed.findIndex((action) => action.id === chosen()?.id);
      const next = listed[Math.max(0, Math.min(listed.length - 1, at + by))];
      if (next !== undefined) chooseAction(till, next.id);
    },
    learn: (place = 0) => {
      const action = chosen();
      if (action === null) return;
      if (isFixed(action)) refuse(till, { kind: 'fixed', action: action.id });
      else if (place >= MAX_KEYS) refuse(till, { kind: 'tooMany', action: action.id });
      else setPanel(till, { chosen: action.id, learning: place });
    },
    takeKey: (key) => {
      const { panel } = store.getState();
      const action = chosen();
      if (panel?.name !== 'keys' || panel.learning === undefined || action === null) return;
      if (key === 'Escape') {
        stopLearning(till);
        return;
      }
      const refusal = refusalOf(actions(), action, key);
      if (refusal !== null) {
        refuse(till, refusal);
        return;
      }
      const keys = action.keys.filter((one, at) => one !== key || at === panel.learning);
      const changed = [...keys.slice(0, panel.learning), key, ...keys.slice(panel.learning + 1)];
      stopLearning(till);
      void put(action, changed).then(() =>
        say(till, (w) => w.keys.learned({ key: capOf(key), action: action.word(w.screen, w) })),
      );
    },
    remove: (place = 0) => {
      const action = chosen();
      if (action === null || action.keys[place] === undefined) return;
      if (isFixed(action)) refuse(till, { kind: 'fixed', action: action.id });
      else
        void put(
          action,
          action.keys.filter((_, at) => at !== place),
        );
    },
    restore: () => {
      const action = chosen();
      if (action === null) return;
      const { keys: map } = store.getState().counter;
      const before = presetKeys(action.id, action.defaultKeys, map);
      const taken = before.map((key) => refusalOf(actions(), action, key)).find((why) => why !== null);
      if (taken === undefined || taken === null) void put(action, before);
      else refuse(till, taken);
    },
    takeText: () => {
      const { panel } = store.getState();
      if (panel?.name !== 'keys' || panel.text === undefined) return;
      const read = readMap(panel.text, rows());
      if (!read.ok) {
        refuse(till, read.why);
        return;
      }
      closeText(till);
      void changeSettings(till, (now) => ({ ...now, keys: read.map })).then(() =>
        say(till, (w) => w.keys.taken),
      );
    },
  };
}

/** The map with these keys for the action; nothing is kept of what is the preset's anyway. */
function withKeys(map: KeyMap, action: KeyedAction, keys: readonly string[]): KeyMap {
  const { [action.id]: _, ...others } = map.changes;
  const isPresets = presetKeys(action.id, action.defaultKeys, map).join('\n') === keys.join('\n');
  return { ...map, changes: isPresets ? others : { ...others, [action.id]: [...keys] } };
}

/** A preset is taken as it is: what was changed by hand went with the other one. */
export function choosePreset(till: Till, preset: KeyPreset): Promise<void> {
  return changeSettings(till, (now) => ({ ...now, keys: { preset, changes: {} } }));
}

export function openText(till: Till): void {
  setPanel(till, { text: writeMap(till.store.getState().counter.keys) });
}

export function writeText(till: Till, text: string): void {
  setPanel(till, { text });
}

export function closeText(till: Till): void {
  const { panel } = till.store.getState();
  if (panel?.name !== 'keys') return;
  const { text: _, ...rest } = panel;
  till.store.setState({ panel: rest, notice: null });
}

/** Esc takes back one thing after the other: the text, then the editor. */
export function leaveKeys(till: Till): void {
  const { panel } = till.store.getState();
  if (panel?.name === 'keys' && panel.text !== undefined) closeText(till);
  else till.store.setState({ panel: { name: 'settings' }, notice: null });
}

function refuse(till: Till, why: KeyRefusal | { kind: 'nonsense' }): void {
  sayNo(till, (words) => refusalWords(why, words));
}

/** A refused key in words, naming the action that has it. */
export function refusalWords(why: KeyRefusal | { kind: 'nonsense' }, words: Words): string {
  const { refused } = words.keys;
  switch (why.kind) {
    case 'taken':
      return refused.taken({
        key: capOf(why.key),
        action: why.by.word(words.screen, words),
        place: placeWords(why.by.context, words),
      });
    case 'reserved':
      return refused.reserved({ key: capOf(why.key) });
    case 'system':
      return refused.system({ key: capOf(why.key) });
    case 'fixed':
      return refused.fixed;
    case 'tooMany':
      return refused.tooMany({ most: MAX_KEYS });
    case 'unknown':
      return refused.unknown({ action: why.action });
    case 'nonsense':
      return refused.nonsense;
  }
}

/** What a place is called where its keys are listed. */
export function placeWords(context: string, words: Words): string {
  const places: Readonly<Record<string, string>> = words.keys.places;
  return places[context] ?? words.keys.elsewhere;
}

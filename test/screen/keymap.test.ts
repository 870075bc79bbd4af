// The key map: presets, what a shop changes, and that no key ever means two things.
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { firstCounterSettings, keyPreset } from '#contract/counter.ts';
import type { KeyMap } from '#contract/counter.ts';
import { wordsFor } from '#contract/words/index.ts';
import { createActions } from '#screen/actions/table.ts';
import { holderOf, MAX_KEYS, refusalOf, refusalOfMap } from '#screen/keymap/conflict.ts';
import { readMap, writeMap } from '#screen/keymap/exchange.ts';
import { presets } from '#screen/keymap/presets.ts';
import { actionFor, isTyping, resolveActions } from '#screen/keymap/resolve.ts';
import { placeWords } from '#screen/verbs/keys.ts';
import { atTheCounter, keyboard } from '#test/support/keyboard.ts';

const { till } = atTheCounter();
const rows = createActions(till);
const mapOf = (preset: KeyMap['preset'], changes: KeyMap['changes'] = {}): KeyMap => ({ preset, changes });
const resolved = (preset: KeyMap['preset'], changes: KeyMap['changes'] = {}) =>
  resolveActions(rows, mapOf(preset, changes));

describe('presets', () => {
  test('name only actions that there are, with no more keys than the editor would give', () => {
    const ids = new Set(rows.map((row) => row.id));
    const named = Object.values(presets).flatMap(({ changes }) => Object.entries(changes));
    expect(named.filter(([id, keys]) => !ids.has(id) || keys.length > MAX_KEYS)).toEqual([]);
  });

  test('no id stands for two actions', () => {
    const ids = rows.map(({ id }) => id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });

  test.each(keyPreset.options)('%s: no key means two things in one place', (preset) => {
    const actions = resolved(preset);
    const twice = actions.flatMap((action) =>
      action.keys.flatMap((key) => {
        const holder = holderOf(actions, action, key);
        return holder === null ? [] : [`${key}: ${action.id} and ${holder.id}`];
      }),
    );
    expect(twice).toEqual([]);
  });

  test.each(keyPreset.options)('%s: every action has a key or a button', (preset) => {
    const screens = globSync('src-renderer/{screens,components}/*.tsx').map((file) =>
      readFileSync(file, 'utf8'),
    );
    const named = screens.flatMap((source) => [...source.matchAll(/`(?:[a-zA-Z]+|\$\{[^}]*\})\.[^`]*`/g)]);
    const patterns = named.map(([template]) => patternOf(template));
    const isButton = (id: string) =>
      patterns.some((one) => one.test(id)) ||
      screens.some((source) => source.includes(`"${id}"`) || source.includes(`'${id}'`));
    const lost = resolved(preset).filter(
      (action) => action.keys.length === 0 && action.isInBar !== true && !isButton(action.id),
    );
    expect(lost.map((action) => action.id).filter((id) => !elsewhere.test(id))).toEqual([]);
  });

  test('touch has no shortcut on a character; what is typed is typed', () => {
    const shortcuts = resolved('touch').filter((action) => !isTyping(action));
    expect(
      shortcuts.flatMap(({ keys }) => keys.filter((key) => [...key].length === 1 || key === 'letter')),
    ).toEqual([]);
    const live = atTheCounter();
    const { press, type } = keyboard(live.till);
    live.till.store.setState({ counter: { ...firstCounterSettings, keys: mapOf('touch') } });
    type('40+m');
    expect(live.till.store.getState().entry.text).toBe('40');
    expect(live.till.store.getState().place.name).toBe('sell');
    expect(live.till.store.getState().panel).toBeNull();
    press('F9', 100);
    expect(live.till.store.getState().place.name).toBe('tender');
  });

  test('the supermarket pays with Space, but a Space inside a scan pays nothing', () => {
    const live = atTheCounter();
    const { press, scan, scans } = keyboard(live.till);
    live.till.store.setState({ counter: { ...firstCounterSettings, keys: mapOf('supermarket') } });
    scan(' AB 12');
    expect(scans).toEqual([' AB 12']);
    expect(live.asked).not.toContain('tender.options');
    expect(live.till.store.getState().place.name).toBe('sell');
    expect(press(' ', 200)).toBe(true);
    press('ArrowUp', 100);
    expect(live.till.store.getState().place.name).toBe('tender');
  });

  test('a cash register’s SUBTOTAL pays, its QTY counts', () => {
    const live = atTheCounter();
    const { press, type } = keyboard(live.till);
    live.till.store.setState({ counter: { ...firstCounterSettings, keys: mapOf('classic') } });
    type('3');
    press('F13', 100);
    expect(live.till.store.getState().entry.quantity).toBe(3000);
    press('F17', 100);
    expect(live.till.store.getState().place.name).toBe('tender');
  });
});

/** What is done on the screen without a button of its own: the Search button, the field of a reason, the steppers. */
const elsewhere = /^sell\.searchLetter$|\.write$|^count\.(more|less)$/;

/** A template such as `tender.quick${at}` as a pattern of ids. */
function patternOf(template: string): RegExp {
  const parts = template.slice(1, -1).split(/\$\{[^}]*\}/);
  const escaped = parts.map((part) => part.replaceAll(/[.*+?^$()[\]\\|{}]/g, '\\$&'));
  return new RegExp(`^${escaped.join('[A-Za-z0-9.]+')}$`);
}

describe('what the shop changes', () => {
  test('counts at once, for the key, the cap and the help alike; the old key is free', () => {
    const live = atTheCounter();
    const { press } = keyboard(live.till);
    const keys = mapOf('default', { 'sell.pay': ['F3'] });
    live.till.store.setState({ counter: { ...firstCounterSettings, keys } });
    expect(resolved('default', keys.changes).find(({ id }) => id === 'sell.pay')?.cap).toBe('F3');
    press('+', 100);
    press('F9', 100);
    expect(live.till.store.getState().place.name).toBe('sell');
    press('F3', 100);
    expect(live.till.store.getState().place.name).toBe('tender');
  });

  test('a new key in the place of ↓ means what ↓ meant', () => {
    const live = atTheCounter();
    const { press } = keyboard(live.till);
    const move = rows.find(({ id }) => id === 'sell.move');
    const changed = (move?.keys ?? []).map((key) => (key === 'ArrowUp' ? 'F3' : key));
    live.till.store.setState({
      counter: { ...firstCounterSettings, keys: mapOf('default', { 'sell.move': changed }) },
    });
    press('F3', 100);
    expect(live.till.store.getState().selected).toBe('l1');
  });

  test('the same map is resolved once', () => {
    const map = mapOf('default');
    expect(resolveActions(rows, map)).toBe(resolveActions(rows, map));
  });

  test('a letter as a shortcut works with Caps Lock, and waits until it is no scan', () => {
    const keys = mapOf('default', { 'sell.searchLetter': [], 'sell.reprint': ['p'] });
    const state = { ...till.store.getState(), panel: null };
    expect(actionFor(resolveActions(rows, keys), state, 'P')?.id).toBe('sell.reprint');
  });
});

describe('refusals', () => {
  const actions = resolved('default');
  const action = (id: string) => {
    const found = actions.find((one) => one.id === id);
    if (found === undefined) throw new Error(id);
    return found;
  };
  const kind = (id: string, key: string) => refusalOf(actions, action(id), key)?.kind ?? null;

  test('a key that has a meaning there is refused, naming who has it', () => {
    const refusal = refusalOf(actions, action('sell.pay'), 'F6');
    expect(refusal).toMatchObject({ kind: 'taken', by: { id: 'sell.park' } });
  });

  test('everywhere means everywhere', () => {
    expect(refusalOf(actions, action('sell.pay'), 'F1')).toMatchObject({ by: { id: 'help.open' } });
    expect(kind('help.open', 'F6')).toBe('taken');
    expect(kind('help.open', 'F19')).toBeNull();
  });

  test('what typing and scanning need is not given away', () => {
    for (const key of ['Enter', 'Tab', 'Escape', 'Backspace'])
      expect(kind('sell.pay', key), key).toBe('reserved');
    expect(refusalOf(actions, action('sell.pay'), '7')).toMatchObject({
      kind: 'taken',
      by: { id: 'sell.type' },
    });
    expect(refusalOf(actions, action('sell.pay'), 'q')).toMatchObject({
      kind: 'taken',
      by: { id: 'sell.searchLetter' },
    });
    expect(kind('sell.pay', 'Alt+F4')).toBe('system');
    expect(kind('sell.type', 'F3')).toBe('fixed');
  });

  test('the key it has already, and a free one, are fine', () => {
    expect(kind('sell.pay', 'F9')).toBeNull();
    expect(kind('sell.pay', 'F17')).toBeNull();
  });
});

describe('a map as text', () => {
  test('comes back as it went', () => {
    const map = mapOf('classic', { 'sell.pay': ['Shift+F9'], 'sell.searchLetter': [] });
    expect(readMap(writeMap(map), rows)).toEqual({ ok: true, map });
  });

  test.each([
    ['no JSON', 'hello', 'nonsense'],
    ['some other JSON', '{"preset":"default","changes":{}}', 'nonsense'],
    ['a preset that nobody has', '{"counterfoilKeys":1,"preset":"emacs","changes":{}}', 'nonsense'],
    ['an unknown action', writeMap(mapOf('default', { 'sell.fly': ['F15'] })), 'unknown'],
    ['a key that two have', writeMap(mapOf('default', { 'sell.pay': ['F6'] })), 'taken'],
    [
      'two changes with one key',
      writeMap(mapOf('default', { 'sell.pay': ['F15'], 'sell.park': ['F15'] })),
      'taken',
    ],
    ['Enter given away', writeMap(mapOf('default', { 'sell.pay': ['Enter'] })), 'reserved'],
    ['the digits taken away', writeMap(mapOf('default', { 'sell.type': [] })), 'fixed'],
  ])('%s is refused', (_, text, kind) => {
    const read = readMap(text, rows);
    expect(read.ok ? null : read.why.kind).toBe(kind);
  });

  test('no preset is refused by itself', () => {
    for (const preset of keyPreset.options) expect(refusalOfMap(rows, mapOf(preset))).toBeNull();
  });
});

test.each(['en', 'zh'] as const)('every place of the table has a name, in %s', (language) => {
  const words = wordsFor(language);
  const nameless = rows.filter(
    ({ context }) =>
      !['keys', 'keyCapture'].includes(context) && placeWords(context, words) === words.keys.elsewhere,
  );
  expect(new Set(nameless.map(({ context }) => context))).toEqual(new Set());
});

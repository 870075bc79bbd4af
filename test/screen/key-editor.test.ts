// The editor of the keys: a key is learned by pressing it, kept with the till's settings, refused by name; and nothing
// that a scanner sends is learned.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CounterSettings } from '#contract/counter.ts';
import { wordsFor } from '#contract/words/index.ts';
import { createActions } from '#screen/actions/table.ts';
import type { Action } from '#screen/actions/action.ts';
import type { Till } from '#screen/state/till.ts';
import { atTheCounter, keyboard } from '#test/support/keyboard.ts';

/** The editor, open at an action; the till keeps whatever settings it is sent. */
function editorAt(chosen: string) {
  const { till } = atTheCounter();
  const saved: CounterSettings[] = [];
  const { bridge } = till;
  const call = bridge.call.bind(bridge);
  Object.assign(bridge, {
    call: (name: string, args: { settings: CounterSettings }) => {
      if (name !== 'counter.configure') return call(name as never, args as never);
      saved.push(args.settings);
      return Promise.resolve({ ok: true, result: args.settings });
    },
  });
  till.store.setState({ panel: { name: 'keys', chosen } });
  return { till, saved, ...keyboard(till) };
}

function said(till: Till): string {
  const { notice } = till.store.getState();
  return notice?.kind === 'said' ? notice.words(wordsFor('en')) : '';
}

const settle = () => vi.advanceTimersByTimeAsync(100);
const panelOf = (till: Till) => till.store.getState().panel;
const isLearning = (till: Till) => {
  const panel = panelOf(till);
  return panel?.name === 'keys' && panel.learning !== undefined;
};
const actionOf = (till: Till, id: string): Action => {
  const found = createActions(till).find((action) => action.id === id);
  if (found === undefined) throw new Error(id);
  return found;
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('Change, then the key: it is saved and counts', async () => {
  const { till, saved, press, router } = editorAt('sell.pay');
  press('Enter', 200);
  expect(isLearning(till)).toBe(true);
  press('F4', 200, { shiftKey: true });
  await settle();
  expect(isLearning(till)).toBe(false);
  expect(saved.at(-1)?.keys).toEqual({ preset: 'default', changes: { 'sell.pay': ['Shift+F4', '+'] } });
  expect(said(till)).toContain('Shift F4');
  till.store.setState({ panel: null });
  press('F4', 200, { shiftKey: true });
  expect(till.store.getState().place.name).toBe('tender');
  router.detach();
});

test('a character is learned once it is known to be no scan', async () => {
  const { till, saved, press, scan } = editorAt('sell.reprint');
  press('Enter', 200);
  scan('#AB-123456');
  await settle();
  expect(saved).toEqual([]);
  till.store.setState({ panel: { name: 'keys', chosen: 'sell.reprint', learning: 0 } });
  press('#', 200);
  expect(saved).toEqual([]);
  await settle();
  expect(saved.at(-1)?.keys.changes).toEqual({ 'sell.reprint': ['#'] });
});

test('Esc leaves it as it is', async () => {
  const { till, saved, press } = editorAt('sell.pay');
  press('Enter', 200);
  press('Escape', 200);
  await settle();
  expect(isLearning(till)).toBe(false);
  expect(panelOf(till)?.name).toBe('keys');
  expect(saved).toEqual([]);
});

test.each([
  ['F6', 'F6 already means “Park / recall” (Selling)'],
  ['F1', 'F1 already means “Help” (Everywhere)'],
  ['Enter', 'Enter is needed for typing and for scanners'],
  ['Tab', 'Tab is needed for typing and for scanners'],
  ['5', '5 already means “Type a code or a quantity”'],
])('%s is refused in words, and the next key may still be pressed', async (key, words) => {
  const { till, saved, press } = editorAt('sell.pay');
  press('Enter', 200);
  expect(press(key, 200)).toBe(true);
  await settle();
  expect(said(till)).toContain(words);
  expect(isLearning(till)).toBe(true);
  expect(saved).toEqual([]);
});

test('what is typed keeps its keys', async () => {
  const { till, saved, press } = editorAt('sell.type');
  press('Enter', 200);
  expect(isLearning(till)).toBe(false);
  expect(said(till)).toBe(wordsFor('en').keys.refused.fixed);
  press('Delete', 200);
  await settle();
  expect(saved).toEqual([]);
});

test('a key is removed, another added, all is as the preset has it again', async () => {
  const { till, saved, press, router } = editorAt('sell.pay');
  press('Delete', 200);
  await settle();
  expect(saved.at(-1)?.keys.changes).toEqual({ 'sell.pay': ['+'] });
  router.press(actionOf(till, 'keys.learn1'));
  press('F15', 200);
  await settle();
  expect(saved.at(-1)?.keys.changes).toEqual({ 'sell.pay': ['+', 'F15'] });
  router.press(actionOf(till, 'keys.restore'));
  await settle();
  expect(saved.at(-1)?.keys.changes).toEqual({});
});

test('the preset’s key is not given back while another action has it', async () => {
  const { till, saved, press, router } = editorAt('sell.pay');
  press('Delete', 200);
  await settle();
  till.store.setState({ panel: { name: 'keys', chosen: 'sell.reprint', learning: 0 } });
  press('F9', 200);
  await settle();
  till.store.setState({ panel: { name: 'keys', chosen: 'sell.pay' } });
  const before = saved.length;
  router.press(actionOf(till, 'keys.restore'));
  await settle();
  expect(saved).toHaveLength(before);
  expect(said(till)).toContain('F9 already means “Reprint”');
});

test('another preset begins without one’s own changes', async () => {
  const { till, saved, press, router } = editorAt('sell.pay');
  press('Delete', 200);
  await settle();
  router.press(actionOf(till, 'keys.preset.classic'));
  await settle();
  expect(saved.at(-1)?.keys).toEqual({ preset: 'classic', changes: {} });
});

test('a map is carried as text; nonsense is refused and changes nothing', async () => {
  const { till, saved, press, router } = editorAt('sell.pay');
  router.press(actionOf(till, 'keys.exchange'));
  const shown = panelOf(till);
  const text = shown?.name === 'keys' ? (shown.text ?? '') : '';
  expect(text).toContain('"default"');
  till.store.setState({ panel: { name: 'keys', text: 'milk' } });
  router.press(actionOf(till, 'keys.takeText'));
  await settle();
  expect(said(till)).toBe(wordsFor('en').keys.refused.nonsense);
  expect(saved).toEqual([]);
  till.store.setState({ panel: { name: 'keys', text: text.replace('default', 'supermarket') } });
  router.press(actionOf(till, 'keys.takeText'));
  await settle();
  expect(saved.at(-1)?.keys).toEqual({ preset: 'supermarket', changes: {} });
  press('Escape', 200);
  expect(panelOf(till)).toEqual({ name: 'settings' });
});

// What a quick key says about the sale, and the search's answers in whatever order they come.
import { expect, test } from 'vitest';
import type { Item } from '#contract/catalog.ts';
import type { Request } from '#contract/envelope.ts';
import type { Quantity } from '#contract/quantity.ts';
import type { LineItem, SaleWhole } from '#contract/sale.ts';
import { createCalls } from '#screen/bridge/calls.ts';
import { emptyEntry } from '#screen/entry.ts';
import { countOf, openPageOf, troubleOf } from '#screen/state/quick.ts';
import type { ArrangePanel, TillState } from '#screen/state/model.ts';
import { createTill } from '#screen/state/till.ts';
import { addFound, chosenAfter, openSearch, searchFor } from '#screen/verbs/articles.ts';
import {
  addScannedKey,
  leaveArranging,
  saveArranging,
  startArranging,
  turnPage,
} from '#screen/verbs/quick.ts';

const item = (sku: string, unit: Item['unit'] = 'each') =>
  ({ sku, unit, names: { en: sku, zh: sku } }) as Item;
const line = (sku: string, quantity: number, isVoided = false) => ({ sku, quantity, isVoided }) as LineItem;
const saleOf = (lines: LineItem[], tenders: unknown[] = []) =>
  ({ sale: { tenders }, lines }) as unknown as SaleWhole;
const page = (id: string) => ({ id, names: { en: id, zh: id }, keys: [] });

test('a key counts every line of its article but the voided ones', () => {
  const sale = saleOf([line('a', 2000), line('b', 1000), line('a', 500), line('a', 4000, true)]);
  expect(countOf({ sale }, 'a')).toBe(2500);
  expect(countOf({ sale }, 'c')).toBe(0);
  expect(countOf({ sale: null }, 'a')).toBe(0);
});

test('a key that cannot add says why', () => {
  const half = { text: '', quantity: 500 as Quantity };
  const sale = saleOf([]);
  expect(troubleOf({ sale, entry: emptyEntry }, item('a'))).toBeNull();
  expect(troubleOf({ sale, entry: half }, item('a'))).toBe('wholeUnits');
  expect(troubleOf({ sale, entry: half }, item('a', 'kg'))).toBeNull();
  expect(troubleOf({ sale, entry: { text: '', quantity: 3000 as Quantity } }, item('a'))).toBeNull();
  expect(troubleOf({ sale: saleOf([], [{}]), entry: emptyEntry }, item('a'))).toBe('paidInto');
});

test('a page that is gone shows the first; without pages there are all articles', () => {
  const state = (quickPage: string | null, ids: string[]) =>
    ({ quickPage, quickPages: ids.map(page) }) as unknown as TillState;
  expect(openPageOf(state(null, ['one', 'two']))?.id).toBe('one');
  expect(openPageOf(state('two', ['one', 'two']))?.id).toBe('two');
  expect(openPageOf(state('gone', ['one', 'two']))?.id).toBe('one');
  expect(openPageOf(state('*', ['one']))).toBeNull();
  expect(openPageOf(state(null, []))).toBeNull();
});

test('keys choose among what was found and stop at its ends', () => {
  expect(['ArrowUp', 'ArrowDown', 'PageDown', 'Home', 'End'].map((key) => chosenAfter(key, 0, 20))).toEqual([
    0, 1, 7, 0, 19,
  ]);
  expect(chosenAfter('PageUp', 3, 20)).toBe(0);
  expect(chosenAfter('ArrowDown', 19, 20)).toBe(19);
});

/** A till whose answers are given one by one. */
function till() {
  const asked: Request[] = [];
  const calls = createCalls();
  const made = createTill(calls, 'en');
  calls.opened((request) => asked.push(request));
  asked.length = 0;
  const answer = async (at: number, result: unknown) => {
    calls.received({ id: asked[at]?.id, ok: true, result });
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  };
  const refuse = async (at: number, refusal: unknown) => {
    calls.received({ id: asked[at]?.id, ok: false, refusal });
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  };
  return { till: made, asked, answer, refuse };
}

test('a late answer to fewer letters is dropped', async () => {
  const { till: one, answer } = till();
  openSearch(one, 'm');
  void searchFor(one, 'mi');
  await answer(1, { items: [item('milk')] });
  await answer(0, { items: [item('mango')] });
  expect(one.store.getState().panel).toMatchObject({ text: 'mi', items: [{ sku: 'milk' }], answered: 'mi' });
});

test('Enter before the answer waits for it and adds nothing that was found for fewer letters', async () => {
  const { till: one, asked, answer } = till();
  openSearch(one, 'm');
  await answer(0, { items: [item('mango')] });
  void searchFor(one, 'mi');
  void addFound(one);
  expect(asked.map(({ command }) => command)).not.toContain('sale.addItem');
  await answer(1, { items: [item('milk')] });
  await answer(2, { items: [item('milk')] });
  const added = asked.filter(({ command }) => command === 'sale.addItem');
  expect(added.map(({ args }) => (args as { sku: string }).sku)).toEqual(['milk']);
});

test('the tabs go round', () => {
  const { till: one } = till();
  one.store.setState({ quickPages: [page('one'), page('two')] });
  const seen = [1, 1, 1, -1].map((by) => {
    turnPage(one, by as 1 | -1);
    return one.store.getState().quickPage;
  });
  expect(seen).toEqual(['two', '*', 'one', '*']);
});

const arranged = ({ panel }: TillState) => panel as ArrangePanel;

test('a scan while the keys are arranged is a new key, once; a refused save loses nothing', async () => {
  const { till: one, asked, answer, refuse } = till();
  one.store.setState({ quickPages: [page('one')] });
  startArranging(one);
  for (let at = 1; at < 3; at += 1) {
    void addScannedKey(one, '6901234567892');
    await answer(at, { item: item('milk'), matched: 'gtin' });
  }
  const keys = () => arranged(one.store.getState()).arranging.pages[0]?.keys.map((key) => key.item.sku);
  expect(keys()).toEqual(['milk']);
  expect(one.store.getState().notice?.kind).toBe('said');
  void saveArranging(one);
  expect(asked[3]?.args).toMatchObject({ pages: [{ id: 'one', keys: [{ sku: 'milk', colour: 'blue' }] }] });
  await refuse(3, { code: 'store.full', details: {} });
  expect(keys()).toEqual(['milk']);
  expect(one.store.getState().notice).toMatchObject({ kind: 'refusal', refusal: { code: 'store.full' } });
  // Esc asks before it throws the change away, and takes its own question back.
  leaveArranging(one);
  expect(arranged(one.store.getState()).question).toBe('discard');
  leaveArranging(one);
  expect(arranged(one.store.getState()).question).toBeNull();
  void saveArranging(one);
  await answer(4, { pages: [page('one')] });
  expect(one.store.getState().panel).toBeNull();
});

// The pages of quick keys while they are arranged: every edit on a copy, and what is sent of it.
import { expect, test } from 'vitest';
import type { Item } from '#contract/catalog.ts';
import type { QuickPageShown, TileColour } from '#contract/counter.ts';
import { quickPages } from '#contract/counter.ts';
import {
  addKey,
  addPage,
  arrangingOf,
  chooseKey,
  chooseNext,
  colourKey,
  deletePage,
  MAX_PAGES,
  moveChosen,
  moveKey,
  movePage,
  nameOf,
  openPage,
  pageOf,
  pagesToSave,
  removeKey,
  renamePage,
} from '#screen/state/pages.ts';
import type { Arranging } from '#screen/state/pages.ts';

const item = (sku: string) => ({ sku, names: { en: sku, zh: sku } }) as Item;
const key = (sku: string, colour: TileColour = 'blue') => ({ item: item(sku), colour });
const page = (id: string, skus: string[]): QuickPageShown => ({
  id,
  names: { en: id, zh: id },
  keys: skus.map((sku) => key(sku)),
});
const unnamed = { en: 'New page', zh: '新分页' };

const before = [page('first', ['a', 'b', 'c']), page('second', ['d'])];
const start = () => arrangingOf(before, 'first');
const skus = (arranging: Arranging) =>
  pageOf(arranging)
    ?.keys.map((one) => one.item.sku)
    .join('');
const ids = ({ pages }: Arranging) => pages.map(({ id }) => id);

test('what was on the counter is as it was, whatever is done to the copy', () => {
  const told = JSON.stringify(before);
  let edited = renamePage(addKey(start(), item('z')), 'en', 'Else');
  edited = deletePage(movePage(moveKey(colourKey(edited, 'plum'), 'a', 2), 1));
  expect(ids(edited)).toEqual(['second']);
  expect(JSON.stringify(before)).toBe(told);
});

test('a key goes earlier and later and stops at the ends', () => {
  const chosen = chooseKey(start(), 'b');
  expect(skus(moveChosen(chosen, -1))).toBe('bac');
  expect(skus(moveChosen(moveChosen(chosen, -1), -1))).toBe('bac');
  expect(skus(moveChosen(chosen, 1))).toBe('acb');
  expect(skus(moveChosen(moveChosen(chosen, 1), 1))).toBe('acb');
  expect(moveChosen(chosen, 1).chosen).toBe('b');
});

test('a dragged key takes the place it is dropped on', () => {
  expect(skus(moveKey(start(), 'a', 2))).toBe('bca');
  expect(skus(moveKey(start(), 'c', 0))).toBe('cab');
  expect(skus(moveKey(start(), 'none of them', 0))).toBe('abc');
});

test('a key taken off leaves its neighbour chosen', () => {
  const once = removeKey(chooseKey(start(), 'b'));
  expect([skus(once), once.chosen]).toEqual(['ac', 'c']);
  const twice = removeKey(once);
  expect([skus(twice), twice.chosen]).toEqual(['a', 'a']);
  expect(removeKey(twice).chosen).toBeNull();
});

test('an article is put behind the others, chosen, in the colour before it', () => {
  const added = addKey(colourKey(chooseKey(start(), 'c'), 'sky'), item('z'));
  expect([skus(added), added.chosen]).toEqual(['abcz', 'z']);
  expect(pageOf(added)?.keys.at(-1)?.colour).toBe('sky');
});

test('arrows choose within the page', () => {
  expect(chooseNext(start(), 1).chosen).toBe('a');
  expect(chooseNext(chooseKey(start(), 'a'), 1).chosen).toBe('b');
  expect(chooseNext(chooseKey(start(), 'a'), 3).chosen).toBe('c');
  expect(chooseNext(chooseKey(start(), 'b'), -3).chosen).toBe('a');
  expect(chooseNext(openPage(start(), 'second'), 1).chosen).toBe('d');
});

test('pages change places, come and go; one is always open while there is one', () => {
  expect(ids(movePage(start(), 1))).toEqual(['second', 'first']);
  expect(ids(movePage(start(), -1))).toEqual(['first', 'second']);
  const without = deletePage(start());
  expect([ids(without), without.page]).toEqual([['second'], 'second']);
  expect(deletePage(without).page).toBeNull();
  const more = addPage(start());
  expect([ids(more).length, more.page]).toEqual([3, ids(more).at(-1)]);
});

test('a new page never has the id of another, and there is an end to them', () => {
  let many = addPage(addPage(start()));
  many = addPage(deletePage(openPage(many, 'first')));
  for (let at = 0; at < 20; at += 1) many = addPage(many);
  expect(many.pages).toHaveLength(MAX_PAGES);
  expect(new Set(ids(many)).size).toBe(MAX_PAGES);
  expect(quickPages.safeParse(pagesToSave(many, unnamed)).success).toBe(true);
});

test('a page named in one language has that name in both; without any it is a new page', () => {
  expect(nameOf({ en: ' Bread ', zh: '' }, unnamed)).toEqual({ en: 'Bread', zh: 'Bread' });
  expect(nameOf({ en: '', zh: '面包' }, unnamed)).toEqual({ en: '面包', zh: '面包' });
  expect(nameOf({ en: '  ', zh: '' }, unnamed)).toEqual(unnamed);
});

test('looking is no change', () => {
  expect(chooseNext(openPage(start(), 'second'), 1).isChanged).toBe(false);
  expect(renamePage(start(), 'zh', '新').isChanged).toBe(true);
});

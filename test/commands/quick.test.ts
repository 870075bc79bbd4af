// Pages of quick keys: only articles that there are, as they are now, in the order in which they were put.
import { afterEach, expect, test } from 'vitest';
import type { QuickPage } from '#contract/counter.ts';
import { article } from '#test/support/catalogue.ts';
import { withDatabase } from '#test/support/books.ts';
import { id, openShop } from '#test/support/shop.ts';
import type { Shop } from '#test/support/shop.ts';

let shop: Shop;
afterEach(() => shop.close());

const bananas = article('Bananas');
const eggs = article('Tea Egg');

const page = (name: string, ...skus: string[]): QuickPage => ({
  id: name,
  names: { en: `Page ${name}`, zh: `第${name}页` },
  keys: skus.map((sku) => ({ sku, colour: 'plum' })),
});

/** The pages as they are shown, said shortly. */
const shown = async () =>
  (await shop.do('quick.list', {})).pages.map(({ id: name, keys }) => [
    name,
    ...keys.map(({ item }) => item.sku),
  ]);

test('the demonstration shop has pages that a cashier can use', async () => {
  shop = await openShop({ as: 'cashier' });
  const { pages } = await shop.do('quick.list', {});
  expect(pages.map(({ names }) => names.en)).toEqual([
    'Favourites',
    'Produce',
    'Hot Food',
    'Bags & Services',
  ]);
  expect(pages[0]?.keys).toHaveLength(18);
  expect(pages[0]?.keys).toContainEqual({ colour: 'plum', item: bananas });
  expect(new Set(pages[0]?.keys.map(({ colour }) => colour)).size).toBeGreaterThan(4);
});

test('pages are replaced as a whole, in their order, and told to every screen', async () => {
  shop = await openShop();
  const pages = [page('b', eggs.sku, bananas.sku, bananas.sku), page('a')];
  const answer = await shop.do('quick.put', { pages });
  expect(await shown()).toEqual([['b', eggs.sku, bananas.sku, bananas.sku], ['a']]);
  expect(answer.pages[0]).toEqual({
    id: 'b',
    names: { en: 'Page b', zh: '第b页' },
    keys: [eggs, bananas, bananas].map((item) => ({ colour: 'plum', item })),
  });
  expect(shop.events).toEqual([{ event: 'quick.changed', payload: answer }]);
  await shop.restart();
  expect(await shop.do('quick.list', {})).toEqual(answer);
  await shop.do('quick.put', { pages: [] });
  expect(await shown()).toEqual([]);
});

test('the same once more is answered and not done again', async () => {
  shop = await openShop();
  const command = { commandId: id('pages'), pages: [page('a', eggs.sku)] };
  await shop.do('quick.put', command);
  await shop.do('quick.put', { pages: [] });
  expect((await shop.do('quick.put', command)).pages).toHaveLength(1);
  expect(await shown()).toEqual([]);
  expect(await shop.refused('quick.put', { ...command, pages: [] })).toMatchObject({
    code: 'command.conflict',
  });
});

test('what is wrong is refused by its name, and the pages stay', async () => {
  shop = await openShop();
  await shop.do('quick.put', { pages: [page('a', eggs.sku)] });
  const refused = (...pages: unknown[]) => shop.refused('quick.put', { pages });
  expect(await refused(page('b', eggs.sku, 'NOTHING'))).toEqual({
    code: 'catalog.unknownItem',
    details: { sku: 'NOTHING' },
  });
  expect(await refused(page('b'), page('c'), page('b'))).toEqual({
    code: 'quick.pageTwice',
    details: { id: 'b' },
  });
  expect(await refused(page('b', ...Array<string>(25).fill(eggs.sku)))).toMatchObject({
    code: 'command.invalid',
  });
  expect(await refused({ ...page('b'), keys: [{ sku: eggs.sku, colour: '#ff0000' }] })).toMatchObject({
    code: 'command.invalid',
  });
  expect(await shown()).toEqual([['a', eggs.sku]]);
});

test('only who may change the catalogue arranges them', async () => {
  shop = await openShop({ as: 'supervisor' });
  expect(await shop.refused('quick.put', { pages: [] })).toEqual({
    code: 'session.notAllowed',
    details: { permission: 'catalog.edit' },
  });
  expect(await shown()).toHaveLength(4);
});

test('a key whose article is gone is left out, and the others stay', async () => {
  shop = await openShop();
  await shop.do('quick.put', { pages: [page('a', eggs.sku, bananas.sku)] });
  withDatabase(shop.folder, (db) => db.prepare('DELETE FROM item WHERE sku = ?').run(eggs.sku));
  expect(await shown()).toEqual([['a', bananas.sku]]);
});

test('a key shows a new price at once, and other articles are no news to it', async () => {
  shop = await openShop();
  await shop.do('quick.put', { pages: [page('a', eggs.sku)] });
  shop.events.length = 0;
  const put = (...items: unknown[]) => shop.do('catalog.put', { taxes: [], categories: [], items });
  await put({ ...bananas, priceMicros: 1_000_000 });
  expect(shop.events).toEqual([]);
  const dearer = { ...eggs, priceMicros: 9_000_000 };
  await put(dearer);
  expect(shop.events).toMatchObject([
    { event: 'quick.changed', payload: { pages: [{ keys: [{ item: dearer }] }] } },
  ]);
});

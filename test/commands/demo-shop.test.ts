// Filling the demonstration shop: finished wherever it was cut off, and never done over what somebody has arranged.
import { afterEach, expect, test } from 'vitest';
import { seedDemo } from '#main/demo.ts';
import { kindsOf, newFolder, openTill, withDatabase } from '#test/support/books.ts';
import { openShop, people } from '#test/support/shop.ts';
import type { Shop } from '#test/support/shop.ts';

let shop: Shop;
afterEach(() => shop.close());

const counts = async () => {
  const { categories } = await shop.do('catalog.categories', {});
  const { pages } = await shop.do('quick.list', {});
  return [categories.length, pages.length];
};

test.for(['register', 'catalogue', 'customers', 'quick keys'])(
  'a filling cut off before the %s is finished',
  async (step) => {
    shop = await openTill(newFolder(), { as: null });
    const run = shop.core.run.bind(shop.core);
    const before = {
      register: 'register.setUp',
      catalogue: 'catalog.put',
      customers: 'customer.put',
      'quick keys': 'quick.put',
    }[step];
    shop.core.run = (name, args) => {
      if (name === before) throw new Error('cut off');
      return run(name, args);
    };
    await expect(seedDemo(shop.core)).rejects.toThrow('cut off');
    await shop.restart();
    await seedDemo(shop.core);
    await seedDemo(shop.core);
    shop.core.actAs(people.cashier.staffId);
    expect(await counts()).toEqual([12, 4]);
    expect(kindsOf(shop.folder)).toEqual([
      'register.enrolled',
      'catalog.changed',
      'promotion.changed',
      'customer.groupsChanged',
      ...Array.from({ length: 3 }, () => 'customer.changed'),
    ]);
  },
);

test('pages that somebody took away stay away', async () => {
  shop = await openShop();
  await shop.do('quick.put', { pages: [] });
  await seedDemo(shop.core);
  expect(await counts()).toEqual([12, 0]);
});

test('pages that somebody arranged stay as they are', async () => {
  shop = await openShop();
  const { pages } = await shop.do('quick.list', {});
  const mine = pages.slice(2, 3).map((page) => ({ ...page, keys: [] }));
  await shop.do('quick.put', { pages: mine });
  await seedDemo(shop.core);
  expect((await shop.do('quick.list', {})).pages).toEqual(mine);
});

test('a shop that has been worked in gets no pages, not even when what it was answered is forgotten', async () => {
  shop = await openShop();
  await shop.do('quick.put', { pages: [] });
  withDatabase(shop.folder, (db) => db.exec('DELETE FROM command'));
  await shop.openShift(0);
  await seedDemo(shop.core);
  expect(await counts()).toEqual([12, 0]);
  await shop.do('shift.close', { counted: 0 });
  await shop.do('register.close', {});
  await seedDemo(shop.core);
  expect(await counts()).toEqual([12, 0]);
});

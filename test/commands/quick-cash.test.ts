// The amounts of cash at the counter: what the store has learned, when it learns, and when there are none.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SaleId } from '#contract/ids.ts';
import { PAPER, WATER } from '#test/support/books.ts';
import { id, openShop } from '#test/support/shop.ts';
import type { Shop } from '#test/support/shop.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
  await shop.openShift();
});
afterEach(() => shop.close());

let sales = 0;
/** What is proposed for a bottle of water (2.00) and a newspaper (1.50). */
async function proposed(): Promise<number[]> {
  sales += 1;
  const saleId = id<SaleId>(`look ${sales}`);
  const { quickCash } = await shop.scan(saleId, WATER, PAPER);
  await shop.do('sale.void', { saleId });
  return quickCash.map(({ received }) => received);
}

/** Sells water and a newspaper, for each of the amounts once. */
async function sell(...received: number[]): Promise<void> {
  for (const amount of received) {
    sales += 1;
    await shop.sell(`sale ${sales}`, [WATER, PAPER], amount);
  }
}

async function nextShift(): Promise<void> {
  const { cash } = await shop.do('shift.xReport', { print: false });
  await shop.do('shift.close', { counted: cash?.expected });
  await shop.openShift();
}

test('with every change and with the whole, exact first, change with each', async () => {
  const saleId = id<SaleId>('sale');
  const { quickCash, sale } = await shop.scan(saleId, WATER, PAPER);
  expect(quickCash).toEqual([
    { received: 350, change: 0, remaining: 0 },
    { received: 500, change: 150, remaining: 0 },
    { received: 1000, change: 650, remaining: 0 },
  ]);
  expect((await shop.do('sale.current', {})).current?.quickCash).toEqual(quickCash);
  await shop.do('sale.park', { saleId, label: null });
  expect((await shop.do('sale.get', { saleId })).quickCash).toEqual([]);
  expect((await shop.do('sale.recall', { saleId })).quickCash).toEqual(quickCash);
  const paid = await shop.do('tender.cash', { saleId, amount: sale.due });
  expect(paid.quickCash).toEqual([]);
  await shop.do('sale.complete', { saleId });
  expect(await shop.do('sale.get', { saleId })).toMatchObject({ quickCash: [], unresolved: [] });
});

test('for what is still due once a part is paid', async () => {
  const saleId = id<SaleId>('sale');
  await shop.scan(saleId, WATER, PAPER);
  const { quickCash } = await shop.do('tender.cash', { saleId, amount: 100 });
  expect(quickCash.map(({ received }) => received)).toEqual([250, 500, 1000]);
});

test('the notes given most, from the next shift on and never within one, a restart or not', async () => {
  await sell(10_000, 10_000, 400, 2000, 400, 10_000);
  expect(await proposed()).toEqual([350, 500, 1000]);
  await shop.restart();
  expect(await proposed()).toEqual([350, 500, 1000]);
  await nextShift();
  expect(await proposed()).toEqual([350, 400, 10_000]);
  await sell(2000, 2000, 2000, 2000);
  await shop.restart();
  expect(await proposed()).toEqual([350, 400, 10_000]);
  await nextShift();
  expect(await proposed()).toEqual([350, 2000, 10_000]);
});

test('a sale that was voided taught nothing', async () => {
  const saleId = id<SaleId>('voided');
  await shop.scan(saleId, WATER, PAPER);
  const { sale } = await shop.do('tender.cash', { saleId, amount: 2000 });
  await shop.do('tender.remove', { saleId, tenderId: sale.tenders[0]?.tenderId });
  await shop.do('sale.void', { saleId });
  await nextShift();
  expect(await proposed()).toEqual([350, 500, 1000]);
});

test('the tender screen keeps its own four', async () => {
  await sell(10_000, 10_000);
  await nextShift();
  const saleId = id<SaleId>('sale');
  await shop.scan(saleId, WATER, PAPER);
  const { quickCash } = await shop.do('tender.options', { saleId });
  expect(quickCash.map(({ received }) => received)).toEqual([350, 400, 500, 1000]);
});

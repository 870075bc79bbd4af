// Why a sale comes to what it comes to, asked of an open and of a completed sale.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SaleId } from '#contract/ids.ts';
import { id, openShop } from '#test/support/shop.ts';
import type { Shop } from '#test/support/shop.ts';

let shop: Shop;
const saleId = id<SaleId>('sale');

beforeEach(async () => {
  shop = await openShop();
  await shop.openShift();
});
afterEach(() => shop.close());

test('an open sale is explained by rule, inputs, exact figure and rounding', async () => {
  await shop.do('sale.scan', { saleId, code: '4011', quantity: 842 });
  const { steps } = await shop.do('sale.explain', { saleId });
  expect(steps[0]).toEqual({
    rule: 'R3',
    figure: 'gross',
    lineNumber: 1,
    names: null,
    inputs: [
      { name: 'quantity', value: '0.842' },
      { name: 'price', value: '7.98' },
    ],
    exact: '6.71916',
    rounding: 'half-up',
    result: 672,
  });
  expect(steps.find(({ figure }) => figure === 'net')?.lineNumber).toBe(1);
});

test('a completed sale is explained by the same steps, and its change too', async () => {
  const { sale } = await shop.do('sale.scan', { saleId, code: '6901234567892' });
  const open = await shop.do('sale.explain', { saleId });
  await shop.do('tender.cash', { saleId, amount: 1000 });
  await shop.do('sale.complete', { saleId });
  const { steps } = await shop.do('sale.explain', { saleId });
  expect(steps.slice(0, open.steps.length)).toEqual(open.steps);
  expect(steps.at(-1)).toMatchObject({ rule: 'R13', figure: 'change', result: 1000 - sale.total });
});

test('a sale that nobody knows, and one that was voided, are refused', async () => {
  expect(await shop.refused('sale.explain', { saleId })).toMatchObject({ code: 'sale.unknown' });
  await shop.scan(saleId, '40');
  await shop.do('sale.void', { saleId });
  expect(await shop.refused('sale.explain', { saleId })).toMatchObject({ code: 'sale.notOpen' });
});

test('what comes back is explained under its number, open and completed, and the exchange that it is part of', async () => {
  await shop.sell('sold', ['6901234567892', '6901234567892', '6901234567892']);
  const back = { saleId, originalSaleId: id('sold'), lineNumber: 1, quantity: 1000, reason: 'other' };
  await shop.do('sale.addReturn', back);
  await shop.scan(saleId, '40');
  const { steps } = await shop.do('sale.explain', { saleId });
  const own = steps.filter(({ lineNumber }) => lineNumber === 1);
  expect(own.map(({ rule, figure, result }) => [rule, figure, result])).toEqual([
    ['R11', 'returnTotal', 200],
    ['R11', 'returnTax', 23],
    ['R11', 'returnNet', 177],
    ['R8', 'moneyBack', 200],
  ]);
  expect(steps.at(-1)).toMatchObject({ rule: 'R12', figure: 'netted', result: -50, lineNumber: null });
  await shop.do('tender.refundCash', { saleId });
  await shop.do('sale.complete', { saleId });
  expect((await shop.do('sale.explain', { saleId })).steps).toEqual(steps);
});

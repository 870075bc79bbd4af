// A weighed article takes its weight from the scale: when it stands, once for each load, and never when one was given.
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SaleId } from '#contract/ids.ts';
import { BANANAS, WATER } from '#test/support/books.ts';
import { id, openShop } from '#test/support/shop.ts';
import type { Shop } from '#test/support/shop.ts';

const BANANAS_SKU = 'P0001';
const saleId = id<SaleId>('sale');
let shop: Shop;

beforeEach(async () => {
  shop = await openShop({
    devices: (folder) => ({ kind: 'simulated', folder: join(folder, 'simulated') }),
  });
  await shop.openShift();
});
afterEach(() => shop.close());

const scale = async () => (await shop.do('app.describe', {})).scale;

/** Lays a load on the scale and waits until it stands. */
async function weigh(grams: number): Promise<void> {
  await shop.do('demo.weigh', { grams });
  await vi.waitFor(
    async () => expect(await scale()).toEqual({ grams, isStable: true, isTaken: false }),
    5000,
  );
}

const refusedScan = async () => (await shop.refused('sale.scan', { saleId, code: BANANAS })).code;

test('a scan and a picked article take what lies on the scale, a load once', async () => {
  await weigh(842);
  const { lines } = await shop.scan(saleId, BANANAS);
  expect(lines).toMatchObject([{ quantity: 842, amount: 672 }]);
  expect(await scale()).toEqual({ grams: 842, isStable: true, isTaken: true });
  expect(await refusedScan()).toBe('sale.weightNeeded');
  await weigh(1500);
  const picked = await shop.do('sale.addItem', { saleId, sku: BANANAS_SKU });
  expect(picked.lines).toMatchObject([{ number: 2, quantity: 1500 }]);
});

test('the same scan sent again takes nothing more', async () => {
  await weigh(842);
  const args = { commandId: id('weighed'), saleId, code: BANANAS };
  const first = await shop.do('sale.scan', args);
  await weigh(1000);
  expect(await shop.do('sale.scan', args)).toEqual(first);
  expect(await scale()).toMatchObject({ grams: 1000, isTaken: false });
});

test('neither an empty scale nor one that still swings says a weight', async () => {
  expect(await scale()).toMatchObject({ grams: 0, isStable: true });
  expect(await refusedScan()).toBe('sale.weightNeeded');
  await shop.do('demo.weigh', { grams: 500 });
  expect(await scale()).toMatchObject({ grams: 500, isStable: false });
  expect(await refusedScan()).toBe('sale.weightNeeded');
});

test('a weight that was given, a piece and a refused scan leave the load alone', async () => {
  await weigh(842);
  const { lines } = await shop.do('sale.scan', { saleId, code: BANANAS, quantity: 300 });
  expect(lines).toMatchObject([{ quantity: 300 }]);
  await shop.scan(saleId, WATER);
  await shop.do('tender.cash', { saleId, amount: 1 });
  expect(await refusedScan()).toBe('sale.hasTenders');
  expect(await scale()).toMatchObject({ grams: 842, isTaken: false });
});

test('an unresolved scan that turns out to be weighed takes it as well', async () => {
  const { unresolved } = await shop.do('sale.scan', { saleId, code: '4006381333931', keepsUnknown: true });
  await weigh(842);
  const lineId = unresolved[0]?.lineId;
  const { lines } = await shop.do('sale.resolve', { saleId, lineId, sku: BANANAS_SKU });
  expect(lines).toMatchObject([{ quantity: 842, amount: 672 }]);
  expect(await scale()).toMatchObject({ isTaken: true });
});

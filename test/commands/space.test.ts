// Room on the disk as the till tells it: its levels, what is refused when little is left, and the reserve that is given up
// so that the day can be closed.
import { existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SaleId } from '#contract/ids.ts';
import { keepBallast } from '#main/ballast.ts';
import { levelOf, usualSpace, watchSpace } from '#main/space.ts';
import { newFolder, PAPER, WATER } from '#test/support/books.ts';
import { id, openShop } from '#test/support/shop.ts';
import type { Shop } from '#test/support/shop.ts';

const MEGABYTE = 1_000_000;
let shop: Shop;
beforeEach(async () => {
  shop = await openShop({ space: { ...usualSpace, everyMs: 20 } });
});
afterEach(() => shop.close());

const levels = () => shop.events.flatMap((it) => (it.event === 'disk.changed' ? [it.payload.level] : []));

/** The disk is as full as said, and the till has seen it. */
async function leave(megabytes: number): Promise<void> {
  shop.machine.free = megabytes * MEGABYTE;
  await vi.waitFor(async () => {
    expect((await shop.do('app.describe', {})).disk.freeBytes).toBe(shop.machine.free);
  });
}

test('a level begins exactly where the settings say, and an unknown disk is good', () => {
  const at = (bytes: number | null) => levelOf(bytes, usualSpace);
  expect([at(500 * MEGABYTE), at(500 * MEGABYTE - 1)]).toEqual(['good', 'low']);
  expect([at(100 * MEGABYTE), at(100 * MEGABYTE - 1), at(0)]).toEqual(['low', 'critical', 'critical']);
  expect(at(null)).toBe('good');
});

test('each level is announced once, with how much is left', async () => {
  await leave(400);
  await leave(90);
  await leave(2000);
  expect(levels()).toEqual(['low', 'critical', 'good']);
  expect((await shop.do('app.diagnose', {})).disk).toEqual({ freeBytes: 2000 * MEGABYTE, level: 'good' });
});

test('with too little room no new sale begins; the open one, the shift and the day can be ended', async () => {
  await shop.openShift(0);
  const open = id<SaleId>('open');
  await shop.scan(open, WATER);
  await leave(90);
  await shop.scan(open, PAPER);
  const { due } = await shop.do('tender.options', { saleId: open });
  await shop.do('tender.cash', { saleId: open, amount: due });
  await shop.do('sale.complete', { saleId: open });
  const refusal = { code: 'store.lowSpace', details: { freeMegabytes: 90 } };
  const saleId = id<SaleId>('another');
  expect(await shop.refused('sale.scan', { saleId, code: WATER })).toEqual(refusal);
  expect(await shop.refused('sale.scan', { saleId, code: '0001112223334', keepsUnknown: true })).toEqual(
    refusal,
  );
  expect(await shop.refused('sale.addItem', { saleId, sku: 'W0001' })).toEqual(refusal);
  expect(
    await shop.refused('sale.addOpenPrice', { saleId, sku: 'W0001', quantity: 1000, priceMicros: 10_000 }),
  ).toEqual(refusal);
  await shop.do('shift.close', { counted: due });
  await shop.do('register.close', {});
  await leave(600);
  await shop.openShift(0);
  await shop.scan(saleId, WATER);
});

test('a parked sale is brought back and ended with too little room', async () => {
  await shop.openShift(0);
  const saleId = id<SaleId>('parked');
  await shop.scan(saleId, WATER);
  await shop.do('sale.park', { saleId, label: null });
  await leave(0);
  await shop.do('sale.recall', { saleId });
  await shop.do('sale.void', { saleId });
});

test('the reserve is made where there is plenty, takes up its room, and is given up once', async () => {
  const folder = newFolder();
  let free = 10_000 * MEGABYTE;
  const said: string[] = [];
  const space = watchSpace({
    folder,
    settings: { warnBelowMb: 500, stopBelowMb: 100, ballastMb: 3, everyMs: 20 },
    freeBytes: () => free,
    announce: ({ level }) => said.push(level),
    warn: (_fields, message) => said.push(message),
  });
  const file = join(folder, 'ballast.bin');
  await vi.waitFor(() => expect(existsSync(file)).toBe(true), { timeout: 10_000 });
  const { size, blocks } = statSync(file);
  expect(size).toBe(3 * MEGABYTE);
  expect(blocks * 512).toBeGreaterThanOrEqual(size);
  free = 0;
  expect([space.giveWay(), space.giveWay()]).toEqual([true, false]);
  expect(existsSync(file)).toBe(false);
  expect(said).toEqual([
    'the disk is full: the reserve has been given up so that the day can be closed',
    'the room on the disk has changed',
    'critical',
  ]);
  free = 10_000 * MEGABYTE;
  await vi.waitFor(() => expect(existsSync(file)).toBe(true), { timeout: 10_000 });
  await space.close();
});

test('a reserve that is half made when the till ends leaves nothing behind', async () => {
  const folder = newFolder();
  const ballast = keepBallast(folder, 50 * MEGABYTE);
  ballast.make();
  await vi.waitFor(() => expect(existsSync(join(folder, 'ballast.bin.new'))).toBe(true));
  await ballast.close();
  expect([existsSync(join(folder, 'ballast.bin.new')), existsSync(join(folder, 'ballast.bin'))]).toEqual([
    false,
    false,
  ]);
  rmSync(folder, { recursive: true });
});

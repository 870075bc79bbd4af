// Shifts, cash and the register's close: figures that a manager can check with a pencil.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SaleId } from '#contract/ids.ts';
import { id, openShop } from '#test/support/shop.ts';
import type { Shop } from '#test/support/shop.ts';

const WATER = '6901234567892';
let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

test('expected cash is float, sales, change and movements, and the difference is counted minus expected', async () => {
  await shop.openShift(20_000);
  await shop.sell('one', [WATER], 1000);
  await shop.do('cash.move', { move: 'paidIn', amount: 5000, reason: 'coins' });
  await shop.do('cash.move', { move: 'paidOut', amount: 1200, reason: 'window cleaner' });
  await shop.do('cash.move', { move: 'safeDrop', amount: 10_000, reason: 'full' });
  const x = await shop.do('shift.xReport', { print: false });
  expect(x.cash).toEqual({
    float: 20_000,
    taken: 1000,
    change: 800,
    refunds: 0,
    paidIn: 5000,
    paidOut: 1200,
    safeDrops: 10_000,
    expected: 14_000,
  });
  const closing = await shop.do('shift.close', { counted: 13_900 });
  expect(closing).toMatchObject({ counted: 13_900, overShort: -100, cash: { expected: 14_000 } });
});

test('no more cash leaves the drawer than is in it', async () => {
  await shop.openShift(1000);
  expect(await shop.refused('cash.move', { move: 'safeDrop', amount: 1001, reason: 'x' })).toMatchObject({
    code: 'cash.notEnough',
  });
});

test('a Z seals the period: its shifts, its sums, totals that never restart', async () => {
  await shop.openShift(0);
  await shop.sell('one', [WATER]);
  await shop.do('shift.close', { counted: 200 });
  await shop.openShift(500);
  await shop.sell('two', [WATER, '40']);
  await shop.do('shift.close', { counted: 860 });
  const first = await shop.do('register.close', {});
  expect(first).toMatchObject({
    zNumber: 1,
    businessDate: '2026-11-20',
    period: { receiptCount: 2, total: 550, tenders: [{ kind: 'cash', amount: 550 }] },
    perpetualSalesBefore: 0,
    perpetualSalesAfter: 550,
  });
  expect(first.shifts.map((shift) => shift.overShort)).toEqual([0, 10]);
  expect(first.seal).toMatch(/^[0-9a-f]{8}$/);
  await shop.openShift(0);
  await shop.sell('three', [WATER]);
  await shop.do('shift.close', { counted: 200 });
  const second = await shop.do('register.close', {});
  expect(second).toMatchObject({
    zNumber: 2,
    firstSeq: first.lastSeq + 2,
    period: { receiptCount: 1, total: 200 },
    perpetualSalesBefore: 550,
    perpetualSalesAfter: 750,
  });
});

test('a register is not closed over an open shift, a parked sale or nothing at all', async () => {
  expect(await shop.refused('register.close', {})).toMatchObject({ code: 'register.nothingToClose' });
  await shop.openShift(0);
  expect(await shop.refused('register.close', {})).toMatchObject({ code: 'register.shiftOpen' });
  const saleId = id<SaleId>('parked');
  await shop.scan(saleId, WATER);
  expect(await shop.refused('shift.close', { counted: 0 })).toMatchObject({ code: 'shift.saleOpen' });
  await shop.do('sale.park', { saleId, label: null });
  await shop.do('shift.close', { counted: 0 });
  expect(await shop.refused('register.close', {})).toEqual({
    code: 'register.parkedSales',
    details: { count: 1 },
  });
});

test('a sale after midnight belongs to the day before until the day starts', async () => {
  // 03:30 on the 21st in Shanghai; the demonstration shop's day starts at five.
  shop.clock.at = new Date('2026-11-20T19:30:00.000Z');
  await shop.openShift(0);
  const night = await shop.sell('night', [WATER]);
  expect(night.sale.businessDate).toBe('2026-11-20');
  shop.clock.pass(2 * 3_600_000);
  const morning = await shop.sell('morning', [WATER]);
  expect(morning.sale.businessDate).toBe('2026-11-21');
});

test('one shift at a time', async () => {
  await shop.openShift(0);
  expect(await shop.refused('shift.open', { float: 0 })).toMatchObject({ code: 'shift.alreadyOpen' });
});

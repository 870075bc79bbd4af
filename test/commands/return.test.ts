// Returns as a shell sees them: found by receipt, brought back in parts, exchanged, refunded without a receipt, refused
// where nothing is left.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SaleId } from '#contract/ids.ts';
import { journalOf, verify } from '#test/support/books.ts';
import { id, openShop, people, Shop } from '#test/support/shop.ts';

/** Spring water 2.00 with 13 % in it, a newspaper 1.50 with 9 %, bananas 7.98 a kilogram with 9 %. */
const WATER = '6901234567892';
const PAPER = '40';

let shop: Shop;
const back = id<SaleId>('back');

beforeEach(async () => {
  shop = await openShop();
  await shop.openShift();
});
afterEach(() => shop.close());

const reason = 'damaged';
const returnOf = (original: string, lineNumber: number, pieces: number, saleId = back) => ({
  saleId,
  originalSaleId: id<SaleId>(original),
  lineNumber,
  quantity: pieces * 1000,
  reason,
});

/** Pays out what is due back, and finishes. */
async function payOutOf(till: Shop, saleId = back) {
  await till.do('tender.refundCash', { saleId });
  return till.do('sale.complete', { saleId });
}
const payOut = (saleId = back) => payOutOf(shop, saleId);

describe('finding a receipt', () => {
  test('by its number, by the number alone, and by the id of its sale', async () => {
    await shop.sell('first', [PAPER]);
    await shop.sell('sold', [WATER, WATER, WATER, PAPER]);
    for (const text of ['1-000002', '1-2', ' 2 ', id('sold')]) {
      const found = await shop.do('return.find', { text });
      expect(found).toMatchObject({ saleId: id('sold'), receiptNumber: '1-000002', sold: 750 });
      expect(found.lines).toMatchObject([
        { lineNumber: 1, sku: 'W0001', sold: 3000, returned: 0, remaining: 3000, next: 200, left: 600 },
        { lineNumber: 2, sku: 'V0005', sold: 1000, remaining: 1000, next: 150, left: 150 },
      ]);
      expect(found.tenders).toEqual([{ kind: 'cash', took: 750, gaveBack: 0, left: 750 }]);
      expect(found.reasons).toContain('changedMind');
    }
  });

  test('what nobody sold here, and what was never finished, is refused', async () => {
    for (const text of ['1-000009', '7-000001', 'nonsense', id('nobody')]) {
      expect(await shop.refused('return.find', { text })).toMatchObject({ code: 'return.unknownReceipt' });
    }
    await shop.scan(id('given up'), WATER);
    await shop.do('sale.void', { saleId: id('given up') });
    expect(await shop.refused('return.find', { text: id('given up') })).toMatchObject({
      code: 'return.voided',
    });
  });
});

describe('a refund', () => {
  test('of one of three gives back its third with its tax, as a receipt of its own', async () => {
    await shop.sell('sold', [WATER, WATER, WATER]);
    const { sale, returns, quickCash } = await shop.do('sale.addReturn', returnOf('sold', 1, 1));
    expect(sale).toMatchObject({ sold: 0, returned: 200, total: -200, due: -200, lineCount: 0 });
    expect(returns).toMatchObject([
      { number: 1, sku: 'W0001', quantity: 1000, net: 177, total: 200, rounding: 0 },
    ]);
    expect(returns[0]?.original).toEqual({ saleId: id('sold'), receiptNumber: '1-000001', lineNumber: 1 });
    expect(quickCash).toEqual([]);
    expect(await shop.refused('sale.complete', { saleId: back })).toEqual({
      code: 'tender.refundDue',
      details: { amount: 200 },
    });
    expect(await shop.refused('tender.cash', { saleId: back, amount: 200 })).toMatchObject({
      code: 'tender.refundDue',
    });
    const done = await payOut();
    expect(done).toMatchObject({ receiptNumber: '1-000002', received: 0, change: 0, refunded: 200 });
    expect(done.sale).toMatchObject({
      net: -177,
      total: -200,
      due: 0,
      refunds: [{ kind: 'cash', amount: 200 }],
    });
    const found = await shop.do('return.find', { text: '1' });
    expect(found.lines).toMatchObject([{ returned: 1000, remaining: 2000, next: 200, left: 400 }]);
    expect(found.tenders).toEqual([{ kind: 'cash', took: 600, gaveBack: 200, left: 400 }]);
    const { paper } = await shop.do('receipt.show', { saleId: back });
    expect(JSON.stringify(paper)).toContain('1-000001');
    expect(JSON.stringify(paper)).toContain('-¥2.00'.replace('-', '\u2212'));
    expect(await shop.do('sale.get', { saleId: back })).toMatchObject({ returns: [{ sku: 'W0001' }] });
  });

  test('of a part of what was weighed, then of all the rest, is what was paid', async () => {
    const saleId = id<SaleId>('sold');
    await shop.scan(saleId, WATER, WATER, WATER);
    await shop.do('sale.addItem', { saleId, sku: 'P0001', quantity: 842 });
    const { sale } = await shop.do('sale.get', { saleId });
    await shop.do('tender.cash', { saleId, amount: sale.due });
    await shop.do('sale.complete', { saleId });
    expect(await shop.refused('sale.addReturn', { ...returnOf('sold', 1, 1), quantity: 500 })).toMatchObject({
      code: 'sale.wholeUnits',
    });
    await shop.do('sale.addReturn', { ...returnOf('sold', 2, 1), quantity: 500 });
    await payOut();
    const rest = await shop.do('sale.addReturnAll', { saleId: id('rest'), originalSaleId: saleId, reason });
    expect(rest.returns).toMatchObject([{ quantity: 3000 }, { quantity: 342 }]);
    const done = await payOut(id('rest'));
    const part = await shop.do('sale.get', { saleId: back });
    expect(done.sale.total + part.sale.total).toBe(0 - sale.total);
    expect(done.sale.net + part.sale.net).toBe(0 - sale.net);
    expect(done.refunded + 399).toBe(sale.total);
    expect(
      await shop.refused('sale.addReturnAll', { saleId: id('more'), originalSaleId: saleId, reason }),
    ).toMatchObject({ code: 'return.nothingLeft' });
  });

  test('never gives back what is not left: not twice, not in two sales, not beside a parked one', async () => {
    await shop.sell('sold', [WATER, WATER]);
    expect(await shop.refused('sale.addReturn', returnOf('sold', 1, 3))).toEqual({
      code: 'return.tooMuch',
      details: { remaining: 2000 },
    });
    expect(await shop.refused('sale.addReturn', returnOf('sold', 2, 1))).toMatchObject({
      code: 'return.unknownLine',
    });
    await shop.do('sale.addReturn', returnOf('sold', 1, 1));
    await shop.do('sale.addReturn', returnOf('sold', 1, 1));
    const { returns } = await shop.do('sale.get', { saleId: back });
    expect(returns).toMatchObject([{ quantity: 2000, total: 400 }]);
    await shop.do('sale.park', { saleId: back, label: null });
    const other = id<SaleId>('other');
    expect(await shop.refused('sale.addReturn', returnOf('sold', 1, 1, other))).toMatchObject({
      code: 'return.nothingLeft',
    });
    await shop.do('sale.recall', { saleId: back });
    await shop.do('sale.removeReturn', { saleId: back, number: 1 });
    expect(await shop.refused('sale.removeReturn', { saleId: back, number: 1 })).toMatchObject({
      code: 'return.notInSale',
    });
    await shop.do('sale.addReturn', returnOf('sold', 1, 2));
    await payOut();
    expect(await shop.refused('sale.addReturn', returnOf('sold', 1, 1, other))).toMatchObject({
      code: 'return.nothingLeft',
    });
  });

  test('is paid out only from what is in the drawer, and can be undone until it is complete', async () => {
    await shop.sell('sold', [WATER]);
    await shop.do('sale.addReturn', returnOf('sold', 1, 1));
    await shop.do('cash.move', { move: 'safeDrop', amount: 20_100, reason: 'full' });
    expect(await shop.refused('tender.refundCash', { saleId: back })).toMatchObject({
      code: 'cash.notEnough',
    });
    await shop.do('cash.move', { move: 'paidIn', amount: 100, reason: 'coins' });
    const { sale } = await shop.do('tender.refundCash', { saleId: back });
    expect(sale).toMatchObject({ due: 0, refunds: [{ amount: 200 }] });
    expect(await shop.refused('tender.refundCash', { saleId: back })).toMatchObject({
      code: 'tender.nothingDue',
    });
    expect(await shop.refused('sale.park', { saleId: back, label: null })).toMatchObject({
      code: 'sale.hasTenders',
    });
    const tenderId = sale.refunds[0]?.tenderId;
    const undone = await shop.do('tender.remove', { saleId: back, tenderId });
    expect(undone.sale).toMatchObject({ due: -200, refunds: [] });
  });

  test('outlives a restart, parked or open', async () => {
    await shop.sell('sold', [WATER, WATER]);
    await shop.do('sale.addReturn', returnOf('sold', 1, 1));
    await shop.do('tender.refundCash', { saleId: back });
    const before = await shop.do('sale.current', {});
    await shop.restart();
    expect(await shop.do('sale.current', {})).toEqual(before);
    expect((await shop.do('sale.complete', { saleId: back })).refunded).toBe(200);
  });
});

describe('an exchange', () => {
  test('asks only for the difference, or gives it back', async () => {
    await shop.sell('sold', [WATER]);
    await shop.do('sale.addReturn', returnOf('sold', 1, 1));
    const { sale, quickCash } = await shop.scan(back, WATER, PAPER);
    expect(sale).toMatchObject({ sold: 350, returned: 200, total: 150, due: 150 });
    expect(quickCash[0]).toMatchObject({ received: 150 });
    expect(await shop.refused('tender.refundCash', { saleId: back })).toMatchObject({
      code: 'tender.noRefundDue',
    });
    await shop.do('tender.cash', { saleId: back, amount: 200 });
    const done = await shop.do('sale.complete', { saleId: back });
    expect(done).toMatchObject({ received: 200, change: 50, refunded: 0 });
    // What was bought in the exchange can come back itself, without what was given in return for it.
    const second = id<SaleId>('second');
    await shop.do('sale.addReturnAll', { saleId: second, originalSaleId: back, reason });
    const { sale: all } = await shop.do('sale.get', { saleId: second });
    expect(all).toMatchObject({ returned: 350, due: -350 });
  });

  test('of like for like needs no money', async () => {
    await shop.sell('sold', [WATER]);
    await shop.do('sale.addReturn', returnOf('sold', 1, 1));
    await shop.scan(back, WATER);
    const done = await shop.do('sale.complete', { saleId: back });
    expect(done).toMatchObject({ received: 0, change: 0, refunded: 0 });
    expect(done.sale).toMatchObject({ sold: 200, returned: 200, total: 0, net: 0 });
  });
});

describe('without a receipt', () => {
  const args = { saleId: back, sku: 'W0001', quantity: 2000, reason };

  test('a supervisor takes back at today’s price, or at one that is given; it is on record at once', async () => {
    const today = await shop.do('sale.addReturnWithoutReceipt', args);
    expect(today.returns).toMatchObject([{ original: null, total: 400, net: 354, priceMicros: 2_000_000 }]);
    const given = await shop.do('sale.addReturnWithoutReceipt', { ...args, priceMicros: 1_500_000 });
    expect(given.sale).toMatchObject({ returned: 700, due: -700 });
    expect(await payOut()).toMatchObject({ refunded: 700 });
    expect(verify(shop.folder)).toMatchObject({ code: 0 });
  });

  test('a cashier needs a receipt, or somebody who approves; both are on the row', async () => {
    shop.core.actAs(people.cashier.staffId);
    await shop.sell('sold', [WATER]);
    await shop.do('sale.addReturn', returnOf('sold', 1, 1));
    expect(await payOut()).toMatchObject({ refunded: 200 });
    const asked = { ...args, saleId: id('without'), commandId: id('asked') };
    expect(await shop.refused('sale.addReturnWithoutReceipt', asked)).toMatchObject({
      code: 'approval.needed',
      details: {
        permission: 'sale.refundWithoutReceipt',
        approvers: expect.arrayContaining([people.supervisor.staffId, people.manager.staffId]),
      },
    });
    const action = { name: 'sale.addReturnWithoutReceipt', args: asked };
    const { approvalId } = await shop.do('session.approve', { ...people.supervisor, action });
    const done = await shop.do('sale.addReturnWithoutReceipt', { ...asked, approval: approvalId });
    expect(done.returns).toMatchObject([{ original: null, total: 400 }]);
    const row = journalOf(shop.folder).find(({ header }) => header.kind === 'return.withoutReceipt');
    expect(row?.header).toMatchObject({
      actor: people.cashier.staffId,
      approver: people.supervisor.staffId,
    });
  });
});

test('a voided sale gives its returns free again', async () => {
  await shop.sell('sold', [WATER]);
  await shop.do('sale.addReturn', returnOf('sold', 1, 1));
  await shop.do('sale.void', { saleId: back });
  expect(await shop.do('sale.get', { saleId: back })).toMatchObject({
    returns: [{ sku: 'W0001', total: 200 }],
  });
  await shop.do('sale.addReturn', returnOf('sold', 1, 1, id('other')));
  expect(await payOut(id('other'))).toMatchObject({ refunded: 200 });
});

test('expected cash, X, Z and the perpetual totals know what came back; it verifies', async () => {
  await shop.sell('sold', [WATER, WATER, PAPER], 1000);
  await shop.do('sale.addReturn', returnOf('sold', 1, 1));
  await payOut();
  const x = await shop.do('shift.xReport', { print: true });
  expect(x.cash).toMatchObject({ taken: 1000, change: 450, refunds: 200, expected: 20_350 });
  expect(x.period).toMatchObject({
    receiptCount: 2,
    sold: 550,
    returns: { count: 1, total: 200 },
    total: 350,
    tenders: [{ kind: 'cash', amount: 350 }],
  });
  const taxes = x.period.taxes.reduce((sum, { amount }) => sum + amount, 0);
  expect(x.period.net + taxes).toBe(350);
  const closing = await shop.do('shift.close', { counted: 20_350 });
  expect(closing).toMatchObject({ overShort: 0, cash: { refunds: 200 } });
  const z = await shop.do('register.close', {});
  expect(z).toMatchObject({
    perpetualSalesAfter: 550,
    perpetualReturnsBefore: 0,
    perpetualReturnsAfter: 200,
    shifts: [{ cash: { refunds: 200 } }],
  });
  expect(verify(shop.folder)).toMatchObject({ code: 0 });
});

describe('where cash is rounded to 0.05 (R7, R8)', () => {
  let swiss: Shop;
  beforeEach(async () => {
    swiss = new Shop(await mkdtemp(join(tmpdir(), 'counterfoil-swiss-')), { as: null });
    await swiss.open();
    await swiss.do('register.setUp', {
      register: {
        storeName: 'Corner',
        number: 1,
        currency: 'AUD',
        timeZone: 'Australia/Sydney',
        dayStartsAt: 0,
        rounding: 'half-up',
        taxRounding: 'line',
        cashRounding: { increment: 5, mode: 'half-up' },
        receiptLanguage: 'en',
        isDemo: false,
      },
      staff: [{ staffId: 'ann', name: 'Ann', role: 'manager', pin: '7777' }],
    });
    swiss.core.actAs('ann' as never);
    await swiss.do('catalog.put', {
      taxes: [{ code: 'N', taxes: [] }],
      categories: [{ id: 'all', names: { en: 'All', zh: '全部' } }],
      items: [524, 498, 1].map((cents) => ({
        sku: `A${cents}`,
        names: { en: `A${cents}`, zh: `A${cents}` },
        category: 'all',
        taxCode: 'N',
        unit: 'each',
        priceMicros: cents * 10_000,
        plu: null,
        gtins: [],
      })),
    });
    await swiss.openShift(10_000);
    // 15.72, for which 15.70 is taken.
    const saleId = id<SaleId>('sold');
    await swiss.do('sale.addItem', { saleId, sku: 'A524', quantity: 3000 });
    await swiss.do('tender.cash', { saleId, amount: 2000 });
    expect(await swiss.do('sale.complete', { saleId })).toMatchObject({
      change: 430,
      sale: { rounding: -2 },
    });
  });
  afterEach(() => swiss.close());

  test('all of it back is exactly the cash that was taken; piece by piece as well', async () => {
    const refunded: number[] = [];
    const roundings: number[] = [];
    for (const name of ['a', 'b', 'c']) {
      const saleId = id<SaleId>(name);
      await swiss.do('sale.addReturn', returnOf('sold', 1, 1, saleId));
      const { sale } = await swiss.do('tender.refundCash', { saleId });
      expect(sale.due).toBe(0);
      const done = await swiss.do('sale.complete', { saleId });
      expect(done.sale.total + done.sale.rounding).toBe(0 - done.refunded);
      refunded.push(done.refunded);
      roundings.push(done.sale.rounding);
    }
    expect(refunded).toEqual([525, 520, 525]);
    expect(roundings.reduce((a, b) => a + b, 0)).toBe(2);
    const found = await swiss.do('return.find', { text: '1' });
    expect(found.tenders).toEqual([{ kind: 'cash', took: 1570, gaveBack: 1570, left: 0 }]);
    expect(verify(swiss.folder)).toMatchObject({ code: 0 });
  });

  test('an exchange undoes the rounding of what came back, and what it sold comes back without it', async () => {
    await swiss.do('sale.addReturnAll', { saleId: back, originalSaleId: id('sold'), reason });
    await swiss.do('sale.addItem', { saleId: back, sku: 'A498', quantity: 1000 });
    // 4.98 less the 15.70 that were taken: 10.72 back, 10.70 in coins.
    const { sale } = await swiss.do('tender.refundCash', { saleId: back });
    expect(sale).toMatchObject({ total: -1074, due: 0, refunds: [{ amount: 1070 }] });
    const done = await swiss.do('sale.complete', { saleId: back });
    expect(done.sale).toMatchObject({ total: -1074, rounding: 4 });
    const again = id<SaleId>('again');
    const { sale: last } = await swiss.do('sale.addReturnAll', {
      saleId: again,
      originalSaleId: back,
      reason,
    });
    // It was sold for 4.98 and 0.02 of rounding came on top: 5.00 were not handed out, and 5.00 go back.
    expect(last).toMatchObject({ total: -498, due: -500 });
    expect(verify(swiss.folder)).toMatchObject({ code: 0 });
  });

  test('an exchange whose rounding is more than what it sold took nothing for it, and asks nothing for it back', async () => {
    await swiss.do('sale.addReturnWithoutReceipt', { saleId: back, sku: 'A524', quantity: 1000, reason });
    await swiss.do('sale.addItem', { saleId: back, sku: 'A1', quantity: 1000 });
    // 5.23 back is 5.25 in coins: 0.02 more, on a cent's worth of goods.
    expect((await payOutOf(swiss)).sale.rounding).toBe(-2);
    const found = await swiss.do('return.find', { text: '2' });
    expect(found.tenders).toEqual([{ kind: 'cash', took: 0, gaveBack: 0, left: 0 }]);
    const again = id<SaleId>('again');
    await swiss.do('sale.addReturnAll', { saleId: again, originalSaleId: back, reason });
    const done = await swiss.do('sale.complete', { saleId: again });
    expect(done).toMatchObject({ received: 0, refunded: 0, sale: { total: -1, rounding: 1 } });
    expect(verify(swiss.folder)).toMatchObject({ code: 0 });
  });
});

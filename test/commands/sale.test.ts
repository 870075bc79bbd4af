// The life of a sale as a shell sees it: what is answered, what is refused, what is left behind.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SaleId } from '#contract/ids.ts';
import { id, openShop } from '#test/support/shop.ts';
import type { Shop } from '#test/support/shop.ts';

/** Spring water 2.00 (EAN-13), a newspaper 1.50 by PLU, bananas by weight. */
const WATER = '6901234567892';
const PAPER = '40';
const BANANAS = '4011';

let shop: Shop;
const saleId = id<SaleId>('sale');

beforeEach(async () => {
  shop = await openShop();
  await shop.openShift();
});
afterEach(() => shop.close());

describe('scanning', () => {
  test('finds an article by EAN, with leading zeros, by PLU and by its exact stock code', async () => {
    for (const code of [WATER, `0${WATER}`, PAPER, 'W0001']) {
      const { lines } = await shop.scan(id<SaleId>('by code'), code);
      expect(lines).toHaveLength(1);
    }
    expect(await shop.refused('sale.scan', { saleId: id('by code'), code: 'w0001' })).toEqual({
      code: 'catalog.unknownCode',
      details: { code: 'w0001' },
    });
  });

  test('the same article again counts on the line; another one begins a new line', async () => {
    const first = await shop.scan(saleId, WATER, WATER);
    expect(first.lines).toMatchObject([{ number: 1, quantity: 2000, amount: 400 }]);
    const second = await shop.scan(saleId, PAPER, WATER);
    expect(second.sale.lineCount).toBe(3);
    expect(second.lines).toMatchObject([{ number: 3, quantity: 1000 }]);
  });

  test('a weighed article asks for its weight and is rounded once', async () => {
    expect(await shop.refused('sale.scan', { saleId, code: BANANAS })).toMatchObject({
      code: 'sale.weightNeeded',
    });
    const { lines, sale } = await shop.do('sale.scan', { saleId, code: BANANAS, quantity: 842 });
    expect(lines).toMatchObject([{ quantity: 842, priceMicros: 7_980_000, amount: 672 }]);
    expect(sale.total).toBe(672);
  });

  test('a piece cannot be cut', async () => {
    expect(await shop.refused('sale.scan', { saleId, code: WATER, quantity: 1500 })).toMatchObject({
      code: 'sale.wholeUnits',
    });
  });

  test('a refused scan leaves no sale behind', async () => {
    await shop.refused('sale.scan', { saleId, code: 'no such thing' });
    expect(await shop.do('sale.current', {})).toEqual({ current: null });
  });

  test('only one sale is open at a time, and a finished one does not open again', async () => {
    await shop.scan(saleId, WATER);
    expect(await shop.refused('sale.scan', { saleId: id('other'), code: WATER })).toEqual({
      code: 'sale.otherOpen',
      details: { saleId },
    });
    await shop.do('sale.void', { saleId });
    expect(await shop.refused('sale.scan', { saleId, code: WATER })).toEqual({
      code: 'sale.notOpen',
      details: { state: 'voided' },
    });
  });

  test('nothing is sold without a shift', async () => {
    await shop.do('shift.close', { counted: 20_000 });
    expect(await shop.refused('sale.scan', { saleId, code: WATER })).toMatchObject({ code: 'shift.none' });
  });
});

describe('lines', () => {
  test('a voided line stays, counts for nothing and takes no more changes', async () => {
    const { lines } = await shop.scan(saleId, WATER, PAPER);
    const lineId = lines[0]?.lineId;
    const { sale, lines: after } = await shop.do('sale.voidLine', { saleId, lineId });
    expect(after).toMatchObject([{ lineId, isVoided: true }]);
    expect(sale).toMatchObject({ lineCount: 1, total: 200 });
    expect(await shop.refused('sale.setQuantity', { saleId, lineId, quantity: 2000 })).toMatchObject({
      code: 'sale.lineVoided',
    });
    const { lines: all } = await shop.do('sale.get', { saleId });
    expect(all.map((line) => line.isVoided)).toEqual([false, true]);
  });

  test('quantity and price can be set; every change is one version', async () => {
    const { lines, sale } = await shop.scan(saleId, WATER);
    const lineId = lines[0]?.lineId;
    const counted = await shop.do('sale.setQuantity', { saleId, lineId, quantity: 12_000 });
    expect(counted.sale).toMatchObject({ total: 2400, version: sale.version + 1 });
    const priced = await shop.do('sale.overridePrice', {
      saleId,
      lineId,
      priceMicros: 1_500_000,
      reason: 'dented',
    });
    expect(priced.lines).toMatchObject([
      { priceMicros: 1_500_000, listPriceMicros: 2_000_000, amount: 1800 },
    ]);
  });

  test('amounts that no till can hold are refused and change nothing', async () => {
    const { lines } = await shop.scan(saleId, WATER);
    const lineId = lines[0]?.lineId;
    await shop.do('sale.overridePrice', {
      saleId,
      lineId,
      priceMicros: 1_000_000_000_000_000,
      reason: 'a slip',
    });
    expect(await shop.refused('sale.setQuantity', { saleId, lineId, quantity: 11_000 })).toMatchObject({
      code: 'sale.tooLarge',
    });
    expect((await shop.do('sale.get', { saleId })).sale.total).toBe(100_000_000_000);
  });
});

describe('parking', () => {
  test('a parked sale comes back whole, after a restart too', async () => {
    await shop.scan(saleId, WATER, PAPER);
    await shop.do('sale.park', { saleId, label: 'red coat' });
    expect(await shop.do('sale.current', {})).toEqual({ current: null });
    await shop.restart();
    const { parked } = await shop.do('sale.parked', {});
    expect(parked).toMatchObject([{ saleId, label: 'red coat', lineCount: 2, total: 350 }]);
    const whole = await shop.do('sale.recall', { saleId });
    expect(whole.sale.state).toBe('open');
    expect(whole.lines.map((line) => line.code)).toEqual([WATER, PAPER]);
  });

  test('nothing is recalled over an open sale, and an empty one is not parked', async () => {
    await shop.scan(saleId, WATER);
    await shop.do('sale.park', { saleId, label: null });
    const other = id<SaleId>('other');
    const { lines } = await shop.scan(other, PAPER);
    expect(await shop.refused('sale.recall', { saleId })).toMatchObject({ code: 'sale.otherOpen' });
    await shop.do('sale.voidLine', { saleId: other, lineId: lines[0]?.lineId });
    expect(await shop.refused('sale.park', { saleId: other, label: null })).toMatchObject({
      code: 'sale.empty',
    });
  });
});

describe('paying', () => {
  test('cash, change, a receipt number and an empty till', async () => {
    const done = await shop.sell('cash', [WATER, PAPER], 1000);
    expect(done).toMatchObject({ receiptNumber: '1-000001', received: 1000, change: 650 });
    expect(done.sale).toMatchObject({ state: 'completed', total: 350, due: 0, businessDate: '2026-11-20' });
    expect(await shop.do('sale.current', {})).toEqual({ current: null });
    expect((await shop.do('sale.last', {})).last).toEqual(done);
  });

  test('asked twice, under any id, the same receipt and one sale', async () => {
    const first = await shop.sell('twice', [WATER]);
    const again = await shop.do('sale.complete', { saleId: id('twice') });
    expect(again).toEqual(first);
    expect((await shop.sell('next', [WATER])).receiptNumber).toBe('1-000002');
  });

  test('what the cash would come to is told before it is taken', async () => {
    await shop.scan(saleId, WATER, PAPER);
    expect(await shop.do('tender.options', { saleId })).toMatchObject({
      due: 350,
      quickCash: [
        { received: 350, change: 0 },
        { received: 400, change: 50 },
        { received: 500, change: 150 },
        { received: 1000, change: 650 },
      ],
    });
    expect(await shop.do('tender.quoteCash', { saleId, amount: 300 })).toEqual({
      received: 300,
      change: 0,
      remaining: 50,
    });
  });

  test('cash in two parts; not complete before it is paid', async () => {
    await shop.scan(saleId, WATER, PAPER);
    expect(await shop.refused('sale.complete', { saleId })).toEqual({
      code: 'sale.notPaid',
      details: { due: 350 },
    });
    await shop.do('tender.cash', { saleId, amount: 300 });
    expect(await shop.refused('sale.complete', { saleId })).toMatchObject({ details: { due: 50 } });
    await shop.do('tender.cash', { saleId, amount: 100 });
    expect(await shop.refused('tender.cash', { saleId, amount: 100 })).toMatchObject({
      code: 'tender.nothingDue',
    });
    expect(await shop.do('sale.complete', { saleId })).toMatchObject({ received: 400, change: 50 });
  });

  test('with money in it a sale is neither changed, parked nor voided until the money is given back', async () => {
    const { lines } = await shop.scan(saleId, WATER);
    const { sale } = await shop.do('tender.cash', { saleId, amount: 100 });
    const tenderId = sale.tenders[0]?.tenderId;
    for (const [name, more] of [
      ['sale.void', {}],
      ['sale.park', { label: null }],
      ['sale.scan', { code: WATER }],
      ['sale.voidLine', { lineId: lines[0]?.lineId }],
    ] as const) {
      expect(await shop.refused(name, { saleId, ...more })).toMatchObject({ code: 'sale.hasTenders' });
    }
    await shop.do('tender.remove', { saleId, tenderId });
    await shop.do('sale.void', { saleId });
    expect((await shop.do('sale.get', { saleId })).sale.state).toBe('voided');
  });

  test('an empty sale and an amount of nothing are refused', async () => {
    const { lines } = await shop.scan(saleId, WATER);
    expect(await shop.refused('tender.cash', { saleId, amount: 0 })).toMatchObject({ code: 'tender.zero' });
    await shop.do('sale.voidLine', { saleId, lineId: lines[0]?.lineId });
    expect(await shop.refused('tender.cash', { saleId, amount: 100 })).toMatchObject({ code: 'sale.empty' });
    expect(await shop.refused('sale.complete', { saleId })).toMatchObject({ code: 'sale.empty' });
  });
});

test('the open sale is there after a restart, tenders and all', async () => {
  await shop.scan(saleId, WATER, PAPER);
  await shop.do('tender.cash', { saleId, amount: 300 });
  const before = await shop.do('sale.current', {});
  await shop.restart();
  expect(await shop.do('sale.current', {})).toEqual(before);
});

test('one article with the same barcode written twice is refused by the code', async () => {
  const { items } = await shop.do('catalog.search', { text: WATER, category: null, limit: 1 });
  const item = { ...items[0], sku: 'NEW', plu: null, gtins: ['036000291452', '0036000291452'] };
  expect(await shop.refused('catalog.put', { taxes: [], categories: [], items: [item] })).toEqual({
    code: 'catalog.codeTaken',
    details: { code: '0036000291452', sku: 'NEW' },
  });
});

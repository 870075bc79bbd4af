// Discounts given by hand: what they come to, how far each role may go, and what a basket that changes afterwards makes of
// them.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LineId, SaleId } from '#contract/ids.ts';
import { firstLimits } from '#contract/limits.ts';
import { bodyOf } from '#store/journal.ts';
import { journalOf } from '#test/support/books.ts';
import { article } from '#test/support/catalogue.ts';
import { id, openShop, people } from '#test/support/shop.ts';
import type { Shop } from '#test/support/shop.ts';

let shop: Shop;
const saleId = id<SaleId>('the sale');
/** ¥2.00 and ¥1.50 a piece. */
const [WATER, PAPER] = ['6901234567892', '40'];

const percent = (whole: number) => ({ kind: 'percent', ppm: whole * 10_000 });
const money = (amount: number, per: 'line' | 'unit' = 'line') => ({ kind: 'amount', amount, per });
const offSale = (amount: number) => ({ kind: 'amount', amount });
const reason = 'near its date';

async function lineWith(code: string, quantity = 1): Promise<LineId> {
  const { lines } = await shop.do('sale.scan', { saleId, code, quantity: quantity * 1000 });
  return lines[0]?.lineId as LineId;
}
const discountLine = (lineId: LineId, discount: unknown) =>
  shop.do('sale.discountLine', { saleId, lineId, discount, reason });
const discountOrder = (discount: unknown) => shop.do('sale.discountOrder', { saleId, discount, reason });
const refusedLine = (lineId: LineId, discount: unknown) =>
  shop.refused('sale.discountLine', { saleId, lineId, discount, reason });
const refusedOrder = (discount: unknown) => shop.refused('sale.discountOrder', { saleId, discount, reason });
const actAs = (who: keyof typeof people) => shop.core.actAs(people[who].staffId);
const rowsOf = (kind: string) => journalOf(shop.folder).filter(({ header }) => header.kind === kind);

beforeEach(async () => {
  shop = await openShop();
  await shop.openShift();
});
afterEach(() => shop.close());

describe('what is given', () => {
  test('on a line, in percent, in money off the line and off each unit; the newest counts', async () => {
    const lineId = await lineWith(WATER, 10);
    const given = [percent(15), money(333), money(25, 'unit')];
    const amounts: unknown[] = [];
    for (const discount of given) {
      const { lines, sale } = await discountLine(lineId, discount);
      amounts.push([lines[0]?.gross, lines[0]?.discount?.amount, lines[0]?.amount, sale.total, sale.savings]);
    }
    expect(amounts).toEqual([
      [2000, 300, 1700, 1700, 300],
      [2000, 333, 1667, 1667, 333],
      [2000, 250, 1750, 1750, 250],
    ]);
    const { lines } = await discountLine(lineId, null);
    expect(lines[0]).toMatchObject({ discount: null, amount: 2000 });
    const bodies = rowsOf('line.discounted').map((row) => bodyOf<'line.discounted'>(row));
    expect(bodies.map(({ from, to, off }) => [from, to, off])).toEqual([
      [null, percent(15), 300],
      [percent(15), money(333), 333],
      [money(333), money(25, 'unit'), 250],
      [money(25, 'unit'), null, 0],
    ]);
    expect(rowsOf('line.discounted').map(({ header }) => header.approver)).toEqual([null, null, null, null]);
  });

  test('on the whole sale, beside one on a line; it comes off with null', async () => {
    const lineId = await lineWith(WATER, 5);
    await lineWith(PAPER, 4);
    await discountLine(lineId, percent(10));
    const { sale } = await discountOrder(percent(10));
    expect(sale).toMatchObject({
      subtotal: 1600,
      total: 1350,
      savings: 250,
      orderDiscount: { given: percent(10), reason, amount: 150 },
    });
    expect((await discountOrder(offSale(500))).sale).toMatchObject({
      total: 1000,
      orderDiscount: { amount: 500 },
    });
    expect((await discountOrder(null)).sale).toMatchObject({ total: 1500, orderDiscount: null });
    expect(rowsOf('sale.discounted').map((row) => bodyOf<'sale.discounted'>(row).total)).toEqual([
      1350, 1000, 1500,
    ]);
  });

  test('it is quoted as it would be, and quoting gives nothing', async () => {
    const lineId = await lineWith(WATER, 10);
    const before = await shop.do('sale.current', {});
    const quote = (proposal: unknown) => shop.do('sale.quoteDiscount', { saleId, proposal });
    expect(await quote({ on: 'line', lineId, discount: money(333) })).toEqual({
      before: 2000,
      off: 333,
      after: 1667,
      total: 1667,
      askedPpm: 166_500,
      limitPpm: 1_000_000,
      isWithin: true,
    });
    actAs('cashier');
    expect(await quote({ on: 'line', lineId, discount: percent(10) })).toMatchObject({ isWithin: true });
    expect(await quote({ on: 'line', lineId, discount: money(201) })).toMatchObject({
      isWithin: false,
      off: 201,
    });
    expect(await quote({ on: 'sale', discount: offSale(1) })).toMatchObject({ isWithin: false, limitPpm: 0 });
    expect(await shop.do('sale.current', {})).toEqual(before);
    const quoted = await quote({ on: 'sale', discount: percent(15) });
    actAs('manager');
    const { sale } = await discountOrder(percent(15));
    expect([quoted.total, quoted.off]).toEqual([sale.total, sale.orderDiscount?.amount]);
  });

  test('more than what it is given on is refused, and so is what is not there to be taken off', async () => {
    expect(await shop.refused('sale.discountOrder', { saleId, discount: percent(1), reason })).toMatchObject({
      code: 'sale.unknown',
    });
    const lineId = await lineWith(WATER);
    expect(await refusedLine(lineId, money(201))).toEqual({ code: 'discount.tooMuch', details: {} });
    expect(await refusedOrder(offSale(201))).toEqual({ code: 'discount.tooMuch', details: {} });
    expect(await refusedLine(lineId, null)).toEqual({ code: 'discount.none', details: {} });
    expect(await refusedOrder(null)).toEqual({ code: 'discount.none', details: {} });
    expect((await discountLine(lineId, money(200))).sale.total).toBe(0);
    await shop.do('sale.voidLine', { saleId, lineId });
    expect(await refusedLine(lineId, percent(1))).toMatchObject({ code: 'sale.lineVoided' });
    expect(await refusedOrder(percent(1))).toMatchObject({ code: 'sale.empty' });
  });

  test('not under money that was taken already', async () => {
    const lineId = await lineWith(WATER, 2);
    await shop.do('tender.cash', { saleId, amount: 100 });
    expect(await refusedLine(lineId, percent(5))).toMatchObject({ code: 'sale.hasTenders' });
    expect(await refusedOrder(percent(5))).toMatchObject({ code: 'sale.hasTenders' });
  });

  test('a sale that comes to nothing is completed without money, and its receipt can be printed again', async () => {
    const lineId = await lineWith(WATER);
    await discountLine(lineId, percent(100));
    const done = await shop.do('sale.complete', { saleId });
    expect(done.sale).toMatchObject({ total: 0, savings: 200 });
    expect(await shop.do('receipt.reprint', { saleId })).toMatchObject({ copy: 1 });
  });
});

describe('how far each role may go', () => {
  test.each([
    ['cashier', 10, 'line'],
    ['supervisor', 30, 'line'],
    ['supervisor', 20, 'sale'],
  ] as const)('a %s gives %i percent on a %s, and not a fen more', async (who, whole, on) => {
    const lineId = await lineWith(WATER, 10);
    actAs(who);
    const give = on === 'line' ? (d: unknown) => discountLine(lineId, d) : discountOrder;
    const refused = on === 'line' ? (d: unknown) => refusedLine(lineId, d) : refusedOrder;
    const inMoney = (amount: number) => (on === 'line' ? money(amount) : offSale(amount));
    const most = whole * 20;
    await give(percent(whole));
    await give(inMoney(most));
    const ppm = whole * 10_000;
    for (const [discount, asked] of [
      [{ kind: 'percent', ppm: ppm + 1 }, ppm + 1],
      [inMoney(most + 1), ppm + 500],
    ] as const) {
      expect(await refused(discount)).toMatchObject({
        code: 'approval.needed',
        details: { permission: 'sale.discount', limit: ppm, asked },
      });
    }
  });

  test('a cashier gives nothing off the whole sale and sets no price, not even a higher one', async () => {
    const lineId = await lineWith(WATER);
    actAs('cashier');
    expect(await refusedOrder({ kind: 'percent', ppm: 1 })).toEqual({
      code: 'approval.needed',
      details: {
        permission: 'sale.discount',
        limit: 0,
        asked: 1,
        approvers: [people.supervisor.staffId, people.manager.staffId],
      },
    });
    for (const priceMicros of [1_990_000, 2_010_000]) {
      expect(await shop.refused('sale.overridePrice', { saleId, lineId, priceMicros, reason })).toMatchObject(
        {
          code: 'approval.needed',
          details: { permission: 'sale.overridePrice', limit: 0 },
        },
      );
    }
    // Back to the catalogue's is no favour.
    await shop.do('sale.overridePrice', { saleId, lineId, priceMicros: 2_000_000, reason });
  });

  test('a supervisor sets a price down to its limit, and who approves is whoever may go further', async () => {
    const lineId = await lineWith(WATER);
    actAs('supervisor');
    await shop.do('sale.overridePrice', { saleId, lineId, priceMicros: 1_400_000, reason });
    expect(
      await shop.refused('sale.overridePrice', { saleId, lineId, priceMicros: 1_399_999, reason }),
    ).toMatchObject({ details: { limit: 300_000, asked: 300_001, approvers: [people.manager.staffId] } });
  });

  test('the shop sets its own limits, on record; they outlast a restart and a change of the language', async () => {
    const limits = { ...firstLimits, cashier: { ...firstLimits.cashier, orderDiscountPpm: 50_000 } };
    expect(await shop.do('register.setLimits', { limits })).toEqual(limits);
    await shop.do('register.setReceiptLanguage', { language: 'zh' });
    await shop.restart();
    expect((await shop.do('app.describe', {})).register?.limits).toEqual(limits);
    await lineWith(WATER);
    actAs('cashier');
    await discountOrder(percent(5));
    expect(await refusedOrder({ kind: 'percent', ppm: 50_001 })).toMatchObject({
      details: { limit: 50_000 },
    });
    expect(await shop.refused('register.setLimits', { limits: firstLimits })).toEqual({
      code: 'session.notAllowed',
      details: { permission: 'limits.edit' },
    });
    expect(bodyOf<'register.changed'>(rowsOf('register.changed')[0] as never).register.limits).toEqual(
      limits,
    );
  });
});

describe('a basket that changes afterwards', () => {
  test('money taken off a line may not become a larger share than was given', async () => {
    actAs('cashier');
    const lineId = await lineWith(WATER, 10);
    await discountLine(lineId, money(200));
    await shop.do('sale.setQuantity', { saleId, lineId, quantity: 9000 });
    for (const [name, args] of [
      ['tender.options', {}],
      ['tender.cash', { amount: 1600 }],
      ['sale.complete', {}],
    ] as const) {
      expect(await shop.refused(name, { saleId, ...args })).toEqual({
        code: 'discount.outgrown',
        details: {},
      });
    }
    await shop.do('sale.setQuantity', { saleId, lineId, quantity: 11_000 });
    await shop.do('tender.cash', { saleId, amount: 2000 });
    await shop.do('sale.complete', { saleId });
  });

  test('nor money taken off the sale; a line that is voided counts no more', async () => {
    actAs('supervisor');
    const water = await lineWith(WATER, 5);
    const paper = await lineWith(PAPER, 4);
    await discountOrder(offSale(320));
    await shop.do('tender.options', { saleId });
    await shop.do('sale.voidLine', { saleId, lineId: paper });
    expect(await shop.refused('tender.cash', { saleId, amount: 680 })).toMatchObject({
      code: 'discount.outgrown',
    });
    await shop.do('sale.voidLine', { saleId, lineId: water });
    // Everything is taken off what is left: that is no free sale either.
    await lineWith(PAPER, 1);
    expect(await shop.refused('sale.complete', { saleId })).toMatchObject({ code: 'discount.outgrown' });
    await discountOrder(null);
    await shop.do('tender.options', { saleId });
  });

  test('what goes further than one may go oneself was given for so many: no more of it', async () => {
    const water = await lineWith(WATER, 2);
    const paper = await lineWith(PAPER, 2);
    await discountLine(water, percent(50));
    await shop.do('sale.overridePrice', { saleId, lineId: paper, priceMicros: 100_000, reason });
    actAs('cashier');
    for (const lineId of [water, paper]) {
      expect(await shop.refused('sale.setQuantity', { saleId, lineId, quantity: 3000 })).toMatchObject({
        code: 'discount.forMore',
      });
      await shop.do('sale.setQuantity', { saleId, lineId, quantity: 1000 });
    }
    // The next piece that is scanned is a line of its own, at its own price.
    const { lines } = await shop.scan(saleId, PAPER);
    expect(lines[0]).toMatchObject({ priceMicros: article('Daily Newspaper').priceMicros });
    actAs('manager');
    await shop.do('sale.setQuantity', { saleId, lineId: water, quantity: 30_000 });
  });
});

test('a percentage off the sale that somebody approved is for the basket that they saw, not for what comes after', async () => {
  actAs('cashier');
  await lineWith(PAPER, 2);
  const give = async (name: string, discount: unknown) => {
    const args = { saleId, discount, reason, commandId: id(name) };
    const action = { name: 'sale.discountOrder', args };
    const { approvalId } = await shop.do('session.approve', { ...people.manager, action });
    return shop.do('sale.discountOrder', { ...args, approval: approvalId });
  };
  await give('for two papers', percent(50));
  await shop.do('tender.options', { saleId });
  const water = await lineWith(WATER, 100);
  for (const [name, args] of [
    ['tender.options', {}],
    ['tender.cash', { amount: 20_000 }],
    ['sale.complete', {}],
  ] as const) {
    expect(await shop.refused(name, { saleId, ...args })).toEqual({ code: 'discount.outgrown', details: {} });
  }
  await shop.do('sale.voidLine', { saleId, lineId: water });
  await shop.do('tender.options', { saleId });
  await shop.do('sale.restoreLine', { saleId, lineId: water });
  expect((await give('for all of it', percent(50))).sale.total).toBe(10_150);
  await shop.do('sale.park', { saleId, label: null });
  await shop.restart();
  await shop.do('sale.recall', { saleId });
  await shop.do('tender.cash', { saleId, amount: 20_000 });
  await shop.do('sale.complete', { saleId });
});

test('a percentage that one may give oneself holds for whatever comes after it', async () => {
  actAs('supervisor');
  await lineWith(PAPER);
  await discountOrder(percent(20));
  await lineWith(WATER, 100);
  await shop.do('tender.options', { saleId });
});

test('a killed till, parking and recalling keep every discount and every figure', async () => {
  const lineId = await lineWith(WATER, 7);
  await lineWith(PAPER, 3);
  await discountLine(lineId, money(17, 'unit'));
  await discountOrder(percent(7));
  const before = (await shop.do('sale.get', { saleId })).sale;
  await shop.restart();
  expect((await shop.do('sale.get', { saleId })).sale).toEqual(before);
  await shop.do('sale.park', { saleId, label: null });
  await shop.restart();
  const recalled = await shop.do('sale.recall', { saleId });
  const { state: _s, version: _v, label: _l, ...figures } = before;
  expect(recalled.sale).toMatchObject(figures);
  await shop.do('tender.cash', { saleId, amount: before.due });
  const { sale } = await shop.do('sale.complete', { saleId });
  expect([sale.total, sale.savings, sale.orderDiscount]).toEqual([
    before.total,
    before.savings,
    before.orderDiscount,
  ]);
  expect((await shop.do('sale.get', { saleId })).lines[0]?.discount).toEqual({
    given: money(17, 'unit'),
    reason,
    amount: 119,
  });
});

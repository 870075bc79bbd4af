// Promotions and coupons at the counter: on the lines, in the totals, on the journal, counted over sales, and the same after
// a restart.
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SaleId } from '#contract/ids.ts';
import type { Promotion } from '#contract/promotion.ts';
import { promotion } from '#contract/promotion.ts';
import { recomputeFolder } from '#tools/recompute.ts';
import { id, openShop } from '#test/support/shop.ts';
import type { Shop } from '#test/support/shop.ts';

/** Spring water 2.00, a newspaper 1.50. */
const WATER = '6901234567892';
const PAPER = '40';

const offer = (promotionId: string, rule: object, more: object = {}): Promotion =>
  promotion.parse({
    promotionId,
    names: { en: promotionId, zh: promotionId },
    priority: 10,
    stacking: 'exclusive',
    validity: { from: null, to: null },
    weekdays: [],
    hours: null,
    customerGroups: [],
    coupon: null,
    isActive: true,
    rule,
    ...more,
  });
const water = { skus: ['W0001'], categories: [], brands: [] };
const everything = { skus: [], categories: [], brands: [] };
const threeForTwo = offer('three-for-two', { kind: 'cheapestFree', target: water, count: 3, free: 1 });
const coupon = (perSale: number, total: number | null) => ({ coupon: { code: 'SPRING', perSale, total } });
const tenPercent = { kind: 'spendAndSave', target: everything, steps: [{ from: 0, ppm: 100_000 }] };

let shop: Shop;
const saleId = id<SaleId>('sale');

beforeEach(async () => {
  shop = await openShop({ as: 'manager' });
  await shop.openShift();
});
afterEach(() => shop.close());

const put = (...promotions: Promotion[]) => shop.do('promotion.put', { put: promotions, removed: [] });

async function sell(name: string, ...codes: string[]) {
  const sale = id<SaleId>(name);
  const { sale: header } = await shop.scan(sale, ...codes);
  await shop.do('tender.cash', { saleId: sale, amount: header.due });
  return shop.do('sale.complete', { saleId: sale });
}

describe('a promotion', () => {
  test('names itself on the line and on the sale, and takes off what it says', async () => {
    await put(threeForTwo);
    const { sale, lines } = await shop.scan(saleId, WATER, WATER, WATER);
    const saved = { promotionId: 'three-for-two', saved: 200 };
    expect(lines).toMatchObject([{ gross: 600, amount: 400, promotions: [saved] }]);
    expect(sale).toMatchObject({ subtotal: 600, savings: 200, total: 400, promotions: [saved] });
  });

  test('a line that it lets go of is told again, although another one was scanned', async () => {
    await put(
      offer('bundle', {
        kind: 'bundle',
        parts: [
          { target: water, count: 1 },
          { target: { skus: [], categories: [], brands: [] }, count: 1 },
        ],
        deal: { kind: 'amount', amount: 50 },
      }),
    );
    const first = await shop.scan(saleId, WATER, PAPER);
    expect(first.lines.map(({ number }) => number)).toEqual([1, 2]);
    const {
      lines: [, paper],
    } = first;
    const voided = await shop.do('sale.voidLine', { saleId, lineId: paper!.lineId });
    expect(voided.lines.map(({ number, promotions }) => [number, promotions.length])).toEqual([
      [1, 0],
      [2, 0],
    ]);
  });

  test('does not touch a price that was given by hand', async () => {
    await put(threeForTwo);
    const { lines } = await shop.scan(saleId, WATER, WATER, WATER);
    const change = await shop.do('sale.overridePrice', {
      saleId,
      lineId: lines[0]!.lineId,
      priceMicros: 1_800_000,
      reason: 'dented',
    });
    expect(change.sale).toMatchObject({ total: 540, savings: 0, promotions: [] });
  });

  test('goes on from the price of a price list, which is the shop’s own; it is computed again, and parked over midnight', async () => {
    await put(threeForTwo);
    const list = {
      id: 'week',
      names: { en: 'Week', zh: '周' },
      customerGroups: [],
      weekdays: [],
      priority: 1,
    };
    const prices = [
      { sku: 'W0001', priceMicros: 1_900_000 },
      { sku: 'W0001', priceMicros: 1_800_000, fromQuantity: 3000 },
    ];
    const until = { ...list, from: null, to: '2026-11-20', keepsOthers: false, prices };
    await shop.do('catalog.putPriceLists', { lists: [until], removed: [] });
    const { sale, lines } = await shop.scan(saleId, WATER, WATER, WATER);
    expect(lines).toMatchObject([{ priceMicros: 1_800_000, gross: 540, amount: 360 }]);
    expect(sale).toMatchObject({ total: 360, promotions: [{ promotionId: 'three-for-two', saved: 180 }] });
    const lineId = lines[0]!.lineId;
    const priced = async (priceMicros: number) =>
      (await shop.do('sale.overridePrice', { saleId, lineId, priceMicros, reason: 'dented' })).sale.total;
    expect(await priced(1_700_000)).toBe(510);
    expect(await priced(1_800_000)).toBe(360);
    await shop.do('sale.park', { saleId, label: null });
    await shop.restart();
    shop.clock.pass(86_400_000);
    expect((await shop.do('sale.recall', { saleId })).sale.total).toBe(360);
    await shop.do('tender.cash', { saleId, amount: 360 });
    await shop.do('sale.complete', { saleId });
    expect(recomputeFolder(shop.folder, new PassThrough(), new PassThrough())).toBe(0);
  });

  test('parking, recalling and a restart change no total', async () => {
    await put(threeForTwo);
    const { sale } = await shop.scan(saleId, WATER, WATER, WATER);
    await shop.do('sale.park', { saleId, label: null });
    await shop.core.close();
    await shop.open();
    await shop.do('session.signIn', { staffId: 'chen-jing', pin: '3333' });
    const recalled = await shop.do('sale.recall', { saleId });
    expect(recalled.sale).toMatchObject({ total: sale.total, savings: sale.savings });
  });

  test('is kept with each line of the completed sale, and its definition is on the journal', async () => {
    await put(threeForTwo);
    const { sale } = await sell('done', WATER, WATER, WATER);
    expect(sale).toMatchObject({ total: 400, savings: 200 });
    const { lines } = await shop.do('sale.get', { saleId: id('done') });
    expect(lines[0]?.promotions).toMatchObject([{ promotionId: 'three-for-two', saved: 200 }]);
    expect((await shop.do('promotion.list', {})).promotions).toContainEqual(threeForTwo);
  });

  test('that was taken away is gone, and one that is not there cannot be', async () => {
    await put(threeForTwo);
    await shop.do('promotion.put', { put: [], removed: ['three-for-two'] });
    expect((await shop.scan(saleId, WATER, WATER, WATER)).sale.total).toBe(600);
    expect(await shop.refused('promotion.put', { put: [], removed: ['three-for-two'] })).toMatchObject({
      code: 'promotion.unknown',
    });
  });
});

describe('a coupon', () => {
  test('does nothing until it is scanned, and then what it says', async () => {
    await put(offer('spring', tenPercent, coupon(1, null)));
    expect((await shop.scan(saleId, WATER, PAPER)).sale.total).toBe(350);
    const { sale, lines } = await shop.do('sale.scan', { saleId, code: 'SPRING' });
    expect(sale).toMatchObject({ total: 315, coupons: ['SPRING'] });
    expect(lines).toHaveLength(2);
    expect(await shop.refused('sale.scan', { saleId, code: 'SPRING' })).toMatchObject({
      code: 'coupon.taken',
    });
    expect((await shop.do('sale.removeCoupon', { saleId, code: 'SPRING' })).sale.total).toBe(350);
  });

  test('is used up over all sales, and not by one that was voided', async () => {
    await put(offer('spring', tenPercent, coupon(1, 1)));
    await shop.scan(saleId, WATER);
    await shop.do('sale.addCoupon', { saleId, code: 'SPRING' });
    await shop.do('sale.void', { saleId });
    const again = id<SaleId>('again');
    await shop.scan(again, WATER);
    const { sale } = await shop.do('sale.addCoupon', { saleId: again, code: 'SPRING' });
    await shop.do('tender.cash', { saleId: again, amount: sale.due });
    await shop.do('sale.complete', { saleId: again });
    const third = id<SaleId>('third');
    await shop.scan(third, WATER);
    expect(await shop.refused('sale.addCoupon', { saleId: third, code: 'SPRING' })).toMatchObject({
      code: 'coupon.usedUp',
    });
  });

  test('of a promotion that is over, and one nobody gave out, are refused', async () => {
    await put(
      offer('spring', tenPercent, { ...coupon(1, null), validity: { from: null, to: '2000-01-01' } }),
    );
    await shop.scan(saleId, WATER);
    for (const code of ['SPRING', 'NEVER']) {
      expect(await shop.refused('sale.addCoupon', { saleId, code })).toMatchObject({
        code: 'coupon.unknown',
      });
    }
  });

  test('belongs to one promotion', async () => {
    await put(offer('spring', tenPercent, coupon(1, null)));
    const other = offer('summer', tenPercent, coupon(1, null));
    expect(await shop.refused('promotion.put', { put: [other], removed: [] })).toMatchObject({
      code: 'promotion.couponTaken',
    });
  });
});

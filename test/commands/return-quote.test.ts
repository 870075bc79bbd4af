// What parts of a receipt would give back, asked before anybody takes them back: the same as what they give back then.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SaleId } from '#contract/ids.ts';
import { id, openShop } from '#test/support/shop.ts';
import type { Shop } from '#test/support/shop.ts';

/** Spring water 2.00, a newspaper 1.50, bananas 7.98 a kilogram. */
const WATER = '6901234567892';
const PAPER = '40';

let shop: Shop;
const back = id<SaleId>('back');

beforeEach(async () => {
  shop = await openShop();
  await shop.openShift();
});
afterEach(() => shop.close());

const returnOf = (lineNumber: number, quantity: number) => ({
  saleId: back,
  originalSaleId: id<SaleId>('sold'),
  lineNumber,
  quantity,
  reason: 'damaged',
});

describe('what a part would give back', () => {
  const quote = (lines: object[]) => shop.do('return.quote', { originalSaleId: id('sold'), lines });
  const three = (quantity: number) => ({ lineNumber: 1, quantity });

  test('is what it gives back then, line by line and in money', async () => {
    const saleId = id<SaleId>('sold');
    await shop.scan(saleId, WATER, WATER, WATER, PAPER);
    const { sale } = await shop.do('sale.addItem', { saleId, sku: 'P0001', quantity: 842 });
    await shop.do('tender.cash', { saleId, amount: sale.due });
    await shop.do('sale.complete', { saleId });
    const part = { lineNumber: 3, quantity: 300 };
    const said = await quote([three(2000), part]);
    expect(said).toEqual({
      lines: [
        { lineNumber: 1, total: 400 },
        { lineNumber: 3, total: 239 },
      ],
      total: 639,
      tenders: [{ kind: 'cash', amount: 639 }],
      back: 639,
    });
    await shop.do('sale.addReturn', returnOf(1, 2000));
    await shop.do('sale.addReturn', returnOf(3, 300));
    // What lies in the basket counts as back already.
    expect(await quote([three(1000)])).toMatchObject({ total: 200 });
    expect(await shop.refused('return.quote', { originalSaleId: id('sold'), lines: [three(2000)] })).toEqual({
      code: 'return.tooMuch',
      details: { remaining: 1000 },
    });
    await shop.do('tender.refundCash', { saleId: back });
    expect(await shop.do('sale.complete', { saleId: back })).toMatchObject({ refunded: said.back });
  });

  test('of a line that is not on it, and of one line twice, is refused', async () => {
    await shop.sell('sold', [WATER]);
    const refused = (lines: object[]) => shop.refused('return.quote', { originalSaleId: id('sold'), lines });
    expect(await refused([{ lineNumber: 9, quantity: 1000 }])).toMatchObject({ code: 'return.unknownLine' });
    expect(await refused([three(1000), three(1000)])).toMatchObject({ code: 'command.invalid' });
  });
});

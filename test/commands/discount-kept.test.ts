// Whatever was given off whatever basket, putting it aside, killing the till and bringing it back changes no figure of it;
// and nobody goes below the least that an article may cost.
import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LineId, SaleId } from '#contract/ids.ts';
import type { SaleWhole } from '#contract/sale.ts';
import { id, openShop, people } from '#test/support/shop.ts';
import type { Shop } from '#test/support/shop.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
  await shop.openShift();
});
afterEach(() => shop.close());

const reason = 'near its date';
const codes = ['6901234567892', '40', 'W0002', '4011'];
const quantities = fc.integer({ min: 1, max: 12 }).map((pieces) => pieces * 1000);
const shares = fc.integer({ min: 1, max: 1_000_000 }).map((ppm) => ({ kind: 'percent' as const, ppm }));
const amounts = fc.integer({ min: 1, max: 900 }).map((amount) => ({ kind: 'amount' as const, amount }));

const steps = fc.oneof(
  fc.record({ what: fc.constant('scan' as const), code: fc.constantFrom(...codes), quantity: quantities }),
  fc.record({
    what: fc.constant('line' as const),
    at: fc.nat({ max: 9 }),
    discount: fc.oneof(
      shares,
      fc
        .tuple(amounts, fc.constantFrom('line' as const, 'unit' as const))
        .map(([one, per]) => ({ ...one, per })),
    ),
  }),
  fc.record({ what: fc.constant('sale' as const), discount: fc.oneof(shares, amounts) }),
  fc.record({ what: fc.constant('count' as const), at: fc.nat({ max: 9 }), quantity: quantities }),
);
const baskets = fc.array(steps, { minLength: 2, maxLength: 8 });
type Step = typeof steps extends fc.Arbitrary<infer S> ? S : never;

let lines: LineId[] = [];

/** Does a step; what the till refuses leaves the basket as it was. */
async function take(saleId: SaleId, step: Step): Promise<void> {
  const lineId = 'at' in step ? lines[step.at % Math.max(lines.length, 1)] : undefined;
  const commands = {
    scan: [
      'sale.scan',
      { code: 'code' in step ? step.code : '', quantity: 'quantity' in step ? step.quantity : 0 },
    ],
    line: ['sale.discountLine', { lineId, discount: 'discount' in step ? step.discount : null, reason }],
    sale: ['sale.discountOrder', { discount: 'discount' in step ? step.discount : null, reason }],
    count: ['sale.setQuantity', { lineId, quantity: 'quantity' in step ? step.quantity : 0 }],
  } as const;
  const [name, args] = commands[step.what];
  const commandId = id(`${saleId} ${(count += 1)}`);
  const outcome = await shop.ask(name, { commandId, saleId, ...args });
  if (!outcome.ok) return;
  const { current } = await shop.do('sale.current', {});
  lines = current?.lines.map((line) => line.lineId) ?? [];
}
let count = 0;

function figuresOf({ sale, lines: shown }: SaleWhole): object {
  const { state: _state, version: _version, label: _label, ...figures } = sale;
  return { figures, shown };
}

test(
  'parking, recalling and a killed till change no figure of a discounted basket',
  { timeout: 120_000 },
  async () => {
    let sales = 0;
    const kept = fc.asyncProperty(baskets, async (basket) => {
      sales += 1;
      const saleId = id<SaleId>(`sale ${sales}`);
      lines = [];
      await shop.do('sale.scan', { saleId, code: codes[0], quantity: 3000 });
      for (const step of basket) await take(saleId, step);
      const before = figuresOf(await shop.do('sale.get', { saleId }));
      await shop.restart();
      expect(figuresOf(await shop.do('sale.get', { saleId }))).toEqual(before);
      await shop.do('sale.park', { saleId, label: null });
      await shop.restart();
      expect(figuresOf(await shop.do('sale.recall', { saleId }))).toEqual(before);
      await shop.do('sale.void', { saleId });
    });
    await fc.assert(kept, { numRuns: 12 });
  },
);

test('nobody sells below the least that an article may cost, whatever they may give and whoever approves', async () => {
  const saleId = id<SaleId>('the sale');
  const { items } = await shop.do('catalog.search', { text: codes[0] ?? '', category: null, limit: 1 });
  const item = { ...items[0], minPriceMicros: 1_500_000 };
  await shop.do('catalog.put', { taxes: [], categories: [], items: [item] });
  const { lines: added } = await shop.do('sale.scan', { saleId, code: codes[0], quantity: 2000 });
  const lineId = added[0]?.lineId as LineId;
  const line = (discount: object) => ({ saleId, lineId, discount, reason });
  const off = (amount: number) => ({ kind: 'amount', amount, per: 'line' });
  const low = { code: 'discount.belowMinimum', details: { sku: 'W0001' } };
  expect(await shop.refused('sale.discountLine', line(off(101)))).toEqual(low);
  expect(await shop.refused('sale.discountLine', line({ kind: 'percent', ppm: 260_000 }))).toEqual(low);
  await shop.do('sale.discountLine', line(off(60)));
  const order = (amount: number) => ({ saleId, discount: { kind: 'amount', amount }, reason });
  expect(await shop.refused('sale.discountOrder', order(41))).toEqual(low);
  await shop.do('sale.discountOrder', order(40));
  shop.core.actAs(people.cashier.staffId);
  const args = { ...line(off(101)), commandId: id('too low') };
  const action = { name: 'sale.discountLine', args };
  expect(await shop.refused('session.approveWithBadge', { action, badge: 'CF-STAFF-CHEN-3333' })).toEqual(
    low,
  );
});

test('nor by the order in which things are given: the least is looked at again where money is taken', async () => {
  const saleId = id<SaleId>('the sale');
  const { items } = await shop.do('catalog.search', { text: codes[0] ?? '', category: null, limit: 1 });
  const item = { ...items[0], minPriceMicros: 1_500_000 };
  await shop.do('catalog.put', { taxes: [], categories: [], items: [item] });
  const low = { code: 'discount.belowMinimum', details: { sku: 'W0001' } };
  const isRefused = async () => {
    for (const name of ['tender.options', 'tender.cash', 'sale.complete'] as const) {
      const amount = name === 'tender.cash' ? { amount: 5000 } : {};
      expect(await shop.refused(name, { saleId, ...amount })).toEqual(low);
    }
  };
  const order = (ppm: number | null) =>
    shop.do('sale.discountOrder', { saleId, discount: ppm && { kind: 'percent', ppm }, reason });
  // Half off a newspaper; then comes what may not be sold for half.
  await shop.scan(saleId, '40');
  await order(500_000);
  const { lines: added } = await shop.do('sale.scan', { saleId, code: codes[0], quantity: 10_000 });
  const lineId = added[0]?.lineId;
  await isRefused();
  // A tenth off, and then a price that would be low enough by itself.
  await order(100_000);
  await shop.do('tender.options', { saleId });
  await shop.do('sale.overridePrice', { saleId, lineId, priceMicros: 1_500_000, reason });
  await isRefused();
  await shop.do('sale.overridePrice', { saleId, lineId, priceMicros: 2_000_000, reason });
  await order(null);
  // Money off ten of them, of which one is left.
  const discount = { kind: 'amount', amount: 180, per: 'line' };
  await shop.do('sale.discountLine', { saleId, lineId, discount, reason });
  await shop.do('tender.options', { saleId });
  await shop.do('sale.setQuantity', { saleId, lineId, quantity: 1000 });
  await isRefused();
  await shop.do('sale.discountLine', { saleId, lineId, discount: null, reason });
  await shop.do('tender.cash', { saleId, amount: 350 });
  await shop.do('sale.complete', { saleId });
});

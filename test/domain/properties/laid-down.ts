// Any basket as an open sale in a store, with taxes and prices that no catalogue has; and all that is seen of an open sale.
// Owns no figure: those are the till's.
import type { LineId, SaleId } from '#contract/ids.ts';
import type { Price, RatePpm } from '#contract/money.ts';
import type { Promotion } from '#contract/promotion.ts';
import type { Quantity } from '#contract/quantity.ts';
import type { OpenView } from '#commands/sale-view.ts';
import { insertLine } from '#store/open-line.ts';
import { insertSale, setOrderDiscount, setSaleCoupons } from '#store/sale.ts';
import { everything, fen, of, promotion } from '#test/domain/promotion/make.ts';
import { occasion } from './basket.ts';
import type { Basket, BasketLine } from './basket.ts';
import type { Counter } from './counter.ts';

/** The promotions of the shop whose books these are: each kind that reaches over lines, in three bands. */
export const offers: Promotion[] = [
  promotion('pair', { kind: 'nForPrice', target: of('a'), count: 2, price: fen(400_000) }, { priority: 3 }),
  promotion(
    'third',
    { kind: 'cheapestFree', target: { ...everything, categories: ['y'] }, count: 3, free: 1 },
    { priority: 2 },
  ),
  promotion('second', { kind: 'nthPercent', target: of('b', 'c'), nth: 2, ppm: 333_333 as RatePpm }),
  promotion('slab', {
    kind: 'slabs',
    target: of('d'),
    steps: [
      { from: 2000 as Quantity, ppm: 75_000 as RatePpm },
      { from: 9000 as Quantity, priceMicros: 1_234_500 as Price },
    ],
  }),
  promotion(
    'coupon',
    { kind: 'percentOff', target: { ...everything, brands: ['q'] }, ppm: 125_000 as RatePpm },
    { stacking: 'stacks', coupon: { code: 'CODE', perSale: 1, total: null } },
  ),
  promotion(
    'spend',
    { kind: 'spendAndSave', target: everything, steps: [{ from: fen(100_000), ppm: 33_300 as RatePpm }] },
    { stacking: 'stacks' },
  ),
];

function insert(counter: Counter, saleId: SaleId, line: BasketLine, isVoided: boolean): void {
  const { discount, ...kept } = line;
  insertLine(counter.db, saleId, {
    ...kept,
    lineId: counter.newId<LineId>(),
    names: { en: `Article ${line.number}`, zh: `商品${line.number}` },
    code: null,
    taxCode: 'A',
    isListed: line.isListed ?? false,
    isVoided,
    discount: discount && { given: discount.given, reason: 'dented' },
  });
}

/**
 * Opens a sale with the lines of a basket, written in the order given, under the basket's rules. A line that was voided
 * lies among them.
 */
export function layDown(counter: Counter, basket: Basket, lines = basket.lines): SaleId {
  const { settings, cashRounding, order } = basket;
  counter.set({ ...settings, cashRounding });
  const saleId = counter.newId<SaleId>();
  const { session } = counter.context().state;
  if (session === null) throw new Error('nobody is at work');
  insertSale(counter.db, saleId, session, occasion.openedAt);
  setSaleCoupons(counter.db, saleId, occasion.coupons);
  for (const line of lines) insert(counter, saleId, line, false);
  const [voided] = basket.lines;
  const next = basket.lines.length + 1;
  if (voided !== undefined) insert(counter, saleId, { ...voided, number: next }, true);
  counter.db.prepare('UPDATE open_sale SET next_number = ? WHERE id = ?').run(next + 1, saleId);
  if (order !== null) setOrderDiscount(counter.db, saleId, { given: order, reason: 'opening' });
  return saleId;
}

/** Everything that is seen of an open sale, but for what it is called and who has it. */
export function seenOf({ sale, lines, figures, returns, owed, settlement, couponUses }: OpenView): string {
  const { saleId: _id, state: _state, version: _version, label: _label, cashier: _cashier, ...header } = sale;
  const shown = lines.map(({ lineId: _lineId, ...line }) => line);
  return JSON.stringify({ header, shown, figures, returns, owed, settlement, couponUses });
}

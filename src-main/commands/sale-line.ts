// The lines of the open sale: counting, repricing, voiding and undoing that.
import type { LineId, SaleId } from '#contract/ids.ts';
import type { Price } from '#contract/money.ts';
import { refuse } from '#contract/refusal.ts';
import type { LineItem } from '#contract/sale.ts';
import { findBySku } from '#store/catalog.ts';
import { linesOf, setLinePrice, setLineQuantity, setLineVoided } from '#store/open-line.ts';
import type { OpenLine } from '#store/open-line.ts';
import type { OpenSale } from '#store/sale.ts';
import { assertNoTenders, assertQuantity, finish } from './basket.ts';
import type { Handler, WriteContext } from './context.ts';
import { assertMinimum, Pricer } from './line-price.ts';
import { priceForQuantity } from './line-reprice.ts';
import { assertAboveMinimum, assertMayCountUp, assertPrice, leftByHand } from './limits.ts';
import { requireOpen, viewOpen } from './sale-view.ts';

/** The line, voided or not, of a sale whose lines may change. */
function requireLine(context: WriteContext, saleId: SaleId, lineId: LineId): OpenLine {
  requireOpen(context, saleId);
  const line = linesOf(context.db, saleId).find((one) => one.lineId === lineId);
  if (line === undefined) return refuse('sale.lineUnknown', { lineId });
  assertNoTenders(context, saleId);
  return line;
}

/** The line, if it can still be changed. Refuses `sale.lineUnknown`, `sale.lineVoided`, `sale.hasTenders`. */
export function requireUnvoided(context: WriteContext, saleId: SaleId, lineId: LineId): OpenLine {
  const line = requireLine(context, saleId, lineId);
  if (line.isVoided) refuse('sale.lineVoided', { lineId });
  return line;
}

/** The line as it is shown and journaled, with its amount. */
function shown(context: WriteContext, saleId: SaleId, lineId: LineId): LineItem {
  const { lines } = viewOpen(context, requireOpen(context, saleId));
  return lines.find((one) => one.lineId === lineId) ?? refuse('sale.lineUnknown', { lineId });
}

export const setQuantity: Handler<'sale.setQuantity'> = (context, args) => {
  const line = requireUnvoided(context, args.saleId, args.lineId);
  assertQuantity(args.quantity, line.unit, line.sku);
  if (args.quantity > line.quantity) assertMayCountUp(context, shown(context, args.saleId, line.lineId));
  const sale = requireOpen(context, args.saleId);
  const priceMicros = priceForQuantity(context, sale, line, args.quantity);
  setLineQuantity(context.db, line.lineId, args.quantity);
  // Only what the lists say of so much can be another price.
  if (priceMicros !== line.priceMicros) {
    setLinePrice(context.db, line.lineId, { priceMicros, isListed: true });
  }
  return finish(context, args.saleId, [line.lineId]);
};

/** Whether the lists say a price themselves: setting it again undoes what was given at the counter. */
function isListedPrice(
  context: WriteContext,
  { customer }: OpenSale,
  { sku, quantity }: OpenLine,
  priceMicros: Price,
): boolean {
  const item = findBySku(context.db, sku);
  if (item === null || item.isOpenPrice === true) return false;
  return new Pricer(context, item, customer).priceFor(quantity) === priceMicros;
}

export const overridePrice: Handler<'sale.overridePrice'> = (context, args) => {
  const { saleId, lineId, priceMicros, reason } = args;
  const line = requireUnvoided(context, saleId, lineId);
  if (line.fixedAmount !== null) refuse('sale.fixedAmount', {});
  const item = findBySku(context.db, line.sku);
  if (item !== null) assertMinimum(item, priceMicros);
  assertPrice(context, line, priceMicros);
  const isListed = isListedPrice(context, requireOpen(context, saleId), line, priceMicros);
  setLinePrice(context.db, lineId, { priceMicros, isListed });
  assertAboveMinimum(context, line, leftByHand(shown(context, saleId, lineId)));
  context.journal('line.repriced', {
    body: { postings: [], saleId, lineId, sku: line.sku, from: line.priceMicros, to: priceMicros, reason },
    refId: saleId,
  });
  return finish(context, saleId, [lineId]);
};

export const voidLine: Handler<'sale.voidLine'> = (context, { saleId, lineId }) => {
  requireUnvoided(context, saleId, lineId);
  const line = shown(context, saleId, lineId);
  setLineVoided(context.db, lineId, true);
  context.journal('line.voided', {
    body: { postings: [], saleId, line },
    totalMinor: line.amount,
    refId: saleId,
  });
  return finish(context, saleId, [lineId]);
};

export const restoreLine: Handler<'sale.restoreLine'> = (context, { saleId, lineId }) => {
  if (!requireLine(context, saleId, lineId).isVoided) refuse('sale.lineNotVoided', { lineId });
  setLineVoided(context.db, lineId, false);
  const line = shown(context, saleId, lineId);
  context.journal('line.restored', {
    body: { postings: [], saleId, line },
    totalMinor: line.amount,
    refId: saleId,
  });
  return finish(context, saleId, [lineId]);
};

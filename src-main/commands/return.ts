// The returns of the open sale: added by receipt or without one, and taken out again. Owns that nothing comes back that was
// not sold or has come back before.
import type { SaleId } from '#contract/ids.ts';
import type { Quantity } from '#contract/quantity.ts';
import { refuse } from '#contract/refusal.ts';
import type { ReturnReason } from '#contract/return.ts';
import type { Original, OriginalLine } from '#domain/original.ts';
import { findBySku } from '#store/catalog.ts';
import { deleteReturn, insertReturn, returnsOf, setReturnQuantity } from '#store/open-return.ts';
import { takeNumber } from '#store/sale.ts';
import { assertNoTenders, assertQuantity, assertRoom, ensureOpen, finish } from './basket.ts';
import type { Handler, WriteContext } from './context.ts';
import { Pricer } from './line-price.ts';
import { countLeft, proveOriginal, returnBasis } from './original.ts';
import { shownReturn } from './return-view.ts';
import { requireOpen, viewOpen } from './sale-view.ts';

/** A sale that something may be brought back to: it is opened by the first thing, and has no money in it. */
function ensureReturnable(context: WriteContext, saleId: SaleId): void {
  ensureOpen(context, saleId);
  assertNoTenders(context, saleId);
}

/** More of what comes back for the same reason counts on the return that is there. */
function addPart(
  context: WriteContext,
  saleId: SaleId,
  sold: Original,
  line: OriginalLine,
  back: { quantity: Quantity; reason: ReturnReason },
): void {
  const { db } = context;
  const original = {
    saleId: sold.saleId,
    receiptNumber: sold.receiptNumber,
    lineNumber: line.number,
  };
  const same = returnsOf(db, saleId).find(
    (one) =>
      one.original?.saleId === original.saleId &&
      one.original.lineNumber === original.lineNumber &&
      one.reason === back.reason,
  );
  if (same !== undefined) {
    setReturnQuantity(db, saleId, same.number, (same.quantity + back.quantity) as Quantity);
    return;
  }
  assertRoom(context, saleId);
  const { sku, names, unit, priceMicros } = line;
  insertReturn(db, saleId, {
    number: takeNumber(db, saleId),
    original,
    sku,
    names,
    unit,
    priceMicros,
    ...back,
    basis: returnBasis(sold, line),
    rates: null,
  });
}

export const add: Handler<'sale.addReturn'> = (context, args) => {
  const { saleId, lineNumber, quantity, reason } = args;
  const sold = proveOriginal(context, args);
  const line = sold.lines.find((one) => one.number === lineNumber);
  if (line === undefined) return refuse('return.unknownLine', { lineNumber });
  assertQuantity(quantity, line.unit, line.sku);
  ensureReturnable(context, saleId);
  const { remaining } = countLeft(context, sold, line);
  if (remaining === 0) refuse('return.nothingLeft', {});
  if (quantity > remaining) refuse('return.tooMuch', { remaining });
  addPart(context, saleId, sold, line, { quantity, reason });
  return finish(context, saleId, []);
};

export const addAll: Handler<'sale.addReturnAll'> = (context, args) => {
  const { saleId, reason } = args;
  const sold = proveOriginal(context, args);
  ensureReturnable(context, saleId);
  const left = sold.lines
    .map((line) => ({ line, remaining: countLeft(context, sold, line).remaining }))
    .filter(({ remaining }) => remaining > 0);
  if (left.length === 0) refuse('return.nothingLeft', {});
  for (const { line, remaining } of left) {
    addPart(context, saleId, sold, line, { quantity: remaining as Quantity, reason });
  }
  return finish(context, saleId, []);
};

export const addWithoutReceipt: Handler<'sale.addReturnWithoutReceipt'> = (context, args) => {
  const { db } = context;
  const { saleId, sku, quantity, reason } = args;
  const item = findBySku(db, sku) ?? refuse('catalog.unknownItem', { sku });
  assertQuantity(quantity, item.unit, sku);
  ensureReturnable(context, saleId);
  assertRoom(context, saleId);
  if (args.priceMicros === undefined && item.isOpenPrice === true) refuse('sale.priceNeeded', { sku });
  const { customer } = requireOpen(context, saleId);
  const { priceMicros, taxes } = new Pricer(context, item, customer).byList(quantity);
  const number = takeNumber(db, saleId);
  insertReturn(db, saleId, {
    number,
    original: null,
    sku,
    names: item.names,
    unit: item.unit,
    quantity,
    priceMicros: args.priceMicros ?? priceMicros,
    reason,
    basis: null,
    rates: taxes,
  });
  const { returns } = viewOpen(context, requireOpen(context, saleId));
  const added = returns.find((one) => one.number === number);
  if (added === undefined) throw new Error(`return ${number} is not among those of its sale`);
  context.journal('return.withoutReceipt', {
    body: { postings: [], saleId, item: shownReturn(added) },
    totalMinor: added.total,
    refId: saleId,
  });
  return finish(context, saleId, []);
};

export const remove: Handler<'sale.removeReturn'> = (context, { saleId, number }) => {
  requireOpen(context, saleId);
  assertNoTenders(context, saleId);
  if (!deleteReturn(context.db, saleId, number)) refuse('return.notInSale', { number });
  return finish(context, saleId, []);
};

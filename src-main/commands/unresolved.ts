// Scans that no article was found for: kept in the basket, given their article, or dropped. Sells nothing by itself.
import type { LineId, SaleId } from '#contract/ids.ts';
import { ONE } from '#contract/quantity.ts';
import type { Quantity } from '#contract/quantity.ts';
import { refuse } from '#contract/refusal.ts';
import type { SaleChange, UnresolvedScan } from '#contract/sale.ts';
import { findBySku } from '#store/catalog.ts';
import { insertLine } from '#store/open-line.ts';
import { takeNumber } from '#store/sale.ts';
import { deleteUnresolved, insertUnresolved, unresolvedOf } from '#store/unresolved.ts';
import { assertNoTenders, assertRoom, ensureOpen, finish, lineOf, quantityOf } from './basket.ts';
import type { Handler, WriteContext } from './context.ts';
import { Pricer } from './line-price.ts';
import { requireOpen } from './sale-view.ts';

/** Every answer holds all of them; a scanner gone mad must not fill the disk. */
const MAX_UNRESOLVED = 100;

/** Keeps a code that no article has as the basket's next thing, named by the command that scanned it. */
export function keepUnknown(
  context: WriteContext,
  saleId: SaleId,
  code: string,
  quantity: Quantity | undefined,
): SaleChange {
  ensureOpen(context, saleId);
  assertNoTenders(context, saleId);
  assertRoom(context, saleId);
  if (unresolvedOf(context.db, saleId).length >= MAX_UNRESOLVED) {
    refuse('sale.tooManyUnresolved', { limit: MAX_UNRESOLVED });
  }
  insertUnresolved(context.db, saleId, {
    lineId: context.commandId as string as LineId,
    number: takeNumber(context.db, saleId),
    code,
    quantity: quantity ?? ONE,
  });
  return finish(context, saleId, []);
}

function requireUnresolved(context: WriteContext, saleId: SaleId, lineId: LineId): UnresolvedScan {
  requireOpen(context, saleId);
  const scan = unresolvedOf(context.db, saleId).find((one) => one.lineId === lineId);
  return scan ?? refuse('sale.lineUnknown', { lineId });
}

export const resolve: Handler<'sale.resolve'> = (context, args) => {
  const { db } = context;
  const { lineId, number, code, quantity: scanned } = requireUnresolved(context, args.saleId, args.lineId);
  const item = findBySku(db, args.sku) ?? refuse('catalog.unknownItem', { sku: args.sku });
  const { priceMicros: givenPrice } = args;
  if (givenPrice !== undefined && item.isOpenPrice !== true) refuse('sale.notOpenPrice', { sku: args.sku });
  if (givenPrice === undefined && item.isOpenPrice === true) refuse('sale.priceNeeded', { sku: args.sku });
  const quantity = quantityOf(context, item, args.quantity, scanned);
  const pricer = new Pricer(context, item, requireOpen(context, args.saleId).customer);
  const priced = givenPrice === undefined ? pricer.byList(quantity) : pricer.atPrice(quantity, givenPrice);
  deleteUnresolved(db, lineId);
  insertLine(db, args.saleId, lineOf(item, { lineId, number, code, names: item.names, priced }));
  return finish(context, args.saleId, [lineId]);
};

export const drop: Handler<'sale.dropUnresolved'> = (context, { saleId, lineId }) => {
  const { code, quantity } = requireUnresolved(context, saleId, lineId);
  deleteUnresolved(context.db, lineId);
  context.journal('scan.dropped', { body: { postings: [], saleId, code, quantity }, refId: saleId });
  return finish(context, saleId, [], [lineId]);
};

// The lines of the open sale: adding, counting, repricing, voiding and undoing that. A line is named by the command that
// made it.
import type { Item } from '#contract/catalog.ts';
import type { LineId, SaleId } from '#contract/ids.ts';
import type { Price } from '#contract/money.ts';
import { MAX_QUANTITY, ONE } from '#contract/quantity.ts';
import type { Quantity } from '#contract/quantity.ts';
import { refuse } from '#contract/refusal.ts';
import type { LineItem, SaleChange } from '#contract/sale.ts';
import { ownerOfBadge } from '#store/badge.ts';
import { findByCode, findBySku } from '#store/catalog.ts';
import {
  insertLine,
  lastLineOf,
  linesOf,
  setLinePrice,
  setLineQuantity,
  setLineVoided,
} from '#store/open-line.ts';
import type { OpenLine } from '#store/open-line.ts';
import { takeNumber } from '#store/sale.ts';
import { unresolvedOf } from '#store/unresolved.ts';
import {
  assertNoTenders,
  assertQuantity,
  assertRoom,
  ensureOpen,
  finish,
  lineOf,
  quantityOf,
} from './basket.ts';
import type { Handler, WriteContext } from './context.ts';
import { isCoupon, takeCoupon } from './promotion.ts';
import { requireOpen, viewOpen } from './sale-view.ts';
import { keepUnknown } from './unresolved.ts';

interface Wanted {
  item: Item;
  code: string | null;
  quantity: Quantity | undefined;
  /** A price given at the counter; such a line stays by itself. */
  openPrice?: Price;
}

/** The newest line, if one more of the same article at the same price simply counts on it. */
function lineToCountOn({ db }: WriteContext, saleId: SaleId, wanted: Wanted): OpenLine | null {
  const last = lastLineOf(db, saleId);
  if (last === null || last.isVoided || wanted.openPrice !== undefined) return null;
  // A scan that nobody has named yet stands below it: one more would count where nobody looks.
  if (unresolvedOf(db, saleId).some((scan) => scan.number > last.number)) return null;
  const isSame =
    last.sku === wanted.item.sku &&
    last.unit === 'each' &&
    last.fixedAmount === null &&
    last.discount === null &&
    last.priceMicros === wanted.item.priceMicros &&
    last.listPriceMicros === wanted.item.priceMicros;
  return isSame ? last : null;
}

function addLine(context: WriteContext, saleId: SaleId, wanted: Wanted): SaleChange {
  const { db } = context;
  const { item } = wanted;
  const quantity = quantityOf(context, item, wanted.quantity, ONE);
  ensureOpen(context, saleId);
  assertNoTenders(context, saleId);
  const last = lineToCountOn(context, saleId, wanted);
  if (last !== null) {
    const more = last.quantity + quantity;
    if (more > MAX_QUANTITY) refuse('sale.tooLarge', {});
    setLineQuantity(db, last.lineId, more as Quantity);
    return finish(context, saleId, [last.lineId]);
  }
  assertRoom(context, saleId);
  const lineId = context.commandId as string as LineId;
  const number = takeNumber(db, saleId);
  const { code, openPrice } = wanted;
  insertLine(db, saleId, lineOf(context, item, { lineId, number, code, quantity, openPrice }));
  return finish(context, saleId, [lineId]);
}

export const scan: Handler<'sale.scan'> = (context, { saleId, code, quantity, keepsUnknown }) => {
  const found = findByCode(context.db, code);
  if (found !== null) return addLine(context, saleId, { item: found.item, code, quantity });
  if (isCoupon(context, code.trim())) return takeCoupon(context, saleId, code.trim());
  if (keepsUnknown !== true) return refuse('catalog.unknownCode', { code });
  // Whoever holds the code of a badge can sign in with it, so it may not be kept, shown or journaled. Some scanners send
  // blanks around a code. Only told where every wrong guess stays behind as a scan: else badges could be guessed here.
  if (ownerOfBadge(context.db, code.trim()) !== null) refuse('sale.staffBadge', {});
  return keepUnknown(context, saleId, code, quantity);
};

export const addItem: Handler<'sale.addItem'> = (context, args) => {
  const item = findBySku(context.db, args.sku) ?? refuse('catalog.unknownItem', { sku: args.sku });
  return addLine(context, args.saleId, { item, code: null, quantity: args.quantity });
};

export const addOpenPrice: Handler<'sale.addOpenPrice'> = (context, args) => {
  const item = findBySku(context.db, args.sku) ?? refuse('catalog.unknownItem', { sku: args.sku });
  const { quantity, priceMicros } = args;
  return addLine(context, args.saleId, { item, code: null, quantity, openPrice: priceMicros });
};

/** The line, voided or not, of a sale whose lines may change. */
function requireLine(context: WriteContext, saleId: SaleId, lineId: LineId): OpenLine {
  requireOpen(context, saleId);
  const line = linesOf(context.db, saleId).find((one) => one.lineId === lineId);
  if (line === undefined) return refuse('sale.lineUnknown', { lineId });
  assertNoTenders(context, saleId);
  return line;
}

/** The line, if it can still be changed. */
function requireUnvoided(context: WriteContext, saleId: SaleId, lineId: LineId): OpenLine {
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
  setLineQuantity(context.db, line.lineId, args.quantity);
  return finish(context, args.saleId, [line.lineId]);
};

export const overridePrice: Handler<'sale.overridePrice'> = (context, args) => {
  const { saleId, lineId, priceMicros, reason } = args;
  const line = requireUnvoided(context, saleId, lineId);
  setLinePrice(context.db, lineId, priceMicros);
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

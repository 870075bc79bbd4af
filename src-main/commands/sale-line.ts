// The lines of the open sale: adding, counting, repricing, voiding. A line is named by the command that made it.
import type { Item } from '#contract/catalog.ts';
import type { LineId, SaleId } from '#contract/ids.ts';
import type { Price } from '#contract/money.ts';
import { MAX_QUANTITY, ONE } from '#contract/quantity.ts';
import type { Quantity, Unit } from '#contract/quantity.ts';
import { refuse } from '#contract/refusal.ts';
import type { SaleChange } from '#contract/sale.ts';
import { findByCode, findBySku, taxesOf } from '#store/catalog.ts';
import {
  findCurrent,
  findFinished,
  findOpenSale,
  insertLine,
  insertSale,
  linesOf,
  setLinePrice,
  setLineQuantity,
  tendersOf,
  touchSale,
  voidLine as markVoided,
} from '#store/sale.ts';
import type { OpenLine } from '#store/sale.ts';
import type { Handler, WriteContext } from './context.ts';
import { changeOf, requireOpen, viewOpen } from './sale-view.ts';
import { requireShift } from './shift.ts';

/** More than any basket; a bound so that nothing grows without one. */
const MAX_LINES = 2000;

/** The sale to add to: the open one of that id, or a new one when none is open. */
function ensureOpen(context: WriteContext, saleId: SaleId): void {
  requireShift(context);
  const { db, state } = context;
  const current = findCurrent(db);
  if (current?.saleId === saleId) return;
  if (current !== null) refuse('sale.otherOpen', { saleId: current.saleId });
  const before = findOpenSale(db, saleId)?.state ?? findFinished(db, saleId)?.state;
  if (before !== undefined) refuse('sale.notOpen', { state: before });
  insertSale(db, saleId, state.session ?? refuse('session.none', {}), context.now);
}

function assertQuantity(quantity: Quantity, unit: Unit, sku: string): void {
  if (unit === 'each' && quantity % ONE !== 0) refuse('sale.wholeUnits', { sku });
}

/** Figures change under tenders already taken, so those must be given back first. */
function assertNoTenders(context: WriteContext, saleId: SaleId): void {
  if (tendersOf(context.db, saleId).length > 0) refuse('sale.hasTenders', {});
}

function finish(context: WriteContext, saleId: SaleId, lineId: LineId): SaleChange {
  touchSale(context.db, saleId);
  const change = changeOf(context, saleId, [lineId]);
  context.announce({ event: 'sale.changed', payload: change });
  return change;
}

interface Wanted {
  item: Item;
  code: string | null;
  quantity: Quantity | undefined;
  /** A price given at the counter; such a line stays by itself. */
  openPrice?: Price;
}

/** The newest line, if one more of the same article at the same price simply counts on it. */
function lineToCountOn(lines: readonly OpenLine[], wanted: Wanted): OpenLine | null {
  const last = lines.at(-1);
  if (last === undefined || last.isVoided || wanted.openPrice !== undefined) return null;
  const isSame =
    last.sku === wanted.item.sku &&
    last.unit === 'each' &&
    last.priceMicros === wanted.item.priceMicros &&
    last.listPriceMicros === wanted.item.priceMicros;
  return isSame ? last : null;
}

function addLine(context: WriteContext, saleId: SaleId, wanted: Wanted): SaleChange {
  const { item } = wanted;
  if (item.unit === 'kg' && wanted.quantity === undefined) refuse('sale.weightNeeded', { sku: item.sku });
  const quantity = wanted.quantity ?? ONE;
  assertQuantity(quantity, item.unit, item.sku);
  ensureOpen(context, saleId);
  assertNoTenders(context, saleId);
  const lines = linesOf(context.db, saleId);
  const last = lineToCountOn(lines, wanted);
  if (last !== null) {
    const more = last.quantity + quantity;
    if (more > MAX_QUANTITY) refuse('sale.tooLarge', {});
    setLineQuantity(context.db, last.lineId, more as Quantity);
    return finish(context, saleId, last.lineId);
  }
  if (lines.length >= MAX_LINES) refuse('sale.tooManyLines', { limit: MAX_LINES });
  const lineId = context.commandId as string as LineId;
  insertLine(context.db, saleId, {
    lineId,
    sku: item.sku,
    names: item.names,
    code: wanted.code,
    unit: item.unit,
    quantity,
    priceMicros: wanted.openPrice ?? item.priceMicros,
    listPriceMicros: item.priceMicros,
    taxCode: item.taxCode,
    taxes: taxesOf(context.db, item.taxCode) ?? [],
    isVoided: false,
  });
  return finish(context, saleId, lineId);
}

export const scan: Handler<'sale.scan'> = (context, args) => {
  const found = findByCode(context.db, args.code) ?? refuse('catalog.unknownCode', { code: args.code });
  return addLine(context, args.saleId, { item: found.item, code: args.code, quantity: args.quantity });
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

/** The line, if it can still be changed. */
function requireLine(context: WriteContext, saleId: SaleId, lineId: LineId): OpenLine {
  requireOpen(context, saleId);
  const line = linesOf(context.db, saleId).find((one) => one.lineId === lineId);
  if (line === undefined) return refuse('sale.lineUnknown', { lineId });
  if (line.isVoided) refuse('sale.lineVoided', { lineId });
  assertNoTenders(context, saleId);
  return line;
}

export const setQuantity: Handler<'sale.setQuantity'> = (context, args) => {
  const line = requireLine(context, args.saleId, args.lineId);
  assertQuantity(args.quantity, line.unit, line.sku);
  setLineQuantity(context.db, line.lineId, args.quantity);
  return finish(context, args.saleId, line.lineId);
};

export const overridePrice: Handler<'sale.overridePrice'> = (context, args) => {
  const { saleId, lineId, priceMicros, reason } = args;
  const line = requireLine(context, saleId, lineId);
  setLinePrice(context.db, lineId, priceMicros);
  context.journal('line.repriced', {
    body: { postings: [], saleId, lineId, sku: line.sku, from: line.priceMicros, to: priceMicros, reason },
    refId: saleId,
  });
  return finish(context, saleId, lineId);
};

export const voidLine: Handler<'sale.voidLine'> = (context, args) => {
  const { lineId } = requireLine(context, args.saleId, args.lineId);
  const line = viewOpen(context, requireOpen(context, args.saleId)).lines.find(
    (one) => one.lineId === lineId,
  );
  if (line === undefined) return refuse('sale.lineUnknown', { lineId });
  markVoided(context.db, lineId);
  context.journal('line.voided', {
    body: { postings: [], saleId: args.saleId, line },
    totalMinor: line.amount,
    refId: args.saleId,
  });
  return finish(context, args.saleId, lineId);
};

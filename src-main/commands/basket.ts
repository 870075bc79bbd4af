// What every change of the open basket needs: the sale it goes into, room for it, how much of it, and the answer.
import type { Item } from '#contract/catalog.ts';
import type { LineId, SaleId } from '#contract/ids.ts';
import { ONE } from '#contract/quantity.ts';
import type { Quantity, Unit } from '#contract/quantity.ts';
import { refuse } from '#contract/refusal.ts';
import type { SaleChange, SaleCustomer } from '#contract/sale.ts';
import type { Names } from '#contract/text.ts';
import type { OpenLine } from '#store/open-line.ts';
import { hasTenders } from '#store/open-tender.ts';
import { countThings, findCurrent, findFinished, findOpenSale, insertSale, touchSale } from '#store/sale.ts';
import type { WriteContext } from './context.ts';
import type { Priced } from './line-price.ts';
import { changeOf } from './sale-view.ts';
import { requireShift } from './shift.ts';

/** More than any basket; a bound so that nothing grows without one. */
const MAX_LINES = 2000;

const MEGABYTE = 1_000_000;

/** What little room is left is for the open sale and for closing the day. */
function assertSpace({ state }: WriteContext): void {
  const { level, freeBytes } = state.disk;
  if (level !== 'critical') return;
  refuse('store.lowSpace', { freeMegabytes: Math.floor((freeBytes ?? 0) / MEGABYTE) });
}

/** The sale to add to: the open one of that id, or a new one when none is open. Answers who buys it. */
export function ensureOpen(context: WriteContext, saleId: SaleId): SaleCustomer | null {
  requireShift(context);
  const { db, state } = context;
  const current = findCurrent(db);
  if (current?.saleId === saleId) return current.customer;
  if (current !== null) refuse('sale.otherOpen', { saleId: current.saleId });
  const before = findOpenSale(db, saleId)?.state ?? findFinished(db, saleId)?.state;
  if (before !== undefined) refuse('sale.notOpen', { state: before });
  assertSpace(context);
  insertSale(db, saleId, state.session ?? refuse('session.none', {}), context.now);
  return null;
}

/** Figures change under tenders already taken, so those must be given back first. */
export function assertNoTenders(context: WriteContext, saleId: SaleId): void {
  if (hasTenders(context.db, saleId)) refuse('sale.hasTenders', {});
}

/** Refuses `sale.tooManyLines`; what nobody has named yet takes room as well. */
export function assertRoom({ db }: WriteContext, saleId: SaleId): void {
  if (countThings(db, saleId) >= MAX_LINES) refuse('sale.tooManyLines', { limit: MAX_LINES });
}

/** Refuses `sale.wholeUnits` for a part of a piece. */
export function assertQuantity(quantity: Quantity, unit: Unit, sku: string): void {
  if (unit === 'each' && quantity % ONE !== 0) refuse('sale.wholeUnits', { sku });
}

/** What lies on the scale, in grams, which is thousandths of a kilogram; the same load is never taken twice. */
function weigh(context: WriteContext, sku: string): Quantity {
  const { scale } = context.state;
  if (scale === null || !scale.isStable || scale.isTaken || scale.grams === 0) {
    return refuse('sale.weightNeeded', { sku });
  }
  context.after({ kind: 'weighed' });
  return scale.grams as Quantity;
}

/** How much of an article: what was given, else what the scale says of one sold by weight, else `pieces`. */
export function quantityOf(
  context: WriteContext,
  { sku, unit }: Item,
  given: Quantity | undefined,
  pieces: Quantity,
): Quantity {
  const quantity = given ?? (unit === 'kg' ? weigh(context, sku) : pieces);
  assertQuantity(quantity, unit, sku);
  return quantity;
}

/** What a new line is told of besides its article. */
export interface LineStart {
  lineId: LineId;
  number: number;
  /** What was scanned or keyed, if anything. */
  code: string | null;
  /** The article's, or those of its pack. */
  names: Names;
  priced: Priced;
}

/** The line of an article as it is at this moment; what the catalogue says later does not touch it. */
export function lineOf(item: Item, { lineId, number, code, names, priced }: LineStart): OpenLine {
  return {
    lineId,
    number,
    sku: item.sku,
    names,
    code,
    unit: item.unit,
    ...priced,
    isVoided: false,
    category: item.category,
    brand: item.brand ?? null,
    discount: null,
  };
}

/** Counts the change, announces and answers it. */
export function finish(
  context: WriteContext,
  saleId: SaleId,
  changed: readonly LineId[],
  removed: readonly LineId[] = [],
): SaleChange {
  touchSale(context.db, saleId);
  const change = changeOf(context, saleId, changed, removed);
  context.announce({ event: 'sale.changed', payload: change });
  return change;
}

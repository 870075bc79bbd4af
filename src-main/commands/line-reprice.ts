// What becomes of a line's price when its quantity or its customer changes. What came of a list, a pack or a label comes
// of it anew; a price that was given at the counter, or that the catalogue has changed since, stays.
import { gtinsOf } from '#contract/barcode.ts';
import type { Item, Pack } from '#contract/catalog.ts';
import type { Price } from '#contract/money.ts';
import { formatQuantity, ONE } from '#contract/quantity.ts';
import type { Quantity } from '#contract/quantity.ts';
import { refuse } from '#contract/refusal.ts';
import type { SaleCustomer } from '#contract/sale.ts';
import { findBySku } from '#store/catalog.ts';
import { linesOf, setLinePriced } from '#store/open-line.ts';
import type { OpenLine } from '#store/open-line.ts';
import type { OpenSale } from '#store/sale.ts';
import { labelOf } from './code.ts';
import type { ReadContext, WriteContext } from './context.ts';
import { Pricer } from './line-price.ts';
import type { Priced } from './line-price.ts';
import { requireRegister } from './register.ts';

/** The pack with a price of its own whose code a line was scanned by, or null. */
export function pricedPackOf(item: Item, code: string | null): Pack | null {
  if (item.packs === undefined || code === null) return null;
  const readings = gtinsOf(code);
  const pack = item.packs.find(({ gtin }) => readings.includes(gtinsOf(gtin)[0] ?? ''));
  return pack === undefined || pack.priceMicros === null ? null : pack;
}

/** How many of a pack a line is, or null where that is no whole number. */
function packsIn(pack: Pack, quantity: Quantity): Quantity | null {
  return quantity % pack.quantity === 0 ? (((quantity / pack.quantity) * ONE) as Quantity) : null;
}

/**
 * The price by the unit once a line is of so much. Refuses `sale.fixedAmount` for a line whose code gave its amount, and
 * `sale.wholePacks` for a part of a pack at the pack's price.
 */
export function priceForQuantity(
  context: ReadContext,
  sale: OpenSale,
  line: OpenLine,
  quantity: Quantity,
): Price {
  if (line.fixedAmount !== null) refuse('sale.fixedAmount', {});
  const item = findBySku(context.db, line.sku);
  if (item === null || item.isOpenPrice === true) return line.priceMicros;
  const pricer = new Pricer(context, item, sale.customer);
  const pack = pricedPackOf(item, line.code);
  if (pack !== null && line.priceMicros === pricer.byPack(pack, ONE).priceMicros) {
    if (packsIn(pack, quantity) === null) {
      refuse('sale.wholePacks', { size: formatQuantity(pack.quantity) });
    }
    return line.priceMicros;
  }
  const isListed = line.priceMicros === pricer.priceFor(line.quantity);
  return isListed ? pricer.priceFor(quantity) : line.priceMicros;
}

/** What a line asks of somebody else than before. */
function pricedFor(context: ReadContext, item: Item, line: OpenLine, before: Pricer, after: Pricer): Priced {
  const isSame = (asked: Priced) =>
    asked.priceMicros === line.priceMicros && asked.fixedAmount === line.fixedAmount;
  const label = labelOf(context.db, requireRegister(context).config.currency, line.code ?? '');
  if (label?.kind === 'amount' && line.fixedAmount !== null) {
    return isSame(before.byLabel(label)) ? after.byLabel(label) : after.asItIs(line);
  }
  const pack = pricedPackOf(item, line.code);
  const packs = pack === null ? null : packsIn(pack, line.quantity);
  if (pack !== null && packs !== null && isSame(before.byPack(pack, packs))) return after.byPack(pack, packs);
  return isSame(before.byList(line.quantity)) ? after.byList(line.quantity) : after.asItIs(line);
}

/** Prices every line of a sale for who buys it from now on; the sale still tells who it was before. */
export function repriceFor(
  context: WriteContext,
  sale: OpenSale,
  customer: SaleCustomer | null,
): OpenLine['lineId'][] {
  const { db } = context;
  const changed: OpenLine['lineId'][] = [];
  for (const line of linesOf(db, sale.saleId)) {
    const item = findBySku(db, line.sku);
    if (item === null) continue;
    const before = new Pricer(context, item, sale.customer);
    const priced = pricedFor(context, item, line, before, new Pricer(context, item, customer));
    setLinePriced(db, line.lineId, priced);
    changed.push(line.lineId);
  }
  return changed;
}

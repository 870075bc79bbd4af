// What comes into the open sale: by a code, from a list, at a price given at the counter. A line is named by the command
// that made it. Changes no line but the newest, on which one more of the same is counted.
import type { Item, Pack } from '#contract/catalog.ts';
import type { LineId, SaleId } from '#contract/ids.ts';
import { gtinsOf } from '#contract/barcode.ts';
import type { Price } from '#contract/money.ts';
import { MAX_QUANTITY, ONE } from '#contract/quantity.ts';
import type { Quantity } from '#contract/quantity.ts';
import { refuse } from '#contract/refusal.ts';
import type { SaleChange } from '#contract/sale.ts';
import type { Said } from '#domain/barcode-layout.ts';
import { businessDateOf } from '#domain/business-date.ts';
import { expiredSince } from '#domain/code-parts.ts';
import { ownerOfBadge } from '#store/badge.ts';
import { findBySku } from '#store/catalog.ts';
import { ownerOfCard } from '#store/customer.ts';
import { insertLine, lastLineOf, setLinePrice, setLineQuantity } from '#store/open-line.ts';
import type { OpenLine } from '#store/open-line.ts';
import { takeNumber } from '#store/sale.ts';
import { unresolvedOf } from '#store/unresolved.ts';
import { assertNoTenders, assertRoom, ensureOpen, finish, lineOf, quantityOf } from './basket.ts';
import { meaningOf } from './code.ts';
import type { Meaning } from './code.ts';
import type { Handler, WriteContext } from './context.ts';
import { packedQuantity, Pricer } from './line-price.ts';
import type { Priced } from './line-price.ts';
import { pricedPackOf } from './line-reprice.ts';
import { isCoupon, takeCoupon } from './promotion.ts';
import { requireRegister } from './register.ts';
import { buyFor } from './sale-customer.ts';
import { keepUnknown } from './unresolved.ts';

interface Wanted {
  item: Item;
  code: string | null;
  /** How many of what the code stands for. */
  quantity: Quantity | undefined;
  /** The code is a pack's. */
  pack?: Pack | undefined;
  /** The code says how much, or for what amount. */
  label?: Said | undefined;
  /** A price given at the counter; such a line stays by itself. */
  givenPrice?: Price | undefined;
}

/** How much is wanted, in packs where it is packs. Refuses `sale.labelQuantity`: a label is one package. */
function muchOf(context: WriteContext, { item, quantity, pack, label }: Wanted): Quantity {
  if (pack !== undefined) return quantity ?? ONE;
  if (label === undefined) return quantityOf(context, item, quantity, ONE);
  if (quantity !== undefined && quantity !== ONE) refuse('sale.labelQuantity', {});
  return label.quantity ?? ONE;
}

/** Refuses `sale.priceNeeded` where the article has no price of its own and none was given. */
function pricedAs(wanted: Wanted, pricer: Pricer, much: Quantity): Priced {
  const { item, pack, label, givenPrice } = wanted;
  if (label?.kind === 'amount') return pricer.byLabel(label);
  if (givenPrice !== undefined) {
    return pricer.atPrice(pack === undefined ? much : packedQuantity(item, pack, much), givenPrice);
  }
  if (item.isOpenPrice === true && (pack?.priceMicros ?? null) === null) {
    return refuse('sale.priceNeeded', { sku: item.sku });
  }
  if (pack !== undefined) return pricer.byPack(pack, much);
  return label === undefined ? pricer.byList(much) : pricer.byLabel(label);
}

/** The newest line, if one more of the same article in the same way simply counts on it. */
function lineToCountOn(
  { db }: WriteContext,
  saleId: SaleId,
  wanted: Wanted,
  pricer: Pricer,
): OpenLine | null {
  const { item, code, label, givenPrice } = wanted;
  const last = lastLineOf(db, saleId);
  if (last === null || last.isVoided || last.sku !== item.sku || last.unit !== 'each') return null;
  if (last.fixedAmount !== null || last.discount !== null) return null;
  if (givenPrice !== undefined || label?.kind === 'amount' || item.isOpenPrice === true) return null;
  if (last.listPriceMicros !== pricer.listPrice) return null;
  // A scan that nobody has named yet stands below it: one more would count where nobody looks.
  if (unresolvedOf(db, saleId).some((scan) => scan.number > last.number)) return null;
  const pack = pricedPackOf(item, code);
  if (pack === null && pricedPackOf(item, last.code) === null) {
    return last.priceMicros === pricer.priceFor(last.quantity) ? last : null;
  }
  if (pack === null || last.code !== code) return null;
  const { priceMicros, fixedAmount } = pricer.byPack(pack, ONE);
  return fixedAmount === null && last.priceMicros === priceMicros ? last : null;
}

function addLine(context: WriteContext, saleId: SaleId, wanted: Wanted): SaleChange {
  const { db } = context;
  const { item, code } = wanted;
  const much = muchOf(context, wanted);
  const customer = ensureOpen(context, saleId);
  assertNoTenders(context, saleId);
  const pricer = new Pricer(context, item, customer);
  const priced = pricedAs(wanted, pricer, much);
  const last = lineToCountOn(context, saleId, wanted, pricer);
  if (last !== null) {
    const more = last.quantity + priced.quantity;
    if (more > MAX_QUANTITY) refuse('sale.tooLarge', {});
    setLineQuantity(db, last.lineId, more as Quantity);
    // More of it on one line may be cheaper; a pack has its own price.
    const price = pricedPackOf(item, code) === null ? pricer.priceFor(more as Quantity) : last.priceMicros;
    if (price !== last.priceMicros) setLinePrice(db, last.lineId, { priceMicros: price, isListed: true });
    return finish(context, saleId, [last.lineId]);
  }
  if (priced.quantity > MAX_QUANTITY) refuse('sale.tooLarge', {});
  assertRoom(context, saleId);
  const lineId = context.commandId as string as LineId;
  const number = takeNumber(db, saleId);
  const names = pricedPackOf(item, code)?.names ?? item.names;
  insertLine(db, saleId, lineOf(item, { lineId, number, code, names, priced }));
  return finish(context, saleId, [lineId]);
}

/** Refuses `sale.notOpenPrice` for a price that this article does not wait for. */
function assertOpenPrice({ sku, isOpenPrice }: Item, givenPrice: Price | undefined): void {
  if (givenPrice !== undefined && isOpenPrice !== true) refuse('sale.notOpenPrice', { sku });
}

function wantedBy(meaning: Meaning): Pick<Wanted, 'item' | 'pack' | 'label'> {
  const { item } = meaning;
  return meaning.matched === 'label' ? { item, label: meaning.label } : { item, pack: meaning.pack };
}

/** A line knows its pack by the pack's own number, in whatever code that was read. */
function lineCode(meaning: Meaning, code: string): string {
  return meaning.matched === 'pack' && gtinsOf(code).length === 0 && meaning.pack !== undefined
    ? meaning.pack.gtin
    : code;
}

export const noteReadTwice: Handler<'sale.noteReadTwice'> = (context, { saleId, code, source }) => {
  const meaning = meaningOf(context.db, requireRegister(context).config.currency, code);
  // What may be a person's card or badge is nobody's to keep.
  if (meaning === null) return {};
  const body = { postings: [], saleId, sku: meaning.item.sku, code, source };
  context.journal('scan.readTwice', { body, refId: saleId });
  return {};
};

export const scan: Handler<'sale.scan'> = (context, args) => {
  const { saleId, code, quantity, keepsUnknown, priceMicros: givenPrice } = args;
  const meaning = meaningOf(context.db, requireRegister(context).config.currency, code);
  if (meaning !== null) {
    assertOpenPrice(meaning.item, givenPrice);
    const wanted = { ...wantedBy(meaning), code: lineCode(meaning, code), quantity, givenPrice };
    const change = addLine(context, saleId, wanted);
    const { timeZone, dayStartsAt } = requireRegister(context).config;
    const expired = expiredSince(code.trim(), businessDateOf(new Date(context.now), timeZone, dayStartsAt));
    return expired === null ? change : { ...change, expired };
  }
  if (isCoupon(context, code.trim())) {
    return { ...takeCoupon(context, saleId, code.trim()), brought: 'coupon' };
  }
  const customer = ownerOfCard(context.db, code.trim());
  if (customer !== null) return { ...buyFor(context, saleId, customer), brought: 'customer' };
  if (keepsUnknown !== true) return refuse('catalog.unknownCode', { code });
  // Whoever holds the code of a badge can sign in with it, so it may not be kept, shown or journaled. Some scanners send
  // blanks around a code. Only told where every wrong guess stays behind as a scan: else badges could be guessed here.
  if (ownerOfBadge(context.db, code.trim()) !== null) refuse('sale.staffBadge', {});
  return keepUnknown(context, saleId, code.trim(), quantity);
};

export const addItem: Handler<'sale.addItem'> = (context, args) => {
  const item = findBySku(context.db, args.sku) ?? refuse('catalog.unknownItem', { sku: args.sku });
  const { quantity, priceMicros: givenPrice } = args;
  assertOpenPrice(item, givenPrice);
  return addLine(context, args.saleId, { item, code: null, quantity, givenPrice });
};

export const addOpenPrice: Handler<'sale.addOpenPrice'> = (context, args) => {
  const item = findBySku(context.db, args.sku) ?? refuse('catalog.unknownItem', { sku: args.sku });
  const { quantity, priceMicros } = args;
  return addLine(context, args.saleId, { item, code: null, quantity, givenPrice: priceMicros });
};

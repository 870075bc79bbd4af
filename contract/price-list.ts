// Price lists: which prices hold for whom and when, beside the one that the article itself has. Owns no rule of which
// of them counts: that is src-main/domain/pricing.ts.
import * as z from 'zod/mini';
import { sku } from './catalog.ts';
import { customerGroupId } from './customer.ts';
import { businessDate } from './ids.ts';
import { price } from './money.ts';
import { MAX_QUANTITY } from './quantity.ts';
import { names } from './text.ts';

export const priceListId = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,31}$/));

/** One price of a list. */
export const listPrice = z.strictObject({
  sku,
  priceMicros: price,
  /** It holds from this much on one line, in thousandths; 0 for any. */
  fromQuantity: z._default(z.int().check(z.gte(0), z.lte(MAX_QUANTITY)), 0),
});
export type ListPrice = z.infer<typeof listPrice>;

/** A list without its prices. */
export const priceListHead = z.strictObject({
  id: priceListId,
  names,
  /** For whom; empty is for everybody. */
  customerGroups: z.array(customerGroupId).check(z.maxLength(50)),
  /** The first and the last trading day; null is without end. */
  from: z.nullable(businessDate),
  to: z.nullable(businessDate),
  /** 1 is Monday, 7 Sunday; empty is every day. */
  weekdays: z.array(z.int().check(z.gte(1), z.lte(7))).check(z.maxLength(7)),
  /** Of two lists that hold, the higher one counts. */
  priority: z.int().check(z.gte(0), z.lte(1000)),
});
export type PriceListHead = z.infer<typeof priceListHead>;

export const priceList = z.strictObject({ ...priceListHead.shape, prices: z.array(listPrice) });
export type PriceList = z.infer<typeof priceList>;

/** More than fit into one command; larger lists come in parts. */
export const MAX_PRICES_AT_ONCE = 2000;

/** A list as it is put. */
export const newPriceList = z
  .strictObject({
    ...priceListHead.shape,
    prices: z.array(listPrice).check(z.maxLength(MAX_PRICES_AT_ONCE)),
    /** Prices the list has and that are not given stay; else they are gone. */
    keepsOthers: z.boolean(),
  })
  .check(z.refine(({ from, to }) => from === null || to === null || from <= to, 'ends before it begins'));
export type NewPriceList = z.infer<typeof newPriceList>;

/** A list in the overview, with how many prices it has. */
export const priceListShown = z.strictObject({ ...priceListHead.shape, priceCount: z.int() });
export type PriceListShown = z.infer<typeof priceListShown>;

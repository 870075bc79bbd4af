// Which price an article has at a moment, for somebody, in a quantity. Pure; reads no catalogue and rounds nothing.
import type { Item } from '#contract/catalog.ts';
import type { BusinessDate } from '#contract/ids.ts';
import type { Price } from '#contract/money.ts';
import type { ListPrice, PriceList, PriceListHead } from '#contract/price-list.ts';
import type { Quantity } from '#contract/quantity.ts';
import type { Names } from '#contract/text.ts';
import { weekdayOf } from './business-date.ts';

/** The trading day, and the customer's group; null for whoever is not known or in none. */
export interface PriceMoment {
  date: BusinessDate;
  group: string | null;
}

/** A price and the list it comes from; null twice for the article's own. */
export interface FoundPrice {
  priceMicros: Price;
  listId: string | null;
  names: Names | null;
}

/** True while a list holds for somebody on a trading day. */
export function isInForce(list: PriceListHead, { date, group }: PriceMoment): boolean {
  const { customerGroups, from, to, weekdays } = list;
  if (customerGroups.length > 0 && (group === null || !customerGroups.includes(group))) return false;
  if ((from !== null && date < from) || (to !== null && date > to)) return false;
  return weekdays.length === 0 || weekdays.includes(weekdayOf(date));
}

/** The list's price for so much of an article; null where it has none. */
function priceIn(list: PriceList, sku: string, quantity: Quantity): ListPrice | null {
  return list.prices
    .filter((one) => one.sku === sku && one.fromQuantity <= quantity)
    .reduce<ListPrice | null>(
      (best, one) => (best === null || one.fromQuantity > best.fromQuantity ? one : best),
      null,
    );
}

interface Candidate {
  list: PriceList;
  priceMicros: Price;
}

function isBetter(a: Candidate, b: Candidate): boolean {
  if (a.list.priority !== b.list.priority) return a.list.priority > b.list.priority;
  if (a.priceMicros !== b.priceMicros) return a.priceMicros < b.priceMicros;
  return a.list.id < b.list.id;
}

/**
 * The price of an article at a moment. `lists` need hold no more than the prices of this article.
 *
 * A price of a list holds when the list is for everybody or for the customer's group, the trading day lies in its
 * window and on one of its weekdays, and the line's quantity reaches the price's. Within one list the price with the
 * highest quantity that is reached stands for the list. Of several lists the one with the highest priority counts, of
 * those the lowest price, of those the list whose id comes first. Where no list holds, it is the article's own price.
 * A list may be dearer than the article: whoever wants the lowest of all gives their lists one priority and the
 * article a price that is no lower.
 */
export function priceOf(
  item: Pick<Item, 'sku' | 'priceMicros'>,
  quantity: Quantity,
  lists: readonly PriceList[],
  moment: PriceMoment,
): FoundPrice {
  let best: Candidate | null = null;
  for (const list of lists) {
    const found = isInForce(list, moment) ? priceIn(list, item.sku, quantity) : null;
    if (found === null) continue;
    const candidate = { list, priceMicros: found.priceMicros };
    if (best === null || isBetter(candidate, best)) best = candidate;
  }
  if (best === null) return { priceMicros: item.priceMicros, listId: null, names: null };
  return { priceMicros: best.priceMicros, listId: best.list.id, names: best.list.names };
}

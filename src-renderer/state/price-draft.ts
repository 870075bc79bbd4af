// A price list and one price of it while they are written: every field as the text that stands in it, and back.
import type { NewPriceList, ListPrice, PriceListHead } from '#contract/price-list.ts';
import { fromDecimal } from '#contract/money.ts';
import type { BusinessDate } from '#contract/ids.ts';
import { formatQuantity } from '#contract/quantity.ts';
import { readDate } from './dates.ts';
import { need, readCount, readPriceOf, reading, writePrice } from './form-text.ts';
import type { MoneyForm, Read } from './form-text.ts';

export interface PriceListDraft {
  /** Null for one that is new. */
  id: string | null;
  nameEn: string;
  nameZh: string;
  groups: readonly string[];
  from: string;
  to: string;
  weekdays: readonly number[];
  priority: string;
}

export function emptyPriceList(): PriceListDraft {
  return { id: null, nameEn: '', nameZh: '', groups: [], from: '', to: '', weekdays: [], priority: '10' };
}

export function priceListDraftOf(head: PriceListHead): PriceListDraft {
  return {
    id: head.id,
    nameEn: head.names.en,
    nameZh: head.names.zh,
    groups: head.customerGroups,
    from: head.from ?? '',
    to: head.to ?? '',
    weekdays: head.weekdays,
    priority: String(head.priority),
  };
}

export type PriceListProblem = 'name' | 'from' | 'to' | 'order' | 'priority';

function readDay(text: string, problem: 'from' | 'to'): BusinessDate | null {
  return text.trim() === '' ? null : need(readDate(text), problem);
}

/** The list as it is put, with the prices that it has; `id` is for one that is new. */
export function readPriceList(draft: PriceListDraft, id: string): Read<NewPriceList, PriceListProblem> {
  const read = reading((): NewPriceList => {
    const [en, zh] = [draft.nameEn.trim(), draft.nameZh.trim()];
    if (en + zh === '') need(null, 'name');
    const [from, to] = [readDay(draft.from, 'from'), readDay(draft.to, 'to')];
    if (from !== null && to !== null && from > to) need(null, 'order');
    return {
      id: draft.id ?? id,
      names: { en: en || zh, zh: zh || en },
      customerGroups: [...draft.groups],
      from,
      to,
      weekdays: draft.weekdays.length === 7 ? [] : [...draft.weekdays].sort((a, b) => a - b),
      priority: need(readCount(draft.priority, 0, 1000), 'priority'),
      prices: [],
      keepsOthers: true,
    };
  });
  return read as Read<NewPriceList, PriceListProblem>;
}

/** One price: of which article, how much, from how many on. */
export interface PriceDraft {
  sku: string;
  price: string;
  from: string;
}

export function priceDraftOf({ sku, priceMicros, fromQuantity }: ListPrice, form: MoneyForm): PriceDraft {
  return {
    sku,
    price: writePrice(priceMicros, form),
    from: fromQuantity === 0 ? '' : formatQuantity(fromQuantity),
  };
}

/** Pieces or kilograms, in thousandths; nothing typed is any quantity. */
function readFrom(text: string): number | null {
  const value = text.trim() === '' ? 0 : fromDecimal(text, 3);
  return value === null || value < 0 || value > 1_000_000_000 ? null : value;
}

export function readListPrice(draft: PriceDraft): Read<ListPrice, 'price' | 'fromQuantity'> {
  const read = reading(() => ({
    sku: draft.sku,
    priceMicros: need(readPriceOf(draft.price), 'price'),
    fromQuantity: need(readFrom(draft.from), 'fromQuantity'),
  }));
  return read as Read<ListPrice, 'price' | 'fromQuantity'>;
}

// Barcode layouts, price lists and tax rules: showing and putting them. What they do to a line is not decided here.
import type { JournalBodies } from '#contract/journal.ts';
import type { ListPrice, NewPriceList } from '#contract/price-list.ts';
import { refuse } from '#contract/refusal.ts';
import { readBarcodeLayouts, writeBarcodeLayouts } from '#store/barcode-layout.ts';
import { hasItem, taxesOf } from '#store/catalog.ts';
import { hasCustomerGroup, isDestinationUsed } from '#store/customer.ts';
import {
  hasPriceList,
  listPriceLists,
  priceInList,
  pricesOfList,
  putPriceList,
  removePriceList,
} from '#store/price-list.ts';
import { readTaxRules, writeTaxRules } from '#store/tax-rule.ts';
import type { Handler, WriteContext } from './context.ts';

export const layouts: Handler<'catalog.layouts'> = ({ db }) => ({ layouts: [...readBarcodeLayouts(db)] });

export const putLayouts: Handler<'catalog.putLayouts'> = (context, args) => {
  writeBarcodeLayouts(context.db, args.layouts);
  context.journal('catalog.layoutsChanged', { body: { postings: [], layouts: args.layouts } });
  return { layouts: args.layouts };
};

export const priceLists: Handler<'catalog.priceLists'> = ({ db }) => ({ lists: listPriceLists(db) });

export const listPrices: Handler<'catalog.listPrices'> = ({ db }, { id, after, limit }) => {
  if (!hasPriceList(db, id)) refuse('catalog.unknownPriceList', { id });
  return { prices: pricesOfList(db, id, after, limit) };
};

const keyOf = ({ sku, fromQuantity }: ListPrice) => `${fromQuantity} ${sku}`;

function assertList({ db }: WriteContext, list: NewPriceList): void {
  const stranger = list.customerGroups.find((group) => !hasCustomerGroup(db, group));
  if (stranger !== undefined) refuse('customer.unknownGroup', { group: stranger });
  const seen = new Set<string>();
  for (const price of list.prices) {
    const { sku } = price;
    if (!hasItem(db, sku)) refuse('catalog.unknownItem', { sku });
    if (seen.has(keyOf(price))) refuse('catalog.priceTwice', { sku });
    seen.add(keyOf(price));
  }
}

type Moved = JournalBodies['catalog.pricesChanged']['prices'];

/** The prices of a list that are another one now, or that were none. */
function movedBy({ db }: WriteContext, { id, prices }: NewPriceList): Moved {
  return prices.flatMap((price) => {
    const from = priceInList(db, id, price);
    const { sku, fromQuantity, priceMicros: to } = price;
    return from === to ? [] : [{ listId: id, sku, fromQuantity, from, to }];
  });
}

export const putPriceLists: Handler<'catalog.putPriceLists'> = (context, args) => {
  const { db } = context;
  for (const id of args.removed) {
    if (!hasPriceList(db, id)) refuse('catalog.unknownPriceList', { id });
    removePriceList(db, id);
  }
  const prices: Moved = [];
  for (const list of args.lists) {
    assertList(context, list);
    prices.push(...movedBy(context, list));
    putPriceList(db, list);
  }
  const put = new Set(args.lists.map(({ id }) => id));
  const shown = listPriceLists(db);
  const changed = shown.filter(({ id }) => put.has(id));
  const body = { postings: [], lists: changed, removed: args.removed, prices };
  context.journal('catalog.pricesChanged', { body });
  return { lists: shown };
};

export const taxRules: Handler<'catalog.taxRules'> = ({ db }) => readTaxRules(db);

export const putTaxRules: Handler<'catalog.putTaxRules'> = (context, { rules }) => {
  const { db } = context;
  const codes = rules.destinations.flatMap(({ taxCodes }) => taxCodes.flatMap(({ from, to }) => [from, to]));
  const unknown = codes.find((code) => taxesOf(db, code) === null);
  if (unknown !== undefined) refuse('catalog.unknownTaxCode', { taxCode: unknown });
  const kept = new Set(rules.destinations.map(({ id }) => id));
  const lost = readTaxRules(db).destinations.find(({ id }) => !kept.has(id) && isDestinationUsed(db, id));
  if (lost !== undefined) refuse('catalog.destinationInUse', { destination: lost.id });
  writeTaxRules(db, rules);
  context.journal('catalog.taxRulesChanged', { body: { postings: [], rules } });
  return rules;
};

// The commands of barcode layouts, price lists and tax rules. Part of the map in commands.ts.
import * as z from 'zod/mini';
import { barcodeLayouts } from './barcode-layout.ts';
import { labelRead, sku } from './catalog.ts';
import type { CommandSpec } from './command-spec.ts';
import { businessDate, commandId } from './ids.ts';
import { MAX_QUANTITY } from './quantity.ts';
import { listPrice, MAX_PRICES_AT_ONCE, newPriceList, priceListId, priceListShown } from './price-list.ts';
import type { NewPriceList } from './price-list.ts';
import { taxRules } from './tax-rule.ts';

const nothing = z.strictObject({});
const layouts = z.strictObject({ layouts: barcodeLayouts });
const lists = z.strictObject({ lists: z.array(priceListShown) });

const isFew = (all: NewPriceList[]) =>
  all.reduce((count, { prices }) => count + prices.length, 0) <= MAX_PRICES_AT_ONCE;

export const priceCommands = {
  /** The trading day at this moment: what a price or an offer for today goes by. */
  'register.today': {
    kind: 'read',
    permission: 'signedIn',
    args: nothing,
    result: z.strictObject({ today: businessDate }),
  },
  /** How the shop's own barcodes are read, in the order in which a code is held against them. */
  'catalog.layouts': { kind: 'read', permission: 'signedIn', args: nothing, result: layouts },
  /** Replaces all layouts; none at all is allowed. */
  'catalog.putLayouts': {
    kind: 'journal',
    permission: 'catalog.edit',
    args: z.strictObject({ commandId, layouts: barcodeLayouts }),
    result: layouts,
  },
  /**
   * What a label says by these layouts, without keeping them: the first one that fits, the article's number on it, and the
   * article if there is one. Null where no layout fits.
   */
  'catalog.tryLabel': {
    kind: 'read',
    permission: 'signedIn',
    args: z.strictObject({ code: z.string().check(z.maxLength(64)), layouts: barcodeLayouts }),
    result: z.strictObject({ read: z.nullable(labelRead) }),
  },
  'catalog.priceLists': { kind: 'read', permission: 'signedIn', args: nothing, result: lists },
  /** The prices of one list by stock code and quantity, page by page: `after` is the last one of the page before. */
  'catalog.listPrices': {
    kind: 'read',
    permission: 'signedIn',
    args: z.strictObject({
      id: priceListId,
      after: z.nullable(z.strictObject({ sku, fromQuantity: z.int().check(z.gte(0), z.lte(MAX_QUANTITY)) })),
      limit: z.int().check(z.gte(1), z.lte(500)),
    }),
    result: z.strictObject({ prices: z.array(listPrice) }),
  },
  /** Creates, changes and removes price lists by their ids, all or none of them. */
  'catalog.putPriceLists': {
    kind: 'journal',
    permission: 'catalog.edit',
    args: z.strictObject({
      commandId,
      lists: z.array(newPriceList).check(z.maxLength(50), z.refine(isFew, 'too many prices at once')),
      removed: z.array(priceListId).check(z.maxLength(50)),
    }),
    result: lists,
  },
  'catalog.taxRules': { kind: 'read', permission: 'signedIn', args: nothing, result: taxRules },
  'catalog.putTaxRules': {
    kind: 'journal',
    permission: 'catalog.edit',
    args: z.strictObject({ commandId, rules: taxRules }),
    result: taxRules,
  },
} as const satisfies Record<string, CommandSpec>;

// Finding articles and keeping them.
import { gtinsOf } from '#contract/barcode.ts';
import type { Item } from '#contract/catalog.ts';
import type { JournalBodies } from '#contract/journal.ts';
import { refuse } from '#contract/refusal.ts';
import {
  findByCode,
  findBySku,
  hasCategory,
  listCategories,
  ownerOfCode,
  putCategories,
  putItem,
  putTaxes,
  taxesOf,
} from '#store/catalog.ts';
import { hasQuickKey, listQuickPages } from '#store/quick.ts';
import { search as searchItems } from '#store/search.ts';
import type { Handler, WriteContext } from './context.ts';
import { requireRegister } from './register.ts';

export const lookUp: Handler<'catalog.lookUp'> = (context, args) =>
  findByCode(context.db, args.code) ?? refuse('catalog.unknownCode', { code: args.code });

export const search: Handler<'catalog.search'> = (context, args) => ({
  items: searchItems(context.db, args.text, args.category, args.limit),
});

export const categories: Handler<'catalog.categories'> = (context) => ({
  categories: listCategories(context.db),
});

/** The same number, written with or without leading zeros. */
function isSameGtin(a: string, b: string): boolean {
  return gtinsOf(a)[0] === gtinsOf(b)[0];
}

function assertItem(context: WriteContext, item: Item): void {
  const { db } = context;
  if (!hasCategory(db, item.category)) refuse('catalog.unknownCategory', { category: item.category });
  if (taxesOf(db, item.taxCode) === null) refuse('catalog.unknownTaxCode', { taxCode: item.taxCode });
  const bad = item.gtins.find((code) => gtinsOf(code).length === 0);
  if (bad !== undefined) refuse('catalog.badCheckDigit', { code: bad });
  const twice = item.gtins.find((code, i) => item.gtins.findIndex((one) => isSameGtin(one, code)) < i);
  if (twice !== undefined) refuse('catalog.codeTaken', { code: twice, sku: item.sku });
  const owner = ownerOfCode(db, item);
  if (owner !== null) refuse('catalog.codeTaken', owner);
}

export const put: Handler<'catalog.put'> = (context, args) => {
  requireRegister(context);
  const { db } = context;
  putTaxes(db, args.taxes);
  putCategories(db, args.categories);
  const prices: JournalBodies['catalog.changed']['prices'] = [];
  let created = 0;
  for (const item of args.items) {
    assertItem(context, item);
    const before = findBySku(db, item.sku);
    putItem(db, item);
    if (before === null) created += 1;
    if (before?.priceMicros !== item.priceMicros) {
      prices.push({ sku: item.sku, from: before?.priceMicros ?? null, to: item.priceMicros });
    }
  }
  const changed = args.items.length - created;
  context.journal('catalog.changed', { body: { postings: [], created, changed, prices } });
  const skus = args.items.map(({ sku }) => sku);
  // A key shows its article as it is now.
  if (hasQuickKey(db, skus))
    context.announce({ event: 'quick.changed', payload: { pages: listQuickPages(db) } });
  return { created, changed };
};

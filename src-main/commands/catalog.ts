// Finding articles and keeping them.
import { gtinsOf } from '#contract/barcode.ts';
import type { Item, LabelFigures } from '#contract/catalog.ts';
import type { JournalBodies } from '#contract/journal.ts';
import { decimalsOf } from '#contract/money.ts';
import { refuse } from '#contract/refusal.ts';
import { readEmbedded } from '#domain/barcode-layout.ts';
import type { Said } from '#domain/barcode-layout.ts';
import {
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
import { assertQuantity } from './basket.ts';
import { articleNamed, meaningOf } from './code.ts';
import type { Handler, WriteContext } from './context.ts';
import { requireRegister } from './register.ts';

function figuresOf(label: Said): LabelFigures {
  const { quantity } = label;
  return { quantity, amount: label.kind === 'amount' ? label.amount : null };
}

export const lookUp: Handler<'catalog.lookUp'> = (context, { code }) => {
  const { currency } = requireRegister(context).config;
  const meaning = meaningOf(context.db, currency, code) ?? refuse('catalog.unknownCode', { code });
  if (meaning.matched !== 'label') return meaning;
  return { item: meaning.item, matched: meaning.matched, label: figuresOf(meaning.label) };
};

export const tryLabel: Handler<'catalog.tryLabel'> = (context, { code, layouts }) => {
  const { currency } = requireRegister(context).config;
  const label = readEmbedded(code, layouts, decimalsOf(currency));
  if (label === null) return { read: null };
  const { layoutId, article } = label;
  const said =
    'problem' in label
      ? { ok: false as const, problem: label.problem }
      : { ok: true as const, figures: figuresOf(label) };
  return {
    read: { layoutId, articleCode: article.articleCode, item: articleNamed(context.db, article), said },
  };
};

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
  const packs = item.packs ?? [];
  for (const { quantity } of packs) assertQuantity(quantity, item.unit, item.sku);
  const codes = [...item.gtins, ...packs.map(({ gtin }) => gtin)];
  const bad = codes.find((code) => gtinsOf(code).length === 0);
  if (bad !== undefined) refuse('catalog.badCheckDigit', { code: bad });
  const twice = codes.find((code, i) => codes.findIndex((one) => isSameGtin(one, code)) < i);
  if (twice !== undefined) refuse('catalog.codeTaken', { code: twice, sku: item.sku });
  const owner = ownerOfCode(db, item);
  if (owner !== null) refuse('catalog.codeTaken', owner);
}

type Moved = NonNullable<JournalBodies['catalog.changed']['packs']>;

/** The packs whose price is another one now; one that is gone has none. */
function movedPacks(before: Item | null, after: Item): Moved {
  const pricesOf = (item: Item | null) =>
    new Map((item?.packs ?? []).map(({ gtin, priceMicros }) => [gtin, priceMicros]));
  const old = pricesOf(before);
  const now = pricesOf(after);
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((gtin) => ({ sku: after.sku, gtin, from: old.get(gtin) ?? null, to: now.get(gtin) ?? null }))
    .filter(({ from, to }) => from !== to);
}

export const put: Handler<'catalog.put'> = (context, args) => {
  requireRegister(context);
  const { db } = context;
  putTaxes(db, args.taxes);
  putCategories(db, args.categories);
  const prices: JournalBodies['catalog.changed']['prices'] = [];
  const packs: Moved = [];
  let created = 0;
  for (const item of args.items) {
    assertItem(context, item);
    const before = findBySku(db, item.sku);
    putItem(db, item);
    if (before === null) created += 1;
    if (before?.priceMicros !== item.priceMicros) {
      prices.push({ sku: item.sku, from: before?.priceMicros ?? null, to: item.priceMicros });
    }
    packs.push(...movedPacks(before, item));
  }
  const changed = args.items.length - created;
  const body = { postings: [], created, changed, prices };
  context.journal('catalog.changed', { body: packs.length === 0 ? body : { ...body, packs } });
  const skus = args.items.map(({ sku }) => sku);
  // A key shows its article as it is now.
  if (hasQuickKey(db, skus))
    context.announce({ event: 'quick.changed', payload: { pages: listQuickPages(db) } });
  return { created, changed };
};

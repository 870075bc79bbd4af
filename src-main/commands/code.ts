// What a scanned or keyed code means in this shop: an article's own code, a pack's, or a label that carries a weight, an
// amount or pieces. Adds nothing to a basket.
import type { Item } from '#contract/catalog.ts';
import { decimalsOf } from '#contract/money.ts';
import type { Currency } from '#contract/money.ts';
import { refuse } from '#contract/refusal.ts';
import { readEmbedded } from '#domain/barcode-layout.ts';
import type { NamedArticle, Said } from '#domain/barcode-layout.ts';
import { readBarcodeLayouts } from '#store/barcode-layout.ts';
import { findByCode, findByGtin, findByPlu, findBySku } from '#store/catalog.ts';
import type { Found } from '#store/catalog.ts';
import type { Db } from '#store/open.ts';

/** An article by a label, and what the label says of it. */
interface Labelled {
  item: Item;
  matched: 'label';
  label: Said;
}
export type Meaning = Found | Labelled;

function articleOf(db: Db, { by, articleCode }: NamedArticle): Item | null {
  if (by === 'plu') return findByPlu(db, articleCode);
  return by === 'sku' ? findBySku(db, articleCode) : findByGtin(db, articleCode);
}

/** Only digits, and as many as the patterns of layouts have. */
const mayBeLabel = (code: string) => /^\d{8,24}$/.test(code);

/**
 * What a code means; null where no article has it. An article's own code comes before what a layout would make of it.
 * Refuses `catalog.badCheckDigit` for a label that was misread and `catalog.emptyLabel` for one that says nothing.
 */
export function meaningOf(db: Db, currency: Currency, code: string): Meaning | null {
  const found = findByCode(db, code);
  if (found !== null || !mayBeLabel(code)) return found;
  const label = readEmbedded(code, readBarcodeLayouts(db), decimalsOf(currency));
  const item = label === null ? null : articleOf(db, label.article);
  // What only looks like a label, of an article that there is not, is an unknown code like any other.
  if (label === null || item === null) return null;
  if ('problem' in label) {
    const isMisread = label.problem === 'checkDigit' || label.problem === 'priceVerifier';
    return refuse(isMisread ? 'catalog.badCheckDigit' : 'catalog.emptyLabel', { code });
  }
  return { item, matched: 'label', label };
}

/** What a code says where it is a label of an article that there is, or null; refuses nothing. */
export function labelOf(db: Db, currency: Currency, code: string): Said | null {
  if (!mayBeLabel(code) || findByCode(db, code) !== null) return null;
  const label = readEmbedded(code, readBarcodeLayouts(db), decimalsOf(currency));
  return label === null || 'problem' in label ? null : label;
}

/** True for a code that sells an article, as it stands or as a label: it can be neither a badge nor a customer's card. */
export function isArticleCode(db: Db, code: string): boolean {
  if (findByCode(db, code) !== null) return true;
  if (!mayBeLabel(code)) return false;
  const label = readEmbedded(code, readBarcodeLayouts(db), 2);
  return label !== null && !('problem' in label) && articleOf(db, label.article) !== null;
}

// What a scanned or keyed code means in this shop: an article's own code, a pack's, a label that carries a weight, an
// amount or pieces, or a GS1 code whose parts say so. Adds nothing to a basket.
import type { Item } from '#contract/catalog.ts';
import { decimalsOf } from '#contract/money.ts';
import type { Currency } from '#contract/money.ts';
import { refuse } from '#contract/refusal.ts';
import { readEmbedded } from '#domain/barcode-layout.ts';
import type { NamedArticle, Said } from '#domain/barcode-layout.ts';
import { readParts } from '#domain/code-parts.ts';
import type { CodeParts } from '#domain/code-parts.ts';
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

/** The article that a label's digits name, or null. */
export function articleNamed(db: Db, { by, articleCode }: NamedArticle): Item | null {
  if (by === 'plu') return findByPlu(db, articleCode);
  return by === 'sku' ? findBySku(db, articleCode) : findByGtin(db, articleCode);
}

/** Only digits, and as many as the patterns of layouts have. */
const mayBeLabel = (code: string) => /^\d{8,24}$/.test(code);

/** A weight is of what is weighed and a number of what is counted; what else a GS1 code says is for others than a till. */
function saidOf({ unit }: Item, { said }: CodeParts): Said | null {
  if (said === null || said.kind === 'amount') return said;
  return (said.kind === 'weight') === (unit === 'kg') ? said : null;
}

/** What was misread, or says nothing, of an article that there is. */
interface Unreadable {
  matched: 'unreadable';
  isMisread: boolean;
}

/** A label of one of the shop's layouts; null for a code of an article that there is not, which is unknown like any other. */
function readLabel(db: Db, currency: Currency, code: string): Labelled | Unreadable | null {
  const label = mayBeLabel(code) ? readEmbedded(code, readBarcodeLayouts(db), decimalsOf(currency)) : null;
  const item = label === null ? null : articleNamed(db, label.article);
  if (label === null || item === null) return null;
  if (!('problem' in label)) return { item, matched: 'label', label };
  const isMisread = label.problem === 'checkDigit' || label.problem === 'priceVerifier';
  return { matched: 'unreadable', isMisread };
}

/** The parts of a GS1 code. */
function readByParts(db: Db, currency: Currency, code: string): Meaning | Unreadable | null {
  const parts = readParts(code, currency);
  const found = parts === null ? null : findByCode(db, parts.gtin);
  if (parts === null || found === null) return null;
  if (parts.isEmpty) return { matched: 'unreadable', isMisread: false };
  const label = found.matched === 'pack' ? null : saidOf(found.item, parts);
  return label === null ? found : { item: found.item, matched: 'label', label };
}

/**
 * An article's own code comes before what a layout would make of it, and that before the parts of a GS1 code. Some scanners
 * send blanks around a code.
 */
function readCode(db: Db, currency: Currency, text: string): Meaning | Unreadable | null {
  const code = text.trim();
  return findByCode(db, code) ?? readLabel(db, currency, code) ?? readByParts(db, currency, code);
}

/**
 * What a code means; null where no article has it. Refuses `catalog.badCheckDigit` for a label that was misread and
 * `catalog.emptyLabel` for one that says nothing.
 */
export function meaningOf(db: Db, currency: Currency, code: string): Meaning | null {
  const read = readCode(db, currency, code);
  if (read?.matched !== 'unreadable') return read;
  return refuse(read.isMisread ? 'catalog.badCheckDigit' : 'catalog.emptyLabel', { code });
}

/** What a code says where it is a label of an article that there is, or null; refuses nothing. */
export function labelOf(db: Db, currency: Currency, code: string): Said | null {
  const read = readCode(db, currency, code);
  return read?.matched === 'label' ? read.label : null;
}

/** True for a code that sells an article, as it stands or as a label: it can be neither a badge nor a customer's card. */
export function isArticleCode(db: Db, code: string): boolean {
  // Whose amount a label carries does not matter here.
  const read = readCode(db, 'CNY', code);
  return read !== null && read.matched !== 'unreadable';
}

// What a code says by one of the shop's layouts: which article, and how much of it or for what amount. Pure; knows no
// article.
import { checkDigit } from '#contract/barcode.ts';
import type { BarcodeLayout } from '#contract/barcode-layout.ts';
import { MAX_MONEY } from '#contract/money.ts';
import type { Money } from '#contract/money.ts';
import { MAX_QUANTITY, ONE } from '#contract/quantity.ts';
import type { Quantity } from '#contract/quantity.ts';
import { priceVerifier } from './price-verifier.ts';

/** The article that a code names, by what the layout says its digits are. */
export interface NamedArticle {
  by: BarcodeLayout['codeIs'];
  /** For an item reference the whole GTIN. */
  articleCode: string;
}

/** What the code says of it. A label with an amount and a weight is one with an amount (arithmetic R17). */
export type Said =
  | { kind: 'weight'; quantity: Quantity }
  /** In minor units. `quantity` is what stands beside it on the label, to be shown only. */
  | { kind: 'amount'; amount: Money; quantity: Quantity | null }
  | { kind: 'pieces'; quantity: Quantity };

export type Embedded = { layoutId: string; article: NamedArticle } & Said;

/**
 * `checkDigit`, `priceVerifier`: a digit was misread. `noFigure`: nothing or all nines, as scales print what they could not
 * weigh. `tooFine`: an amount that the currency has no coins for.
 */
export interface LayoutProblem {
  layoutId: string;
  article: NamedArticle;
  problem: 'checkDigit' | 'priceVerifier' | 'noFigure' | 'tooFine';
}

interface Compiled {
  fits: RegExp;
  /** Where each letter stands: from, to. */
  places: Map<string, [number, number]>;
}

const compiled = new Map<string, Compiled>();

function compile(pattern: string): Compiled {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  const places = new Map<string, [number, number]>();
  for (const letter of 'IWPQVC') {
    const from = pattern.indexOf(letter);
    if (from >= 0) places.set(letter, [from, pattern.lastIndexOf(letter) + 1]);
  }
  const made = { fits: new RegExp(`^${pattern.replaceAll(/\D/g, String.raw`\d`)}$`), places };
  compiled.set(pattern, made);
  return made;
}

function digitsAt(code: string, { places }: Compiled, letter: string): string | null {
  const place = places.get(letter);
  return place === undefined ? null : code.slice(...place);
}

/** A figure as the scale meant it, or null for nothing and for all nines. */
function figureOf(digits: string): bigint | null {
  return /^(?:0+|9+)$/.test(digits) ? null : BigInt(digits);
}

const thousandths = (figure: bigint, decimals: number) => figure * 10n ** BigInt(3 - decimals);

/** The code with nothing in the places of its figures, which is how an article bears it. */
function referenceOf(code: string, { places }: Compiled): string {
  const digits = [...code];
  for (const letter of 'WPQV') {
    const [from, to] = places.get(letter) ?? [0, 0];
    digits.fill('0', from, to);
  }
  const body = digits.slice(0, -1).join('');
  return `${body}${checkDigit(body)}`;
}

function articleOf(code: string, layout: BarcodeLayout, shape: Compiled): NamedArticle {
  const by = layout.codeIs;
  const digits = digitsAt(code, shape, 'I') ?? '';
  if (by === 'itemReference') return { by, articleCode: referenceOf(code, shape) };
  return { by, articleCode: by === 'plu' ? digits.replace(/^0+/, '') : digits };
}

/** How much of the article a label says beside its amount, or instead of one; null for no figure, absent for no place. */
function quantityOf(code: string, layout: BarcodeLayout, shape: Compiled): Quantity | null | undefined {
  const weight = digitsAt(code, shape, 'W');
  const digits = weight ?? digitsAt(code, shape, 'Q');
  if (digits === null) return undefined;
  const figure = figureOf(digits);
  if (figure === null) return null;
  const value = thousandths(figure, weight === null ? 0 : layout.weightDecimals);
  return value > BigInt(MAX_QUANTITY) ? null : (Number(value) as Quantity);
}

/** Minor units of a figure with so many decimals; a problem where the currency has no such amount. */
export function amountOf(
  figure: bigint,
  decimals: number | null,
  currencyDecimals: number,
): Money | LayoutProblem['problem'] {
  if (figure === 0n) return 'noFigure';
  const scale = 10n ** BigInt(decimals ?? currencyDecimals);
  const scaled = figure * 10n ** BigInt(currencyDecimals);
  if (scaled % scale !== 0n) return 'tooFine';
  const minor = scaled / scale;
  return minor > BigInt(MAX_MONEY) ? 'noFigure' : (Number(minor) as Money);
}

function misreadIn(code: string, shape: Compiled): LayoutProblem['problem'] | null {
  const check = digitsAt(code, shape, 'C');
  if (check !== null && checkDigit(code.slice(0, -1)) !== Number(check)) return 'checkDigit';
  const verifier = digitsAt(code, shape, 'V');
  const verified = digitsAt(code, shape, 'P') ?? digitsAt(code, shape, 'W') ?? '';
  return verifier !== null && priceVerifier(verified) !== Number(verifier) ? 'priceVerifier' : null;
}

function saidBy(code: string, layout: BarcodeLayout, shape: Compiled, currencyDecimals: number) {
  const quantity = quantityOf(code, layout, shape);
  const digits = digitsAt(code, shape, 'P');
  if (digits !== null) {
    const amount = amountOf(figureOf(digits) ?? 0n, layout.amountDecimals, currencyDecimals);
    if (typeof amount === 'string') return amount;
    return { kind: 'amount', amount, quantity: quantity ?? null } as const;
  }
  if (quantity === null) return 'noFigure';
  if (shape.places.has('W') && quantity !== undefined) return { kind: 'weight', quantity } as const;
  return { kind: 'pieces', quantity: quantity ?? ONE } as const;
}

function readBy(code: string, layout: BarcodeLayout, currencyDecimals: number): Embedded | LayoutProblem {
  const shape = compile(layout.pattern);
  const layoutId = layout.id;
  const article = articleOf(code, layout, shape);
  const misread = misreadIn(code, shape);
  if (misread !== null) return { layoutId, article, problem: misread };
  const said = saidBy(code, layout, shape, currencyDecimals);
  if (typeof said === 'string') return { layoutId, article, problem: said };
  return { layoutId, article, ...said };
}

/** A UPC-A often arrives as an EAN-13 with a zero before it. */
const formsOf = (code: string) => (/^0\d{12}$/.test(code) ? [code, code.slice(1)] : [code]);

/**
 * What a code says by the first of the layouts that fits it; null where none has its shape. `currencyDecimals`: how
 * many the register's currency has.
 *
 * Layouts are tried in the shop's order and the first that fits counts: length and literal digits agree, and its check
 * digits are right. A layout with a wrong check digit may be followed by one that fits; only where none does, the
 * first problem is told. What a fitting layout cannot make a figure of is told at once. Whoever asks holds a code
 * against the articles' own codes first: a barcode that an article has as it stands is that article, whatever a layout
 * would make of it.
 */
export function readEmbedded(
  code: string,
  layouts: readonly BarcodeLayout[],
  currencyDecimals: number,
): Embedded | LayoutProblem | null {
  let problem: LayoutProblem | null = null;
  for (const layout of layouts) {
    const form = formsOf(code).find((one) => compile(layout.pattern).fits.test(one));
    if (form === undefined) continue;
    const read = readBy(form, layout, currencyDecimals);
    const isMisread =
      'problem' in read && (read.problem === 'checkDigit' || read.problem === 'priceVerifier');
    if (!isMisread) return read;
    problem ??= read;
  }
  return problem;
}

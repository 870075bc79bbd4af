// How a shop's own barcodes carry a weight, an amount or a number of pieces: a layout as data, and the layouts that are
// in use until a shop sets its own. Reads no code: that is src-main/domain.
import * as z from 'zod/mini';
import { names } from './text.ts';

/** A digit stands for itself; the letters are named in `barcodeLayout`. */
const PATTERN = /^(?=[^I]*I)[0-9IWPQVCX]{8,24}$/;

/** How often a letter stands in a pattern. */
export const countOf = (pattern: string, letter: string): number => pattern.split(letter).length - 1;

/** True when the places of a letter follow each other, or there are none. */
function isRun(pattern: string, letter: string): boolean {
  return !new RegExp(`${letter}[^${letter}]+${letter}`).test(pattern);
}

/** How many digits a GTIN can have: an item reference has to be one. */
const GTIN_LENGTHS: readonly number[] = [8, 12, 13, 14];

interface Shape {
  pattern: string;
  codeIs: 'plu' | 'sku' | 'itemReference';
}

/**
 * What makes no sense in a layout. `letters`: no article in it, too short, too long, or another letter. `split`: the places
 * of a letter do not follow each other. `long`: a figure of more than eight digits. `check`: C is one digit, the last.
 * `verifier`: V is one digit and verifies four or five. `both`: a weight and pieces would contradict each other.
 * `reference`: an item reference is a GTIN, so 8, 12, 13 or 14 digits, the last of them C.
 */
export type PatternProblem = 'letters' | 'split' | 'long' | 'check' | 'verifier' | 'both' | 'reference';

/** What makes no sense in a layout, or null. */
export function patternProblem({ pattern, codeIs }: Shape): PatternProblem | null {
  if (!PATTERN.test(pattern)) return 'letters';
  if (['I', 'W', 'P', 'Q', 'V', 'C'].some((letter) => !isRun(pattern, letter))) return 'split';
  if (Math.max(...['W', 'P', 'Q'].map((letter) => countOf(pattern, letter))) > 8) return 'long';
  const checks = countOf(pattern, 'C');
  if (checks > 1 || (checks === 1 && !pattern.endsWith('C'))) return 'check';
  const verifiers = countOf(pattern, 'V');
  const verified = countOf(pattern, 'P') || countOf(pattern, 'W');
  if (verifiers > 1 || (verifiers === 1 && verified !== 4 && verified !== 5)) {
    return 'verifier';
  }
  if (countOf(pattern, 'W') > 0 && countOf(pattern, 'Q') > 0) return 'both';
  const isGtin = checks === 1 && GTIN_LENGTHS.includes(pattern.length);
  return codeIs === 'itemReference' && !isGtin ? 'reference' : null;
}

/**
 * One layout. The letters of its pattern: I article, W weight, P amount, Q pieces, V price verifier (GS1 General
 * Specifications 7.9.2 to 7.9.4, over P, or over W where there is no P), C check digit of all digits before it (mod 10,
 * weights 3 and 1 from the right), X any digit, 0 to 9 that digit.
 */
export const barcodeLayout = z
  .strictObject({
    id: z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,31}$/)),
    names,
    pattern: z.string().check(z.regex(PATTERN)),
    /** Decimals of a kilogram in W: 3 is grams. */
    weightDecimals: z.int().check(z.gte(0), z.lte(3)),
    /** Decimals of the major unit in P; null is the minor units of the register's currency. */
    amountDecimals: z.nullable(z.int().check(z.gte(0), z.lte(4))),
    /**
     * What I stands for. `plu`: a PLU, leading zeros apart. `sku`: a stock code, with them. `itemReference`: the article
     * whose GTIN is this code with 0 in the places of W, P, Q and V, and the check digit that follows from that.
     */
    codeIs: z.enum(['plu', 'sku', 'itemReference']),
  })
  .check(
    z.check((payload) => {
      const problem = patternProblem(payload.value);
      if (problem === null) return;
      payload.issues.push({ code: 'custom', input: payload.value, message: problem, path: ['pattern'] });
    }),
  );
export type BarcodeLayout = z.infer<typeof barcodeLayout>;

/** All layouts of a shop, in the order in which a code is held against them; their ids differ. */
export const barcodeLayouts = z.array(barcodeLayout).check(
  z.maxLength(30),
  z.refine((layouts) => new Set(layouts.map(({ id }) => id)).size === layouts.length, 'an id comes twice'),
);

const plain = { weightDecimals: 3, amountDecimals: null, codeIs: 'plu' } as const;

/**
 * The layouts in use until a shop sets its own. 21 carries a weight and every other 2x an amount, since of two layouts
 * that fit a code the first one counts; GS1 leaves it to each country and shop.
 */
export const firstBarcodeLayouts: readonly BarcodeLayout[] = [
  {
    ...plain,
    id: 'scale-18',
    names: { en: 'Scale label, 18 digits', zh: '18 位电子秤条码' },
    pattern: '26IIIIIPPPPPWWWWWC',
    amountDecimals: 2,
  },
  {
    ...plain,
    id: 'ean13-weight',
    names: { en: 'EAN-13 with a weight (21)', zh: 'EAN-13 重量码（21）' },
    pattern: '21IIIIIWWWWWC',
  },
  {
    ...plain,
    id: 'ean13-amount',
    names: { en: 'EAN-13 with an amount (20, 22–29)', zh: 'EAN-13 金额码（20、22–29）' },
    pattern: '2XIIIIIPPPPPC',
  },
  {
    ...plain,
    id: 'upc-amount',
    names: { en: 'UPC-A with an amount (2)', zh: 'UPC-A 金额码（2）' },
    pattern: '2IIIIIVPPPPC',
  },
];

/** Further ones that a shop may choose instead. */
export const otherBarcodeLayouts: readonly BarcodeLayout[] = [
  {
    ...plain,
    id: 'ean13-verified-amount',
    names: { en: 'EAN-13 with an amount and its verifier', zh: 'EAN-13 金额码（带价格校验）' },
    pattern: '2XIIIIVPPPPPC',
  },
  {
    ...plain,
    id: 'ean13-six-amount',
    names: { en: 'EAN-13, six-digit article, amount', zh: 'EAN-13 六位货号金额码' },
    pattern: '2IIIIIIPPPPPC',
    codeIs: 'sku',
  },
  {
    ...plain,
    id: 'scale-18-weight-first',
    names: { en: 'Scale label, 18 digits, weight first', zh: '18 位电子秤条码（重量在前）' },
    pattern: '26IIIIIWWWWWPPPPPC',
    amountDecimals: 2,
  },
];

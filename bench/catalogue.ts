// A shop's articles made up by number: the same seed and number give the same article on every machine, and a small
// catalogue is the beginning of a large one. Reads no clock and no disk.
import { checkDigit } from '#contract/barcode.ts';
import { category, item, taxGroup } from '#contract/catalog.ts';
import type { Category, Item, TaxGroup } from '#contract/catalog.ts';
import * as z from 'zod/mini';
import shop from '#assets/demo/catalogue.json' with { type: 'json' };
import { brands, flavours, kinds, packs } from './goods.ts';

/** The taxes and categories are the demonstration shop's; the articles are not. */
export const taxes: TaxGroup[] = z.array(taxGroup).parse(shop.taxes);
export const categories: Category[] = z.array(category).parse(shop.categories);

const PER_KIND = brands.length * flavours.length * packs.length;
/** More articles than this would repeat a name. */
export const MOST_ARTICLES = kinds.length * PER_KIND;
/** Shares no factor with MOST_ARTICLES, so that stepping by it meets every combination once before any twice. */
const STEP = 100_003;

/** A number from 0 up to `below` that depends on everything it is given. */
function chance(below: number, ...from: number[]): number {
  let mixed = 0x9e3779b9;
  for (const one of from) {
    mixed = Math.imul(mixed ^ one, 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    mixed ^= mixed >>> 16;
  }
  return (mixed >>> 0) % below;
}

function at<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T;
}

/** A right EAN-13 of the range that shops give out themselves; `second` is another one of the same article. */
export function barcodeOf(index: number, isSecond = false): string {
  const digits = `${isSecond ? '21' : '20'}${String(index).padStart(10, '0')}`;
  return digits + String(checkDigit(digits));
}

/** How many articles have a PLU: the first ones, as in a shop that knows its best sellers. */
const PLUS = 2000;

/** The article of a number from 0 up. Every twentieth has no barcode, every thirtieth two. */
export function articleOf(seed: number, index: number): Item {
  if (index >= MOST_ARTICLES) throw new RangeError(`there are ${MOST_ARTICLES} articles, not ${index + 1}`);
  const combination = (chance(MOST_ARTICLES, seed) + index * STEP) % MOST_ARTICLES;
  const kind = at(kinds, combination);
  const brand = at(brands, Math.floor(combination / kinds.length));
  const flavour = at(flavours, Math.floor(combination / (kinds.length * brands.length)));
  const pack = at(packs, Math.floor(combination / (kinds.length * brands.length * flavours.length)));
  const hasBarcode = index % 20 !== 19;
  const second = index % 30 === 7 ? [barcodeOf(index, true)] : [];
  return item.parse({
    sku: `B${String(index).padStart(7, '0')}`,
    names: {
      en: `${brand.en} ${flavour.en} ${kind.names.en} ${pack.en}`,
      zh: `${brand.zh}${flavour.zh}${kind.names.zh}${pack.zh}`,
    },
    category: kind.category,
    taxCode: kind.taxCode,
    unit: 'each',
    priceMicros: (50 + chance(29_900, seed, index)) * 10_000,
    plu: index < PLUS ? String(10_000 + index) : null,
    gtins: hasBarcode ? [barcodeOf(index), ...second] : [],
  });
}

/** The numbers of `count` articles with a barcode, spread over the first `size`. */
export function scannable(seed: number, size: number, count: number): number[] {
  const picked = new Set<number>();
  for (let turn = 0; picked.size < Math.min(count, size / 2); turn += 1) {
    const index = chance(size, seed, turn);
    if (index % 20 !== 19) picked.add(index);
  }
  return [...picked];
}

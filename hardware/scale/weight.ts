// What a scale says in any protocol, and its figures as whole grams. Owns the exact conversion of units; it never guesses
// where a point belongs, since a weight a thousand times too large is a price a thousand times too large.
import type { WeightUnit } from '#contract/scale-setting.ts';

/**
 * One saying of a scale.
 *
 * - `weight`: the figure, in grams, and whether the scale itself holds it for still.
 * - `moving`: the load has not come to rest, and the scale tells no figure.
 * - `under`, `over`: below nought, or more than it can weigh.
 * - `zeroLost`: it was switched on under load or has drifted, and weighs again once it is empty or set to nought.
 * - `unclear`: the frame is whole and its figure means nothing certain, as without a point where one is needed.
 */
export type ScaleSaying =
  | { readonly kind: 'weight'; readonly grams: number; readonly isStill: boolean }
  | { readonly kind: 'moving' | 'under' | 'over' | 'zeroLost' | 'unclear' };

/** Bytes in as they come, cut anywhere; sayings out. Keeps the beginning of what is not whole yet, and no more. */
export interface ScaleParser {
  take(bytes: Uint8Array): ScaleSaying[];
}

/** What the shop says about figures that do not explain themselves. */
export interface FigureForm {
  readonly unit: WeightUnit;
  /** How many digits of a figure without a point stand behind it; null where nothing is known. */
  readonly decimals: number | null;
}

/** In nanograms, exactly: the pound of 1959 is 453.59237 g, the ounce its sixteenth. */
const NANOGRAMS: Readonly<Record<WeightUnit, bigint>> = {
  kg: 1_000_000_000_000n,
  g: 1_000_000_000n,
  lb: 453_592_370_000n,
  oz: 28_349_523_125n,
};
const NANOGRAMS_IN_GRAM = 1_000_000_000n;
/** More lies on no counter: such a figure was misread or is in another unit. */
const MOST_GRAMS = 1_000_000n;

const FIGURE = /^\s*([+-]?)\s*(\d*)(?:([.,])(\d*))?\s*$/;

/** Nanograms of a written figure; null where it is none or its point is missing. */
function nanogramsOf(text: string, unit: WeightUnit, decimals: number | null): bigint | null {
  const match = FIGURE.exec(text);
  const [whole = '', part = ''] = [match?.[2], match?.[4]];
  if (match === null || whole + part === '' || (whole + part).length > 12) return null;
  const digits = BigInt(whole + part);
  const hasPoint = match[3] !== undefined;
  // Grams need no point, and nought is nought wherever it stands.
  if (!hasPoint && decimals === null && unit !== 'g' && digits !== 0n) return null;
  const places = BigInt(hasPoint ? part.length : (decimals ?? 0));
  const nanograms = (digits * NANOGRAMS[unit]) / 10n ** places;
  return match[1] === '-' ? -nanograms : nanograms;
}

function sayingOf(nanograms: bigint | null, isStill: boolean): ScaleSaying {
  if (nanograms === null) return { kind: 'unclear' };
  if (nanograms < 0n) return { kind: 'under' };
  const grams = (nanograms + NANOGRAMS_IN_GRAM / 2n) / NANOGRAMS_IN_GRAM;
  if (grams > MOST_GRAMS) return { kind: 'unclear' };
  return { kind: 'weight', grams: Number(grams), isStill };
}

/** A figure as a scale writes it, such as `001.234`; a written unit counts for more than the shop's. */
export function readFigure(
  text: string,
  isStill: boolean,
  { unit, decimals }: FigureForm,
  written: WeightUnit | null = null,
): ScaleSaying {
  return sayingOf(nanogramsOf(text, written ?? unit, decimals), isStill);
}

/** Pounds and ounces beside each other. */
export function readPoundsAndOunces(pounds: string, ounces: string, isStill: boolean): ScaleSaying {
  const [big, small] = [nanogramsOf(pounds, 'lb', 0), nanogramsOf(ounces, 'oz', 0)];
  return sayingOf(big === null || small === null ? null : big + small, isStill);
}

const UNITS: ReadonlyMap<string, WeightUnit> = new Map([
  ['kg', 'kg'],
  ['g', 'g'],
  ['lb', 'lb'],
  ['oz', 'oz'],
]);

/** A unit as a scale writes it, in any case and with blanks; null for one that goods are not sold by here. */
export const readUnit = (text: string): WeightUnit | null => UNITS.get(text.trim().toLowerCase()) ?? null;

/** One character for each byte, without the parity that a line of 7 bits leaves in the eighth. */
export const textOf = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
export const without8th = (bytes: Uint8Array): Uint8Array => bytes.map((byte) => byte & 0x7f);

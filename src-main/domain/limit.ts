// How large a share a discount or a price set by hand takes off, for comparing it with a limit. Pure; shares are parts per
// million and rounded up, so that a share is above a limit exactly when its rounded form is.
import type { LineDiscount, OrderDiscount } from '#contract/discount.ts';
import type { Money, Price } from '#contract/money.ts';
import { divideRounded } from './money.ts';

const MILLION = 1_000_000;

/** What share of `whole` (minor units, or any other whole numbers) `off` is; everything where there is nothing to share. */
export function shareOf(off: number, whole: number): number {
  if (off <= 0) return 0;
  if (whole <= 0 || off >= whole) return MILLION;
  return Number(divideRounded(BigInt(off) * BigInt(MILLION), BigInt(whole), 'up'));
}

/** What share a discount takes off: what it says, or in money what that comes to (`off` of `whole`, minor units). */
export function shareOfDiscount(given: LineDiscount | OrderDiscount, off: Money, whole: Money): number {
  return given.kind === 'percent' ? given.ppm : shareOf(off, whole);
}

/** How far a price is below the catalogue's; 0 where it is not. */
export function shareBelow(priceMicros: Price, listPriceMicros: Price): number {
  return shareOf(listPriceMicros - priceMicros, listPriceMicros);
}

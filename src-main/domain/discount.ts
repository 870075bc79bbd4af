// What discounts given by hand come to (arithmetic R3, R9, R10). Pure; owns where they are rounded and who bears them,
// never who may give them.
import type { LineDiscount, OrderDiscount } from '#contract/discount.ts';
import type { Currency, Money, Price } from '#contract/money.ts';
import { decimalsOf } from '#contract/money.ts';
import type { Quantity } from '#contract/quantity.ts';
import { allocate, divideRounded, subtract, sum, toMoney, ZERO } from './money.ts';
import type { RoundingMode } from './money.ts';
import type { TaxedLine } from './tax.ts';

const MILLION = 1_000_000n;
/** Micros times thousandths in one major unit. */
const PARTS = 1_000_000_000n;

export interface AskedLine {
  quantity: Quantity;
  priceMicros: Price;
  /** The amount that the code on the article gave, in minor units: it is asked instead of quantity times price (R17). */
  fixedAmount?: Money | null;
  discount?: LineDiscount | null;
}

/** What is asked of a line, exact: numerator / 10^9 minor units. */
function exactGross({ quantity, priceMicros, fixedAmount }: AskedLine, currency: Currency): bigint {
  if (fixedAmount !== undefined && fixedAmount !== null) return BigInt(fixedAmount) * PARTS;
  return BigInt(priceMicros) * BigInt(quantity) * 10n ** BigInt(decimalsOf(currency));
}

/** Quantity times price, or the amount that the code gave; rounded once, nothing taken off (R3, R17). */
export function grossOf(line: AskedLine, currency: Currency, mode: RoundingMode): Money {
  return toMoney(divideRounded(exactGross(line, currency), PARTS, mode));
}

/**
 * What is left of a line after the discount given on it: one rounding of the exact amount (R3). A discount in money
 * takes at most the whole line, which happens when the quantity shrinks after it was given.
 */
export function afterLineDiscount(line: AskedLine, currency: Currency, mode: RoundingMode): Money {
  const { discount } = line;
  const gross = exactGross(line, currency);
  if (discount === undefined || discount === null) return grossOf(line, currency, mode);
  if (discount.kind === 'percent') {
    return toMoney(divideRounded(gross * (MILLION - BigInt(discount.ppm)), PARTS * MILLION, mode));
  }
  const off =
    discount.per === 'line'
      ? BigInt(discount.amount) * PARTS
      : BigInt(discount.amount) * BigInt(line.quantity) * (PARTS / 1000n);
  return gross > off ? toMoney(divideRounded(gross - off, PARTS, mode)) : ZERO;
}

/** What a discount in money on the whole sale takes off each line, in proportion to the amounts (R9); at most all of them. */
export function spreadOrderAmount(off: Money, amounts: readonly Money[]): Money[] {
  const whole = sum(amounts);
  const capped = off < whole ? off : whole;
  return allocate(
    BigInt(capped),
    amounts.map((one) => BigInt(one)),
  ).map(toMoney);
}

function shares(whole: Money, weights: readonly Money[]): Money[] {
  return allocate(
    BigInt(whole),
    weights.map((one) => BigInt(one)),
  ).map(toMoney);
}

/**
 * A percentage off the whole sale: the number promised wins (R10). The total and each tax are reduced and rounded by
 * themselves, net absorbs the rest; lines take their shares by largest remainder.
 */
export function afterOrderPercent(lines: readonly TaxedLine[], ppm: number, mode: RoundingMode): TaxedLine[] {
  const offOf = (whole: Money) => divideRounded(BigInt(whole) * BigInt(ppm), MILLION, mode);
  const total = sum(lines.map((line) => line.total));
  const kept = divideRounded(BigInt(total) * (MILLION - BigInt(ppm)), MILLION, mode);
  const totals = shares(
    toMoney(kept),
    lines.map((line) => line.total),
  );
  const taxes = lines.map((line) => line.taxes.map((tax) => ({ ...tax })));
  for (const name of new Set(lines.flatMap((line) => line.taxes.map((tax) => tax.names.en)))) {
    const places = taxes.flatMap((own) => own.filter((tax) => tax.names.en === name));
    const whole = sum(places.map((tax) => tax.amount));
    const left = shares(
      toMoney(BigInt(whole) - offOf(whole)),
      places.map((tax) => tax.amount),
    );
    places.forEach((tax, i) => (tax.amount = left[i] ?? ZERO));
  }
  return lines.map((_, i) => {
    const own = taxes[i] ?? [];
    const lineTotal = totals[i] ?? ZERO;
    return { total: lineTotal, taxes: own, net: subtract(lineTotal, sum(own.map((tax) => tax.amount))) };
  });
}

/** Whether a discount could take more than what it is given on; such a one is refused where it is given. */
export function exceedsOrder(given: OrderDiscount, amounts: readonly Money[]): boolean {
  return given.kind === 'amount' && given.amount > sum(amounts);
}

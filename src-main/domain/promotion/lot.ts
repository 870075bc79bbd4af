// The lines of a sale as promotions see them: lots of equal units. Owns what a unit is, what it is worth to the search
// and what a part of a line comes to; decides nothing.
import { decimalsOf } from '#contract/money.ts';
import type { Currency, Money, Price } from '#contract/money.ts';
import type { Quantity, Unit } from '#contract/quantity.ts';
import { divideRounded, multiply, subtract, toMoney } from '#domain/money.ts';
import type { RoundingMode } from '#domain/money.ts';

export interface PromotableLine {
  /** The line's number in the sale; unlike its place in the list it never changes. */
  number: number;
  sku: string;
  category: string;
  brand: string | null;
  unit: Unit;
  quantity: Quantity;
  priceMicros: Price;
  /** Quantity times price before promotions (R3). */
  amount: Money;
  /** False when the price was given or discounted by hand, or came from the barcode: no promotion touches it. */
  isEligible: boolean;
}

export interface PromotionSettings {
  currency: Currency;
  rounding: RoundingMode;
}

/** The search counts in whole grains: a millionth of the currency unit, or a thousandth for very large sales. */
export interface Measure extends PromotionSettings {
  microsAGrain: 1 | 1000;
  grainsAMinorUnit: number;
}

/** The equal units of one line: its pieces, or the whole of a weighed line. */
export interface Lot {
  line: PromotableLine;
  units: number;
  /** Units that no exclusive promotion has taken. */
  free: number;
  /** Grains of one unit. */
  worth: number;
  /** What the line still comes to. */
  remaining: Money;
  /** What the first `units` units come to; all of them come to the whole line. */
  amountOf(units: number): Money;
}

/** The measure of a sale of these lines: sums of grains stay safe integers. */
export function measureFor(lines: readonly PromotableLine[], settings: PromotionSettings): Measure {
  const micros = 10 ** (6 - decimalsOf(settings.currency));
  const whole = lines.reduce((total, line) => total + line.amount, 0);
  // Half of the safe integers is left to the rounding of prices and to bounds.
  const microsAGrain = whole * micros < Number.MAX_SAFE_INTEGER / 2 ? 1 : 1000;
  return { ...settings, microsAGrain, grainsAMinorUnit: micros / microsAGrain };
}

/** floor(value × numerator / denominator) of non-negative integers, exact however large the product. */
export function scaled(value: number, numerator: number, denominator: number): number {
  const product = value * numerator;
  // The quotient of safe integers is never rounded up to the next whole number.
  if (product <= Number.MAX_SAFE_INTEGER) return Math.floor(product / denominator);
  return Number((BigInt(value) * BigInt(numerator)) / BigInt(denominator));
}

/** ceil(value × numerator / denominator), where `value` may be negative; exact however large the product. */
export function ceiled(value: number, numerator: number, denominator: number): number {
  if (value < 0) return -scaled(-value, numerator, denominator);
  const product = value * numerator;
  if (product <= Number.MAX_SAFE_INTEGER) return Math.ceil(product / denominator);
  return -Number((BigInt(-value) * BigInt(numerator)) / BigInt(denominator)) + 1;
}

export function unitsOf(line: PromotableLine): number {
  return line.unit === 'kg' ? 1 : line.quantity / 1000;
}

/** The thousandths in `units` units of a line: the whole weight for a weighed one. */
export function quantityOf(line: PromotableLine, units: number): Quantity {
  return (line.unit === 'kg' ? line.quantity : units * 1000) as Quantity;
}

/** The lot of a line before any promotion. A part of it comes to its price times the pieces, rounded once. */
export function freshLot(line: PromotableLine, measure: Measure): Lot {
  const units = unitsOf(line);
  const worth =
    line.unit === 'kg'
      ? line.amount * measure.grainsAMinorUnit
      : Math.floor(line.priceMicros / measure.microsAGrain);
  const amountOf = (count: number): Money => {
    if (count === 0) return 0 as Money;
    if (count >= units) return line.amount;
    const part = multiply(line.priceMicros, quantityOf(line, count), measure.currency, measure.rounding);
    return part < line.amount ? part : line.amount;
  };
  return { line, units, free: units, worth, remaining: line.amount, amountOf };
}

/** The same units at what is left to pay for them, in equal parts. */
export function leftOverLot(lot: Lot, measure: Measure): Lot {
  const { line, units, remaining } = lot;
  const amountOf = (count: number): Money =>
    count >= units
      ? remaining
      : toMoney(divideRounded(BigInt(remaining) * BigInt(count), BigInt(units), measure.rounding));
  const worth = Math.floor((remaining * measure.grainsAMinorUnit) / units);
  return { line, units, free: units, worth, remaining, amountOf };
}

/** What units `from` to `to` of a lot come to: the parts of a line add up to the line. */
export function portion(lot: Lot, from: number, to: number): Money {
  return subtract(lot.amountOf(to), lot.amountOf(from));
}

// Arithmetic on money: exact in between, rounded only where told, never a float. Knows no sale.
import { MAX_MONEY, decimalsOf } from '#contract/money.ts';
import type { Currency, Money, Price } from '#contract/money.ts';
import type { Quantity } from '#contract/quantity.ts';
import { refuse } from '#contract/refusal.ts';

export type RoundingMode = 'half-up' | 'half-even' | 'up' | 'down';

/**
 * numerator / denominator as a whole number. Symmetric (arithmetic R2): the magnitude is rounded, then signed;
 * half-up means away from zero. Throws RangeError when the denominator is not positive.
 */
export function divideRounded(numerator: bigint, denominator: bigint, mode: RoundingMode): bigint {
  if (denominator <= 0n) throw new RangeError(`cannot divide by ${denominator}`);
  const magnitude = numerator < 0n ? -numerator : numerator;
  let quotient = magnitude / denominator;
  const twice = (magnitude % denominator) * 2n;
  const isUp =
    (mode === 'up' && twice > 0n) ||
    (mode === 'half-up' && twice >= denominator) ||
    (mode === 'half-even' && (twice > denominator || (twice === denominator && quotient % 2n === 1n)));
  if (isUp) quotient += 1n;
  return numerator < 0n ? -quotient : quotient;
}

/** A whole number of minor units as Money; refuses `sale.tooLarge` beyond what a till may hold. */
export function toMoney(value: bigint): Money {
  if (value > BigInt(MAX_MONEY) || value < -BigInt(MAX_MONEY)) refuse('sale.tooLarge', {});
  return Number(value) as Money;
}

export const ZERO = 0 as Money;

/** The sum of amounts in one currency; refuses `sale.tooLarge` beyond what a till may hold. */
export function sum(amounts: readonly Money[]): Money {
  return toMoney(amounts.reduce((total, one) => total + BigInt(one), 0n));
}

/** a − b. */
export function subtract(a: Money, b: Money): Money {
  return toMoney(BigInt(a) - BigInt(b));
}

/** −a, without a negative zero. */
export function negate(a: Money): Money {
  return subtract(ZERO, a);
}

/** Price (micros) times quantity (thousandths) in minor units of the currency, rounded once (arithmetic R3, R17). */
export function multiply(price: Price, quantity: Quantity, currency: Currency, mode: RoundingMode): Money {
  const exact = BigInt(price) * BigInt(quantity) * 10n ** BigInt(decimalsOf(currency));
  return toMoney(divideRounded(exact, 1_000_000_000n, mode));
}

/**
 * Splits `total` in proportion to non-negative `weights` so that the parts add up exactly: largest remainder,
 * ties to the earlier part. With all weights zero the first part takes everything.
 */
export function allocate(total: bigint, weights: readonly bigint[]): bigint[] {
  if (weights.length === 0) return [];
  const whole = weights.reduce((a, b) => a + b, 0n);
  if (whole === 0n) return weights.map((_, i) => (i === 0 ? total : 0n));
  const magnitude = total < 0n ? -total : total;
  const parts = weights.map((weight) => (magnitude * weight) / whole);
  const order = weights
    .map((weight, i) => ({ i, remainder: (magnitude * weight) % whole }))
    .sort((a, b) => (a.remainder === b.remainder ? a.i - b.i : a.remainder > b.remainder ? -1 : 1));
  const missing = Number(magnitude - parts.reduce((a, b) => a + b, 0n));
  for (const { i } of order.slice(0, missing)) parts[i] = (parts[i] ?? 0n) + 1n;
  return total < 0n ? parts.map((part) => -part) : parts;
}

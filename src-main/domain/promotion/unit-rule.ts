// Offers on each unit by itself: so much per cent, so much money, or a price. Owns what they save, exactly for the
// search and rounded for the sale; knows neither competition nor limits.
import type { Money, Price } from '#contract/money.ts';
import { divideRounded, multiply, toMoney } from '#domain/money.ts';
import { quantityOf, scaled } from './lot.ts';
import type { Lot, Measure } from './lot.ts';

const MILLION = 1_000_000;

export type UnitRule =
  | { by: 'percent'; ppm: number }
  | { by: 'amount'; amount: Money }
  | { by: 'price'; priceOf: (sku: string) => Price | undefined };

/** What one unit of the lot saves, in grains, rounded down; 0 where the rule does not make it cheaper. */
export function unitSaving(rule: UnitRule, lot: Lot, measure: Measure): number {
  const { line, worth } = lot;
  const perUnit = (grains: number) =>
    line.unit === 'kg' ? scaled(grains, line.quantity, 1000) : Math.floor(grains);
  switch (rule.by) {
    case 'percent':
      return scaled(worth, rule.ppm, MILLION);
    case 'amount':
      return Math.min(worth, perUnit(rule.amount * measure.grainsAMinorUnit));
    case 'price': {
      const asked = rule.priceOf(line.sku);
      return asked === undefined ? 0 : Math.max(0, worth - perUnit(Math.floor(asked / measure.microsAGrain)));
    }
  }
}

/**
 * What `units` units that come to `amount` save, in minor units, never more than `amount`; one rounding each. Per cent:
 * of `amount`. Money: per piece as it is, per kilogram times the weight. Price: `amount` less price times quantity.
 */
export function roundedSaving(
  rule: UnitRule,
  lot: Lot,
  units: number,
  amount: Money,
  measure: Measure,
): Money {
  const quantity = quantityOf(lot.line, units);
  switch (rule.by) {
    case 'percent':
      return percentOf(amount, rule.ppm, measure);
    case 'amount': {
      const off = divideRounded(BigInt(rule.amount) * BigInt(quantity), 1000n, measure.rounding);
      return off < BigInt(amount) ? toMoney(off) : amount;
    }
    case 'price': {
      const asked = rule.priceOf(lot.line.sku);
      if (asked === undefined) return 0 as Money;
      const cost = multiply(asked, quantity, measure.currency, measure.rounding);
      return Math.max(0, amount - cost) as Money;
    }
  }
}

/** `ppm` parts per million of an amount, rounded once. */
export function percentOf(amount: Money, ppm: number, measure: Measure): Money {
  return toMoney(divideRounded(BigInt(amount) * BigInt(ppm), BigInt(MILLION), measure.rounding));
}

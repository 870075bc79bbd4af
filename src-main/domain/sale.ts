// The calculator of a sale: lines in, every figure out. Pure; the only place where a total comes from.
import type { Tax } from '#contract/catalog.ts';
import type { Currency, Money, Price } from '#contract/money.ts';
import type { Quantity } from '#contract/quantity.ts';
import type { TaxTotal } from '#contract/sale.ts';
import { multiply, sum, ZERO } from './money.ts';
import { taxLines } from './tax.ts';
import type { TaxedLine } from './tax.ts';

export interface SaleSettings {
  currency: Currency;
  rounding: 'half-up' | 'half-even';
  taxRounding: 'line' | 'document';
}

export interface PricedLine {
  quantity: Quantity;
  priceMicros: Price;
  taxes: readonly Tax[];
}

export interface LineFigures extends TaxedLine {
  /** Quantity times price, rounded once (R3). */
  amount: Money;
}

export interface SaleFigures {
  lines: LineFigures[];
  net: Money;
  /** By name, in the order in which the names first appear. */
  taxes: TaxTotal[];
  total: Money;
}

/** Quantity times price of one line (R3). */
export function lineAmount(line: PricedLine, settings: SaleSettings): Money {
  return multiply(line.priceMicros, line.quantity, settings.currency, settings.rounding);
}

/**
 * Every figure of a sale. Refuses `sale.tooLarge` beyond what a till may hold. The same lines and settings give
 * the same figures for ever.
 */
export function calculateSale(lines: readonly PricedLine[], settings: SaleSettings): SaleFigures {
  const amounts = lines.map((line) => lineAmount(line, settings));
  const taxed = taxLines(
    lines.map((line, i) => ({ amount: amounts[i] as Money, taxes: line.taxes })),
    settings.taxRounding,
    settings.rounding,
  );
  const byName = new Map<string, TaxTotal>();
  for (const { names, amount } of taxed.flatMap((line) => line.taxes)) {
    const before = byName.get(names.en)?.amount ?? ZERO;
    byName.set(names.en, { names, amount: sum([before, amount]) });
  }
  return {
    lines: taxed.map((line, i) => ({ ...line, amount: amounts[i] as Money })),
    net: sum(taxed.map((line) => line.net)),
    taxes: [...byName.values()],
    total: sum(taxed.map((line) => line.total)),
  };
}

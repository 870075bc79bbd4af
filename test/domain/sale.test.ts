// The taxes of a sale against exact fractions worked out a second way. What must add up is a property: properties/.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Tax } from '#contract/catalog.ts';
import type { Price, RatePpm } from '#contract/money.ts';
import type { Quantity } from '#contract/quantity.ts';
import { calculateSale, lineAmount } from '#domain/sale.ts';
import type { PricedLine, SaleFigures, SaleSettings } from '#domain/sale.ts';
import { baskets, saleSettings } from './arbitrary.ts';
import { add, fraction, nearest, times } from './fraction.ts';
import type { Fraction } from './fraction.ts';

const taxesByName = (figures: SaleFigures) =>
  Object.fromEntries(figures.taxes.map(({ names, amount }) => [names.en, amount]));

/** R4 and R5 in fractions: each tax of a line, unrounded. */
function exactTaxes(line: PricedLine, settings: SaleSettings): Fraction[] {
  const rate = (tax: Tax) => fraction(tax.ratePpm, 1_000_000);
  const included = line.taxes.filter((tax) => tax.included).map(rate);
  const divisor = included.reduce(add, fraction(1));
  const base = times(fraction(lineAmount(line, settings)), fraction(divisor.under, divisor.over));
  let raised = base;
  return line.taxes.map((tax) => {
    const value = times(tax.included || tax.ignoresRaised ? base : raised, rate(tax));
    const step = settings.taxRounding === 'line' ? fraction(nearest(value, settings.rounding)) : value;
    if (tax.raisesBase) raised = add(raised, step);
    return value;
  });
}

/** R6: the sum of each tax by name, rounded per line or once over the document. */
function expectedTaxes(lines: readonly PricedLine[], settings: SaleSettings): Record<string, number> {
  const sums = new Map<string, Fraction>();
  for (const line of lines) {
    const values = exactTaxes(line, settings);
    line.taxes.forEach(({ names: { en: name } }, i) => {
      const value = values[i] ?? fraction(0);
      const part = settings.taxRounding === 'line' ? fraction(nearest(value, settings.rounding)) : value;
      sums.set(name, add(sums.get(name) ?? fraction(0), part));
    });
  }
  return Object.fromEntries([...sums].map(([name, sum]) => [name, Number(nearest(sum, settings.rounding))]));
}

describe('the figures of a sale', () => {
  test('each tax is what the rules say, worked out in fractions (R4 to R6)', () => {
    fc.assert(
      fc.property(baskets, saleSettings, (lines, settings) => {
        expect(taxesByName(calculateSale(lines, settings))).toEqual(expectedTaxes(lines, settings));
      }),
      { numRuns: 1_500 },
    );
  });

  test('what a line stores of a document tax is less than one away from its own exact tax', () => {
    fc.assert(
      fc.property(baskets, saleSettings, (lines, settings) => {
        const document = { ...settings, taxRounding: 'document' as const };
        const sale = calculateSale(lines, document);
        sale.lines.forEach((line, l) => {
          exactTaxes(lines[l] as PricedLine, document).forEach((value, t) => {
            const off = add(fraction(line.taxes[t]?.amount ?? 0), fraction(-value.over, value.under));
            // Half a unit from rounding the document, less than one from sharing it out.
            expect(off.over * 2n < 3n * off.under && off.over * 2n > -3n * off.under).toBe(true);
          });
        });
      }),
      { numRuns: 700 },
    );
  });

  test('a tax keeps its place: names stand in the order in which they first appear', () => {
    const line = (name: string, ratePpm: number): PricedLine => ({
      quantity: 1000 as Quantity,
      priceMicros: 1_000_000 as Price,
      taxes: [
        {
          names: { en: name, zh: name },
          ratePpm: ratePpm as RatePpm,
          included: true,
          raisesBase: false,
          ignoresRaised: false,
        },
      ],
    });
    const lines = [line('b', 70_000), line('a', 190_000), line('b', 70_000)];
    const sale = calculateSale(lines, { currency: 'EUR', rounding: 'half-up', taxRounding: 'document' });
    expect(sale.taxes.map(({ names }) => names.en)).toEqual(['b', 'a']);
  });
});

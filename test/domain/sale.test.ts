// The figures of a sale: the identities of the arithmetic over any basket, and each tax against exact fractions worked
// out a second way.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Tax } from '#contract/catalog.ts';
import type { Price, RatePpm } from '#contract/money.ts';
import type { Quantity } from '#contract/quantity.ts';
import { calculateSale, lineAmount } from '#domain/sale.ts';
import type { PricedLine, SaleFigures, SaleSettings } from '#domain/sale.ts';
import { settle } from '#domain/tender.ts';
import { baskets, cash, cashRules, saleSettings } from './arbitrary.ts';
import { add, fraction, nearest, times } from './fraction.ts';
import type { Fraction } from './fraction.ts';

const total = (amounts: readonly { amount: number }[]) =>
  amounts.reduce((sum, { amount }) => sum + amount, 0);
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

  test('net and taxes make the total, and the lines as stored add up to it (R6, R16)', () => {
    fc.assert(
      fc.property(baskets, saleSettings, (lines, settings) => {
        const sale = calculateSale(lines, settings);
        const addedTaxes = sale.lines.map((line, l) =>
          total(line.taxes.filter((_, t) => lines[l]?.taxes[t]?.included === false)),
        );
        expect(sale.net + total(sale.taxes)).toBe(sale.total);
        expect(sale.lines.reduce((sum, { net }) => sum + net, 0)).toBe(sale.net);
        expect(total(sale.lines.map((line) => ({ amount: line.total })))).toBe(sale.total);
        for (const { names, amount } of sale.taxes) {
          const parts = sale.lines.flatMap((line) => line.taxes.filter((tax) => tax.names.en === names.en));
          expect(total(parts)).toBe(amount);
        }
        sale.lines.forEach((line, l) => {
          expect(line.net + total(line.taxes)).toBe(line.total);
          expect(line.amount + (addedTaxes[l] ?? 0)).toBe(line.total);
        });
      }),
      { numRuns: 1_500 },
    );
  });

  test('where all taxes are included, net and tax are the amount asked, always (R4)', () => {
    const included = baskets.map((lines) =>
      lines.map((line) => ({ ...line, taxes: line.taxes.map((tax) => ({ ...tax, included: true })) })),
    );
    fc.assert(
      fc.property(included, saleSettings, (lines, settings) => {
        for (const line of calculateSale(lines, settings).lines) {
          expect(line.total).toBe(line.amount);
          expect(line.net + total(line.taxes)).toBe(line.amount);
        }
      }),
      { numRuns: 1_000 },
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

  test('the order of the lines changes no tax of a document, and no figure at all per line', () => {
    const shuffled = baskets.chain((lines) =>
      fc.tuple(
        fc.constant(lines),
        fc.shuffledSubarray(lines, { minLength: lines.length, maxLength: lines.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, saleSettings, ([lines, permuted], settings) => {
        const before = calculateSale(lines, settings);
        const after = calculateSale(permuted, settings);
        expect(taxesByName(after)).toEqual(taxesByName(before));
        if (settings.taxRounding === 'document') return;
        expect({ net: after.net, total: after.total }).toEqual({ net: before.net, total: before.total });
      }),
      { numRuns: 1_000 },
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

describe('what is paid', () => {
  test('net + taxes + rounding = received - change, for any basket, tenders and rounding (R16)', () => {
    const amounts = fc.array(fc.integer({ min: 0, max: 3_000_000 }), { maxLength: 3 });
    const extra = fc.integer({ min: 0, max: 200_000 });
    fc.assert(
      fc.property(baskets, saleSettings, amounts, extra, cashRules, (lines, settings, given, more, rule) => {
        const sale = calculateSale(lines, settings);
        const open = settle(sale.total, cash(...given), rule);
        const all = open.isSettled ? given : [...given, open.cashDue + more];
        const { paid, change, rounding, isSettled } = settle(sale.total, cash(...all), rule);
        expect(isSettled).toBe(true);
        expect(paid).toBe(all.reduce((a, b) => a + b, 0));
        expect(sale.net + total(sale.taxes) + rounding).toBe(paid - change);
      }),
      { numRuns: 1_500 },
    );
  });
});

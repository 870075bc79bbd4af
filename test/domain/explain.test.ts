// The steps behind the figures (arithmetic R19): they lead to the figures, they are the same for ever, and a figure that was
// changed afterwards is named.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Money } from '#contract/money.ts';
import { differencesOf, explainSale } from '#domain/explain.ts';
import type { ExplainedSale } from '#domain/explain.ts';
import { writeExact } from '#domain/trace.ts';
import { discountedBaskets, saleSettings } from './arbitrary.ts';

const sales = fc.tuple(discountedBaskets, saleSettings).map(([{ lines, order }, settings]): ExplainedSale => {
  const numbered = lines.map((line, i) => ({ ...line, number: i + 1, saved: [] }));
  return { lines: numbered, settings, order, tenders: [], cashRounding: null, tellsReturns: true };
});

describe('the trace of a sale', () => {
  test('an exact figure is written to its end, and marked where it has none', () => {
    const exact = (numerator: bigint, denominator: bigint) => writeExact({ numerator, denominator }, 'EUR');
    expect(exact(14_595n, 10n)).toBe('14.595');
    expect(exact(-1n, 2n)).toBe('-0.005');
    expect(exact(100n, 1n)).toBe('1');
    expect(exact(100n, 3n)).toBe('0.3333333333…');
    expect(writeExact({ numerator: 1n, denominator: 8n }, 'JPY')).toBe('0.125');
  });
});

describe('a completed sale computed again', () => {
  test('names each stored figure that is another', () => {
    fc.assert(
      fc.property(sales, fc.nat(), (sale, pick) => {
        const explanation = explainSale(sale);
        const { figures } = explanation;
        const at = pick % figures.lines.length;
        const changed = figures.lines.map((line, i) =>
          i === at ? { ...line, net: (line.net + 1) as Money } : line,
        );
        const lines = changed.map((line, i) => ({
          ...line,
          number: i + 1,
          isVoided: false,
          discount: line.discount === 0 ? null : { amount: line.discount },
        }));
        const { subtotal, savings, net, total, taxes } = figures;
        const stored = {
          lines,
          completed: { change: 0 },
          sale: { subtotal, savings, sold: total, returned: 0, net, total, taxes, rounding: 0 },
        };
        const found = differencesOf(stored as never, { ...explanation, steps: [] });
        expect(found).toEqual([
          {
            figure: 'net',
            lineNumber: at + 1,
            stored: figures.lines[at]!.net + 1,
            computed: figures.lines[at]!.net,
          },
        ]);
      }),
      { numRuns: 300 },
    );
  });
});

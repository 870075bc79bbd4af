// The steps of what comes back (arithmetic R8, R11, R12, R14): worked examples, that listening changes no figure, and that
// sales of engines that told none still have none.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReturnBasis, ReturnedLine, SaleFact } from '#contract/journal.ts';
import type { Money } from '#contract/money.ts';
import type { Quantity } from '#contract/quantity.ts';
import { explainedFact, explainSale } from '#domain/explain.ts';
import type { ExplainedSale } from '#domain/explain.ts';
import { drawnReturn, returnFigures } from '#domain/refund.ts';
import type { SaleSettings } from '#domain/sale.ts';
import { money } from './arbitrary.ts';

const names = { en: 'VAT', zh: '增值税' };
const settings = { currency: 'CHF', rounding: 'half-up', taxRounding: 'line' } as SaleSettings;
const cashRounding = { increment: money(5), mode: 'half-up' } as const;

/** Three for 15.72 with 1.30 tax in it, for which 15.70 in cash came in. */
const basis: ReturnBasis = {
  line: { quantity: 3000 as Quantity, taxes: [{ names, amount: money(130) }], total: money(1572) },
  sale: {
    sold: money(1572),
    paid: [{ kind: 'cash', amount: money(1570) }],
    rounding: 'half-up',
    cashRounding,
  },
};

function returned(number: number, quantity: number, before: ReturnedLine['before']): ReturnedLine {
  const figures = drawnReturn(basis, before, quantity);
  const shown = { number, quantity, priceMicros: 5_240_000, reason: 'other', sku: 'x', names, unit: 'each' };
  const original = { saleId: 's', receiptNumber: '1-000001', lineNumber: 1 };
  return { ...figures, ...shown, original, basis, before, rates: null } as unknown as ReturnedLine;
}

const explained = (returns: ReturnedLine[], more: Partial<ExplainedSale> = {}): ExplainedSale => ({
  lines: [],
  settings,
  order: null,
  returns,
  tenders: [],
  cashRounding,
  tellsReturns: true,
  ...more,
});

const valuesOf = (inputs: readonly { name: string; value: string }[]) =>
  Object.fromEntries(inputs.map(({ name, value }) => [name, value]));

describe('what comes back', () => {
  test('is drawn down step by step: the second of three', () => {
    const { steps } = explainSale(explained([returned(4, 1000, { quantity: 1000, total: money(524) })]));
    const told = steps.map(({ inputs, ...rest }) => ({ ...rest, inputs: valuesOf(inputs) }));
    const counts = { sold: '3', before: '1', after: '2' };
    expect(told).toEqual([
      {
        rule: 'R11',
        figure: 'returnTotal',
        lineNumber: 4,
        names: null,
        inputs: { ...counts, stored: '15.72', gone: '5.24' },
        exact: '10.48',
        rounding: 'half-up',
        result: 524,
      },
      {
        rule: 'R11',
        figure: 'returnTax',
        lineNumber: 4,
        names,
        inputs: { ...counts, stored: '1.30', gone: '0.43' },
        exact: '0.8666666666…',
        rounding: 'half-up',
        result: 44,
      },
      {
        rule: 'R11',
        figure: 'returnNet',
        lineNumber: 4,
        names: null,
        inputs: { amount: '5.24', taxes: '0.44' },
        exact: '4.8',
        rounding: null,
        result: 480,
      },
      {
        rule: 'R8',
        figure: 'moneyBack',
        lineNumber: 4,
        names: null,
        inputs: {
          tender: 'cash',
          stored: '15.70',
          total: '15.72',
          returned: '10.48',
          gone: '5.25',
          increment: '0.05',
        },
        exact: '10.4666666666…',
        rounding: 'half-up',
        result: 520,
      },
      {
        rule: 'R8',
        figure: 'returnRounding',
        lineNumber: 4,
        names: null,
        inputs: { given: '5.20', due: '5.24' },
        exact: '-0.04',
        rounding: null,
        result: -4,
      },
      {
        rule: 'R12',
        figure: 'netted',
        lineNumber: null,
        names: null,
        inputs: { total: '0.00', returned: '5.24' },
        exact: '-5.24',
        rounding: null,
        result: -524,
      },
      {
        rule: 'R8',
        figure: 'owed',
        lineNumber: null,
        names: null,
        inputs: { total: '-5.24' },
        exact: '-5.2',
        rounding: null,
        result: -520,
      },
    ]);
  });

  test('with the last unit takes the remainder, which nothing rounds', () => {
    const { steps } = explainSale(explained([returned(4, 1000, { quantity: 2000, total: money(1048) })]));
    const last = steps.filter(({ figure }) => /^(returnTotal|returnTax|moneyBack)$/.test(figure));
    expect(last.map(({ rounding, result }) => [rounding, result])).toEqual([
      [null, 524],
      [null, 43],
      [null, 525],
    ]);
  });

  test('of two returns each is told under its own number, one without a receipt like a sale', () => {
    const taxes = [{ names, ratePpm: 130_000, included: true, raisesBase: false, ignoresRaised: false }];
    const unproven = {
      ...returned(7, 1000, { quantity: 0, total: money(0) }),
      original: null,
      basis: null,
      rates: taxes,
    } as unknown as ReturnedLine;
    const proven = returned(8, 1000, { quantity: 0, total: money(0) });
    const { steps } = explainSale(explained([unproven, proven]));
    expect(steps.filter(({ lineNumber }) => lineNumber === 7).map(({ rule }) => rule)).toEqual([
      'R3',
      'R4',
      'R4',
    ]);
    expect(steps.filter(({ lineNumber }) => lineNumber === 8).map(({ rule }) => rule)).toEqual([
      'R11',
      'R11',
      'R11',
      'R8',
      'R8',
    ]);
    // Something without a receipt is rounded to coins like any due.
    expect(steps.at(-1)).toMatchObject({ rule: 'R7', figure: 'rounding' });
  });
});

test('what another means of payment took goes back in proportion', () => {
  const paid = [
    { kind: 'card', amount: money(1000) },
    { kind: 'cash', amount: money(570) },
  ];
  const mixed = { ...basis, sale: { ...basis.sale, paid } };
  const one = { ...returned(4, 1000, { quantity: 0, total: money(0) }), basis: mixed };
  const { steps } = explainSale(explained([one]));
  const back = steps.filter(({ figure }) => figure === 'moneyBack');
  expect(back.map(({ rule, exact, result }) => [rule, exact, result])).toEqual([
    ['R14', '3.3333333333…', 333],
    ['R8', '1.9', 190],
  ]);
});

test('listening changes no figure, and the steps are the figures', () => {
  const portions = fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(
      portions,
      fc.integer({ min: 0, max: 99_999 }),
      fc.integer({ min: 0, max: 99 }),
      (parts, total, tax) => {
        const line = {
          quantity: parts.reduce((a, b) => a + b, 0) as Quantity,
          taxes: [{ names, amount: money(Math.floor((total * tax) / 100)) }],
          total: money(total),
        };
        const sale = { ...basis.sale, sold: line.total, paid: [{ kind: 'cash', amount: line.total }] };
        let before = { quantity: 0, total: money(0) };
        const returns = parts.map((quantity, i) => {
          const one = { number: i + 1, quantity, basis: { line, sale }, before, rates: null };
          const figures = drawnReturn({ line, sale }, before, quantity);
          before = {
            quantity: before.quantity + quantity,
            total: (before.total + figures.total) as Money,
          };
          return one as unknown as ReturnedLine;
        });
        const { returns: told, steps } = explainSale(explained(returns));
        expect(told).toEqual(returnFigures(returns, settings));
        told.forEach(({ total: back, net, taxes }, i) => {
          const own = steps.filter(({ lineNumber }) => lineNumber === i + 1);
          const result = (figure: string) => own.find((step) => step.figure === figure)?.result;
          expect([result('returnTotal'), result('returnTax'), result('returnNet')]).toEqual([
            back,
            taxes[0]?.amount,
            net,
          ]);
        });
      },
    ),
    { numRuns: 300 },
  );
});

test('a sale of the second engine has the steps that it was marked with: none of what comes back', () => {
  const one = returned(1, 1000, { quantity: 0, total: money(0) });
  const fact = (engine: number) =>
    ({
      sale: { currency: 'CHF', orderDiscount: null, tenders: [], refunds: [] },
      lines: [],
      returns: [one],
      rules: { engine, rounding: 'half-up', taxRounding: 'line', cashRounding },
    }) as unknown as SaleFact;
  const stepsOf = (engine: number) => explainSale(explainedFact(fact(engine)) as ExplainedSale).steps;
  expect(stepsOf(2)).toEqual([]);
  expect(stepsOf(3)).toHaveLength(7);
});

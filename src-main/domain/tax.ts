// Taxes of a sale (arithmetic R4 to R6). Exact rationals in between; owns where they are rounded, never who pays.
import type { Tax } from '#contract/catalog.ts';
import type { Currency, Money } from '#contract/money.ts';
import type { TaxTotal } from '#contract/sale.ts';
import type { Input } from '#contract/trace.ts';
import { allocate, divideRounded, sum, toMoney, ZERO } from './money.ts';
import type { RoundingMode } from './money.ts';
import { writeExact, writeMoney, writePercent } from './trace.ts';
import type { Exact, Note } from './trace.ts';

const MILLION = 1_000_000n;

export interface TaxedLine {
  /** Before tax: the line amount less its included taxes. */
  net: Money;
  taxes: TaxTotal[];
  /** What the customer is asked for this line. */
  total: Money;
}

export interface TaxableLine {
  amount: Money;
  taxes: readonly Tax[];
}

function times(exact: Exact, ratePpm: number): Exact {
  return { numerator: exact.numerator * BigInt(ratePpm), denominator: exact.denominator * MILLION };
}

/** Keeps the denominator where one divides the other: a long basket has few of them, and would multiply them all. */
function plus(a: Exact, b: Exact): Exact {
  if (a.denominator % b.denominator === 0n) {
    const scaled = b.numerator * (a.denominator / b.denominator);
    return { numerator: a.numerator + scaled, denominator: a.denominator };
  }
  if (b.denominator % a.denominator === 0n) return plus(b, a);
  return {
    numerator: a.numerator * b.denominator + b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  };
}

/** One tax of a line before it is rounded, with what it was computed on. */
interface ExactTax {
  value: Exact;
  base: Exact;
  isRaised: boolean;
}

/**
 * Each tax of one line, unrounded. `raise` says what a tax adds to the base of those after it: its rounded value
 * where taxes are rounded per line, itself where they are rounded per document (R5).
 */
function exactTaxes(line: TaxableLine, raise: (tax: Exact) => Exact): ExactTax[] {
  const included = line.taxes.reduce((rates, tax) => rates + (tax.included ? BigInt(tax.ratePpm) : 0n), 0n);
  const plain: Exact = { numerator: BigInt(line.amount) * MILLION, denominator: MILLION + included };
  let raised = plain;
  return line.taxes.map((tax) => {
    const base = tax.included || tax.ignoresRaised ? plain : raised;
    const value = times(base, tax.ratePpm);
    const isRaised = base !== plain;
    if (tax.raisesBase) raised = plus(raised, raise(value));
    return { value, base, isRaised };
  });
}

function finish(line: TaxableLine, amounts: readonly bigint[]): TaxedLine {
  let net = BigInt(line.amount);
  let total = BigInt(line.amount);
  line.taxes.forEach((tax, i) => {
    const value = amounts[i] ?? 0n;
    if (tax.included) net -= value;
    else total += value;
  });
  return {
    net: toMoney(net),
    taxes: line.taxes.map((tax, i) => ({ names: tax.names, amount: toMoney(amounts[i] ?? 0n) })),
    total: toMoney(total),
  };
}

/** Tells how one tax of a line came about; `rounding` is null where only the document's sum is rounded. */
function tell(note: Note, currency: Currency, tax: Tax, of: ExactTax & { line: number }, told: Told): void {
  const base: Input = { name: of.isRaised ? 'raisedBase' : 'base', value: writeExact(of.base, currency) };
  note?.({
    rule: tax.included ? 'R4' : 'R5',
    figure: 'tax',
    line: of.line,
    names: tax.names,
    inputs: [base, { name: 'rate', value: writePercent(tax.ratePpm) }],
    exact: of.value,
    rounding: told.rounding,
    result: told.result,
  });
}

interface Told {
  rounding: RoundingMode | 'share';
  result: Money;
}

function perLine(lines: readonly TaxableLine[], { currency, mode, note }: How): TaxedLine[] {
  const rounded = (tax: Exact) => divideRounded(tax.numerator, tax.denominator, mode);
  return lines.map((line, l) => {
    const exact = exactTaxes(line, (tax) => ({ numerator: rounded(tax), denominator: 1n }));
    const amounts = exact.map(({ value }) => rounded(value));
    if (note !== undefined) {
      line.taxes.forEach((tax, t) => {
        const told = { rounding: mode, result: toMoney(amounts[t] ?? 0n) };
        tell(note, currency, tax, { ...(exact[t] as ExactTax), line: l }, told);
      });
    }
    return finish(line, amounts);
  });
}

/** Each tax is rounded once over the document; lines share it so that what is stored still adds up (R6). */
function perDocument(lines: readonly TaxableLine[], { currency, mode, note }: How): TaxedLine[] {
  const exact = lines.map((line) => exactTaxes(line, (tax) => tax));
  const amounts = lines.map((line) => line.taxes.map(() => 0n));
  const taxNames = new Set(lines.flatMap((line) => line.taxes.map((tax) => tax.names.en)));
  for (const name of taxNames) {
    const places = lines.flatMap((line, l) =>
      line.taxes.flatMap((tax, t) =>
        tax.names.en === name ? [{ l, t, tax, exact: exact[l]?.[t] as ExactTax }] : [],
      ),
    );
    const whole = places.reduce<Exact>((total, place) => plus(total, place.exact.value), {
      numerator: 0n,
      denominator: 1n,
    });
    const weights = places.map(
      ({ exact: { value } }) => (value.numerator * whole.denominator) / value.denominator,
    );
    const rounded = divideRounded(whole.numerator, whole.denominator, mode);
    const shares = allocate(rounded, weights);
    const [first] = places;
    if (note !== undefined && first !== undefined) {
      note({
        rule: 'R6',
        figure: 'documentTax',
        line: null,
        names: first.tax.names,
        inputs: [],
        exact: whole,
        rounding: mode,
        result: toMoney(rounded),
      });
    }
    places.forEach(({ l, t, tax, exact: own }, i) => {
      const row = amounts[l];
      const share = shares[i] ?? 0n;
      if (row !== undefined) row[t] = share;
      tell(note, currency, tax, { ...own, line: l }, { rounding: 'share', result: toMoney(share) });
    });
  }
  return lines.map((line, l) => finish(line, amounts[l] ?? []));
}

/** How taxes are computed; `note` is told each step. */
export interface How {
  currency: Currency;
  mode: RoundingMode;
  note?: Note;
}

/** Net, taxes and total of every line, in order. Line amounts must not be negative. */
export function taxLines(
  lines: readonly TaxableLine[],
  taxRounding: 'line' | 'document',
  how: How,
): TaxedLine[] {
  const taxed = taxRounding === 'line' ? perLine(lines, how) : perDocument(lines, how);
  if (how.note !== undefined) tellNets(lines, taxed, how);
  return taxed;
}

/** Net is what is left of the amount when its included taxes are out of it; it is never rounded (R4). */
function tellNets(lines: readonly TaxableLine[], taxed: readonly TaxedLine[], { currency, note }: How): void {
  taxed.forEach(({ net, taxes }, line) => {
    const own = lines[line]?.taxes ?? [];
    const included = taxes.filter((_, t) => own[t]?.included === true).map(({ amount }) => amount);
    note?.({
      rule: 'R4',
      figure: 'net',
      line,
      inputs: [
        { name: 'amount', value: writeMoney(lines[line]?.amount ?? ZERO, currency) },
        { name: 'taxes', value: writeMoney(sum(included), currency) },
      ],
      exact: { numerator: BigInt(net), denominator: 1n },
      rounding: null,
      result: net,
    });
  });
}

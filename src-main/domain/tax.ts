// Taxes of a sale (arithmetic R4 to R6). Exact rationals in between; owns where they are rounded, never who pays.
import type { Tax } from '#contract/catalog.ts';
import type { Money } from '#contract/money.ts';
import type { TaxTotal } from '#contract/sale.ts';
import { allocate, divideRounded, toMoney } from './money.ts';
import type { RoundingMode } from './money.ts';

const MILLION = 1_000_000n;

/** An exact amount of minor units: numerator / denominator, denominator > 0. */
interface Exact {
  numerator: bigint;
  denominator: bigint;
}

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

/**
 * Each tax of one line, unrounded. `raise` says what a tax adds to the base of those after it: its rounded value
 * where taxes are rounded per line, itself where they are rounded per document (R5).
 */
function exactTaxes(line: TaxableLine, raise: (tax: Exact) => Exact): Exact[] {
  const included = line.taxes.reduce((rates, tax) => rates + (tax.included ? BigInt(tax.ratePpm) : 0n), 0n);
  const base: Exact = { numerator: BigInt(line.amount) * MILLION, denominator: MILLION + included };
  let raised = base;
  return line.taxes.map((tax) => {
    const value = times(tax.included || tax.ignoresRaised ? base : raised, tax.ratePpm);
    if (tax.raisesBase) raised = plus(raised, raise(value));
    return value;
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

function perLine(lines: readonly TaxableLine[], mode: RoundingMode): TaxedLine[] {
  const rounded = (tax: Exact) => divideRounded(tax.numerator, tax.denominator, mode);
  return lines.map((line) => {
    const exact = exactTaxes(line, (tax) => ({ numerator: rounded(tax), denominator: 1n }));
    return finish(line, exact.map(rounded));
  });
}

/** Each tax is rounded once over the document; lines share it so that what is stored still adds up (R6). */
function perDocument(lines: readonly TaxableLine[], mode: RoundingMode): TaxedLine[] {
  const exact = lines.map((line) => exactTaxes(line, (tax) => tax));
  const amounts = lines.map((line) => line.taxes.map(() => 0n));
  const taxNames = new Set(lines.flatMap((line) => line.taxes.map((tax) => tax.names.en)));
  for (const name of taxNames) {
    const places = lines.flatMap((line, l) =>
      line.taxes.flatMap((tax, t) =>
        tax.names.en === name ? [{ l, t, value: exact[l]?.[t] as Exact }] : [],
      ),
    );
    const whole = places.reduce<Exact>((total, place) => plus(total, place.value), {
      numerator: 0n,
      denominator: 1n,
    });
    const weights = places.map(({ value }) => (value.numerator * whole.denominator) / value.denominator);
    const shares = allocate(divideRounded(whole.numerator, whole.denominator, mode), weights);
    places.forEach(({ l, t }, i) => {
      const row = amounts[l];
      if (row !== undefined) row[t] = shares[i] ?? 0n;
    });
  }
  return lines.map((line, l) => finish(line, amounts[l] ?? []));
}

/** Net, taxes and total of every line, in order. Line amounts must not be negative. */
export function taxLines(
  lines: readonly TaxableLine[],
  taxRounding: 'line' | 'document',
  mode: RoundingMode,
): TaxedLine[] {
  return taxRounding === 'line' ? perLine(lines, mode) : perDocument(lines, mode);
}

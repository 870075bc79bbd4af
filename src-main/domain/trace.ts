// How the calculator tells what it does while it does it. Owns how exact figures are written; computes nothing, so that a
// trace can never be another calculation than the one it explains.
import type { Names } from '#contract/text.ts';
import type { Figure, Input, Rule, TraceStep } from '#contract/trace.ts';
import { decimalsOf, toDecimal } from '#contract/money.ts';
import type { Currency, Money } from '#contract/money.ts';

/** An exact amount of minor units: numerator / denominator, denominator > 0. */
export interface Exact {
  numerator: bigint;
  denominator: bigint;
}

/** A step as the calculator says it: `line` is its place among the lines it was given. */
export interface Step {
  rule: Rule;
  figure: Figure;
  line: number | null;
  names?: Names;
  inputs: readonly Input[];
  exact: Exact;
  rounding: TraceStep['rounding'];
  result: Money;
}

/** Listens to the calculator. Left out, nothing is said and nothing is made for it. */
export type Note = ((step: Step) => void) | undefined;

/** More digits than any price and rate have together; what does not end by then has no end. */
const MOST_DIGITS = 12;

/** An exact amount of minor units as a plain decimal of major units, such as "14.595"; without an end it ends with "…". */
export function writeExact({ numerator, denominator }: Exact, currency: Currency): string {
  const places = decimalsOf(currency) + MOST_DIGITS;
  const magnitude = (numerator < 0n ? -numerator : numerator) * 10n ** BigInt(MOST_DIGITS);
  const digits = magnitude / denominator;
  const isCut = magnitude % denominator !== 0n;
  const text = toDecimal(numerator < 0n ? -digits : digits, places);
  if (isCut) return `${text.slice(0, -4)}…`;
  return text.replace(/0+$/, '').replace(/\.$/, '');
}

/** Minor units as a plain decimal of major units. */
export function writeMoney(amount: Money, currency: Currency): string {
  return toDecimal(amount, decimalsOf(currency));
}

/** Parts per million as a plain percentage, such as "7.25". */
export function writePercent(ppm: number): string {
  return toDecimal(ppm, 4).replace(/\.?0+$/, '');
}

/** Whole minor units as they are. */
export function whole(amount: Money): Exact {
  return { numerator: BigInt(amount), denominator: 1n };
}

/** Collects what the calculator says; `numberOf` gives the line number of each place. */
export function collect(
  currency: Currency,
  numberOf: (line: number) => number,
): { note: (step: Step) => void; steps: TraceStep[] } {
  const steps: TraceStep[] = [];
  return {
    steps,
    note: ({ line, names = null, exact, inputs, ...rest }) =>
      steps.push({
        ...rest,
        inputs: [...inputs],
        lineNumber: line === null ? null : numberOf(line),
        names,
        exact: writeExact(exact, currency),
      }),
  };
}

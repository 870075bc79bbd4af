// What discounts given by hand come to (arithmetic R3, R9, R10). Pure; owns where they are rounded and who bears them,
// never who may give them.
import type { LineDiscount, OrderDiscount } from '#contract/discount.ts';
import { decimalsOf, toDecimal } from '#contract/money.ts';
import type { Currency, Money, Price } from '#contract/money.ts';
import { formatQuantity } from '#contract/quantity.ts';
import type { Quantity } from '#contract/quantity.ts';
import type { Input } from '#contract/trace.ts';
import { allocate, divideRounded, subtract, sum, toMoney, ZERO } from './money.ts';
import type { RoundingMode } from './money.ts';
import type { TaxedLine } from './tax.ts';
import { whole, writeMoney, writePercent } from './trace.ts';
import type { Note } from './trace.ts';

const MILLION = 1_000_000n;
/** Micros times thousandths in one major unit. */
const PARTS = 1_000_000_000n;

export interface AskedLine {
  quantity: Quantity;
  priceMicros: Price;
  /** The amount that the code on the article gave, in minor units: it is asked instead of quantity times price (R17). */
  fixedAmount?: Money | null;
  discount?: LineDiscount | null;
}

/** What is asked of a line, exact: numerator / 10^9 minor units. */
function exactGross({ quantity, priceMicros, fixedAmount }: AskedLine, currency: Currency): bigint {
  if (fixedAmount !== undefined && fixedAmount !== null) return BigInt(fixedAmount) * PARTS;
  return BigInt(priceMicros) * BigInt(quantity) * 10n ** BigInt(decimalsOf(currency));
}

/** What a line asks, in words of the trade: how much at what price, or what the code on it says. */
function askedInputs({ quantity, priceMicros, fixedAmount }: AskedLine, currency: Currency): Input[] {
  const count: Input = { name: 'quantity', value: formatQuantity(quantity) };
  if (fixedAmount !== undefined && fixedAmount !== null) {
    return [{ name: 'code', value: writeMoney(fixedAmount, currency) }, count];
  }
  return [count, { name: 'price', value: toDecimal(priceMicros, 6).replace(/\.?0+$/, '') }];
}

/** Quantity times price, or the amount that the code gave; rounded once, nothing taken off (R3, R17). */
export function grossOf(line: AskedLine, currency: Currency, mode: RoundingMode, at = 0, note?: Note): Money {
  const numerator = exactGross(line, currency);
  const result = toMoney(divideRounded(numerator, PARTS, mode));
  note?.({
    rule: line.fixedAmount === undefined || line.fixedAmount === null ? 'R3' : 'R17',
    figure: 'gross',
    line: at,
    inputs: askedInputs(line, currency),
    exact: { numerator, denominator: PARTS },
    rounding: numerator % PARTS === 0n ? null : mode,
    result,
  });
  return result;
}

/** What a discount leaves of an exact amount, as numerator / denominator; never less than nothing. */
function exactLeft(line: AskedLine, discount: LineDiscount, gross: bigint): [bigint, bigint] {
  if (discount.kind === 'percent') return [gross * (MILLION - BigInt(discount.ppm)), PARTS * MILLION];
  const off =
    discount.per === 'line'
      ? BigInt(discount.amount) * PARTS
      : BigInt(discount.amount) * BigInt(line.quantity) * (PARTS / 1000n);
  return [gross > off ? gross - off : 0n, PARTS];
}

function discountInput(discount: LineDiscount | OrderDiscount, currency: Currency): Input {
  if (discount.kind === 'percent') return { name: 'percent', value: writePercent(discount.ppm) };
  const name = 'per' in discount && discount.per === 'unit' ? 'perUnit' : 'amountOff';
  return { name, value: writeMoney(discount.amount, currency) };
}

/**
 * What is left of a line after the discount given on it: one rounding of the exact amount (R3). A discount in money
 * takes at most the whole line, which happens when the quantity shrinks after it was given.
 */
export function afterLineDiscount(
  line: AskedLine,
  discount: LineDiscount,
  currency: Currency,
  mode: RoundingMode,
  at = 0,
  note?: Note,
): Money {
  const [numerator, denominator] = exactLeft(line, discount, exactGross(line, currency));
  const result = toMoney(divideRounded(numerator, denominator, mode));
  note?.({
    rule: 'R3',
    figure: 'discount',
    line: at,
    inputs: [...askedInputs(line, currency), discountInput(discount, currency)],
    exact: { numerator, denominator },
    rounding: numerator % denominator === 0n ? null : mode,
    result,
  });
  return result;
}

/** What a discount in money on the whole sale takes off each line, in proportion to the amounts (R9); at most all of them. */
export function spreadOrderAmount(
  off: Money,
  amounts: readonly Money[],
  currency: Currency,
  note?: Note,
): Money[] {
  const all = sum(amounts);
  const capped = off < all ? off : all;
  const parts = shares(capped, amounts);
  parts.forEach((share, line) =>
    note?.({
      rule: 'R9',
      figure: 'orderShare',
      line,
      inputs: [
        { name: 'shareOf', value: writeMoney(capped, currency) },
        { name: 'amount', value: writeMoney(amounts[line] ?? ZERO, currency) },
        { name: 'total', value: writeMoney(all, currency) },
      ],
      exact:
        all === 0
          ? whole(share)
          : { numerator: BigInt(capped) * BigInt(amounts[line] ?? 0), denominator: BigInt(all) },
      rounding: 'share',
      result: share,
    }),
  );
  return parts;
}

function shares(figure: Money, weights: readonly Money[]): Money[] {
  return allocate(
    BigInt(figure),
    weights.map((one) => BigInt(one)),
  ).map(toMoney);
}

/** What a percentage leaves of a whole figure: the exact one, and as the rounding of what is left or of what goes makes it. */
function left(figure: Money, ppm: number, mode: RoundingMode, by: 'kept' | 'taken'): Money {
  if (by === 'kept') return toMoney(divideRounded(BigInt(figure) * (MILLION - BigInt(ppm)), MILLION, mode));
  return toMoney(BigInt(figure) - divideRounded(BigInt(figure) * BigInt(ppm), MILLION, mode));
}

/**
 * A percentage off the whole sale: the number promised wins (R10). The total and each tax are reduced and rounded by
 * themselves, net absorbs the rest; lines take their shares by largest remainder.
 */
export function afterOrderPercent(
  lines: readonly TaxedLine[],
  ppm: number,
  currency: Currency,
  mode: RoundingMode,
  note?: Note,
): TaxedLine[] {
  const say = (before: Money, result: Money, names?: TaxedLine['taxes'][number]['names']) =>
    note?.({
      rule: 'R10',
      figure: names === undefined ? 'total' : 'documentTax',
      line: null,
      ...(names === undefined ? {} : { names }),
      inputs: [
        { name: names === undefined ? 'total' : 'taxes', value: writeMoney(before, currency) },
        { name: 'percent', value: writePercent(ppm) },
      ],
      exact: { numerator: BigInt(before) * (MILLION - BigInt(ppm)), denominator: MILLION },
      rounding: mode,
      result,
    });
  const before = sum(lines.map((line) => line.total));
  const kept = left(before, ppm, mode, 'kept');
  say(before, kept);
  const totals = shares(
    kept,
    lines.map((line) => line.total),
  );
  const taxes = lines.map((line) => line.taxes.map((tax) => ({ ...tax })));
  for (const name of new Set(lines.flatMap((line) => line.taxes.map((tax) => tax.names.en)))) {
    const places = taxes.flatMap((own) => own.filter((tax) => tax.names.en === name));
    const asked = places.map((tax) => tax.amount);
    const reduced = left(sum(asked), ppm, mode, 'taken');
    say(sum(asked), reduced, places[0]?.names);
    const parts = shares(reduced, asked);
    places.forEach((tax, i) => (tax.amount = parts[i] ?? ZERO));
  }
  return lines.map((_, i) => {
    const own = taxes[i] ?? [];
    const total = totals[i] ?? ZERO;
    return { total, taxes: own, net: subtract(total, sum(own.map((tax) => tax.amount))) };
  });
}

/** Whether a discount could take more than what it is given on; such a one is refused where it is given. */
export function exceedsOrder(given: OrderDiscount, amounts: readonly Money[]): boolean {
  return given.kind === 'amount' && given.amount > sum(amounts);
}

/** The same of a line: a discount in money that is more than the line asks. */
export function exceedsLine(given: LineDiscount, line: AskedLine, currency: Currency): boolean {
  if (given.kind === 'percent') return false;
  const times = given.per === 'line' ? PARTS : BigInt(line.quantity) * (PARTS / 1000n);
  return BigInt(given.amount) * times > exactGross(line, currency);
}

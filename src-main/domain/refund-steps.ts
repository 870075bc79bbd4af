// What the calculator says while it draws a return down. Owns how those steps are written; computes nothing that is not
// told to it.
import type { Currency, Money } from '#contract/money.ts';
import { formatQuantity } from '#contract/quantity.ts';
import type { Names } from '#contract/text.ts';
import type { Input } from '#contract/trace.ts';
import type { RoundingMode } from './money.ts';
import { whole, writeMoney } from './trace.ts';
import type { Note } from './trace.ts';

/** Who listens, and of which return; `line` is its place among the lines that the sale tells of. */
export interface Told {
  currency: Currency;
  note: NonNullable<Note>;
  line: number | null;
}

/** One stored figure drawn down: of `sold` thousandths `after` are back now, `before` were, and `gone` with them. */
export interface Drawn {
  figure: 'returnTotal' | 'returnTax';
  names?: Names;
  stored: Money;
  sold: number;
  before: number;
  after: number;
  gone: Money;
  mode: RoundingMode;
  result: Money;
}

/** With the last unit goes the remainder, which is exact: nothing is rounded then. */
export function tellDrawn({ note, currency, line }: Told, drawn: Drawn): void {
  const { figure, names, stored, sold, before, after, gone, mode, result } = drawn;
  const count = (name: Input['name'], value: number): Input => {
    return { name, value: formatQuantity(value) };
  };
  note({
    rule: 'R11',
    figure,
    line,
    ...(names === undefined ? {} : { names }),
    inputs: [
      { name: 'stored', value: writeMoney(stored, currency) },
      count('sold', sold),
      count('before', before),
      count('after', after),
      { name: 'gone', value: writeMoney(gone, currency) },
    ],
    exact: { numerator: BigInt(stored) * BigInt(after), denominator: BigInt(sold) },
    rounding: after === sold ? null : mode,
    result,
  });
}

/** What is left of a drawn-down total when its taxes are out of it. */
export function tellNet({ note, currency, line }: Told, total: Money, taxes: Money, result: Money): void {
  note({
    rule: 'R11',
    figure: 'returnNet',
    line,
    inputs: [
      { name: 'amount', value: writeMoney(total, currency) },
      { name: 'taxes', value: writeMoney(taxes, currency) },
    ],
    exact: whole(result),
    rounding: null,
    result,
  });
}

/** What a means of payment gives back: its part of all that is back by now, less what it gave before. */
export interface GivenBack {
  kind: string;
  paid: Money;
  /** What the sale's lines came to, and what of it is back now. */
  sold: Money;
  returned: Money;
  /** 1 where it is exact. */
  increment: Money;
  gone: Money;
  /** `share`: what the other means of payment leave. */
  mode: RoundingMode | 'share';
  result: Money;
}

export function tellGivenBack({ note, currency, line }: Told, given: GivenBack): void {
  const { kind, paid, sold, returned, increment, gone, mode, result } = given;
  const money = (name: Input['name'], value: Money): Input => ({ name, value: writeMoney(value, currency) });
  note({
    rule: kind === 'cash' ? 'R8' : 'R14',
    figure: 'moneyBack',
    line,
    inputs: [
      { name: 'tender', value: kind },
      money('stored', paid),
      money('total', sold),
      money('returned', returned),
      money('gone', gone),
      ...(increment > 1 ? [money('increment', increment)] : []),
    ],
    exact: { numerator: BigInt(paid) * BigInt(returned), denominator: BigInt(sold) },
    rounding: returned >= sold ? null : mode,
    result,
  });
}

/** What the money is more or less than the total that comes back: the return's share of the cash rounding. */
export function tellRoundingBack(
  { note, currency, line }: Told,
  given: Money,
  total: Money,
  result: Money,
): void {
  note({
    rule: 'R8',
    figure: 'returnRounding',
    line,
    inputs: [
      { name: 'given', value: writeMoney(given, currency) },
      { name: 'due', value: writeMoney(total, currency) },
    ],
    exact: whole(result),
    rounding: null,
    result,
  });
}

/** One side against the other, and what is to be settled with the rounding of the returned sales undone. */
export function tellNetted(
  { note, currency, line }: Told,
  netted: { sold: Money; returned: Money; total: Money; owed: Money },
): void {
  const { sold, returned, total, owed } = netted;
  const money = (name: Input['name'], value: Money): Input => ({ name, value: writeMoney(value, currency) });
  const step = (figure: 'netted' | 'owed', inputs: Input[], result: Money) =>
    note({
      rule: figure === 'netted' ? 'R12' : 'R8',
      figure,
      line,
      inputs,
      exact: whole(result),
      rounding: null,
      result,
    });
  step('netted', [money('total', sold), money('returned', returned)], total);
  if (owed !== total) step('owed', [money('total', total)], owed);
}

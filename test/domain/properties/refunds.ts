// (2) Refunds of any partition of units, in any order, add up to the sale: each line's net and taxes, and each means of
// payment to what it took.
import * as fc from 'fast-check';
import type { SaleFact } from '#contract/journal.ts';
import type { Money } from '#contract/money.ts';
import { originalOfFact } from '#domain/original.ts';
import type { OriginalLine } from '#domain/original.ts';
import { drawnReturn, moneyBack } from '#domain/refund.ts';
import type { ReturnFigures } from '#domain/refund.ts';
import { baskets, purses } from './basket.ts';
import { factOf } from './fact.ts';
import { total } from './paid.ts';
import { claim, inMemory } from './property.ts';
import type { Property } from './property.ts';

/** A line that is coming back, with what of it is back. */
interface Coming {
  line: OriginalLine;
  quantity: number;
  net: number;
  total: number;
  taxes: number[];
}

/** How the goods come back: parts per million of what is left of a line, and which line is next. */
const trips = fc.array(fc.record({ share: fc.nat({ max: 1_000_000 }), next: fc.nat({ max: 119 }) }), {
  maxLength: 8,
});

function portionOf({ line, quantity }: Coming, share: number): number {
  const left = line.quantity - quantity;
  const step = line.unit === 'each' ? 1000 : 1;
  const wanted = Math.floor((left * share) / 1_000_000 / step) * step;
  return Math.min(left, Math.max(step, wanted));
}

function take(one: Coming, back: ReturnFigures, quantity: number): void {
  claim(back.net + total(back.taxes) === back.total, 'net and taxes of a return are its total');
  claim(back.total >= 0, 'nothing is taken from whoever brings something back');
  one.quantity += quantity;
  one.net += back.net;
  one.total += back.total;
  back.taxes.forEach(({ amount }, t) => (one.taxes[t] = (one.taxes[t] ?? 0) + amount));
}

/** Brings everything back, trip after trip; the last ones take all that is left, line by line. */
function bringAllBack(fact: SaleFact, plan: readonly { share: number; next: number }[]): void {
  const { lines, basis } = originalOfFact(fact);
  const coming = lines.map((line): Coming => ({ line, quantity: 0, net: 0, total: 0, taxes: [] }));
  const paidOut = basis.paid.map(() => 0);
  let before = 0 as Money;
  const trip = (one: Coming, quantity: number) => {
    const { quantity: sold, taxes, total: asked } = one.line;
    const of = { line: { quantity: sold, taxes, total: asked }, sale: basis };
    const back = drawnReturn(of, { quantity: one.quantity, total: before }, quantity);
    const money = moneyBack(basis, before, back.total);
    money.forEach(({ amount }, i) => {
      paidOut[i] = (paidOut[i] ?? 0) + amount;
      claim(amount >= 0 && (paidOut[i] ?? 0) <= (basis.paid[i]?.amount ?? 0), 'no more than what it took');
    });
    claim(total(money) === back.total + back.rounding, 'what is paid out is the return with its rounding');
    take(one, back, quantity);
    before = (before + back.total) as Money;
  };
  for (const { share, next } of plan) {
    const open = coming.filter(({ line, quantity }) => quantity < line.quantity);
    const one = open[next % Math.max(1, open.length)];
    if (one !== undefined) trip(one, portionOf(one, share));
  }
  // Whoever had the highest number first is the last, so that no order is the usual one.
  for (const one of plan.length % 2 === 0 ? coming : coming.toReversed()) {
    if (one.quantity < one.line.quantity) trip(one, one.line.quantity - one.quantity);
  }
  assertAllBack(fact, coming);
  basis.paid.forEach(({ amount }, i) => claim(paidOut[i] === amount || basis.sold === 0, 'all of it (R8)'));
}

function assertAllBack({ sale, lines }: SaleFact, coming: readonly Coming[]): void {
  coming.forEach((one, i) => {
    const sold = lines[i];
    claim(one.net === sold?.net && one.total === sold.total, 'a line comes back as it was sold');
    sold.taxes.forEach(({ amount }, t) => claim(one.taxes[t] === amount, 'each tax comes back'));
  });
  const sum = (of: (one: Coming) => number) => coming.reduce((all, one) => all + of(one), 0);
  claim(sum((one) => one.net) === sale.net, 'nets add up to the sale');
  claim(sum((one) => one.total) === sale.sold, 'totals add up to the sale');
}

const sold = fc.record({ basket: baskets, purse: purses, trips });

export const refunds: Property = {
  number: 2,
  says: 'refunds of any partition, in any order, add up to the sale',
  parts: [
    inMemory('any basket, portions, orders and tenders', sold, ({ basket, purse, trips: plan }) =>
      bringAllBack(factOf({ basket, purse }), plan),
    ),
  ],
};

// (1) net + tax + rounding = paid - change. Over any basket, any way to pay for it, and whatever is brought back with it.
import * as fc from 'fast-check';
import type { SaleFact, SoldLine } from '#contract/journal.ts';
import { baskets, portions, purses } from './basket.ts';
import type { Portion } from './basket.ts';
import { bringBack, factOf } from './fact.ts';
import type { Deal } from './fact.ts';
import { claim, inMemory } from './property.ts';
import type { Property } from './property.ts';

interface Figures {
  net: number;
  taxes: readonly { names: { en: string }; amount: number }[];
  total: number;
}

/** Added up as the test does it, with nothing of the calculator's. */
export function total(amounts: readonly { amount: number }[]): number {
  return amounts.reduce((sum, { amount }) => sum + amount, 0);
}

function taxNamed(all: readonly Figures[], name: string): number {
  return total(all.flatMap(({ taxes }) => taxes.filter(({ names }) => names.en === name)));
}

/** What a line says of itself: what was asked, what came off it, and with which taxes. */
function assertLine(line: SoldLine, isPercentOffSale: boolean): void {
  const off = (line.discount?.amount ?? 0) + line.promotions.reduce((sum, { saved }) => sum + saved, 0);
  claim(line.amount === line.gross - off, 'what is taken off a line leaves its amount');
  claim(line.amount >= 0 && line.total >= 0 && off >= 0 && line.orderShare >= 0, 'nothing is below nothing');
  claim(line.net + total(line.taxes) === line.total, 'net and taxes of a line are its total');
  const added = total(line.taxes.filter((_, t) => line.rates?.[t]?.included === false));
  // A percentage off the whole sale is taken off totals, taxes among them.
  const asked = isPercentOffSale ? null : line.amount - line.orderShare + added;
  claim(asked === null || asked === line.total, 'the amount and the taxes added to it are the total');
}

/** Everything of a completed sale that must add up, to the last unit. */
export function assertAddsUp({ sale, lines, returns = [], completed }: SaleFact): void {
  const isPercent = sale.orderDiscount?.given.kind === 'percent';
  for (const line of lines) assertLine(line, isPercent);
  const sold = lines.reduce((sum, line) => sum + line.total, 0);
  const returned = returns.reduce((sum, line) => sum + line.total, 0);
  claim(sale.sold === sold && sale.returned === returned, 'lines and returns add up to what was sold');
  claim(sale.total === sold - returned, 'what was sold less what came back is the total');
  const net = (all: readonly Figures[]) => all.reduce((sum, line) => sum + line.net, 0);
  claim(sale.net === net(lines) - net(returns), 'nets add up');
  for (const { names, amount } of sale.taxes) {
    const own = taxNamed(lines, names.en) - taxNamed(returns, names.en);
    claim(own === amount, 'each tax is the sum of its lines');
  }
  claim(sale.net + total(sale.taxes) === sale.total, 'net and taxes are the total');
  const kept = completed.received - completed.change - (completed.refunded ?? 0);
  claim(sale.net + total(sale.taxes) + sale.rounding === kept, 'net + tax + rounding = paid - change');
  const gross = lines.reduce((sum, line) => sum + line.gross, 0);
  const off = lines.reduce((sum, line) => sum + line.gross - line.amount + line.orderShare, 0);
  claim(sale.subtotal === gross && sale.savings === off, 'what was asked and what was saved');
}

/** A deal of any kind: most are sales; some bring back a part of one that was paid for before. */
export const deals = fc.record({
  basket: baskets,
  purse: purses,
  before: fc.option(fc.record({ basket: baskets, purse: purses, portions }), { freq: 3 }),
  isReturnOnly: fc.boolean(),
});
export type AnyDeal = typeof deals extends fc.Arbitrary<infer D> ? D : never;

/** The sale that something is brought back of, in the settings of the one that it is brought back to; null without one. */
export function soldBefore({ basket, before }: Pick<AnyDeal, 'basket' | 'before'>): SaleFact | null {
  if (before === null) return null;
  const { settings } = basket;
  return factOf({ ...before, basket: { ...before.basket, settings } });
}

export function dealtWith(deal: AnyDeal, sold: SaleFact | null): SaleFact {
  const parts: readonly Portion[] = deal.before?.portions ?? [];
  const returns = sold === null ? [] : bringBack(sold, parts, deal.basket.lines.length + 1);
  const isReturnOnly = deal.isReturnOnly && returns.length > 0;
  return factOf({ basket: deal.basket, purse: deal.purse, returns, isReturnOnly } satisfies Deal);
}

export const paid: Property = {
  number: 1,
  says: 'net + tax + rounding = paid - change',
  parts: [
    inMemory('any basket, tenders, returns and exchanges', deals, (deal) => {
      const before = soldBefore(deal);
      if (before !== null) assertAddsUp(before);
      assertAddsUp(dealtWith(deal, before));
    }),
  ],
};

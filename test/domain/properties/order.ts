// (4) Permuting lines that keep their line numbers changes no total: ties go to the lower number, wherever a line lies.
import * as fc from 'fast-check';
import { viewOpen } from '#commands/sale-view.ts';
import { promote, unpromoted } from '#domain/promote.ts';
import { calculateSale } from '#domain/sale.ts';
import type { LineFigures, SaleFigures } from '#domain/sale.ts';
import { findOpenSale } from '#store/sale.ts';
import { baskets, occasion, plainBaskets } from './basket.ts';
import type { Basket } from './basket.ts';
import type { Counter } from './counter.ts';
import { pricedOf, promotedOf } from './fact.ts';
import { layDown, seenOf } from './laid-down.ts';
import { atCounter, claim, inMemory } from './property.ts';
import type { Property } from './property.ts';

/** Sort keys: the lines in the order of their keys are the permutation. */
const keys = fc.array(fc.nat({ max: 1000 }), { minLength: 5, maxLength: 5 });

function permuted({ lines }: Basket, by: readonly number[]): Basket['lines'] {
  return lines
    .map((line, i) => ({ line, key: by[i] ?? 0 }))
    .toSorted((a, b) => a.key - b.key || b.line.number - a.line.number)
    .map(({ line }) => line);
}

const taxesOf = ({ taxes }: SaleFigures) =>
  taxes.map(({ names, amount }) => `${names.en} ${amount}`).toSorted();

/** What goes to lines by their place: an amount off the whole sale, or the last cent of a tax. */
type ByPlace = 'orderAmount' | 'lastCent' | 'shareOfLastCent' | null;

/**
 * A tax that is in the price of one line and comes on top of another's: rounded over the document, its last cent may be equally
 * due to both, and only one of them asks the customer for it; what a percentage off the whole sale is of then differs as well. The
 * store hands lines out by their numbers, so that in the books there is one answer.
 */
function byPlaceIn({ settings, order, lines }: Basket): ByPlace {
  if (order?.kind === 'amount') return 'orderAmount';
  if (settings.taxRounding === 'line') return null;
  const taxes = lines.flatMap((line) => line.taxes);
  const isMixed = taxes.some((one) =>
    taxes.some((other) => other.names.en === one.names.en && other.included !== one.included),
  );
  if (!isMixed) return null;
  return order === null ? 'lastCent' : 'shareOfLastCent';
}

/** The totals of a sale that are the same whatever place its lines have. */
function totalsOf(figures: SaleFigures, byPlace: ByPlace): string {
  const { subtotal, orderDiscount, savings, net, total } = figures;
  if (byPlace === 'shareOfLastCent') return JSON.stringify(subtotal);
  const always = [subtotal, orderDiscount, savings];
  if (byPlace === 'orderAmount') return JSON.stringify(always);
  const taxed = [...always, ...taxesOf(figures)];
  return JSON.stringify(byPlace === 'lastCent' ? taxed : [...taxed, net, total]);
}

/** In whatever order they come, promotions take the same off the same lines, and the calculator comes to the same totals. */
function assertSame(basket: Basket, by: readonly number[]): void {
  const { settings, order, promotions } = basket;
  const promoted = promotedOf(basket);
  const other = permuted(basket, by);
  if (promotions.length > 0) {
    const again = promote(other, promotions, occasion, settings);
    claim(JSON.stringify(again.all) === JSON.stringify(promoted.all), 'each promotion takes off the same');
    for (const { number } of other) {
      const [was, is] = [promoted, again].map(({ byLine }) => JSON.stringify(byLine.get(number)));
      claim(was === is, 'each line saves the same');
    }
  }
  const byPlace = byPlaceIn(basket);
  const before = calculateSale(pricedOf(basket.lines, promoted), settings, order);
  const after = calculateSale(pricedOf(other, promoted), settings, order);
  claim(totalsOf(before, byPlace) === totalsOf(after, byPlace), 'no total is another');
  // Brought into the order of their numbers, as the store hands them out, no figure of any line is another.
  const sorted = other.toSorted((a, b) => a.number - b.number);
  const again = calculateSale(pricedOf(sorted, promoted), settings, order);
  claim(JSON.stringify(again) === JSON.stringify(before), 'no figure is another');
}

/** The same line so many times: of what cannot be shared evenly, a lower number has never less than a higher one. */
function assertTies({ lines, settings, order }: Basket, times: number): void {
  const [line] = pricedOf(lines, unpromoted);
  if (line === undefined) return;
  const same = Array.from({ length: times }, () => line);
  const { lines: shared } = calculateSale(same, settings, order);
  shared.slice(1).forEach((one, i) => {
    const before = shared[i];
    // What a percentage takes off is what is left over: there the totals are what is shared.
    const shares = (of: LineFigures | undefined) => [
      order?.kind === 'percent' ? of?.total : of?.orderShare,
      // A line that bears more of an amount off the sale is taxed on less.
      ...(order?.kind === 'amount' ? [] : (of?.taxes.map(({ amount }) => amount) ?? [])),
    ];
    const [lower, higher] = [shares(before), shares(one)];
    claim(
      lower.every((share, s) => (share ?? 0) >= (higher[s] ?? 0)),
      'a tie goes to the lower number',
    );
  });
}

/** Put into the books in another order, with their numbers, the lines are the same sale in every figure. */
function assertSameInBooks(counter: Counter, basket: Basket, by: readonly number[]): void {
  const seen = [basket.lines, permuted(basket, by)].map((lines) => {
    const saleId = layDown(counter, basket, lines);
    const open = findOpenSale(counter.db, saleId);
    if (open === null) throw new Error('the sale is not open');
    const text = seenOf(viewOpen(counter.context(), open));
    counter.do('sale.void', { saleId });
    return text;
  });
  claim(seen[0] === seen[1], 'no figure is another, whichever line was written first');
}

const cases = fc.record({ basket: baskets, by: keys, times: fc.integer({ min: 2, max: 4 }) });

export const order: Property = {
  number: 4,
  says: 'permuting lines that keep their numbers changes no total',
  parts: [
    inMemory('any basket, in the calculator', cases, ({ basket, by, times }) => {
      assertSame(basket, by);
      assertTies(basket, times);
    }),
    atCounter(
      'any basket, in the tables of a store',
      20,
      fc.record({ basket: plainBaskets, by: keys }),
      (counter, { basket, by }) => assertSameInBooks(counter, basket, by),
    ),
  ],
};

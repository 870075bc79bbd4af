// (3) f(-x) = -f(x): rounding is symmetric, so what is given back for something is what was asked for it.
import * as fc from 'fast-check';
import type { Money } from '#contract/money.ts';
import type { TaxTotal } from '#contract/sale.ts';
import { allocate, divideRounded, negate } from '#domain/money.ts';
import type { RoundingMode } from '#domain/money.ts';
import { drawDown, exchange, settleExchange, unprovenReturns } from '#domain/refund.ts';
import type { Exchange } from '#domain/refund.ts';
import { calculateSale } from '#domain/sale.ts';
import type { SaleFigures } from '#domain/sale.ts';
import { roundCash } from '#domain/tender.ts';
import { modes } from '#test/domain/arbitrary.ts';
import { baskets } from './basket.ts';
import type { Basket } from './basket.ts';
import { figuresOf } from './fact.ts';
import { claim, inMemory } from './property.ts';
import type { Property } from './property.ts';

const nothing = { net: 0 as Money, taxes: [] as TaxTotal[], total: 0 as Money };
const unrounded = ({ lines }: SaleFigures) => lines.map((line) => ({ ...line, rounding: 0 as Money }));
const named = (taxes: readonly TaxTotal[]) =>
  new Map(taxes.filter(({ amount }) => amount !== 0).map(({ names, amount }) => [names.en, amount]));

function assertMirrored(one: Exchange, other: Exchange): void {
  claim(
    one.net === negate(other.net) && one.total === negate(other.total),
    'net and total change their sign',
  );
  claim(one.owed === negate(other.owed), 'what is owed changes its sign');
  const [taxes, back] = [named(one.taxes), named(other.taxes)];
  claim(taxes.size === back.size, 'each tax has its counterpart');
  for (const [name, amount] of taxes) claim(back.get(name) === negate(amount), 'each tax changes its sign');
}

/** Sold and brought back, the same goods at the same prices are the same figures with the other sign. */
function assertGoods({ lines, settings }: Basket): void {
  const goods = lines.map(({ quantity, priceMicros, taxes }) => ({ quantity, priceMicros, taxes }));
  const sold = calculateSale(goods, settings);
  const back = unprovenReturns(
    goods.map(({ taxes, ...line }) => ({ ...line, rates: taxes })),
    settings,
  );
  assertMirrored(exchange(sold, []), exchange(nothing, back));
}

/** An exchange turned round, whatever was discounted on either side. */
function assertTurned(one: SaleFigures, other: SaleFigures): void {
  assertMirrored(exchange(one, unrounded(other)), exchange(other, unrounded(one)));
}

/** What is paid out in cash for so much is what would be paid in. */
function assertCash({ settings, cashRounding: rule }: Basket, owed: Money): void {
  claim(roundCash(negate(owed), rule) === negate(roundCash(owed, rule)), 'cash is rounded alike either way');
  if (owed === 0) return;
  const [taken, given] = [owed, negate(owed)].map((amount) => settleExchange(amount, [], [], rule, false));
  claim(given?.cashDue === negate(taken?.cashDue ?? owed), `cash in ${settings.currency} either way`);
}

/** A stored line drawn down with every amount negative. */
function assertDrawnDown({ lines, settings: { rounding } }: Basket, figures: SaleFigures, q: number): void {
  figures.lines.forEach(({ taxes, total }, i) => {
    const quantity = lines[i]?.quantity;
    if (quantity === undefined) return;
    const minus = taxes.map(({ names, amount }) => ({ names, amount: negate(amount) }));
    const [before, more] = [Math.floor(quantity / 3), Math.min(q, quantity - Math.floor(quantity / 3))];
    const back = drawDown({ quantity, taxes, total }, before, more, rounding);
    const turned = drawDown({ quantity, taxes: minus, total: negate(total) }, before, more, rounding);
    claim(turned.total === negate(back.total) && turned.net === negate(back.net), 'drawn down alike');
    back.taxes.forEach(({ amount }, t) =>
      claim(turned.taxes[t]?.amount === negate(amount), 'each tax is drawn down alike'),
    );
  });
}

function assertNumbers(numerator: bigint, denominator: bigint, mode: RoundingMode, weights: bigint[]): void {
  const up = divideRounded(numerator, denominator, mode);
  claim(divideRounded(-numerator, denominator, mode) === -up, 'a quotient is rounded alike either way');
  const parts = allocate(numerator, weights);
  const minus = allocate(-numerator, weights);
  claim(
    parts.every((share, i) => minus[i] === -share),
    'what is shared out is shared alike either way',
  );
}

const cases = fc.record({
  basket: baskets,
  other: baskets,
  quantity: fc.nat({ max: 30_000 }),
  numerator: fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
  denominator: fc.bigInt({ min: 1n, max: 10n ** 9n }),
  mode: modes,
  weights: fc.array(fc.nat({ max: 100_000 }).map(BigInt), { maxLength: 6 }),
});

export const mirrored: Property = {
  number: 3,
  says: 'f(-x) = -f(x)',
  parts: [
    inMemory('sales, exchanges, cash, returns and plain numbers', cases, (one) => {
      const { basket, quantity, numerator, denominator, mode, weights } = one;
      const figures = figuresOf(basket);
      const { settings } = basket;
      assertGoods(basket);
      assertTurned(figures, figuresOf({ ...one.other, settings }));
      assertCash(basket, figures.total);
      assertDrawnDown(basket, figures, quantity);
      assertNumbers(numerator, denominator, mode, weights);
    }),
  ],
};

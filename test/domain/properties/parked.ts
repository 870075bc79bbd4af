// (5) Park, recall and restart change no total. The truth lies in the rows of the open sale, so every basket goes through
// the tables of a store that is closed and started again.
import type { SaleId } from '#contract/ids.ts';
import { viewOpen } from '#commands/sale-view.ts';
import type { OpenView } from '#commands/sale-view.ts';
import { findOpenSale, parkSale, recallSale } from '#store/sale.ts';
import { plainBaskets } from './basket.ts';
import type { Basket } from './basket.ts';
import type { Counter } from './counter.ts';
import { figuresOf } from './fact.ts';
import { layDown, offers, seenOf } from './laid-down.ts';
import { acrossRestarts, claim } from './property.ts';
import type { Property } from './property.ts';

interface Parked {
  saleId: SaleId;
  basket: Basket;
  /** All that was seen of it before it was put aside. */
  before: string;
}

function view(counter: Counter, saleId: SaleId): OpenView {
  const open = findOpenSale(counter.db, saleId);
  if (open === null) throw new Error('the sale is gone');
  return viewOpen(counter.context(), open);
}

/** The rules of the basket hold again: a till is started with those that it was set up with. */
const rulesOf = ({ settings, cashRounding }: Basket) => ({ ...settings, cashRounding });

/** Lays each basket down and puts it aside as `park` does it. */
function putAside(counter: Counter, baskets: readonly Basket[], park: (saleId: SaleId) => void): Parked[] {
  return counter.keeping(() =>
    baskets.map((basket) => {
      const saleId = layDown(counter, basket);
      const seen = view(counter, saleId);
      // The rows hold all that the figures come from.
      const { total, savings, net } = figuresOf({ ...basket, promotions: offers });
      const isSame = seen.figures.total === total && seen.figures.net === net;
      claim(isSame && seen.figures.savings === savings, 'the open sale is what its basket comes to');
      const before = seenOf(seen);
      park(saleId);
      return { saleId, basket, before };
    }),
  );
}

/** Brings each back as `recall` does it; from the other end, so that none is brought back in its place. */
function bringBack(counter: Counter, parked: readonly Parked[], recall: (one: Parked) => void): void {
  counter.keeping(() => {
    for (const one of parked.toReversed()) {
      counter.set(rulesOf(one.basket));
      recall(one);
      claim(
        seenOf(view(counter, one.saleId)) === one.before,
        'a basket that was brought back after a restart is what it was',
      );
      counter.db.prepare('DELETE FROM open_sale WHERE id = ?').run(one.saleId);
    }
  });
}

async function throughTables(counter: Counter, baskets: readonly Basket[]): Promise<void> {
  const { db, state, now } = counter.context();
  const { session } = state;
  if (session === null) throw new Error('nobody is at work');
  const parked = putAside(counter, baskets, (saleId) => parkSale(db, saleId, null, now));
  await counter.restart();
  bringBack(counter, parked, ({ saleId }) => recallSale(counter.db, saleId, session));
}

/** The same by the till's own commands, on the record; a Z after them, so that a start looks through these rows only. */
async function byCommands(counter: Counter, baskets: readonly Basket[]): Promise<void> {
  counter.keeping(() => counter.do('shift.open', { float: 0 }));
  const parked = putAside(counter, baskets, (saleId) => counter.do('sale.park', { saleId, label: '桌 7' }));
  await counter.restart();
  counter.clock.pass(60_000);
  bringBack(counter, parked, ({ saleId, before }) => {
    const { sale } = counter.do('sale.recall', { saleId });
    claim(before.includes(`"total":${sale.total},`), 'the answer to recalling shows the same total');
  });
  counter.keeping(() => {
    counter.do('shift.close', { counted: 0 });
    counter.do('register.close', {});
  });
}

export const parked: Property = {
  number: 5,
  says: 'park, recall and restart change no total',
  parts: [
    acrossRestarts(
      'any basket, in the tables of a store that is started again',
      { oneIn: 1, each: 250 },
      plainBaskets,
      throughTables,
    ),
    acrossRestarts(
      'any basket, by the commands, across a restart',
      { oneIn: 20, each: 50 },
      plainBaskets,
      byCommands,
    ),
  ],
};

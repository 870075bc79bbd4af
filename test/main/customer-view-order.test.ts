// What the customer sees stays true whatever the order in which the till answers and tells: a late answer, an event that was
// missed, news of another sale, a line that is gone.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TillEvent } from '#contract/events.ts';
import type { SaleId } from '#contract/ids.ts';
import { followForCustomer } from '#main/customer-view.ts';
import type { CustomerViews, Watched } from '#main/customer-view.ts';
import { sleep, until } from '#test/hardware/counter.ts';
import { id, openShop } from '#test/support/shop.ts';
import type { Shop } from '#test/support/shop.ts';

const WATER = '6901234567892';
const PAPER = '40';
const BANANAS = '4011';

let shop: Shop;
let views: CustomerViews;
/** What the till says to whoever follows, in the test's hands. */
let tell: (event: TillEvent) => void;
let hears: (event: TillEvent) => boolean;
/** A look at a paper is answered when this is. */
let papers: Promise<unknown>;
const [saleId, other] = [id<SaleId>('sale'), id<SaleId>('other')];

beforeEach(async () => {
  shop = await openShop();
  hears = () => true;
  papers = Promise.resolve();
  const watched: Watched = {
    async run(name, args) {
      if (name === 'receipt.show') await papers;
      return shop.core.run(name, args);
    },
    subscribe(listener) {
      tell = listener;
      return shop.core.subscribe((event) => hears(event) && listener(event));
    },
  };
  views = followForCustomer(watched, async () => [[1]]);
  await shop.openShift();
  await until(() => views.now().state === 'idle');
});
afterEach(async () => {
  views.close();
  await shop.close();
});

/** Long enough for whatever was still on its way. */
const settled = () => sleep(60);

test('a code that is drawn late is not shown to the next customer', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  papers = promise;
  await shop.scan(saleId, WATER);
  await shop.do('tender.cash', { saleId, amount: 200 });
  await shop.do('sale.complete', { saleId });
  await until(() => views.now().state === 'done');
  await shop.scan(other, PAPER);
  await until(() => views.now().total === 150);
  resolve();
  await settled();
  expect(views.now()).toMatchObject({ state: 'selling', total: 150, code: null });
});

test('news that was missed is asked for', async () => {
  await shop.scan(saleId, WATER);
  hears = () => false;
  await shop.scan(saleId, PAPER);
  hears = () => true;
  await shop.do('sale.scan', { saleId, code: BANANAS, quantity: 842 });
  await until(() => views.now().total === 1_022);
  await until(() => views.now().lines.length === 3);
});

test('older news than what is shown changes nothing', async () => {
  await shop.scan(saleId, WATER);
  const first = shop.events.findLast(({ event }) => event === 'sale.changed');
  await shop.scan(saleId, PAPER);
  await until(() => views.now().total === 350);
  if (first !== undefined) tell(first);
  await settled();
  expect(views.now()).toMatchObject({ total: 350, latest: 2 });
});

test('another sale that ends takes nothing from the one at the counter', async () => {
  await shop.scan(other, WATER);
  await shop.do('sale.park', { saleId: other, label: null });
  const parked = shop.events.findLast(({ event }) => event === 'sale.changed');
  expect(parked).toMatchObject({ payload: { sale: { saleId: other, state: 'parked' } } });
  await shop.scan(saleId, PAPER);
  await until(() => views.now().total === 150);
  if (parked !== undefined) tell(parked);
  await settled();
  expect(views.now()).toMatchObject({ state: 'selling', total: 150 });
  expect(views.now().lines).toHaveLength(1);
});

test.each(['store.changed', 'shift.changed'] as const)(
  'after %s everything is looked at anew',
  async (event) => {
    hears = () => false;
    await shop.scan(saleId, WATER);
    await settled();
    expect(views.now().total).toBe(0);
    // What it says besides does not matter here.
    tell({ event, payload: {} } as TillEvent);
    await until(() => views.now().total === 200);
  },
);

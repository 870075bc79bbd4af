// What the customer sees follows the sale: lines, total, what is to pay, change, the receipt's code. It is held to what the
// till itself answers, and to what must never leave the till.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { customerView, SHOWN_LINES } from '#contract/customer-view.ts';
import type { CustomerView } from '#contract/customer-view.ts';
import type { SaleId } from '#contract/ids.ts';
import type { PolePicture } from '#hardware/ports.ts';
import { qrMatrix } from '#hardware/printer/qr.ts';
import { followForCustomer } from '#main/customer-view.ts';
import type { CustomerViews } from '#main/customer-view.ts';
import { carryViews } from '#main/customer-window.ts';
import { makePolePlace, picturePole, showOnPole } from '#main/pole.ts';
import { until } from '#test/hardware/counter.ts';
import { id, openShop } from '#test/support/shop.ts';
import type { Shop } from '#test/support/shop.ts';

/** Spring water 2.00, bananas by weight. */
const WATER = '6901234567892';
const PAPER = '40';
const BANANAS = '4011';

let shop: Shop;
let views: CustomerViews;
const saleId = id<SaleId>('sale');
const follow = () => followForCustomer(shop.core, async (data) => qrMatrix(data));

beforeEach(async () => {
  shop = await openShop();
  views = follow();
});
afterEach(async () => {
  views.close();
  await shop.close();
});

async function sees(wanted: (view: CustomerView) => boolean): Promise<CustomerView> {
  await until(() => wanted(views.now()));
  expect(customerView.safeParse(views.now()).success).toBe(true);
  return views.now();
}

test('closed, welcome, lines, what is to pay, change and the receipt’s code, until the next customer', async () => {
  await sees(({ state, shop: name }) => state === 'closed' && name !== null);
  await shop.openShift();
  await sees(({ state }) => state === 'idle');
  await shop.scan(saleId, WATER, WATER);
  const selling = await sees(({ total }) => total === 400);
  expect(selling).toMatchObject({
    state: 'selling',
    latest: 1,
    due: 400,
    received: 0,
    change: 0,
    code: null,
  });
  expect(selling.lines).toMatchObject([{ number: 1, quantity: 2000, amount: 400, isVoided: false }]);
  await shop.do('sale.scan', { saleId, code: BANANAS, quantity: 842 });
  await sees(({ total, latest, lines }) => total === 1_072 && latest === 2 && lines.length === 2);
  await shop.do('tender.cash', { saleId, amount: 500 });
  expect(await sees(({ state }) => state === 'paying')).toMatchObject({ received: 500, due: 572 });
  await shop.do('tender.cash', { saleId, amount: 600 });
  const { change } = await shop.do('sale.complete', { saleId });
  const done = await sees(({ state, code }) => state === 'done' && code !== null);
  expect(done).toMatchObject({ total: 1_072, received: 1_100, change });
  expect(change).toBeGreaterThan(0);
  expect(done.code?.every((row) => /^[01]+$/.test(row) && row.length === done.code?.length)).toBe(true);
  await shop.scan(id<SaleId>('next'), PAPER);
  expect(await sees(({ state }) => state === 'selling')).toMatchObject({
    change: 0,
    received: 0,
    code: null,
  });
});

test('what was taken off, what was parked and what was fetched back', async () => {
  await shop.openShift();
  await sees(({ state }) => state === 'idle');
  const { lines } = await shop.scan(saleId, WATER);
  await shop.scan(saleId, PAPER);
  await sees(({ total }) => total === 350);
  await shop.do('sale.voidLine', { saleId, lineId: lines[0]?.lineId });
  const view = await sees(({ lines: shown }) => shown[0]?.isVoided === true);
  expect(view).toMatchObject({ latest: 1, total: 150 });
  expect(picturePole(view)).toMatchObject({
    upper: { left: 'TAKEN OFF', right: '0.00' },
    lower: { left: 'TOTAL', right: '1.50' },
  });
  await shop.do('sale.park', { saleId, label: null });
  expect(await sees(({ state }) => state === 'idle')).toMatchObject({ lines: [], total: 0 });
  await shop.do('sale.recall', { saleId });
  await sees(({ state, total, lines: shown }) => state === 'selling' && total === 150 && shown.length === 2);
  await shop.do('sale.void', { saleId });
  await sees(({ state }) => state === 'idle');
});

test('whoever begins to look in the middle of a sale sees all of it', async () => {
  await shop.openShift();
  await shop.scan(saleId, WATER, PAPER);
  views.close();
  views = follow();
  await sees(({ state, lines, total }) => state === 'selling' && lines.length === 2 && total === 350);
  await shop.scan(saleId, PAPER);
  await sees(({ total }) => total === 500);
});

test('a long sale stays a short message, and its figures stay those of all of it', async () => {
  await shop.openShift();
  for (let n = 0; n < SHOWN_LINES + 5; n += 1) {
    await shop.do('sale.scan', { saleId, code: BANANAS, quantity: 100 + n });
  }
  const { current } = await shop.do('sale.current', {});
  const total = current?.sale.total ?? 0;
  const view = await sees((now) => now.total === total);
  expect(view).toMatchObject({ earlierLines: 5, latest: SHOWN_LINES + 5 });
  expect(view.lines).toHaveLength(SHOWN_LINES);
  expect(JSON.stringify(view).length).toBeLessThan(16 * 1024);
});

test('neither who sells nor who buys nor a code leaves the till, and no command comes in', async () => {
  await shop.openShift();
  await shop.scan(saleId, WATER);
  const carried = carryViews(views);
  const told: unknown[] = [];
  await sees(({ total }) => total === 200);
  const stop = carried.subscribe((event) => told.push(event));
  expect(told).toEqual([{ event: 'customer.view', payload: views.now() }]);
  expect(JSON.stringify(told)).not.toMatch(/chen-jing|Chen Jing|6901234567892|W0001/);
  for (const name of ['sale.current', 'sale.void', 'app.describe', 'display.open', 'no such thing']) {
    expect(await carried.call(name, {})).toMatchObject({ ok: false, refusal: { code: 'command.unknown' } });
  }
  await shop.scan(saleId, WATER);
  await sees(({ total }) => total === 400);
  expect(told).toHaveLength(2);
  stop();
});

test('the pole says the last line and the total, then what was received and the change', async () => {
  const shown: PolePicture[] = [];
  const pole = {
    show: (picture: PolePicture) => void shown.push(picture),
    status: () => shop.machine as never,
    onChange: () => () => undefined,
    close: async () => undefined,
  };
  showOnPole(views, pole);
  await shop.openShift();
  await sees(({ state }) => state === 'idle');
  expect(shown.at(-1)?.lower.left).toBe('WELCOME');
  await shop.scan(saleId, WATER);
  await sees(({ total }) => total === 200);
  expect(shown.at(-1)).toEqual({
    upper: { left: views.now().lines[0]?.names.en, right: '2.00' },
    lower: { left: 'TOTAL', right: '2.00' },
    figures: [
      { lamp: 'price', text: '2.00' },
      { lamp: 'total', text: '2.00' },
    ],
  });
  await shop.do('tender.cash', { saleId, amount: 500 });
  await shop.do('sale.complete', { saleId });
  await sees(({ state }) => state === 'done');
  expect(shown.at(-1)).toMatchObject({
    upper: { left: 'RECEIVED', right: '5.00' },
    lower: { left: 'CHANGE', right: '3.00' },
    figures: [{ lamp: 'received' }, { lamp: 'change', text: '3.00' }],
  });
  expect(picturePole({ ...views.now(), state: 'closed' }).lower.left).toBe('CLOSED');
});

test('a pole that is connected anew shows at once what the one before it showed', async () => {
  const shown: string[] = [];
  const poleOf = (name: string) => ({
    show: ({ upper }: PolePicture) => void shown.push(`${name} ${upper.left}`),
    status: () => ({ role: 'display', model: 'Pole', state: 'ready', trouble: null }) as never,
    onChange: () => () => undefined,
    close: async () => undefined,
  });
  const place = makePolePlace();
  place.put(poleOf('first'));
  showOnPole(views, place);
  const { left } = picturePole(views.now()).upper;
  place.put(poleOf('second'));
  place.put(undefined);
  place.show(picturePole(views.now()));
  expect(shown).toEqual([`first ${left}`, `second ${left}`]);
});

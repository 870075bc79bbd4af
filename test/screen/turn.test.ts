// A slow disk: every answer of the till comes late. What is scanned and typed before it is kept for whoever it belongs to,
// in its order, and nothing is paid twice.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CommandName } from '#contract/commands.ts';
import type { Request } from '#contract/envelope.ts';
import type { SaleId } from '#contract/ids.ts';
import type { CompletedSale } from '#contract/sale.ts';
import type { Session } from '#contract/staff.ts';
import { createActions } from '#screen/actions/table.ts';
import { createCalls } from '#screen/bridge/calls.ts';
import { actionFor, resolveActions } from '#screen/keymap/resolve.ts';
import { createTill } from '#screen/state/till.ts';
import type { Till } from '#screen/state/till.ts';
import { addItem } from '#screen/verbs/basket.ts';
import { changeOf, lineOf, saleOf } from '#test/support/answering-till.ts';
import { keyboard } from '#test/support/keyboard.ts';

const A = '6901234567892';
const B = '6901234567908';

let till: Till;
let keys: ReturnType<typeof keyboard>;
let waiting: Request[];
let received: (message: unknown) => void;

/** At the counter with one line in the basket; the till answers when a test says so. */
function atSlowTill(hasSale: boolean): void {
  const calls = createCalls();
  waiting = [];
  received = calls.received.bind(calls);
  calls.opened((request) => {
    if (request.command !== 'catalog.lookUp') waiting.push(request);
    // What a first digit might mean; nobody waits for it.
    else queueMicrotask(() => received({ id: request.id, ok: false, ...unknown }));
  });
  // It hears nothing of the connection: so it asks nothing by itself.
  till = createTill({ ...calls, watch: () => () => undefined }, 'en');
  till.store.setState({
    connection: 'ready',
    about: { mode: { kind: 'ready' }, isSetUp: true, staff: [], register: { currency: 'CNY' } } as never,
    session: { permissions: ['sale.sell'] } as unknown as Session,
    shift: {} as never,
    sale: hasSale ? due(saleOf(1, [lineOf('a', 1)]), 500) : null,
  });
  keys = keyboard(till);
}

function due<S extends { sale: object }>(of: S, amount: number): S {
  return { ...of, sale: { ...of.sale, due: amount } };
}

const sent = () => waiting.map(({ command }) => command);

/** The oldest request of this name gets its answer. */
async function answer(name: CommandName, result: object | { refusal: object }): Promise<void> {
  const at = waiting.findIndex(({ command }) => command === name);
  expect(at, `${name} among ${sent().join(', ')}`).toBeGreaterThanOrEqual(0);
  const [request] = waiting.splice(at, 1);
  received(
    'refusal' in result ? { id: request?.id, ok: false, ...result } : { id: request?.id, ok: true, result },
  );
  await vi.advanceTimersByTimeAsync(0);
}

const state = () => till.store.getState();
const options = (amount: number) => ({ cashDue: amount, due: amount, paid: 0, quickCash: [] });
const done = { saleId: 's', change: 0, receiptNumber: 'R1-1' } as unknown as CompletedSale;
const unknown = { refusal: { code: 'catalog.unknownCode', details: { code: '' } } };
const full = { refusal: { code: 'store.full', details: {} } };

/** On the tender screen, with Enter pressed: the cash is on its way. */
async function paying(): Promise<void> {
  atSlowTill(true);
  keys.press('+', 500);
  await vi.advanceTimersByTimeAsync(60);
  await answer('tender.options', options(500));
  keys.press('Enter', 500);
}

async function paid(): Promise<void> {
  await answer('tender.cash', due(changeOf(2, []), 0));
  await answer('sale.complete', done);
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('an impatient cashier pays once, completes once, and reads the change', async () => {
  await paying();
  for (let press = 0; press < 4; press += 1) keys.press('Enter', 300);
  keys.press('+', 300);
  await vi.advanceTimersByTimeAsync(60);
  expect(sent()).toEqual(['tender.cash']);
  await paid();
  expect(sent()).toEqual([]);
  expect(state().place).toMatchObject({ name: 'change' });
});

test('the next customer’s articles, scanned and typed before the answer, open the next sale in their order', async () => {
  await paying();
  keys.scan(A);
  keys.type('4011');
  keys.press('Enter', 90);
  keys.scan(B);
  await vi.advanceTimersByTimeAsync(60);
  expect(sent()).toEqual(['tender.cash']);
  expect(state().entry.text).toBe('');
  await paid();
  const scans = waiting.filter(({ command }) => command === 'sale.scan').map(({ args }) => args);
  expect(scans).toMatchObject([{ code: A }, { code: '4011' }, { code: B }]);
  const [first] = scans as { saleId: SaleId }[];
  expect(scans.every((args) => (args as { saleId: SaleId }).saleId === first?.saleId)).toBe(true);
  expect(first?.saleId).not.toBe('s');
  expect(state().place.name).toBe('sell');
});

test('a scan whose keys fall on both sides of the answer is one scan', async () => {
  await paying();
  keys.press('6', 200);
  for (const key of '901234') keys.press(key, 6);
  await paid();
  expect(state().place.name).toBe('sell');
  for (const key of '567892') keys.press(key, 6);
  keys.press('Enter', 6);
  await vi.advanceTimersByTimeAsync(60);
  expect(waiting.filter(({ command }) => command === 'sale.scan').map(({ args }) => args)).toMatchObject([
    { code: A },
  ]);
  expect(state().entry.text).toBe('');
});

test('what was typed before Enter is what is paid, whatever is typed behind it', async () => {
  atSlowTill(true);
  keys.press('+', 500);
  await vi.advanceTimersByTimeAsync(60);
  keys.type('10');
  keys.press('Enter', 90);
  keys.type('4011');
  await answer('tender.options', options(500));
  await answer('tender.options', options(500));
  expect(waiting.at(-1)).toMatchObject({ command: 'tender.cash', args: { amount: 1000 } });
});

test('behind a no nothing happens: the cashier reads why', async () => {
  await paying();
  keys.scan(A);
  keys.type('4011');
  keys.press('Enter', 90);
  await answer('tender.cash', full);
  await vi.advanceTimersByTimeAsync(60);
  expect(sent()).toEqual([]);
  expect(state()).toMatchObject({
    place: { name: 'tender' },
    entry: { text: '' },
    notice: { kind: 'refusal', refusal: { code: 'store.full' } },
  });
});

test('money is missing still: what was typed stands there, and no Enter meant for later pays with it', async () => {
  await paying();
  keys.type('3');
  keys.press('Enter', 90);
  await answer('tender.cash', due(changeOf(2, []), 300));
  await answer('tender.options', options(300));
  await vi.advanceTimersByTimeAsync(60);
  expect(state()).toMatchObject({ place: { name: 'tender' }, entry: { text: '3' } });
  expect(sent().filter((name) => name === 'tender.cash')).toEqual([]);
});

test('paying for a first article that the till has not answered yet', async () => {
  atSlowTill(false);
  keys.scan(A);
  keys.press('+', 300);
  await vi.advanceTimersByTimeAsync(60);
  keys.press('Enter', 300);
  expect(sent()).toEqual(['sale.scan']);
  expect(state().place.name).toBe('tender');
  await answer('sale.scan', due(changeOf(1, [lineOf('a', 1)]), 500));
  while (sent().includes('tender.options')) await answer('tender.options', options(500));
  expect(sent()).toEqual(['tender.cash']);
});

test('an article that did not get into the basket is not paid around', async () => {
  atSlowTill(false);
  keys.scan(A);
  keys.press('+', 300);
  await vi.advanceTimersByTimeAsync(60);
  keys.press('Enter', 300);
  await answer('sale.scan', { refusal: { code: 'store.lowSpace', details: { freeMegabytes: 80 } } });
  expect(state()).toMatchObject({ place: { name: 'sell' }, notice: { refusal: { code: 'store.lowSpace' } } });
  expect(sent()).toEqual([]);
});

test('a parked sale does not take the next customer’s articles with it', async () => {
  atSlowTill(true);
  keys.press('F6', 500);
  keys.scan(A);
  await vi.advanceTimersByTimeAsync(60);
  expect(sent()).toEqual(['sale.park']);
  await answer('sale.park', {});
  await answer('sale.parked', { parked: [] });
  expect(waiting).toMatchObject([{ command: 'sale.scan', args: { code: A } }]);
  expect(waiting).not.toMatchObject([{ args: { saleId: 's' } }]);
});

test('a tile tapped before the answer waits too', async () => {
  await paying();
  void addItem(till, 'bag');
  expect(sent()).toEqual(['tender.cash']);
  await paid();
  expect(waiting.at(-1)).toMatchObject({ command: 'sale.addItem', args: { sku: 'bag' } });
});

test('the disk fails behind a sale: nothing that waited begins another', async () => {
  await paying();
  void addItem(till, 'bag');
  keys.type('4011');
  keys.press('Enter', 90);
  await answer('tender.cash', due(changeOf(2, []), 0));
  received({
    event: 'store.changed',
    payload: { kind: 'viewOnly', trouble: 'diskFailed', detail: 'x', recovery: null },
  });
  await answer('sale.complete', done);
  await vi.advanceTimersByTimeAsync(60);
  expect(sent()).toEqual([]);
  // Nor do digits begin anything where the till may only be looked at.
  const rows = resolveActions(createActions(till), state().counter.keys);
  for (const key of '0123456789') {
    const action = actionFor(rows, state(), key);
    expect(action, key).toBeNull();
  }
});

test('a late answer is said to be late, then slow, and no longer once it is there', async () => {
  atSlowTill(true);
  keys.scan(A);
  expect(state().waiting).toBeNull();
  await vi.advanceTimersByTimeAsync(200);
  expect(state().waiting).toBe('working');
  await vi.advanceTimersByTimeAsync(900);
  expect(state().waiting).toBe('slow');
  await answer('sale.scan', due(changeOf(2, [lineOf('b', 2)]), 700));
  expect(state().waiting).toBeNull();
});

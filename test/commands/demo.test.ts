// The demonstration counter at the contract's boundary: simulated devices behind real drivers, worked as a mouse would,
// and refused where the devices are real.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import type { Payload } from '#contract/events.ts';
import type { SaleId } from '#contract/ids.ts';
import { SimulatedPrinter, type PrinterEvent } from '#hardware/simulated/printer.ts';
import { id, openShop } from '#test/support/shop.ts';
import { serialAt } from '#test/support/serial-at.ts';
import type { Shop } from '#test/support/shop.ts';

const WATER = '6901234567892';
const BANANAS = '4011';
let shop: Shop;
afterEach(() => shop.close());

const simulated = {
  devices: (folder: string) => ({ kind: 'simulated' as const, folder: join(folder, 'sim') }),
};
const saleId = id<SaleId>('weighed');

async function openDemo(): Promise<void> {
  shop = await openShop(simulated);
  await shop.openShift(0);
}

/** The payloads of one event, in order. */
function heard<N extends 'scale.changed' | 'scanner.read' | 'demo.changed'>(name: N): Payload<N>[] {
  return shop.events.flatMap((event) => (event.event === name ? [event.payload as Payload<N>] : []));
}

/** Lays a weight and waits until the figure stands. */
async function lay(grams: number): Promise<void> {
  await shop.do('demo.weigh', { grams });
  await vi.waitFor(async () =>
    expect((await shop.do('demo.look', {})).scale).toEqual({ grams, isStable: true, isTaken: false }),
  );
}

async function troubleOf(role: string): Promise<string | null | undefined> {
  const { devices } = await shop.do('device.list', {});
  return devices.find((device) => device.role === role)?.trouble;
}

test.each([
  ['demo.look', {}],
  ['demo.scan', { code: WATER }],
  ['demo.weigh', { grams: 842 }],
  ['demo.setPrinter', { paper: 'out', isCoverOpen: false }],
  ['demo.shutDrawer', {}],
] as const)('a shop with real devices refuses %s', async (name, args) => {
  shop = await openShop({
    devices: () => serialAt('/nowhere/tty'),
  });
  expect(await shop.refused(name, args)).toEqual({ code: 'demo.notHere', details: {} });
  const { hasDemoCounter, scale, devices } = await shop.do('app.describe', {});
  expect({ hasDemoCounter, scale }).toEqual({ hasDemoCounter: false, scale: null });
  expect(devices.map((device) => device.role)).toEqual(['printer', 'drawer']);
});

test('a demonstration counter says so, before anybody has signed in', async () => {
  shop = await openShop({ ...simulated, as: null });
  const { hasDemoCounter, scale, devices } = await shop.do('app.describe', {});
  expect({ hasDemoCounter, scale }).toEqual({
    hasDemoCounter: true,
    scale: { grams: 0, isStable: true, isTaken: false },
  });
  expect(devices.map(({ role, isSimulated }) => [role, isSimulated])).toEqual([
    ['printer', true],
    ['drawer', true],
    ['scanner', true],
    ['scale', true],
  ]);
  expect(await shop.do('demo.look', {})).toMatchObject({ isDrawerOpen: false, receipt: null });
});

test('a code read by the scanner is announced once and adds nothing by itself', async () => {
  await openDemo();
  await shop.do('demo.scan', { code: WATER });
  expect(heard('scanner.read')).toEqual([{ code: WATER, source: 'simulated', symbology: null, end: null }]);
  expect((await shop.do('sale.current', {})).current).toBeNull();
});

test('a load swings, stands, is taken once, and not again until it changes', async () => {
  await openDemo();
  await shop.do('demo.weigh', { grams: 842 });
  expect((await shop.refused('sale.scan', { saleId, code: BANANAS })).code).toBe('sale.weightNeeded');
  await lay(842);
  const { lines } = await shop.do('sale.scan', { saleId, code: BANANAS });
  expect(lines.map((line) => line.quantity)).toEqual([842]);
  expect(heard('scale.changed').at(-1)).toEqual({ grams: 842, isStable: true, isTaken: true });
  expect(heard('demo.changed').at(-1)?.scale?.isTaken).toBe(true);
  expect((await shop.refused('sale.scan', { saleId, code: BANANAS })).code).toBe('sale.weightNeeded');
  // Another bunch of the same weight is another load.
  await lay(842);
  await shop.do('sale.scan', { saleId, code: BANANAS });
  expect((await shop.do('sale.current', {})).current?.lines.map((line) => line.quantity)).toEqual([842, 842]);
});

test('two scans at once take one weight once', async () => {
  await openDemo();
  await lay(500);
  const outcomes = await Promise.all(
    ['first', 'second'].map((name) => shop.ask('sale.scan', { commandId: id(name), saleId, code: BANANAS })),
  );
  expect(outcomes.map((outcome) => outcome.ok)).toEqual([true, false]);
});

test('a scan that is sent again takes no weight that was laid since', async () => {
  await openDemo();
  const scan = { commandId: id('again'), saleId, code: BANANAS };
  await lay(300);
  await shop.do('sale.scan', scan);
  await lay(700);
  await shop.do('sale.scan', scan);
  expect((await shop.do('demo.look', {})).scale).toEqual({ grams: 700, isStable: true, isTaken: false });
  expect((await shop.do('sale.current', {})).current?.lines.map((line) => line.quantity)).toEqual([300]);
});

test('the drawer opens at a cash sale and stands open until it is shut', async () => {
  await openDemo();
  await shop.sell('drawer', [WATER], 1000);
  await vi.waitFor(async () => expect((await shop.do('demo.look', {})).isDrawerOpen).toBe(true));
  await vi.waitFor(async () => expect(await troubleOf('drawer')).toBe('drawerOpen'));
  const { devices } = await shop.do('device.list', {});
  expect(devices.find((device) => device.role === 'drawer')?.state).toBe('ready');
  await shop.do('demo.shutDrawer', {});
  expect(heard('demo.changed').at(-1)?.isDrawerOpen).toBe(false);
  await vi.waitFor(async () => expect(await troubleOf('drawer')).toBeNull());
});

test('without paper the receipt waits and the sale is made; with paper it prints', async () => {
  await openDemo();
  await shop.do('demo.setPrinter', { paper: 'out', isCoverOpen: false });
  await vi.waitFor(async () => expect(await troubleOf('printer')).toBe('paperOut'));
  const { receiptNumber } = await shop.sell('waiting', [WATER]);
  const states = () =>
    shop.events.flatMap((event) => (event.event === 'print.changed' ? [event.payload.state] : []));
  await vi.waitFor(() => expect(states().at(-1)).toBe('blocked'));
  expect((await shop.do('demo.look', {})).receipt).toBeNull();
  await shop.do('demo.setPrinter', { paper: 'enough', isCoverOpen: false });
  await vi.waitFor(() => expect(states().at(-1)).toBe('printed'), 5000);
  const { receipt } = await shop.do('demo.look', {});
  expect(receipt?.lines.map((line) => line.text).join('\n')).toContain(receiptNumber);
  await shop.do('demo.setPrinter', { paper: 'low', isCoverOpen: false });
  expect(heard('demo.changed').at(-1)?.printer).toEqual({ paper: 'low', isCoverOpen: false });
  await vi.waitFor(async () => expect(await troubleOf('printer')).toBe('paperLow'));
});

test('an open cover keeps the printer from printing, and nothing prints twice when it is shut', async () => {
  await openDemo();
  await shop.do('demo.setPrinter', { paper: 'enough', isCoverOpen: true });
  await shop.sell('covered', [WATER]);
  await vi.waitFor(async () => expect(await troubleOf('printer')).toBe('coverOpen'));
  await shop.do('demo.setPrinter', { paper: 'enough', isCoverOpen: false });
  await vi.waitFor(async () => expect((await shop.do('demo.look', {})).receipt?.number).toBe(1), 5000);
  await vi.waitFor(async () => expect(await troubleOf('printer')).toBeNull());
  expect(readdirSync(join(shop.folder, 'sim', 'receipts'))).toEqual(['000001.txt']);
});

/** What a printer that was never at this till makes of the same bytes. */
function decodeBytes(file: string): PrinterEvent[] {
  const events: PrinterEvent[] = [];
  let feed: (bytes: Uint8Array) => void = () => undefined;
  const line = {
    onBytes: (callback: (bytes: Uint8Array) => void) => {
      feed = callback;
      return () => undefined;
    },
    send: () => undefined,
  };
  const stranger = { events, printer: new SimulatedPrinter(line, 48, (event) => events.push(event)) };
  feed(readFileSync(file));
  return stranger.events;
}

test('the receipt is what the bytes say: the last paper of printer.bin, line for line', async () => {
  await openDemo();
  await shop.sell('first', [WATER], 1000);
  await shop.sell('second', [WATER, '40', WATER], 2000);
  await vi.waitFor(async () => expect((await shop.do('demo.look', {})).receipt?.number).toBe(2));
  const { receipt } = await shop.do('demo.look', {});
  const papers = decodeBytes(join(shop.folder, 'sim', 'printer.bin')).filter(
    (event) => event.kind === 'receipt',
  );
  expect(papers).toHaveLength(2);
  expect(receipt).toEqual({ number: 2, columns: 48, lines: papers[1]?.lines });
  expect(receipt?.lines.some((line) => line.isBold)).toBe(true);
  const kept = readFileSync(join(shop.folder, 'sim', 'receipts', '000002.txt'), 'utf8');
  expect(receipt?.lines.map((line) => `${line.text}\n`).join('')).toBe(kept);
  expect(heard('demo.changed').at(-1)?.receipt).toEqual(receipt);
});

test('where nothing may be sold, the devices can still be worked', async () => {
  shop = await openShop({ ...simulated, as: null });
  await shop.core.close();
  writeFileSync(join(shop.folder, 'till.db'), 'no database at all, only bytes');
  await shop.open();
  expect((await shop.do('app.describe', {})).mode.kind).toBe('viewOnly');
  await shop.do('demo.scan', { code: WATER });
  await lay(250);
  expect(heard('scanner.read')).toEqual([{ code: WATER, source: 'simulated', symbology: null, end: null }]);
});

// Connecting a printer without a restart: what is tried, what is kept, what becomes of papers that wait, and that nothing is
// sent to a port of which nobody can say what is behind it.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { drawerSetting } from '#contract/device-setting.ts';
import type { PrinterPlace, PrinterSetting } from '#contract/device-setting.ts';
import type { SaleId } from '#contract/ids.ts';
import { openFarPrinter } from '#test/hardware/far-printer.ts';
import type { FarPrinter } from '#test/hardware/far-printer.ts';
import { CountedDevices } from '#test/support/counted-devices.ts';
import { id, openShop } from '#test/support/shop.ts';
import type { Shop } from '#test/support/shop.ts';

const WATER = '6901234567892';
let far: FarPrinter;
let shop: Shop;
let counted: CountedDevices;

beforeEach(async () => {
  far = await openFarPrinter();
  counted = new CountedDevices();
});
afterEach(async () => {
  await shop.close();
  await far.close();
});

const there = (): PrinterSetting => ({ place: { kind: 'tcp', host: '127.0.0.1', port: far.port } });
/** A busy machine takes its time. */
const soon = (look: () => void | Promise<void>) => vi.waitFor(look, { timeout: 20_000, interval: 50 });
const serial: PrinterSetting = { place: { kind: 'serial', path: '/nowhere/ttyS9', baudRate: 9600 } };
const role = async (name: string) =>
  (await shop.do('device.list', {})).devices.find((device) => device.role === name);

test('a printer that is set up prints what waited for one, and the sale under way is not touched', async () => {
  shop = await openShop({ opened: () => counted });
  await shop.openShift(0);
  await shop.sell('waiting', [WATER]);
  await shop.scan(id<SaleId>('under way'), WATER);
  expect(far.papers()).toEqual([]);
  await shop.do('device.setPrinter', { printer: there() });
  await soon(() => expect(far.papers().filter((text) => text.includes('1-000001'))).toHaveLength(1));
  await soon(async () => expect(await role('printer')).toMatchObject({ state: 'ready' }));
  expect((await shop.do('sale.current', {})).current?.lines).toHaveLength(1);
  const told = shop.events.findLast(({ event }) => event === 'devices.opened');
  expect(told?.payload).toMatchObject({ devices: [{ role: 'printer' }, { role: 'drawer' }] });
});

test('it is there again after a restart, opened once; taken back, config.json counts', async () => {
  shop = await openShop({ opened: () => counted });
  await shop.do('device.setPrinter', { printer: there() });
  await shop.restart();
  expect(counted.opened).toEqual([null, { printer: there() }, { printer: there() }]);
  await soon(async () => expect((await role('printer'))?.state).toBe('ready'));
  await shop.do('device.setPrinter', { printer: null });
  await soon(() => expect(counted.opened.at(-1)).toBeNull());
  await soon(async () => expect(await role('printer')).toMatchObject({ state: 'absent', model: '' }));
});

test('other changes of the register open nothing anew', async () => {
  shop = await openShop({ opened: () => counted });
  await shop.do('device.setPrinter', { printer: there() });
  await soon(() => expect(counted.opened).toHaveLength(2));
  await shop.do('register.setReceiptLanguage', { language: 'en' });
  await shop.do('device.list', {});
  expect(counted.opened).toHaveLength(2);
});

test('a pulse goes by the pin that was chosen last, also right after the change', async () => {
  shop = await openShop({ opened: () => counted });
  await shop.openShift(0);
  await shop.do('device.setPrinter', { printer: there() });
  await shop.do('device.setDrawer', { drawer: { pin: 5, sensor: 'highIsOpen' } });
  await shop.do('drawer.noSale', { reason: 'which pin?' });
  await soon(() => expect(far.pulses()).toBe(1));
  expect(far.events.find(({ kind }) => kind === 'pulse')).toMatchObject({ pin: 5 });
  const drawer = { pin: 5, sensor: 'highIsOpen' } as const;
  expect(counted.opened.at(-1)).toEqual({ printer: there(), drawer });
  // Another printer, or none, says nothing of the drawer.
  await shop.do('device.setPrinter', { printer: { ...there(), profile: 'generic-58' } });
  await soon(() =>
    expect(counted.opened.at(-1)).toEqual({ printer: { ...there(), profile: 'generic-58' }, drawer }),
  );
  await shop.do('device.setPrinter', { printer: null });
  await soon(() => expect(counted.opened.at(-1)).toEqual({ drawer }));
});

test('a pulse that had to wait until nobody expects it any more is not given', async () => {
  shop = await openShop({ opened: () => counted });
  await shop.openShift(0);
  const { promise, resolve } = Promise.withResolvers<void>();
  counted.gate = promise;
  await shop.do('device.setPrinter', { printer: there() });
  await shop.do('drawer.noSale', { reason: 'too late' });
  // The pulse is asked for once the answer is out.
  await new Promise((go) => setImmediate(go));
  const later = performance.now() + 5_000;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => later);
  resolve();
  await soon(async () => expect(await role('printer')).toMatchObject({ state: 'ready' }));
  clock.mockRestore();
  // The sale's own pulse goes before its receipt; one that came late would have gone before both.
  await shop.sell('after', [WATER]);
  await soon(() => expect(far.papers().filter((text) => text.includes('1-000001'))).toHaveLength(1));
  expect(far.pulses()).toBe(1);
});

test('what is tried prints a test page and keeps nothing', async () => {
  shop = await openShop({ opened: () => counted });
  const tried = await shop.do('device.tryPrinter', { printer: there(), isAgreed: false });
  expect(tried).toEqual({ outcome: 'printed', trouble: null });
  expect(far.papers()).toHaveLength(1);
  expect(far.papers()[0]).toContain('gb18030    中文');
  expect(await role('printer')).toMatchObject({ state: 'absent', model: '' });
});

test('the printer that is in use may be tried in another way, and goes on as it was', async () => {
  shop = await openShop({ opened: () => counted });
  await shop.openShift(0);
  await shop.do('device.setPrinter', { printer: there() });
  const tried = await shop.do('device.tryPrinter', {
    printer: { ...there(), profile: 'generic-58' },
    isAgreed: true,
  });
  expect(tried.outcome).toBe('printed');
  await shop.sell('after', [WATER]);
  await soon(() => expect(far.papers().filter((text) => text.includes('1-000001'))).toHaveLength(1));
});

test('a second printer stands beside the first, prints its own test page, and is there after a restart', async () => {
  shop = await openShop({ opened: () => counted });
  const second = await openFarPrinter();
  try {
    const fallback: PrinterSetting = { place: { kind: 'tcp', host: '127.0.0.1', port: second.port } };
    await shop.do('device.setPrinter', { printer: there() });
    expect(await shop.refused('device.printTest', { role: 'fallback' })).toMatchObject({
      code: 'device.noFallback',
    });
    await shop.do('device.setFallback', { printer: fallback });
    await soon(async () => expect(await role('fallback')).toMatchObject({ state: 'ready' }));
    expect(counted.opened.at(-1)).toEqual({ printer: there(), fallback });
    await shop.do('device.printTest', { role: 'fallback' });
    await soon(() => expect(second.papers()).toHaveLength(1));
    expect(far.papers()).toEqual([]);
    await shop.do('device.printTest', {});
    await soon(() => expect(far.papers()).toHaveLength(1));
    await shop.restart();
    await soon(async () => expect(await role('fallback')).toMatchObject({ state: 'ready' }));
    await shop.do('device.setFallback', { printer: null });
    await soon(async () => expect(await role('fallback')).toBeUndefined());
    expect(await role('printer')).toMatchObject({ model: expect.stringContaining(String(far.port)) });
  } finally {
    await second.close();
  }
});

test('both printers at one port would take it from each other', async () => {
  shop = await openShop({ opened: () => counted });
  const name = `127.0.0.1:${far.port}`;
  const refused = { code: 'device.samePrinter', details: { name } };
  await shop.do('device.setPrinter', { printer: there() });
  const other: PrinterSetting = { ...there(), profile: 'generic-58' };
  expect(await shop.refused('device.setFallback', { printer: other })).toEqual(refused);
  await shop.do('device.setFallback', { printer: serial });
  await shop.do('device.setPrinter', { printer: null });
  await shop.do('device.setFallback', { printer: there() });
  expect(await shop.refused('device.setPrinter', { printer: there() })).toEqual(refused);
});

test('nobody at the address is said, not hidden', async () => {
  shop = await openShop({ opened: () => counted });
  const printer = there();
  await far.close();
  expect(await shop.do('device.tryPrinter', { printer, isAgreed: false })).toEqual({
    outcome: 'notStarted',
    trouble: 'refused',
  });
});

test.for(['adapter', 'unknown', 'scanner', null] as const)(
  'nothing is sent to a port behind which may be anything: %s',
  async (kind) => {
    shop = await openShop({ opened: () => counted });
    const besides: PrinterPlace = { kind: 'serial', path: '/nowhere/ttyS8', baudRate: 9600 };
    counted.found = [{ place: besides, label: 'A printer on another port', kind: 'printer' }];
    if (kind !== null) counted.found.push({ place: serial.place, label: 'x', kind });
    expect(await shop.refused('device.tryPrinter', { printer: serial, isAgreed: false })).toEqual({
      code: 'device.unknownPort',
      details: { name: '/nowhere/ttyS9' },
    });
    expect(counted.alone).toHaveLength(0);
    await shop.do('device.tryPrinter', { printer: serial, isAgreed: true });
    expect(counted.alone).toHaveLength(1);
  },
);

test('a port that says it is a printer needs no yes', async () => {
  shop = await openShop({ opened: () => counted });
  counted.found = [{ place: serial.place, label: 'Epson', kind: 'printer' }];
  const tried = await shop.do('device.tryPrinter', { printer: serial, isAgreed: false });
  expect(tried).toEqual({ outcome: 'notStarted', trouble: 'notFound' });
});

test("a file of the system's own printer driver needs no yes, under whatever name it was found; any other does", async () => {
  shop = await openShop({ opened: () => counted });
  const file = (path: string): PrinterSetting => ({ place: { kind: 'file', path } });
  const tried = await shop.do('device.tryPrinter', { printer: file('/dev/usb/lp97'), isAgreed: false });
  expect(tried).toEqual({ outcome: 'notStarted', trouble: 'notFound' });
  expect(await shop.refused('device.tryPrinter', { printer: file('/dev/null'), isAgreed: false })).toEqual({
    code: 'device.unknownPort',
    details: { name: '/dev/null' },
  });
});

test('only a manager may', async () => {
  shop = await openShop({ opened: () => counted, as: 'supervisor' });
  const allowed = { permission: 'device.setUp' };
  for (const [name, args] of [
    ['device.setPrinter', { printer: null }],
    ['device.setFallback', { printer: null }],
    ['device.setDrawer', { drawer: drawerSetting.parse({}) }],
    ['device.tryPrinter', { printer: there(), isAgreed: true }],
  ] as const) {
    expect(await shop.refused(name, args)).toEqual({ code: 'session.notAllowed', details: allowed });
  }
  expect(far.bytes()).toBe(0);
});

// The driver for scanners in HID POS mode, over a stand-in for the bus: which device it opens, what it says of it, and
// that it finds it again.
import { afterEach, expect, test } from 'vitest';
import type { ScannerMisread, ScannerRead } from '#contract/scanned.ts';
import { type HidBus, type HidFound, type HidHandle, HidPosScanner } from '#hardware/scanner/hid-pos.ts';
import { until } from './counter.ts';
import { HONEYWELL, KEYBOARD_DESCRIPTOR, makeReports, UNCOUNTED } from './hid-reports.ts';

const PLACE = { vendorId: 0x0c2e, productId: 0x0b62, serialNumber: 'S1' };
const POS = { usagePage: 0x8c, usage: 2 };
const KEYS = { usagePage: 1, usage: 6 };

/** A bus on which a test plugs what it wants; it remembers what was opened. */
class FakeBus implements HidBus {
  found: HidFound[] = [];
  descriptors = new Map<string, Uint8Array>();
  opened: string[] = [];
  listening = new Map<string, { data: (report: Uint8Array) => void; error: (cause: unknown) => void }>();
  refusal: Error | null = null;

  plug(path: string, what: object, descriptor?: Uint8Array): void {
    this.found.push({ ...PLACE, path, ...what });
    if (descriptor !== undefined) this.descriptors.set(path, descriptor);
  }

  pull(path: string): void {
    this.found = this.found.filter((one) => one.path !== path);
    this.listening.get(path)?.error('could not read from HID device: device disconnected');
  }

  async devices(vendorId: number, productId: number): Promise<HidFound[]> {
    return this.found.filter((one) => one.vendorId === vendorId && one.productId === productId);
  }

  async open(path: string): Promise<HidHandle> {
    this.opened.push(path);
    if (this.refusal !== null) throw this.refusal;
    const nobody = (): void => undefined;
    const listeners: { data: (report: Uint8Array) => void; error: (cause: unknown) => void } = {
      data: nobody,
      error: nobody,
    };
    this.listening.set(path, listeners);
    return {
      on(event: 'data' | 'error', callback: never) {
        listeners[event] = callback;
      },
      close: async () => void this.listening.delete(path),
    };
  }

  async descriptorOf(path: string): Promise<Uint8Array | null> {
    return this.descriptors.get(path) ?? null;
  }

  send(path: string, reports: readonly Uint8Array[]): void {
    for (const report of reports) this.listening.get(path)?.data(report);
  }
}

const closings: HidPosScanner[] = [];
afterEach(async () => {
  for (const scanner of closings.splice(0)) await scanner.close();
});

function listen(bus: FakeBus): { scanner: HidPosScanner; reads: ScannerRead[]; misreads: ScannerMisread[] } {
  const now = () => new Date('2026-11-30T08:00:00.000Z');
  const known = { source: 'left', model: 'hid', isSimulated: false, now };
  const scanner = new HidPosScanner(PLACE, { ...known, load: async () => bus });
  closings.push(scanner);
  const [reads, misreads]: [ScannerRead[], ScannerMisread[]] = [[], []];
  scanner.onRead((read) => reads.push(read));
  scanner.onMisread((misread) => misreads.push(misread));
  return { scanner, reads, misreads };
}

const isReady = ({ scanner }: { scanner: HidPosScanner }) => until(() => scanner.status().state === 'ready');
const text = (words: string) => Buffer.from(words);

test('codes come with their kind and their source, whatever number of reports they took', async () => {
  const bus = new FakeBus();
  bus.plug('/dev/hidraw2', POS, HONEYWELL.descriptor);
  const rig = listen(bus);
  await isReady(rig);
  bus.send('/dev/hidraw2', makeReports(HONEYWELL, ']E0', text('6901234567892')));
  bus.send('/dev/hidraw2', makeReports(HONEYWELL, ']Q1', text('会员 '.repeat(40))));
  bus.send('/dev/hidraw2', makeReports(HONEYWELL, ']C1', text('0109501101530003\u001d10ABC')));
  expect(rig.reads).toEqual([
    { source: 'left', code: '6901234567892', symbology: 'ean13', end: null },
    { source: 'left', code: '会员 '.repeat(40), symbology: 'qr', end: null },
    { source: 'left', code: '(01)09501101530003(10)ABC', symbology: 'gs1-128', end: null },
  ]);
  expect(rig.misreads).toEqual([]);
});

test('each scanner is read by its own descriptor, and by the manuals where the system shows none', async () => {
  const own = new FakeBus();
  own.plug('/dev/hidraw0', POS, UNCOUNTED.descriptor);
  const first = listen(own);
  await isReady(first);
  own.send('/dev/hidraw0', makeReports(UNCOUNTED, ']E4', text('73513537')));
  const none = new FakeBus();
  none.plug('HID#VID_0C2E', POS);
  const second = listen(none);
  await isReady(second);
  none.send('HID#VID_0C2E', makeReports(HONEYWELL, ']E4', text('73513537')));
  expect([...first.reads, ...second.reads].map(({ code }) => code)).toEqual(['73513537', '73513537']);
});

test('what is no text, or has no end, is told and is no code', async () => {
  const bus = new FakeBus();
  bus.plug('a', POS, HONEYWELL.descriptor);
  const rig = listen(bus);
  await isReady(rig);
  const [half] = makeReports(HONEYWELL, ']Q1', text('x'.repeat(60)));
  bus.send('a', [half ?? text('')]);
  bus.send('a', makeReports(HONEYWELL, ']E0', Buffer.from([0xff, 0xff, 0x01])));
  expect(rig.misreads.map(({ misread }) => misread)).toEqual(['brokenOff', 'garbled']);
  expect(rig.reads).toEqual([]);
});

test('a keyboard is never opened, also not where a scanner is in the same device', async () => {
  const bus = new FakeBus();
  bus.plug('keys', KEYS, KEYBOARD_DESCRIPTOR);
  bus.plug('both', KEYS, KEYBOARD_DESCRIPTOR);
  bus.plug('both', POS);
  const { scanner } = listen(bus);
  await until(() => scanner.status().trouble !== null);
  expect(scanner.status()).toMatchObject({
    id: 'left',
    role: 'scanner',
    state: 'attention',
    trouble: 'config',
  });
  expect(bus.opened).toEqual([]);
});

test('of two equal scanners the one with the right number is opened', async () => {
  const bus = new FakeBus();
  bus.plug('other', { ...POS, serialNumber: 'S2' }, HONEYWELL.descriptor);
  bus.plug('own', POS, HONEYWELL.descriptor);
  await isReady(listen(bus));
  expect(bus.opened).toEqual(['own']);
});

test('pulled out in the middle of a scan and plugged in under another name, it scans on; the half is no code', async () => {
  const bus = new FakeBus();
  bus.plug('/dev/hidraw0', POS, HONEYWELL.descriptor);
  const rig = listen(bus);
  await isReady(rig);
  const reports = makeReports(HONEYWELL, ']Q1', text('y'.repeat(100)));
  bus.send('/dev/hidraw0', reports.slice(0, 1));
  bus.pull('/dev/hidraw0');
  expect(rig.scanner.status()).toMatchObject({ state: 'absent', trouble: 'offline' });
  expect(bus.listening.size).toBe(0);
  bus.plug('/dev/hidraw3', POS, HONEYWELL.descriptor);
  await isReady(rig);
  bus.send('/dev/hidraw3', makeReports(HONEYWELL, ']E0', text('5901234123457')));
  expect(rig.reads.map(({ code }) => code)).toEqual(['5901234123457']);
  expect(rig.misreads).toEqual([]);
});

test('trouble has its name: not there, not allowed, no driver', async () => {
  const bus = new FakeBus();
  const away = listen(bus);
  await until(() => away.scanner.status().trouble === 'notFound');
  expect(away.scanner.status().state).toBe('absent');
  const locked = new FakeBus();
  locked.plug('a', POS, HONEYWELL.descriptor);
  locked.refusal = new Error('cannot open device with path a: Permission denied');
  const { scanner } = listen(locked);
  await until(() => scanner.status().trouble === 'permission');
  const known = { source: 'x', model: 'x', isSimulated: false, now: () => new Date() };
  const missing = new HidPosScanner(PLACE, {
    ...known,
    load: () => Promise.reject(new Error('libusb-1.0.so.0: cannot open shared object file')),
  });
  closings.push(missing);
  await until(() => missing.status().trouble === 'driverMissing');
});

test('closed while it is being opened it stays closed, and keeps nothing open', async () => {
  const bus = new FakeBus();
  bus.plug('a', POS, HONEYWELL.descriptor);
  const { scanner } = listen(bus);
  await scanner.close();
  await until(() => bus.listening.size === 0);
  expect(scanner.status()).toMatchObject({ state: 'absent', trouble: null });
});

test('the package is there, in a binary that needs no compiler, and lists devices or says that it cannot', async () => {
  const { devicesAsync, setDriverType } = await import('node-hid');
  setDriverType('hidraw');
  const outcome = await devicesAsync().then(
    (devices) => Array.isArray(devices),
    (error: Error) => /libusb|libudev|shared object/.test(error.message),
  );
  expect(outcome).toBe(true);
});

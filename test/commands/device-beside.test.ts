// Connecting a scale, a pole display and scanners without a restart, over real terminals: what is tried shows itself and is
// not kept, what is kept is there again, and nothing is sent to a port without a word.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { FoundPlace } from '#contract/device-setting.ts';
import type { BesideDevice, DeviceTried } from '#contract/device-try.ts';
import { isAskedScale } from '#contract/scale-setting.ts';
import type { ScaleProtocol, ScaleSetting } from '#contract/scale-setting.ts';
import { SCALE_TALKS } from '#hardware/scale/protocols.ts';
import { hasSocat, layCable } from '#test/hardware/cable.ts';
import type { Cable } from '#test/hardware/cable.ts';
import { makeCd5220 } from '#test/hardware/far-pole.ts';
import { layFarScale, lineOf } from '#test/hardware/far-scale.ts';
import type { Dialect, FarScale } from '#test/hardware/far-scale.ts';
import { CountedDevices } from '#test/support/counted-devices.ts';
import { openShop } from '#test/support/shop.ts';
import type { Shop } from '#test/support/shop.ts';

let shop: Shop;
let counted: CountedDevices;
const rests: (() => unknown)[] = [];

beforeEach(() => {
  counted = new CountedDevices();
});
afterEach(async () => {
  await shop.close();
  for (const rest of rests.splice(0)) await rest();
});

async function lay(): Promise<Cable & { bytes(): number }> {
  const cable = await layCable();
  let bytes = 0;
  cable.far.on('data', (heard: Buffer) => void (bytes += heard.length));
  rests.push(() => cable.dispose());
  return { ...cable, bytes: () => bytes };
}

function layScale({ far }: Cable, dialect: Dialect): FarScale {
  const scale = layFarScale(lineOf(far), { dialect, unit: 'kg', places: 3 });
  rests.unshift(() => scale.stop());
  return scale;
}

/** A busy machine takes its time. */
const soon = (look: () => void | Promise<void>) => vi.waitFor(look, { timeout: 20_000, interval: 50 });
const triedSoFar = (): DeviceTried[] =>
  shop.events.flatMap((told) => (told.event === 'device.tried' ? [told.payload] : []));
const statusOf = async (name: string) =>
  (await shop.do('device.list', {})).devices.find((device) => device.role === name);
const scaleAt = (path: string, protocol: ScaleProtocol): ScaleSetting => ({
  place: { kind: 'serial', path },
  protocol,
});
const scannerAt = (path: string, name?: string) => ({
  place: { kind: 'serial' as const, path, baudRate: 9600 },
  tabEnds: true,
  ...(name === undefined ? {} : { name }),
});
const tryOut = (device: BesideDevice, isAgreed = true) => shop.do('device.tryBeside', { device, isAgreed });

describe.runIf(hasSocat)('over a terminal', () => {
  test('a scale that is tried shows its weight, keeps nothing, and ends when it is told to', async () => {
    shop = await openShop({ opened: () => counted });
    const cable = await lay();
    layScale(cable, 'toledo').lay({ figure: 1_234, how: 'still' });
    await tryOut({ role: 'scale', setting: scaleAt(cable.path, 'toledo') });
    await soon(() =>
      expect(triedSoFar().at(-1)).toMatchObject({
        role: 'scale',
        state: 'ready',
        trouble: null,
        reading: { grams: 1_234, isStable: true },
        isOver: false,
      }),
    );
    await shop.do('device.endTry', {});
    expect(triedSoFar().at(-1)).toMatchObject({ isOver: true });
    const before = cable.bytes();
    expect(before).toBeGreaterThan(0);
    expect(await statusOf('scale')).toBeUndefined();
    expect(counted.opened).toEqual([null]);
    // Nobody asks it any more.
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(cable.bytes()).toBe(before);
  });

  test('one of another kind says what is wrong, and the next kind is tried in its place', async () => {
    shop = await openShop({ opened: () => counted });
    const cable = await lay();
    layScale(cable, 'cas22').lay({ figure: 500, how: 'still' });
    await tryOut({ role: 'scale', setting: scaleAt(cable.path, 'aclas') });
    await soon(() => expect(triedSoFar().at(-1)).toMatchObject({ trouble: 'config', reading: null }));
    await tryOut({ role: 'scale', setting: scaleAt(cable.path, 'cas') });
    await soon(() => expect(triedSoFar().at(-1)).toMatchObject({ reading: { grams: 500, isStable: true } }));
    expect(triedSoFar().filter(({ isOver }) => isOver)).toHaveLength(1);
  });

  test('one that is silent is said to be so', async () => {
    shop = await openShop({ opened: () => counted });
    const cable = await lay();
    await tryOut({ role: 'scale', setting: scaleAt(cable.path, 'toledo') });
    await soon(() => expect(triedSoFar().at(-1)).toMatchObject({ trouble: 'offline', reading: null }));
  });

  test('a scale that is kept weighs at once, also after a restart, until it is taken back', async () => {
    shop = await openShop({ opened: () => counted });
    const cable = await lay();
    const far = layScale(cable, 'cas22');
    const scale = scaleAt(cable.path, 'cas');
    await shop.do('device.setScale', { scale, isAgreed: false });
    await soon(async () => expect(await statusOf('scale')).toMatchObject({ state: 'ready' }));
    far.lay({ figure: 750, how: 'still' });
    const told = () => shop.events.findLast(({ event }) => event === 'scale.changed')?.payload;
    await soon(() => expect(told()).toMatchObject({ grams: 750, isStable: true }));
    await shop.restart();
    await soon(async () => expect(await statusOf('scale')).toMatchObject({ state: 'ready' }));
    expect(counted.opened.at(-1)).toEqual({ scale });
    await shop.do('device.setScale', { scale: null, isAgreed: false });
    await soon(async () => expect(await statusOf('scale')).toBeUndefined());
    expect(counted.opened.at(-1)).toBeNull();
  });

  test('the scale that is in use may be tried in another way, and goes on as it was', async () => {
    shop = await openShop({ opened: () => counted });
    const cable = await lay();
    layScale(cable, 'cas22').lay({ figure: 250, how: 'still' });
    const scale = scaleAt(cable.path, 'cas');
    await shop.do('device.setScale', { scale, isAgreed: false });
    await soon(async () => expect(await statusOf('scale')).toMatchObject({ state: 'ready' }));
    await tryOut({ role: 'scale', setting: { ...scale, unit: 'g' } });
    await soon(() => expect(triedSoFar().at(-1)).toMatchObject({ reading: { grams: 250 } }));
    expect(await statusOf('scale')).toMatchObject({ state: 'absent' });
    await shop.do('device.endTry', {});
    await soon(async () => expect(await statusOf('scale')).toMatchObject({ state: 'ready' }));
    expect(counted.opened).toEqual([null, { scale }, { scale }]);
  });

  test('whoever wants the drawer does not wait for somebody who tries, and neither does whoever signs out', async () => {
    shop = await openShop({ opened: () => counted });
    await shop.openShift(0);
    const cable = await lay();
    layScale(cable, 'cas22');
    await shop.do('device.setScale', { scale: scaleAt(cable.path, 'cas'), isAgreed: false });
    await soon(async () => expect(await statusOf('scale')).toMatchObject({ state: 'ready' }));
    await tryOut({ role: 'scale', setting: scaleAt(cable.path, 'cas') });
    await shop.do('drawer.noSale', { reason: 'meanwhile' });
    await soon(() => expect(triedSoFar().at(-1)).toMatchObject({ isOver: true }));
    await tryOut({ role: 'scale', setting: scaleAt(cable.path, 'cas') });
    await shop.do('session.signOut', {});
    await soon(() => expect(triedSoFar().filter(({ isOver }) => isOver)).toHaveLength(2));
  });

  test('a scanner that is tried is heard and sent nothing, and no sale hears of it', async () => {
    shop = await openShop({ opened: () => counted });
    const cable = await lay();
    await tryOut({ role: 'scanner', setting: scannerAt(cable.path) }, false);
    await soon(() => expect(triedSoFar().at(-1)).toMatchObject({ state: 'ready', read: null }));
    cable.far.write(']E06901234567892\r');
    const read = { code: '6901234567892', source: cable.path, symbology: 'ean13', end: 'cr' };
    await soon(() => expect(triedSoFar().at(-1)).toMatchObject({ read, misread: null }));
    cable.far.write('\x01\r');
    await soon(() => expect(triedSoFar().at(-1)).toMatchObject({ read: null, misread: 'garbled' }));
    await shop.do('device.endTry', {});
    expect(cable.bytes()).toBe(0);
    expect(shop.events.some(({ event }) => event === 'scanner.read')).toBe(false);
  });

  test('two scanners read beside each other; one is taken out and the other stays', async () => {
    shop = await openShop({ opened: () => counted });
    const [left, right] = [await lay(), await lay()];
    const scanners = [scannerAt(left.path, 'left'), scannerAt(right.path, 'right')];
    await shop.do('device.setScanners', { scanners });
    const ready = async () =>
      (await shop.do('device.list', {})).devices
        .filter(({ role, state }) => role === 'scanner' && state === 'ready')
        .map((device) => device.id);
    await soon(async () => expect(await ready()).toEqual(['left', 'right']));
    right.far.write('96385074\r');
    const read = () => shop.events.findLast(({ event }) => event === 'scanner.read')?.payload;
    await soon(() => expect(read()).toMatchObject({ source: 'right', code: '96385074' }));
    await shop.do('device.setScanners', { scanners: scanners.slice(1) });
    await soon(async () => expect(await ready()).toEqual(['right']));
  });

  test('a display that is tried shows letters and a figure', async () => {
    shop = await openShop({ opened: () => counted });
    const cable = await lay();
    const pole = makeCd5220();
    cable.far.on('data', (bytes: Buffer) => pole.hear(bytes));
    const setting = { place: { kind: 'serial', path: cable.path }, protocol: 'cd5220' } as const;
    await tryOut({ role: 'display', setting });
    await soon(() => expect(pole.seen().lines).toEqual(['Counterfoil'.padEnd(20), '12.50'.padStart(20)]));
    expect(pole.seen().complaints).toEqual([]);
    await soon(() => expect(triedSoFar().at(-1)).toMatchObject({ role: 'display', state: 'ready' }));
    await shop.do('device.endTry', {});
    await shop.do('device.setDisplay', { display: setting, isAgreed: true });
    await soon(async () => expect(await statusOf('display')).toMatchObject({ state: 'ready' }));
  });

  test('a real scale takes the place of the simulated one alone, and the demonstration counter stays', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'counterfoil-beside-'));
    rests.push(() => rm(folder, { recursive: true, force: true }));
    counted.said = { kind: 'simulated', folder };
    shop = await openShop({ opened: () => counted });
    const cable = await lay();
    layScale(cable, 'cas22').lay({ figure: 300, how: 'still' });
    const scale = scaleAt(cable.path, 'cas');
    await tryOut({ role: 'scale', setting: scale });
    await soon(() => expect(triedSoFar().at(-1)).toMatchObject({ reading: { grams: 300 } }));
    // Nothing of that counter can be at the port: it goes on, and so does the try.
    expect(await shop.do('demo.look', {})).toMatchObject({ scale: { grams: 0 } });
    expect(triedSoFar().at(-1)).toMatchObject({ isOver: false });
    expect(counted.opened).toEqual([null]);
    await shop.do('device.setScale', { scale, isAgreed: false });
    await soon(async () =>
      expect(await statusOf('scale')).toMatchObject({ state: 'ready', isSimulated: false }),
    );
    const { devices } = await shop.do('device.list', {});
    expect(devices.filter(({ role }) => role === 'scale')).toHaveLength(1);
    expect(await statusOf('printer')).toMatchObject({ state: 'ready', isSimulated: true });
    expect(await statusOf('scanner')).toMatchObject({ isSimulated: true });
    expect(await shop.do('demo.look', {})).toMatchObject({ scale: null, printer: { paper: 'enough' } });
    await shop.do('demo.scan', { code: '96385074' });
    await soon(() => expect(shop.events.some(({ event }) => event === 'scanner.read')).toBe(true));
    expect(shop.events.findLast(({ event }) => event === 'devices.opened')?.payload).toMatchObject({
      hasDemoCounter: true,
    });
  });

  test('a scale that was chosen drops neither the printer nor the scanners of config.json', async () => {
    const cable = await lay();
    layScale(cable, 'cas22');
    counted.said = {
      kind: 'real',
      printer: { place: { kind: 'file', path: '/nowhere/lp0' } },
      fallback: null,
      drawer: { pin: 2, sensor: null },
      scanners: [scannerAt('/nowhere/ttyS8', 'left')],
    };
    shop = await openShop({ opened: () => counted });
    await shop.do('device.setScale', { scale: scaleAt(cable.path, 'cas'), isAgreed: false });
    await soon(async () => expect(await statusOf('scale')).toMatchObject({ state: 'ready' }));
    expect((await statusOf('printer'))?.model).toContain('/nowhere/lp0');
    expect(await statusOf('scanner')).toMatchObject({ id: 'left' });
  });
});

describe('what nobody can know', () => {
  const path = '/nowhere/ttyS9';
  const display: BesideDevice = {
    role: 'display',
    setting: { place: { kind: 'serial', path }, protocol: 'cd5220' },
  };
  const sentTo: BesideDevice[] = [
    display,
    ...(['toledo', 'nci'] as const).map((protocol): BesideDevice => ({
      role: 'scale',
      setting: scaleAt(path, protocol),
    })),
  ];
  const refusal = { code: 'device.unknownPort', details: { name: path } };

  test.each(sentTo)('%o is sent nothing without a word, tried or kept', async (device) => {
    shop = await openShop({ opened: () => counted });
    // Not even where the system says what is there: it is no scale and no display.
    counted.found = [{ place: { kind: 'serial', path, baudRate: 9600 }, label: 'Epson', kind: 'printer' }];
    expect(await shop.refused('device.tryBeside', { device, isAgreed: false })).toEqual(refusal);
    const kept =
      device.role === 'display'
        ? shop.refused('device.setDisplay', { display: device.setting, isAgreed: false })
        : shop.refused('device.setScale', { scale: device.setting, isAgreed: false });
    expect(await kept).toEqual(refusal);
    expect(counted.alone).toEqual([]);
    expect(counted.opened).toEqual([null]);
    await tryOut(device);
    expect(counted.alone).toHaveLength(1);
    await soon(() => expect(triedSoFar().at(-1)).toMatchObject({ trouble: 'notFound' }));
  });

  test.each<BesideDevice>([
    { role: 'scale', setting: scaleAt(path, 'cas') },
    { role: 'scale', setting: scaleAt(path, 'aclas') },
    { role: 'scanner', setting: scannerAt(path) },
  ])('%o is only listened to, and needs none', async (device) => {
    shop = await openShop({ opened: () => counted });
    await tryOut(device, false);
    expect(counted.alone).toHaveLength(1);
  });

  test('who is asked and who speaks by itself is what the drivers do', () => {
    for (const [protocol, { question }] of Object.entries(SCALE_TALKS))
      expect([protocol, isAskedScale(protocol as ScaleProtocol)]).toEqual([protocol, question !== null]);
  });
});

test('the likeliest place is found first, a printer last; only a scanner may be in HID POS mode', async () => {
  shop = await openShop({ opened: () => counted });
  const port = (kind: FoundPlace['kind']): FoundPlace => ({
    place: { kind: 'serial', path: kind, baudRate: 9600 },
    label: kind,
    kind,
  });
  counted.found = [
    { place: { kind: 'file', path: '/dev/usb/lp0' }, label: 'x', kind: 'printer' },
    ...(['printer', 'adapter', 'unknown', 'scanner'] as const).map(port),
  ];
  counted.hid = [
    {
      place: { kind: 'hid', vendorId: 0x0c2e, productId: 0x0b62, serialNumber: null },
      label: 'HID',
      kind: 'scanner',
    },
  ];
  const labels = async (role: BesideDevice['role']) =>
    (await shop.do('device.findBeside', { role })).found.map(({ label }) => label);
  expect(await labels('scanner')).toEqual(['HID', 'scanner', 'adapter', 'unknown', 'printer']);
  expect(await labels('scale')).toEqual(['adapter', 'unknown', 'scanner', 'printer']);
  expect(counted.alone).toEqual([]);
});

test('two scanners of one name are refused, by their places too', async () => {
  shop = await openShop({ opened: () => counted });
  const twice = [
    [scannerAt('/dev/a', 'left'), scannerAt('/dev/b', 'left')],
    [scannerAt('/dev/a'), scannerAt('/dev/a')],
    [scannerAt('/dev/a'), scannerAt('/dev/b', '/dev/a')],
  ];
  for (const scanners of twice) {
    expect((await shop.refused('device.setScanners', { scanners })).code).toBe('device.sameName');
  }
  expect(counted.opened).toEqual([null]);
});

test('no scanner at all is a choice, and so is what config.json says', async () => {
  counted.said = { kind: 'none', scanners: [scannerAt('/nowhere/ttyS8', 'left')] };
  shop = await openShop({ opened: () => counted });
  expect(await statusOf('scanner')).toMatchObject({ id: 'left' });
  await shop.do('device.setScanners', { scanners: [] });
  await soon(async () => expect(await statusOf('scanner')).toBeUndefined());
  await shop.do('device.setScanners', { scanners: null });
  await soon(async () => expect(await statusOf('scanner')).toMatchObject({ id: 'left' }));
});

test('only a manager may', async () => {
  shop = await openShop({ opened: () => counted, as: 'supervisor' });
  const device: BesideDevice = { role: 'scanner', setting: scannerAt('/nowhere/ttyS9') };
  for (const [name, args] of [
    ['device.setScale', { scale: null, isAgreed: true }],
    ['device.setDisplay', { display: null, isAgreed: true }],
    ['device.setScanners', { scanners: null }],
    ['device.tryBeside', { device, isAgreed: true }],
    ['device.endTry', {}],
  ] as const) {
    const refused = await shop.refused(name, args);
    expect(refused).toEqual({ code: 'session.notAllowed', details: { permission: 'device.setUp' } });
  }
  expect(counted.alone).toEqual([]);
});

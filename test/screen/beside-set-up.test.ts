// Connecting a scale, a display and scanners without a page: what is asked of the till, and when.
import { expect, test } from 'vitest';
import type { DeviceChoice } from '#contract/device-choice.ts';
import type { DeviceTried, FoundBeside } from '#contract/device-try.ts';
import type { Refusal } from '#contract/refusal.ts';
import {
  addAnother,
  agreeBeside,
  besidePanel,
  besidePlaceOf,
  findBesideAgain,
  forgetBeside,
  isTried,
  keepBeside,
  leaveBesideSetUp,
  moveBeside,
  openBesideSetUp,
  takeOutScanner,
  tryBeside,
  tryOrStop,
  useBesidePlace,
  writeBeside,
} from '#screen/verbs/beside-set-up.ts';
import type { BesideRole } from '#contract/device-try.ts';
import { takeScan } from '#screen/verbs/scan.ts';
import { answeringTill } from '#test/support/answering-till.ts';
import type { AnsweringTill, Answers } from '#test/support/answering-till.ts';

const port = (path: string, kind: FoundBeside['kind']): FoundBeside => ({
  place: { kind: 'serial', path, baudRate: 9600 },
  label: path,
  kind,
});
const cable = port('/dev/ttyUSB0', 'adapter');
const other = port('/dev/ttyUSB1', 'unknown');
const hid: FoundBeside = {
  place: { kind: 'hid', vendorId: 1, productId: 2, serialNumber: null },
  label: 'HID',
  kind: 'scanner',
};
const none = { refusal: { code: 'session.none', details: {} } as Refusal };

async function setUp(
  role: BesideRole,
  found: FoundBeside[],
  devices: DeviceChoice = {},
  more: Answers = {},
): Promise<AnsweringTill> {
  const counter = answeringTill({
    // Asked for anew after a device was kept; what the till is does not matter here.
    'app.describe': () => none,
    'device.findBeside': () => ({ found: [...found] }),
    'device.tryBeside': () => ({}),
    'device.endTry': () => ({}),
    'device.setScale': () => ({}),
    'device.setDisplay': () => ({}),
    'device.setScanners': () => ({}),
    ...more,
  });
  counter.till.store.setState(({ about }) => ({
    about: { ...about, register: { ...about?.register, devices } } as never,
  }));
  await openBesideSetUp(counter.till, role);
  return counter;
}
const panelOf = ({ till }: AnsweringTill) => {
  const panel = besidePanel(till.store.getState());
  if (panel === null) throw new Error('the panel is shut');
  return panel;
};
const placeOf = (counter: AnsweringTill) => besidePlaceOf(panelOf(counter));

function tell({ till }: AnsweringTill, more: Partial<DeviceTried> = {}): void {
  const { role } = panelOf({ till } as AnsweringTill);
  const known = { state: 'ready', trouble: null, reading: null, read: null, misread: null } as const;
  const live: DeviceTried = { role, ...known, isOver: false, ...more };
  till.store.setState({ panel: { ...panelOf({ till } as AnsweringTill), live } });
}

test.for(['scale', 'display'] as const)('a %s is asked about before anything is tried', async (role) => {
  const counter = await setUp(role, [cable, other]);
  moveBeside(counter.till, 1);
  useBesidePlace(counter.till);
  expect(panelOf(counter)).toMatchObject({ step: 'agree', isAgreed: false });
  tryOrStop(counter.till);
  expect(counter.asked('device.tryBeside')).toEqual([]);
  leaveBesideSetUp(counter.till);
  expect(panelOf(counter).step).toBe('place');
  useBesidePlace(counter.till);
  agreeBeside(counter.till);
  await tryBeside(counter.till);
  expect(counter.asked('device.tryBeside')).toMatchObject([
    { isAgreed: true, device: { role, setting: { place: { path: '/dev/ttyUSB1' } } } },
  ]);
  // A yes to one port is none to another.
  leaveBesideSetUp(counter.till);
  expect(panelOf(counter)).toMatchObject({ step: 'place', isAgreed: false, live: null });
});

test('a scanner is only listened to: nobody is asked', async () => {
  const counter = await setUp('scanner', [hid, cable]);
  expect(placeOf(counter)).toEqual(hid.place);
  useBesidePlace(counter.till);
  expect(panelOf(counter).step).toBe('kind');
  await tryBeside(counter.till);
  expect(counter.asked('device.tryBeside')).toMatchObject([
    { isAgreed: false, device: { role: 'scanner', setting: { place: hid.place } } },
  ]);
});

test('without a port there is no next step; a typed name is one', async () => {
  const counter = await setUp('scale', []);
  useBesidePlace(counter.till);
  expect(panelOf(counter).step).toBe('place');
  expect(counter.till.store.getState().notice).toMatchObject({ kind: 'said' });
  writeBeside(counter.till, { way: { kind: 'port' }, port: ' /dev/ttyS0 ' });
  expect(placeOf(counter)).toMatchObject({ path: '/dev/ttyS0' });
  useBesidePlace(counter.till);
  expect(panelOf(counter).step).toBe('agree');
});

const scale = {
  place: { kind: 'serial', path: '/dev/ttyUSB1', baudRate: 4800, frame: '7O1' },
  protocol: 'nci',
  decimals: 2,
} as const;

test('whoever changes the scale begins with the one they have, whatever else is plugged in', async () => {
  const places = [cable, other];
  const counter = await setUp('scale', places, { scale });
  expect(placeOf(counter)).toMatchObject({ path: '/dev/ttyUSB1', baudRate: 4800 });
  places.unshift(port('/dev/ttyUSB2', 'unknown'));
  await findBesideAgain(counter.till);
  expect(placeOf(counter)).toMatchObject({ path: '/dev/ttyUSB1' });
  useBesidePlace(counter.till);
  agreeBeside(counter.till);
  await keepBeside(counter.till);
  expect(counter.asked('device.setScale')).toMatchObject([{ scale, isAgreed: true }]);
  const away = await setUp('scale', [cable], { scale });
  expect(panelOf(away).draft).toMatchObject({ way: { kind: 'port' }, port: '/dev/ttyUSB1' });
});

test('what is described in another way is tried anew, and kept as it is described last', async () => {
  const counter = await setUp('scale', [cable]);
  useBesidePlace(counter.till);
  agreeBeside(counter.till);
  writeBeside(counter.till, { scale: 'cas' });
  expect(counter.asked('device.tryBeside')).toEqual([]);
  const first = tryBeside(counter.till);
  // While it is being opened.
  writeBeside(counter.till, { scale: 'aclas' });
  await first;
  tell(counter, { trouble: 'config' });
  writeBeside(counter.till, { baudRate: 4800 });
  await new Promise((resolve) => setTimeout(resolve));
  const tried = counter.asked('device.tryBeside').map(({ device }) => device.setting);
  expect(tried).toMatchObject([
    { protocol: 'cas' },
    { protocol: 'aclas' },
    { protocol: 'aclas', place: { baudRate: 4800 } },
  ]);
  tell(counter, { reading: { grams: 5, isStable: true, isTaken: false } });
  await keepBeside(counter.till);
  expect(counter.asked('device.endTry')).toHaveLength(1);
  expect(counter.asked('device.setScale')).toMatchObject([
    { scale: { place: { kind: 'serial', path: '/dev/ttyUSB0', baudRate: 4800 }, protocol: 'aclas' } },
  ]);
  expect(counter.asked('device.setScale')[0]?.scale).not.toHaveProperty('unit');
});

test('whoever stops or leaves tries nothing any more', async () => {
  const counter = await setUp('scanner', [cable]);
  useBesidePlace(counter.till);
  await tryBeside(counter.till);
  tell(counter);
  expect(isTried(panelOf(counter))).toBe(true);
  tryOrStop(counter.till);
  expect(counter.asked('device.endTry')).toHaveLength(1);
  tell(counter, { isOver: true });
  expect(isTried(panelOf(counter))).toBe(false);
  const again = tryBeside(counter.till);
  leaveBesideSetUp(counter.till);
  await again;
  expect(panelOf(counter)).toMatchObject({ step: 'place', live: null });
  // Once as they leave, and once more when the till has opened what nobody waits for any more.
  expect(counter.asked('device.endTry')).toHaveLength(3);
});

const left = {
  place: { kind: 'serial', path: '/dev/a', baudRate: 9600 },
  name: 'left',
  tabEnds: true,
} as const;
const right = { place: { kind: 'serial', path: '/dev/b', baudRate: 9600 }, tabEnds: true } as const;

test('another scanner is put to those that were chosen; one is taken out, and all are given back', async () => {
  const counter = await setUp('scanner', [cable], { scanners: [left, right] });
  expect(panelOf(counter).step).toBe('list');
  addAnother(counter.till);
  useBesidePlace(counter.till);
  writeBeside(counter.till, { name: ' door ' });
  await keepBeside(counter.till);
  expect(counter.asked('device.setScanners').at(-1)?.scanners).toEqual([
    left,
    right,
    { place: cable.place, name: 'door', tabEnds: true },
  ]);
  await openBesideSetUp(counter.till, 'scanner');
  moveBeside(counter.till, 1);
  await takeOutScanner(counter.till);
  expect(counter.asked('device.setScanners').at(-1)?.scanners).toEqual([left]);
  await forgetBeside(counter.till);
  expect(counter.asked('device.setScanners').at(-1)?.scanners).toBeNull();
});

test('no till has more scanners than it can have', async () => {
  const scanners = Array.from({ length: 8 }, (_, at) => ({ ...left, name: `${at}` }));
  const counter = await setUp('scanner', [cable], { scanners });
  addAnother(counter.till);
  expect(panelOf(counter).step).toBe('list');
  expect(counter.till.store.getState().notice).toMatchObject({ kind: 'said' });
});

test('what the till refuses keeps the panel open', async () => {
  const refusal = { code: 'device.sameName', details: { name: 'left' } } as Refusal;
  const counter = await setUp('scanner', [cable], {}, { 'device.setScanners': () => ({ refusal }) });
  useBesidePlace(counter.till);
  await keepBeside(counter.till);
  expect(panelOf(counter).step).toBe('kind');
  expect(counter.till.store.getState().notice).toMatchObject({ refusal });
});

test('a scan that types is shown, and adds nothing', async () => {
  const counter = await setUp('scanner', [cable]);
  takeScan(counter.till, '6901234567892');
  expect(panelOf(counter)).toMatchObject({ typed: { code: '6901234567892' } });
  expect(counter.asked('sale.scan')).toEqual([]);
  // Beside a scale it is none of its business, and still adds nothing.
  const weighing = await setUp('scale', [cable]);
  takeScan(weighing.till, '6901234567892');
  expect(panelOf(weighing).typed).toBeNull();
  expect(weighing.till.store.getState().notice).toMatchObject({ kind: 'said', isNo: true });
  expect(weighing.asked('sale.scan')).toEqual([]);
});

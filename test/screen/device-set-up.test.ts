// Connecting a printer and a drawer without a page: nothing is sent before somebody said yes, and of a drawer only what was read
// is learnt.
import { expect, test } from 'vitest';
import type { DeviceStatus } from '#contract/device.ts';
import type { FoundPlace, PrinterPlace } from '#contract/device-setting.ts';
import type { Instant } from '#contract/ids.ts';
import type { Refusal } from '#contract/refusal.ts';
import { goOnLearning, mayGoOnLearning, openDrawerSetUp, tryPin } from '#screen/verbs/drawer-set-up.ts';
import { deviceRows, moveDevice, openDeviceList, roleOf, tryDevice } from '#screen/verbs/devices.ts';
import {
  agreeToTry,
  findAgain,
  forgetPrinter,
  keepPrinter,
  leavePrinterSetUp,
  moveFoundPlace,
  openPrinterSetUp,
  placeOf,
  printerPanel,
  tryPrinter,
  usePlace,
  writeDraft,
} from '#screen/verbs/printer-set-up.ts';
import { takeScan } from '#screen/verbs/scan.ts';
import { answeringTill } from '#test/support/answering-till.ts';
import type { AnsweringTill, Answers } from '#test/support/answering-till.ts';

/** Asked for anew after a device was put; what the till is does not matter here. */
const unasked: Answers = {
  'app.describe': () => ({ refusal: { code: 'session.none', details: {} } as Refusal }),
};

const port = (path: string, kind: FoundPlace['kind']): FoundPlace => ({
  place: { kind: 'serial', path, baudRate: 9600 },
  label: path,
  kind,
});
const epson = port('/dev/ttyUSB0', 'printer');
const cable = port('/dev/ttyUSB1', 'adapter');

async function setUp(found: FoundPlace[], more: Answers = {}): Promise<AnsweringTill> {
  const counter = answeringTill({
    ...unasked,
    'device.find': () => ({ found }),
    'device.tryPrinter': () => ({ outcome: 'printed', trouble: null }),
    'device.setPrinter': () => ({}),
    ...more,
  });
  await openPrinterSetUp(counter.till, 'printer');
  return counter;
}
const panelOf = ({ till }: AnsweringTill) => printerPanel(till.store.getState());

test('what was said of a wrong address does not stand over the next step', async () => {
  const counter = await setUp([]);
  writeDraft(counter.till, { address: 'the blue one', way: { kind: 'tcp' } });
  usePlace(counter.till);
  expect(counter.till.store.getState().notice).not.toBeNull();
  writeDraft(counter.till, { address: '192.168.1.50' });
  usePlace(counter.till);
  expect(panelOf(counter)?.step).toBe('kind');
  expect(counter.till.store.getState().notice).toBeNull();
});

test('what says that it is a printer is tried at once; what may be anything only after a yes', async () => {
  const sure = await setUp([epson, cable]);
  usePlace(sure.till);
  expect(panelOf(sure)?.step).toBe('kind');
  const unsure = await setUp([epson, cable]);
  moveFoundPlace(unsure.till, 1);
  usePlace(unsure.till);
  expect(panelOf(unsure)?.step).toBe('agree');
  leavePrinterSetUp(unsure.till);
  expect(panelOf(unsure)?.step).toBe('place');
  expect(unsure.asked('device.tryPrinter')).toEqual([]);
  usePlace(unsure.till);
  agreeToTry(unsure.till);
  await tryPrinter(unsure.till);
  expect(unsure.asked('device.tryPrinter')).toMatchObject([
    { isAgreed: true, printer: { place: cable.place } },
  ]);
});

test('whoever changes the printer begins with the one they have, and it stays picked when others are plugged in', async () => {
  const places = [cable, epson];
  const counter = answeringTill({ ...unasked, 'device.find': () => ({ found: [...places] }) });
  const printer = { place: { ...epson.place, baudRate: 19_200 }, profile: 'generic-58' };
  counter.till.store.setState(({ about }) => ({
    about: { ...about, register: { ...about?.register, devices: { printer } } } as never,
  }));
  await openPrinterSetUp(counter.till, 'printer');
  const picked = () => {
    const panel = panelOf(counter);
    return panel && placeOf(panel);
  };
  expect(picked()).toEqual({ kind: 'serial', path: '/dev/ttyUSB0', baudRate: 19_200 });
  places.unshift(port('/dev/ttyUSB2', 'unknown'));
  await findAgain(counter.till);
  expect(picked()).toMatchObject({ path: '/dev/ttyUSB0' });
});

test('a yes to one port is none to another', async () => {
  const counter = await setUp([cable, epson]);
  usePlace(counter.till);
  agreeToTry(counter.till);
  leavePrinterSetUp(counter.till);
  expect(panelOf(counter)).toMatchObject({ step: 'place', isAgreed: false });
});

test('what was chosen is what is tried and kept, and the line that was right with it', async () => {
  const counter = await setUp([epson]);
  writeDraft(counter.till, { baudRate: 115_200, profile: 'generic-58' });
  usePlace(counter.till);
  await tryPrinter(counter.till);
  writeDraft(counter.till, { charset: 'cp866' });
  await keepPrinter(counter.till);
  expect(counter.asked('device.setPrinter')).toMatchObject([
    {
      printer: {
        place: { kind: 'serial', path: '/dev/ttyUSB0', baudRate: 115_200 },
        profile: 'generic-58',
        charset: 'cp866',
      },
    },
  ]);
  expect(counter.asked('device.setPrinter')[0]?.printer).not.toHaveProperty('columns');
});

test('a second printer is kept as such, and the first stays as it is', async () => {
  const counter = answeringTill({
    ...unasked,
    'device.find': () => ({ found: [epson, cable] }),
    'device.setPrinter': () => ({}),
    'device.setFallback': () => ({}),
  });
  await openPrinterSetUp(counter.till, 'fallback');
  usePlace(counter.till);
  await keepPrinter(counter.till);
  expect(counter.asked('device.setFallback')).toMatchObject([{ printer: { place: epson.place } }]);
  await openPrinterSetUp(counter.till, 'fallback');
  await forgetPrinter(counter.till);
  expect(counter.asked('device.setFallback')).toMatchObject([{}, { printer: null }]);
  expect(counter.asked('device.setPrinter')).toEqual([]);
});

test('while it is tried anew, nothing is said of the time before', async () => {
  const said: unknown[] = [];
  const counter: AnsweringTill = await setUp([epson], {
    'device.tryPrinter': () => {
      said.push(panelOf(counter)?.tried);
      return { outcome: 'printed', trouble: null };
    },
  });
  usePlace(counter.till);
  await tryPrinter(counter.till);
  expect(panelOf(counter)?.tried).toEqual({ outcome: 'printed', trouble: null });
  await tryPrinter(counter.till);
  expect(said).toEqual([null, null]);
});

test.for<[string, PrinterPlace | null]>([
  ['192.168.1.50', { kind: 'tcp', host: '192.168.1.50', port: 9100 }],
  [' printer.local:9101 ', { kind: 'tcp', host: 'printer.local', port: 9101 }],
  ['[fe80::1]:9100', { kind: 'tcp', host: 'fe80::1', port: 9100 }],
  ['', null],
  ['http://printer', null],
  ['the blue one', null],
  ['printer:0', null],
  ['printer:70000', null],
])('the address %j', async ([address, place]) => {
  const counter = await setUp([]);
  writeDraft(counter.till, { address, way: { kind: 'tcp' } });
  const panel = panelOf(counter);
  expect(panel && placeOf(panel)).toEqual(place);
  usePlace(counter.till);
  expect(panelOf(counter)?.step).toBe(place === null ? 'place' : 'kind');
});

const status = (role: DeviceStatus['role'], more: Partial<DeviceStatus> = {}): DeviceStatus => ({
  role,
  model: role,
  isSimulated: false,
  state: 'ready',
  trouble: null,
  changedAt: '2026-11-20T08:30:00.000Z' as Instant,
  ...more,
});

function drawerWith(levels: ('high' | 'low' | null)[]): AnsweringTill {
  const left = [...levels];
  const counter = answeringTill({
    ...unasked,
    'device.setDrawer': () => ({}),
    'drawer.noSale': () => ({}),
    'drawer.level': () => ({ level: left.shift() ?? null }),
  });
  counter.till.store.setState({ devices: [status('printer'), status('drawer')] });
  openDrawerSetUp(counter.till);
  return counter;
}

test.for([
  { levels: ['low', 'high'], sensor: 'highIsOpen', isSilent: false, opened: 2 },
  { levels: ['high', 'low'], sensor: 'lowIsOpen', isSilent: false, opened: 2 },
  { levels: ['low', 'low'], sensor: null, isSilent: false, opened: 2 },
  { levels: ['high', null], sensor: null, isSilent: true, opened: 2 },
  // Nothing to compare with: it is not opened a second time for that.
  { levels: [null], sensor: null, isSilent: true, opened: 1 },
] as const)('shut and open read as %o', async ({ levels, sensor, isSilent, opened }) => {
  const { till, asked } = drawerWith([...levels]);
  await tryPin(till, 5);
  // The pin, and each look at the drawer.
  for (let step = 0; step <= levels.length; step += 1) await goOnLearning(till);
  expect(till.store.getState().panel).toMatchObject({ step: 'done', pin: 5, sensor, isSilent });
  expect(asked('device.setDrawer').at(-1)?.drawer).toEqual({ pin: 5, sensor });
  expect(asked('drawer.noSale')).toHaveLength(opened);
});

test('nothing is learnt of a drawer whose printer is away', async () => {
  const { till } = drawerWith(['low', 'high']);
  await tryPin(till, 2);
  expect(mayGoOnLearning(till.store.getState())).toBe(true);
  till.store.setState({ devices: [status('printer', { state: 'attention', trouble: 'paperOut' })] });
  expect(mayGoOnLearning(till.store.getState())).toBe(false);
});

test('the arrows go round the devices, each role once, and T tries the chosen one', () => {
  const { till, asked } = answeringTill({ 'drawer.noSale': () => ({}) });
  till.store.setState({
    devices: [status('printer'), status('drawer'), status('scanner'), status('scanner')],
  });
  openDeviceList(till);
  const chosen = () => {
    const { panel } = till.store.getState();
    return panel?.name === 'devices' ? panel.chosen : null;
  };
  moveDevice(till, 1);
  tryDevice(till);
  expect(asked('drawer.noSale')).toHaveLength(1);
  const seen = [1, 1, 1, 1, 1].map(() => {
    moveDevice(till, 1);
    return chosen();
  });
  expect(seen).toEqual(['scanner', 'scale', 'display', 'fallback', 'printer']);
});

test('a scan is shown and adds nothing', () => {
  const { till, asked } = answeringTill({});
  openDeviceList(till);
  takeScan(till, '6901234567892');
  expect(till.store.getState().panel).toMatchObject({ heard: { code: '6901234567892' } });
  expect(asked('sale.scan')).toEqual([]);
});

test('a second printer is offered beside a real one, and beside no other', () => {
  const rolesOf = (devices: DeviceStatus[]) => deviceRows({ devices }).map(roleOf);
  expect(rolesOf([status('printer')])).toContain('fallback');
  expect(rolesOf([status('printer', { isSimulated: true })])).not.toContain('fallback');
  expect(rolesOf([status('printer', { model: '', state: 'absent' })])).not.toContain('fallback');
  expect(rolesOf([status('printer'), status('fallback')]).filter((role) => role === 'fallback')).toHaveLength(
    1,
  );
});

test('what comes of one printer says nothing of another that was picked meanwhile', async () => {
  const counter = await setUp([epson, port('/dev/ttyUSB3', 'printer')]);
  usePlace(counter.till);
  const trying = tryPrinter(counter.till);
  leavePrinterSetUp(counter.till);
  moveFoundPlace(counter.till, 1);
  usePlace(counter.till);
  await trying;
  expect(panelOf(counter)).toMatchObject({ step: 'kind', tried: null, isTrying: false });
  // The one that was tried is still tried.
  await tryPrinter(counter.till);
  expect(panelOf(counter)?.tried).toEqual({ outcome: 'printed', trouble: null });
});

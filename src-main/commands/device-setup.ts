// Connecting the devices of the counter. What is chosen is part of the register's configuration, on record; the core
// opens the devices that it names. It never decides what a port has behind it: where nobody knows, somebody must say yes.
import type { DeviceChoice } from '#contract/device-choice.ts';
import { isSamePlace, nameOfPlace, nameOfScanner } from '#contract/device-setting.ts';
import type { FoundPlace, PrinterPlace, PrinterSetting } from '#contract/device-setting.ts';
import type { BesideDevice, FoundBeside } from '#contract/device-try.ts';
import { refuse } from '#contract/refusal.ts';
import { isAskedScale } from '#contract/scale-setting.ts';
import { composeTestPage } from '#domain/test-page.ts';
import type { Handler, WriteContext } from './context.ts';
import { configure, requireRegister } from './register.ts';

/** An address, a queue and a USB device were named by somebody as printers; a port on a wire is just there. */
function isPort(place: PrinterPlace): boolean {
  // The system's own driver for printers takes nothing else.
  if (place.kind === 'file') return !/^\/dev\/usb\/lp\d+$/.test(place.path);
  return place.kind === 'serial';
}

/** A scale or a display reacts to what it is sent: a port has a printer behind it only if its numbers say so. */
function isPrinterPort(place: PrinterPlace, found: readonly FoundPlace[]): boolean {
  return found.find((one) => isSamePlace(one.place, place))?.kind === 'printer';
}

export const tryPrinter: Handler<'device.tryPrinter'> = (context, { printer, isAgreed }) => {
  const { register, now } = context;
  if (register === null) return refuse('register.notSetUp', {});
  const { place } = printer;
  const name = nameOfPlace(place);
  const print = () =>
    context
      .tryPrinter(printer, composeTestPage(name, now, register.config))
      .then((tried) => ({ outcome: tried.kind, trouble: 'trouble' in tried ? tried.trouble : null }));
  if (isAgreed || !isPort(place)) return print();
  return context.devices
    .find()
    .then((found) => (isPrinterPort(place, found) ? print() : refuse('device.unknownPort', { name })));
};

/** One part of the choice from now on; null is as config.json says. */
function choose<P extends keyof DeviceChoice>(
  context: WriteContext,
  part: P,
  chosen: DeviceChoice[P] | null,
): void {
  const { devices, ...config } = requireRegister(context).config;
  const { [part]: _before, ...others } = devices ?? {};
  const next: DeviceChoice = chosen === null ? others : { ...others, [part]: chosen };
  configure(context, Object.keys(next).length === 0 ? config : { ...config, devices: next });
}

/** Two printers at one port would take it from each other. */
function requireOther(context: WriteContext, role: 'printer' | 'fallback', printer: PrinterSetting): void {
  const other = requireRegister(context).config.devices?.[role];
  if (other !== undefined && isSamePlace(other.place, printer.place))
    refuse('device.samePrinter', { name: nameOfPlace(printer.place) });
}

export const setPrinter: Handler<'device.setPrinter'> = (context, { printer }) => {
  if (printer !== null) requireOther(context, 'fallback', printer);
  choose(context, 'printer', printer);
  return {};
};

export const setFallback: Handler<'device.setFallback'> = (context, { printer }) => {
  if (printer !== null) requireOther(context, 'printer', printer);
  choose(context, 'fallback', printer);
  return {};
};

export const setDrawer: Handler<'device.setDrawer'> = (context, { drawer }) => {
  choose(context, 'drawer', drawer);
  return {};
};

/** A printer's port is named last: it is there, and it is a printer. */
const likely = {
  scanner: { scanner: 0, adapter: 1, unknown: 2, printer: 3 },
  other: { adapter: 0, unknown: 1, scanner: 2, printer: 3 },
} as const;

const isSerial = (one: FoundPlace): one is FoundPlace & FoundBeside => one.place.kind === 'serial';

export const findBeside: Handler<'device.findBeside'> = (context, { role }) => {
  const isScanner = role === 'scanner';
  const rank = likely[isScanner ? 'scanner' : 'other'];
  return Promise.all([context.devices.find(), isScanner ? context.findHid() : []]).then(([places, hid]) => ({
    found: [...hid, ...places.filter(isSerial).toSorted((a, b) => rank[a.kind] - rank[b.kind])],
  }));
};

/** A scanner and a scale that speaks by itself are only listened to: a port hears nothing of it, whatever is behind it. */
function isSentTo(device: BesideDevice): boolean {
  return device.role === 'display' || (device.role === 'scale' && isAskedScale(device.setting.protocol));
}

/** No port says that a scale or a display is behind it: what is sent something needs a person's word. */
function requireAgreed(device: BesideDevice, isAgreed: boolean): void {
  const { place } = device.setting;
  if (isSentTo(device) && !isAgreed && place.kind === 'serial')
    refuse('device.unknownPort', { name: place.path });
}

export const tryBeside: Handler<'device.tryBeside'> = (context, { device, isAgreed }) => {
  requireAgreed(device, isAgreed);
  return context.tryBeside(device).then(() => ({}));
};

export const endTry: Handler<'device.endTry'> = (context) => context.endTry().then(() => ({}));

export const setScale: Handler<'device.setScale'> = (context, { scale, isAgreed }) => {
  if (scale !== null) requireAgreed({ role: 'scale', setting: scale }, isAgreed);
  choose(context, 'scale', scale);
  return {};
};

export const setDisplay: Handler<'device.setDisplay'> = (context, { display, isAgreed }) => {
  if (display !== null) requireAgreed({ role: 'display', setting: display }, isAgreed);
  choose(context, 'display', display);
  return {};
};

export const setScanners: Handler<'device.setScanners'> = (context, { scanners }) => {
  const names = (scanners ?? []).map(nameOfScanner);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) refuse('device.sameName', { name: twice });
  choose(context, 'scanners', scanners);
  return {};
};

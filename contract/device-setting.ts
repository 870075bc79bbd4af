// How a counter's printers are connected, as somebody sets it up or writes it into config.json. Owns the form; whether
// anything is there is for the devices to find out.
import * as z from 'zod/mini';
import { displaySetting } from './display-setting.ts';
import { printerChoice } from './printer-profile.ts';
import { scaleSetting } from './scale-setting.ts';
import { line } from './text.ts';

const usbNumber = z.int().check(z.gte(0), z.lte(0xffff));

export const serialPlace = z.strictObject({
  kind: z.literal('serial'),
  /** A path such as /dev/ttyUSB0 or COM3, or `usb:vid:pid:serial` of its adapter, which keeps that name in any socket. */
  path: line(200),
  /** Bits per second. */
  baudRate: z._default(z.int().check(z.gte(300), z.lte(1_000_000)), 9600),
});
export const tcpPlace = z.strictObject({
  kind: z.literal('tcp'),
  host: line(200),
  port: z._default(z.int().check(z.gte(1), z.lte(65_535)), 9100),
});
/** `/dev/usb/lp0` */
export const filePlace = z.strictObject({ kind: z.literal('file'), path: line(200) });
export const usbPlace = z.strictObject({
  kind: z.literal('usb'),
  vendorId: usbNumber,
  productId: usbNumber,
  serialNumber: z._default(z.nullable(line(200)), null),
});
/** A scanner that is set to HID POS. */
export const hidPlace = z.extend(usbPlace, { kind: z.literal('hid') });
/** A printer that Windows manages, by its name there. */
export const spoolerPlace = z.strictObject({ kind: z.literal('spooler'), printerName: line(220) });

/** Where a printer is. */
export const printerPlace = z.discriminatedUnion('kind', [
  serialPlace,
  tcpPlace,
  filePlace,
  usbPlace,
  spoolerPlace,
]);
export type PrinterPlace = z.infer<typeof printerPlace>;

/** Which level of the sensor line means that the drawer stands open; null where there is no sensor, or none is known. */
export const drawerSensor = z.nullable(z.enum(['highIsOpen', 'lowIsOpen']));
export type DrawerSensor = NonNullable<z.infer<typeof drawerSensor>>;

export const drawerSetting = z.strictObject({
  /** Of the drawer's socket: which of its two pulses opens it. */
  pin: z._default(z.union([z.literal(2), z.literal(5)]), 2),
  sensor: z._default(drawerSensor, null),
});
export type DrawerSetting = z.infer<typeof drawerSetting>;

export const printerSetting = z.strictObject({ place: printerPlace, ...printerChoice });
export type PrinterSetting = z.infer<typeof printerSetting>;

/** A scanner that sends its codes over a serial port, as most do once they are set to it, or as one in HID POS mode. */
export const scannerSetting = z.strictObject({
  place: z.discriminatedUnion('kind', [serialPlace, hidPlace]),
  /** What it is called; its place where it is left out. */
  name: z.optional(line(40)),
  /** A tabulator ends a code. Usual; off for those who read texts with tabulators in them. */
  tabEnds: z._default(z.boolean(), true),
});
export type ScannerSetting = z.infer<typeof scannerSetting>;

const usbHex = (number: number): string => number.toString(16).padStart(4, '0');

/** A USB device by its numbers, as every list of them writes it: `04b8:0202`. */
export const usbName = ({ vendorId, productId }: { vendorId: number; productId: number }): string =>
  `${usbHex(vendorId)}:${usbHex(productId)}`;

/** Whether both are one place, however its line is set. */
export function isSamePlace(one: { kind: string }, other: { kind: string }): boolean {
  return placeAlone(one) === placeAlone(other);
}

function placeAlone(place: { kind: string; baudRate?: number; frame?: string }): string {
  const { baudRate: _speed, frame: _form, ...alone } = place;
  return JSON.stringify(Object.entries(alone).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Where a printer is, in a few signs: `192.168.0.50:9100`, `/dev/ttyUSB0`, `USB 04b8:0202`. */
export function nameOfPlace(place: PrinterPlace): string {
  switch (place.kind) {
    case 'serial':
    case 'file':
      return place.path;
    case 'tcp':
      return `${place.host}:${place.port}`;
    case 'usb':
      return `USB ${usbName(place)}`;
    case 'spooler':
      return place.printerName;
  }
}

/** How a scanner is called: by its name, or by where it is. */
export function nameOfScanner({ name, place }: Pick<ScannerSetting, 'name' | 'place'>): string {
  if (name !== undefined) return name;
  if (place.kind === 'serial') return place.path;
  const serial = place.serialNumber === null ? '' : `:${place.serialNumber}`;
  return `hid:${usbName(place)}${serial}`;
}

export const MOST_SCANNERS = 8;

/** All scanners of a counter that are no keyboards. */
export const scannerSettings = z.array(scannerSetting).check(
  z.maxLength(MOST_SCANNERS),
  z.refine((all) => new Set(all.map(nameOfScanner)).size === all.length, 'two scanners have one name'),
);

/** The printers of a counter, and the drawer that hangs on the first. */
export const counterDevices = z.strictObject({
  printer: z.nullable(printerSetting),
  /** Prints what the first cannot; null where there is none. */
  fallback: z.nullable(printerSetting),
  drawer: drawerSetting,
  /** Left out or null where there is none. */
  scale: z.optional(z.nullable(scaleSetting)),
  display: z.optional(z.nullable(displaySetting)),
});
export type CounterDevices = z.infer<typeof counterDevices>;

/** Something that may be a printer, found without a byte sent to it. */
export const foundPlace = z.strictObject({
  place: printerPlace,
  /** What the system says of it: maker and model, or where it is. */
  label: z.string(),
  /** What kind of device its numbers stand for; `unknown` may be anything, and may react to what it is sent. */
  kind: z.enum(['printer', 'scanner', 'adapter', 'unknown']),
});
export type FoundPlace = z.infer<typeof foundPlace>;

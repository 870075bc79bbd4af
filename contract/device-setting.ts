// How a counter's printers are connected, as somebody sets it up or writes it into config.json. Owns the form; whether
// anything is there is for the devices to find out.
import * as z from 'zod/mini';
import { instant } from './ids.ts';
import { printerChoice } from './printer-profile.ts';
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

/** The printers of a counter, and the drawer that hangs on the first. */
export const counterDevices = z.strictObject({
  printer: z.nullable(printerSetting),
  /** Prints what the first cannot; null where there is none. */
  fallback: z.nullable(printerSetting),
  drawer: drawerSetting,
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

/** What an unknown device answered to the two questions a printer answers. */
export const probeResult = z.strictObject({
  answers: z.boolean(),
  /** As it calls itself; null where it does not say. */
  model: z.nullable(z.string()),
  trouble: z.nullable(z.string()),
  at: instant,
});
export type ProbeResult = z.infer<typeof probeResult>;

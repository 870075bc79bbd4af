// The devices beside the printer while somebody connects them: where one may be, which one is tried, and what it shows
// meanwhile. Owns the forms; nothing of it is kept.
import * as z from 'zod/mini';
import { deviceState, deviceTrouble, scaleReading } from './device.ts';
import { foundPlace, hidPlace, scannerSetting, serialPlace } from './device-setting.ts';
import { displaySetting } from './display-setting.ts';
import { scaleSetting } from './scale-setting.ts';
import { misread, scannerRead } from './scanned.ts';

export const besideRole = z.enum(['scale', 'display', 'scanner']);
export type BesideRole = z.infer<typeof besideRole>;

/** One of them, as it is tried. */
export const besideDevice = z.discriminatedUnion('role', [
  z.strictObject({ role: z.literal('scale'), setting: scaleSetting }),
  z.strictObject({ role: z.literal('display'), setting: displaySetting }),
  z.strictObject({ role: z.literal('scanner'), setting: scannerSetting }),
]);
export type BesideDevice = z.infer<typeof besideDevice>;

export const besidePlace = z.discriminatedUnion('kind', [serialPlace, hidPlace]);
export type BesidePlace = z.infer<typeof besidePlace>;

/** Where one of them may be, found without opening anything. */
export const foundBeside = z.extend(foundPlace, { place: besidePlace });
export type FoundBeside = z.infer<typeof foundBeside>;

/** All that is known of a device that is tried, told anew whenever some of it changes. */
export const deviceTried = z.strictObject({
  role: besideRole,
  state: deviceState,
  trouble: z.nullable(deviceTrouble),
  /** What lies on a scale; null of any other device, and before the first weight. */
  reading: z.nullable(scaleReading),
  /** What a scanner read last; null where its newest could not be read. */
  read: z.nullable(scannerRead),
  misread: z.nullable(misread),
  /** Nothing more comes of it: it is being shut, and the counter's own devices are opened again. */
  isOver: z.boolean(),
});
export type DeviceTried = z.infer<typeof deviceTried>;

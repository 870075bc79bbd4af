// Devices as the screen shows them. Their trouble is status; it never refuses a sale.
import * as z from 'zod/mini';
import { instant } from './ids.ts';

export const deviceRole = z.enum(['printer', 'fallback', 'drawer', 'scanner', 'scale', 'display']);
export type DeviceRole = z.infer<typeof deviceRole>;

export const deviceState = z.enum(['ready', 'busy', 'attention', 'absent']);
export type DeviceState = z.infer<typeof deviceState>;

/** Named trouble that has words in every language. */
export const deviceTrouble = z.enum([
  'paperOut',
  'paperLow',
  'coverOpen',
  'offline',
  'notFound',
  'drawerOpen',
  /** Its cutter is stuck; people mend it. */
  'cutter',
  /** Another program has the port. */
  'busy',
  /** This machine does not let the till use it. */
  'permission',
  /** Nothing listens at its network address. */
  'refused',
  /** It is there and takes no bytes. */
  'stalled',
  /** This machine lacks what is needed to reach it. */
  'driverMissing',
  /** It was set up in a way that cannot work. */
  'config',
  'failed',
]);
export type DeviceTrouble = z.infer<typeof deviceTrouble>;

/** What lies on the scale. */
export const scaleReading = z.strictObject({
  grams: z.int().check(z.gte(0)),
  isStable: z.boolean(),
  /** This weight is on a line already; the load must change before it is taken again. */
  isTaken: z.boolean(),
});
export type ScaleReading = z.infer<typeof scaleReading>;

export const deviceStatus = z.strictObject({
  role: deviceRole,
  model: z.string(),
  isSimulated: z.boolean(),
  state: deviceState,
  trouble: z.nullable(deviceTrouble),
  changedAt: instant,
});
export type DeviceStatus = z.infer<typeof deviceStatus>;

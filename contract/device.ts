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
  /** Why no weight can be told: below nought, more than it can weigh, or it must be set to nought first. */
  limit: z.optional(z.enum(['under', 'over', 'zeroLost'])),
});
export type ScaleReading = z.infer<typeof scaleReading>;

export const deviceStatus = z.strictObject({
  role: deviceRole,
  /** Which one of several in the same role; left out where there is one. */
  id: z.optional(z.string()),
  model: z.string(),
  isSimulated: z.boolean(),
  /** This way of reaching it has never been tried with a real one. */
  isUntested: z.optional(z.literal(true)),
  state: deviceState,
  trouble: z.nullable(deviceTrouble),
  changedAt: instant,
});
export type DeviceStatus = z.infer<typeof deviceStatus>;

/** Somewhere there is a device, or should be: neither simulated nor what stands for having none. */
export const isReal = ({ isSimulated, model }: Pick<DeviceStatus, 'isSimulated' | 'model'>): boolean =>
  !isSimulated && model !== '';

/** A shop may have chosen to have none of a kind: that is no trouble. */
export const isNone = ({
  state,
  trouble,
  model,
}: Pick<DeviceStatus, 'state' | 'trouble' | 'model'>): boolean =>
  state === 'absent' && trouble === null && model === '';

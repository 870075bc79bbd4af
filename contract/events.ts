// What the till announces by itself. Events state what is; no screen waits for one to go on.
import * as z from 'zod/mini';
import { counterSettings, quickPageShown } from './counter.ts';
import { demoCounter } from './demo.ts';
import { deviceStatus, scaleReading } from './device.ts';
import { deviceTried } from './device-try.ts';
import { saleId } from './ids.ts';
import { printState } from './receipt.ts';
import { diskState, updateState } from './machine.ts';
import { storeMode } from './start.ts';
import { saleChange } from './sale.ts';
import { scannerMisread, scannerRead } from './scanned.ts';
import { shiftState } from './shift.ts';
import { session } from './staff.ts';

export const events = {
  'session.changed': z.strictObject({ session: z.nullable(session) }),
  'shift.changed': z.strictObject({ shift: z.nullable(shiftState) }),
  /** A change of the open sale; a parked, completed or voided one says so in its state. */
  'sale.changed': saleChange,
  'print.changed': z.strictObject({ saleId: z.nullable(saleId), state: printState }),
  'device.changed': deviceStatus,
  /** Other devices have taken the place of those before. */
  'devices.opened': z.strictObject({
    devices: z.array(deviceStatus),
    scale: z.nullable(scaleReading),
    hasDemoCounter: z.boolean(),
  }),
  /** How a device stands that somebody tries before it is kept. */
  'device.tried': deviceTried,
  'store.changed': storeMode,
  'disk.changed': diskState,
  'update.changed': updateState,
  'scale.changed': scaleReading,
  /** A scanner that is no keyboard has read a code. */
  'scanner.read': scannerRead,
  /** Something came from a scanner that is no code. */
  'scanner.misread': scannerMisread,
  'counter.changed': counterSettings,
  'quick.changed': z.strictObject({ pages: z.array(quickPageShown) }),
  'demo.changed': demoCounter,
} as const satisfies Record<string, z.ZodMiniType>;

export type EventName = keyof typeof events;
export type Payload<N extends EventName> = z.infer<(typeof events)[N]>;

/** Any one event with its payload. */
export type TillEvent = { [N in EventName]: { event: N; payload: Payload<N> } }[EventName];

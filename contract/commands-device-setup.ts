// The commands by which a manager connects the devices of the counter. Part of the map in commands.ts.
import * as z from 'zod/mini';
import type { CommandSpec } from './command-spec.ts';
import { deviceTrouble } from './device.ts';
import { drawerSetting, MOST_SCANNERS, printerSetting, scannerSetting } from './device-setting.ts';
import { besideDevice, besideRole, foundBeside } from './device-try.ts';
import { displaySetting } from './display-setting.ts';
import { commandId } from './ids.ts';
import { scaleSetting } from './scale-setting.ts';

const nothing = z.strictObject({});

export const deviceSetupCommands = {
  /**
   * Prints a test page on a printer that need not be the till's yet, and keeps nothing. What comes of it is said as
   * honestly as it is known. A port of which nobody can say what is behind it is refused as `device.unknownPort`, unless
   * somebody has agreed that something is sent there.
   */
  'device.tryPrinter': {
    kind: 'device',
    permission: 'device.setUp',
    args: z.strictObject({ printer: printerSetting, isAgreed: z.boolean() }),
    result: z.strictObject({
      outcome: z.enum(['printed', 'unconfirmed', 'notStarted', 'partial']),
      trouble: z.nullable(deviceTrouble),
    }),
  },
  /**
   * The receipt printer from now on, in place of config.json's; null goes back to that. Nothing has to be started anew.
   * Refuses the place of the second printer as `device.samePrinter`.
   */
  'device.setPrinter': {
    kind: 'journal',
    permission: 'device.setUp',
    args: z.strictObject({ commandId, printer: z.nullable(printerSetting) }),
    result: nothing,
  },
  /** The second printer, which prints what the first cannot, in the same way. */
  'device.setFallback': {
    kind: 'journal',
    permission: 'device.setUp',
    args: z.strictObject({ commandId, printer: z.nullable(printerSetting) }),
    result: nothing,
  },
  /** Which pulse opens the drawer, and what its sensor means. */
  'device.setDrawer': {
    kind: 'journal',
    permission: 'device.setUp',
    args: z.strictObject({ commandId, drawer: drawerSetting }),
    result: nothing,
  },
  /**
   * Where a device of that kind may be, the likeliest first: serial ports, and for a scanner what says of itself that it is
   * one in HID POS mode. Nothing is opened for it.
   */
  'device.findBeside': {
    kind: 'device',
    permission: 'signedIn',
    args: z.strictObject({ role: besideRole }),
    result: z.strictObject({ found: z.array(foundBeside) }),
  },
  /**
   * Opens a device that need not be the till's yet, shows what comes of it as `device.tried`, and keeps nothing. It ends by
   * itself after a minute, and with the next such command. What is sent something, a scale that is asked or a display, is
   * refused as `device.unknownPort` unless somebody has agreed: no port says that one of these is behind it.
   */
  'device.tryBeside': {
    kind: 'device',
    permission: 'device.setUp',
    args: z.strictObject({ device: besideDevice, isAgreed: z.boolean() }),
    result: nothing,
  },
  /** Ends what is tried, if anything is. Answers once it is shut. */
  'device.endTry': { kind: 'device', permission: 'device.setUp', args: nothing, result: nothing },
  /** The scale from now on; null is as config.json says. Refuses `device.unknownPort` as device.tryBeside does. */
  'device.setScale': {
    kind: 'journal',
    permission: 'device.setUp',
    args: z.strictObject({ commandId, scale: z.nullable(scaleSetting), isAgreed: z.boolean() }),
    result: nothing,
  },
  /** The pole display from now on, in the same way. */
  'device.setDisplay': {
    kind: 'journal',
    permission: 'device.setUp',
    args: z.strictObject({ commandId, display: z.nullable(displaySetting), isAgreed: z.boolean() }),
    result: nothing,
  },
  /** All scanners that are no keyboards; null is as config.json says. Refuses two of one name as `device.sameName`. */
  'device.setScanners': {
    kind: 'journal',
    permission: 'device.setUp',
    args: z.strictObject({
      commandId,
      scanners: z.nullable(z.array(scannerSetting).check(z.maxLength(MOST_SCANNERS))),
    }),
    result: nothing,
  },
} as const satisfies Record<string, CommandSpec>;

// The commands about devices and what they print: what waits for a person's word, how printers are connected, what is
// plugged in. Part of the map in commands.ts.
import * as z from 'zod/mini';
import type { CommandSpec } from './command-spec.ts';
import { deviceStatus } from './device.ts';
import { foundPlace } from './device-setting.ts';
import { commandId } from './ids.ts';
import { printAnswer, printQuestion } from './receipt.ts';

const nothing = z.strictObject({});

export const deviceCommands = {
  'device.list': {
    kind: 'read',
    permission: 'signedIn',
    args: nothing,
    result: z.strictObject({ devices: z.array(deviceStatus) }),
  },
  /** What is plugged in and may be a printer, the surest first. Nothing is sent to any of it, and no network is searched. */
  'device.find': {
    kind: 'device',
    permission: 'signedIn',
    args: nothing,
    result: z.strictObject({ found: z.array(foundPlace) }),
  },
  /**
   * The level of the drawer's sensor line now; null where nothing answers. Read while it is shut, and again after a no sale
   * has opened it, it says which level means open: for `drawer.sensor` of the configuration.
   */
  'drawer.level': {
    kind: 'device',
    permission: 'drawer.noSale',
    args: nothing,
    result: z.strictObject({ level: z.nullable(z.enum(['high', 'low'])) }),
  },
  /** Shows a test on the pole display until the next change of the sale; false where there is none. */
  'display.try': {
    kind: 'device',
    permission: 'signedIn',
    args: nothing,
    result: z.strictObject({ isShown: z.boolean() }),
  },
  /** Papers of which a person must say what became of them; the oldest first, at most fifty. */
  'print.questions': {
    kind: 'read',
    permission: 'signedIn',
    args: nothing,
    result: z.strictObject({ questions: z.array(printQuestion) }),
  },
  /**
   * Says what became of a paper. One that may be on paper already comes out again marked and counted; `copy` is its
   * number, null where it comes out as it is or not at all.
   */
  'print.answer': {
    kind: 'journal',
    permission: 'sale.sell',
    args: z.strictObject({ commandId, jobId: z.int().check(z.gte(1)), answer: printAnswer }),
    result: z.strictObject({ copy: z.nullable(z.int()) }),
  },
} as const satisfies Record<string, CommandSpec>;

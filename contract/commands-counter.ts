// The commands that arrange a counter, and those that work its demonstration devices. Part of the map in commands.ts.
import * as z from 'zod/mini';
import { counterSettings, quickPages, quickPageShown } from './counter.ts';
import type { CommandSpec } from './command-spec.ts';
import { demoCounter, demoPrinter } from './demo.ts';
import { commandId, staffId } from './ids.ts';
import { badge, session } from './staff.ts';
import { line } from './text.ts';

const nothing = z.strictObject({});
const pages = z.strictObject({ pages: z.array(quickPageShown) });

export const counterCommands = {
  /** Looks, hand, size, sounds and keys, all at once. */
  'counter.configure': {
    kind: 'setting',
    permission: 'signedIn',
    args: z.strictObject({ commandId, settings: counterSettings }),
    result: counterSettings,
  },
  /** The pages of quick keys; a key whose article is gone is left out. */
  'quick.list': { kind: 'read', permission: 'signedIn', args: nothing, result: pages },
  /** Replaces all pages. */
  'quick.put': {
    kind: 'setting',
    permission: 'catalog.edit',
    args: z.strictObject({ commandId, pages: quickPages }),
    result: pages,
  },
  /** Signs in whoever holds a badge: for those to whom a PIN is a test of memory. */
  'session.signInWithBadge': {
    kind: 'session',
    permission: 'anyone',
    args: z.strictObject({ commandId, badge }),
    result: session,
  },
  /** Gives a person a badge, which may be any card with a code, or takes it away. */
  'staff.setBadge': {
    kind: 'journal',
    permission: 'staff.edit',
    args: z.strictObject({ commandId, staffId, badge: z.nullable(badge) }),
    result: nothing,
  },
  /** How the simulated devices stand. */
  'demo.look': { kind: 'device', permission: 'anyone', args: nothing, result: demoCounter },
  /** Reads a code with the simulated scanner. */
  'demo.scan': {
    kind: 'device',
    permission: 'anyone',
    /** As long as the code of a receipt may be. */
    args: z.strictObject({ code: line(3_000) }),
    result: nothing,
  },
  /** Lays a weight on the simulated scale, in grams; 0 takes it away. */
  'demo.weigh': {
    kind: 'device',
    permission: 'anyone',
    args: z.strictObject({ grams: z.int().check(z.gte(0), z.lte(30_000)) }),
    result: nothing,
  },
  'demo.setPrinter': { kind: 'device', permission: 'anyone', args: demoPrinter, result: nothing },
  'demo.shutDrawer': { kind: 'device', permission: 'anyone', args: nothing, result: nothing },
} as const satisfies Record<string, CommandSpec>;

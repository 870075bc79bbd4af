// The commands about the machine and about books that are unfit: they work where nothing may be sold. Part of the map in
// commands.ts.
import * as z from 'zod/mini';
import type { CommandSpec } from './command-spec.ts';
import { commandId, staffId } from './ids.ts';
import { diagnostics } from './machine.ts';
import { books, recoveryWay, storeMode } from './start.ts';
import { pin } from './staff.ts';

const nothing = z.strictObject({});

export const machineCommands = {
  /**
   * Goes on selling beside books that are unfit, in new ones that name the last known row. Whoever says so proves it with
   * their PIN; `way` is what they were shown.
   */
  'register.recover': {
    kind: 'recovery',
    permission: 'anyone',
    args: z.strictObject({ commandId, staffId, pin, way: recoveryWay }),
    result: books,
  },
  /**
   * Looks at unfit books once more, on a fresh handle: somebody may have mended the disk or put a file back. The result is
   * how the books are now; fit ones are left alone.
   */
  'register.reopen': { kind: 'recovery', permission: 'anyone', args: nothing, result: storeMode },
  /**
   * Opens the customer's own window, or brings it forward. `address` is where whoever asked must open it themselves, and
   * serves once; null where the till's own shell did, or cannot.
   */
  'display.open': {
    kind: 'machine',
    permission: 'signedIn',
    args: nothing,
    result: z.strictObject({ isOpen: z.boolean(), address: z.nullable(z.string()) }),
  },
  'app.diagnose': { kind: 'machine', permission: 'anyone', args: nothing, result: diagnostics },
  /** Writes the diagnosis and the latest log into one file in the data folder; the result is its path. */
  'app.saveDiagnosis': {
    kind: 'machine',
    permission: 'anyone',
    args: nothing,
    result: z.strictObject({ file: z.string() }),
  },
  /** Backs the books up, then ends the till and starts the new version. */
  'app.installUpdate': { kind: 'machine', permission: 'app.update', args: nothing, result: nothing },
} as const satisfies Record<string, CommandSpec>;

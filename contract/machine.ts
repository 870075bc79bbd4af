// The machine under the till: its disk, its clock, its program, and what whoever helps the shop needs to know of them.
// Owns no words. Holds no secrets and nothing about customers.
import * as z from 'zod/mini';
import { deviceStatus } from './device.ts';
import { instant } from './ids.ts';
import { books, startReport, storeMode } from './start.ts';

/** `low`: the till asks for space. `critical`: no new sale begins; the open one can be finished and the day closed. */
export const diskLevel = z.enum(['good', 'low', 'critical']);
export type DiskLevel = z.infer<typeof diskLevel>;

/** Room where the books lie. `freeBytes` is null where the system does not tell; then the level is `good`. */
export const diskState = z.strictObject({ freeBytes: z.nullable(z.int().check(z.gte(0))), level: diskLevel });
export type DiskState = z.infer<typeof diskState>;

/** A newer version of the program. `off`: this shell cannot replace its own program. */
export const updateState = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('off') }),
  z.strictObject({ kind: z.literal('current') }),
  z.strictObject({ kind: z.literal('fetching'), version: z.string(), percent: z.int() }),
  /** Waits for a time without an open shift, and for a person. */
  z.strictObject({ kind: z.literal('ready'), version: z.string() }),
  z.strictObject({ kind: z.literal('failed'), detail: z.string() }),
]);
export type UpdateState = z.infer<typeof updateState>;

export const shellName = z.enum(['electron', 'browser', 'headless']);

/** Everything that whoever helps asks first. Figures are of now; null is what cannot be told. */
export const diagnostics = z.strictObject({
  at: instant,
  program: z.strictObject({
    version: z.string(),
    shell: shellName,
    electron: z.nullable(z.string()),
    node: z.string(),
    sqlite: z.nullable(z.string()),
    system: z.string(),
    upSeconds: z.int(),
    memoryBytes: z.int(),
  }),
  books: z.strictObject({
    folder: z.string(),
    mode: storeMode,
    current: books,
    register: z.nullable(z.string()),
    schema: z.nullable(z.int()),
    rows: z.nullable(z.int()),
    receipts: z.nullable(z.int()),
    lastRowAt: z.nullable(instant),
    /** Of the live connection, as it answers now. */
    pragmas: z.array(z.strictObject({ name: z.string(), value: z.string() })),
    databaseBytes: z.nullable(z.int()),
    walBytes: z.nullable(z.int()),
    mirrorBytes: z.nullable(z.int()),
    lastBackupAt: z.nullable(instant),
    keysKeptBy: z.enum(['keychain', 'file']),
  }),
  disk: diskState,
  clock: z.strictObject({
    timeZone: z.string(),
    shopTimeZone: z.nullable(z.string()),
    /** The last row lies in the future: the clock went back. */
    isSuspect: z.boolean(),
  }),
  devices: z.array(deviceStatus),
  queue: z.strictObject({
    waiting: z.int(),
    uncertain: z.int(),
    oldestAt: z.nullable(instant),
  }),
  start: startReport,
  update: updateState,
  log: z.strictObject({ folder: z.string(), warnings: z.int(), errors: z.int() }),
});
export type Diagnostics = z.infer<typeof diagnostics>;

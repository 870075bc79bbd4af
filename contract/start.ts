// What a start of the till found in its books, and what can be done where they may not be sold on. Owns no words and
// no repair.
import * as z from 'zod/mini';
import { instant } from './ids.ts';

/** Why a till opens to look at only. Nothing is ever erased. */
export const storeTrouble = z.enum([
  'journalBroken',
  'journalForked',
  'databaseDamaged',
  'databaseMissing',
  'databaseNewer',
  'databaseForeign',
  'diskFailed',
  'notDurable',
  'sqliteTooOld',
  'keyMissing',
]);
export type StoreTrouble = z.infer<typeof storeTrouble>;

/**
 * How selling can go on beside books that are unfit. `rebuild`: every row comes back from the second record, nothing is
 * missing. `emergency`: new books that name the last known row of the old ones, which stay as they are.
 */
export const recoveryWay = z.enum(['rebuild', 'emergency']);
export type RecoveryWay = z.infer<typeof recoveryWay>;

/** The last row of books that is surely known: what books that follow them hold on to. */
export const lastKnown = z.strictObject({
  seq: z.int().check(z.gte(1)),
  at: instant,
  /** The last receipt that is known, as it is printed. */
  receiptNumber: z.nullable(z.string()),
});
export type LastKnown = z.infer<typeof lastKnown>;

export const recovery = z.strictObject({
  way: recoveryWay,
  /** Null where not one row can be read. */
  lastKnown: z.nullable(lastKnown),
  /** Where articles, people and settings come from, and how old they are; a backup's may be yesterday's. */
  setupFrom: z.enum(['database', 'backup']),
  setupAt: z.nullable(instant),
});
export type Recovery = z.infer<typeof recovery>;

/** `viewOnly` carries a reason with words in every language, and the technical detail for support. */
export const storeMode = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({
    kind: z.literal('viewOnly'),
    trouble: storeTrouble,
    detail: z.string(),
    /** Null where selling cannot go on here. */
    recovery: z.nullable(recovery),
  }),
]);
export type StoreMode = z.infer<typeof storeMode>;

/** The rungs of the start-up ladder, in the order in which they are climbed. */
export const rungs = ['folder', 'file', 'register', 'key', 'chain', 'witness', 'disk'] as const;
export const rungName = z.enum(rungs);
export type RungName = z.infer<typeof rungName>;

/** `mended`: it was wrong and was put right from the second record. `unreached`: a rung before it is red. */
export const rungState = z.enum(['good', 'mended', 'red', 'unreached']);
export type RungState = z.infer<typeof rungState>;

/** What the last start found. */
export const startReport = z.strictObject({
  at: instant,
  tookMs: z.int().check(z.gte(0)),
  rungs: z.array(z.strictObject({ rung: rungName, state: rungState })),
  /** Rows that the database had lost and the second record gave back; how many of them were receipts. */
  restoredRows: z.int().check(z.gte(0)),
  restoredReceipts: z.int().check(z.gte(0)),
  /** Rows that the second record lacked and was given. */
  mirroredRows: z.int().check(z.gte(0)),
});
export type StartReport = z.infer<typeof startReport>;

/** The books in use. The first of a data folder follow nothing. */
export const books = z.strictObject({
  number: z.int().check(z.gte(1)),
  epoch: z.int().check(z.gte(1)),
  follows: z.nullable(
    z.strictObject({
      way: recoveryWay,
      trouble: storeTrouble,
      at: instant,
      by: z.string(),
      lastKnown: z.nullable(lastKnown),
    }),
  ),
});
export type Books = z.infer<typeof books>;

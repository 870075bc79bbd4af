// Whose badge is whose. Owns how a badge's code is kept (a keyed hash with this store's own salt, never the code) and
// the count of unknown ones, which is the reader's, not a person's. The code itself is kept in a demonstration shop only.
import crypto from 'node:crypto';
import type { StaffId } from '#contract/ids.ts';
import type { Db } from './open.ts';
import { schemaOf } from './migrate.ts';
import { triesAfter } from './staff.ts';
import type { PinTries } from './staff.ts';
import { plucked, statement } from './statement.ts';

/** What a lock of the reader is journaled under: well-formed, and said of no person. */
export const BADGE_READER = 'badge-reader' as StaffId;

/** A store that may only be looked at can be of a schema that had no badges yet. */
const hasBadges = (db: Db) => schemaOf(db) >= 6;

function saltOf(db: Db): Buffer | null {
  if (!hasBadges(db)) return null;
  const salt = plucked(db, 'SELECT salt FROM badge_salt').get() as Buffer | undefined;
  return salt ?? null;
}

/** The store's salt, made with its first badge. */
function ensureSalt(db: Db): Buffer {
  const salt = saltOf(db) ?? crypto.randomBytes(32);
  statement(db, 'INSERT OR IGNORE INTO badge_salt VALUES (1, ?)').run(salt);
  return salt;
}

/**
 * Fast on purpose: a badge is read at every scan that no article answers to. What guards a short code is the lock of the
 * reader, and the salt against tables made beforehand.
 */
function hashBadge(salt: Buffer, code: string): Buffer {
  return crypto.createHmac('sha256', salt).update(code, 'utf8').digest();
}

/** Whose badge has this code, or null. */
export function ownerOfBadge(db: Db, code: string): StaffId | null {
  const salt = saltOf(db);
  if (salt === null) return null;
  const find = plucked(db, 'SELECT staff_id FROM staff_badge WHERE badge_hash = ?');
  return (find.get(hashBadge(salt, code)) as StaffId | undefined) ?? null;
}

/** A badge as it may be shown; the code is null outside a demonstration shop. */
export interface Badge {
  demoBadge: string | null;
}

/** Everyone who has a badge. */
export function listBadges(db: Db): Map<StaffId, Badge> {
  if (!hasBadges(db)) return new Map();
  const rows = statement(
    db,
    'SELECT staff_id AS staffId, demo_badge AS demoBadge FROM staff_badge',
  ).all() as {
    staffId: StaffId;
    demoBadge: string | null;
  }[];
  return new Map(rows.map(({ staffId, demoBadge }) => [staffId, { demoBadge }]));
}

/** Gives a person a badge in place of the one before. The code must be nobody else's. */
export function putBadge(db: Db, staffId: StaffId, code: string, isDemo: boolean): void {
  const hash = hashBadge(ensureSalt(db), code);
  statement(db, 'INSERT OR REPLACE INTO staff_badge VALUES (?, ?, ?)').run(
    staffId,
    hash,
    isDemo ? code : null,
  );
}

export function removeBadge(db: Db, staffId: StaffId): void {
  statement(db, 'DELETE FROM staff_badge WHERE staff_id = ?').run(staffId);
}

/** Counts one more unknown badge in a row, against the reader. */
export function countUnknownBadge(db: Db): PinTries {
  const before = plucked(db, 'SELECT failures FROM badge_attempt').get() as number | undefined;
  const tries = triesAfter((before ?? 0) + 1);
  statement(db, 'INSERT OR REPLACE INTO badge_attempt VALUES (1, ?, ?)').run(tries.failures, tries.lockMs);
  return tries;
}

/** A badge that is known forgives the unknown ones before it. */
export function forgiveUnknownBadges(db: Db): void {
  db.exec('DELETE FROM badge_attempt');
}

/** The lock of the reader that was running when the till stopped, in milliseconds (0: none). It begins anew at a start. */
export function runningBadgeLock(db: Db): number {
  return (plucked(db, 'SELECT lock_ms FROM badge_attempt').get() as number | undefined) ?? 0;
}

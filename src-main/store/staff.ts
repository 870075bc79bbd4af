// Staff and their PINs. Owns how a PIN is kept (scrypt, salted) and that wrong tries are counted before they are
// checked, so that neither a kill nor a restart gives free ones.
import crypto from 'node:crypto';
import { promisify } from 'node:util';
import type { StaffId } from '#contract/ids.ts';
import type { NewStaff } from '#contract/register.ts';
import type { Role } from '#contract/staff.ts';
import type { Db } from './open.ts';
import { plucked, statement } from './statement.ts';

const scrypt = promisify<string, Uint8Array, number, crypto.ScryptOptions, Buffer>(crypto.scrypt);
/** About 0.4 s on a till; N = 2^17 needs 128 MiB, more than Node allows unless told. */
const COST = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 2 ** 20 };

/** Five tries are free; from then on each wrong one locks, 30 s doubling to 15 minutes. */
const FREE_TRIES = 5;
const FIRST_LOCK_MS = 30_000;
const LONGEST_LOCK_MS = 900_000;

export interface StaffMember {
  staffId: StaffId;
  name: string;
  role: Role;
  pinSalt: Buffer;
  pinHash: Buffer;
  demoPin: string | null;
}

interface Stored {
  id: StaffId;
  name: string;
  role: Role;
  pin_salt: Buffer;
  pin_hash: Buffer;
  demo_pin: string | null;
}

function fromStored(row: Stored): StaffMember {
  return {
    staffId: row.id,
    name: row.name,
    role: row.role,
    pinSalt: row.pin_salt,
    pinHash: row.pin_hash,
    demoPin: row.demo_pin,
  };
}

/** Makes the stored form of a new member of staff; takes about 0.4 s of another thread. */
export async function hashStaff(person: NewStaff, isDemo: boolean): Promise<StaffMember> {
  const pinSalt = crypto.randomBytes(16);
  const pinHash = await scrypt(person.pin, pinSalt, 32, COST);
  const { staffId, name, role, pin } = person;
  return { staffId, name, role, pinSalt, pinHash, demoPin: isDemo ? pin : null };
}

/** True when the PIN is this person's; takes about 0.4 s of another thread, right or wrong. */
export async function isPinOf(person: StaffMember, pin: string): Promise<boolean> {
  return crypto.timingSafeEqual(await scrypt(pin, person.pinSalt, 32, COST), person.pinHash);
}

export function insertStaff(db: Db, people: readonly StaffMember[]): void {
  const insert = statement(db, 'INSERT INTO staff VALUES (?, ?, ?, ?, ?, ?, ?)');
  people.forEach((one, i) => {
    insert.run(one.staffId, i, one.name, one.role, one.pinSalt, one.pinHash, one.demoPin);
  });
}

/** Everyone, in the order of set-up. */
export function listStaff(db: Db): StaffMember[] {
  return (statement(db, 'SELECT * FROM staff ORDER BY position').all() as Stored[]).map(fromStored);
}

export function findStaff(db: Db, staffId: StaffId): StaffMember | null {
  const row = statement(db, 'SELECT * FROM staff WHERE id = ?').get(staffId) as Stored | undefined;
  return row === undefined ? null : fromStored(row);
}

/** Wrong tries so far and the lock they earned, in milliseconds (0: none). */
export interface PinTries {
  failures: number;
  lockMs: number;
  triesLeft: number;
}

/** What a number of wrong tries has earned. */
export function triesAfter(failures: number): PinTries {
  const doublings = failures - FREE_TRIES;
  const lockMs = doublings < 0 ? 0 : Math.min(FIRST_LOCK_MS * 2 ** doublings, LONGEST_LOCK_MS);
  return { failures, lockMs, triesLeft: Math.max(-doublings, 0) };
}

/** Counts one more wrong try. */
export function countFailure(db: Db, staffId: StaffId): PinTries {
  const before = plucked(db, 'SELECT failures FROM pin_attempt WHERE staff_id = ?').get(staffId);
  const failures = ((before as number | undefined) ?? 0) + 1;
  const tries = triesAfter(failures);
  statement(db, 'INSERT OR REPLACE INTO pin_attempt VALUES (?, ?, ?)').run(staffId, failures, tries.lockMs);
  return tries;
}

/** A right PIN forgives the wrong ones before it. */
export function forgiveFailures(db: Db, staffId: StaffId): void {
  statement(db, 'DELETE FROM pin_attempt WHERE staff_id = ?').run(staffId);
}

/**
 * Locks that were running when the till stopped, in milliseconds from now. They begin anew at a start, so that
 * neither a restart nor a moved clock ends one early.
 */
export function runningLocks(db: Db): { staffId: StaffId; lockMs: number }[] {
  return statement(
    db,
    'SELECT staff_id AS staffId, lock_ms AS lockMs FROM pin_attempt WHERE lock_ms > 0',
  ).all() as { staffId: StaffId; lockMs: number }[];
}

// What a few commands must await before their handler: PIN hashing in another thread. Writes only the count of tries.
import type { Args } from '#contract/commands.ts';
import type { StaffId } from '#contract/ids.ts';
import { refuse } from '#contract/refusal.ts';
import { countFailure, findStaff, hashStaff, isPinOf, runningLocks, triesAfter } from '#store/staff.ts';
import type { PinTries, StaffMember } from '#store/staff.ts';
import type { Db } from '#store/open.ts';
import type { Prepared, PreparedName } from './context.ts';

/** Locks that are running, against the clock that cannot be set. Begin anew at a start. */
export class PinLocks {
  readonly #until = new Map<StaffId, number>();
  readonly #failures = new Map<StaffId, number>();
  readonly #monotonicMs: () => number;

  constructor(db: Db | null, monotonicMs: () => number) {
    this.#monotonicMs = monotonicMs;
    if (db === null) return;
    for (const { staffId, lockMs } of runningLocks(db)) this.lock(staffId, lockMs);
  }

  lock(staffId: StaffId, lockMs: number): void {
    this.#until.set(staffId, this.#monotonicMs() + lockMs);
  }

  /** A right PIN ends the lock and forgives the wrong ones before it. */
  forgive(staffId: StaffId): void {
    this.#until.delete(staffId);
    this.#failures.delete(staffId);
  }

  /** Counts a wrong try where nothing can be written, and locks by the same rule. */
  countInMemory(staffId: StaffId): PinTries {
    const failures = (this.#failures.get(staffId) ?? 0) + 1;
    this.#failures.set(staffId, failures);
    const tries = triesAfter(failures);
    if (tries.lockMs > 0) this.lock(staffId, tries.lockMs);
    return tries;
  }

  /** Refuses `session.locked` while a lock runs. */
  assertFree(staffId: StaffId): void {
    const leftMs = (this.#until.get(staffId) ?? 0) - this.#monotonicMs();
    if (leftMs > 0) refuse('session.locked', { secondsLeft: Math.ceil(leftMs / 1000) });
  }
}

export interface PrepareContext {
  db: Db;
  locks: PinLocks;
  /** Runs a piece of work in a durable transaction of its own. */
  transact<T>(work: () => T): T;
  /** Journals that a lock was earned. */
  noteLock(staffId: StaffId, tries: PinTries): void;
}

/**
 * Counts the try as wrong, then checks it: a till killed in between has given nothing away, and many tries at once
 * are still counted one by one.
 */
async function prepareSignIn(
  context: PrepareContext,
  args: Args<'session.signIn'>,
): Promise<Prepared['session.signIn']> {
  const { db, locks } = context;
  const person = findStaff(db, args.staffId) ?? refuse('session.unknownStaff', { staffId: args.staffId });
  locks.assertFree(person.staffId);
  const tries = context.transact(() => countFailure(db, person.staffId));
  if (tries.lockMs > 0) locks.lock(person.staffId, tries.lockMs);
  if (await isPinOf(person, args.pin)) {
    locks.forgive(person.staffId);
    return { person };
  }
  if (tries.lockMs === 0) refuse('session.wrongPin', { triesLeft: tries.triesLeft });
  context.noteLock(person.staffId, tries);
  return refuse('session.locked', { secondsLeft: Math.ceil(tries.lockMs / 1000) });
}

/** Signs in where the store may only be looked at: the tries are counted in memory, nothing is written. */
export async function signInToLook(
  db: Db,
  locks: PinLocks,
  args: Args<'session.signIn'>,
): Promise<StaffMember> {
  const person = findStaff(db, args.staffId) ?? refuse('session.unknownStaff', { staffId: args.staffId });
  locks.assertFree(person.staffId);
  const tries = locks.countInMemory(person.staffId);
  if (!(await isPinOf(person, args.pin))) {
    if (tries.lockMs === 0) refuse('session.wrongPin', { triesLeft: tries.triesLeft });
    refuse('session.locked', { secondsLeft: Math.ceil(tries.lockMs / 1000) });
  }
  locks.forgive(person.staffId);
  return person;
}

type Prepares = {
  [N in PreparedName]: (context: PrepareContext, args: Args<N>) => Promise<Prepared[N]>;
};

export const prepares: Prepares = {
  'session.signIn': prepareSignIn,
  'register.setUp': async (_context, args) => ({
    staff: await Promise.all(args.staff.map((person) => hashStaff(person, args.register.isDemo))),
  }),
};

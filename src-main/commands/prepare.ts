// What a few commands must do before their handler: PIN hashing in another thread, looking whose a badge is. Writes only
// the count of tries.
import type { Args, CommandName } from '#contract/commands.ts';
import type { StaffId } from '#contract/ids.ts';
import { refuse } from '#contract/refusal.ts';
import { permissionsOf } from '#domain/permission.ts';
import {
  countFailure,
  findStaff,
  forgiveFailures,
  hashStaff,
  isPinOf,
  runningLocks,
  triesAfter,
} from '#store/staff.ts';
import {
  BADGE_READER,
  countUnknownBadge,
  forgiveUnknownBadges,
  listBadges,
  ownerOfBadge,
  runningBadgeLock,
} from '#store/badge.ts';
import type { PinTries, StaffMember } from '#store/staff.ts';
import type { Db } from '#store/open.ts';
import { isArticleCode } from './code.ts';
import type { Prepared, PreparedName } from './context.ts';

/** What is locked: a person's PIN, or the reader of badges. No person's id has a space. */
type Lockable = StaffId | 'badge reader';

/** Locks that are running, against the clock that cannot be set. Begin anew at a start; stay when books are opened anew. */
export class PinLocks {
  readonly #until = new Map<Lockable, number>();
  readonly #failures = new Map<Lockable, number>();
  readonly #monotonicMs: () => number;

  constructor(monotonicMs: () => number) {
    this.#monotonicMs = monotonicMs;
  }

  /** Runs on what was locked when these books were last written. */
  takeUp(db: Db): void {
    for (const { staffId, lockMs } of runningLocks(db)) this.lock(staffId, lockMs);
    const badgeLockMs = runningBadgeLock(db);
    if (badgeLockMs > 0) this.lock('badge reader', badgeLockMs);
  }

  lock(what: Lockable, lockMs: number): void {
    // Books that are opened anew may know of a shorter one than what was earned while they could not be written.
    this.#until.set(what, Math.max(this.#until.get(what) ?? 0, this.#monotonicMs() + lockMs));
  }

  /** A right PIN, or a known badge, ends the lock and forgives the wrong ones before it. */
  forgive(what: Lockable): void {
    this.#until.delete(what);
    this.#failures.delete(what);
  }

  /** Counts a wrong try where nothing can be written, and locks by the same rule. */
  countInMemory(what: Lockable): PinTries {
    const failures = (this.#failures.get(what) ?? 0) + 1;
    this.#failures.set(what, failures);
    const tries = triesAfter(failures);
    if (tries.lockMs > 0) this.lock(what, tries.lockMs);
    return tries;
  }

  /** Refuses `session.locked` while a lock runs. */
  assertFree(what: Lockable): void {
    const leftMs = (this.#until.get(what) ?? 0) - this.#monotonicMs();
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
  args: Pick<Args<'session.signIn'>, 'staffId' | 'pin'>,
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

/**
 * Goods drawn across a locked till are no guess at a badge, so they lock no reader. A badge that has become an article's
 * code lies on the shelf for everybody: it opens nothing.
 */
function refuseArticle(db: Db, badge: string): void {
  if (isArticleCode(db, badge)) refuse('session.none', {});
}

/** Who a badge was given to, or null. */
function holderOf(db: Db, badge: string): StaffMember | null {
  const owner = ownerOfBadge(db, badge);
  return owner === null ? null : findStaff(db, owner);
}

/** Refuses a badge that nobody was given, by what the tries so far have earned. */
function refuseBadge(tries: PinTries): never {
  if (tries.lockMs === 0) refuse('session.unknownBadge', {});
  return refuse('session.locked', { secondsLeft: Math.ceil(tries.lockMs / 1000) });
}

/** Counts the badge as unknown, then looks whose it is: the same rule as for a PIN, with a count of the reader's own. */
async function prepareBadge(
  context: PrepareContext,
  args: Pick<Args<'session.signInWithBadge'>, 'badge'>,
): Promise<Prepared['session.signInWithBadge']> {
  const { db, locks } = context;
  // Where nobody has a badge there is nothing to guess, and before a set-up nothing to journal a lock in.
  if (listBadges(db).size === 0) refuse('session.unknownBadge', {});
  refuseArticle(db, args.badge);
  locks.assertFree('badge reader');
  const tries = context.transact(() => countUnknownBadge(db));
  if (tries.lockMs > 0) locks.lock('badge reader', tries.lockMs);
  const person = holderOf(db, args.badge);
  if (person !== null) {
    locks.forgive('badge reader');
    return { person };
  }
  if (tries.lockMs > 0) context.noteLock(BADGE_READER, tries);
  return refuseBadge(tries);
}

/**
 * Proves somebody for an approval as for a sign-in, with the same counts and locks. Whoever is right is forgiven here
 * already: what is then approved may be refused, and that is no fault of theirs.
 */
async function prepareApproval(
  context: PrepareContext,
  args: Args<'session.approve'>,
): Promise<Prepared['session.approve']> {
  const proved = await prepareSignIn(context, args);
  context.transact(() => forgiveFailures(context.db, proved.person.staffId));
  return proved;
}

/** The same with a badge. An article that is drawn across the scanner meanwhile is no guess at one. */
async function prepareBadgeApproval(
  context: PrepareContext,
  args: Args<'session.approveWithBadge'>,
): Promise<Prepared['session.approveWithBadge']> {
  const { db } = context;
  if (isArticleCode(db, args.badge)) refuse('session.unknownBadge', {});
  const proved = await prepareBadge(context, args);
  context.transact(() => forgiveUnknownBadges(db));
  return proved;
}

/** Signs in with a badge where the store may only be looked at. */
export function badgeToLook(db: Db, locks: PinLocks, args: Args<'session.signInWithBadge'>): StaffMember {
  refuseArticle(db, args.badge);
  locks.assertFree('badge reader');
  const tries = locks.countInMemory('badge reader');
  const person = holderOf(db, args.badge) ?? refuseBadge(tries);
  locks.forgive('badge reader');
  return person;
}

/** Signs in where the store may only be looked at: the tries are counted in memory, nothing is written. */
export async function signInToLook(
  db: Db,
  locks: PinLocks,
  args: Pick<Args<'session.signIn'>, 'staffId' | 'pin'>,
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

/** Whoever may go on selling beside unfit books, proved by their PIN; the tries are counted in memory. */
export async function proveToRecover(
  db: Db,
  locks: PinLocks,
  args: Args<'register.recover'>,
): Promise<StaffMember> {
  const person = await signInToLook(db, locks, args);
  const permission = 'register.recover';
  if (!permissionsOf(person.role).includes(permission)) refuse('session.notAllowed', { permission });
  return person;
}

type Prepares = {
  [N in PreparedName]: (context: PrepareContext, args: Args<N>) => Promise<Prepared[N]>;
};

const prepares: Prepares = {
  'session.signIn': prepareSignIn,
  'session.signInWithBadge': prepareBadge,
  'session.approve': prepareApproval,
  'session.approveWithBadge': prepareBadgeApproval,
  'register.setUp': async (_context, args) => ({
    staff: await Promise.all(args.staff.map((person) => hashStaff(person, args.register.isDemo))),
  }),
};

type AnyPreparation = (context: PrepareContext, args: unknown) => Promise<unknown>;

/** What a command awaits before its handler runs; most await nothing. */
export const preparationOf = (name: CommandName): AnyPreparation | undefined =>
  (prepares as Partial<Record<CommandName, AnyPreparation>>)[name];

// The till itself: one store, one session, one command at a time. Wires handlers to transactions, the witness, devices
// and events; reached only by messages. Owns the order "commit, witness, answer, world".
import { commands } from '#contract/commands.ts';
import type { Args, CommandName, Result } from '#contract/commands.ts';
import type { TillEvent } from '#contract/events.ts';
import type { CommandId, Instant, StaffId } from '#contract/ids.ts';
import { refuse } from '#contract/refusal.ts';
import type { Books, StoreMode } from '#contract/start.ts';
import type { JournalKind } from '#contract/journal.ts';
import type { Permission, Session } from '#contract/staff.ts';
import type { DrawerEvent } from '#hardware/ports.ts';
import type { Effect, Fact, MachineContext, ReadContext, TillState } from './commands/context.ts';
import { assertAllowed } from './commands/allowed.ts';
import { Approvals } from './commands/approval.ts';
import { execute, journalAlone } from './commands/execute.ts';
import type { Ground } from './commands/execute.ts';
import { handlerOf } from './commands/index.ts';
import { describeUnread } from './commands/register.ts';
import { badgeToLook, PinLocks, preparationOf, proveToRecover, signInToLook } from './commands/prepare.ts';
import type { PrepareContext } from './commands/prepare.ts';
import { sessionOf } from './commands/session.ts';
import { bringHomeBeside } from './store/checkpoint.ts';
import type { HomeBringing } from './store/checkpoint.ts';
import { rowsFrom } from './store/journal.ts';
import type { JournalRow } from './store/journal.ts';
import type { Register } from './store/register.ts';
import { findStaff } from './store/staff.ts';
import type { PinTries } from './store/staff.ts';
import type { Store } from './store/start.ts';
import { inJournalTransaction } from './store/transaction.ts';
import { diskTrouble } from './store/trouble.ts';
import type { Core, CoreOptions } from './core-port.ts';
import { drawerRow } from './drawer-row.ts';
import { Listeners } from './listeners.ts';
import { OpenBooks } from './open-books.ts';
import { firstDevices, OpenDevices } from './open-devices.ts';
import type { FirstDevices } from './open-devices.ts';
import { watchSpaceOf } from './space.ts';
import type { Space } from './space.ts';
import { gatherState } from './till-state.ts';

export type { Core, CoreOptions } from './core-port.ts';

class TillCore implements Core {
  #session: Session | null = null;
  #register: Register | null = null;
  #home: HomeBringing | null = null;
  readonly #books: OpenBooks;
  readonly #locks: PinLocks;
  readonly #approvals: Approvals;
  readonly #options: CoreOptions;
  readonly #space: Space;
  readonly #listeners: Listeners;
  readonly #devices: OpenDevices;

  constructor(options: CoreOptions, books: OpenBooks, first: FirstDevices) {
    this.#options = options;
    this.#books = books;
    this.#listeners = new Listeners(options.log);
    this.#locks = new PinLocks(() => options.clock.monotonicMs());
    this.#approvals = new Approvals(() => options.clock.monotonicMs());
    this.#space = watchSpaceOf(options, (disk) => this.#announce({ event: 'disk.changed', payload: disk }));
    this.#listeners.followUpdates(options.machine.updates);
    this.#devices = new OpenDevices(first, {
      listeners: this.#listeners,
      noteDrawer: (event, drawer) => this.#noteDrawer(event, drawer),
      prints: options.prints,
      now: () => options.clock.now(),
      failed: (error) => this.#noteFailure(error),
      mayNote: () => this.#maySell(),
    });
    books.onDoubt((problem) => void books.inTurn(() => this.#doubt(problem)));
    this.#takeUp();
  }

  /** What depends on which books are open; a disk that fails only now leaves a till to look at. */
  #takeUp(): void {
    const { store, register } = this.#books;
    this.#register = register;
    this.#devices.follow(register?.config.devices ?? null);
    if (store === null) return;
    try {
      this.#settleIn(store);
    } catch (error) {
      if (diskTrouble(error) === null) throw error;
      this.#stopSelling(String(error));
    }
  }

  #settleIn(store: Store): void {
    this.#locks.takeUp(store.db);
    const mayWrite = () => this.#maySell();
    const failed = (error: unknown) => this.#noteFailure(error);
    this.#home = bringHomeBeside(store.db, { mayWrite, failed });
    this.#devices.takeUp(store.db);
  }

  subscribe(listener: (event: TillEvent) => void): () => void {
    return this.#listeners.add(listener);
  }

  authorize(permission: Permission): void {
    assertAllowed(permission, this.#session, this.#register);
  }

  actAs(staffId: StaffId): void {
    const { store } = this.#books;
    const person = store === null ? null : findStaff(store.db, staffId);
    if (person === null) throw new Error(`${staffId} does not work here`);
    this.#session = sessionOf(person, this.#now());
  }

  async run<N extends CommandName>(name: N, args: Args<N>): Promise<Result<N>> {
    const { kind } = commands[name];
    if (kind === 'read') return this.#read(name, args) as Result<N>;
    // Nothing is written by it, so it may be done where nothing may be sold.
    if (kind === 'device') {
      const context = await this.#devices.contextOf(this.#register, this.#now());
      return handlerOf(name)(context, args) as Result<N>;
    }
    // Before an update the books are copied, and two copies at once would be in each other's way.
    if (name === 'app.installUpdate') await this.#books.backups.made();
    if (kind === 'machine') return this.#askMachine(name, args) as Result<N>;
    if (kind === 'recovery') {
      const again = name === 'register.reopen';
      const work = () => (again ? this.#reopen() : this.#recover(args as Args<'register.recover'>));
      return this.#books.inTurn<unknown>(work) as Promise<Result<N>>;
    }
    const { store } = this.#books;
    if (store === null || !this.#maySell()) return this.#look(name, args) as Promise<Result<N>>;
    try {
      const prepare = preparationOf(name);
      const prepared =
        prepare === undefined ? undefined : await prepare(this.#prepareContext(store, args), args);
      // The disk may have failed in the meantime, or the books been opened anew.
      if (!this.#maySell() || store !== this.#books.store) return this.#refuseViewOnly();
      const write = () => this.#write(store, name, args as Args<N> & { commandId: CommandId }, prepared);
      return this.#makingRoom(write) as Result<N>;
    } catch (error) {
      this.#noteFailure(error);
      if (diskTrouble(error) === 'full') refuse('store.full', {});
      throw error;
    }
  }

  #maySell(): boolean {
    return this.#books.mode.kind === 'ready';
  }

  /** What may be done where nothing may be written: coming in to look, and going. */
  async #look(name: CommandName, args: unknown): Promise<unknown> {
    const { db } = this.#books;
    if (db === null) return this.#refuseViewOnly();
    if (name === 'session.signIn') {
      const person = await signInToLook(db, this.#locks, args as Args<'session.signIn'>);
      // The books may have been opened anew in the meantime: then this was no sign-in to them.
      if (db !== this.#books.db) return this.#refuseViewOnly();
      this.#session = sessionOf(person, this.#now());
    } else if (name === 'session.signInWithBadge') {
      const person = badgeToLook(db, this.#locks, args as Args<'session.signInWithBadge'>);
      this.#session = sessionOf(person, this.#now());
    } else if (name === 'session.signOut') this.#session = null;
    else return this.#refuseViewOnly();
    this.#announce({ event: 'session.changed', payload: { session: this.#session } });
    return this.#session ?? {};
  }

  #read(name: CommandName, args: unknown): unknown {
    const { db } = this.#books;
    if (db === null && name !== 'app.describe') return this.#refuseViewOnly();
    if (db === null) return describeUnread(this.#state(), this.#books.plan, this.#now());
    const [signer, now] = [this.#books.store?.signer ?? null, this.#now()];
    const context: ReadContext = { db, signer, now, register: this.#register, state: this.#state() };
    try {
      return handlerOf(name)(context, args);
    } catch (error) {
      // Where not even the first screen can be read, it says so.
      if (name !== 'app.describe' || diskTrouble(error) !== 'failed') throw error;
      this.#stopSelling(String(error));
      return describeUnread(this.#state(), this.#books.plan, this.#now());
    }
  }

  /** Asks the machine under the till; works whatever the books are. */
  #askMachine(name: CommandName, args: unknown): unknown {
    const { machine, guard } = this.#options;
    const context: MachineContext = {
      db: this.#books.db,
      register: this.#register,
      state: this.#state(),
      now: this.#now(),
      machine,
      keysKeptBy: guard.kind,
      backUp: () => this.#books.backups.makeNow(),
    };
    return handlerOf(name)(context, args);
  }

  /** One command: one transaction, then the witness, then what follows by itself. */
  #write(store: Store, name: CommandName, args: { commandId: CommandId }, prepared: unknown): unknown {
    this.#bringWitnessUp(store);
    const { result, register, rows, events, effects } = execute(this.#ground(store), name, args, prepared);
    this.#register = register;
    this.#devices.follow(register?.config.devices ?? null);
    this.#witness(store, rows);
    this.#afterwards(name, result, events, effects);
    this.#home?.soon();
    return result;
  }

  #ground(store: Store): Ground {
    return {
      db: store.db,
      signer: store.signer,
      register: this.#register,
      state: this.#state(),
      now: this.#now(),
      monoMs: this.#options.clock.monotonicMs(),
      approvals: this.#approvals,
    };
  }

  /** The second copy. A sale that is committed is complete, whatever becomes of its copy; the next one is refused. */
  #witness(store: Store, rows: readonly JournalRow[]): void {
    try {
      this.#makingRoom(() =>
        store.mirror.isBehind ? this.#bringWitnessUp(store) : store.mirror.append(rows),
      );
    } catch (error) {
      const detail = `mirror log: ${String(error)}`;
      // A full disk passes: nothing more is committed before the copy has what it lacks (#bringWitnessUp).
      if (diskTrouble(error) === 'full') this.#options.log.error({ detail }, 'the disk is full');
      else this.#stopSelling(detail);
    }
  }

  /** The copy may be one row behind, never two: what it lacks comes first. Throws where there is still no room. */
  #bringWitnessUp({ db, mirror }: Store): void {
    if (mirror.isBehind) mirror.append([...rowsFrom(db, (mirror.head?.header.seq ?? 0) + 1)]);
  }

  /** Where a write finds the disk full, nothing of it is done: with the reserve given up it is begun anew, once. */
  #makingRoom<T>(write: () => T): T {
    try {
      return write();
    } catch (error) {
      if (diskTrouble(error) !== 'full' || !this.#space.giveWay()) throw error;
      return write();
    }
  }

  #afterwards(
    name: CommandName,
    result: unknown,
    events: readonly TillEvent[],
    effects: readonly Effect[],
  ): void {
    if (name === 'session.signIn' || name === 'session.signInWithBadge') this.#session = result as Session;
    if (name === 'session.signOut') this.#session = null;
    if (name === 'register.close') this.#space.look();
    const isSettled = name === 'shift.close' || name === 'register.close';
    if (isSettled) setImmediate(() => this.#books.backups.makeWhereWanted());
    if (name === 'register.setUp') this.#books.backups.makeLater();
    // At once: the next command may be a scan that would take the same weight again.
    if (effects.some((effect) => effect.kind === 'weighed')) this.#devices.now.scale?.take();
    for (const event of events) this.#announce(event);
    // The answer goes out first; the world follows by itself.
    for (const effect of effects) setImmediate(() => this.#start(effect));
  }

  #start(effect: Effect): void {
    if (!this.#options.prints) return;
    if (effect.kind === 'print') this.#devices.wake();
    else if (effect.kind === 'drawer') void this.#devices.kick(effect.reason);
  }

  /** One event that no command asked for, in a transaction of its own. */
  #noteAlone<K extends JournalKind>(store: Store, id: string, kind: K, fact: Fact<K>): void {
    this.#bringWitnessUp(store);
    this.#witness(store, [journalAlone(this.#ground(store), id, kind, fact)]);
  }

  /** What the drawer's sensor saw. */
  #noteDrawer(event: DrawerEvent, drawer: string): void {
    const { store } = this.#books;
    if (store === null || this.#register === null || !this.#maySell()) return;
    const { kind, body } = drawerRow(event, drawer);
    try {
      this.#noteAlone(store, `drawer-${this.#now()}`, kind, { body });
    } catch (error) {
      this.#noteFailure(error);
    }
  }

  #prepareContext(store: Store, args: unknown): PrepareContext {
    const { commandId } = args as { commandId: string };
    return {
      db: store.db,
      locks: this.#locks,
      transact: (work) => inJournalTransaction(store.db, work),
      noteLock: (staffId: StaffId, tries: PinTries) => {
        const seconds = Math.ceil(tries.lockMs / 1000);
        const body = { postings: [], staffId, failures: tries.failures, seconds };
        this.#noteAlone(store, `lock-${commandId}`, 'session.locked', { body });
      },
    };
  }

  #state(): TillState {
    return gatherState(this.#options, this.#devices.now, this.#books, this.#space, this.#session);
  }

  #now(): Instant {
    return this.#options.clock.now().toISOString() as Instant;
  }

  #announce(event: TillEvent): void {
    this.#listeners.announce(event);
  }

  #refuseViewOnly(): never {
    const { mode } = this.#books;
    const trouble = mode.kind === 'viewOnly' ? mode.trouble : 'diskFailed';
    return refuse('store.viewOnly', { trouble });
  }

  /** A full disk finds room at the next try; a failing one cannot be trusted with another sale on the same handle. */
  #noteFailure(error: unknown): void {
    const trouble = diskTrouble(error);
    if (trouble === 'failed') this.#stopSelling(String(error));
    if (trouble === 'full') this.#space.giveWay();
  }

  #stopSelling(detail: string): void {
    this.#books.stopSelling(detail);
    this.#announce({ event: 'store.changed', payload: this.#books.mode });
  }

  /** A check beside the selling has found damage: selling stops, and the ladder says what can be done. */
  async #doubt(problem: string): Promise<void> {
    this.#stopSelling(problem);
    await this.#reopen();
  }

  async #reopen(): Promise<StoreMode> {
    if (!this.#maySell()) await this.#anew(() => this.#books.reopen());
    return this.#books.mode;
  }

  async #recover(args: Args<'register.recover'>): Promise<Books> {
    // The answer may have been lost on its way: who asks again is told which books these are.
    if (this.#books.wereBegunBy(args.commandId)) return this.#books.books;
    const { plan } = this.#books;
    if (plan === null || plan.way !== args.way) return refuse('store.noRecovery', {});
    const { staffId, name } = await proveToRecover(plan.people, this.#locks, args);
    await this.#anew(() => this.#books.recover(plan, { commandId: args.commandId, staffId, name }));
    return this.#books.books;
  }

  /** Opens other books, or the same on another handle: whoever was signed in comes in anew. */
  async #anew(open: () => Promise<unknown>): Promise<void> {
    await this.#devices.letGo();
    try {
      await open();
    } catch (error) {
      if (diskTrouble(error) === 'full') refuse('store.full', {});
      throw error;
    }
    if (this.#maySell() && this.#session !== null) {
      this.#session = null;
      this.#announce({ event: 'session.changed', payload: { session: null } });
    }
    this.#takeUp();
    this.#announce({ event: 'store.changed', payload: this.#books.mode });
  }

  async close(): Promise<void> {
    // New books that are being made take up printing at their end.
    await this.#books.inTurn(async () => undefined);
    await this.#space.close();
    await this.#devices.close();
    await this.#books.close();
    this.#listeners.clear();
  }
}

/** Opens a data folder's till, to look at only where its books are unfit. Throws DataFolderBusy when it is held. */
export async function openCore(options: CoreOptions): Promise<Core> {
  const books = await OpenBooks.open({ ...options, backsUp: options.prints });
  const first = await firstDevices(options.devices, books.register?.config.devices ?? null);
  return new TillCore(options, books, first);
}

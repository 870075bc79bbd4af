// The till itself: one store, one session, one command at a time. Wires handlers to transactions, the witness, devices
// and events; reached only by messages. Owns the order "commit, witness, answer, world".
import { commands } from '#contract/commands.ts';
import type { Args, CommandName, Result } from '#contract/commands.ts';
import { firstCounterSettings } from '#contract/counter.ts';
import type { TillEvent } from '#contract/events.ts';
import type { CommandId, Instant, StaffId } from '#contract/ids.ts';
import { refuse } from '#contract/refusal.ts';
import type { DiskState } from '#contract/machine.ts';
import type { StartReport, StoreMode } from '#contract/start.ts';
import type { Permission, Session } from '#contract/staff.ts';
import type {
  DeviceContext,
  Effect,
  HandledName,
  MachineContext,
  ReadContext,
  TillState,
} from './commands/context.ts';
import { execute, journalAlone } from './commands/execute.ts';
import type { AnyHandler, Ground } from './commands/execute.ts';
import { handlers } from './commands/index.ts';
import { badgeToLook, PinLocks, prepares, signInToLook } from './commands/prepare.ts';
import type { PrepareContext } from './commands/prepare.ts';
import { permissionsOf } from './domain/permission.ts';
import type { Devices } from '#hardware/ports.ts';
import type { JournalRow } from './store/journal.ts';
import type { KeyGuard } from './store/key.ts';
import type { Register } from './store/register.ts';
import { findStaff } from './store/staff.ts';
import type { PinTries, StaffMember } from './store/staff.ts';
import { startStore, startViewOnly } from './store/start.ts';
import type { Store } from './store/start.ts';
import { inJournalTransaction } from './store/transaction.ts';
import { diskTrouble, StoreUnfit } from './store/trouble.ts';
import type { Clock } from './clock.ts';
import type { Log } from './log.ts';
import type { Machine } from './machine.ts';
import { startPrinting } from './printing.ts';
import type { Printing } from './printing.ts';

export interface CoreOptions {
  /** The data folder; made when it does not exist. */
  folder: string;
  clock: Clock;
  log: Log;
  guard: KeyGuard;
  devices: Devices;
  machine: Machine;
  appVersion: string;
  /** False where papers are only kept: an import must not print a year of receipts. */
  prints: boolean;
}

export interface Core {
  /** Runs a command whose arguments have the contract's shape. Throws Refused, or anything else for a fault. */
  run<N extends CommandName>(name: N, args: Args<N>): Promise<Result<N>>;
  /** Refuses `session.none` or `session.notAllowed`. */
  authorize(permission: Permission): void;
  subscribe(listener: (event: TillEvent) => void): () => void;
  /** Lets whoever owns the data folder work as a member of staff; for imports and campaigns, never for a shell. */
  actAs(staffId: StaffId): void;
  close(): Promise<void>;
}

type AnyPrepare = (context: PrepareContext, args: unknown) => Promise<unknown>;

class TillCore implements Core {
  #mode: StoreMode;
  #session: Session | null = null;
  #register: Register | null;
  #printing: Printing | null = null;
  readonly #store: Store | null;
  readonly #view: ReturnType<typeof startViewOnly>;
  readonly #locks: PinLocks;
  readonly #options: CoreOptions;
  readonly #start_: StartReport = {
    at: '1970-01-01T00:00:00.000Z' as Instant,
    tookMs: 0,
    rungs: [],
    restoredRows: 0,
    restoredReceipts: 0,
    mirroredRows: 0,
  };
  readonly #listeners = new Set<(event: TillEvent) => void>();

  constructor(options: CoreOptions, store: Store | null, mode: StoreMode) {
    this.#options = options;
    this.#store = store;
    this.#mode = mode;
    this.#view = store === null ? startViewOnly(options.folder) : null;
    this.#register = store?.register ?? this.#view?.register ?? null;
    this.#locks = new PinLocks(store?.db ?? null, () => options.clock.monotonicMs());
    this.#followDevices(options.devices);
    if (store !== null && options.prints) {
      this.#printing = startPrinting({
        db: store.db,
        devices: options.devices,
        now: () => options.clock.now(),
        announce: (event) => this.#announce(event),
        failed: (error) => this.#noteFailure(error),
      });
    }
  }

  /** What the devices do by themselves becomes events. */
  #followDevices(devices: Devices): void {
    const { scale, scanner, demo } = devices;
    devices.onChange((status) => this.#announce({ event: 'device.changed', payload: status }));
    scale?.onReading((reading) => this.#announce({ event: 'scale.changed', payload: reading }));
    scanner?.onRead((code) => this.#announce({ event: 'scanner.read', payload: { code } }));
    demo?.onChange((counter) => this.#announce({ event: 'demo.changed', payload: counter }));
  }

  subscribe(listener: (event: TillEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  authorize(permission: Permission): void {
    if (permission === 'anyone') return;
    // Setting up is for the first person at a till that belongs to nobody yet.
    if (permission === 'setUp') {
      if (this.#register !== null) refuse('register.alreadySetUp', {});
      return;
    }
    if (this.#session === null) refuse('session.none', {});
    if (!this.#session.permissions.includes(permission)) refuse('session.notAllowed', { permission });
  }

  actAs(staffId: StaffId): void {
    const person = this.#store === null ? null : findStaff(this.#store.db, staffId);
    if (person === null) throw new Error(`${staffId} does not work here`);
    this.#session = this.#sessionOf(person);
  }

  async run<N extends CommandName>(name: N, args: Args<N>): Promise<Result<N>> {
    const { kind } = commands[name];
    if (kind === 'read') return this.#read(name, args) as Result<N>;
    if (kind === 'device') return this.#work(name, args) as Result<N>;
    if (kind === 'machine') return this.#askMachine(name, args) as Result<N>;
    if (kind === 'recovery') return refuse('store.noRecovery', {});
    const store = this.#store;
    if (store === null || !this.#maySell()) return this.#look(name, args) as Promise<Result<N>>;
    try {
      const prepare = (prepares as Partial<Record<CommandName, AnyPrepare>>)[name];
      const prepared =
        prepare === undefined ? undefined : await prepare(this.#prepareContext(store, args), args);
      // The disk may have failed in the meantime.
      if (!this.#maySell()) return this.#refuseViewOnly();
      return this.#write(store, name, args as Args<N> & { commandId: CommandId }, prepared) as Result<N>;
    } catch (error) {
      if (diskTrouble(error) === 'full') refuse('store.full', {});
      this.#noteFailure(error);
      throw error;
    }
  }

  #maySell(): boolean {
    return this.#mode.kind === 'ready';
  }

  /** What may be done where nothing may be written: coming in to look, and going. */
  async #look(name: CommandName, args: unknown): Promise<unknown> {
    const db = this.#store?.db ?? this.#view?.db;
    if (db === undefined) return this.#refuseViewOnly();
    if (name === 'session.signIn') {
      const person = await signInToLook(db, this.#locks, args as Args<'session.signIn'>);
      this.#session = this.#sessionOf(person);
    } else if (name === 'session.signInWithBadge') {
      const person = badgeToLook(db, this.#locks, args as Args<'session.signInWithBadge'>);
      this.#session = this.#sessionOf(person);
    } else if (name === 'session.signOut') this.#session = null;
    else return this.#refuseViewOnly();
    this.#announce({ event: 'session.changed', payload: { session: this.#session } });
    return this.#session ?? {};
  }

  #sessionOf({ staffId, name, role }: StaffMember): Session {
    return { staffId, name, role, signedInAt: this.#now(), permissions: permissionsOf(role) };
  }

  #read(name: CommandName, args: unknown): unknown {
    const db = this.#store?.db ?? this.#view?.db;
    if (db === undefined) return name === 'app.describe' ? this.#describeNothing() : this.#refuseViewOnly();
    const context: ReadContext = { db, register: this.#register, state: this.#state(), now: this.#now() };
    return (handlers[name as HandledName] as unknown as AnyHandler)(context, args, undefined);
  }

  /** Does something to a device; nothing is written, so it may be done where nothing may be sold. */
  #work(name: CommandName, args: unknown): unknown {
    const handle = handlers[name as HandledName] as unknown as (
      context: DeviceContext,
      args: unknown,
    ) => unknown;
    return handle({ devices: this.#options.devices }, args);
  }

  /** Asks the machine under the till; works whatever the books are. */
  #askMachine(name: CommandName, args: unknown): unknown {
    const handle = handlers[name as HandledName] as unknown as (
      context: MachineContext,
      args: unknown,
    ) => unknown;
    const { machine, guard } = this.#options;
    const context: MachineContext = {
      db: this.#store?.db ?? this.#view?.db ?? null,
      register: this.#register,
      state: this.#state(),
      now: this.#now(),
      machine,
      keysKeptBy: guard.kind,
      backUp: () => this.#backUp(),
    };
    return handle(context, args);
  }

  /** One command: one transaction, then the witness, then what follows by itself. */
  #write(store: Store, name: CommandName, args: { commandId: CommandId }, prepared: unknown): unknown {
    const { result, register, rows, events, effects } = execute(this.#ground(store), name, args, prepared);
    this.#register = register;
    this.#witness(store, rows);
    this.#afterwards(name, result, events, effects);
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
    };
  }

  /** The second copy. A sale that is committed is complete, whatever becomes of its copy; the next one is refused. */
  #witness(store: Store, rows: readonly JournalRow[]): void {
    try {
      store.mirror.append(rows);
    } catch (error) {
      this.#stopSelling(`mirror log: ${String(error)}`);
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
    // At once: the next command may be a scan that would take the same weight again.
    if (effects.some((effect) => effect.kind === 'weighed')) this.#options.devices.scale?.take();
    for (const event of events) this.#announce(event);
    // The answer goes out first; the world follows by itself.
    for (const effect of effects) setImmediate(() => this.#start(effect));
  }

  #start(effect: Effect): void {
    if (!this.#options.prints) return;
    if (effect.kind === 'print') this.#printing?.wake();
    else if (effect.kind === 'drawer') void this.#options.devices.drawer.kick(effect.reason);
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
        this.#witness(store, [
          journalAlone(this.#ground(store), `lock-${commandId}`, 'session.locked', { body }),
        ]);
      },
    };
  }

  #state(): TillState {
    const { devices, appVersion, machine } = this.#options;
    return {
      mode: this.#mode,
      session: this.#session,
      devices: devices.list(),
      scale: devices.scale?.reading() ?? null,
      hasDemoCounter: devices.demo !== null,
      appVersion,
      books: { number: 1, epoch: this.#register?.epoch ?? 1, follows: null },
      start: this.#start_,
      disk: this.#disk(),
      update: machine.updates.state(),
    };
  }

  #disk(): DiskState {
    return { freeBytes: this.#options.machine.freeBytes(), level: 'good' };
  }

  #backUp(): void {
    throw new Error('there is no backup yet');
  }

  #now(): Instant {
    return this.#options.clock.now().toISOString() as Instant;
  }

  #announce(event: TillEvent): void {
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch (error) {
        // A carrier that cannot be written to is gone; it must not take the sale with it.
        this.#options.log.warn(
          { event: event.event, error: String(error) },
          'an event could not be delivered',
        );
      }
    }
  }

  #refuseViewOnly(): never {
    const trouble = this.#mode.kind === 'viewOnly' ? this.#mode.trouble : 'diskFailed';
    return refuse('store.viewOnly', { trouble });
  }

  /** A full disk can be emptied; a failing one cannot be trusted with another sale on the same handle. */
  #noteFailure(error: unknown): void {
    if (diskTrouble(error) === 'failed') this.#stopSelling(String(error));
  }

  #stopSelling(detail: string): void {
    this.#mode = { kind: 'viewOnly', trouble: 'diskFailed', detail, recovery: null };
    this.#options.log.error({ detail }, 'the disk failed: selling stops');
    this.#announce({ event: 'store.changed', payload: this.#mode });
  }

  #describeNothing(): Result<'app.describe'> {
    const { mode, devices, scale, hasDemoCounter, appVersion, books, start, disk, update } = this.#state();
    return {
      version: appVersion,
      mode,
      isSetUp: false,
      register: null,
      zNumber: 1,
      staff: [],
      session: null,
      shift: null,
      devices: [...devices],
      scale,
      counter: firstCounterSettings,
      hasDemoCounter,
      books,
      start,
      disk,
      update,
    };
  }

  async close(): Promise<void> {
    await this.#printing?.close();
    await this.#options.devices.close();
    this.#store?.close();
    this.#view?.close();
    this.#listeners.clear();
  }
}

/** The reason why a store may not sell, or null for what is no such reason. */
function asUnfit(error: unknown): StoreUnfit | null {
  if (error instanceof StoreUnfit) return error;
  return diskTrouble(error) === null ? null : new StoreUnfit('diskFailed', String(error));
}

/**
 * Opens the till of a data folder. A store that is unfit gives a till to look at, with the reason; throws
 * DataFolderBusy when another till holds the folder.
 */
export async function openCore(options: CoreOptions): Promise<Core> {
  const { folder, guard, clock, log } = options;
  try {
    const store = await startStore(folder, guard, () => clock.now());
    const { restored, mirrored } = store.reconciled;
    if (restored > 0)
      log.error({ restored }, 'rows that the database had lost came back from the mirror log');
    if (mirrored > 1) log.warn({ mirrored }, 'the mirror log was behind and has been written again');
    return new TillCore(options, store, { kind: 'ready' });
  } catch (error) {
    const unfit = asUnfit(error);
    if (unfit === null) throw error;
    log.error({ trouble: unfit.trouble, detail: unfit.message }, 'the store is unfit: to look at only');
    return new TillCore(options, null, {
      kind: 'viewOnly',
      trouble: unfit.trouble,
      detail: unfit.message,
      recovery: null,
    });
  }
}

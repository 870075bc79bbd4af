// A counter without its shell: the till's own handlers on a real SQLite file, many of them in one transaction that is undone
// when a run ends. Owns how they are called; what they do, and what is true afterwards, is for others.
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Args, Result } from '#contract/commands.ts';
import type { CommandId, Instant, StaffId } from '#contract/ids.ts';
import type { JournalKind } from '#contract/journal.ts';
import type { Promotion } from '#contract/promotion.ts';
import type { RegisterConfig } from '#contract/register.ts';
import { Refused } from '#contract/refusal.ts';
import { Approvals } from '#commands/approval.ts';
import type { Fact, HandledName, TillState, WriteContext } from '#commands/context.ts';
import { handlers } from '#commands/index.ts';
import { sessionOf } from '#commands/session.ts';
import { fileSecretBox } from '#shell/secret-box.ts';
import { appendRow } from '#store/journal.ts';
import type { JournalRow, NewEvent } from '#store/journal.ts';
import type { Db } from '#store/open.ts';
import { project } from '#store/project.ts';
import type { Register } from '#store/register.ts';
import { findStaff } from '#store/staff.ts';
import { startStore } from '#store/start.ts';
import type { Store } from '#store/start.ts';
import { TestClock } from '#test/support/clock.ts';

/** Any of a command's own arguments; its id is made up. */
type Loose<N extends HandledName> = Omit<Args<N>, 'commandId'> | Record<string, unknown>;

/** What handlers look at beside the books: a manager, and a machine that lacks nothing. */
function stateOf(db: Db, at: Date): TillState {
  const person = findStaff(db, 'chen-jing' as StaffId);
  if (person === null) throw new Error('nobody works here');
  const now = at.toISOString() as Instant;
  return {
    mode: { kind: 'ready' },
    session: sessionOf(person, now),
    devices: [],
    scale: null,
    hasDemoCounter: false,
    appVersion: '0.0.0-test',
    books: { number: 1, epoch: 1, follows: null },
    start: { at: now, tookMs: 0, rungs: [], restoredRows: 0, restoredReceipts: 0, mirroredRows: 0 },
    disk: { freeBytes: null, level: 'good' },
    update: { kind: 'off' },
  };
}

export class Counter {
  readonly clock = new TestClock();
  readonly #folder: string;
  #store!: Store;
  #state!: TillState;
  #register!: Register;
  #rows: JournalRow[] = [];
  #count = 0;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** A counter on a copy of a demonstration shop that was set up before; its promotions are `offers`, for good. */
  static async open(template: string, offers: readonly Promotion[]): Promise<Counter> {
    const folder = await mkdtemp(join(tmpdir(), 'counterfoil-counter-'));
    await cp(template, folder, { recursive: true });
    const counter = new Counter(folder);
    await counter.#start();
    const { promotions } = counter.do('promotion.list', {});
    const removed = promotions.map(({ promotionId }) => promotionId);
    counter.keeping(() => counter.do('promotion.put', { put: offers, removed }));
    return counter;
  }

  async #start(): Promise<void> {
    this.#store = await startStore(this.#folder, fileSecretBox(), () => this.clock.now());
    const { register } = this.#store;
    if (register === null) throw new Error('the shop was not set up');
    this.#register = register;
    this.#state = stateOf(this.db, this.clock.now());
  }

  get db(): Db {
    return this.#store.db;
  }

  get config(): RegisterConfig {
    return this.#register.config;
  }

  /** The rules by which the till works from now on; the books are not told. */
  set(config: Partial<RegisterConfig>): void {
    this.#register = { ...this.#register, config: { ...this.config, ...config } };
  }

  /** An id that was not used before. */
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- ids are branded strings; a test picks the brand
  newId<T extends string>(): T {
    this.#count += 1;
    return `00000000-0000-7000-8000-${this.#count.toString(16).padStart(12, '0')}` as T;
  }

  /** What a handler is given. */
  context(): WriteContext {
    const { db, signer } = this.#store;
    const commandId = this.newId<CommandId>();
    const now = this.clock.now().toISOString() as Instant;
    const state = this.#state;
    const journal = <K extends JournalKind>(kind: K, fact: Fact<K>): JournalRow => {
      const { id: register, epoch, config } = this.#register;
      const event: NewEvent<K> = {
        kind,
        id: commandId,
        ...fact,
        atUtc: now,
        monoMs: this.clock.monotonicMs(),
        register,
        epoch,
        timeZone: config.timeZone,
        currency: config.currency,
        actor: state.session?.staffId ?? '',
        appVersion: state.appVersion,
      };
      const row = appendRow(db, signer, event);
      project(db, row);
      this.#rows.push(row);
      return row;
    };
    return {
      db,
      signer,
      state,
      now,
      commandId,
      register: this.#register,
      journal,
      announce: () => undefined,
      after: () => undefined,
      approver: null,
      isApproved: false,
      approvals: new Approvals(() => 0),
      rehearse: () => undefined,
    };
  }

  /** The result of a command's handler; what it refuses it leaves undone, and is thrown. */
  do<N extends HandledName>(name: N, args: Loose<N>): Result<N> {
    const handle = handlers[name] as unknown as (context: WriteContext, args: unknown) => Result<N>;
    return this.db.transaction(() => handle(this.context(), args))();
  }

  /** The same; null where it is refused. */
  try<N extends HandledName>(name: N, args: Loose<N>): Result<N> | null {
    try {
      return this.do(name, args);
    } catch (error) {
      if (error instanceof Refused) return null;
      throw error;
    }
  }

  /** Does the work and undoes all of it: the next run finds the books as this one did. */
  undoing<T>(work: () => T): T {
    const [at, monoMs] = [this.clock.at, this.clock.monoMs];
    this.db.exec('BEGIN IMMEDIATE');
    try {
      return work();
    } finally {
      this.db.exec('ROLLBACK');
      this.#rows = [];
      Object.assign(this.clock, { at, monoMs });
    }
  }

  /** Does the work so that it is on the disk, and in the mirror log, when this returns. */
  keeping<T>(work: () => T): T {
    const result = this.db.transaction(work).immediate();
    this.#store.mirror.append(this.#rows);
    this.#rows = [];
    return result;
  }

  /** Closes the books and climbs the start-up ladder to them again. */
  async restart(): Promise<void> {
    this.#store.close();
    await this.#start();
  }

  async close(): Promise<void> {
    this.#store.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

// Which books the till has open, and whether they may be sold on. Owns climbing the ladder, again where somebody asks, and
// new books beside unfit ones; knows no command.
import type { CommandId } from '#contract/ids.ts';
import type { Books, StartReport, StoreMode } from '#contract/start.ts';
import { Backups } from './backups.ts';
import { removeBallast } from './ballast.ts';
import type { Clock } from './clock.ts';
import type { Log } from './log.ts';
import { attempt } from './store/attempt.ts';
import { booksFolder, booksOf, currentBooks } from './store/books.ts';
import { describeBooks, wereBegunBy } from './store/followed.ts';
import type { KeyGuard } from './store/key.ts';
import { Ladder } from './store/ladder.ts';
import { holdFolder } from './store/lock.ts';
import { makeBooks } from './store/new-books.ts';
import type { Beginner } from './store/new-books.ts';
import { databaseFile } from './store/open.ts';
import type { Db } from './store/open.ts';
import { planRecovery } from './store/recover.ts';
import type { Plan } from './store/recover.ts';
import type { Register } from './store/register.ts';
import { refreshBeside } from './store/search-index.ts';
import { checkBeside, isLarge } from './store/soundness.ts';
import type { RunningCheck } from './store/soundness.ts';
import { climbTo, startViewOnly } from './store/start.ts';
import type { Store, View } from './store/start.ts';
import { diskTrouble, StoreUnfit } from './store/trouble.ts';

export interface BooksOptions {
  /** The data folder; made when it does not exist. */
  folder: string;
  clock: Clock;
  log: Log;
  guard: KeyGuard;
  appVersion: string;
  /** Whether copies are made by themselves. */
  backsUp: boolean;
}

/** Large books are looked through this long after a start: not while the screen comes up. */
const LATE_CHECK_MS = 20_000;

/** The reason why books may not be sold on, or null for what is no such reason. */
function asUnfit(error: unknown): StoreUnfit | null {
  if (error instanceof StoreUnfit) return error;
  return diskTrouble(error) === null ? null : new StoreUnfit('diskFailed', String(error));
}

export class OpenBooks {
  /** Copies of these books. */
  readonly backups: Backups;
  readonly #options: BooksOptions;
  #release: (() => void) | null = null;
  #store: Store | null = null;
  #view: View | null = null;
  #plan: Plan | null = null;
  #mode: StoreMode = { kind: 'ready' };
  #report: StartReport;
  #books: Books = { number: 1, epoch: 1, follows: null };
  #check: RunningCheck | null = null;
  #checkLater: NodeJS.Timeout | null = null;
  #endRefresh: () => void = () => undefined;
  #doubted: (problem: string) => void = () => undefined;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(options: BooksOptions) {
    this.#options = options;
    const { folder, log, backsUp } = options;
    const sound = () => (this.#mode.kind === 'ready' ? this.#store : null);
    this.backups = new Backups({ folder, log, backsUp, sound });
    this.#report = new Ladder(options.clock.now()).report();
  }

  /** Opens the books of a data folder, fit or not. Throws DataFolderBusy when another till holds the folder. */
  static async open(options: BooksOptions): Promise<OpenBooks> {
    const books = new OpenBooks(options);
    try {
      await books.#climb();
    } catch (error) {
      books.#release?.();
      throw error;
    }
    return books;
  }

  /** Null where nothing may be written. */
  get store(): Store | null {
    return this.#store;
  }

  /** To read from; null where not even the first screen could be shown. */
  get db(): Db | null {
    return this.#store?.db ?? this.#view?.db ?? null;
  }

  get register(): Register | null {
    return this.#store?.register ?? this.#view?.register ?? null;
  }

  get mode(): StoreMode {
    return this.#mode;
  }

  /** What the last climb found. */
  get report(): StartReport {
    return this.#report;
  }

  /** Which books these are; a till that has just been set up is in its first epoch. */
  get books(): Books {
    return this.#books;
  }

  /** What can be done beside unfit books. */
  get plan(): Plan | null {
    return this.#plan;
  }

  /** Hears what a check beside the selling has found; the next climb is red. */
  onDoubt(listener: (problem: string) => void): void {
    this.#doubted = listener;
  }

  /** The books are too large to have been looked through before they were opened: it is done beside. */
  #checkSoon(store: Store): void {
    if (!isLarge(store.db)) return;
    const file = databaseFile(booksOf(this.#options.folder, store.number));
    const check = () => {
      this.#check = checkBeside(file);
      void this.#check.done.then((problem) => {
        this.#check = null;
        if (problem !== null && this.#store === store) this.#doubted(problem);
      });
    };
    this.#checkLater = setTimeout(check, LATE_CHECK_MS).unref();
  }

  /** What was going on beside the selling ends before its database is closed. */
  async #endBeside(): Promise<void> {
    this.#endRefresh();
    if (this.#checkLater !== null) clearTimeout(this.#checkLater);
    await this.#check?.stop();
  }

  /** Nothing on this handle is trusted again; `reopen` makes a new one. */
  stopSelling(detail: string): void {
    this.#mode = { kind: 'viewOnly', trouble: 'diskFailed', detail, recovery: null };
    this.#options.log.error({ detail }, 'the disk failed: selling stops');
  }

  /** Looking again and going on beside run one after the other: the second would find the work half done. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  /** Climbs the ladder once more, on fresh handles. Fit books are left as they are. */
  async reopen(): Promise<StoreMode> {
    if (this.#mode.kind === 'ready') return this.#mode;
    const { folder } = this.#options;
    // Opened before the old handle goes: the last one to close would write the WAL home.
    const before = [this.#view, attempt(() => startViewOnly(booksFolder(folder)))];
    await this.backups.cancel();
    await this.#endBeside();
    this.#store?.close();
    this.#store = null;
    this.#view = before[1] ?? before[0] ?? null;
    this.#plan?.close();
    this.#plan = null;
    await this.#climb();
    for (const view of before) if (view !== this.#view) view?.close();
    return this.#mode;
  }

  /** True when a command has begun the books that are open. */
  wereBegunBy(commandId: CommandId): boolean {
    return this.#store !== null && wereBegunBy(this.#store.db, commandId);
  }

  /** Makes new books as the plan says, and opens them. What was there stays as it is. */
  async recover(plan: Plan, by: Pick<Beginner, 'commandId' | 'staffId' | 'name'>): Promise<void> {
    const { folder, guard, clock, appVersion, log } = this.#options;
    const { way, trouble, number } = plan;
    log.warn({ way, trouble, number, by: by.staffId }, 'new books are made beside unfit ones');
    await makeBooks(folder, guard, plan, {
      ...by,
      now: clock.now(),
      monoMs: clock.monotonicMs(),
      appVersion,
    });
    await this.reopen();
  }

  async close(): Promise<void> {
    await this.#turn;
    const store = this.#store;
    // What was put off until now finds nothing left to do.
    this.#store = null;
    await this.backups.cancel();
    await this.#endBeside();
    this.#plan?.close();
    store?.close();
    this.#view?.close();
    this.#release?.();
  }

  async #climb(): Promise<void> {
    const ladder = new Ladder(this.#options.clock.now());
    try {
      this.#take(await this.#makingRoom(() => this.#climbOnce(ladder)));
    } catch (error) {
      const unfit = asUnfit(error);
      if (unfit === null) throw error;
      await this.#lookOnly(unfit);
    }
    this.#report = ladder.report();
  }

  async #climbOnce(ladder: Ladder): Promise<Store> {
    const { folder, guard, clock } = this.#options;
    const held = this.#release;
    this.#release = await ladder.climb('folder', () => held ?? holdFolder(folder));
    return climbTo(folder, guard, () => clock.now(), ladder);
  }

  /** A full disk is not a failed one: with the reserve given up the till starts after all. */
  async #makingRoom(start: () => Promise<Store>): Promise<Store> {
    try {
      return await start();
    } catch (error) {
      const { folder, log } = this.#options;
      if (diskTrouble(error) !== 'full' || !removeBallast(folder)) throw error;
      log.warn({}, 'the disk is full: the reserve has been given up so that the till can start');
      return start();
    }
  }

  #take(store: Store): void {
    const { log } = this.#options;
    const { restored, mirrored } = store.reconciled;
    if (restored > 0)
      log.error({ restored }, 'rows that the database had lost came back from the mirror log');
    if (mirrored > 1) log.warn({ mirrored }, 'the mirror log was behind and has been written again');
    this.#store = store;
    this.#view = null;
    this.#mode = { kind: 'ready' };
    this.#books = describeBooks(store.db, store.number);
    this.#checkSoon(store);
    this.backups.makeLater();
    this.#endRefresh = refreshBeside(store.db, (error) =>
      log.warn({ error: String(error) }, 'the search index was not made anew'),
    );
  }

  async #lookOnly(unfit: StoreUnfit): Promise<void> {
    const { folder, guard, log } = this.#options;
    const { trouble, message: detail } = unfit;
    log.error({ trouble, detail }, 'the store is unfit: to look at only');
    const number = attempt(() => currentBooks(folder)) ?? 1;
    this.#view ??= startViewOnly(booksOf(folder, number));
    const isHeld = this.#release !== null;
    this.#plan = isHeld ? await planRecovery(folder, guard, unfit).catch(() => null) : null;
    this.#mode = { kind: 'viewOnly', trouble, detail, recovery: this.#plan?.offer ?? null };
    if (this.#view !== null) this.#books = describeBooks(this.#view.db, number);
    else this.#books = { number, epoch: Math.max(this.#plan?.known.epoch ?? 1, 1), follows: null };
  }
}

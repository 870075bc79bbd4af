// The copies that a till makes by itself while it sells: after a Z, on the first day, some time after a start. Owns the one
// that is being made and the one that waits; a failure is logged and refuses nothing.
import type { Log } from './log.ts';
import { backUpNow, startBackup, wantsBackup } from './store/backup.ts';
import type { RunningBackup } from './store/backup.ts';
import { booksOf } from './store/books.ts';
import type { Store } from './store/start.ts';

/** After a start or a set-up: when the rush is over and the articles are there. */
const LATE_MS = 60_000;

export interface BackupParts {
  /** The data folder. */
  folder: string;
  log: Log;
  /** Whether copies are made by themselves. */
  backsUp: boolean;
  /** The books that may be sold on: once the disk has failed, a copy of what its handle shows could push out a good one. */
  sound: () => Store | null;
}

export class Backups {
  readonly #parts: BackupParts;
  #running: RunningBackup | null = null;
  #isWanted = false;
  #late: NodeJS.Timeout | null = null;

  constructor(parts: BackupParts) {
    this.#parts = parts;
  }

  /** Copies the books whole and returns when the copy is on the disk. Throws what the file system throws. */
  makeNow(): void {
    const store = this.#parts.sound();
    if (store === null) throw new Error('only books that may be sold on are backed up');
    backUpNow(store.db, this.#parts.folder);
  }

  /** Copies the books in another thread where no copy holds what one should; one that is wanted meanwhile follows. */
  makeWhereWanted(): void {
    const { folder, log, backsUp, sound } = this.#parts;
    const store = sound();
    if (!backsUp || store === null) return;
    if (this.#running !== null) {
      this.#isWanted = true;
      return;
    }
    try {
      if (wantsBackup(store.db, folder)) this.#start(startBackup(booksOf(folder, store.number), folder));
    } catch (error) {
      log.warn({ error: String(error) }, 'whether a backup is wanted cannot be told');
    }
  }

  /** The same after a while. */
  makeLater(): void {
    if (this.#late !== null || !this.#parts.backsUp) return;
    this.#late = setTimeout(() => {
      this.#late = null;
      this.makeWhereWanted();
    }, LATE_MS).unref();
  }

  #start(running: RunningBackup): void {
    this.#running = running;
    void running.done.then((problem) => {
      this.#running = null;
      if (problem !== null) this.#parts.log.warn({ problem: problem.message }, 'the backup was not made');
      const isNext = this.#isWanted && problem === null;
      this.#isWanted = false;
      if (isNext) this.makeWhereWanted();
    });
  }

  /** Returns when no copy is being made. */
  async made(): Promise<void> {
    while (this.#running !== null) await this.#running.done;
  }

  /** Stops what is being made; nothing of it stays under a good name. */
  async cancel(): Promise<void> {
    if (this.#late !== null) clearTimeout(this.#late);
    this.#late = null;
    this.#isWanted = false;
    await this.#running?.cancel();
  }
}

// Whether SQLite finds a database sound. Owns how much of it is looked at before anything is sold, and that the rest is
// looked at beside the selling; mends nothing.
import fs from 'node:fs';
import { Worker } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { attempt } from './attempt.ts';
import { writeWhole } from './durable.ts';
import type { Db } from './open.ts';
import { StoreUnfit } from './trouble.ts';

/** A whole check of so much takes the blink of an eye; ten times as much would keep a queue waiting at every start. */
const AT_ONCE_BYTES = 48_000_000;

/** Small whatever the shop's age, and read by the first screen and the first scan. */
const FIRST_READ = ['register', 'staff', 'shift', 'open_sale', 'open_line', 'open_tender', 'category', 'tax'];

/** Lies beside a database in which a check found damage: until a whole one finds none, it is not sold on. */
const doubtFile = (file: string) => `${file}.doubt`;

/** The same as long as the program runs: a disk that does not take the note must not make it forget. */
const doubted = new Set<string>();

export const isDoubted = (file: string): boolean => doubted.has(file) || fs.existsSync(doubtFile(file));

function doubt(file: string, problem: string): void {
  doubted.add(file);
  attempt(() => writeWhole(doubtFile(file), Buffer.from(`${problem}\n`)));
}

/** True for a database that is too large to be looked through before the first sale. */
export function isLarge(db: Db): boolean {
  const [pages, size] = ['page_count', 'page_size'].map(
    (name) => db.pragma(name, { simple: true }) as number,
  );
  return (pages ?? 0) * (size ?? 0) > AT_ONCE_BYTES;
}

function tablesOf(db: Db): string[] {
  return db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 ORDER BY name")
    .pluck()
    .all() as string[];
}

/** What SQLite says against some of the tables, or null. */
function problemIn(db: Db, tables: readonly string[]): string | null {
  for (const table of tables) {
    const answer = db.pragma(`quick_check('${table}')`, { simple: true });
    if (answer !== 'ok') return `quick_check of ${table}: ${String(answer)}`;
  }
  return null;
}

/** Throws StoreUnfit `databaseDamaged` where a look through the whole database finds something. */
export function assertSound(db: Db): void {
  const answer = db.pragma('quick_check(5)', { simple: true });
  if (answer !== 'ok') throw new StoreUnfit('databaseDamaged', `quick_check: ${String(answer)}`);
}

/**
 * The same before selling: a large database is looked through only where it is read first, unless an earlier check found
 * damage in it. The rest is `checkBeside`'s.
 */
export function assertSoundToBegin(db: Db, file: string): void {
  if (isLarge(db) && !isDoubted(file)) {
    const present = new Set(tablesOf(db));
    const problem = problemIn(
      db,
      FIRST_READ.filter((table) => present.has(table)),
    );
    if (problem !== null) throw new StoreUnfit('databaseDamaged', problem);
    return;
  }
  assertSound(db);
  doubted.delete(file);
  fs.rmSync(doubtFile(file), { force: true });
}

/** Looks through every table, one after the other, so that whoever ends the thread waits for one at the most. */
export function* problemsOf(db: Db): Generator<string | null> {
  try {
    for (const table of tablesOf(db)) yield problemIn(db, [table]);
  } catch (error) {
    // Of a sector that cannot be read SQLite does not answer that it is damaged: it fails.
    if (!isUnreadable(error)) throw error;
    yield `quick_check: ${error.message}`;
  }
}

function isUnreadable(error: unknown): error is InstanceType<typeof Database.SqliteError> {
  return error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB|IOERR)/.test(error.code);
}

export interface RunningCheck {
  /** What was found, null where all is sound or the check did not get that far. */
  readonly done: Promise<string | null>;
  stop(): Promise<void>;
}

/** Looks through a database in another thread while it is sold on. Damage is noted beside it before it is told. */
export function checkBeside(file: string): RunningCheck {
  const worker = new Worker(new URL('./soundness.worker.ts', import.meta.url), { workerData: { file } });
  worker.unref();
  let problem: string | null = null;
  worker.on('message', (found: string) => (problem = found));
  // A thread that cannot run has found nothing; the next start tries again.
  worker.on('error', () => undefined);
  const done = new Promise<string | null>((resolve) => {
    worker.on('exit', () => {
      if (problem !== null) doubt(file, problem);
      resolve(problem);
    });
  });
  return {
    done,
    async stop() {
      await worker.terminate();
    },
  };
}

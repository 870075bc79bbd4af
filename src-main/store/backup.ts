// Whole copies of the books: after each Z, on the first day sooner, and before the program is replaced, seven kept. Owns
// their names and which of them is good; a copy has its name only when it is whole and on the disk.
import fs from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Instant } from '#contract/ids.ts';
import { attempt } from './attempt.ts';
import { makeFolder, syncFile, syncFolder } from './durable.ts';
import { headOf } from './journal.ts';
import { schemaOf } from './migrate.ts';
import { assertFit, databaseFile, openFileReadOnly, settleFile } from './open.ts';
import type { Db } from './open.ts';
import { readRegister } from './register.ts';
import { listStaff } from './staff.ts';

const KEPT = 7;
/** Made by the clockwork; `before-schema-7.db` is another kind and stays for ever. */
const rotating = /^e(\d{4,})-r(\d{9,})\.db$/;
/** Left free beside the copy, so that the counter never meets a disk that a backup has filled. */
const SPARE_BYTES = 16_000_000;

export const backupFolder = (dataFolder: string) => path.join(dataFolder, 'backup');

function backupNames(dataFolder: string): string[] {
  const folder = backupFolder(dataFolder);
  return fs.existsSync(folder) ? fs.readdirSync(folder).filter((name) => name.endsWith('.db')) : [];
}

/** True when a copy of some books is there. */
export const hasBackup = (dataFolder: string) => backupNames(dataFolder).length > 0;

/** The name of a copy as these books are now: epoch and last row, so that names sort as the books grew. */
function nameOf(db: Db): string {
  const head = schemaOf(db) === 0 ? null : headOf(db);
  const [epoch, seq] = [head?.header.epoch ?? 0, head?.header.seq ?? 0];
  return `e${String(epoch).padStart(4, '0')}-r${String(seq).padStart(9, '0')}.db`;
}

/** What a copy should hold: the last Z, before the first one the first shift that was closed, before that the set-up. */
const WANTED = `
  SELECT coalesce(
    (SELECT max(seq) FROM z_report),
    (SELECT min(seq) FROM journal WHERE kind = 'shift.closed'),
    (SELECT min(seq) FROM journal))`;

/** True when no copy holds that: the till was closed before it was made. */
export function wantsBackup(db: Db, dataFolder: string): boolean {
  const wanted = db.prepare(WANTED).pluck().get() as number | null;
  if (wanted === null) return false;
  const epoch = headOf(db)?.header.epoch;
  return copiesOf(dataFolder).every((copy) => copy.epoch !== epoch || copy.seq < wanted);
}

/** Epoch and last row of every copy, as its name says: also of one that is damaged by now. */
export function copiesOf(dataFolder: string): { epoch: number; seq: number }[] {
  return backupNames(dataFolder).flatMap((name) => {
    const [, epoch, seq] = rotating.exec(name) ?? [];
    return epoch === undefined ? [] : [{ epoch: Number(epoch), seq: Number(seq) }];
  });
}

/** Where a copy is made, and what a kill left of an earlier one is thrown away. */
function beginBackup(db: Db, dataFolder: string): { fresh: string; name: string } {
  const folder = backupFolder(dataFolder);
  makeFolder(folder, 0o700);
  for (const name of fs.readdirSync(folder)) {
    if (/\.db\.new(-journal)?$/.test(name)) fs.rmSync(path.join(folder, name));
  }
  const [pages, size] = ['page_count', 'page_size'].map(
    (name) => db.pragma(name, { simple: true }) as number,
  );
  const bytes = (pages ?? 0) * (size ?? 0);
  const { bavail, bsize } = fs.statfsSync(folder);
  if (bavail * bsize < bytes + SPARE_BYTES) throw new Error(`no room for a backup of ${bytes} bytes`);
  const name = nameOf(db);
  return { fresh: path.join(folder, `${name}.new`), name };
}

/** Gives a finished copy its name and lets the oldest ones go. */
function keepBackup(dataFolder: string, { fresh, name }: { fresh: string; name: string }): void {
  const folder = backupFolder(dataFolder);
  syncFile(fresh);
  fs.renameSync(fresh, path.join(folder, name));
  syncFolder(folder);
  const kept = fs.readdirSync(folder).filter((one) => rotating.test(one));
  for (const old of kept.sort().slice(0, -KEPT)) fs.rmSync(path.join(folder, old));
}

/** Copies the books whole while nobody sells; returns when the copy is on the disk. Throws what the file system throws. */
export function backUpNow(db: Db, dataFolder: string): void {
  const copy = beginBackup(db, dataFolder);
  db.prepare('VACUUM INTO ?').run(copy.fresh);
  keepBackup(dataFolder, copy);
}

/** Pages copied between two looks at whether to stop. */
const PAGES = 256;

/** Copies the books of a folder page by page, as they were at the first page. Run in a thread of its own. */
export async function backUpInPortions(books: string, dataFolder: string): Promise<void> {
  const db = openFileReadOnly(databaseFile(books));
  try {
    // One read transaction from the first page to the last: what is sold meanwhile is not half in the copy.
    db.exec('BEGIN');
    const copy = beginBackup(db, dataFolder);
    await db.backup(copy.fresh, { progress: () => PAGES });
    settleFile(copy.fresh);
    keepBackup(dataFolder, copy);
  } finally {
    db.close();
  }
}

export interface RunningBackup {
  /** Resolves with null when the copy is there, else with what went wrong. */
  readonly done: Promise<Error | null>;
  /** Stops it; nothing stays under a good name. */
  cancel(): Promise<void>;
}

/** Copies the books of a folder while they are sold on. */
export function startBackup(books: string, dataFolder: string): RunningBackup {
  const worker = new Worker(new URL('./backup.worker.ts', import.meta.url), {
    workerData: { books, dataFolder },
  });
  worker.unref();
  let problem: Error | null = null;
  worker.on('error', (error) => (problem = error as Error));
  const done = new Promise<Error | null>((resolve) => {
    worker.on('exit', (code) =>
      resolve(problem ?? (code === 0 ? null : new Error(`the backup ended with ${code}`))),
    );
  });
  return {
    done,
    async cancel() {
      problem ??= new Error('the backup was stopped');
      await worker.terminate();
    },
  };
}

export interface Backup {
  file: string;
  /** When its last row was written. */
  at: Instant | null;
  epoch: number;
  seq: number;
}

function look(file: string): Backup | null {
  return attempt(() => {
    const db = openFileReadOnly(file);
    try {
      const head = headOf(db)?.header;
      return {
        file,
        at: (head?.atUtc ?? null) as Instant | null,
        epoch: head?.epoch ?? 0,
        seq: head?.seq ?? 0,
      };
    } finally {
      db.close();
    }
  });
}

/** Whole, ours, of a schema we know, with a register and people in it. */
function isGood({ file }: Backup): boolean {
  const db = attempt(() => openFileReadOnly(file));
  if (db === null) return false;
  try {
    const isSetUp = attempt(() => {
      assertFit(db);
      return readRegister(db) !== null && listStaff(db).length > 0;
    });
    return isSetUp === true;
  } finally {
    db.close();
  }
}

/** The newest copy that can be relied on, by its own last row, or null. */
export function newestBackup(dataFolder: string): Backup | null {
  const copies = backupNames(dataFolder).flatMap(
    (name) => look(path.join(backupFolder(dataFolder), name)) ?? [],
  );
  const newestFirst = copies.sort((a, b) => b.epoch - a.epoch || b.seq - a.seq);
  return newestFirst.find(isGood) ?? null;
}

/** The key that the newest copy's rows were signed with, where there is one. */
export function backedUpKeys(dataFolder: string): Buffer[] {
  const newest = newestBackup(dataFolder);
  if (newest === null) return [];
  const db = openFileReadOnly(newest.file);
  try {
    const register = attempt(() => readRegister(db));
    return register === null ? [] : [register.publicKey];
  } finally {
    db.close();
  }
}

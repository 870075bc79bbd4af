// Opens the database as a till must: durable, of our kind, of a schema we know. Owns pragmas and the first rungs of
// the start-up ladder; never creates a database where one has been lost.
import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { openCopy, wantsCopy } from './copy-to-look.ts';
import { isThere, makeFolder, syncFolder } from './durable.ts';
import { currentSchema, migrate, schemaOf } from './migrate.ts';
import { assertSound, assertSoundToBegin } from './soundness.ts';
import { StoreUnfit } from './trouble.ts';

export type Db = Database.Database;

/** "TILL" */
const APPLICATION_ID = 0x54494c4c;
const OLDEST_SQLITE = [3, 51, 3] as const;

export const databaseFile = (folder: string) => path.join(folder, 'till.db');
export const mirrorFolder = (folder: string) => path.join(folder, 'mirror');

/** Before 3.51.3 two connections could corrupt a WAL database (SQLite's "WAL-reset" bug). */
function assertSqlite(db: Db): void {
  const version = db.prepare('SELECT sqlite_version()').pluck().get() as string;
  const parts = version.split('.').map(Number);
  const order = OLDEST_SQLITE.map((oldest, i) => (parts[i] ?? 0) - oldest).find((step) => step !== 0) ?? 0;
  if (order < 0) throw new StoreUnfit('sqliteTooOld', `SQLite ${version} is older than 3.51.3`);
}

/** Every pragma and the value it must read back. FULL is not the default of a reopened WAL database here. */
const pragmas = [
  ['journal_mode', 'WAL', 'wal'],
  ['synchronous', 'FULL', 2],
  ['fullfsync', 'ON', 1],
  ['checkpoint_fullfsync', 'ON', 1],
  ['foreign_keys', 'ON', 1],
  ['recursive_triggers', 'ON', 1],
  ['trusted_schema', 'OFF', 0],
  ['cell_size_check', 'ON', 1],
  // The till does it after a command (checkpoint.ts): SQLite says nothing of one that fails.
  ['wal_autocheckpoint', '0', 0],
] as const;

function setPragmas(db: Db): void {
  for (const [name, value] of pragmas) db.pragma(`${name} = ${value}`);
}

/** Reads every pragma back after a write: SQLite reports FULL too early otherwise. */
function assertPragmas(db: Db): void {
  db.pragma(`user_version = ${schemaOf(db)}`);
  for (const [name, , expected] of pragmas) {
    const actual = db.pragma(name, { simple: true });
    if (actual !== expected)
      throw new StoreUnfit('notDurable', `${name} is ${String(actual)}, not ${expected}`);
  }
}

function assertOurs(db: Db): void {
  const id = db.pragma('application_id', { simple: true });
  const schema = schemaOf(db);
  if (schema > currentSchema) {
    throw new StoreUnfit('databaseNewer', `schema ${schema}; this program knows ${currentSchema}`);
  }
  const isEmpty = schema === 0 && db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
  if (id !== APPLICATION_ID && !isEmpty) {
    throw new StoreUnfit('databaseForeign', `application_id is ${String(id)}: not a till's database`);
  }
}

/** True when this till has written a mirror log: then it has been set up, whatever its database says. */
export function hasMirrorLog(folder: string): boolean {
  const mirror = mirrorFolder(folder);
  return isThere(mirror) && fs.readdirSync(mirror).some((name) => name.endsWith('.log'));
}

/** A mirror log without its database is a loss to be reported, never a reason to begin anew. */
function assertNotLost(folder: string): void {
  if (!isThere(databaseFile(folder)) && hasMirrorLog(folder)) {
    throw new StoreUnfit('databaseMissing', 'till.db is gone while its mirror log is there');
  }
}

/** True once anything was written down. A first start that was cut off between two migrations has tables and no row. */
const hasRows = (db: Db) => db.prepare('SELECT EXISTS (SELECT 1 FROM journal)').pluck().get() === 1;

/** Keeps the database as it was before the schema changes; a copy of nothing would look like the rest of a lost till. */
function backUp(db: Db, backups: string): void {
  const schema = schemaOf(db);
  if (schema === 0 || schema === currentSchema || !hasRows(db)) return;
  const target = path.join(backups, `before-schema-${currentSchema}.db`);
  if (isThere(target)) return;
  makeFolder(path.dirname(target), 0o700);
  // Under its name only when it is whole: a kill in the middle must not leave half a backup that looks like one.
  const fresh = `${target}.new`;
  fs.rmSync(fresh, { force: true });
  db.prepare('VACUUM INTO ?').run(fresh);
  fs.renameSync(fresh, target);
  syncFolder(path.dirname(target));
}

/** SQLite's own words for a file that is not, or no longer, a database. */
function isDamage(error: unknown): error is InstanceType<typeof Database.SqliteError> {
  return error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code);
}

/** Turns SQLite's own words for a damaged file into ours; whatever else is thrown stays as it is. */
function namingDamage<T>(db: Db, work: () => T): T {
  try {
    return work();
  } catch (error) {
    db.close();
    if (isDamage(error)) throw new StoreUnfit('databaseDamaged', error.message);
    throw error;
  }
}

/**
 * A first start that was cut off while SQLite made the file leaves a journal that only a writer can undo; until then nobody
 * can read it. Books that have a row never have one: they are in WAL mode.
 */
function undoUnfinished(folder: string): void {
  const db = new Database(databaseFile(folder), { readonly: true, fileMustExist: true, timeout: 5000 });
  try {
    schemaOf(db);
    return;
  } catch (error) {
    if (!(error instanceof Database.SqliteError) || error.code !== 'SQLITE_READONLY_ROLLBACK') return;
  } finally {
    db.close();
  }
  const writer = new Database(databaseFile(folder), { fileMustExist: true, timeout: 5000 });
  namingDamage(writer, () => schemaOf(writer));
  writer.close();
}

/**
 * Opens the database of a folder to look whether it is fit, without writing a byte to it: what turns out unfit must be
 * as it was found. Null in a folder that never had one. Throws StoreUnfit with the trouble's name.
 */
export function openToInspect(folder: string): Db | null {
  assertNotLost(folder);
  if (!isThere(databaseFile(folder))) return null;
  assertNotEmptied(databaseFile(folder));
  undoUnfinished(folder);
  const db = openReadOnly(folder);
  return namingDamage(db, () => {
    assertSqlite(db);
    assertOurs(db);
    assertSoundToBegin(db, databaseFile(folder));
    return db;
  });
}

/** Throws StoreUnfit where a database is not ours, of a schema we do not know, or damaged. */
export function assertFit(db: Db): void {
  assertSqlite(db);
  assertOurs(db);
  assertSound(db);
}

/**
 * Opens `folder`/till.db for writing, creating it where there is none, at the current schema and durable. The folder
 * has been inspected before; how it was before a change of schema is kept in `backups`. Throws StoreUnfit `notDurable`
 * when the disk's settings cannot be had.
 */
export function openStore(folder: string, backups = path.join(folder, 'backup')): Db {
  const db = new Database(databaseFile(folder), { timeout: 5000 });
  return namingDamage(db, () => {
    setPragmas(db);
    backUp(db, backups);
    db.pragma(`application_id = ${APPLICATION_ID}`);
    migrate(db);
    assertPragmas(db);
    return db;
  });
}

/** Opens the database to look at only; throws what SQLite throws when even that cannot be done. */
export function openReadOnly(folder: string): Db {
  return openFileReadOnly(databaseFile(folder));
}

/** SQLite takes the WAL of an empty file for a leftover and removes it, also where it is asked to look only. */
function assertNotEmptied(file: string): void {
  const wal = `${file}-wal`;
  if (!isThere(file) || fs.statSync(file).size > 0) return;
  if (isThere(wal) && fs.statSync(wal).size > 0) {
    throw new StoreUnfit('databaseDamaged', 'till.db is empty while its WAL is there');
  }
}

/** The same for any one file, as a backup is. */
export function openFileReadOnly(file: string): Db {
  assertNotEmptied(file);
  const db = openBeside(file);
  db.pragma('trusted_schema = OFF');
  return db;
}

/** Where nothing may be written beside the file, as SQLite must even to read, a copy is opened. */
function openBeside(file: string): Db {
  const db = new Database(file, { readonly: true, fileMustExist: true, timeout: 5000 });
  try {
    db.pragma('schema_version');
    return db;
  } catch (error) {
    // What is wrong with the file itself is told to whoever asks it something.
    if (!wantsCopy(error)) return db;
    db.close();
    return openCopy(file);
  }
}

/** Makes one file of a database that was copied page by page: such a copy still says that a WAL belongs to it. */
export function settleFile(file: string): void {
  const db = new Database(file, { fileMustExist: true });
  try {
    db.pragma('journal_mode = DELETE');
  } finally {
    db.close();
  }
}

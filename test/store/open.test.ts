// How a database is opened: durable, strict, ours, and by one till at a time.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { StaffId } from '#contract/ids.ts';
import { currentSchema, migrate, schemaOf } from '#store/migrate.ts';
import { backByOne } from '#test/support/older-schema.ts';
import { databaseFile, openStore, openToInspect } from '#store/open.ts';
import type { Db } from '#store/open.ts';
import { DataFolderBusy, holdFolder } from '#store/lock.ts';
import { countFailure } from '#store/staff.ts';
import { assertDurable, inBasketTransaction, inJournalTransaction } from '#store/transaction.ts';
import { StoreUnfit } from '#store/trouble.ts';
import { spawnProgram, TillProcess } from '#test/faults/till-process.ts';
import {
  copyOf,
  fingerprint,
  kindsOf,
  newFolder,
  newTill,
  openToLook,
  tradeShift,
  verify,
  withDatabase,
} from '#test/support/books.ts';
import { modeOf } from './losses.ts';

const FULL = 2;
const NORMAL = 1;
const synchronous = (db: Db) => db.pragma('synchronous', { simple: true });
const putCategory = (db: Db, name: string) =>
  db.prepare("INSERT INTO category VALUES (?, 0, 'x', 'x')").run(name);

function troubleOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof StoreUnfit) return error.trouble;
    throw error;
  }
  return 'none';
}

test('every pragma reads back after a write and on every reopening; FULL is one of them', () => {
  const folder = newFolder();
  for (let time = 0; time < 3; time += 1) {
    const db = openStore(folder);
    inJournalTransaction(db, () => putCategory(db, `c${time}`));
    const read = (name: string) => db.pragma(name, { simple: true });
    expect(
      Object.fromEntries(
        ['journal_mode', 'synchronous', 'fullfsync', 'checkpoint_fullfsync', 'foreign_keys'].map((name) => [
          name,
          read(name),
        ]),
      ),
    ).toEqual({
      journal_mode: 'wal',
      synchronous: FULL,
      fullfsync: 1,
      checkpoint_fullfsync: 1,
      foreign_keys: 1,
    });
    expect(
      ['recursive_triggers', 'trusted_schema', 'cell_size_check', 'wal_autocheckpoint', 'locking_mode'].map(
        read,
      ),
    ).toEqual([1, 0, 1, 0, 'normal']);
    expect(read('application_id')).toBe(0x54494c4c);
    db.close();
  }
});

test('a plain reopening would not be durable: what is asserted is not the default', () => {
  const folder = newFolder();
  openStore(folder).close();
  withDatabase(folder, (db) => {
    putCategory(db, 'c');
    expect(synchronous(db)).toBe(NORMAL);
    expect(() => assertDurable(db)).toThrow(/synchronous is 1/);
  });
});

test('a basket transaction runs NORMAL and leaves FULL behind, also when it throws or cannot begin', () => {
  const db = openStore(newFolder());
  expect(inBasketTransaction(db, () => synchronous(db))).toBe(NORMAL);
  expect(synchronous(db)).toBe(FULL);
  const broken = () =>
    inBasketTransaction(db, () => {
      putCategory(db, 'c');
      throw new Error('planted');
    });
  expect(broken).toThrow('planted');
  expect(synchronous(db)).toBe(FULL);
  expect(db.prepare('SELECT count(*) FROM category').pluck().get()).toBe(0);
  const other = new Database(db.name);
  other.exec('BEGIN IMMEDIATE');
  db.pragma('busy_timeout = 1');
  expect(() => inBasketTransaction(db, () => 0)).toThrow(/locked/);
  expect(synchronous(db)).toBe(FULL);
  other.close();
  db.close();
});

test('a journal transaction refuses to run when the connection is not FULL, and writes nothing', () => {
  const db = openStore(newFolder());
  db.pragma('synchronous = NORMAL');
  expect(() => inJournalTransaction(db, () => putCategory(db, 'c'))).toThrow(/would not be durable/);
  db.pragma('synchronous = FULL');
  expect(inJournalTransaction(db, () => db.prepare('SELECT count(*) FROM category').pluck().get())).toBe(0);
  db.close();
});

test('tables are strict: every one of ours refuses a text where an integer belongs', () => {
  const db = openStore(newFolder());
  const tables = db
    .prepare("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    .all() as { name: string; strict: number }[];
  const ours = tables.filter(({ name }) => !name.startsWith('sqlite_'));
  expect(ours.length).toBeGreaterThan(18);
  expect(ours.filter(({ strict }) => strict !== 1)).toEqual([]);
  expect(() => db.prepare("INSERT INTO z_report VALUES ('one', 1, 'd', 1, 1, 0, 0, 0)").run()).toThrow(
    /TEXT value|datatype mismatch/,
  );
  expect(() => db.prepare("INSERT INTO category VALUES ('a', 'first', 'x', 'x')").run()).toThrow(
    /cannot store TEXT value in INTEGER column/,
  );
  expect(() => db.prepare("INSERT INTO category VALUES ('a', 1.5, 'x', 'x')").run()).toThrow(
    /cannot store REAL value in INTEGER column/,
  );
  db.close();
});

test('a foreign key that leads nowhere is refused', () => {
  const db = openStore(newFolder());
  expect(() => countFailure(db, 'nobody' as StaffId)).toThrow(/FOREIGN KEY/);
  db.close();
});

test('SQLite is one that does not corrupt a WAL database (3.51.3 or newer)', () => {
  const db = openStore(newFolder());
  const [major = 0, minor = 0, patch = 0] = (db.prepare('SELECT sqlite_version()').pluck().get() as string)
    .split('.')
    .map(Number);
  expect(major * 1_000_000 + minor * 1000 + patch).toBeGreaterThanOrEqual(3_051_003);
  db.close();
});

test('the folder is held for one till: a second is told so, and a closed one lets go', () => {
  const folder = newFolder();
  const release = holdFolder(folder);
  expect(() => holdFolder(folder)).toThrow(DataFolderBusy);
  expect(() => holdFolder(folder)).toThrow(`Another till is already running on ${folder}`);
  release();
  holdFolder(folder)();
});

test('a second process on the folder is refused in words, and a kill frees it with nothing lost', async () => {
  const shop = await newTill();
  await shop.openShift(0);
  await shop.core.close();
  const first = new TillProcess(shop.folder);
  await first.must('app.describe', {});
  const second = spawnProgram(['--headless', '--data', shop.folder]);
  let words = '';
  second.stderr.setEncoding('utf8').on('data', (text: string) => (words += text));
  const code = await new Promise((resolve) => second.on('close', resolve));
  expect(code).toBe(1);
  expect(words).toBe(
    `Another till is already running on ${shop.folder}. Close it first, or name another folder with --data.\n`,
  );
  const signIn = { commandId: '01900000-0000-7000-8000-000000000001', staffId: 'chen-jing', pin: '3333' };
  await first.must('session.signIn', signIn);
  first.kill();
  expect(await first.ended).toEqual({ code: null, signal: 'SIGKILL' });
  const third = new TillProcess(shop.folder);
  expect(await third.must('app.describe', {})).toMatchObject({ mode: { kind: 'ready' } });
  await third.finish();
  expect(kindsOf(shop.folder)).toEqual([
    'register.enrolled',
    'catalog.changed',
    'promotion.changed',
    'customer.groupsChanged',
    ...Array.from({ length: 3 }, () => 'customer.changed'),
    'shift.opened',
    'session.signedIn',
  ]);
});

test('a folder that never had a till has nothing to inspect', () => {
  expect(openToInspect(newFolder())).toBeNull();
});

test("another program's database, a newer till's and a file that is none are refused as they are", () => {
  const strange: [string, (folder: string) => void][] = [
    ['databaseForeign', (folder) => withDatabase(folder, (db) => db.exec('CREATE TABLE notes (x)'))],
    [
      'databaseForeign',
      (folder) => {
        openStore(folder).close();
        withDatabase(folder, (db) => db.pragma('application_id = 42'));
      },
    ],
    [
      'databaseNewer',
      (folder) => {
        openStore(folder).close();
        withDatabase(folder, (db) => db.pragma(`user_version = ${schemaOf(db) + 1}`));
      },
    ],
    ['databaseDamaged', (folder) => writeFileSync(databaseFile(folder), 'this was a till once'.repeat(999))],
  ];
  for (const [trouble, make] of strange) {
    const folder = newFolder();
    make(folder);
    const before = fingerprint(folder);
    expect(troubleOf(() => openToInspect(folder))).toBe(trouble);
    expect(fingerprint(folder)).toEqual(before);
  }
});

test('an older database is kept as it was before its schema changes, once, and an empty one is not', async () => {
  const shop = await newTill();
  await tradeShift(shop, 'day', 3);
  await shop.core.close();
  const newest = copyOf(shop.folder);
  await (await openToLook(newest)).core.close();
  expect(readdirSync(newest)).not.toContain('backup');
  // What the last migration makes is taken away, so that the program has something to do.
  const older = copyOf(shop.folder);
  withDatabase(older, (db) => {
    backByOne(db);
  });
  const events = kindsOf(older).length;
  openStore(older).close();
  const backup = join(older, 'backup', `before-schema-${currentSchema}.db`);
  const kept = new Database(backup, { readonly: true });
  expect(schemaOf(kept)).toBe(currentSchema - 1);
  expect(kept.prepare('SELECT count(*) FROM journal').pluck().get()).toBe(events);
  kept.close();
  expect(readdirSync(join(older, 'backup'))).toEqual([`before-schema-${currentSchema}.db`]);
  expect(withDatabase(older, schemaOf)).toBe(currentSchema);
});

test('a first start that was cut off between two migrations leaves no backup, and is begun again', async () => {
  const folder = newFolder();
  const db = new Database(databaseFile(folder));
  db.pragma('journal_mode = WAL');
  db.pragma('application_id = 0x54494c4c');
  migrate(db, 3);
  db.close();
  await (await openToLook(folder)).core.close();
  expect(existsSync(join(folder, 'backup'))).toBe(false);
  // Nothing was ever written down, so nothing is lost with the file.
  rmSync(databaseFile(folder));
  const shop = await openToLook(folder);
  expect(await modeOf(shop)).toEqual({ kind: 'ready' });
  await shop.core.close();
});

test('a backup that a kill cut short is no backup: the next start makes a whole one', async () => {
  const { core, folder } = await newTill();
  await core.close();
  withDatabase(folder, (db) => {
    backByOne(db);
  });
  mkdirSync(join(folder, 'backup'));
  writeFileSync(join(folder, 'backup', `before-schema-${currentSchema}.db.new`), 'half of a backup');
  openStore(folder).close();
  expect(readdirSync(join(folder, 'backup'))).toEqual([`before-schema-${currentSchema}.db`]);
  expect(readFileSync(join(folder, 'backup', `before-schema-${currentSchema}.db`), 'latin1')).toMatch(
    /^SQLite format 3/,
  );
});

test('a till that was never set up may be started again', async () => {
  const folder = newFolder();
  await (await openToLook(folder)).core.close();
  const again = await openToLook(folder);
  expect(await again.do('app.describe', {})).toMatchObject({ mode: { kind: 'ready' }, isSetUp: false });
  await again.core.close();
  expect(verify(folder)).toMatchObject({ code: 0 });
});

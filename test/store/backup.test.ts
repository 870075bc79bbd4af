// Whole copies of the books: when they are made, that each is good for itself, and what is never taken for one.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { silentLog } from '#main/log.ts';
import { backUpInPortions, backUpNow, newestBackup, startBackup, wantsBackup } from '#store/backup.ts';
import { headOf } from '#store/journal.ts';
import { databaseFile, openReadOnly } from '#store/open.ts';
import type { Db } from '#store/open.ts';
import {
  copyOf,
  kindsOf,
  newFolder,
  newTill,
  openTill,
  trade,
  tradeShift,
  verify,
  withDatabase,
} from '#test/support/books.ts';
import { garble, walOf } from './losses.ts';

const backups = (folder: string) => {
  const place = join(folder, 'backup');
  return existsSync(place) ? readdirSync(place).sort() : [];
};
const fileOf = (folder: string, name: string) => join(folder, 'backup', name);

async function withBooks<T>(folder: string, work: (db: Db) => T): Promise<T> {
  const db = openReadOnly(folder);
  try {
    return await work(db);
  } finally {
    db.close();
  }
}

/** A closed till with one Z and a day after it. */
async function tradedTill(): Promise<string> {
  const shop = await newTill();
  await trade(shop, [3, 2]);
  await shop.core.close();
  return shop.folder;
}

/** Puts a copy in the place of the books and says what `till verify` says of them. */
function verdictOf(folder: string, name: string) {
  const restored = copyOf(folder);
  for (const end of ['-wal', '-shm']) rmSync(`${databaseFile(restored)}${end}`, { force: true });
  copyFileSync(fileOf(folder, name), databaseFile(restored));
  return verify(restored);
}

test('is made after a Z while the till sells on, and is whole', async () => {
  const simulated = (folder: string) => ({ kind: 'simulated' as const, folder: join(folder, 'simulated') });
  const shop = await openTill(copyOf(await tradedTill()), { devices: simulated });
  expect(backups(shop.folder)).toEqual([]);
  await shop.do('register.close', {});
  const sealed = kindsOf(shop.folder).length;
  for (let i = 0; i < 400 && !backups(shop.folder).some((name) => name.endsWith('.db')); i += 1)
    await pause(25);
  const name = `e0001-r${String(sealed).padStart(9, '0')}.db`;
  expect(backups(shop.folder)).toEqual([name]);
  await shop.core.close();
  expect(kindsOf(shop.folder).at(-1)).toBe('register.closed');
  expect(verdictOf(shop.folder, name).words).toMatch(/^VERIFIED/);
  expect(newestBackup(shop.folder)).toMatchObject({ epoch: 1, seq: sealed });
});

test('is made after the first shift, long before the first Z, and not after the next one', async () => {
  const first = await newTill();
  await first.core.close();
  const simulated = (folder: string) => ({ kind: 'simulated' as const, folder: join(folder, 'simulated') });
  const shop = await openTill(first.folder, { devices: simulated });
  await tradeShift(shop, 'first', 2);
  const closed = kindsOf(shop.folder).length;
  const name = `e0001-r${String(closed).padStart(9, '0')}.db`;
  for (let i = 0; i < 400 && !backups(shop.folder).includes(name); i += 1) await pause(25);
  expect(newestBackup(shop.folder)).toMatchObject({ epoch: 1, seq: closed });
  await tradeShift(shop, 'second', 2);
  expect(await withBooks(shop.folder, (db) => wantsBackup(db, shop.folder))).toBe(false);
  await shop.do('register.close', {});
  await shop.core.close();
  expect(verify(shop.folder).words).toMatch(/^VERIFIED/);
});

test('is made soon after a set-up, so that people and articles are at hand on the first day', async () => {
  const first = await newTill();
  await first.core.close();
  const simulated = (folder: string) => ({ kind: 'simulated' as const, folder: join(folder, 'simulated') });
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  const shop = await openTill(first.folder, { devices: simulated });
  vi.advanceTimersByTime(60_000);
  vi.useRealTimers();
  for (let i = 0; i < 400 && newestBackup(shop.folder) === null; i += 1) await pause(25);
  expect(newestBackup(shop.folder)).toMatchObject({ epoch: 1, seq: kindsOf(shop.folder).length });
  await shop.core.close();
});

test('before an update waits for the one that is being made, and neither spoils the other', async () => {
  const folder = copyOf(await tradedTill());
  // Long enough to be met at work.
  withDatabase(folder, (db) => {
    const paper = `INSERT INTO print_job (command_id, kind, paper, state, created_at) VALUES ('large', 'x', hex(zeroblob(?)), 'printed', '')`;
    db.prepare(paper).run(30_000_000);
  });
  const warnings: string[] = [];
  const log = { ...silentLog, warn: (_fields: object, message: string) => void warnings.push(message) };
  const simulated = (place: string) => ({ kind: 'simulated' as const, folder: join(place, 'simulated') });
  const shop = await openTill(folder, { devices: simulated, log });
  shop.machine.announce({ kind: 'ready', version: '1.2.0' });
  await shop.do('register.close', {});
  for (let i = 0; i < 400 && backups(folder).length === 0; i += 1) await pause(5);
  await shop.do('app.installUpdate', {});
  expect(shop.machine.installed).toBe(1);
  await shop.core.close();
  expect(warnings).toEqual([]);
  const [name = '', ...more] = backups(folder);
  expect(more).toEqual([]);
  expect(verdictOf(folder, name).words).toMatch(/^VERIFIED/);
});

test('holds the books as they were at its first page, whatever is sold meanwhile', async () => {
  const shop = await openTill(copyOf(await tradedTill()));
  const { folder } = shop;
  const before = kindsOf(folder).length;
  const copying = backUpInPortions(folder, folder);
  await tradeShift(shop, 'meanwhile', 3);
  await copying;
  await shop.core.close();
  const [name = ''] = backups(folder);
  const restored = newFolder();
  copyFileSync(fileOf(folder, name), databaseFile(restored));
  expect(await withBooks(restored, (db) => headOf(db)?.header.seq)).toBe(before);
  expect(existsSync(walOf(restored))).toBe(false);
});

test('made at once, before the program is replaced, is whole too', async () => {
  const folder = await tradedTill();
  await withBooks(folder, (db) => backUpNow(db, folder));
  const [name = ''] = backups(folder);
  expect(verdictOf(folder, name).words).toMatch(/^VERIFIED/);
});

test('that is stopped, or that a kill cut short, leaves nothing under a good name', async () => {
  const folder = await tradedTill();
  const running = startBackup(folder, folder);
  await running.cancel();
  expect(await running.done).toBeInstanceOf(Error);
  expect(backups(folder).filter((name) => name.endsWith('.db'))).toEqual([]);
  mkdirSync(join(folder, 'backup'), { recursive: true });
  writeFileSync(fileOf(folder, 'e0001-r000000009.db.new'), 'half of a copy');
  expect(newestBackup(folder)).toBeNull();
  await backUpInPortions(folder, folder);
  expect(backups(folder)).toEqual([`e0001-r${String(kindsOf(folder).length).padStart(9, '0')}.db`]);
});

test('a Z whose copy was never made wants one; one that was made does not', async () => {
  const folder = await tradedTill();
  expect(await withBooks(folder, (db) => wantsBackup(db, folder))).toBe(true);
  await withBooks(folder, (db) => backUpNow(db, folder));
  expect(await withBooks(folder, (db) => wantsBackup(db, folder))).toBe(false);
});

test('seven are kept, by their own age and not by the clock; what was before a change of schema stays', async () => {
  const folder = await tradedTill();
  mkdirSync(join(folder, 'backup'));
  writeFileSync(fileOf(folder, 'before-schema-7.db'), 'kept for ever');
  const numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  for (const number of numbers) writeFileSync(fileOf(folder, `e0001-r00000000${number}.db`), 'an older copy');
  utimesSync(fileOf(folder, 'e0001-r000000001.db'), 4_000_000_000, 4_000_000_000);
  await backUpInPortions(folder, folder);
  const newest = `e0001-r${String(kindsOf(folder).length).padStart(9, '0')}.db`;
  expect(backups(folder)).toEqual([
    'before-schema-7.db',
    ...numbers.slice(-6).map((number) => `e0001-r00000000${number}.db`),
    newest,
  ]);
});

test('the newest that is whole and of a till is taken: neither a damaged one nor nonsense', async () => {
  const folder = await tradedTill();
  await withBooks(folder, (db) => backUpNow(db, folder));
  const [good = ''] = backups(folder);
  const shop = await openTill(copyOf(folder));
  await tradeShift(shop, 'later', 2);
  await shop.core.close();
  await withBooks(shop.folder, (db) => backUpNow(db, folder));
  const [, later = ''] = backups(folder);
  writeFileSync(fileOf(folder, 'nonsense.db'), 'this was a copy once'.repeat(500));
  expect(newestBackup(folder)?.file).toBe(fileOf(folder, later));
  // As garble does to a folder's own database.
  const spoilt = newFolder();
  copyFileSync(fileOf(folder, later), databaseFile(spoilt));
  garble(spoilt, 6);
  copyFileSync(databaseFile(spoilt), fileOf(folder, later));
  expect(newestBackup(folder)?.file).toBe(fileOf(folder, good));
  truncateSync(fileOf(folder, good), 5000);
  expect(newestBackup(folder)).toBeNull();
});

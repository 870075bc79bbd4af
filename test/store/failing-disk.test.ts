// What the store believes of a disk that fails: a place that cannot be looked at is not empty, a copy that could not be
// synced is written anew, and a WAL that cannot be brought home is told.
import fs from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { bringHome } from '#store/checkpoint.ts';
import { isThere } from '#store/durable.ts';
import { openMirror } from '#store/mirror.ts';
import { databaseFile, mirrorFolder, openStore } from '#store/open.ts';
import { diskTrouble } from '#store/trouble.ts';
import { newFolder, newTill, openToLook, PAPER, WATER } from '#test/support/books.ts';
import { modeOf } from './losses.ts';

afterEach(() => vi.restoreAllMocks());

const failing = (code: string, syscall: string) => Object.assign(new Error(code), { code, syscall });

test('what cannot be looked at is not taken for gone', () => {
  const place = join(newFolder(), 'loop');
  fs.symlinkSync(place, place);
  expect(fs.existsSync(place)).toBe(false);
  expect(() => isThere(place)).toThrow(/ELOOP/);
  expect([isThere(newFolder()), isThere(join(newFolder(), 'nothing'))]).toEqual([true, false]);
});

test('a key that cannot be looked at is never made anew', async () => {
  const shop = await newTill();
  await shop.core.close();
  const key = join(shop.folder, 'keys', 'device.key');
  fs.rmSync(key);
  fs.symlinkSync(key, key);
  const till = await openToLook(shop.folder);
  expect(await modeOf(till)).toMatchObject({ kind: 'viewOnly', trouble: 'diskFailed' });
  await till.core.close();
  expect(fs.lstatSync(key).isSymbolicLink()).toBe(true);
});

test('a disk without room is full; one whose sync failed for want of room has failed', () => {
  expect(diskTrouble(failing('ENOSPC', 'write'))).toBe('full');
  expect(diskTrouble(failing('ENOSPC', 'fsync'))).toBe('failed');
  expect(diskTrouble(failing('EIO', 'write'))).toBe('failed');
  expect(diskTrouble(failing('Unknown system error -122', 'write'))).toBe('failed');
  expect(diskTrouble(new TypeError('a bug'))).toBeNull();
});

test('a full disk behind a sale leaves the copy one row behind; the next command brings it up first', async () => {
  const shop = await newTill();
  await shop.openShift(0);
  const write = fs.writeSync.bind(fs);
  let isFull = true;
  vi.spyOn(fs, 'writeSync').mockImplementation((...args: Parameters<typeof write>) => {
    if (isFull) throw failing('ENOSPC', 'write');
    return write(...args);
  });
  const sold = await shop.sell('sold', [WATER]);
  expect(sold.receiptNumber).not.toBe('');
  expect(await shop.refused('sale.scan', { saleId: sold.sale.saleId, code: PAPER })).toEqual({
    code: 'store.full',
    details: {},
  });
  expect(await modeOf(shop)).toEqual({ kind: 'ready' });
  isFull = false;
  const next = await shop.sell('next', [PAPER]);
  const rows = openMirror(mirrorFolder(shop.folder)).rowsAfter(0);
  const numbers = rows
    .filter(({ header }) => header.kind === 'sale.completed')
    .map(({ header }) => header.receiptNo);
  expect(numbers).toEqual([1, 2]);
  expect(next.receiptNumber).not.toBe(sold.receiptNumber);
  await shop.core.close();
});

test('a row of the copy that could not be synced is cut off again', async () => {
  const shop = await newTill();
  await shop.openShift(0);
  const [name] = fs.readdirSync(mirrorFolder(shop.folder));
  const file = join(mirrorFolder(shop.folder), name ?? '');
  const before = fs.statSync(file).size;
  vi.spyOn(fs, 'fsyncSync').mockImplementation(() => {
    throw failing('EIO', 'fsync');
  });
  await shop.sell('sold', [WATER]);
  expect(fs.statSync(file).size).toBe(before);
  expect(await modeOf(shop)).toMatchObject({ kind: 'viewOnly', trouble: 'diskFailed' });
  await shop.core.close();
});

test('a WAL is brought home when it has grown, and not before', () => {
  const folder = newFolder();
  const db = openStore(folder);
  // What the making of the tables left in it does not count.
  db.pragma('wal_checkpoint(TRUNCATE)');
  const before = fs.statSync(databaseFile(folder)).size;
  db.exec('CREATE TABLE filler (bytes BLOB)');
  db.prepare('INSERT INTO filler VALUES (zeroblob(400000))').run();
  bringHome(db);
  bringHome(db);
  expect(fs.statSync(databaseFile(folder)).size).toBe(before);
  db.prepare('INSERT INTO filler VALUES (zeroblob(600000))').run();
  bringHome(db);
  expect(fs.statSync(databaseFile(folder)).size).toBeGreaterThan(before + 900_000);
  db.close();
});

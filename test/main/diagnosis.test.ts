// What a shop sends to whoever helps it: everything that is asked first, in one file, and nothing that is nobody's business.
import fs from 'node:fs';
import path from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, expect, test } from 'vitest';
import type { Diagnostics } from '#contract/machine.ts';
import type { SaleId } from '#contract/ids.ts';
import { id, openShop, people } from '#test/support/shop.ts';
import type { Shop } from '#test/support/shop.ts';

const WATER = '6901234567892';
let shop: Shop;
afterEach(() => shop.close());

function bundle(file: string): Record<string, string> {
  const entries = Object.entries(unzipSync(fs.readFileSync(file)));
  return Object.fromEntries(entries.map(([name, bytes]) => [name, strFromU8(bytes)]));
}

test('says how the books, the disk, the clock, the devices and the queue are', async () => {
  shop = await openShop({ as: 'cashier' });
  await shop.openShift(0);
  await shop.sell('one', [WATER]);
  const diagnosis = await shop.do('app.diagnose', {});
  expect(diagnosis).toMatchObject({
    program: { version: '0.0.0-test', shell: 'headless', electron: null, node: process.versions.node },
    books: { mode: { kind: 'ready' }, register: 'R1', receipts: 1, keysKeptBy: 'file', lastBackupAt: null },
    disk: { freeBytes: 100_000_000_000, level: 'good' },
    clock: { shopTimeZone: 'Asia/Shanghai', isSuspect: false },
    queue: { waiting: 1, uncertain: 0 },
    update: { kind: 'off' },
  });
  const pragmas = Object.fromEntries(diagnosis.books.pragmas.map(({ name, value }) => [name, value]));
  expect(pragmas).toMatchObject({ journal_mode: 'wal', synchronous: '2', foreign_keys: '1' });
  expect(diagnosis.books.rows).toBeGreaterThan(2);
  expect(diagnosis.books.databaseBytes).toBe(fs.statSync(path.join(shop.folder, 'till.db')).size);
  expect(diagnosis.books.mirrorBytes).toBeGreaterThan(1000);
});

test('a clock that went back behind the last row is suspect', async () => {
  shop = await openShop();
  await shop.openShift(0);
  shop.clock.pass(-3_600_000);
  expect((await shop.do('app.diagnose', {})).clock.isSuspect).toBe(true);
});

test('is one zip file without secrets, receipts and card numbers', async () => {
  shop = await openShop({ as: null });
  await shop.refused('session.signIn', { ...people.cashier, pin: '9753' });
  await shop.do('session.signIn', people.manager);
  await shop.openShift(0);
  await shop.sell('one', [WATER]);
  const saleId = id<SaleId>('with a card');
  await shop.do('sale.scan', { saleId, code: '4111111111111111', keepsUnknown: true });
  fs.writeFileSync(path.join(shop.folder, 'config.json'), '{"printer":{"kind":"none"},"apiKey":"sk_live_1"}');
  fs.mkdirSync(path.join(shop.folder, 'log'), { recursive: true });
  fs.writeFileSync(path.join(shop.folder, 'log', 'till.1.log'), '{"msg":"old line with 4111111111111111"}\n');
  const { file } = await shop.do('app.saveDiagnosis', {});
  expect(path.basename(file)).toMatch(/^till-R1-\d{8}-\d{6}\.zip$/);
  expect(fs.statSync(file).mode & 0o077).toBe(0);
  const held = bundle(file);
  expect(Object.keys(held).sort()).toEqual(['config.json', 'diagnosis.json', 'files.json', 'till.log']);
  expect(JSON.parse(held['diagnosis.json']!) as Diagnostics).toMatchObject({ books: { register: 'R1' } });
  expect(held['files.json']).toContain('"till.db"');
  const all = Object.values(held).join('\n');
  for (const secret of ['4111111111111111', 'sk_live_1', '9753', people.manager.pin, WATER]) {
    expect(all, secret).not.toContain(`"${secret}"`);
    if (secret.length > 4) expect(all, secret).not.toContain(secret);
  }
});

test('a file that cannot be written is refused in words, and the till goes on', async () => {
  shop = await openShop();
  fs.writeFileSync(path.join(shop.folder, 'diagnosis'), 'in the way');
  expect(await shop.refused('app.saveDiagnosis', {})).toMatchObject({ code: 'machine.cannotWrite' });
  await shop.openShift(0);
});

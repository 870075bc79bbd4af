// A till that may not sell: people come in and look, nothing is written, and the reason has a name.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, expect, test } from 'vitest';
import type { SaleId } from '#contract/ids.ts';
import { commands } from '#contract/commands.ts';
import { id, openShop, people } from '#test/support/shop.ts';
import type { Shop } from '#test/support/shop.ts';

const WATER = '6901234567892';
let shop: Shop;
afterEach(() => shop.close());

/** What the folder's books are, byte for byte. */
function fingerprint(): string {
  const hash = createHash('sha256');
  hash.update(readFileSync(join(shop.folder, 'till.db')));
  for (const name of readdirSync(join(shop.folder, 'mirror')).sort()) {
    hash.update(readFileSync(join(shop.folder, 'mirror', name)));
  }
  return hash.digest('hex');
}

/** Changes one price in the journal behind the till's back. */
function tamper(): void {
  const db = new Database(join(shop.folder, 'till.db'));
  db.exec('DROP TRIGGER journal_no_update');
  db.exec("UPDATE journal SET total_minor = total_minor + 1 WHERE kind = 'sale.completed'");
  db.close();
}

test('a journal that was tampered with is shown, never sold on, never changed', async () => {
  shop = await openShop();
  await shop.openShift(0);
  await shop.sell('before', [WATER]);
  await shop.core.close();
  tamper();
  const before = fingerprint();
  await shop.open().catch(() => undefined);
  const { mode } = await shop.do('app.describe', {});
  expect(mode).toMatchObject({ kind: 'viewOnly', trouble: 'journalBroken' });
  expect(await shop.refused('session.signIn', { ...people.manager, pin: '0000' })).toEqual({
    code: 'session.wrongPin',
    details: { triesLeft: 4 },
  });
  await shop.do('session.signIn', people.manager);
  const { sale } = await shop.do('sale.get', { saleId: id<SaleId>('before') });
  expect(sale.total).toBe(200);
  expect(await shop.refused('sale.scan', { saleId: id('after'), code: WATER })).toEqual({
    code: 'store.viewOnly',
    details: { trouble: 'journalBroken' },
  });
  await shop.do('session.signOut', {});
  expect(await shop.refused('sale.get', { saleId: id('before') })).toMatchObject({ code: 'session.none' });
  expect(fingerprint()).toBe(before);
});

test('a database that cannot be read at all still says why', async () => {
  shop = await openShop();
  await shop.core.close();
  writeFileSync(join(shop.folder, 'till.db'), 'this was a till once'.repeat(1000));
  await shop.open().catch(() => undefined);
  expect((await shop.do('app.describe', {})).mode).toMatchObject({
    kind: 'viewOnly',
    trouble: 'databaseDamaged',
  });
  const writes = Object.entries(commands).filter(([, { kind }]) => kind !== 'read');
  expect(writes.length).toBeGreaterThan(15);
  expect(await shop.refused('session.signIn', people.manager)).toMatchObject({ code: 'store.viewOnly' });
});

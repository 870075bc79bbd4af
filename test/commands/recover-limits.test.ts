// What must not come back with the books: a receipt's number that a backup has seen, a basket that was paid, a badge that
// was taken away.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { SaleId } from '#contract/ids.ts';
import { fileSecretBox } from '#shell/secret-box.ts';
import { backUpNow } from '#store/backup.ts';
import { makeBooks } from '#store/new-books.ts';
import { openReadOnly } from '#store/open.ts';
import { planRecovery } from '#store/recover.ts';
import { StoreUnfit } from '#store/trouble.ts';
import { replaceDatabase } from '#test/store/losses.ts';
import { copyOf, mirrorFiles, newTill, openTill, trade, WATER, withDatabase } from '#test/support/books.ts';
import { goOn, loseDatabase, numberOf, offerOf } from '#test/support/unfit.ts';
import { id, people } from '#test/support/shop.ts';

/** A till that is closed after two periods; the second one's mirror log is a file of its own. */
let closed: string;
beforeAll(async () => {
  const shop = await newTill();
  await trade(shop, [3, 3]);
  await shop.core.close();
  closed = shop.folder;
});

const keyOf = (folder: string) => join(folder, 'keys', 'device.key');

function backUp(folder: string): void {
  const db = openReadOnly(folder);
  backUpNow(db, folder);
  db.close();
}

test('books whose mirror log has lost a file that a backup knows of are not made again as if they were whole', async () => {
  const folder = copyOf(closed);
  backUp(folder);
  loseDatabase(folder);
  rmSync(mirrorFiles(folder).at(-1) ?? '');
  const shop = await goOn(folder, 'databaseMissing', 'emergency');
  await shop.openShift(0);
  expect((await shop.sell('after', [WATER])).receiptNumber).toBe(numberOf(1, 2));
  await shop.core.close();
});

test('older books that are all there is never begin an epoch again that a backup names', async () => {
  const folder = copyOf(closed);
  rmSync(keyOf(folder));
  const shop = await goOn(folder, 'keyMissing', 'emergency');
  await shop.openShift(0);
  expect((await shop.sell('in books 2', [WATER])).receiptNumber).toBe(numberOf(1, 2));
  await shop.core.close();
  const db = openReadOnly(join(folder, 'books', '2'));
  backUpNow(db, folder);
  db.close();
  rmSync(join(folder, 'books'), { recursive: true });
  await shop.open();
  expect(await offerOf(shop, 'keyMissing')).toMatchObject({ way: 'emergency' });
  await shop.do('register.recover', { ...people.manager, way: 'emergency' });
  shop.core.actAs(people.manager.staffId);
  await shop.openShift(0);
  expect((await shop.sell('once more', [WATER])).receiptNumber).toBe(numberOf(1, 3));
  await shop.core.close();
});

test('a basket that was paid after an older database was copied is not brought along', async () => {
  const shop = await openTill(copyOf(closed));
  await shop.openShift(0);
  await shop.scan(id<SaleId>('paid'), WATER);
  const older = copyOf(shop.folder);
  withDatabase(older, (db) => db.pragma('wal_checkpoint(TRUNCATE)'));
  await shop.do('tender.cash', { saleId: id('paid'), amount: 10_000 });
  await shop.do('sale.complete', { saleId: id('paid') });
  await shop.core.close();
  replaceDatabase(shop.folder, older);
  rmSync(keyOf(shop.folder));
  const again = await goOn(shop.folder, 'keyMissing', 'emergency');
  expect((await again.do('sale.current', {})).current).toBeNull();
  await again.core.close();
});

test('a badge that may have been taken away since the backup opens nothing', async () => {
  const shop = await openTill(copyOf(closed));
  backUp(shop.folder);
  const { staff } = await shop.do('app.describe', {});
  const badge = staff.find(({ demoBadge }) => demoBadge !== null)?.demoBadge;
  expect(badge).toBeTruthy();
  await shop.core.close();
  loseDatabase(shop.folder);
  rmSync(join(shop.folder, 'mirror'), { recursive: true });
  const again = await goOn(shop.folder, 'databaseMissing', 'emergency');
  await again.do('session.signOut', {});
  expect(await again.refused('session.signInWithBadge', { badge })).toMatchObject({
    code: 'session.unknownBadge',
  });
  await again.core.close();
});

test('what a recovery could not finish is gone at once, so that it takes up no room', async () => {
  const folder = copyOf(closed);
  rmSync(keyOf(folder));
  const plan = await planRecovery(folder, fileSecretBox(), new StoreUnfit('keyMissing', ''));
  if (plan === null) throw new Error('nothing is offered');
  const by = {
    ...people.manager,
    commandId: id('go on'),
    name: '',
    now: new Date(),
    monoMs: 0,
    appVersion: '',
  };
  await expect(makeBooks(folder, fileSecretBox(), { ...plan, sources: [] }, by)).rejects.toThrow('people');
  plan.close();
  expect(readdirSync(join(folder, 'books'))).toEqual([]);
});

test('a till that is closed while it goes on ends whole, and opens on the new books', async () => {
  const folder = copyOf(closed);
  rmSync(keyOf(folder));
  const devices = (place: string) => ({ kind: 'simulated' as const, folder: join(place, 'simulated') });
  const shop = await openTill(folder, { as: null, devices });
  const recovering = shop.do('register.recover', { ...people.manager, way: 'emergency' });
  await shop.core.close();
  expect(await recovering).toMatchObject({ number: 2 });
  await shop.open();
  expect((await shop.do('app.describe', {})).mode).toEqual({ kind: 'ready' });
  await shop.core.close();
});

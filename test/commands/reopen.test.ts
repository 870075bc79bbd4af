// Books that are unfit and not gone on beside: where nothing is offered, and where somebody has put them right and looks
// again.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { StoreTrouble } from '#contract/start.ts';
import { modeOf, replaceDatabase, walOf, receiptsOf } from '#test/store/losses.ts';
import {
  copyOf,
  mirrorFiles,
  openTill,
  openToLook,
  verify,
  WATER,
  withDatabase,
} from '#test/support/books.ts';
import { id, people } from '#test/support/shop.ts';
import { loseDatabase, numberOf, offerOf, tradedBooks } from '#test/support/unfit.ts';

let closed: string;
beforeAll(async () => {
  ({ closed } = await tradedBooks());
});

const lastReceipt = () => receiptsOf(closed).length;

describe('nothing is offered', () => {
  test.for<[string, StoreTrouble, (folder: string) => void]>([
    [
      'for books of a newer program',
      'databaseNewer',
      (folder) => withDatabase(folder, (db) => db.pragma('user_version = 99')),
    ],
    [
      "for another program's database",
      'databaseForeign',
      (folder) => withDatabase(folder, (db) => db.pragma('application_id = 42')),
    ],
    [
      'where nobody is known who works here',
      'databaseMissing',
      (folder) => {
        loseDatabase(folder);
        rmSync(join(folder, 'backup'), { recursive: true });
      },
    ],
  ])('%s', async ([, trouble, damage]) => {
    const folder = copyOf(closed);
    damage(folder);
    const shop = await openToLook(folder);
    expect(await offerOf(shop, trouble)).toBeNull();
    expect(await shop.refused('register.recover', { ...people.manager, way: 'emergency' })).toMatchObject({
      code: 'store.noRecovery',
    });
    await shop.core.close();
    expect(existsSync(join(folder, 'books'))).toBe(false);
  });

  test('beside fit books', async () => {
    const shop = await openTill(copyOf(closed));
    expect(await shop.refused('register.recover', { ...people.manager, way: 'rebuild' })).toMatchObject({
      code: 'store.noRecovery',
    });
    expect(await shop.do('register.reopen', {})).toEqual({ kind: 'ready' });
    await shop.core.close();
  });
});

describe('looking again', () => {
  test('finds books fit that somebody has put back, and sells on in them', async () => {
    const folder = copyOf(closed);
    const aside = copyOf(folder);
    loseDatabase(folder);
    const shop = await openToLook(folder);
    expect(await shop.do('register.reopen', {})).toMatchObject({
      kind: 'viewOnly',
      trouble: 'databaseMissing',
    });
    expect(shop.events.at(-1)).toMatchObject({ event: 'store.changed', payload: { kind: 'viewOnly' } });
    replaceDatabase(folder, aside);
    if (existsSync(walOf(aside))) cpSync(walOf(aside), walOf(folder));
    expect(await shop.do('register.reopen', {})).toEqual({ kind: 'ready' });
    const { start } = await shop.do('app.describe', {});
    expect(start.rungs.map(({ state }) => state)).toEqual(Array(7).fill('good'));
    await shop.do('session.signIn', people.manager);
    await shop.do('sale.void', { saleId: id('in the basket') });
    expect((await shop.sell('after', [WATER])).receiptNumber).toBe(numberOf(lastReceipt() + 1));
    await shop.core.close();
    expect(verify(folder).words).toMatch(/^VERIFIED/);
  });

  test('after the mirror log could not be written: a new handle, both records compared, nothing lost', async () => {
    const shop = await openTill(copyOf(closed));
    await shop.do('sale.void', { saleId: id('in the basket') });
    const file = mirrorFiles(shop.folder).at(-1) ?? '';
    const whole = readFileSync(file);
    // A folder in the place of the next period's file is a disk that does not take the row.
    await shop.do('shift.close', { counted: 0 });
    const { parked } = await shop.do('sale.parked', {});
    for (const { saleId } of parked) {
      await shop.openShift(0);
      await shop.do('sale.recall', { saleId });
      await shop.do('sale.void', { saleId });
      await shop.do('shift.close', { counted: 0 });
    }
    const next = file.replace('z000002', 'z000003');
    await shop.do('register.close', {});
    mkdirSync(next);
    await shop.openShift(0);
    expect(await modeOf(shop)).toMatchObject({ kind: 'viewOnly', trouble: 'diskFailed', recovery: null });
    expect(await shop.refused('drawer.noSale', { reason: 'change' })).toMatchObject({
      code: 'store.viewOnly',
    });
    rmSync(next, { recursive: true });
    expect(await shop.do('register.reopen', {})).toEqual({ kind: 'ready' });
    expect((await shop.do('app.describe', {})).start).toMatchObject({ mirroredRows: 1, restoredRows: 0 });
    shop.core.actAs(people.manager.staffId);
    await shop.sell('after', [WATER]);
    await shop.core.close();
    expect(readFileSync(file).subarray(0, whole.length).equals(whole)).toBe(true);
    expect(verify(shop.folder).words).toMatch(/^VERIFIED/);
  });
});

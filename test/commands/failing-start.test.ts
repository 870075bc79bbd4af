// A disk that fails between the ladder and the first screen: the till opens to look at, and looks again when asked.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import Database from 'better-sqlite3';
import * as staff from '#store/staff.ts';
import { openShop } from '#test/support/shop.ts';
import type { Shop } from '#test/support/shop.ts';

vi.mock('#store/staff.ts', { spy: true });

let shop: Shop;
beforeEach(async () => void (shop = await openShop()));
afterEach(() => shop.close());

test('that fails under the first screen itself is told on it', async () => {
  vi.mocked(staff.listStaff).mockImplementationOnce(() => {
    throw new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_READ');
  });
  const described = await shop.do('app.describe', {});
  expect(described).toMatchObject({ mode: { kind: 'viewOnly', trouble: 'diskFailed' }, staff: [] });
  expect(await shop.refused('shift.open', { float: 0 })).toMatchObject({ code: 'store.viewOnly' });
  expect(await shop.do('register.reopen', {})).toEqual({ kind: 'ready' });
});

test('is no crash, and passes', async () => {
  vi.mocked(staff.runningLocks).mockImplementationOnce(() => {
    throw new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_READ');
  });
  await shop.restart().catch((error: unknown) => {
    // The cashier of this shop is not let in where nothing may be sold.
    if (!String(error).includes('does not work here')) throw error;
  });
  const { mode } = await shop.do('app.describe', {});
  expect(mode).toMatchObject({ kind: 'viewOnly', trouble: 'diskFailed' });
  expect(await shop.do('register.reopen', {})).toEqual({ kind: 'ready' });
  await shop.do('app.diagnose', {});
});

// Books that are unfit, for tests of how a till goes on beside them: a day of trade to damage, and what must hold of
// every recovery.
import { rmSync } from 'node:fs';
import { expect } from 'vitest';
import type { SaleId } from '#contract/ids.ts';
import type { Recovery, StoreTrouble } from '#contract/start.ts';
import { backUpNow } from '#store/backup.ts';
import { databaseFile, openReadOnly } from '#store/open.ts';
import { modeOf } from '#test/store/losses.ts';
import {
  copyOf,
  fingerprint,
  newTill,
  openToLook,
  PAPER,
  trade,
  tradeShift,
  verify,
  WATER,
} from './books.ts';
import { id, people } from './shop.ts';
import type { Shop } from './shop.ts';

export interface Traded {
  /** Closed in the middle of its second period, with a shift open, one sale parked and one in the basket. */
  closed: string;
  /** The same on the evening before, and its backup of that evening. */
  yesterday: string;
  /** The first as a kill would have left it: its last rows stand in the WAL alone. */
  killed: string;
}

/** Two days of trade, as folders to be copied and damaged. */
export async function tradedBooks(): Promise<Traded> {
  const shop = await newTill();
  await trade(shop, [5, 6]);
  await shop.core.close();
  const db = openReadOnly(shop.folder);
  backUpNow(db, shop.folder);
  db.close();
  const yesterday = copyOf(shop.folder);
  await shop.open();
  await tradeShift(shop, 'today', 5);
  await shop.openShift(3000);
  await shop.scan(id<SaleId>('parked'), WATER, PAPER);
  await shop.do('sale.park', { saleId: id('parked'), label: 'table 4' });
  await shop.sell('the last one', [WATER]);
  await shop.scan(id<SaleId>('in the basket'), PAPER);
  const killed = copyOf(shop.folder);
  await shop.core.close();
  return { closed: shop.folder, yesterday, killed };
}

/** The books at a folder's root, without what later ones lie in. */
export function oldBooks(folder: string): Record<string, string> {
  const isOld = ([name]: [string, string]) => /^(?:till|mirror|keys|backup)/.test(name);
  return Object.fromEntries(Object.entries(fingerprint(folder)).filter(isOld));
}

/** A receipt's number as it is printed. */
export const numberOf = (no: number, epoch = 1) =>
  `1${epoch === 1 ? '' : `E${epoch}`}-${String(no).padStart(6, '0')}`;

/** What a till that may not sell offers, having said what is wrong. */
export async function offerOf(shop: Shop, trouble: StoreTrouble): Promise<Recovery> {
  const mode = await modeOf(shop);
  expect(mode).toMatchObject({ kind: 'viewOnly', trouble });
  return (mode as { recovery: Recovery }).recovery;
}

/** Opens an unfit till, goes on in the way that is offered, and returns it with the manager at work. */
export async function goOn(folder: string, trouble: StoreTrouble, way: Recovery['way']): Promise<Shop> {
  const before = oldBooks(folder);
  const shop = await openToLook(folder);
  const offer = await offerOf(shop, trouble);
  expect(offer).toMatchObject({ way });
  const begun = await shop.do('register.recover', { ...people.manager, way });
  expect(begun).toMatchObject({ number: 2, follows: { way, trouble, lastKnown: offer.lastKnown } });
  const about = await shop.do('app.describe', {});
  expect(about).toMatchObject({ mode: { kind: 'ready' }, books: begun, session: null });
  expect(shop.events.at(-1)).toEqual({ event: 'store.changed', payload: { kind: 'ready' } });
  expect(oldBooks(folder)).toEqual(before);
  shop.core.actAs(people.manager.staffId);
  return shop;
}

/** Closes the till and expects its books to verify with those before; the old ones are still as they were. */
export async function closeAndVerify(shop: Shop, before: Record<string, string>): Promise<void> {
  await shop.core.close();
  const verdict = verify(shop.folder);
  expect(verdict.words).toMatch(/^VERIFIED/);
  expect(verdict.code).toBe(0);
  expect(oldBooks(shop.folder)).toEqual(before);
}

/** Takes the database away, and nothing else. */
export function loseDatabase(folder: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(`${databaseFile(folder)}${end}`, { force: true });
}

// Badges against the journal: one that no row gave is found, and none comes back from the past.
import { expect, test } from 'vitest';
import type { StaffId } from '#contract/ids.ts';
import { putBadge, removeBadge } from '#store/badge.ts';
import type { Db } from '#store/open.ts';
import { copyOf, newTill, openTill, openToLook, tamper, verify, withDatabase } from '#test/support/books.ts';
import { id, people } from '#test/support/shop.ts';
import type { Shop } from '#test/support/shop.ts';
import { backToSchema } from '#test/support/older-schema.ts';
import { modeOf, replaceDatabase } from './losses.ts';

const LI_NA = 'CF-STAFF-LINA-1111';
const OLD = 'CARD-OF-LAST-YEAR';
const NEW = 'CARD-OF-THIS-YEAR';
const cashier = people.cashier.staffId;

async function opens(shop: Shop, badge: string): Promise<string | null> {
  const outcome = await shop.ask('session.signInWithBadge', { commandId: id(badge), badge });
  return outcome.ok ? (outcome.result as { staffId: string }).staffId : null;
}

test('a badge that no row of the journal gave is found and named', async () => {
  const shop = await newTill();
  await shop.do('staff.setBadge', { staffId: cashier, badge: null });
  await shop.do('staff.setBadge', { staffId: people.manager.staffId, badge: NEW });
  await shop.core.close();
  expect(verify(shop.folder).code).toBe(0);
  const attempt = (work: (db: Db) => void) => {
    const folder = copyOf(shop.folder);
    tamper(folder, work);
    return verify(folder);
  };
  const stray = attempt((db) => putBadge(db, cashier, LI_NA, false));
  expect(stray).toMatchObject({ code: 1, event: null });
  expect(stray.words).toContain('table staff_badge holds a badge of li-na that the journal does not give');
  const ghost = attempt((db) => putBadge(db, 'ghost' as StaffId, LI_NA, false));
  expect(ghost).toMatchObject({ code: 1 });
  // One that is missing opens nothing; a repair can leave it so.
  expect(attempt((db) => removeBadge(db, people.manager.staffId)).code).toBe(0);
});

test('a badge that was replaced does not come back with an older database', async () => {
  const shop = await newTill();
  await shop.do('staff.setBadge', { staffId: cashier, badge: OLD });
  await shop.core.close();
  const older = copyOf(shop.folder);
  await shop.open();
  await shop.do('staff.setBadge', { staffId: cashier, badge: NEW });
  await shop.core.close();
  replaceDatabase(shop.folder, older);
  const repaired = await openTill(shop.folder);
  expect(await modeOf(repaired)).toEqual({ kind: 'ready' });
  expect([await opens(repaired, OLD), await opens(repaired, NEW)]).toEqual([null, null]);
  expect(await opens(repaired, 'CF-STAFF-WANG-2222')).toBe('wang-wei');
  await repaired.do('session.signIn', people.cashier);
  await repaired.core.close();
  expect(verify(shop.folder).code).toBe(0);
});

/** Breaks the chain, so that the till may be looked at only. */
const breakJournal = (db: Db) => db.exec("UPDATE journal SET actor = 'nobody' WHERE seq = 1");

test('a till that may only be looked at is opened with a badge too, and guesses are counted', async () => {
  const { core, folder } = await newTill();
  await core.close();
  tamper(folder, breakJournal);
  const shop = await openToLook(folder);
  expect(await modeOf(shop)).toMatchObject({ kind: 'viewOnly', trouble: 'journalBroken' });
  expect(await opens(shop, LI_NA)).toBe('li-na');
  expect((await shop.do('quick.list', {})).pages).toHaveLength(4);
  for (let i = 0; i < 4; i += 1) {
    expect(await shop.refused('session.signInWithBadge', { badge: NEW })).toMatchObject({
      code: 'session.unknownBadge',
    });
  }
  expect(await shop.refused('session.signInWithBadge', { badge: NEW })).toEqual({
    code: 'session.locked',
    details: { secondsLeft: 30 },
  });
  expect(await opens(shop, LI_NA)).toBeNull();
  await shop.do('session.signIn', people.cashier);
  shop.clock.pass(30_000);
  expect(await opens(shop, LI_NA)).toBe('li-na');
  await shop.core.close();
});

test('a till of an older schema that may only be looked at has no badges, keys or settings, and says so', async () => {
  const { core, folder } = await newTill();
  await core.close();
  tamper(folder, (db) => {
    breakJournal(db);
    backToSchema(db, 4);
  });
  const shop = await openToLook(folder);
  const { staff, counter } = await shop.do('app.describe', {});
  expect(staff).toHaveLength(3);
  expect(staff.map(({ hasBadge, demoBadge }) => [hasBadge, demoBadge])).toEqual(
    staff.map(() => [false, null]),
  );
  expect(counter.theme).toBe('light');
  expect(await opens(shop, LI_NA)).toBeNull();
  await shop.do('session.signIn', people.cashier);
  expect((await shop.do('quick.list', {})).pages).toEqual([]);
  await shop.core.close();
  expect(withDatabase(folder, (db) => db.pragma('user_version', { simple: true }))).toBe(4);
});

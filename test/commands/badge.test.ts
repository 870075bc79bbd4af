// Signing in with a badge: whoever holds it is let in, guesses are counted, and neither lock reaches the other.
import { afterEach, expect, test } from 'vitest';
import type { SaleId } from '#contract/ids.ts';
import { seedDemo } from '#main/demo.ts';
import { bodyOf } from '#store/journal.ts';
import { journalOf, kindsOf, newFolder, openTill } from '#test/support/books.ts';
import { article } from '#test/support/catalogue.ts';
import { id, openShop, people } from '#test/support/shop.ts';
import type { Shop } from '#test/support/shop.ts';

let shop: Shop;
afterEach(() => shop.close());

const LI_NA = 'CF-STAFF-LINA-1111';
const CHEN_JING = 'CF-STAFF-CHEN-3333';
const unknown = { badge: 'CF-STAFF-NOBODY-0' };
const wrongPin = { staffId: people.cashier.staffId, pin: '0000' };

async function guess(times: number): Promise<string[]> {
  const codes: string[] = [];
  for (let i = 0; i < times; i += 1)
    codes.push((await shop.refused('session.signInWithBadge', unknown)).code);
  return codes;
}

test('a badge opens the till for its person, and the journal says that it was a badge', async () => {
  shop = await openShop({ as: null });
  const session = await shop.do('session.signInWithBadge', { badge: LI_NA });
  expect(session).toMatchObject({ staffId: 'li-na', name: '李娜 Li Na', role: 'cashier' });
  expect(shop.events).toEqual([{ event: 'session.changed', payload: { session } }]);
  expect((await shop.do('app.describe', {})).session).toEqual(session);
  await shop.openShift(0);
  expect(await shop.refused('drawer.noSale', { reason: 'x' })).toMatchObject({ code: 'session.notAllowed' });
  const row = journalOf(shop.folder).find(({ header }) => header.kind === 'session.signedIn');
  expect(row === undefined ? null : bodyOf(row)).toEqual({
    by: 'badge',
    name: '李娜 Li Na',
    postings: [],
    staffId: 'li-na',
  });
});

test('a sign-in sent again is a sign-in', async () => {
  shop = await openShop({ as: null });
  const command = { commandId: id('the same'), badge: CHEN_JING };
  await shop.do('session.signInWithBadge', command);
  await shop.do('session.signOut', {});
  await shop.do('session.signInWithBadge', command);
  expect(kindsOf(shop.folder).filter((kind) => kind === 'session.signedIn')).toHaveLength(2);
});

test('a badge of the wrong case, or with something after it, is unknown', async () => {
  shop = await openShop({ as: null });
  for (const badge of [LI_NA.toLowerCase(), `${LI_NA}0`, LI_NA.slice(0, -1)]) {
    expect(await shop.refused('session.signInWithBadge', { badge })).toEqual({
      code: 'session.unknownBadge',
      details: {},
    });
  }
  expect(await shop.refused('session.signInWithBadge', { badge: 'short' })).toMatchObject({
    code: 'command.invalid',
  });
});

test('unknown badges lock the reader, longer each time, and a restart does not help', async () => {
  shop = await openShop({ as: null });
  expect(await guess(4)).toEqual(Array(4).fill('session.unknownBadge'));
  expect(await shop.refused('session.signInWithBadge', unknown)).toEqual({
    code: 'session.locked',
    details: { secondsLeft: 30 },
  });
  // The right badge does not open it while the lock runs.
  expect(await shop.refused('session.signInWithBadge', { badge: LI_NA })).toMatchObject({
    code: 'session.locked',
  });
  await shop.restart();
  expect(await shop.refused('session.signInWithBadge', { badge: LI_NA })).toMatchObject({
    details: { secondsLeft: 30 },
  });
  shop.clock.pass(30_000);
  expect(await shop.refused('session.signInWithBadge', unknown)).toMatchObject({
    details: { secondsLeft: 60 },
  });
  shop.clock.pass(60_000);
  await shop.do('session.signInWithBadge', { badge: LI_NA });
  // Forgiven: counting starts anew.
  expect(await guess(4)).toEqual(Array(4).fill('session.unknownBadge'));
});

test('guesses are counted before they are checked, one by one, and across a restart', async () => {
  shop = await openShop({ as: null });
  await guess(3);
  await shop.restart();
  const tries = Array.from({ length: 10 }, () => shop.refused('session.signInWithBadge', unknown));
  const codes = (await Promise.all(tries)).map(({ code }) => code);
  expect(codes.filter((code) => code === 'session.unknownBadge')).toHaveLength(1);
  expect(codes.filter((code) => code === 'session.locked')).toHaveLength(9);
});

test('a badge that has become an article’s code opens nothing: it lies on the shelf for everybody', async () => {
  shop = await openShop();
  const badge = '4006381333931';
  await shop.do('staff.setBadge', { staffId: people.manager.staffId, badge });
  const newcomer = { ...article('Cola 330 ml Can'), sku: 'NEW', plu: null, gtins: [badge] };
  await shop.do('catalog.put', { taxes: [], categories: [], items: [newcomer] });
  // However often: goods on a locked till are no guesses.
  for (let time = 0; time < 6; time += 1) {
    const { code } = await shop.refused('session.signInWithBadge', { badge });
    expect(code).toBe('session.none');
  }
  await shop.openShift();
  expect((await shop.scan(id<SaleId>('sale'), badge)).lines).toMatchObject([{ sku: 'NEW' }]);
});

test('where nobody has a badge yet, guesses lock nothing', async () => {
  shop = await openTill(newFolder(), { as: null });
  expect(await guess(6)).toEqual(Array(6).fill('session.unknownBadge'));
  await seedDemo(shop.core);
  await shop.do('session.signInWithBadge', { badge: LI_NA });
});

test('a locked reader locks nobody’s PIN, and a locked PIN no badge', async () => {
  shop = await openShop({ as: null });
  await guess(5);
  await shop.do('session.signIn', people.cashier);
  await shop.do('session.signOut', {});
  // The PIN has not opened the reader either.
  expect(await shop.refused('session.signInWithBadge', { badge: LI_NA })).toMatchObject({
    code: 'session.locked',
  });
  shop.clock.pass(30_000);
  for (let i = 0; i < 5; i += 1) await shop.refused('session.signIn', wrongPin);
  await shop.do('session.signInWithBadge', { badge: LI_NA });
  // A badge says nothing of PINs: the lock of this one runs on, and its wrong tries stay counted.
  expect(await shop.refused('session.signIn', people.cashier)).toMatchObject({ code: 'session.locked' });
  shop.clock.pass(30_000);
  expect(await shop.refused('session.signIn', wrongPin)).toMatchObject({ details: { secondsLeft: 60 } });
});

test('a lock of the reader is journaled, under no person’s name', async () => {
  shop = await openShop({ as: null });
  await guess(5);
  shop.clock.pass(30_000);
  await guess(1);
  const locks = journalOf(shop.folder).filter(({ header }) => header.kind === 'session.locked');
  expect(locks.map((row) => bodyOf(row))).toEqual([
    { failures: 5, postings: [], seconds: 30, staffId: 'badge-reader' },
    { failures: 6, postings: [], seconds: 60, staffId: 'badge-reader' },
  ]);
});

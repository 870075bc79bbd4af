// Who may do what, and how a PIN is guarded.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, expect, test } from 'vitest';
import { commands } from '#contract/commands.ts';
import { id, openShop, people } from '#test/support/shop.ts';
import type { Shop } from '#test/support/shop.ts';

let shop: Shop;
afterEach(() => shop.close());

const wrong = { staffId: people.cashier.staffId, pin: '0000' };

test('a locked till answers only what the first screen needs', async () => {
  shop = await openShop({ as: null });
  const anyone = Object.entries(commands).filter(([, { permission }]) => permission === 'anyone');
  expect(anyone.map(([name]) => name)).toEqual([
    'app.describe',
    'session.signIn',
    'session.signInWithBadge',
    // Devices that only a demonstration has; they write nothing.
    'demo.look',
    'demo.scan',
    'demo.weigh',
    'demo.setPrinter',
    'demo.shutDrawer',
    // Books that nobody can come in to: one looks again, or goes on beside them by one's PIN.
    'register.recover',
    'register.reopen',
    // Whoever helps the shop asks first how the till is.
    'app.diagnose',
    'app.saveDiagnosis',
  ]);
  expect(await shop.refused('sale.current', {})).toEqual({ code: 'session.none', details: {} });
  expect(await shop.refused('shift.open', { float: 0 })).toMatchObject({ code: 'session.none' });
});

test('a cashier sells, and asks a supervisor for the rest', async () => {
  shop = await openShop({ as: 'cashier' });
  await shop.openShift(0);
  expect(await shop.refused('drawer.noSale', { reason: 'change' })).toEqual({
    code: 'session.notAllowed',
    details: { permission: 'drawer.noSale' },
  });
  expect(await shop.refused('register.close', {})).toMatchObject({ code: 'session.notAllowed' });
  expect(await shop.refused('shift.xReport', { print: false })).toMatchObject({ code: 'session.notAllowed' });
});

test('the right PIN opens the till and signing out locks it', async () => {
  shop = await openShop({ as: null });
  const session = await shop.do('session.signIn', people.cashier);
  expect(session).toMatchObject({ staffId: 'li-na', role: 'cashier' });
  await shop.do('session.signOut', {});
  expect(await shop.refused('sale.current', {})).toMatchObject({ code: 'session.none' });
});

test('wrong PINs are counted down, then the till waits, longer each time, and a restart does not help', async () => {
  shop = await openShop({ as: null });
  for (const triesLeft of [4, 3, 2, 1]) {
    expect(await shop.refused('session.signIn', wrong)).toEqual({
      code: 'session.wrongPin',
      details: { triesLeft },
    });
  }
  expect(await shop.refused('session.signIn', wrong)).toEqual({
    code: 'session.locked',
    details: { secondsLeft: 30 },
  });
  // The right PIN does not open it while the lock runs.
  expect(await shop.refused('session.signIn', people.cashier)).toMatchObject({ code: 'session.locked' });
  await shop.restart();
  expect(await shop.refused('session.signIn', people.cashier)).toMatchObject({
    details: { secondsLeft: 30 },
  });
  shop.clock.pass(30_000);
  expect(await shop.refused('session.signIn', wrong)).toMatchObject({ details: { secondsLeft: 60 } });
  shop.clock.pass(60_000);
  await shop.do('session.signIn', people.cashier);
  // Forgiven: counting starts anew.
  expect(await shop.refused('session.signIn', wrong)).toMatchObject({ details: { triesLeft: 4 } });
});

test('setting the wall clock forward does not end a lock', async () => {
  shop = await openShop({ as: null });
  for (let i = 0; i < 5; i += 1) await shop.refused('session.signIn', wrong);
  shop.clock.at = new Date('2036-01-01T00:00:00.000Z');
  expect(await shop.refused('session.signIn', people.cashier)).toMatchObject({ code: 'session.locked' });
});

test('many tries at once are counted one by one', async () => {
  shop = await openShop({ as: null });
  const tries = Array.from({ length: 20 }, (_, i) =>
    shop.refused('session.signIn', { ...wrong, commandId: id(`try ${i}`) }),
  );
  const codes = (await Promise.all(tries)).map((refusal) => refusal.code);
  expect(codes.filter((code) => code === 'session.wrongPin')).toHaveLength(4);
  expect(codes.filter((code) => code === 'session.locked')).toHaveLength(16);
});

test('an unknown person and a second set-up are refused by name', async () => {
  shop = await openShop({ as: null });
  expect(await shop.refused('session.signIn', { staffId: 'nobody', pin: '1234' })).toMatchObject({
    code: 'session.unknownStaff',
  });
  const { register } = await shop.do('app.describe', {});
  const staff = [{ staffId: 'me', name: 'Me', role: 'manager', pin: '1234' }];
  expect(await shop.refused('register.setUp', { register, staff })).toMatchObject({
    code: 'register.alreadySetUp',
  });
});

/** The journal's kinds in order, without the catalogue and the enrolment. */
function kinds(): string[] {
  const db = new Database(join(shop.folder, 'till.db'), { readonly: true });
  const rows = db.prepare('SELECT kind FROM journal WHERE seq > 2 ORDER BY seq').pluck().all() as string[];
  db.close();
  return rows;
}

test('a sign-in sent again is a sign-in: journaled, and never counted as a wrong PIN', async () => {
  shop = await openShop({ as: null });
  const commandId = id('the same');
  for (let i = 0; i < 6; i += 1) await shop.do('session.signIn', { commandId, ...people.cashier });
  await shop.do('session.signOut', { commandId: id('out') });
  await shop.do('session.signIn', { commandId, ...people.cashier });
  await shop.restart();
  await shop.do('session.signIn', people.cashier);
  const signIns = kinds().filter((kind) => kind === 'session.signedIn');
  expect(signIns).toHaveLength(8);
});

test('every lock is journaled, whatever id the guesses carry', async () => {
  shop = await openShop({ as: null });
  const guess = { ...wrong, commandId: id('one guess') };
  for (let i = 0; i < 5; i += 1) await shop.refused('session.signIn', guess);
  shop.clock.pass(31_000);
  expect(await shop.refused('session.signIn', guess)).toMatchObject({
    code: 'session.locked',
    details: { secondsLeft: 60 },
  });
  expect(kinds().filter((kind) => kind.startsWith('session.'))).toEqual(['session.locked', 'session.locked']);
});

test('what was done in a period whose answers are forgotten is refused by name, not done again', async () => {
  shop = await openShop();
  const paidIn = { commandId: id('coins'), move: 'paidIn', amount: 100, reason: 'coins' };
  for (let period = 1; period <= 3; period += 1) {
    await shop.openShift(0);
    if (period === 1) await shop.do('cash.move', paidIn);
    await shop.do('shift.close', { counted: 0 });
    await shop.do('register.close', {});
  }
  await shop.openShift(0);
  expect(await shop.refused('cash.move', paidIn)).toEqual({
    code: 'command.done',
    details: { commandId: id('coins') },
  });
});

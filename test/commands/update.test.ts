// A newer version of the program: never while somebody is accountable for a drawer, never before the books are copied.
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openShop, people } from '#test/support/shop.ts';
import type { Shop } from '#test/support/shop.ts';

let shop: Shop;
beforeEach(async () => void (shop = await openShop()));
afterEach(() => shop.close());

const backups = () => {
  const folder = path.join(shop.folder, 'backup');
  return fs.existsSync(folder) ? fs.readdirSync(folder).filter((name) => name.endsWith('.db')) : [];
};

test('its states reach the screen', async () => {
  expect((await shop.do('app.describe', {})).update).toEqual({ kind: 'off' });
  shop.machine.announce({ kind: 'ready', version: '1.2.0' });
  expect(shop.events.at(-1)).toEqual({
    event: 'update.changed',
    payload: { kind: 'ready', version: '1.2.0' },
  });
  expect((await shop.do('app.describe', {})).update).toEqual({ kind: 'ready', version: '1.2.0' });
});

test('there must be one', async () => {
  shop.machine.announce({ kind: 'fetching', version: '1.2.0', percent: 40 });
  expect(await shop.refused('app.installUpdate', {})).toEqual({ code: 'update.none', details: {} });
  expect(shop.machine.installed).toBe(0);
});

test('it waits for the shift to be closed', async () => {
  shop.machine.announce({ kind: 'ready', version: '1.2.0' });
  await shop.openShift(0);
  expect(await shop.refused('app.installUpdate', {})).toEqual({ code: 'update.shiftOpen', details: {} });
  await shop.do('shift.close', { counted: 0 });
  await shop.do('app.installUpdate', {});
  expect(shop.machine.installed).toBe(1);
});

test('the books are copied first; where they cannot be, nothing is installed', async () => {
  shop.machine.announce({ kind: 'ready', version: '1.2.0' });
  fs.writeFileSync(path.join(shop.folder, 'backup'), 'in the way');
  expect(await shop.refused('app.installUpdate', {})).toMatchObject({ code: 'update.notBackedUp' });
  expect(shop.machine.installed).toBe(0);
  fs.rmSync(path.join(shop.folder, 'backup'));
  await shop.do('app.installUpdate', {});
  expect(shop.machine.installed).toBe(1);
  expect(backups()).toHaveLength(1);
});

test('a cashier may not', async () => {
  shop.machine.announce({ kind: 'ready', version: '1.2.0' });
  await shop.do('session.signIn', people.cashier);
  expect(await shop.refused('app.installUpdate', {})).toEqual({
    code: 'session.notAllowed',
    details: { permission: 'app.update' },
  });
});

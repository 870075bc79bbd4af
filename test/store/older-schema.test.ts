// A till of an earlier version whose books may only be looked at: nothing in them can be brought up to date, and what
// they hold is shown all the same.
import { expect, test } from 'vitest';
import type { SaleId } from '#contract/ids.ts';
import { copyOf, newTill, openTill, tamper, WATER } from '#test/support/books.ts';
import { id } from '#test/support/shop.ts';
import { backToSchema } from '#test/support/older-schema.ts';
import { modeOf } from './losses.ts';

test('an open sale of schema 4 is shown where nothing may be written', async () => {
  const shop = await newTill();
  await shop.openShift();
  await shop.sell('sold', [WATER]);
  const saleId = id<SaleId>('open');
  await shop.scan(saleId, WATER);
  const before = await shop.do('sale.current', {});
  const folder = copyOf(shop.folder);
  await shop.core.close();
  tamper(folder, (db) => {
    backToSchema(db, 4);
    db.exec('UPDATE journal SET total_minor = total_minor + 1 WHERE seq = 3');
  });
  const old = await openTill(folder, { as: null });
  expect(await modeOf(old)).toMatchObject({ kind: 'viewOnly', trouble: 'journalBroken' });
  await old.do('session.signIn', { staffId: 'chen-jing', pin: '3333' });
  expect(await old.do('sale.current', {})).toEqual(before);
  expect((await old.do('shift.countSoFar', {})).counted).toBe(0);
  await old.core.close();
});

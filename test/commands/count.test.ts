// Counting the drawer note by note: it can be interrupted, it is the closing's only where it is what was said, and no
// count outlives its shift.
import { cpSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SaleId } from '#contract/ids.ts';
import { bodyOf } from '#store/journal.ts';
import { copyOf, journalOf, openTill, verify, WATER, withDatabase } from '#test/support/books.ts';
import { id, openShop } from '#test/support/shop.ts';
import type { Shop } from '#test/support/shop.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
  await shop.openShift(20_000);
});
afterEach(() => shop.close());

const count = (...counts: [number, number][]) =>
  shop.do('shift.count', {
    counts: counts.map(([denomination, times]) => ({ denomination, count: times })),
  });

const drafts = () =>
  withDatabase(shop.folder, (db) => db.prepare('SELECT count(*) FROM count_draft').pluck().get());

test('a count begins with every note and coin at nothing, and says what it comes to', async () => {
  const empty = await shop.do('shift.countSoFar', {});
  expect(empty.rows.map((row) => row.denomination)).toEqual([10_000, 5000, 2000, 1000, 500, 100, 50, 10]);
  expect(empty).toMatchObject({ counted: 0, float: 20_000, takings: -20_000 });
  const some = await count([10_000, 3], [50, 7]);
  expect(some.rows[0]).toEqual({ denomination: 10_000, count: 3, amount: 30_000 });
  expect(some.rows[6]).toEqual({ denomination: 50, count: 7, amount: 350 });
  expect(some).toMatchObject({ counted: 30_350, float: 20_000, takings: 10_350 });
});

test('what is not given stays, what is given again is replaced, and a restart keeps all of it', async () => {
  await count([10_000, 3], [50, 7]);
  await shop.restart();
  const more = await count([50, 0], [100, 4]);
  expect(more.counted).toBe(30_400);
  await shop.restart();
  expect(await shop.do('shift.countSoFar', {})).toEqual(more);
});

test('a value that is no note or coin here is refused, and nothing of that count is kept', async () => {
  await count([50, 7]);
  expect(
    await shop.refused('shift.count', {
      counts: [
        { denomination: 10_000, count: 1 },
        { denomination: 25, count: 1 },
      ],
    }),
  ).toEqual({ code: 'shift.notADenomination', details: { denomination: 25 } });
  expect((await shop.do('shift.countSoFar', {})).counted).toBe(350);
});

test('there is nothing to count without a shift', async () => {
  await shop.do('shift.close', { counted: 20_000 });
  expect(await shop.refused('shift.countSoFar', {})).toMatchObject({ code: 'shift.none' });
  expect(await shop.refused('shift.count', { counts: [] })).toMatchObject({ code: 'shift.none' });
});

test('the closing holds the notes and coins that were counted, and the journal and the Z with it', async () => {
  await count([10_000, 2], [1000, 0], [50, 4]);
  const closing = await shop.do('shift.close', { counted: 20_200 });
  const denominations = [
    { denomination: 10_000, count: 2 },
    { denomination: 50, count: 4 },
  ];
  expect(closing.denominations).toEqual(denominations);
  const row = journalOf(shop.folder).find(({ header }) => header.kind === 'shift.closed');
  expect(row === undefined ? null : bodyOf<'shift.closed'>(row).closing).toEqual(closing);
  expect((await shop.do('register.close', {})).shifts).toEqual([closing]);
  await shop.core.close();
  expect(verify(shop.folder)).toMatchObject({ code: 0, event: null });
  await shop.open();
});

test('a total typed beside the count is what holds; then nothing is said of notes and coins', async () => {
  await count([10_000, 2]);
  expect(await shop.do('shift.close', { counted: 20_001 })).not.toHaveProperty('denominations');
  await shop.openShift(0);
  expect(await shop.do('shift.close', { counted: 0 })).not.toHaveProperty('denominations');
});

test('a count goes with its shift', async () => {
  await count([10_000, 2]);
  await shop.do('shift.close', { counted: 1 });
  expect(drafts()).toBe(0);
  await shop.openShift(0);
  expect((await shop.do('shift.countSoFar', {})).counted).toBe(0);
});

test('a closing that came back from the mirror log takes its count with it', async () => {
  await shop.sell('one', [WATER]);
  await count([10_000, 2]);
  const before = copyOf(shop.folder);
  await shop.do('shift.close', { counted: 20_000 });
  await shop.core.close();
  // The database of before the closing, the mirror log of after it.
  cpSync(`${shop.folder}/mirror`, `${before}/mirror`, { recursive: true });
  const restored = await openTill(before);
  expect((await restored.do('app.describe', {})).shift).toBeNull();
  await restored.core.close();
  const left = withDatabase(before, (db) => db.prepare('SELECT count(*) FROM count_draft').pluck().get());
  expect(left).toBe(0);
  await shop.open();
});

test('counting journals nothing', async () => {
  const rows = journalOf(shop.folder).length;
  await count([10_000, 2]);
  await shop.scan(id<SaleId>('sale'), WATER);
  expect(journalOf(shop.folder)).toHaveLength(rows);
});

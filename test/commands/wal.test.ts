// The write-ahead log of a till at work: it stays short although SQLite is told to leave it alone, also where one command
// follows the other without a rest, as an import's do.
import { statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { walOf } from '#test/store/losses.ts';
import { newTill } from '#test/support/books.ts';
import { id } from '#test/support/shop.ts';

const MOST_BYTES = 4_000_000;

test('stays short where nothing but commands is run', async () => {
  const shop = await newTill();
  await shop.openShift(0);
  for (let i = 0; i < 300; i += 1) {
    await shop.core.run('drawer.noSale', { commandId: id(`no sale ${i}`), reason: 'change' });
  }
  expect(statSync(walOf(shop.folder)).size).toBeLessThan(MOST_BYTES);
  await shop.core.close();
});

// Books that are unfit when the till starts: what the shop reads, and how it goes on selling, with the real till behind
// the screen and real damage on its disk.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyDatabase, damageAll, damageSales, hideDatabase, loseKey } from '#test/support/books-damage.ts';
import { barcode } from '#test/support/catalogue.ts';
import { expectAccessible, expectToFit } from '#test/support/look.ts';
import { expect, test } from '#test/support/till.ts';
import type { Till } from '#test/support/till.ts';

const water = barcode('Spring Water 550 ml');

// Each of them starts a till several times.
test.describe.configure({ timeout: 120_000 });

async function sellOne(till: Till): Promise<void> {
  await till.scan(water);
  await expect(till.lines).toHaveCount(1);
  await till.payCash('10');
  await till.press('Enter');
  await till.expectScreen('sell');
}

/** Sells, is switched off, and finds its books as `harm` left them. */
async function afterHarm(till: Till, harm: (folder: string) => Promise<unknown>): Promise<void> {
  await till.startWork();
  await sellOne(till);
  // In an orderly way: what is in the write-ahead log is in the database.
  await till.close();
  await harm(till.folder);
  await till.start();
  await till.expectScreen('trouble');
  await expectToFit(till.page);
}

test('a damaged database: everything comes back, by the word of a manager', async ({ till }) => {
  await afterHarm(till, damageSales);
  await expect(till.message).toContainText('The file that holds the sales is damaged');
  await expect(till.message).toContainText('Nothing was erased');
  await expect(till.rung('file')).toHaveAttribute('data-state', 'red');
  await expect(till.rung('witness')).toHaveAttribute('data-state', 'unreached');
  await expect(till.message).toContainText('no sale is missing');
  await till.scan(water);
  await expect(till.notice).toContainText('only be looked at');

  await till.press('F2');
  await expect(till.panel.locator('.staffTile')).toHaveCount(2);
  await till.type('9999');
  await till.press('Enter');
  await expect(till.notice).toContainText('Wrong PIN');
  await expectAccessible(till.page);
  await till.goOnAs('manager');
  await expect(till.notice).toContainText('everything came back from the second record');

  await till.unlock('cashier');
  await till.expectScreen('sell');
  await till.scan(water);
  await till.payCash('10');
  await expect(till.receiptTitle).toContainText('000002');
  await expect(till.page.locator('.pillButton')).toHaveCount(0);
});

test('the key is gone: new books beside the old ones, with receipts that say so', async ({ till }) => {
  await afterHarm(till, loseKey);
  await expect(till.message).toContainText('Last receipt known: 1-000001');
  await till.tap('trouble.goOn');
  await till.goOnAs('supervisor');
  await expect(till.notice).toContainText('emergency books');
  await expect(till.page.locator('.pillButton')).toHaveAttribute('title', /Emergency books since \d\d:\d\d/);

  await till.unlock('cashier');
  // New books have no shift: the drawer is counted anew.
  await till.openShift('500');
  await till.scan(water);
  await till.payCash('10');
  await expect(till.receiptTitle).toContainText(/\b1\w+-\d{6}/);
  await till.page.locator('.pillButton').click();
  await expect(till.panel).toContainText('Emergency books since');
  await expect(till.panel).toContainText('begun by');
});

test('the file is put back: looking again is enough', async ({ till }) => {
  let bringBack = () => Promise.resolve();
  await afterHarm(till, async (folder) => {
    bringBack = await hideDatabase(folder);
  });
  await till.press('F3');
  await expect(till.notice).toContainText('it is as before');
  await bringBack();
  await till.tap('trouble.lookAgain');
  await till.expectScreen('unlock');
  await expect(till.notice).toContainText('sells as before');
  await till.unlock('cashier');
  await till.expectScreen('sell');
});

test('receipts that a power cut took come back by themselves, and that is said once', async ({ till }) => {
  const aside = await mkdtemp(join(tmpdir(), 'counterfoil-older-'));
  await till.startWork();
  await sellOne(till);
  await till.close();
  const putBack = await copyDatabase(till.folder, aside);
  await till.start();
  await till.unlock('manager');
  await sellOne(till);
  await sellOne(till);
  await till.close();
  await putBack();
  await till.start();
  await till.expectScreen('unlock');
  const news = till.page.locator('.news');
  await expect(news).toContainText('2 receipts came back from the second record');
  await expectToFit(till.page);
  await till.unlock('manager');
  await till.expectScreen('sell');
  await expect(news).toContainText('2 receipts came back');
  await news.locator('[data-action="thisTill.open"]').click();
  await expect(till.rung('chain')).toHaveAttribute('data-state', 'mended');
  await till.press('Escape');
  await till.tap('machine.putNewsAway');
  await expect(news).toHaveCount(0);
  await sellOne(till);
  await expect(news).toHaveCount(0);
  await rm(aside, { recursive: true });
});

test('a report for support is saved where the till may only be looked at', async ({ till }) => {
  await afterHarm(till, damageAll);
  await till.press('F4');
  await expect(till.page.locator('.savedReport')).toContainText(till.folder);
  await till.press('F5');
  await expect(till.panel.locator('.problem').first()).toContainText(
    'The file that holds the sales is damaged',
  );
  await expectAccessible(till.page);
});

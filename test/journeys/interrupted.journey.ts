// What a basket survives: the page reloading, the till's process being killed, the page being opened by a stranger.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { barcode } from '#test/support/catalogue.ts';
import { expectToFit } from '#test/support/look.ts';
import { expect, test } from '#test/support/till.ts';

const water = barcode('Spring Water 550 ml');
const milk = barcode('Fresh Whole Milk 950 ml');

test.beforeEach(async ({ till }) => {
  await till.startWork();
  await till.scan(water);
  await till.scan(milk);
  await expect(till.lines).toHaveCount(2);
});

test('the page reloads in the middle of a sale', async ({ till }) => {
  await till.page.reload();
  await till.expectScreen('sell');
  await expect(till.lines).toHaveCount(2);
  await expect(till.total).toHaveText('¥18.80');
});

test('the till is killed in the middle of a sale and started again', async ({ till }) => {
  await till.kill();
  // A window of Electron goes with its process.
  if (!till.page.isClosed()) await expect(till.away).toContainText('The till is not answering');
  await till.start();
  await till.unlock('manager');
  await till.expectScreen('sell');
  await expect(till.lines).toHaveCount(2);
  await expect(till.total).toHaveText('¥18.80');
  await till.payCash('20');
  await expect(till.change).toHaveText('¥1.20');
});

test('locking keeps the basket for whoever unlocks', async ({ till }) => {
  await till.press('F12', 'F12');
  await till.unlock('cashier');
  await till.expectScreen('sell');
  await expect(till.lines).toHaveCount(2);
});

test('a page without the launch code is told how to open the till', async ({ till, browser }, info) => {
  test.skip(info.project.name !== 'browser', 'a window of Electron has no address to open');
  const stranger = await browser.newPage();
  await stranger.goto(`${new URL(till.page.url()).origin}/?lang=en`);
  await expect(stranger.getByRole('heading')).toHaveText('Open the till from its start command');
  await stranger.close();
});

test('a store that is gone is not set up anew: the till says why, what is safe and what to do', async ({
  till,
}, info) => {
  await till.kill();
  for (const file of ['till.db', 'till.db-wal', 'till.db-shm']) {
    await rm(join(till.folder, file), { force: true });
  }
  await till.start();
  await till.expectScreen('trouble');
  await expect(till.message).toContainText('This till can only be looked at');
  await expect(till.message).toContainText('Nothing was erased');
  await expect(till.message).toContainText('Call support');
  await expectToFit(till.page);
  await till.page.screenshot({
    path: join(info.project.outputDir, 'shots', `${info.project.name}-trouble.png`),
  });
});

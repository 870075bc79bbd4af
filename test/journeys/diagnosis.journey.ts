// What the till says of the machine under it while it sells: its diagnosis, room on the disk, a disk that is slow.
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Carrier } from '#test/support/carrier.ts';
import { barcode } from '#test/support/catalogue.ts';
import { DemoStrip } from '#test/support/demo-strip.ts';
import { expectAccessible, expectToFit } from '#test/support/look.ts';
import { restart } from '#test/support/settings.ts';
import { expect, test } from '#test/support/till.ts';
import type { Till } from '#test/support/till.ts';

const water = barcode('Spring Water 550 ml');
const milk = barcode('Fresh Whole Milk 950 ml');
const yoghurt = barcode('Old-Style Set Yoghurt 160 g');

/** As if the disk were as full as these say: every disk has less than a million gigabytes. */
async function withSpace(till: Till, space: { warnBelowMb: number; stopBelowMb: number }): Promise<void> {
  await writeFile(join(till.folder, 'config.json'), JSON.stringify({ space }));
  await restart(till);
}

const ALL = 1_000_000_000;

const pillOf = (till: Till) => till.page.locator('.pillButton');

test('this till: in order, and at the top what is not, a moment after it happened', async ({ till }) => {
  await till.startWork();
  await till.press('F12', '4');
  await expect(till.panel).toContainText('Everything is in order');
  await expect(till.panel.locator('.figures').first()).toBeVisible();
  await expectToFit(till.page);
  await till.press('F4');
  const file = till.page.locator('.savedReport code');
  await expect(file).toContainText(till.folder);
  expect(existsSync(await file.innerText())).toBe(true);
  await till.press('Escape');
  await expect(till.panel).toBeHidden();

  const strip = new DemoStrip(till);
  if (!(await strip.whole.isVisible())) await strip.open();
  await till.press('F12', '4');
  await expect(till.panel).toContainText('Everything is in order');
  // Under the open panel, as a printer runs out of paper while somebody looks.
  await strip.whole.locator('[data-paper="out"]').evaluate((button: HTMLElement) => button.click());
  await expect(till.panel.locator('.problem', { hasText: 'Printer: paper out' })).toBeVisible();
});

test('a disk that fills up is said at the top; below the bound no new sale begins, and the open one is finished', async ({
  till,
}) => {
  // Three starts of a till.
  test.setTimeout(120_000);
  await till.startWork();
  await withSpace(till, { warnBelowMb: ALL, stopBelowMb: 0 });
  await expect(pillOf(till)).toHaveAttribute('title', /^Disk nearly full: [\d.]+ [MG]B free$/);
  await till.unlock('manager');
  await till.scan(water);
  await expect(till.lines).toHaveCount(1);

  await withSpace(till, { warnBelowMb: ALL, stopBelowMb: ALL });
  await till.unlock('manager');
  await expect(pillOf(till)).toHaveAttribute('title', /^No room for new sales/);
  await expect(till.lines).toHaveCount(1);
  await till.scan(milk);
  await expect(till.lines).toHaveCount(2);
  await till.payCash('50');
  await till.press('Enter');
  await till.scan(water);
  await expect(till.notice).toContainText('no new sale begins');
  await expect(till.lines).toHaveCount(0);
  await expectToFit(till.page);
  await pillOf(till).click();
  await expect(till.panel.locator('.problem.isGrave')).toContainText('No room for new sales');
  await expectAccessible(till.page);
});

test.describe('a slow disk', () => {
  test.beforeEach(({ till }, info) => {
    test.skip(info.project.name !== 'browser', 'only a socket has a wire to hold');
    return till.startWork();
  });

  test('every answer comes late: nothing is lost, nothing is paid twice, and the screen says that it works', async ({
    till,
  }) => {
    test.setTimeout(120_000);
    const carrier = await Carrier.between(till);
    await till.expectScreen('sell');
    // 200 to 2000 ms, the same in every run.
    let turn = 0;
    carrier.delayMs = () => [200, 900, 300, 2000, 250][(turn += 1) % 5] ?? 0;
    await till.scan(water);
    await expect(till.page.locator('[data-waiting]')).toBeVisible();
    await expect(till.page.locator('main')).toHaveAttribute('aria-busy', 'true');
    // Faster than the till: pays before the first article is there, impatiently, and serves the next customer.
    await till.press('+', 'Enter', 'Enter', 'Enter');
    await till.scan(milk);
    await till.type('3');
    await till.press('*');
    await till.scan(yoghurt);
    await expect(till.lines).toHaveCount(2, { timeout: 60_000 });
    await expect(till.lines.last()).toContainText('3');
    expect(carrier.times('sale.complete')).toBe(1);
    expect(carrier.times('tender.cash')).toBe(1);
    await expect(till.page.locator('.lastSale')).toContainText('1-000001');

    // Parks and goes on scanning: the next article is the next customer's.
    await till.press('F6');
    await till.scan(water);
    await expect(till.lines).toHaveCount(1, { timeout: 60_000 });
    await till.press('+');
    await till.type('20');
    await till.press('Enter', 'Enter');
    await till.expectScreen('change');
    expect(carrier.times('sale.complete')).toBe(2);
    await expect(till.change).toHaveText('¥18.00');
    carrier.letBe();
    await expect(till.page.locator('[data-waiting]')).toHaveCount(0, { timeout: 30_000 });
  });

  test('after a second it is said, also to whoever does not see it', async ({ till }) => {
    const carrier = await Carrier.between(till);
    await till.expectScreen('sell');
    carrier.delayMs = () => 4000;
    await till.scan(water);
    await expect(till.page.locator('[data-waiting="slow"]')).toContainText('slow');
    await expect(till.page.locator('[data-live="waiting"]')).toHaveText('The disk of this till is slow');
    await expectToFit(till.page);
    await expect(till.lines).toHaveCount(1);
    await expect(till.page.locator('[data-live="waiting"]')).toHaveText('');
  });

  test('whoever unlocks and scans on at once sells: a badge it is not', async ({ till }) => {
    await till.scan(milk);
    await expect(till.lines).toHaveCount(1);
    await till.press('F12', 'F12');
    await till.expectScreen('unlock');
    const carrier = await Carrier.between(till);
    await till.expectScreen('unlock');
    carrier.delayMs = () => 500;
    // Whoever is on shift stands first.
    await till.type('3333');
    await till.press('Enter');
    await till.scan(water);
    await expect(till.lines).toHaveCount(2);
    expect(carrier.times('session.signInWithBadge')).toBe(0);
  });
});

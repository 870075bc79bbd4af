// Did it print? A receipt is torn off inside the printer; the cashier looks at the paper and says so with one key, or has
// it printed again, marked. The printer stands at the far end of a real connection.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openFarPrinter } from '#test/hardware/far-printer.ts';
import type { FarPrinter } from '#test/hardware/far-printer.ts';
import { barcode } from '#test/support/catalogue.ts';
import { expectAccessibleInThemes, expectToFit } from '#test/support/look.ts';
import { expect, test } from '#test/support/till.ts';
import type { Till } from '#test/support/till.ts';

const WATER = barcode('Spring Water 550 ml');
/** The drawer's question and pulse and the printer's two questions come before a paper, and a part of the paper itself. */
const INSIDE = 14 + 300;

let far: FarPrinter;
/** Nothing was opened where there is no such shell. */
let close: (() => Promise<void>) | null = null;
test.beforeEach(async ({ till }) => {
  far = await openFarPrinter();
  close = () => far.close();
  const printer = { kind: 'tcp', host: '127.0.0.1', port: far.port };
  await writeFile(join(till.folder, 'config.json'), JSON.stringify({ printer }));
  await till.kill();
  await till.start();
  await till.startWork();
});
test.afterEach(() => close?.());

/** A sale whose receipt got no further than its first lines. */
async function tear(till: Till): Promise<void> {
  await till.scan(WATER);
  await expect(till.lines).toHaveCount(1);
  const from = far.bytes();
  far.holdAt(from + INSIDE);
  await till.payCash();
  await expect.poll(() => far.bytes()).toBe(from + INSIDE);
  far.holdAt(Number.POSITIVE_INFINITY);
  far.drop();
  await expect(till.receiptState).toContainText('Did the receipt print?');
}

test('it printed: said with one key, and nothing is printed again', async ({ till }) => {
  await tear(till);
  const button = till.page.locator('[data-action="change.printed"]');
  await expect(button).toHaveText(/It printed.*F4/);
  await expectToFit(till.page);
  await expectAccessibleInThemes(till.page);
  await till.press('F4');
  await expect(till.receiptState).toContainText('The receipt is printed');
  await expect(button).toHaveCount(0);
  // The next paper is the next sale's own; nothing came between.
  await till.scan(WATER);
  await till.payCash();
  await expect(till.receiptState).toContainText('The receipt is printed');
  await expect(button).toHaveCount(0);
  expect(far.papers().filter((text) => text.includes('1-000002'))).toHaveLength(1);
  expect(far.papers().filter((text) => text.includes('重打'))).toEqual([]);
});

test('it did not: printed again it carries the mark and the number of a copy', async ({ till }) => {
  await tear(till);
  await till.press('F11');
  await expect(till.receiptState).toContainText('The receipt is printed');
  await expect(till.page.locator('[data-action="change.printed"]')).toHaveCount(0);
  const copies = far.papers().filter((text) => text.includes('第1次') && text.includes('1-000001'));
  expect(copies).toHaveLength(1);
});

test('once the next sale has begun, the question waits in the settings', async ({ till }) => {
  await tear(till);
  await till.press('Enter');
  await till.expectScreen('sell');
  await till.openSettings();
  await till.press('F3');
  const question = till.page.locator('.paperQuestion');
  await expect(question).toContainText('One paper may not have come out');
  await expectToFit(till.page);
  await till.press('4');
  await expect(question).toHaveCount(0);
  await expect
    .poll(() => far.papers().filter((text) => text.includes('第1次') && text.includes('1-000001')).length)
    .toBe(1);
});

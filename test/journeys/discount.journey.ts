// Something taken off by hand: within the cashier's limit, beyond it with somebody else's badge or PIN, off the whole sale; and
// how many keys it takes.
import { barcode } from '#test/support/catalogue.ts';
import { Discounts } from '#test/support/discounts.ts';
import { expectAccessible, expectToFit } from '#test/support/look.ts';
import { expect, test } from '#test/support/till.ts';
import type { Till } from '#test/support/till.ts';

const WATER = barcode('Spring Water 550 ml');
const SKU = 'W0001';

/** Ten bottles of ¥2, as a cashier. */
async function tenBottles(till: Till): Promise<Discounts> {
  await till.startWork('cashier');
  await till.type('10');
  await till.press('*');
  await till.scan(WATER);
  await expect(till.total).toHaveText('¥20.00');
  till.keysSent = 0;
  return new Discounts(till);
}

test('10 % off the line within the limit: four keys, and the receipt says so', async ({ till }) => {
  const discounts = await tenBottles(till);
  await till.type('10');
  await till.press('F4');
  await expect(discounts.quote).toHaveText('¥18.00');
  await expect(discounts.limit).toContainText('up to 10%');
  await expectToFit(till.page);
  await till.press('1');
  await expect(discounts.asking).toBeHidden();
  await expect(discounts.amount(SKU)).toHaveText('¥18.00');
  await expect(discounts.tag(SKU)).toContainText('−¥2.00 · 10% off · Near its date');
  await expect(discounts.savings).toHaveText('−¥2.00');
  expect(till.keysSent).toBe(4);
  await till.payCash();
  await expect(till.summary).toContainText('¥18.00');
});

test('beyond the limit: four keys and one badge; the cashier stays signed in', async ({ till }) => {
  const discounts = await tenBottles(till);
  await till.type('15');
  await till.press('F4');
  await expect(discounts.limit).toContainText('15% is more than the 10% you may give');
  await till.press('2');
  await expect(discounts.approval).toBeVisible();
  await expect(discounts.approval).toContainText('15% off: Spring Water 550 ml');
  await expect(discounts.approval).toContainText('¥20.00 → ¥17.00');
  await expectToFit(till.page);
  await expectAccessible(till.page);
  await discounts.scanBadge('supervisor');
  await discounts.expectApproved();
  expect(till.keysSent).toBe(4);
  await expect(discounts.amount(SKU)).toHaveText('¥17.00');
  await expect(till.page.locator('.topBar')).toContainText('Li Na');
});

test('a PIN approves too; a wrong one, or nobody, leaves the cashier where they stood', async ({ till }) => {
  const discounts = await tenBottles(till);
  await till.type('50');
  await till.press('F4', '1');
  await expect(discounts.approval).toBeVisible();
  await expect(discounts.approval.locator('.staffTile')).toHaveCount(1);
  await till.type('0000');
  await till.press('Enter');
  await expect(till.notice).toContainText('Wrong PIN');
  await till.press('Escape');
  await expect(discounts.approval).toBeHidden();
  await expect(discounts.quote).toHaveText('¥10.00');
  await expect(till.total).toHaveText('¥20.00');
  await till.press('1');
  await expect(discounts.approval).toBeVisible();
  await discounts.typePin('manager');
  await discounts.expectApproved();
  await expect(till.total).toHaveText('¥10.00');
});

test('off the whole sale after Esc, in money after F4 again; its row takes it off', async ({ till }) => {
  const discounts = await tenBottles(till);
  await till.press('Escape');
  await till.type('3');
  await till.press('F4', 'F4');
  await expect(discounts.quote).toHaveText('¥17.00');
  await expect(discounts.limit).toContainText('somebody must approve');
  await till.press('4');
  await expect(discounts.approval).toBeVisible();
  await discounts.scanBadge('supervisor');
  await discounts.expectApproved();
  await expect(discounts.onSale).toContainText('−¥3.00');
  await expect(till.total).toHaveText('¥17.00');
  // A killed till keeps it.
  await till.kill();
  await till.start();
  await till.unlock('cashier');
  await expect(discounts.onSale).toContainText('¥3.00 off · Regular customer');
  await till.tap('sell.takeOff');
  await expect(discounts.onSale).toBeHidden();
  await expect(till.total).toHaveText('¥20.00');
});

test('by touch alone, and another price with the same approval', async ({ till }) => {
  const discounts = await tenBottles(till);
  await till.tap('sell.discount');
  const key = (name: string) => till.panel.locator('.keypad').getByRole('button', { name, exact: true });
  await key('5').click();
  await till.tap('discountAmount.each');
  await expectToFit(till.page);
  await key('1').click();
  await till.tap('discountAmount.next');
  await expect(discounts.quote).toHaveText('¥10.00');
  await till.tap('discount.close');
  await till.type('1.50');
  await till.press('/', '1', 'Enter');
  await expect(discounts.approval).toContainText('¥1.50 for Spring Water');
  await discounts.scanBadge('supervisor');
  await discounts.expectApproved();
  await expect(till.total).toHaveText('¥15.00');
});

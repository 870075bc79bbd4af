// The verbs beside scanning: another price, the scale, a scan at the wrong moment, the drawer, what is heard and read out.
import { Discounts } from '#test/support/discounts.ts';
import { article, barcode } from '#test/support/catalogue.ts';
import { beat, expectSound, layOnScale, readOut } from '#test/support/basket.ts';
import { expect, test } from '#test/support/till.ts';

const water = barcode('Spring Water 550 ml');
const milk = barcode('Fresh Whole Milk 950 ml');
const milkSku = article('Fresh Whole Milk 950 ml').sku;

test('another price, with a reason by its digit or in words', async ({ till }) => {
  await till.startWork();
  await till.press('/');
  await expect(till.notice).toContainText('Type the new price first');
  await till.scan(milk);
  await till.scan(water);
  await expect(till.lines).toHaveCount(2);
  await till.press('ArrowUp');
  await till.type('12.50');
  await till.press('/');
  await expect(till.panel).toContainText('¥16.80 → ¥12.50');
  await till.press('Enter');
  await expect(till.notice).toContainText('Say why the price changes');
  await till.press('1', 'Enter');
  await expect(till.line(milkSku)).toContainText('¥12.50');
  await expect(till.total).toHaveText('¥14.50');
  await till.type('1.8');
  await till.press('/');
  await till.type('regular customer');
  await till.press('Enter');
  await expect(till.total).toHaveText('¥14.30');
});

test('a price beyond what a cashier may give waits for somebody who may, and Esc leaves it as it was', async ({
  till,
}) => {
  await till.startWork('cashier');
  await till.scan(milk);
  await expect(till.total).toHaveText('¥16.80');
  await till.type('1');
  await till.press('/');
  await till.press('1');
  await till.press('Enter');
  await expect(new Discounts(till).approval).toBeVisible();
  await till.press('Escape');
  await expect(new Discounts(till).approval).toBeHidden();
  await till.press('Escape');
  await expect(till.total).toHaveText('¥16.80');
});

test('the scale answers by itself while a weight is asked for; the same load is not taken twice', async ({
  till,
}) => {
  await till.startWork();
  await till.enterCode('4011');
  await expect(till.panel).toContainText('Lay it on the scale');
  await till.press('Escape');
  await layOnScale(till, 842);
  await till.enterCode('4011');
  await expect(till.total).toHaveText('¥6.72');
  await till.enterCode('4131');
  await expect(till.panel).toContainText('This weight is in the basket already');
  await till.enterCode('0.5');
  await expect(till.panel).toBeHidden();
  await expect(till.total).toHaveText('¥11.71');
});

test('what is scanned while the money is taken is offered, and added with one key', async ({ till }) => {
  await till.startWork();
  await till.scan(milk);
  await expect(till.total).toHaveText('¥16.80');
  await till.pay();
  await till.scan(water);
  await expect(till.notice).toContainText('was not added');
  await expectSound(till, 'error');
  await till.press('Insert');
  await till.expectScreen('sell');
  await expect(till.total).toHaveText('¥18.80');
  await till.payCash();
  await expectSound(till, 'paid');
});

test('the drawer: cash out with its amount and reason, and what needs a permission is grey', async ({
  till,
}) => {
  await till.startWork();
  await till.press('F10', '3');
  await expect(till.panel).toContainText('Paid out');
  await till.press('Enter');
  await expect(till.notice).toContainText('Type the amount first');
  await till.type('50');
  await till.press('Enter');
  await expect(till.panel).toContainText('¥50.00');
  await till.press('2', 'Enter');
  await expect(till.notice).toContainText('Paid out ¥50.00. It is on record.');
  await till.press('F10', '5');
  await till.expectScreen('xReport');
  await expect(till.figure('Paid out')).toContainText('50.00');
  await till.press('Enter', 'F12', 'F12');
  await till.unlock('cashier');
  await till.press('F10');
  await expect(till.panel.locator('[data-action="drawer.paidOut"]')).toBeDisabled();
});

test('the last line is read out once the scans pause; muted, everything is still to be seen', async ({
  till,
}) => {
  await till.startWork();
  await till.scan(water);
  await till.scan(milk);
  await expect(readOut(till, 'polite')).toHaveText('Fresh Whole Milk 950 ml, ¥16.80, total ¥18.80');
  const before = await beat(till);
  await till.press('-');
  await till.enterCode('99991');
  await expectSound(till, 'error');
  expect(await beat(till)).not.toBe(before);
});

test('whoever walks with Tab is back at the same button when its panel closes', async ({ till }) => {
  await till.startWork();
  const drawer = till.page.locator('.functionBar [data-action="sell.drawer"]');
  await till.walkTo(drawer);
  await till.press('Enter');
  await expect(till.panel).toBeVisible();
  await till.press('Escape');
  await expect(till.panel).toBeHidden();
  await expect(drawer).toBeFocused();
});

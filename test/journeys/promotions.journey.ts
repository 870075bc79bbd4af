// Promotions in the settings: 20 % off crisps this weekend by keyboard and by touch, what does not read, on and off, and what
// the counter makes of it.
import { barcode } from '#test/support/catalogue.ts';
import { expectAccessibleInThemes, expectToFit } from '#test/support/look.ts';
import { ShopData } from '#test/support/shop-data.ts';
import { expect, test } from '#test/support/till.ts';

const WATER = barcode('Spring Water 550 ml');

test('20 % off snacks this weekend: by keyboard alone, in a few dozen keys', async ({ till }) => {
  await till.startWork();
  const shop = new ShopData(till);
  till.keysSent = 0;
  await shop.open('promotions');
  await expect(shop.row('Crisps: 3 for 2')).toContainText('3 for 2');
  await expectToFit(till.page);
  await expectAccessibleInThemes(till.page);
  await till.press('F2');
  await till.type('20');
  await till.press('Tab');
  await till.walkTo(shop.field('goods'), 4);
  await till.type('snack');
  await expect(till.panel.locator('.goodsRow').first()).toContainText('Snacks & Sweets');
  await till.press('Enter');
  await expect(till.panel.locator('.taken')).toContainText('Snacks & Sweets');
  await till.press('F6');
  const day = await shop.field('from').inputValue();
  expect(day).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  expect([6, 0]).toContain(new Date(`${day}T00:00:00Z`).getUTCDay());
  expect(new Date(`${await shop.field('to').inputValue()}T00:00:00Z`).getUTCDay()).toBe(0);
  // What it will be called stands in the empty fields.
  await expect(shop.field('nameEn')).toHaveAttribute('placeholder', 'Snacks & Sweets: 20% off');
  await expectToFit(till.page);
  await expectAccessibleInThemes(till.page);
  await till.press('F9');
  await expect(till.notice).toContainText('is saved');
  await expect(shop.row('Snacks & Sweets: 20% off')).toContainText(day);
  await expect(shop.row('Snacks & Sweets: 20% off')).toHaveAttribute('aria-pressed', 'true');
  expect(till.keysSent).toBeLessThan(30);
});

test('by touch alone, for today: it counts at the counter at once, and no more when switched off', async ({
  till,
}) => {
  await till.startWork();
  const shop = new ShopData(till);
  await shop.open('promotions');
  await till.tap('promotions.add');
  await shop.chip('percent-50').click();
  await shop.chip('drinks').click();
  await till.tap('promotion.today');
  await till.tap('promotion.save');
  const row = shop.row('Drinks & Tea: 50% off');
  await expect(row).toContainText('Active');
  await shop.leave();
  await till.scan(WATER);
  await expect(till.total).toHaveText('¥1.00');
  await expect(till.page.locator('.salePromotions')).toContainText('Drinks & Tea: 50% off');
  await shop.open('promotions');
  await row.click();
  await till.press('F4');
  await expect(row).toContainText('Switched off');
  await shop.leave();
  await till.scan(WATER);
  await expect(till.total).toHaveText('¥4.00');
});

test('what does not read is said in words and nothing is lost; a form is not left by accident', async ({
  till,
}) => {
  await till.startWork();
  const shop = new ShopData(till);
  await shop.open('promotions');
  await till.press('F2', 'Enter');
  await expect(till.notice).toContainText('how many percent');
  await shop.chip('cheapestFree').click();
  await shop.field('count').fill('2');
  await shop.field('free').fill('2');
  await till.press('F9');
  await expect(till.notice).toContainText('not all of them');
  await shop.field('free').fill('1');
  await shop.field('from').fill('31.12.2026');
  await till.press('F9');
  await expect(till.notice).toContainText('not a day');
  await shop.field('from').fill('');
  await till.scan(WATER);
  await expect(till.panel.locator('.taken')).toContainText('Spring Water');
  // The scan went into no field.
  await expect(shop.field('from')).toHaveValue('');
  await till.press('Escape');
  await expect(till.notice).toContainText('not saved yet');
  await shop.field('nameZh').fill('矿泉水买一送一');
  await till.press('F9');
  await expect(shop.row('矿泉水买一送一')).toContainText('2 for 1');
  await till.press('Enter');
  await expect(shop.field('nameEn')).toHaveValue('矿泉水买一送一');
  await expect(shop.field('free')).toHaveValue('1');
});

test('steps, a bundle and special prices', async ({ till }) => {
  await till.startWork();
  const shop = new ShopData(till);
  await shop.open('promotions');
  await till.press('F2');
  await shop.chip('spendAndSave').click();
  await shop.field('from-0').fill('100');
  await shop.chip('by-0-money').click();
  await shop.field('value-0').fill('8');
  await till.tap('promotion.addStep');
  await shop.field('from-1').fill('50');
  await shop.field('value-1').fill('3');
  await till.press('F9');
  await expect(till.notice).toContainText('one above the other');
  await shop.field('from-1').fill('200');
  await shop.field('value-1').fill('20');
  await expectToFit(till.page);
  await till.press('F9');
  await expect(shop.row('from ¥100.00: ¥8.00 off, from ¥200.00: ¥20.00 off')).toBeVisible();

  await till.press('F2');
  await shop.chip('bundle').click();
  await shop.field('price').fill('9.90');
  await shop.chip('hot').click();
  await till.tap('promotion.addPart');
  await shop.chip('drinks').click();
  await expectToFit(till.page);
  await till.press('F9');
  await expect(shop.row('1 × Hot Food & Breakfast + 1 × Drinks & Tea')).toContainText('together ¥9.90');

  await till.press('F2');
  await shop.chip('memberPrice').click();
  await till.scan(WATER);
  await expect(shop.field('price-W0001')).toBeVisible();
  await till.press('F9');
  await expect(till.notice).toContainText('needs its price');
  await shop.field('price-W0001').fill('1.50');
  await shop.chip('group-members').click();
  await expectToFit(till.page);
  await till.press('F9');
  await expect(shop.row('members ¥1.50')).toHaveCount(1);
});

test('a cashier may look, and is told who may change them', async ({ till }) => {
  await till.startWork('cashier');
  const shop = new ShopData(till);
  await shop.open('promotions');
  await expect(till.panel).toContainText('a manager may change this');
  await till.press('F2');
  await expect(till.notice).toContainText('Ask a supervisor or a manager');
  await till.press('F4');
  await expect(shop.row('Crisps: 3 for 2')).toContainText('Active');
});

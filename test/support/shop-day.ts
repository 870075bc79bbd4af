// The part of the day that comes past the shop's data in the settings, and past who buys. Stops at each screen; judges nothing.
import { expect } from 'playwright/test';
import type { Stop } from './day.ts';
import { cardOfAnotherTill, ShopData } from './shop-data.ts';
import type { Till } from './till.ts';

/** Somebody is looked for, found, on the sale, and off it again. */
export async function walkCustomer(till: Till, stop: Stop): Promise<void> {
  const chip = till.page.locator('.customerChip.isKnown');
  await till.press('F3');
  await till.type('1203');
  await expect(till.panel.locator('.customerRow')).toHaveCount(1);
  await stop('find-customer');
  await till.press('Enter');
  await expect(chip).toBeVisible();
  await till.press('F3');
  await expect(till.panel.locator('.customerNow')).toBeVisible();
  await stop('customer-now');
  await till.press('F4');
  await expect(chip).toBeHidden();
}

async function promotions(till: Till, shop: ShopData, stop: Stop): Promise<void> {
  await shop.open('promotions');
  await expect(shop.rows.first()).toBeVisible();
  await stop('promotions');
  await till.press('F2');
  await till.type('20');
  await stop('promotion');
  await shop.chip('bundle').click();
  await till.tap('promotion.addPart');
  await till.press('F9');
  await expect(till.notice).toBeVisible();
  await stop('promotion-refused');
  await shop.chip('slabs').click();
  await shop.field('from-0').fill('6');
  await till.tap('promotion.addStep');
  await stop('promotion-steps');
  await till.panel.locator('.formBody').evaluate((body) => (body.scrollTop = body.scrollHeight));
  await stop('promotion-end');
  await shop.leave();
}

async function customers(till: Till, shop: ShopData, stop: Stop): Promise<void> {
  await shop.open('customers');
  await expect(till.panel.locator('.customerRow').first()).toBeVisible();
  await stop('customers');
  await till.press('F2');
  await stop('customer');
  await shop.leave();
}

async function prices(till: Till, shop: ShopData, stop: Stop): Promise<void> {
  await shop.open('prices');
  await till.press('F2');
  await till.type('A');
  await stop('price-list-form');
  await till.press('Enter');
  await expect(shop.rows).toHaveCount(1);
  await till.press('Delete');
  await expect(till.notice).toBeVisible();
  await stop('price-lists');
  await till.press('Enter');
  await till.page.locator('input[name="goods"]').fill('a');
  await expect(till.panel.locator('.goodsRow').first()).toBeVisible();
  await stop('price-find');
  await till.press('Enter');
  await till.type('1.25');
  await stop('price');
  await till.press('Enter');
  await expect(shop.rows).toHaveCount(1);
  await stop('price-list');
  await shop.leave();
}

/** From the counter, and back to it. */
export async function walkShop(till: Till, stop: Stop): Promise<void> {
  const shop = new ShopData(till);
  await till.openSettings();
  await till.press('F2');
  await expect(till.panel.locator('[data-action="shop.back"]')).toBeVisible();
  await stop('shop');
  await shop.leave();
  await promotions(till, shop, stop);
  await customers(till, shop, stop);
  await prices(till, shop, stop);
  await shop.open('limits');
  await stop('limits');
  await shop.leave();
  await shop.open('trusted');
  await expect(till.panel.locator('input[name="own"]')).toBeVisible();
  await stop('trusted');
  await till.scan(cardOfAnotherTill(2));
  await expect(shop.rows).toHaveCount(1);
  await stop('trusted-other');
  await shop.leave();
}

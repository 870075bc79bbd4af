// The shop's data in the settings: limits, customers, prices and trusted tills; and what the counter makes of them.
import { checkDigit } from '#contract/barcode.ts';
import { barcode } from '#test/support/catalogue.ts';
import { expectAccessibleInThemes, expectToFit } from '#test/support/look.ts';
import { cardOfAnotherTill, ShopData } from '#test/support/shop-data.ts';
import { expect, test } from '#test/support/till.ts';

const WATER = barcode('Spring Water 550 ml');

test('limits: a cashier may give more after a manager has said so; nonsense is said by its field', async ({
  till,
}) => {
  await till.startWork();
  const shop = new ShopData(till);
  await shop.open('limits');
  await expect(shop.field('cashier-lineDiscountPpm')).toHaveValue('10');
  await expectToFit(till.page);
  await expectAccessibleInThemes(till.page);
  await shop.field('cashier-orderDiscountPpm').fill('101');
  await till.press('Enter');
  await expect(till.notice).toContainText('Cashier, Discount on the whole sale');
  await till.press('Escape');
  await expect(till.notice).toContainText('not saved yet');
  await shop.field('cashier-orderDiscountPpm').fill('12.5 %');
  await till.press('Enter');
  await expect(till.notice).toContainText('saved');
  await expect(shop.field('cashier-orderDiscountPpm')).toHaveValue('12.5');
  await shop.leave();
  await till.press('F12', 'F12');
  await till.unlock('cashier');
  await till.scan(WATER);
  await expect(till.lines).toHaveCount(1);
  await till.press('Escape');
  await till.type('12.5');
  await till.press('F4');
  await expect(till.page.locator('.limit')).toContainText('up to 12.5%');
  await till.press('Escape');
  await shop.open('limits');
  await expect(shop.field('cashier-orderDiscountPpm')).toHaveValue('12.5');
  await till.type('5');
  await till.press('Enter');
  await expect(shop.field('cashier-lineDiscountPpm')).toHaveValue('10');
});

test('customers: a new one with a new group and a scanned card buys at the counter', async ({ till }) => {
  await till.startWork();
  const shop = new ShopData(till);
  await shop.open('customers');
  await expect(till.panel.locator('.customerRow')).toHaveCount(3);
  await expectToFit(till.page);
  await expectAccessibleInThemes(till.page);
  await till.press('F2', 'Enter');
  await expect(till.notice).toContainText('Type a name');
  await till.type('Ada Lovelace');
  await shop.field('phone').fill('139 1234 5678');
  await till.scan('CF-CARD-0001');
  await expect(shop.field('card')).toHaveValue('CF-CARD-0001');
  await expect(shop.field('phone')).toHaveValue('139 1234 5678');
  await shop.field('newGroupEn').fill('Staff');
  await shop.field('newGroupZh').fill('员工');
  await shop.field('until').fill('2027-01-01');
  await till.press('Enter');
  await expect(till.notice).toContainText('number of the certificate');
  await shop.field('certificate').fill('EX-1');
  await expectToFit(till.page);
  await expectAccessibleInThemes(till.page);
  await till.press('Enter');
  await expect(till.notice).toContainText('Ada Lovelace is saved');
  await till.type('5678');
  await expect(till.panel.locator('.customerRow')).toHaveCount(1);
  await expect(till.panel.locator('.customerRow')).toContainText('Staff');
  await till.press('Enter');
  await expect(shop.field('certificate')).toHaveValue('EX-1');
  await shop.leave();
  await till.scan('CF-CARD-0001');
  await expect(till.page.locator('.customerChip')).toContainText('Staff · Tax exempt');
});

test('prices: a list for members with a scanned article, a second step, one taken out, ended and removed', async ({
  till,
}) => {
  await till.startWork();
  const shop = new ShopData(till);
  await shop.open('prices');
  await expect(till.panel).toContainText('no price list yet');
  await till.press('F2');
  await till.type('Members');
  await shop.chip('group-members').click();
  await expectToFit(till.page);
  await till.press('Enter');
  await expect(shop.row('Members')).toContainText('0 prices');
  await till.press('Enter');
  await till.scan(WATER);
  await expect(shop.field('price')).toBeFocused();
  await till.press('Enter');
  await expect(till.notice).toContainText('Type the price');
  await till.type('1.80');
  await till.press('Enter');
  await expect(shop.row('Spring Water 550 ml')).toContainText('¥1.80');
  await till.type('spring');
  await expect(till.panel.locator('.goodsRow').first()).toContainText('Spring Water 550 ml');
  await till.press('Enter');
  await expect(shop.field('price')).toHaveValue('1.80');
  await shop.field('price').fill('1.50');
  await shop.field('fromQuantity').fill('6');
  await till.press('Enter');
  await expect(shop.rows).toHaveCount(2);
  await expectToFit(till.page);
  await expectAccessibleInThemes(till.page);
  await shop.leave();
  await till.scan('CF-CARD-8821');
  await till.scan(WATER);
  await expect(till.total).toHaveText('¥1.80');
  await till.type('6');
  await till.press('*', 'Enter');
  await expect(till.total).toHaveText('¥9.00');
  await shop.open('prices');
  await till.press('Enter');
  await shop.chip('drop-W0001-6000').click();
  await expect(shop.rows).toHaveCount(1);
  await till.press('Escape');
  await expect(shop.row('Members')).toBeVisible();
  await till.press('F4');
  await expect(till.notice).toContainText('last day');
  await expect(shop.row('Members')).toContainText('until 20');
  await till.press('Delete');
  await expect(till.notice).toContainText('once more');
  await till.press('Delete');
  await expect(shop.rows).toHaveCount(0);
});

test('trusted tills: a card is scanned or pasted; its own and one that is none are refused', async ({
  till,
}) => {
  await till.startWork();
  const shop = new ShopData(till);
  await shop.open('trusted');
  await expectToFit(till.page);
  await expectAccessibleInThemes(till.page);
  await till.press('Enter');
  await expect(till.notice).toContainText('Scan the card');
  await shop.field('card').fill(await shop.field('own').inputValue());
  await till.press('Enter');
  await expect(till.notice).toContainText('this till itself');
  await shop.field('card').fill('1234');
  await till.press('Enter');
  await expect(till.notice).toContainText('not the card of a till');
  await shop.field('card').fill(cardOfAnotherTill(2));
  await till.press('Enter');
  await expect(shop.row('Register 2')).toContainText('added by');
  await till.scan(cardOfAnotherTill(3));
  await expect(shop.row('Register 3')).toHaveAttribute('aria-pressed', 'true');
  await expect(shop.field('card')).toHaveValue('');
  await expectToFit(till.page);
});

test('trust is withdrawn from the chosen till after it was said what that does, and given back by its card', async ({
  till,
}) => {
  await till.startWork();
  const shop = new ShopData(till);
  await shop.open('trusted');
  const withdraw = till.panel.locator('[data-action="trusted.withdraw"]');
  const [second, third] = [cardOfAnotherTill(2), cardOfAnotherTill(3)];
  await till.scan(second);
  await expect(shop.row('Register 2')).toContainText('added by');
  await till.scan(third);
  await expect(shop.row('Register 3')).toHaveAttribute('aria-pressed', 'true');
  await till.press('F4');
  await expect(till.notice).toContainText('Codes of register 3 of Counterfoil Demo are refused from now on');
  // Whoever chooses another till has not said it of that one.
  await shop.row('Register 2').click();
  await withdraw.click();
  await expect(till.notice).toContainText('register 2');
  await expect(shop.rows.filter({ hasText: 'withdrawn by' })).toHaveCount(0);
  await till.press('F4');
  await expect(till.notice).toContainText('Codes of register 2 of Counterfoil Demo are refused here now');
  await expect(shop.row('Register 2')).toContainText('trust withdrawn by');
  await expect(shop.row('Register 3')).toContainText('added by');
  await expect(withdraw).toBeDisabled();
  await expectToFit(till.page);
  await expectAccessibleInThemes(till.page);
  await shop.leave();
  await shop.open('trusted');
  await expect(shop.row('Register 2')).toContainText('trust withdrawn by');
  await till.scan(second);
  await expect(shop.row('Register 2')).toContainText('added by');
  await expect(withdraw).toBeEnabled();
});

test('a cashier may look at all of it and change none', async ({ till }) => {
  await till.startWork('cashier');
  const shop = new ShopData(till);
  for (const screen of ['prices', 'customers', 'limits', 'trusted'] as const) {
    await shop.open(screen);
    await expect(till.panel).toContainText('a manager may change this');
    if (screen === 'prices' || screen === 'customers') {
      await till.press('F2');
      await expect(till.notice).toContainText('You may not change articles, prices, promotions');
    }
    await shop.leave();
  }
});

test('labels of the scale: one is tried, an own layout is written, put first, and read at the counter', async ({
  till,
}) => {
  await till.startWork();
  const shop = new ShopData(till);
  const output = till.panel.locator('.tryLabel output');
  const label = `210401101500${checkDigit('210401101500')}`;
  await shop.open('layouts');
  await expect(shop.rows).toHaveCount(7);
  await expectToFit(till.page);
  await expectAccessibleInThemes(till.page);
  await till.scan(label);
  await expect(output).toContainText('1.5 kg · EAN-13 with a weight (21)');
  await shop.field('tryLabel').fill('123');
  await till.press('Enter');
  await expect(output).toContainText('123: no layout fits it');
  await till.press('F2', 'Enter');
  await expect(till.notice).toContainText('Type a name');
  await till.type('Ten grams');
  await shop.field('pattern').fill('21IIIIIWWWWC');
  await till.press('Enter');
  await expect(till.notice).toContainText('is saved');
  await expect(shop.row('Ten grams')).toContainText('No. 5');
  await till.press('Enter');
  await shop.field('pattern').fill('21 IIIII WWWWW C');
  await shop.chip('weight-2').click();
  await till.scan(label);
  await expect(output).toContainText('15 kg · Ten grams');
  await expectToFit(till.page);
  await expectAccessibleInThemes(till.page);
  await till.press('F9');
  await expect(output).toContainText('1.5 kg · EAN-13 with a weight (21)');
  await till.press('F6', 'F6', 'F6', 'F6');
  await expect(shop.row('Ten grams')).toContainText('No. 1');
  await expect(output).toContainText('15 kg · Ten grams');
  await shop.leave();
  await till.scan(label);
  await expect(till.lines).toHaveCount(1);
  await expect(till.lines.first()).toContainText('15');
  await shop.open('layouts');
  await till.press('F4');
  await expect(till.notice).toContainText('will be gone');
  await till.press('F4');
  await expect(shop.row('Ten grams')).toHaveCount(0);
  await shop.row('EAN-13 with a weight').click();
  await till.press('F4');
  await expect(shop.row('EAN-13 with a weight')).toContainText('Not in use');
  await till.press('F4');
  await expect(shop.row('EAN-13 with a weight')).toContainText('No. 4');
});

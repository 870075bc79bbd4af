// Who is buying: found by telephone, name or card, on the sale with their prices, kept while it is parked and after a power
// cut, and taken off again.
import { expectAccessibleInThemes, expectToFit } from '#test/support/look.ts';
import { expect, test } from '#test/support/till.ts';
import type { Till } from '#test/support/till.ts';

const chip = (till: Till) => till.page.locator('.customerChip');
const rows = (till: Till) => till.page.locator('.customerRow');

async function milk(till: Till): Promise<string> {
  await till.startWork('cashier');
  await till.pickCategory('dairy');
  await till.page.locator('.tile').first().click();
  await expect(till.lines).toHaveCount(1);
  till.keysSent = 0;
  return till.total.innerText();
}

test('F3, four digits of the telephone, Enter: six keys, and the basket is priced for a member', async ({
  till,
}) => {
  const before = await milk(till);
  await expect(chip(till)).toHaveText(/Customer/);
  await till.press('F3');
  await till.type('8821');
  await till.press('Enter');
  await expect(till.panel).toBeHidden();
  await expect(chip(till)).toContainText('Members');
  expect(till.keysSent).toBe(6);
  await expect(till.page.locator('.salePromotions')).toContainText('Members: 10% off dairy');
  const members = await till.total.innerText();
  expect(members).not.toBe(before);
  // The whole name is not on the counter.
  await expect(chip(till)).toContainText('王**');
  await expectToFit(till.page);

  await till.park();
  await expect(chip(till)).toHaveText(/Customer/);
  await till.openParked();
  await till.press('Enter');
  await till.expectScreen('sell');
  await expect(chip(till)).toContainText('Members');
  await till.kill();
  await till.start();
  await till.unlock('cashier');
  await expect(chip(till)).toContainText('王**');
  await expect(till.total).toHaveText(members);

  await till.press('F3');
  await expect(till.panel).toContainText('王小明');
  await till.press('F4');
  await expect(chip(till)).toHaveText(/Customer/);
  await expect(till.total).toHaveText(before);
});

test('by name and by touch; an exempt buyer pays no tax', async ({ till }) => {
  const before = await milk(till);
  await till.tap('sell.customer');
  await till.page.keyboard.type('harb', { delay: 60 });
  await expect(rows(till)).toHaveCount(1);
  await expect(rows(till)).toContainText('Tax exempt');
  await expectToFit(till.page);
  await expectAccessibleInThemes(till.page);
  await rows(till).click();
  await expect(chip(till)).toContainText('Harbour S.');
  await expect(chip(till)).toContainText('Tax exempt');
  await expect(till.total).not.toHaveText(before);
  await till.payCash();
});

test('a card is scanned at the counter or in the panel; one that nobody has is said so', async ({ till }) => {
  await till.startWork('cashier');
  await till.scan('CF-CARD-8821');
  await expect(chip(till)).toContainText('王**');
  await expect(till.notice).toContainText('王**');
  // Nothing is bought yet: there is nothing to park.
  await till.press('F6');
  await expect(till.notice).toContainText('nothing in it yet');
  await till.press('F3');
  await till.scan('NOBODY-HAS-THIS');
  await expect(till.notice).toContainText('Nobody has the card');
  await till.scan('CF-CARD-3302');
  await expect(till.panel).toBeHidden();
  await expect(chip(till)).toContainText('Maria L.');
  await till.press('F3');
  await till.page.keyboard.type('zzzz', { delay: 60 });
  await till.press('Enter');
  await expect(till.notice).toContainText('Nobody is called so');
});

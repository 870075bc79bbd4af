// A new till: the form, then the first sign-in of the first manager.
import { expectAccessible, expectToFit } from '#test/support/look.ts';
import { expect, test } from '#test/support/till.ts';

test.use({ isDemo: false });

test('a shop sets its till up and its manager signs in', async ({ till }) => {
  await till.expectScreen('setUp');
  await expectToFit(till.page);
  await expectAccessible(till.page);
  await till.page.getByLabel('Name of the shop').fill('Corner Shop');
  await till.page.getByLabel('Name of the first manager').fill('Ada');
  await till.page.getByLabel('PIN of the first manager, 4 to 8 digits').fill('246810');
  await till.press('Enter');
  await till.expectScreen('unlock');
  await expect(till.page.locator('.staffTile')).toContainText('Ada');
  await till.type('246810');
  await till.press('Enter');
  await till.expectScreen('openShift');
});

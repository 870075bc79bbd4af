// Badges: given out by a manager, unlocking with one scan, taken away again.
import { barcode } from '#test/support/catalogue.ts';
import { expectAccessible, expectToFit } from '#test/support/look.ts';
import { expect, test } from '#test/support/till.ts';

test('a badge is given, unlocks with one scan, and is taken away again', async ({ till }) => {
  const card = 'LIBRARY-2044918';
  const cashier = till.page.locator('.holder[data-staff="li-na"]');
  await till.startWork();
  await till.openSettings();
  await till.press('0');
  await expect(till.panel.locator('h2')).toHaveText('Badges');
  await cashier.click();
  await till.press('Enter');
  await expect(till.page.locator('.waiting')).toContainText('Scan the card for 李娜 Li Na');
  await expectToFit(till.page);
  await expectAccessible(till.page);
  // What is on a shelf is nobody's badge.
  await till.scan(barcode('Spring Water 550 ml'));
  await expect(till.notice).toContainText('code of an article');
  await till.scan(card);
  await expect(till.notice).toContainText('李娜 Li Na now unlocks with this card');
  await expect(cashier).toContainText('Has a badge');

  await till.press('Escape', 'Escape', 'F12', 'F12');
  await till.expectScreen('unlock');
  await till.scan('SOMEBODY-ELSES-CARD');
  await expect(till.notice).toContainText('This badge belongs to nobody here');
  await till.expectScreen('unlock');
  await till.scan(card);
  await expect(till.page.locator('.whoName')).toHaveText('李娜 Li Na');
  await till.press('F12', 'F12');
  await till.unlock('manager');
  await till.openSettings();
  await till.press('0');
  await cashier.click();
  await till.press('Delete');
  await expect(cashier).toContainText('No badge');
  await till.press('Escape', 'Escape', 'F12', 'F12');
  await till.expectScreen('unlock');
  await till.scan(card);
  await expect(till.notice).toContainText('This badge belongs to nobody here');
});

// The first sale of the day with the keyboard alone: PIN, float, two articles, exact cash.
import { barcode } from '#test/support/catalogue.ts';
import { expect, test } from '#test/support/till.ts';

// What every other journey works in a copy of.
test.use({ isFirstStart: true });

test('a cashier sells two articles for exact cash without touching the mouse', async ({ till }) => {
  await till.unlock('cashier');
  await till.openShift('200');
  await till.scan(barcode('Spring Water 550 ml'));
  await expect(till.lines).toHaveCount(1);
  await till.scan(barcode('Fresh Whole Milk 950 ml'));
  await expect(till.lines).toHaveCount(2);
  await expect(till.total).toHaveText('¥18.80');

  await till.press('+');
  await expect(till.due).toHaveText('¥18.80');
  await till.press('Enter');
  await till.expectScreen('change');
  await expect(till.change).toHaveText('¥0.00');
  await expect(till.summary).toContainText('Receipt 1-000001');
  await expect(till.page.getByText('The receipt is printed')).toBeVisible();

  // Nobody has to put the change away: the next scan begins the next sale.
  await till.scan(barcode('Spring Water 550 ml'));
  await till.expectScreen('sell');
  await expect(till.lines).toHaveCount(1);
  await expect(till.total).toHaveText('¥2.00');
});

test('typed codes work like scanned ones, slowly', async ({ till }) => {
  await till.startWork();
  await till.enterCode(barcode('Spring Water 550 ml'));
  await expect(till.total).toHaveText('¥2.00');
  await till.type('3');
  await till.press('*');
  await till.scan(barcode('Fresh Whole Milk 950 ml'));
  await expect(till.total).toHaveText('¥52.40');
});

test('a wrong PIN is told in words and the right one still opens', async ({ till }) => {
  await till.expectScreen('unlock');
  await till.type('9999');
  await till.press('Enter');
  await expect(till.notice).toContainText('Wrong PIN');
  await till.unlock('cashier');
  await till.expectScreen('openShift');
});

test('a double Enter on Pay takes the money once', async ({ till }) => {
  await till.startWork();
  await till.scan(barcode('Spring Water 550 ml'));
  await expect(till.lines).toHaveCount(1);
  await till.pay();
  await till.page.locator('[data-action="tender.commit"]').dblclick();
  await till.expectScreen('change');
  await till.press('Escape');
  await till.closeShift('502');
  await till.closeRegister();
  await expect(till.figure('Receipts')).toHaveText('1');
  await expect(till.figure('Sales with tax')).toHaveText('¥2.00');
});

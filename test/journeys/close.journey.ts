// The end of the day: a blind count that is short, the Z with its seal, and who may do it.
import { barcode } from '#test/support/catalogue.ts';
import { expect, test } from '#test/support/till.ts';

const milk = barcode('Fresh Whole Milk 950 ml');

test('a shift counted short, then the Z', async ({ till }) => {
  await till.startWork('manager', '200');
  await till.scan(milk);
  await expect(till.lines).toHaveCount(1);
  await till.payCash('20');
  await till.press('Enter');

  await till.startCount();
  // Blind: what is expected is nowhere before the count is in.
  await expect(till.page.locator('main')).not.toContainText('216.80');
  await till.type('210');
  await till.press('Enter');
  await till.expectScreen('counted');
  await expect(till.verdict).toContainText('Short');
  await expect(till.verdict).toContainText('6.80');
  await expect(till.figure('Expected')).toHaveText('¥216.80');

  await till.closeRegister();
  await expect(till.heading).toHaveText('Z report 1');
  await expect(till.figure('Sales with tax')).toHaveText('¥16.80');
  await expect(till.figure('Perpetual total after')).toHaveText('¥16.80');
  await expect(till.figure('Seal')).toHaveText(/^[0-9a-f]{8}$/);
  await till.press('Enter');
  await till.expectScreen('unlock');
});

test('a cashier closes the shift, a supervisor closes the register', async ({ till }) => {
  await till.startWork('cashier', '100');
  await till.scan(milk);
  await expect(till.lines).toHaveCount(1);
  await till.payCash();
  await till.press('Enter');
  await till.closeShift('116.80');
  await expect(till.verdict).toHaveText('The drawer is exactly right.');
  await till.press('Enter');
  await till.expectScreen('counted');
  await till.press('Escape');
  await till.unlock('supervisor');
  await till.press('F8', 'Enter');
  await till.expectScreen('zReport');
  await expect(till.figure('Receipts')).toHaveText('1');
});

test('a shift with an open sale is not closed, and says what to do', async ({ till }) => {
  await till.startWork();
  await till.scan(milk);
  await expect(till.lines).toHaveCount(1);
  await till.startCount();
  await till.type('500');
  await till.press('Enter');
  await expect(till.notice).toContainText('A sale is still open');
});

test('an X report shows the figures so far and closes nothing', async ({ till }) => {
  await till.startWork();
  await till.scan(milk);
  await expect(till.lines).toHaveCount(1);
  await till.payCash();
  await till.press('Enter', 'F12', '2');
  await till.expectScreen('xReport');
  await expect(till.figure('Sales with tax')).toHaveText('¥16.80');
  await till.press('Enter');
  await till.expectScreen('sell');
});

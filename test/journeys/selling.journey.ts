// What happens between the first scan and the change: notes, weights, mistakes, interruptions.
import { article, barcode } from '#test/support/catalogue.ts';
import { expect, test } from '#test/support/till.ts';

const water = barcode('Spring Water 550 ml');
const milk = barcode('Fresh Whole Milk 950 ml');

test.beforeEach(({ till }) => till.startWork());

test('a note is given: the change is on the button, in the box and on the screen after', async ({ till }) => {
  await till.scan(milk);
  await expect(till.total).toHaveText('¥16.80');
  await till.pay();
  await till.type('20');
  await expect(till.result).toHaveText('¥3.20');
  await till.press('Enter');
  await till.expectScreen('change');
  await expect(till.change).toHaveText('¥3.20');
  await expect(till.summary).toContainText('Received ¥20.00 · Sale ¥16.80');
});

test('one key takes the likely note', async ({ till }) => {
  await till.scan(milk);
  await expect(till.lines).toHaveCount(1);
  await till.pay();
  await expect(till.due).toHaveText('¥16.80');
  await till.press('F3');
  await till.expectScreen('change');
  await expect(till.change).toHaveText('¥0.20');
});

test('a note too small leaves the rest to pay, and can be given back', async ({ till }) => {
  await till.scan(milk);
  await expect(till.lines).toHaveCount(1);
  await till.pay();
  await till.type('10');
  await expect(till.result).toHaveText('¥6.80');
  await till.press('Enter');
  await expect(till.due).toHaveText('¥6.80');
  await till.press('-');
  await expect(till.due).toHaveText('¥16.80');
  await till.type('10');
  await till.press('Enter');
  await expect(till.due).toHaveText('¥6.80');
  await till.press('Enter');
  await till.expectScreen('change');
  await expect(till.change).toHaveText('¥0.00');
});

test('a weighed article asks for its weight', async ({ till }) => {
  await till.type('4011');
  await expect(till.entry).toContainText('Bananas · ¥7.98/kg');
  await till.press('Enter');
  await till.weigh('0.842');
  await expect(till.line(article('Bananas').sku)).toContainText('0.842');
  await expect(till.total).toHaveText('¥6.72');
  await till.type('1.5');
  await till.press('*');
  await till.enterCode('4011');
  await expect(till.total).toHaveText('¥18.69');
});

test('a voided line stays on the screen, struck out and off the total, and comes back', async ({ till }) => {
  const milkLine = till.line(article('Fresh Whole Milk 950 ml').sku);
  await till.scan(water);
  await till.scan(milk);
  await expect(till.total).toHaveText('¥18.80');
  await till.press('-');
  await expect(till.total).toHaveText('¥2.00');
  await expect(till.lines).toHaveCount(2);
  await expect(milkLine).toContainText('Voided');
  await expect(till.notice).toContainText('Voided: Fresh Whole Milk 950 ml');
  // The news does not have to be answered, and the way back stays when it is gone.
  await till.scan(water);
  await expect(till.total).toHaveText('¥4.00');
  await till.press('Control+z');
  await expect(till.total).toHaveText('¥20.80');
  await expect(milkLine).not.toContainText('Voided');
  // Any voided line can be picked and put back by hand.
  await till.press('-', '-');
  await expect(till.total).toHaveText('¥2.00');
  await milkLine.getByRole('button').first().click();
  await till.tap('sell.undo');
  await expect(till.total).toHaveText('¥18.80');
});

test('park and recall', async ({ till }) => {
  await till.scan(water);
  await till.scan(milk);
  await expect(till.lines).toHaveCount(2);
  await till.park();
  await till.scan(milk);
  await expect(till.lines).toHaveCount(1);
  await till.payCash();
  await till.press('Enter');
  await till.openParked();
  await expect(till.parked).toHaveCount(1);
  await till.press('Enter');
  await till.expectScreen('sell');
  await expect(till.lines).toHaveCount(2);
  await expect(till.total).toHaveText('¥18.80');
});

test('the whole sale is voided only after a question', async ({ till }) => {
  await till.scan(water);
  await expect(till.lines).toHaveCount(1);
  await till.press('Control+Delete');
  await expect(till.panel).toContainText('Void the whole sale?');
  await till.press('Escape');
  await expect(till.lines).toHaveCount(1);
  await till.press('Control+Delete', 'Enter');
  await expect(till.lines).toHaveCount(0);
});

test('letters search, arrows choose, Enter adds', async ({ till }) => {
  await till.type('whole milk 9');
  await expect(till.panel).toContainText('Fresh Whole Milk 950 ml');
  await till.press('Enter');
  await expect(till.line(article('Fresh Whole Milk 950 ml').sku)).toBeVisible();
});

test('a scan reaches the basket wherever the focus is, and presses nothing', async ({ till }) => {
  await till.press('F2');
  await expect(till.panel).toBeVisible();
  await till.type('milk');
  await till.scan(water);
  await expect(till.panel).toBeHidden();
  await expect(till.lines).toHaveCount(1);
  for (let at = 0; at < 4; at += 1) await till.press('Tab');
  await till.scan(milk);
  await expect(till.lines).toHaveCount(2);
  await till.expectScreen('sell');
});

test('a newcomer sells with the mouse alone', async ({ till }) => {
  await till.showArticles();
  await till.pickCategory('drinks');
  await till.pickArticle(article('Spring Water 550 ml').sku);
  await expect(till.lines).toHaveCount(1);
  await till.tap('sell.pay');
  await till.tap('tender.commit');
  await till.expectScreen('change');
  await till.tap('change.next');
  await till.expectScreen('sell');
});

test('the last receipt is printed again as a copy; the drawer opens with a reason', async ({ till }) => {
  await till.scan(water);
  await expect(till.lines).toHaveCount(1);
  await till.payCash();
  await till.press('Enter', 'F11');
  await expect(till.notice).toContainText('of receipt 1-000001 is being printed');
  await till.press('F10', '1', 'Enter');
  await expect(till.notice).toContainText('Say why');
  await till.type('note changed');
  await till.press('Enter');
  await expect(till.notice).toContainText('The drawer was opened');
});

// Goods that come back: by the code on their receipt in two keys, by its number, as an exchange, without a receipt; and
// every no in words, with nothing lost that was marked.
import { article, barcode } from '#test/support/catalogue.ts';
import { expectToFit } from '#test/support/look.ts';
import {
  codeOnPaper,
  expectRefund,
  markOf,
  openReceipt,
  returnsIn,
  sell,
  soldLine,
} from '#test/support/returns.ts';
import { expect, test } from '#test/support/till.ts';

const water = barcode('Spring Water 550 ml');
const waterSku = article('Spring Water 550 ml').sku;
const milk = barcode('Fresh Whole Milk 950 ml');
const milkSku = article('Fresh Whole Milk 950 ml').sku;

test('one article with its receipt: scan, scan, two keys', async ({ till }) => {
  await till.startWork('cashier');
  await sell(till, water, milk);
  const code = await codeOnPaper(till);
  expect(code.length).toBeGreaterThan(400);
  const before = till.keysSent;
  await till.scan(code);
  await till.scan(milk);
  await expect(markOf(till, milkSku)).toHaveText('1');
  await till.press('F9');
  await expectRefund(till, '¥16.80');
  await till.press('Enter');
  expect(till.keysSent - before).toBe(2);
  await till.expectScreen('change');
  await expect(till.heading).toHaveText('Give back');
  await expect(till.change).toHaveText('¥16.80');
  await expect(till.summary).toContainText('Returned ¥16.80');

  // Another scan of the same paper begins the next one: this line is gone.
  await till.scan(code);
  await expect(soldLine(till, milkSku)).toContainText('sold 1 · came back 1 · left 0');
  await till.scan(milk);
  await expect(till.notice).toContainText('has come back already');
  await till.press('F8', 'Enter');
  await expect(returnsIn(till)).toHaveCount(1);
  await expect(returnsIn(till)).toContainText('−¥2.00');
});

test('an exchange: what is returned and what is bought meet in one sale', async ({ till }) => {
  await till.startWork();
  await sell(till, milk);
  await openReceipt(till, '1');
  await till.press(' ', 'F2', 'Enter');
  await expect(returnsIn(till)).toContainText('1-000001');
  await expect(returnsIn(till)).toContainText('Damaged');
  await expect(till.page.locator('.totals')).toContainText('To give back');
  await expect(till.total).toHaveText('¥16.80');
  await till.scan(water);
  await expect(till.total).toHaveText('¥14.80');
  await till.type('9');
  await till.press('*');
  await till.scan(water);
  await expect(till.page.locator('.totals')).toContainText('To pay');
  await expect(till.total).toHaveText('¥3.20');
  // What was added last is what - means; what comes back is taken out once it is selected.
  await till.press('PageUp', '-');
  await expect(returnsIn(till)).toHaveCount(0);
  await expect(till.total).toHaveText('¥20.00');
});

test('quantities: so many, one less, all of it, no more than there is', async ({ till }) => {
  await till.startWork();
  await till.type('5');
  await till.press('*');
  await sell(till, water);
  await openReceipt(till, '1-000001');
  await till.type('6');
  await till.press('*');
  await expect(till.notice).toContainText('Only 5');
  await expect(till.panel.locator('.entry')).toContainText('6');
  await till.press('Backspace');
  await till.type('3');
  await till.press('*');
  await expect(markOf(till, waterSku)).toHaveText('3');
  await till.press('-');
  await expect(markOf(till, waterSku)).toHaveText('2');
  await till.press('*');
  await expect(markOf(till, waterSku)).toHaveText('5');
  await till.press('-', 'F9');
  await expectRefund(till, '¥8.00');
  // Back to the basket, and out of it again.
  await till.press('Escape', '-');
  await expect(returnsIn(till)).toHaveCount(0);
});

test('a receipt that nobody knows can be typed again', async ({ till }) => {
  await till.startWork();
  await till.press('F7');
  await till.type('77');
  await till.press('Enter');
  await expect(till.notice).toContainText('“77”');
  await expect(till.panel.locator('.entry')).toContainText('77');
});

test('without a receipt a cashier asks somebody who may, and goes on to the money', async ({ till }) => {
  await till.startWork('cashier');
  await till.press('F7', 'F7');
  await till.scan(milk);
  await expect(till.panel.locator('.checked')).toContainText('¥16.80');
  await till.press('F9');
  await expect(till.panel).toContainText('Return without a receipt');
  await expect(till.panel).toContainText('1 × ¥16.80');
  await expect(till.panel).toContainText('Changed their mind');
  await till.scan('CF-STAFF-WANG-2222');
  await expectRefund(till, '¥16.80');
  await till.press('Enter');
  await till.expectScreen('change');
});

test('without a receipt: for a supervisor, at a price that is typed', async ({ till }) => {
  await till.startWork('supervisor');
  await till.press('F7', 'F7');
  await till.scan(milk);
  await till.type('2');
  await till.press('*');
  await till.type('9.50');
  await till.press('/', 'F2');
  await expect(till.panel.locator('.checked')).toContainText('2 × ¥9.50');
  await till.press('F9');
  await expectRefund(till, '¥19.00');
  await till.press('Enter');
  await till.expectScreen('change');
});

test('the drawer has too little: said in words, and the return stays', async ({ till }) => {
  await till.startWork('manager', '0');
  await till.press('F7', 'F7');
  await till.scan(milk);
  await expect(till.panel.locator('.checked')).toContainText('¥16.80');
  await till.press('F9');
  await expectRefund(till, '¥16.80');
  await till.press('Enter');
  await expect(till.notice).toBeVisible();
  await till.expectScreen('tender');
  await till.press('Escape');
  await expect(returnsIn(till)).toHaveCount(1);
});

for (const viewport of [
  { width: 1366, height: 768 },
  { width: 1024, height: 768 },
]) {
  for (const language of ['en', 'zh'] as const) {
    test.describe(`${viewport.width} × ${viewport.height}, ${language}`, () => {
      test.use({ viewport, language });

      test('returns with fingers alone fit, from the receipt to the money', async ({ till }, info) => {
        const see = async (name: string) => {
          await info.attach(name, { body: await till.page.screenshot(), contentType: 'image/png' });
          await expectToFit(till.page);
        };
        await till.startWork();
        await sell(till, water, milk);
        await till.tap('sell.return');
        await see('find');
        await till.panel.getByRole('button', { name: '1', exact: true }).click();
        await till.tap('returnFind.find');
        await expect(soldLine(till, milkSku)).toBeVisible();
        await soldLine(till, milkSku).click();
        await soldLine(till, milkSku).click();
        await till.tap('return.reason1');
        await see('lines');
        await till.tap('return.add');
        await expect(returnsIn(till)).toHaveCount(1);
        await see('basket');
        await till.tap('sell.return');
        await till.tap('returnFind.without');
        await till.scan(water);
        await see('without');
        await till.tap('returnArticle.refund');
        await expectRefund(till, '¥18.80');
        await see('tender');
        await till.tap('tender.commit');
        await till.expectScreen('change');
        await see('change');
      });
    });
  }
}

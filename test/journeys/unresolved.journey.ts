// A code that no article has: it waits in the basket, in its place, until somebody says what it was. Nothing stops for it
// but the money.
import { article, barcode } from '#test/support/catalogue.ts';
import { expectSound, offered, readOut, unresolvedIn } from '#test/support/basket.ts';
import { expect, test } from '#test/support/till.ts';

const water = barcode('Spring Water 550 ml');
const milk = barcode('Fresh Whole Milk 950 ml');
const UNKNOWN = '2999999999994';

test('it stands among the lines, scanning goes on, and Pay says why not', async ({ till }) => {
  await till.startWork();
  await till.scan(water);
  await till.scan(UNKNOWN);
  await expect(unresolvedIn(till)).toContainText('Unknown code');
  await expect(unresolvedIn(till)).toContainText(UNKNOWN);
  await expect(readOut(till, 'assertive')).toContainText(`Unknown code ${UNKNOWN}`);
  await expectSound(till, 'error');
  await till.scan(milk);
  await expectSound(till, 'ok');
  await expect(till.lines.nth(1)).toContainText(UNKNOWN);
  await expect(till.lines).toHaveCount(3);
  await expect(till.total).toHaveText('¥18.80');

  await till.press('+');
  await till.expectScreen('sell');
  await expect(till.notice).toContainText('1 scan is still unknown');
  // Pay has selected it: Enter asks what it is, a name answers.
  await till.press('Enter');
  await expect(till.panel).toContainText(`What is ${UNKNOWN}?`);
  await till.type('whole milk 9');
  await expect(offered(till).first()).toContainText('Fresh Whole Milk 950 ml');
  await till.press('Enter');
  await expect(unresolvedIn(till)).toHaveCount(0);
  await expect(till.lines.nth(1)).toContainText('Fresh Whole Milk 950 ml');
  await expect(till.total).toHaveText('¥35.60');
  await till.payCash();
});

test('it is taken out with the key that voids', async ({ till }) => {
  await till.startWork('cashier');
  await till.scan(UNKNOWN);
  await expect(unresolvedIn(till)).toHaveCount(1);
  await till.scan(water);
  await expect(till.lines).toHaveCount(2);
  await till.press('ArrowUp', '-');
  await expect(unresolvedIn(till)).toHaveCount(0);
  await expect(till.total).toHaveText('¥2.00');
  await expect(till.notice).toContainText('taken out');
});

test('a manager makes an article of it on the spot; a cashier is not asked to', async ({ till }) => {
  await till.startWork();
  await till.scan(UNKNOWN);
  await expect(unresolvedIn(till)).toHaveCount(1);
  await till.press('Enter', 'F3');
  await expect(till.panel).toContainText(`New article ${UNKNOWN}`);
  await expect(till.panel).toContainText('It goes into');
  await till.type('Paper lantern');
  await till.press('Tab');
  await till.type('12.50');
  await till.press('Enter');
  await expect(till.line(UNKNOWN)).toContainText('Paper lantern');
  await expect(till.total).toHaveText('¥12.50');
  // From now on the shop knows it.
  await till.scan(water);
  await till.scan(UNKNOWN);
  await expect(till.total).toHaveText('¥27.00');
  await till.payCash();
  await till.press('Enter', 'F12', 'F12');

  await till.unlock('cashier');
  await till.scan('2999999999987');
  await expect(unresolvedIn(till)).toHaveCount(1);
  await till.press('Enter');
  await expect(till.panel).toContainText('What is 2999999999987?');
  await expect(till.panel.locator('[data-action="resolve.create"]')).toHaveCount(0);
});

test('it survives the till being killed', async ({ till }) => {
  await till.startWork();
  await till.scan(water);
  await till.scan(UNKNOWN);
  await expect(unresolvedIn(till)).toHaveCount(1);
  await till.kill();
  await till.start();
  await till.unlock('manager');
  await expect(till.lines.nth(1)).toContainText(UNKNOWN);
  await till.press('+');
  await expect(till.notice).toContainText('1 scan is still unknown');
});

test('a typed code with a wrong digit stays to be put right', async ({ till }) => {
  await till.startWork();
  await till.enterCode('99991');
  await expect(till.notice).toContainText('“99991” is not in the catalogue');
  await expect(till.entry).toContainText('99991');
  await expect(unresolvedIn(till)).toHaveCount(0);
  await till.press('Backspace', 'Backspace', 'Backspace', 'Backspace', 'Backspace');
  await till.type(water.slice(0, -1));
  await till.type(water.slice(-1));
  await till.press('Enter');
  await expect(till.line(article('Spring Water 550 ml').sku)).toBeVisible();
});

// The end of the day: what stands in the way, a blind count by note and coin or by the sum, the Z with its seal, and who
// may do it.
import { barcode } from '#test/support/catalogue.ts';
import { expect, test } from '#test/support/till.ts';
import type { Till } from '#test/support/till.ts';

const milk = barcode('Fresh Whole Milk 950 ml');

async function sellMilk(till: Till, given = ''): Promise<void> {
  await till.scan(milk);
  await expect(till.lines).toHaveCount(1);
  await till.payCash(given);
  await till.press('Enter');
}

/** Eight denominations of two digits: as many keys as a usual drawer takes. */
const drawer = ['14', '09', '22', '31', '18', '64', '41', '37'] as const;

test('eight notes and coins are counted and closed with at most 40 keys', async ({ till }) => {
  await till.startWork('manager', '500');
  await sellMilk(till, '20');
  let keys = 0;
  const press = async (...names: string[]) => {
    keys += names.length;
    await till.press(...names);
  };

  await press('F12', '1');
  await till.expectScreen('check');
  await press('Enter');
  await till.expectScreen('count');
  for (const count of drawer) await press(...count, 'Enter');
  await expect(till.countTotal('counted')).toHaveText('¥2,778.20');
  await expect(till.countTotal('float')).toHaveText('−¥500.00');
  await expect(till.countTotal('takings')).toHaveText('¥2,278.20');
  await expect(till.countTotal('expected')).toHaveText('••••');
  // Blind: what is expected is nowhere before the count is in.
  await expect(till.page.locator('main')).not.toContainText('516.80');
  await expect(till.page.locator('.countDone')).toContainText('¥2,778.20');
  await press('Enter');
  await till.expectScreen('counted');
  await press('Enter');
  await till.expectScreen('zReport');
  expect(keys).toBeLessThanOrEqual(40);

  await expect(till.figure('Counted')).toHaveText('¥2,778.20');
  await expect(till.figure('Expected')).toHaveText('¥516.80');
});

test('a count is corrected with arrows, plus, minus and Back; fast keys lose nothing', async ({ till }) => {
  await till.startWork('manager', '100');
  await till.startCount();
  // Faster than a person, in one go: each key is kept, the newest counts.
  await till.page.keyboard.type('1');
  await till.page.keyboard.press('Enter');
  await till.page.keyboard.type('2');
  await till.page.keyboard.press('Enter');
  await till.page.keyboard.type('3');
  await till.page.keyboard.press('ArrowUp');
  await expect(till.countTotal('counted')).toHaveText('¥260.00');
  await till.press('+', '+', '-');
  await expect(till.noteCount('¥50')).toHaveText('3');
  await till.press('ArrowUp');
  await till.type('25');
  await till.press('Backspace');
  await expect(till.noteCount('¥100')).toHaveText('2');
  await expect(till.countTotal('counted')).toHaveText('¥410.00');
});

test('a scan at the count adds nothing to it', async ({ till }) => {
  await till.startWork('manager', '100');
  await till.startCount();
  await till.type('5');
  await till.scan(milk);
  await expect(till.notice).toContainText('was not added');
  await expect(till.noteCount('¥100')).toHaveText('5');
  await expect(till.countTotal('counted')).toHaveText('¥500.00');
  // The till was told so too, not only the screen.
  await till.press('Escape');
  await till.startCount();
  await expect(till.noteCount('¥100')).toHaveText('5');
});

test('a count goes on where it was left, with Esc and after the till was killed', async ({ till }) => {
  await till.startWork('manager', '100');
  await till.startCount();
  await till.type('12');
  await till.press('Enter');
  await till.type('7');
  await till.press('Escape');
  await till.expectScreen('sell');

  await till.startClose();
  await expect(till.checks.filter({ hasText: 'A count was begun' })).toContainText('¥1,550.00');
  await till.press('Enter');
  // Past what is counted: the twenties come next.
  await till.type('31');
  await expect(till.countTotal('counted')).toHaveText('¥2,170.00');

  await till.kill();
  await till.start();
  await till.unlock('manager');
  await till.startCount();
  await expect(till.noteCount('¥100')).toHaveText('12');
  await expect(till.noteCount('¥50')).toHaveText('7');
  await expect(till.noteCount('¥20')).toHaveText('31');
  await expect(till.countTotal('counted')).toHaveText('¥2,170.00');
  // F9 shows the whole first, and closes when pressed again.
  await till.press('F9');
  await till.expectScreen('count');
  await till.press('F9');
  await till.expectScreen('counted');
  await expect(till.verdict).toContainText('Over');
});

test.describe('on a screen for fingers', () => {
  test.use({ contextOptions: { hasTouch: true } });

  test('the count with fingers alone', async ({ till }, info) => {
    test.skip(info.project.name === 'electron', 'no fingers can be played on the window of Electron');
    await till.startWork('manager', '0');
    await till.startClose();
    const finger = (action: string) => till.page.locator(`[data-action="${action}"]`);
    await till.expectScreen('check');
    await finger('check.next').tap();
    await till.noteCount('¥10').tap();
    await till.key('3').tap();
    await till.key('0').tap();
    await till.key('Back').tap();
    await till.note('¥10').getByRole('button', { name: 'One ¥10 more' }).tap();
    await till.note('¥0.50').getByRole('button', { name: 'One ¥0.50 more' }).tap();
    await till.key('Enter').tap();
    await till.key('5').tap();
    await expect(till.countTotal('counted')).toHaveText('¥41.00');
    await finger('count.next').tap();
    await expect(till.page.locator('.countDone')).toBeVisible();
    await finger('count.next').tap();
    await till.expectScreen('counted');
    await expect(till.figure('¥10.00')).toHaveText('× 4');
  });
});

test('the drawer opens for the count, on record; nothing counted closes nothing', async ({ till }) => {
  await till.startWork('manager', '100');
  await till.startCount();
  await till.press('F10');
  await expect(till.notice).toContainText('The drawer was opened');
  await till.press('F9', 'F9');
  await expect(till.notice).toContainText('Nothing is counted yet');
  await till.expectScreen('count');
  // An empty drawer is said with a nought.
  await till.typeSum('0');
  await till.press('Enter');
  await till.expectScreen('counted');
  await till.closeRegister();
  await expect(till.figure('Drawer opened without a sale')).toHaveText('1');
});

test('a shift counted short by its sum, then the Z', async ({ till }) => {
  await till.startWork('manager', '200');
  await sellMilk(till, '20');
  await till.closeShift('210');
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
  await sellMilk(till);
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

test('an open sale stops the close and is parked there; a parked one is listed', async ({ till }) => {
  await till.startWork();
  await till.scan(milk);
  await expect(till.lines).toHaveCount(1);
  await till.startClose();
  await expect(till.checks.first()).toContainText('A sale is still open: 1 line, ¥16.80');
  await till.press('Enter');
  await expect(till.notice).toContainText('A sale is still open');
  await till.expectScreen('check');

  await till.press('F6');
  await expect(till.checks.first()).toContainText('No sale is open');
  await expect(till.checks.nth(1)).toContainText('1 sale is parked');
  await expect(till.checks.nth(1)).toContainText('¥16.80');
  await till.press('Enter');
  await till.expectScreen('count');
});

test('an X report shows the figures so far and closes nothing', async ({ till }) => {
  await till.startWork();
  await sellMilk(till);
  await till.press('F12', '2');
  await till.expectScreen('xReport');
  await expect(till.figure('Sales with tax')).toHaveText('¥16.80');
  await till.press('Enter');
  await till.expectScreen('sell');
});

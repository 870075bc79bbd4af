// The settings of the counter: each changes what is seen, at once, and is still there after the power was cut.
import { barcode } from '#test/support/catalogue.ts';
import { restart, root, value } from '#test/support/settings.ts';
import { scanInto } from '#test/support/scanner.ts';
import { expect, test } from '#test/support/till.ts';

test('colours: by key and by touch, in both languages, and after a restart', async ({ till }) => {
  await till.startWork();
  await till.openSettings();
  const ground = () => till.panel.evaluate((panel) => getComputedStyle(panel).backgroundColor);
  const light = await ground();
  await till.press('1');
  await expect(root(till)).toHaveAttribute('data-theme', 'dark');
  await expect(value(till, 'dark')).toHaveAttribute('aria-pressed', 'true');
  const dark = await ground();
  expect(dark).not.toBe(light);
  await value(till, 'contrast').click();
  await expect(root(till)).toHaveAttribute('data-theme', 'contrast');
  expect(await ground()).toBe('rgb(0, 0, 0)');

  await till.press('2');
  await expect(till.panel.locator('h2')).toHaveText('设置');
  await expect(value(till, 'contrast')).toHaveText('高对比度');
  await value(till, 'en').click();
  await expect(till.panel.locator('h2')).toHaveText('Settings');

  await restart(till);
  // Before anybody has signed in.
  await expect(root(till)).toHaveAttribute('data-theme', 'contrast');
});

test('a cashier may set them too, but gives out no badges', async ({ till }) => {
  await till.startWork('cashier', '0');
  await till.openSettings();
  await till.press('1');
  await expect(root(till)).toHaveAttribute('data-theme', 'dark');
  await expect(till.page.locator('[data-action="settings.badges"]')).toHaveCount(0);
  await till.press('0');
  await expect(till.panel.locator('h2')).toHaveText('Settings');
});

test('a scan while the settings are open changes none of them', async ({ till }) => {
  await till.startWork();
  await till.openSettings();
  await till.scan('1234567890128');
  await expect(till.notice).toBeVisible();
  // A change that comes after all that the scan could have changed.
  await till.press('5');
  await expect(value(till, '123')).toHaveAttribute('aria-pressed', 'true');
  await expect(root(till)).toHaveAttribute('data-theme', 'light');
  await expect(root(till)).toHaveAttribute('data-hand', 'right');
});

test('the keypad and the way amounts are typed', async ({ till }) => {
  await till.startWork();
  await till.openSettings();
  await value(till, '123').click();
  await expect(value(till, '123')).toHaveAttribute('aria-pressed', 'true');
  await value(till, 'minor').click();
  await expect(value(till, 'minor')).toHaveAttribute('aria-pressed', 'true');
  await till.press('Escape');
  await expect(till.panel).toBeHidden();
  const topLeft = () => till.page.locator('.digits .key').first();
  await expect(topLeft()).toHaveText('1');
  await till.scan(barcode('Spring Water 550 ml'));
  await till.pay();
  await till.type('5000');
  await expect(till.result).toHaveText('¥48.00');

  await restart(till);
  await expect(topLeft()).toHaveText('1');
});

test('within which time the same code read again counts once: by touch, by key, and at the counter', async ({
  till,
}) => {
  const water = barcode('Spring Water 550 ml');
  await till.startWork();
  await till.openSettings();
  await expect(value(till, '150')).toHaveAttribute('aria-pressed', 'true');
  await value(till, '500').click();
  await expect(value(till, '500')).toHaveAttribute('aria-pressed', 'true');
  await till.press('d');
  await expect(value(till, '0')).toHaveAttribute('aria-pressed', 'true');
  await till.press('Escape');
  await scanInto(till.page, water);
  await scanInto(till.page, water);
  await expect(till.lines).toHaveCount(1);
  await expect(till.total).toHaveText('¥4.00');
});

test('sounds: tried, switched off, tried in vain', async ({ till }) => {
  await till.startWork();
  await till.openSettings();
  await till.press('8');
  await expect(root(till)).toHaveAttribute('data-sound', 'ok');
  await expect(till.notice).toContainText('That was the sound');
  await till.press('7');
  await expect(value(till, 'off')).toHaveAttribute('aria-pressed', 'true');
  await till.tap('settings.trySound');
  await expect(till.notice).toContainText('The sounds are off');
  await restart(till);
  await till.unlock('manager');
  await till.openSettings();
  await expect(value(till, 'off')).toHaveAttribute('aria-pressed', 'true');
});

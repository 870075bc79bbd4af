// A scan arrives whatever has the focus (`ui.md` 1.5): every row of its table, with trusted keys in Chromium, on the
// controls of the platform and of two libraries. The same rows go wrong without the router, or they would prove nothing.
import type { Page } from 'playwright';
import { expect, test } from 'playwright/test';
import { buildGallery, counted } from '#test/support/gallery.ts';
import type { BuiltGallery } from '#test/support/gallery.ts';
import { Keys } from '#test/support/scanner.ts';

const EAN = '6901234567892';

let gallery: BuiltGallery;
test.beforeAll(async () => {
  gallery = await buildGallery();
});
test.afterAll(() => gallery.remove());

test.beforeEach(() => {
  const { shell } = test.info().project.metadata as { shell?: string };
  test.skip(
    shell !== 'browser',
    'The router is the same in every shell; these rows need a page of their own.',
  );
});

/** What may have the focus, and how it gets it; `press` is what must not happen. */
const rows: { name: string; press: string; focus: (page: Page) => Promise<void> }[] = [
  { name: 'a native button', press: 'native', focus: (page) => page.locator('#native').focus() },
  { name: 'a React Aria button', press: 'rac', focus: (page) => page.locator('#rac').focus() },
  ...['rac', 'base', 'native'].map((kind) => ({
    name: `a button in a dialog (${kind})`,
    press: `in-${kind}`,
    focus: async (page: Page) => {
      await page.locator(`#open-${kind}`).click();
      await page.locator(`#in-${kind}`).focus();
    },
  })),
];

/** The second presses with its space before its Enter could. */
const codes = [EAN, 'AB 12 CD'];

for (const { name, press, focus } of rows) {
  const isInDialog = press.startsWith('in-');

  test(`on ${name}: delivered, nothing pressed; without the router, pressed`, async ({ page }) => {
    for (const code of codes) {
      await gallery.open(page, 'on');
      await focus(page);
      const keys = await Keys.on(page);
      keys.scan(code, 0);
      await keys.detach();
      expect((await counted(page)).scans).toEqual([code]);
      expect((await counted(page)).presses).toEqual({});
      if (isInDialog) await expect(page.locator(`#${press}`)).toBeVisible();
    }
    for (const code of codes) {
      await gallery.open(page, 'off');
      await focus(page);
      const keys = await Keys.on(page);
      keys.scan(code, 0);
      await keys.detach();
      expect((await counted(page)).presses[press]).toBeGreaterThanOrEqual(1);
      // After a space the Enter may open it again.
      if (isInDialog && code === EAN) await expect(page.locator(`#${press}`)).toBeHidden();
    }
  });
}

test('ended by Tab: delivered, and the focus stays', async ({ page }) => {
  await gallery.open(page, 'on');
  await page.locator('#native').focus();
  const keys = await Keys.on(page);
  keys.scan(EAN, 0, { end: 'Tab' });
  await keys.sent();
  expect((await counted(page)).scans).toEqual([EAN]);
  expect(await page.evaluate(() => document.activeElement?.id)).not.toBe('open-native');
});

test('a text field with “abc” in it still has “abc”', async ({ page }) => {
  await gallery.open(page, 'on');
  const field = page.locator('#text');
  await field.focus();
  const keys = await Keys.on(page);
  keys.type('abc', 0.09);
  await keys.sent();
  await expect(field).toHaveValue('abc');
  keys.scan(EAN, 0.2);
  await keys.sent();
  await expect(field).toHaveValue('abc');
  expect((await counted(page)).scans).toEqual([EAN]);
});

test('without the router the same field is spoiled', async ({ page }) => {
  await gallery.open(page, 'off');
  const field = page.locator('#text');
  await field.fill('abc');
  const keys = await Keys.on(page);
  keys.scan(EAN, 0.2);
  await keys.sent();
  await expect(field).toHaveValue(`abc${EAN}`);
});

test('“12” in the number buffer is still “12”', async ({ page }) => {
  await gallery.open(page, 'on');
  const keys = await Keys.on(page);
  keys.type('12', 0.09);
  keys.scan(EAN, 0.2);
  await keys.sent();
  expect((await counted(page)).scans).toEqual([EAN]);
  expect((await counted(page)).buffer).toBe('12');
});

test('a field that the keypad serves takes nothing from the page: the counter has its keys', async ({
  page,
}) => {
  await gallery.open(page, 'on');
  await page.locator('#amount').focus();
  const keys = await Keys.on(page);
  keys.type('12', 0.09);
  keys.scan(EAN, 0.2);
  await keys.sent();
  await expect(page.locator('#amount')).toHaveValue('');
  expect((await counted(page)).buffer).toBe('12');
});

test('a button reached with Tab is pressed by Enter and by Space that stand alone', async ({ page }) => {
  await gallery.open(page, 'on');
  const keys = await Keys.on(page);
  keys.press('Tab', 0.2);
  keys.press('Enter', 0.2);
  keys.press(' ', 0.2);
  await keys.sent();
  expect((await counted(page)).presses).toEqual({ native: 2 });
});

test('585 digits of a fast hand are all kept, and none is a scan', async ({ page }) => {
  await gallery.open(page, 'on');
  const keys = await Keys.on(page);
  let typed = '';
  for (let at = 0; at < 585; at += 1) {
    keys.press(String(at % 10), 0.02 + ((at * 37) % 61) / 1000);
    typed += String(at % 10);
    if (at % 39 === 38) keys.press('Escape', 0.08);
  }
  await keys.sent();
  const { cleared, buffer, scans } = await counted(page);
  expect(cleared.join('') + buffer).toBe(typed);
  expect(scans).toEqual([]);
});

for (const router of ['on', 'off'] as const) {
  test.describe(`touch, router ${router}`, () => {
    test.use({ hasTouch: true });

    test('20 taps at 40 ms are 20 presses, native and React Aria', async ({ page }) => {
      await gallery.open(page, router);
      const session = await page.context().newCDPSession(page);
      for (const id of ['native', 'rac']) {
        const box = await page.locator(`#${id}`).boundingBox();
        const point = { x: (box?.x ?? 0) + 20, y: (box?.y ?? 0) + 20 };
        for (let at = 0; at < 20; at += 1) {
          await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [point] });
          await page.waitForTimeout(20);
          await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
          await page.waitForTimeout(20);
        }
      }
      expect((await counted(page)).presses).toEqual({ native: 20, rac: 20 });
    });
  });
}

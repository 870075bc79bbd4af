// Where things stand on the screen: for either hand, at every size, and at the size that a bank card asks for.
import { barcode } from '#test/support/catalogue.ts';
import { expectAccessible, expectToFit } from '#test/support/look.ts';
import { edges, frameWidth, restart, root, value } from '#test/support/settings.ts';
import { expect, test } from '#test/support/till.ts';
import type { Till } from '#test/support/till.ts';

for (const viewport of [
  { width: 1366, height: 768 },
  { width: 1024, height: 768 },
]) {
  test.describe(`${viewport.width} × ${viewport.height}`, () => {
    test.use({ viewport });

    test('the left hand has the rail on the left, selling and paying', async ({ till }) => {
      const basket = () => till.page.locator('.basket');
      const rail = () => till.page.locator('.totals');
      const keypad = () => till.page.locator('.keypad');
      await till.startWork();
      await till.scan(barcode('Spring Water 550 ml'));
      expect((await edges(rail())).left).toBeGreaterThanOrEqual((await edges(basket())).right);
      await till.openSettings();
      await value(till, 'left').click();
      await expect(root(till)).toHaveAttribute('data-hand', 'left');
      await till.press('Escape');
      expect((await edges(rail())).right).toBeLessThanOrEqual((await edges(basket())).left);
      expect((await edges(keypad())).right).toBeLessThanOrEqual((await edges(basket())).left);
      expect((await edges(basket())).right).toBeGreaterThan(viewport.width - 2);
      await expectToFit(till.page);
      await till.pay();
      expect((await edges(keypad())).right).toBeLessThanOrEqual((await edges(till.due)).left);
      await expectToFit(till.page);
      await restart(till);
      expect((await edges(keypad())).right).toBeLessThanOrEqual(
        (await edges(till.page.locator('.staff'))).left,
      );
    });
  });
}

test.describe('on a screen of 1920 × 1080', () => {
  test.use({ viewport: { width: 1920, height: 1080 } });

  /** Presses + or − until the size is there. */
  async function zoomTo(till: Till, percent: number): Promise<void> {
    const figure = till.page.locator('.settingFigure');
    for (let guard = 0; guard < 30; guard += 1) {
      const now = Number.parseInt(await figure.innerText(), 10);
      if (now === percent) return;
      await till.press(now < percent ? '+' : '-');
      await expect(figure).not.toHaveText(`${now} %`);
    }
    throw new Error(`${percent} % was not reached.`);
  }

  const totalSize = (till: Till) => till.total.evaluate((total) => getComputedStyle(total).fontSize);

  test('100 % is the large layout, 150 % the middle one, 200 % the one of two columns', async ({ till }) => {
    test.setTimeout(90_000);
    const basket = till.page.locator('.basket');
    const articles = till.page.locator('.railTabs');
    await till.expectScreen('unlock');
    await till.page.locator('.demoClose').click();
    await till.startWork();
    await till.scan(barcode('Spring Water 550 ml'));
    expect(await frameWidth(till)).toBe(1920);
    expect(await totalSize(till)).toBe('64px');
    await expect(articles).toBeHidden();
    await expectToFit(till.page);

    await till.openSettings();
    await zoomTo(till, 150);
    await expectToFit(till.page);
    await till.press('Escape');
    expect(await frameWidth(till)).toBe(1280);
    expect(await totalSize(till)).toBe('46px');
    await expect(articles).toBeHidden();
    await expectToFit(till.page);

    await till.openSettings();
    await zoomTo(till, 200);
    await expectToFit(till.page);
    await till.press('Escape');
    expect(await frameWidth(till)).toBe(960);
    await expect(articles).toBeVisible();
    expect((await edges(basket)).width).toBeGreaterThan(900);
    await expectToFit(till.page);
    await till.pay();
    await expectToFit(till.page);
    await till.press('Enter');
    await till.expectScreen('change');
    await expectToFit(till.page);

    await restart(till);
    expect(await frameWidth(till)).toBe(960);
    await expectToFit(till.page);
  });

  test('a bank card says how large it should be', async ({ till }) => {
    test.setTimeout(90_000);
    await till.expectScreen('unlock');
    await till.page.locator('.demoClose').click();
    await till.startWork();
    await till.openSettings();
    await till.press('4');
    await expect(till.panel.locator('h2')).toHaveText('Hold a bank card to the screen');
    const outline = till.page.locator('.cardOutline');
    // 15.6 inch: 5.57 pixels a millimetre, so the card is 476 pixels wide.
    const before = (await edges(outline)).width;
    expect(Math.round(before)).toBe(324);
    for (let at = 0; at < 25; at += 1) await till.page.getByLabel('Wider').click();
    for (let at = 0; at < 2; at += 1) await till.press('ArrowRight');
    expect(Math.round((await edges(outline)).width)).toBe(324 + 25 * 6 + 2);
    await expect(till.page.locator('.sizes')).toContainText('100 % · smallest button 8.6 mm');
    await expect(till.page.locator('.sizes')).toContainText('120 % · smallest button 10.4 mm');
    await expectToFit(till.page);
    await expectAccessible(till.page);

    await till.press('Escape');
    await expect(till.page.locator('.settingFigure')).toHaveText('100 %');
    await till.press('4');
    for (let at = 0; at < 25; at += 1) await till.page.getByLabel('Wider').click();
    await till.press('Enter');
    await expect(till.page.locator('.settingFigure')).toHaveText('120 %');
    expect(await frameWidth(till)).toBe(1600);
    // The card in the hand has not grown: neither has what it is held to.
    await till.press('4');
    expect(Math.round((await edges(outline)).width)).toBe(324);
    await till.press('Escape');
    await restart(till);
    await till.page.locator('.demoClose').click();
    expect(await frameWidth(till)).toBe(1600);
  });
});

test.describe('names as long as they may be', () => {
  test.use({ isDemo: false, viewport: { width: 1024, height: 768 } });

  test('stand in the bar at the top without pushing anything out of it', async ({ till }) => {
    const store = 'The Very Long Named Corner Shop by the Old Harbour of Haarlem';
    const person = 'Wilhelmina Alexandrina van der Bovenkamp-Hoogeveen';
    await till.page.getByLabel('Name of the shop').fill(store.slice(0, 60));
    await till.page.getByLabel('Name of the first manager').fill(person);
    await till.page.getByLabel('PIN of the first manager, 4 to 8 digits').fill('246810');
    await till.press('Enter');
    await till.expectScreen('unlock');
    await expectToFit(till.page);
    await expect(till.page.locator('.face')).toHaveText('WB');
    await till.type('246810');
    await till.press('Enter');
    await till.openShift('100');
    for (const language of ['en', 'zh'] as const) {
      if (language === 'zh') await till.switchLanguage();
      await expectToFit(till.page);
      await expect(till.page.locator('.who')).toHaveAttribute('title', person);
      const [bar, clock, place] = await Promise.all(
        ['.topBar', '.clock', '.place'].map((part) => edges(till.page.locator(part))),
      );
      expect(clock?.right).toBeLessThanOrEqual(1024);
      expect(bar?.width).toBe(1024);
      // Enough is left of the shop's name to know it by.
      expect(place?.width).toBeGreaterThan(120);
    }
  });
});

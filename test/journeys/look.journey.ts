// Every screen in both languages and both sizes: a picture to look at, nothing clipped, nothing too small, nothing in
// the wrong language, and no violation that axe can find.
import { join } from 'node:path';
import type { TestInfo } from 'playwright/test';
import { barcode, longestNames, someBarcodes } from '#test/support/catalogue.ts';
import { expectAccessible, expectToFit, wordsOn } from '#test/support/look.ts';
import { expect, test } from '#test/support/till.ts';
import type { Till } from '#test/support/till.ts';

const widest = 1366;
const sizes = [
  { width: widest, height: 768 },
  { width: 1024, height: 768 },
];

/** What stands in Latin letters on a Chinese screen all the same: the shop's and people's names, keys, report names. */
const latin = /Counterfoil Demo|Li Na|Wang Wei|Chen Jing|\bF\d+\b|\bEsc\b|\b[XZ]\b/g;

/** Takes the picture, then judges what is on it. */
async function look(till: Till, name: string, language: string, info: TestInfo): Promise<void> {
  const { width } = till.page.viewportSize() ?? { width: 0 };
  const file = `${info.project.name}-${name}-${width}-${language}.png`;
  const path = join(info.project.outputDir, 'shots', file);
  await till.page.screenshot({ path });
  await info.attach(name, { path });
  await test.step(name, async () => {
    await expectToFit(till.page);
    // Colours and roles are the same at every size.
    if (width === widest) await expectAccessible(till.page);
    if (language === 'zh') expect((await wordsOn(till.page)).replace(latin, '')).not.toMatch(/[A-Za-z]{2,}/);
  });
}

for (const viewport of sizes) {
  for (const language of ['en', 'zh'] as const) {
    test.describe(`${viewport.width} × ${viewport.height}, ${language}`, () => {
      test.use({ viewport, language });

      test('every screen of a day', async ({ till }, info) => {
        test.setTimeout(120_000);
        const see = (name: string) => look(till, name, language, info);
        await till.expectScreen('unlock');
        await see('01-unlock');
        await till.type('9999');
        await till.press('Enter');
        await expect(till.notice).toBeVisible();
        await see('02-wrong-pin');
        await till.unlock('manager');
        await see('03-open-shift');
        await till.openShift('1234567.89');
        await see('04-sell-empty');
        await till.showArticles();
        await till.pickCategory('produce');
        await expect(till.page.locator('.tile[data-sku]').first()).toBeVisible();
        await see('05-articles');
        for (const item of longestNames()) await till.scan(item.gtins[0] ?? '');
        for (const code of someBarcodes(14)) await till.scan(code);
        await till.enterCode('4011');
        await expect(till.panel).toBeVisible();
        await see('06-weight');
        await till.weigh('9999');
        await till.type('9999');
        await till.press('*');
        await till.scan(barcode('Fresh Whole Milk 950 ml'));
        await expect(till.total).toContainText(/\d{3},\d{3}/);
        await till.press('-');
        await till.scan('2999999999994');
        await expect(till.notice).toBeVisible();
        await see('07-sell');
        await till.press('Escape');
        for (const [key, name] of [
          ['F1', '08-help'],
          ['F2', '09-search'],
          ['F10', '10-no-sale'],
          ['F12', '11-menu'],
          ['Control+Delete', '12-void-sale'],
        ] as const) {
          await till.press(key);
          await expect(till.panel).toBeVisible();
          await see(name);
          await till.press('Escape');
          await expect(till.panel).toBeHidden();
        }
        await till.park();
        await see('13-parked-notice');
        await till.openParked();
        await see('14-parked');
        await till.press('Enter');
        await till.expectScreen('sell');
        await till.pay();
        await see('15-tender');
        await till.type('50');
        await till.press('Enter');
        await expect(till.page.locator('.paid')).toBeVisible();
        await till.type('999999');
        await see('16-tender-typed');
        await till.press('Enter');
        await till.expectScreen('change');
        await see('17-change');
        await till.press('Enter', 'F12', '2');
        await till.expectScreen('xReport');
        await see('18-x-report');
        await till.press('Enter');
        await till.startCount();
        await till.type('1234567.8');
        await see('19-count');
        await till.press('Enter');
        await till.expectScreen('counted');
        await see('20-counted');
        await till.closeRegister();
        await see('21-z-report');
        await till.press('Enter');
        await till.expectScreen('unlock');
        await till.kill();
        if (info.project.name === 'browser') {
          await expect(till.away).toBeVisible();
          await see('22-not-answering');
        }
      });
    });
  }
}

test.describe('in Chinese', () => {
  test.use({ language: 'zh' });

  test('the first sale has no English in it, and the language switches while selling', async ({ till }) => {
    const expectChinese = async () =>
      expect((await wordsOn(till.page)).replace(latin, '')).not.toMatch(/[A-Za-z]{2,}/);
    await expectChinese();
    await till.unlock('cashier');
    await expectChinese();
    await till.openShift('200');
    await till.scan(barcode('Spring Water 550 ml'));
    await expect(till.lines).toContainText('饮用天然水');
    await expectChinese();
    await till.pay();
    await expectChinese();
    await till.press('Enter');
    await till.expectScreen('change');
    await expectChinese();
    await till.switchLanguage();
    await expect(till.heading).toHaveText('Change');
  });
});

// Every screen in both languages and both sizes: a picture to look at, nothing clipped, nothing too small, nothing in
// the wrong language, and no violation that axe can find in any theme.
import { join } from 'node:path';
import type { TestInfo } from 'playwright/test';
import { barcode } from '#test/support/catalogue.ts';
import { walkDay } from '#test/support/day.ts';
import { expectAccessible, expectAccessibleInThemes, expectToFit, wordsOn } from '#test/support/look.ts';
import { expect, test } from '#test/support/till.ts';
import type { Till } from '#test/support/till.ts';

// Each is minutes of judging: one worker is not left with all of them.
test.describe.configure({ mode: 'parallel' });

const widest = 1366;
const sizes = [
  { width: widest, height: 768 },
  { width: 1024, height: 768 },
];

/** What stands in Latin letters on a Chinese screen all the same: the shop's and people's names, keys, report names. */
const latin = /Counterfoil Demo|Li Na|Wang Wei|Chen Jing|\bF\d+\b|\bEsc\b|\b[XZ]\b|\b[MG]B\b/g;

/** Takes the picture, then judges what is on it. */
async function look(till: Till, name: string, language: string, info: TestInfo): Promise<void> {
  const { width } = till.page.viewportSize() ?? { width: 0 };
  const file = `${info.project.name}-${name}-${width}-${language}.png`;
  const path = join(info.project.outputDir, 'shots', file);
  await till.page.screenshot({ path });
  await info.attach(name, { path });
  await test.step(name, async () => {
    await expectToFit(till.page);
    // Colours and roles are the same at every size, and colours in every language.
    if (width === widest) await (language === 'en' ? expectAccessibleInThemes : expectAccessible)(till.page);
    if (language === 'zh') expect((await wordsOn(till.page)).replace(latin, '')).not.toMatch(/[A-Za-z]{2,}/);
  });
}

for (const viewport of sizes) {
  for (const language of ['en', 'zh'] as const) {
    test.describe(`${viewport.width} × ${viewport.height}, ${language}`, () => {
      test.use({ viewport, language });

      test('every screen of a day', async ({ till }, info) => {
        // Judging some sixty screens in three themes takes its time on a machine that has more to do.
        test.setTimeout(1_200_000);
        await walkDay(till, { see: (name) => look(till, name, language, info), isLong: false });
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

// A few screens held to the pixel, so that a change nobody meant is seen. The pictures in test/pixels are of one machine;
// where letters are drawn otherwise the comparison says so and is counted as skipped.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Page } from 'playwright/test';
import { wordsFor } from '#contract/words/index.ts';
import { unresolvedIn } from '#test/support/basket.ts';
import { barcode, longestNames } from '#test/support/catalogue.ts';
import { expect, test } from '#test/support/till.ts';
import type { Till } from '#test/support/till.ts';

const madeWith = 'test/pixels/made-with.json';

interface Machine {
  chromium: string;
  /** How this machine draws letters: a hash of a line of them. */
  letters: string;
}

function lettersOf(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const font = "600 24px 'Inter Variable', 'Noto Sans SC Variable'";
    const sample = 'Counterfoil 0123456789 ¥98.43 收银找零';
    await document.fonts.load(font, sample);
    const canvas = new OffscreenCanvas(640, 48);
    const pen = canvas.getContext('2d');
    if (pen === null) return 'none';
    pen.font = font;
    pen.fillText(sample, 4, 34);
    const hash = await crypto.subtle.digest('SHA-256', pen.getImageData(0, 0, 640, 48).data);
    return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  });
}

/** Why these pictures say nothing on this machine, or null. */
function whyNot(here: Machine): string | null {
  if (!existsSync(madeWith)) return 'there are no pictures to compare with';
  const there = JSON.parse(readFileSync(madeWith, 'utf8')) as Machine;
  if (there.chromium !== here.chromium)
    return `the pictures are of Chromium ${there.chromium}, this is ${here.chromium}`;
  return there.letters === here.letters ? null : 'this machine draws letters in its own way';
}

async function compare({ page }: Till, name: string, theme: 'light' | 'dark' | 'contrast'): Promise<void> {
  await page.evaluate((chosen) => (document.documentElement.dataset['theme'] = chosen), theme);
  await expect(page).toHaveScreenshot(`${name}-${theme}.png`, {
    animations: 'disabled',
    maxDiffPixelRatio: 0.001,
    // What o'clock it is.
    mask: [page.locator('.clock, .shiftSince')],
  });
  await page.evaluate(() => (document.documentElement.dataset['theme'] = 'light'));
}

const places = [
  { language: 'en', width: 1366, themes: ['light', 'contrast'] },
  { language: 'zh', width: 1024, themes: ['light', 'dark'] },
] as const;

for (const { language, width, themes } of places) {
  test.describe(`${language} at ${width}`, () => {
    test.use({ language, viewport: { width, height: 768 } });

    test('the counter looks as it did', async ({ till }, info) => {
      test.skip(info.project.name !== 'browser', 'the pictures are of the browser shell');
      const { page } = till;
      const chromium = page.context().browser()?.version().split('.')[0] ?? '';
      const here: Machine = { chromium, letters: await lettersOf(page) };
      if (info.config.updateSnapshots === 'all') {
        writeFileSync(madeWith, `${JSON.stringify(here, null, 2)}\n`);
      }
      const reason = whyNot(here);
      test.skip(reason !== null, reason ?? '');
      const see = async (name: string) => {
        for (const theme of themes) await compare(till, `${name}-${language}`, theme);
      };
      await see('unlock');
      await till.startWork();
      for (const item of longestNames()) await till.scan(item.gtins[0] ?? '');
      await till.scan(barcode('Spring Water 550 ml'));
      await till.type('3');
      await till.press('*');
      await till.scan(barcode('Fresh Whole Milk 950 ml'));
      await till.scan('2999999999994');
      await expect(till.lines.last()).toContainText('2999999999994');
      await see('sell');
      await till.press('-');
      await expect(unresolvedIn(till)).toHaveCount(0);
      await till.pay();
      await till.type('100');
      await expect(till.result).not.toHaveText('…');
      await see('tender');
      await till.press('Enter');
      await till.expectScreen('change');
      const { print, deviceTrouble } = wordsFor(language).trouble;
      await expect(till.receiptState).toHaveText(print.printed);
      await expect(page.locator('.pills')).toContainText(deviceTrouble.drawerOpen);
      await see('change');
    });
  });
}

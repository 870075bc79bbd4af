// A picture of every stop of a day, in three sizes, two languages and three themes. Run by `npm run shots`; it judges
// nothing, so it is no test and never counted as one.
import { theme } from '#contract/counter.ts';
import { walkDay } from '#test/support/day.ts';
import { test } from '#test/support/till.ts';
import { shotFile } from './shot.ts';

const sizes = [
  { width: 1024, height: 768 },
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
];

for (const viewport of sizes) {
  for (const language of ['en', 'zh'] as const) {
    test.describe(`${viewport.width} × ${viewport.height}, ${language}`, () => {
      test.use({ viewport, language });

      test('every screen of a day', async ({ till }) => {
        test.setTimeout(900_000);
        const { page } = till;
        const see = async (name: string) => {
          for (const one of theme.options) {
            await page.evaluate((chosen) => (document.documentElement.dataset['theme'] = chosen), one);
            await page.screenshot({
              path: shotFile({ ...viewport, language, theme: one, name }),
              animations: 'disabled',
            });
          }
          await page.evaluate(() => (document.documentElement.dataset['theme'] = 'light'));
        };
        await walkDay(till, { see, isLong: true });
      });
    });
  }
}

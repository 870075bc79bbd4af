// Scratch.
import { walkMachine } from '#test/support/machine-day.ts';
import { expectToFit, expectAccessibleInThemes, wordsOn } from '#test/support/look.ts';
import { expect, test } from '#test/support/till.ts';

const latin = /Counterfoil Demo|Li Na|Wang Wei|Chen Jing|\bF\d+\b|\bEsc\b|\b[XZ]\b|\b[MG]B\b/g;
for (const viewport of [{ width: 1024, height: 768 }, { width: 1366, height: 768 }, { width: 1920, height: 1080 }]) {
  for (const language of ['en', 'zh'] as const) {
    test.describe(`${viewport.width} ${language}`, () => {
      test.use({ viewport, language });
      test('machine', async ({ till }) => {
        test.setTimeout(300_000);
        await till.expectScreen('unlock');
        const problems: unknown[] = [];
        const see = async (name: string) => {
          await till.page.screenshot({ path: `/tmp/two/shots/${name}-${viewport.width}-${language}.png` });
          try { await expectToFit(till.page); } catch (e) { problems.push(name, String(e).slice(0, 1500)); }
          if (language === 'zh') try { expect((await wordsOn(till.page)).replace(latin, '')).not.toMatch(/[A-Za-z]{2,}/); } catch (e) { problems.push(name, String(e).slice(0, 900)); }
          if (viewport.width === 1366) try { await expectAccessibleInThemes(till.page); } catch (e) { problems.push(name, String(e).slice(0, 1500)); }
        };
        await till.unlock('manager');
        await till.press('F12', '4');
        await expect(till.page.locator('.thisTill .figures').first()).toBeVisible();
        await see('this-till');
        await till.press('Escape', 'F12', 'F12');
        await till.expectScreen('unlock');
        await walkMachine(till, see);
        expect(problems).toEqual([]);
      });
    });
  }
}

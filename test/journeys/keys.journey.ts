// The keys are the shop's own: learned by pressing them, counting at once, shown wherever they are named; and help and
// the printed sheet say what the keys do.
import { barcode } from '#test/support/catalogue.ts';
import { expectAccessible, expectToFit, wordsOn } from '#test/support/look.ts';
import { expect, test } from '#test/support/till.ts';
import type { Till } from '#test/support/till.ts';

const milk = barcode('Fresh Whole Milk 950 ml');

async function openKeys(till: Till): Promise<void> {
  await till.press('F12', '3', '9');
  await expect(till.page.locator('.keyRows')).toBeVisible();
}

/** With the keyboard: walks to the action, presses Enter, then the key. */
async function learn(till: Till, action: string, key: string): Promise<void> {
  const row = till.page.locator(`.keyRow[data-row="${action}"]`);
  for (let at = 0; at < 40 && (await row.getAttribute('aria-current')) !== 'true'; at += 1) {
    await till.press('ArrowDown');
  }
  await till.press('Enter');
  await expect(till.page.locator('.keyLearning')).toBeVisible();
  await till.press(key);
}

const cap = (till: Till, action: string) => till.page.locator(`.functionBar [data-action="${action}"] kbd`);

test.describe('in a shop at work', () => {
  test.beforeEach(({ till }) => till.startWork());

  test('a learned key counts at once, is on the button, and outlives the till', async ({ till }) => {
    await expect(cap(till, 'sell.pay')).toHaveText('F9');
    await openKeys(till);
    await learn(till, 'sell.pay', 'Shift+F7');
    await expect(till.notice).toContainText('Shift F7 now means: Pay');
    await till.press('Escape', 'Escape');
    await expect(cap(till, 'sell.pay')).toHaveText('Shift F7');
    await till.scan(milk);
    await expect(till.lines).toHaveCount(1);
    await till.press('F9');
    await till.expectScreen('sell');
    await till.press('Shift+F7');
    await till.expectScreen('tender');
    await till.press('Escape');
    await till.kill();
    await till.start();
    await till.unlock('manager');
    await expect(cap(till, 'sell.pay')).toHaveText('Shift F7');
  });

  test('a key that something else has is refused by its name; Esc leaves', async ({ till }) => {
    await openKeys(till);
    await learn(till, 'sell.pay', 'F6');
    await expect(till.notice).toContainText('F6 already means “Park / recall”');
    await till.press('Enter');
    await expect(till.notice).toContainText('Enter is needed for typing');
    await till.press('Escape');
    await expect(till.page.locator('.keyLearning')).toBeHidden();
    await expect(till.page.locator('.keyRow[data-row="sell.pay"]')).toContainText('F9');
  });

  test('the supermarket pays with Space; by touch alone as well', async ({ till }) => {
    await openKeys(till);
    await till.tap('keys.preset.supermarket');
    await expect(till.page.locator('[data-action="keys.preset.supermarket"]')).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await till.press('Escape', 'Escape');
    await till.scan(milk);
    await expect(till.lines).toHaveCount(1);
    await till.press('Space');
    await till.expectScreen('tender');
    await till.press('Space');
    await till.expectScreen('change');
  });

  test('a map is carried as text; nonsense is refused', async ({ till }) => {
    await openKeys(till);
    await till.tap('keys.exchange');
    const text = till.page.locator('.keyText');
    await expect(text).toHaveValue(/"preset": "default"/);
    await text.fill('milk');
    await till.tap('keys.takeText');
    await expect(till.notice).toContainText('no map of keys');
    await text.fill('{"counterfoilKeys":1,"preset":"default","changes":{"sell.pay":["F15"]}}');
    await till.tap('keys.takeText');
    await expect(till.notice).toContainText('The keys were taken');
    await expect(till.page.locator('.keyRow[data-row="sell.pay"]')).toContainText('F15');
  });

  test('what touch alone hides is printed nowhere on the counter, and all is still there to tap', async ({
    till,
  }) => {
    await openKeys(till);
    await till.tap('keys.preset.touch');
    await till.press('Escape', 'Escape');
    await expect(till.page.locator('.frame kbd:visible')).toHaveCount(0);
    await till.scan(milk);
    await expect(till.lines).toHaveCount(1);
    await till.press('+');
    await till.expectScreen('sell');
    await till.tap('sell.pay');
    await till.expectScreen('tender');
  });

  test('the keypad is a telephone’s everywhere, and amounts are typed without a point', async ({ till }) => {
    await till.press('F12', '3', '5', '6');
    await expect
      .poll(() => till.page.locator('html').evaluate(() => document.querySelectorAll('dialog').length))
      .toBe(1);
    await till.press('Escape');
    await expect(till.page.locator('.keypad .digits .key').first()).toHaveText('1');
    await till.scan(milk);
    await expect(till.lines).toHaveCount(1);
    await till.pay();
    await till.type('2000');
    await expect(till.result).toHaveText('¥3.20');
    await till.press('Backspace');
    await expect(till.page.locator('.box.isReceived .figure')).toHaveText('¥2.00');
    await till.press('Escape', 'Escape', 'F12', 'F12');
    await till.expectScreen('unlock');
    await expect(till.page.locator('.keypad .digits .key').first()).toHaveText('1');
  });

  test('help tells the keys of where it was asked for', async ({ till }) => {
    await till.press('F1');
    await expect(till.panel).toContainText('Park / recall');
    await till.press('F1');
    await expect(till.panel).toBeHidden();
    await till.press('F10', 'F1');
    await expect(till.panel).toContainText('Paid in');
    await expect(till.panel).not.toContainText('Park / recall');
    await till.press('Escape');
    await expect(till.panel).toContainText('Paid in');
  });
});

for (const language of ['en', 'zh'] as const) {
  test.describe(language, () => {
    test.use({ language, viewport: { width: 1024, height: 768 } });
    test.beforeEach(({ till }) => till.startWork());

    test('all keys fit on one sheet of paper', async ({ till }, info) => {
      const { shell } = info.project.metadata as { shell?: string };
      test.skip(shell === 'electron', 'Only the browser of the tests can print into a file.');
      await till.press('F1');
      const sheet = await till.page.pdf({ preferCSSPageSize: true });
      expect(sheet.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1);
      await till.page.emulateMedia({ media: 'print' });
      await expect(till.page.locator('.cheatSheet')).toBeVisible();
      await expect(till.page.locator('.functionBar')).toBeHidden();
    });

    test('help and the editor fit, can be read out, and are in one language', async ({ till }) => {
      // Judging a page of so many keys takes its time.
      test.setTimeout(180_000);
      const judge = async () => {
        await expectToFit(till.page);
        await expectAccessible(till.page);
        const latin = /Counterfoil Demo|Chen Jing|English|Esc|F\d+|kg|[XZ] /g;
        if (language === 'zh')
          expect((await wordsOn(till.page)).replace(latin, '')).not.toMatch(/[A-Za-z]{2,}/);
      };
      await till.press('F1');
      await judge();
      await till.press('Escape');
      await openKeys(till);
      await judge();
      await learn(till, 'sell.pay', 'F6');
      await expect(till.notice).toBeVisible();
      await judge();
      await till.press('Escape');
      await till.tap('keys.exchange');
      await expectToFit(till.page);
      await expectAccessible(till.page);
    });
  });
}

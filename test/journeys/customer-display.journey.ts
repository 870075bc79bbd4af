// The customer's own window: opened from the settings, it follows the sale to the change and can do nothing itself.
import type { Page } from 'playwright/test';
import { expectAccessible, expectToFit } from '#test/support/look.ts';
import { expect, test } from '#test/support/till.ts';
import type { Till } from '#test/support/till.ts';

test.beforeEach(() => {
  test.skip(
    test.info().project.name !== 'browser',
    'in Electron the window is the shell’s, and tested there',
  );
});

const WATER = '6901234567892';

async function openDisplay(till: Till): Promise<Page> {
  await till.openSettings();
  await till.press('F3');
  await expect(till.page.locator('[data-action="devices.customerDisplay"]')).toBeVisible();
  const [display] = await Promise.all([till.page.context().waitForEvent('page'), till.press('F4')]);
  await expect(till.notice).toBeVisible();
  await till.press('Escape', 'Escape');
  await expect(till.panel).toBeHidden();
  await display.waitForLoadState();
  return display;
}

const figure = (display: Page, row: string) => display.locator(`[data-row="${row}"]`);

for (const language of ['en', 'zh'] as const) {
  test.describe(language, () => {
    test.use({ language, viewport: { width: 1366, height: 768 } });

    test('scans show as lines and a total, cash as change, until the next sale', async ({ till }) => {
      await till.startWork();
      const display = await openDisplay(till);
      await expect(display.locator('.isQuiet h1')).toBeVisible();
      await till.scan(WATER);
      await till.scan(WATER);
      await expect(display.locator('.shownLine')).toHaveCount(1);
      await expect(figure(display, 'total')).toContainText(await till.total.innerText());
      await expectToFit(display);
      await till.pay();
      await till.type('100');
      await till.press('Enter');
      await till.expectScreen('change');
      await expect(figure(display, 'change')).toContainText(await till.change.innerText());
      await expect(display.locator('.codePicture')).toBeVisible();
      await expectToFit(display);
      await till.press('Enter');
      await till.scan(WATER);
      await expect(display.locator('.codePicture')).toBeHidden();
      await expect(display.locator('.shownLine')).toHaveCount(1);
    });
  });
}

test('has nothing to press, and no way to the till', async ({ till }) => {
  await till.startWork();
  const display = await openDisplay(till);
  await till.scan(WATER);
  await expect(display.locator('.shownLine')).toHaveCount(1);
  expect(await display.locator('button, a, input, select, textarea, [tabindex]').count()).toBe(0);
  await expectAccessible(display);
  await display.keyboard.press('F12');
  await display.keyboard.type('1234');
  await display.keyboard.press('Enter');
  await expect(till.lines).toHaveCount(1);
  const answer = await display.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(`ws://${location.host}/customer/view`);
        socket.addEventListener('open', () => socket.send('{"id":7,"command":"sale.current","args":{}}'));
        socket.addEventListener('message', (event) => {
          if (String(event.data).includes('"id":7')) resolve(String(event.data));
        });
        socket.addEventListener('close', () => resolve('closed'));
      }),
  );
  expect(JSON.parse(answer)).toMatchObject({ id: 7, ok: false, refusal: { code: 'command.unknown' } });
});

test('comes back by itself with what is true then', async ({ till }) => {
  await till.startWork();
  const display = await openDisplay(till);
  await till.scan(WATER);
  await expect(display.locator('.shownLine')).toHaveCount(1);
  await display.reload();
  await expect(display.locator('.shownLine')).toHaveCount(1);
});

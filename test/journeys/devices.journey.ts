// The devices in the settings: how each stands changes under the eyes of whoever looks, with what to do about it; the
// printer and the drawer are tried from there.
import { DemoStrip } from '#test/support/demo-strip.ts';
import { expectAccessibleInThemes, expectToFit, wordsOn } from '#test/support/look.ts';
import { expect, test } from '#test/support/till.ts';
import type { Till } from '#test/support/till.ts';

test.use({ viewport: { width: 1366, height: 768 } });

async function openDevices(till: Till): Promise<void> {
  await till.openSettings();
  await till.press('F3');
  await expect(till.page.locator('.deviceRow')).toHaveCount(5);
}

const row = (till: Till, role: string) => till.page.locator(`.deviceRow[data-role="${role}"]`);

test('each device, its trouble and the way out of it, while it happens', async ({ till }) => {
  await till.startWork();
  const demo = new DemoStrip(till);
  await demo.open();
  await openDevices(till);
  for (const role of ['printer', 'drawer', 'scanner', 'scale']) {
    await expect(row(till, role)).toHaveAttribute('data-state', 'ready');
  }
  await demo.setPaper('out');
  await expect(row(till, 'printer')).toContainText('paper out');
  await expect(row(till, 'printer')).toContainText('Put a new roll in');
  await expectToFit(till.page);
  await expectAccessibleInThemes(till.page);
  await demo.setPaper('enough');
  await expect(row(till, 'printer')).toHaveAttribute('data-state', 'ready');
  await till.press('Escape');
  await expect(till.page.locator('.settings')).toBeVisible();
});

test('the printer and the drawer are tried by key', async ({ till }) => {
  await till.startWork();
  const demo = new DemoStrip(till);
  await demo.open();
  await openDevices(till);
  await till.press('1');
  await expect(demo.paper).toContainText('80 mm');
  await till.press('2');
  await expect(demo.drawer).toHaveAttribute('data-open', 'true');
  await expect(row(till, 'drawer')).toContainText('open');
});

test('a scan while they are looked at tries nothing', async ({ till }) => {
  await till.startWork();
  const demo = new DemoStrip(till);
  await demo.open();
  await openDevices(till);
  await till.scan('1234567890128');
  await expect(row(till, 'scanner')).toContainText('1234567890128');
  await expect(demo.drawer).toHaveAttribute('data-open', 'false');
  await expect(demo.paper).toHaveCount(0);
});

test.describe('in Chinese', () => {
  test.use({ language: 'zh' });

  test('no other language', async ({ till }) => {
    await till.startWork();
    await openDevices(till);
    const words = await wordsOn(till.page);
    expect(words).toContain('模拟设备');
    expect(words.replaceAll(/Counterfoil Demo|Chen Jing|\bF\d+\b|\bEsc\b|\bmm\b/g, '')).not.toMatch(
      /[A-Za-z]{3,}/,
    );
  });
});

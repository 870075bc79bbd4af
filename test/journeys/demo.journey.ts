// The demonstration counter: a newcomer sells with the mouse alone, sees the receipt as the customer holds it, and a real
// shop shows nothing of it.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { article, barcode } from '#test/support/catalogue.ts';
import { DemoStrip } from '#test/support/demo-strip.ts';
import { expectAccessibleInThemes, expectToFit, wordsOn } from '#test/support/look.ts';
import { expect, test } from '#test/support/till.ts';
import type { Till } from '#test/support/till.ts';

const MILK = barcode('Fresh Whole Milk 950 ml');
const WATER = barcode('Spring Water 550 ml');
const BANANAS = '4011';

test.use({ viewport: { width: 1366, height: 768 } });

/** Badge, float: ready for the first scan, without a key. */
async function startByMouse(till: Till): Promise<DemoStrip> {
  const demo = new DemoStrip(till);
  await demo.open();
  await demo.scanBadge('陈静 Chen Jing');
  await till.expectScreen('openShift');
  await till.key('5').click();
  await till.key('00').click();
  await till.tap('openShift.enter');
  await till.expectScreen('sell');
  return demo;
}

async function keptReceipts(till: Till): Promise<string[]> {
  const folder = join(till.folder, 'simulated', 'receipts');
  const names = (await readdir(folder)).sort();
  return Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
}

test('a newcomer sells with the mouse alone', async ({ till }) => {
  const demo = await startByMouse(till);
  // One article twice: a person at the mouse is slower than a scanner that reads twice by itself.
  for (const code of [MILK, WATER, WATER]) {
    await demo.scan(code);
    await till.page.waitForTimeout(300);
  }
  await expect(till.line(article('Fresh Whole Milk 950 ml').sku)).toHaveCount(1);
  await expect(till.total).toHaveText('¥20.80');

  // The scale is at hand while the panel asks for the weight.
  await demo.scan(BANANAS);
  await expect(till.panel).toBeVisible();
  await expectToFit(till.page);
  await demo.lay(842);
  await expect(till.panel).toBeHidden();
  await expect(till.line('P0001')).toContainText('0.842');
  await expect(till.total).toHaveText('¥27.52');
  await expect(demo.whole).toContainText('in the basket');

  await till.tap('sell.pay');
  await till.expectScreen('tender');
  await till.tap('tender.commit');
  await till.expectScreen('change');
  await expect(demo.paper).toContainText('1-000001');
  await expect(demo.paper).toContainText('27.52');
  await expect(demo.drawer).toHaveAttribute('data-open', 'true');
  await demo.whole.getByRole('button', { name: 'Push it shut' }).click();
  await expect(demo.drawer).toHaveAttribute('data-open', 'false');

  // What is shown is what was printed, line for line.
  const [kept] = await keptReceipts(till);
  const shown = await demo.paper.locator('.demoLine').allInnerTexts();
  const plain = (text: string) => text.replaceAll(/\s+/g, '');
  // A square code is a picture here and its digits in the file.
  const text = (kept ?? '')
    .trimEnd()
    .split('\n')
    .filter((line) => !line.startsWith('[QR]'));
  expect(shown.map(plain)).toEqual(text.map(plain));
  await expect(demo.paper.locator('.demoSquare svg')).toHaveCount(1);
});

test('a load that lies on the scale is taken by the scan, and only once', async ({ till }) => {
  const demo = await startByMouse(till);
  await demo.lay(1500);
  await expect(demo.whole).toContainText('stable');
  await demo.scan(BANANAS);
  await expect(till.line('P0001')).toContainText('1.5');
  await till.page.waitForTimeout(300);
  await demo.scan(BANANAS);
  await expect(till.panel).toBeVisible();
  await expect(till.lines).toHaveCount(1);
});

test('a click at the demonstration counter takes no focus and presses nothing', async ({ till }) => {
  const demo = await startByMouse(till);
  await demo.scan(MILK);
  await expect(till.lines).toHaveCount(1);
  await expect(till.page.locator('.demoStrip :focus')).toHaveCount(0);
  // Enter belongs to the counter: it does not scan the milk again.
  await till.press('Enter');
  await till.enterCode(WATER);
  await expect(till.lines).toHaveCount(2);
  await expect(till.total).toHaveText('¥18.80');
});

test('paper runs out, the sale goes on, and the receipt comes with the paper', async ({ till }) => {
  const demo = await startByMouse(till);
  await demo.setPaper('out');
  await expect(till.page.locator('.topBar')).toContainText('paper out');
  await demo.scan(MILK);
  await expect(till.lines).toHaveCount(1);
  await till.tap('sell.pay');
  await till.expectScreen('tender');
  await till.tap('tender.commit');
  await till.expectScreen('change');
  await expect(till.page.getByText('not printed')).toBeVisible();
  await expect(demo.paper).toHaveCount(0);
  await demo.setPaper('enough');
  await expect(demo.paper).toContainText('1-000001', { timeout: 10_000 });
});

test('it is left as it was: open after a restart, and closed by its own button', async ({ till }) => {
  const demo = new DemoStrip(till);
  await demo.open();
  await till.page.reload();
  await expect(demo.whole).toBeVisible();
  await demo.whole.getByRole('button', { name: 'Close the demonstration counter' }).click();
  await expect(demo.whole).toHaveCount(0);
  await till.page.reload();
  await till.expectScreen('unlock');
  await expect(demo.toggle).toHaveAttribute('aria-expanded', 'false');
  await expect(demo.whole).toHaveCount(0);
});

for (const width of [1024, 1366, 1920]) {
  test.describe(`${width} wide`, () => {
    test.use({ viewport: { width, height: width === 1920 ? 1080 : 768 } });

    test('beside the till it covers nothing and cuts nothing off', async ({ till }) => {
      test.setTimeout(90_000);
      const demo = new DemoStrip(till);
      if (width < 1600) await demo.open();
      await demo.scanBadge('陈静 Chen Jing');
      await till.openShift('500');
      for (const code of [MILK, barcode('Cherry Tomatoes 500 g')]) {
        await demo.scan(code);
        await till.page.waitForTimeout(200);
      }
      await expect(till.lines).toHaveCount(2);
      const strip = await demo.whole.boundingBox();
      const right = (strip?.x ?? 0) + (strip?.width ?? 0);
      for (const part of [
        till.lines.last(),
        till.total,
        till.page.locator('[data-action="sell.pay"]').first(),
      ]) {
        expect((await part.boundingBox())?.x).toBeGreaterThanOrEqual(right);
      }
      await expectToFit(till.page);
      await till.tap('sell.pay');
      await till.expectScreen('tender');
      await till.tap('tender.commit');
      await till.expectScreen('change');
      await expect(demo.paper).toContainText('1-000001');
      expect((await till.change.boundingBox())?.x).toBeGreaterThanOrEqual(right);
      await expectToFit(till.page);
      await expect(till.page.locator('.topBar')).toContainText('Drawer: open');
      // Colours and roles are the same at every size.
      if (width === 1366) await expectAccessibleInThemes(till.page);
    });
  });
}

test.describe('in Chinese', () => {
  test.use({ language: 'zh' });

  test('it speaks Chinese', async ({ till }) => {
    const demo = new DemoStrip(till);
    await demo.open();
    await expect(demo.whole).toContainText('扫码枪');
    const latin = /Counterfoil Demo|Li Na|Wang Wei|Chen Jing|\bF\d+\b|\bEsc\b|\b[XZ]\b|\bkg\b/g;
    expect((await wordsOn(till.page)).replace(latin, '')).not.toMatch(/[A-Za-z]{2,}/);
  });
});

test.describe('in a real shop', () => {
  test.use({ isDemo: false, viewport: { width: 1920, height: 1080 } });

  test('there is nothing of it, and nothing asks for it', async ({ till }, info) => {
    test.skip(info.project.name !== 'browser', 'only a socket can be overheard');
    const asked: string[] = [];
    till.page.on('websocket', (socket) =>
      socket.on('framesent', ({ payload }) => asked.push(String(payload))),
    );
    await till.page.reload();
    await till.expectScreen('setUp');
    await expect(till.page.locator('[class*="demo"]')).toHaveCount(0);
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((message) => message.includes('demo.'))).toEqual([]);
  });
});

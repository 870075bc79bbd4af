// What each task costs: keys pressed and taps made, counted as they are sent. The goods themselves are scanned, which
// counts as neither (ui.md 2.4).
import { article, barcode } from '#test/support/catalogue.ts';
import { layOnScale } from '#test/support/basket.ts';
import { expect, test } from '#test/support/till.ts';
import type { Till } from '#test/support/till.ts';

const water = barcode('Spring Water 550 ml');
const milk = barcode('Fresh Whole Milk 950 ml');
const milkSku = article('Fresh Whole Milk 950 ml').sku;

test.beforeEach(({ till }) => till.startWork());

/** The keys that a task takes. */
async function expectKeys(till: Till, count: number, task: () => Promise<void>): Promise<void> {
  const before = till.keysSent;
  await task();
  expect(till.keysSent - before).toBe(count);
}

/** The taps that arrive on the page during a task. */
async function expectTaps(till: Till, count: number, task: () => Promise<void>): Promise<void> {
  await till.page.evaluate(() => {
    const counter = window as unknown as { taps?: number };
    const isCounting = counter.taps !== undefined;
    counter.taps = 0;
    const countOne = (event: Event) => {
      if (event.isTrusted) counter.taps = (counter.taps ?? 0) + 1;
    };
    if (!isCounting) window.addEventListener('click', countOne, { capture: true });
  });
  await task();
  expect(await till.page.evaluate(() => (window as unknown as { taps?: number }).taps)).toBe(count);
}

async function scanTwo(till: Till): Promise<void> {
  await till.scan(water);
  await till.scan(milk);
  await expect(till.total).toHaveText('¥18.80');
}

test.describe('by keyboard and scanner', () => {
  test('taking the money: exact 2, a note 2, the receipt again 1', async ({ till }) => {
    await scanTwo(till);
    await expectKeys(till, 2, async () => {
      await till.press('+', 'Enter');
      await till.expectScreen('change');
    });
    await expect(till.change).toHaveText('¥0.00');

    await scanTwo(till);
    await expectKeys(till, 2, async () => {
      await till.press('+');
      await expect(till.due).toHaveText('¥18.80');
      await till.press('F4');
      await till.expectScreen('change');
    });
    await expect(till.change).toHaveText('¥1.20');

    await till.press('Enter');
    await expectKeys(till, 1, async () => {
      await till.press('F11');
      await expect(till.notice).toContainText('is being printed');
    });
  });

  test('adding: twelve of one 3, a short code 5, the last again 1, six of it 2', async ({ till }) => {
    await expectKeys(till, 3, async () => {
      await till.press('1', '2', '*');
      await till.scan(water);
      await expect(till.total).toHaveText('¥24.00');
    });
    await expect(till.lines).toHaveCount(1);
    await expectKeys(till, 1, async () => {
      await till.press('Insert');
      await expect(till.total).toHaveText('¥26.00');
    });
    await expectKeys(till, 2, async () => {
      await till.press('6', 'Insert');
      await expect(till.total).toHaveText('¥38.00');
    });
    // The weight comes from the scale by itself.
    await layOnScale(till, 842);
    await expectKeys(till, 5, async () => {
      await till.press('4', '0', '1', '1', 'Enter');
      await expect(till.total).toHaveText('¥44.72');
    });
    await expect(till.panel).toBeHidden();
  });

  test('changing one’s mind: void 1, undo 1, park and recall 3, a price check 1', async ({ till }) => {
    await scanTwo(till);
    await expectKeys(till, 1, async () => {
      await till.press('-');
      await expect(till.total).toHaveText('¥2.00');
    });
    await expectKeys(till, 1, async () => {
      await till.press('Control+z');
      await expect(till.total).toHaveText('¥18.80');
    });
    await expectKeys(till, 3, async () => {
      await till.press('F6');
      await expect(till.lines).toHaveCount(0);
      await till.press('F6');
      await expect(till.parked).toHaveCount(1);
      await till.press('Enter');
      await expect(till.lines).toHaveCount(2);
    });
    await expectKeys(till, 1, async () => {
      await till.press('F8');
      await till.scan(milk);
      await expect(till.panel).toContainText('¥16.80');
    });
    await till.press('Escape');
    await expect(till.total).toHaveText('¥18.80');
  });
});

test.describe('by touch', () => {
  test.use({ contextOptions: { hasTouch: true } });

  test('taking the money: exact 1, a note 1, the receipt again 1, a price check 1', async ({ till }) => {
    await scanTwo(till);
    await expectTaps(till, 1, async () => {
      await till.tap('sell.cash0');
      await till.expectScreen('change');
    });
    await expect(till.change).toHaveText('¥0.00');

    await scanTwo(till);
    await expect(till.quick(1)).toContainText('¥20');
    await expect(till.quick(1)).toContainText('chg ¥1.20');
    await expectTaps(till, 1, async () => {
      await till.tap('sell.cash1');
      await till.expectScreen('change');
    });
    await expect(till.change).toHaveText('¥1.20');

    await till.tap('change.next');
    await expectTaps(till, 1, async () => {
      await till.tap('sell.reprint');
      await expect(till.notice).toContainText('is being printed');
    });
    await expectTaps(till, 1, async () => {
      await till.tap('sell.priceCheck');
      await till.scan(milk);
      await expect(till.panel).toContainText('¥16.80');
    });
  });

  test('the basket: a quick key 1, twelve of one 3, void 1, undo 1, park and recall 3', async ({ till }) => {
    await till.showArticles();
    await expectTaps(till, 1, async () => {
      await till.pickArticle(article('Spring Water 550 ml').sku);
      await expect(till.total).toHaveText('¥2.00');
    });
    await expectTaps(till, 3, async () => {
      await till.key('1').click();
      await till.key('2').click();
      await till.tap('sell.quantity');
      await till.scan(milk);
      await expect(till.total).toHaveText('¥203.60');
    });
    await expectTaps(till, 1, async () => {
      await till.tap('sell.void');
      await expect(till.line(milkSku)).toContainText('Voided');
    });
    await expectTaps(till, 1, async () => {
      await till.tap('sell.undo');
      await expect(till.total).toHaveText('¥203.60');
    });
    await expectTaps(till, 3, async () => {
      await till.tap('sell.park');
      await expect(till.lines).toHaveCount(0);
      await till.tap('sell.park');
      await till.parked.first().click();
      await expect(till.lines).toHaveCount(2);
    });
  });
});

test('the keys under the finger are large enough on a common screen', async ({ till }) => {
  await till.page.setViewportSize({ width: 1366, height: 768 });
  await scanTwo(till);
  const sides = await till.page
    .locator('.sell .key')
    .evaluateAll((keys) => keys.flatMap((key) => [key.clientWidth, key.clientHeight]));
  expect(sides.length).toBeGreaterThanOrEqual(32);
  expect(Math.min(...sides)).toBeGreaterThanOrEqual(76);
});

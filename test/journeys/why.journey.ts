// Why a figure is what it is, with one key: the line that is meant, then the whole sale, and what was paid.
import { barcode } from '#test/support/catalogue.ts';
import { expect, test } from '#test/support/till.ts';

test.beforeEach(({ till }) => till.startWork());

test('one key opens how the weighed line came to its amount, a second the whole sale', async ({ till }) => {
  await till.scan(barcode('Spring Water 550 ml'));
  await till.enterCode('4011');
  await till.weigh('0.842');
  await expect(till.total).toHaveText('¥8.72');
  const before = till.keysSent;
  await till.press('=');
  expect(till.keysSent - before).toBe(1);
  await expect(till.panel).toContainText('Why this price? Bananas');
  await expect(till.panel).toContainText('0.842 × 7.98 = 6.71916 rounded, half up');
  await expect(till.panel).toContainText('¥6.72');
  await expect(till.panel).not.toContainText('Spring Water');
  await till.press('=');
  await expect(till.panel).toContainText('Why this total?');
  await expect(till.panel).toContainText('Spring Water 550 ml');
  await till.press('Escape');
  await expect(till.panel).toBeHidden();
  await till.expectScreen('sell');
});

test('a scan goes on into the basket after it, and an empty basket has nothing to explain', async ({
  till,
}) => {
  await till.press('=');
  await expect(till.panel).toBeHidden();
  await till.scan(barcode('Spring Water 550 ml'));
  await expect(till.total).toHaveText('¥2.00');
  await till.pay();
  await till.press('=');
  await expect(till.panel).toContainText('Why this total?');
  await till.press('Escape');
  await till.expectScreen('tender');
});

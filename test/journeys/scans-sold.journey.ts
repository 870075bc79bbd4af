// A hundred scans among fast typing, held against the till's books: none lost, none invented. `npm run soak -- scans` does
// it ten thousand times.
import { planSales } from '#test/soak/scan-plan.ts';
import { doublesOf, holdSale } from '#test/soak/scan-till.ts';
import { skusByCode } from '#test/support/catalogue.ts';
import { Keys } from '#test/support/scanner.ts';
import { expect, test } from '#test/support/till.ts';

// A trace of every key would take many times as long as the keys.
test.use({ trace: 'off' });

test('a hundred scans and a fast hand: the books have each of them once', async ({ till }) => {
  test.setTimeout(180_000);
  await till.startWork();
  const skuOf = skusByCode(60);
  const sales = planSales({ scans: 100, inSale: 34, seed: 20_261_130 }, [...skuOf.keys()]);
  const keys = await Keys.on(till.page);
  const problems: string[] = [];
  for (const sale of sales) problems.push(...(await holdSale(till, keys, sale, skuOf)));
  expect(problems).toEqual([]);
  const doubles = sales.reduce((sum, sale) => sum + sale.doubles, 0);
  expect(doubles).toBeGreaterThan(0);
  expect(doublesOf(till.folder)).toBe(doubles);
});

// Bringing goods back without a page: codes of receipts find their way whole, marks stay within what is left, and nothing
// that was marked is lost by a no.
import { expect, test } from 'vitest';
import type { SaleId } from '#contract/ids.ts';
import type { OriginalSale } from '#contract/return.ts';
import { quoteOf } from '#screen/state/returns.ts';
import { enterReturns } from '#screen/verbs/return-add.ts';
import { giveQuantity, givePriceBack, openReturnArticle, takeArticle } from '#screen/verbs/return-article.ts';
import { markAll, markOne, markTyped } from '#screen/verbs/returns.ts';
import { takeScan } from '#screen/verbs/scan.ts';
import { answeringTill, changeOf, settled } from '#test/support/answering-till.ts';
import type { Answers } from '#test/support/answering-till.ts';
import { atTheCounter, keyboard } from '#test/support/keyboard.ts';

const codeOf = (digits: number) => '73101' + '1234567890'.repeat(300).slice(0, digits - 5);
const line = { lineNumber: 1, sku: 'water', unit: 'each', names: { en: 'Water', zh: '水' } };
const original = {
  saleId: 'old' as SaleId,
  receiptNumber: '1-000001',
  lines: [{ ...line, sold: 3000, returned: 1000, remaining: 2000 }],
} as unknown as OriginalSale;
const found: Answers = {
  'return.find': () => original,
  'catalog.lookUp': ({ code }) => ({ item: { sku: code } }) as never,
};

test.each([1250, 2500])('a burst of %i digits arrives whole, and types nothing', (digits) => {
  const { till, requests } = atTheCounter();
  const { scan, scans } = keyboard(till);
  scan(codeOf(digits));
  expect(scans).toEqual([codeOf(digits)]);
  expect(till.store.getState().entry.text).toBe('');
  const last = requests.filter(({ command }) => command === 'return.find');
  expect(last).toEqual([expect.objectContaining({ args: { text: codeOf(digits) } })]);
  expect(requests.map(({ command }) => command)).not.toContain('sale.scan');
});

test('articles scanned right behind a receipt are marked, and no more than are left', async () => {
  const { till } = answeringTill(found);
  takeScan(till, codeOf(1250), 1000);
  for (const atMs of [2000, 2300, 2600]) takeScan(till, 'water', atMs);
  await settled();
  await settled();
  const { panel, notice } = till.store.getState();
  expect(panel).toMatchObject({ name: 'return', marks: { 1: 2000 } });
  expect(notice).toMatchObject({ isNo: true });
});

test('more than are left stays typed; a star alone means all of them', async () => {
  const { till } = answeringTill(found);
  takeScan(till, codeOf(1250), 1000);
  await settled();
  till.store.setState({ entry: { text: '3', quantity: null } });
  markTyped(till);
  expect(till.store.getState().entry.text).toBe('3');
  till.store.setState({ entry: { text: '', quantity: null } });
  markTyped(till);
  markOne(till, -1);
  expect(till.store.getState().panel).toMatchObject({ marks: { 1: 1000 } });
});

test('what was refused lies there again with its marks', async () => {
  const refusal = { code: 'return.tooMuch', details: { remaining: 1000 } } as const;
  const { till, asked } = answeringTill({ ...found, 'sale.addReturn': () => ({ refusal }) });
  takeScan(till, codeOf(1250), 1000);
  takeScan(till, 'water', 2000);
  await settled();
  await enterReturns(till, 'stay');
  expect(asked('sale.addReturn')).toMatchObject([{ originalSaleId: 'old', lineNumber: 1, quantity: 1000 }]);
  const { panel, notice } = till.store.getState();
  expect(panel).toMatchObject({ name: 'return', marks: { 1: 1000 } });
  expect(notice).toMatchObject({ kind: 'refusal' });
});

test('all of a receipt goes into the basket with one command', async () => {
  const { till, asked } = answeringTill({ ...found, 'sale.addReturnAll': () => changeOf(1, []) });
  takeScan(till, codeOf(1250), 1000);
  await settled();
  markTyped(till);
  await enterReturns(till, 'stay');
  expect(asked('sale.addReturnAll')).toHaveLength(1);
  expect(till.store.getState().panel).toBeNull();
});

test('the code that proves the receipt goes along with whatever comes back on it', async () => {
  const more = { ...line, lineNumber: 2, sku: 'tea', sold: 1000, returned: 0, remaining: 1000 };
  const { till, asked } = answeringTill({
    ...found,
    'return.find': () => ({ ...original, lines: [...original.lines, more] }) as never,
    'sale.addReturn': () => changeOf(1, []),
    'sale.addReturnAll': () => changeOf(2, []),
  });
  const code = codeOf(1250);
  takeScan(till, code, 1000);
  takeScan(till, 'water', 2000);
  await settled();
  await enterReturns(till, 'stay');
  expect(asked('sale.addReturn')).toMatchObject([{ originalSaleId: 'old', code, lineNumber: 1 }]);
  takeScan(till, code, 3000);
  await settled();
  markAll(till);
  await enterReturns(till, 'stay');
  expect(asked('sale.addReturnAll')).toMatchObject([{ originalSaleId: 'old', code }]);
  expect(asked('return.quote')).toMatchObject([{ code }, { code }]);
});

test('what the marks give back is asked of the till, and what it said of other marks is not shown', async () => {
  const { till, asked } = answeringTill({
    ...found,
    'return.quote': ({ lines }) => {
      const total = (lines[0]?.quantity ?? 0) as never;
      return { lines: [{ lineNumber: 1, total }], total, tenders: [], back: total };
    },
  });
  const back = () => {
    const { panel } = till.store.getState();
    return panel?.name === 'return' ? quoteOf(panel)?.back : 'no panel';
  };
  takeScan(till, codeOf(1250), 1000);
  await settled();
  expect(back()).toBeUndefined();
  markOne(till, 1);
  await settled();
  expect(back()).toBe(1000);
  markOne(till, 1);
  expect(back()).toBeUndefined();
  await settled();
  expect(back()).toBe(2000);
  expect(asked('return.quote')).toMatchObject([
    { originalSaleId: 'old', lines: [{ lineNumber: 1, quantity: 1000 }] },
    { originalSaleId: 'old', lines: [{ lineNumber: 1, quantity: 2000 }] },
  ]);
  markOne(till, -1);
  markOne(till, -1);
  await settled();
  expect(back()).toBeUndefined();
  expect(asked('return.quote')).toHaveLength(3);
});

test('without a receipt: what is typed while the article is looked up is meant for it, and none of it is lost', async () => {
  const item = { ...line, priceMicros: 2_000_000 };
  const { till } = answeringTill({ 'catalog.lookUp': () => ({ item }) as never });
  const type = (text: string) => till.store.setState({ entry: { text, quantity: null } });
  openReturnArticle(till);
  const lookUp = takeArticle(till, 'water');
  type('2');
  giveQuantity(till);
  type('9.50');
  givePriceBack(till);
  type('7');
  await lookUp;
  await settled();
  expect(till.store.getState()).toMatchObject({
    panel: { item, quantity: 2000, priceMicros: 9_500_000 },
    entry: { text: '7' },
    notice: null,
  });
  // Nothing is being looked up now: it counts at once, and what is none stays typed.
  giveQuantity(till);
  type('2.5');
  giveQuantity(till);
  expect(till.store.getState()).toMatchObject({ panel: { quantity: 7000 }, entry: { text: '2.5' } });
});

// What a receipt says of what was taken off: every line at what it asked, what came off it by name, and the sum of it all.
import { expect, test } from 'vitest';
import type { Paper } from '#contract/receipt.ts';
import type { RegisterConfig } from '#contract/register.ts';
import type { SoldLine } from '#contract/journal.ts';
import type { SaleHeader } from '#contract/sale.ts';
import { composeReceipt } from '#domain/receipt.ts';

const register = (receiptLanguage: 'en' | 'zh') =>
  ({
    storeName: 'Shop',
    number: 1,
    currency: 'CNY',
    timeZone: 'Asia/Shanghai',
    receiptLanguage,
    isDemo: false,
  }) as RegisterConfig;

const names = (name: string) => ({ en: name, zh: name });
const line = (more: object) =>
  ({
    unit: 'each',
    quantity: 1000,
    priceMicros: 20_000_000,
    discount: null,
    promotions: [],
    ...more,
  }) as unknown as SoldLine;

const lines = [
  line({
    names: names('Milk'),
    gross: 2000,
    amount: 1600,
    discount: { given: { kind: 'percent', ppm: 125_000 }, reason: 'cracked', amount: 250 },
    promotions: [{ promotionId: 'p', names: names('2nd at half'), saved: 150 }],
  }),
  line({
    names: names('Rice'),
    gross: 2000,
    amount: 1950,
    discount: { given: { kind: 'amount', amount: 50, per: 'line' }, reason: 'dented', amount: 50 },
  }),
  line({ names: names('Tea'), gross: 900, amount: 900, isVoided: true }),
];
const sale = {
  orderDiscount: { given: { kind: 'percent', ppm: 100_000 }, reason: 'opening', amount: 355 },
  savings: 805,
  total: 3195,
  rounding: 0,
  change: 0,
  tenders: [],
  refunds: [],
  taxes: [],
  openedAt: '2026-11-20T08:00:00.000Z',
  completedAt: null,
  cashier: { name: 'Li Na' },
} as unknown as SaleHeader;

function read({ blocks }: Paper): string[] {
  return blocks.flatMap((block) =>
    block.kind === 'pair' ? [`${block.left}|${block.right}`] : block.kind === 'text' ? [block.text] : [],
  );
}

test('lines at what they asked, then what came off them; the sale; what was saved in all', () => {
  expect(read(composeReceipt({ sale, lines }, register('en'))).slice(3, -1)).toEqual([
    'Milk|¥20.00',
    '  Discount 12.5%|−¥2.50',
    '  2nd at half|−¥1.50',
    'Rice|¥20.00',
    '  Discount|−¥0.50',
    'Discount 10%|−¥3.55',
    'TOTAL|¥31.95',
    'You saved ¥8.05',
  ]);
});

test('in Chinese', () => {
  const paper = read(composeReceipt({ sale, lines }, register('zh')));
  expect(paper).toContain('  优惠 12.5%|−¥2.50');
  expect(paper).toContain('本单已优惠¥8.05');
});

test('where nothing was taken off nothing is said of it', () => {
  const plain = { ...sale, orderDiscount: null, savings: 0 } as SaleHeader;
  const paper = read(
    composeReceipt(
      { sale: plain, lines: [line({ names: names('Rice'), gross: 2000, amount: 2000 })] },
      register('en'),
    ),
  );
  expect(paper.join()).not.toMatch(/saved|Discount/);
});

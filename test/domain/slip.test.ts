// What slips, gift receipts and the test page say, in both languages.
import { describe, expect, test } from 'vitest';
import type { Instant } from '#contract/ids.ts';
import { paper as paperForm, type Paper } from '#contract/receipt.ts';
import type { RegisterConfig } from '#contract/register.ts';
import type { LineItem, SaleHeader } from '#contract/sale.ts';
import { parkedCodeOf } from '#contract/parked-code.ts';
import { composeGift, composeNoSale, composeParkedSlip } from '#domain/slip.ts';
import { composeTestPage } from '#domain/test-page.ts';

const AT = '2026-11-20T08:30:00.000Z' as Instant;
const register = (receiptLanguage: 'en' | 'zh') =>
  ({
    storeName: 'Shop',
    number: 1,
    currency: 'CNY',
    timeZone: 'Asia/Shanghai',
    receiptLanguage,
    isDemo: false,
  }) as RegisterConfig;
const line = (more: object) =>
  ({ unit: 'each', quantity: 1000, gross: 1234, ...more }) as unknown as LineItem;
const lines = [
  line({ names: { en: 'Milk', zh: '牛奶' }, quantity: 3000 }),
  line({ names: { en: 'Bananas', zh: '香蕉' }, unit: 'kg', quantity: 842 }),
  line({ names: { en: 'Tea', zh: '茶' } }),
  line({ names: { en: 'Rice', zh: '米' }, isVoided: true }),
];
const sale = {
  saleId: '01234567-89ab-7def-8123-456789abcdef',
  receiptNumber: 'R1-000042',
  label: '王先生',
  total: 4321,
  openedAt: AT,
  completedAt: AT,
  cashier: { name: 'Li Na' },
} as unknown as SaleHeader;

const read = ({ blocks }: Paper): string[] =>
  blocks.flatMap((block) =>
    block.kind === 'pair' ? [`${block.left}|${block.right}`] : block.kind === 'text' ? [block.text] : [],
  );

describe.each(['en', 'zh'] as const)('in %s', (language) => {
  const papers = [
    composeGift(sale, lines, register(language)),
    composeParkedSlip(sale, lines, AT, register(language)),
    composeNoSale({ at: AT, name: 'Li Na', reason: 'change' }, register(language)),
    composeTestPage('80 mm printer', AT, register(language)),
  ];

  test('every paper has the form that papers have, and a title of its own', () => {
    for (const one of papers) expect(paperForm.safeParse(one).error).toBeUndefined();
    expect(new Set(papers.map(({ title }) => title)).size).toBe(papers.length);
  });
});

test('a gift receipt says what and how much, and no price', () => {
  const gift = composeGift(sale, lines, register('en'));
  expect(read(gift).slice(2)).toEqual([
    'Receipt R1-000042|Register 1',
    '2026-11-20 16:30',
    'Milk|3',
    'Bananas|0.842 kg',
    'Tea|',
    'Prices are left out. Keep this to exchange.',
  ]);
  expect(JSON.stringify(gift)).not.toMatch(/12\.34|43\.21/);
  expect(gift.blocks.at(-1)).toMatchObject({ symbology: 'code128', data: 'R1-000042' });
  expect(composeGift(sale, lines, register('en'), '7310').blocks.at(-1)).toMatchObject({
    symbology: 'qr',
    data: '7310',
  });
});

test('a parked slip says whose, how much, and that nothing is paid', () => {
  const slip = composeParkedSlip(sale, lines, AT, register('zh'));
  expect(read(slip).slice(1)).toEqual([
    '挂单凭条',
    '王先生',
    '2026-11-20 16:30|收银员 Li Na',
    '共3行|¥43.21',
    '未付款，非小票。',
  ]);
  expect(slip.blocks.at(-1)).toMatchObject({ symbology: 'qr', data: parkedCodeOf(sale.saleId) });
});

test('an opened drawer says who and why', () => {
  expect(read(composeNoSale({ at: AT, name: 'Li Na', reason: 'change' }, register('en'))).slice(1)).toEqual([
    'DRAWER OPENED WITHOUT A SALE',
    '2026-11-20 16:30|Register 1',
    'Cashier Li Na',
    'Reason: change',
    'Signature|________________',
  ]);
});

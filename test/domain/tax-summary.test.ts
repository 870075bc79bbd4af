// The taxes on a receipt in each country's form: worked examples, and for any basket that what is printed adds up to what
// is stored, whole on every width of paper.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Tax } from '#contract/catalog.ts';
import type { ReturnedLine, SoldLine } from '#contract/journal.ts';
import type { Paper } from '#contract/receipt.ts';
import type { RegisterConfig } from '#contract/register.ts';
import type { SaleHeader } from '#contract/sale.ts';
import { firstTaxSummary } from '#contract/tax-summary.ts';
import type { TaxSummary } from '#contract/tax-summary.ts';
import { composeReceipt } from '#domain/receipt.ts';
import type { PrintedSale } from '#domain/receipt.ts';
import { letterOf } from '#domain/receipt-taxes.ts';
import { drawDown, exchange } from '#domain/refund.ts';
import { calculateSale } from '#domain/sale.ts';
import type { PricedLine, SaleSettings } from '#domain/sale.ts';
import { paperToText } from '#hardware/printer/layout.ts';
import { columnsOf } from '#hardware/printer/text.ts';
import { discountedBaskets, saleSettings } from './arbitrary.ts';

const names = (name: string) => ({ en: name, zh: name });
function tax(en: string, ratePpm: number, included: boolean): Tax {
  return {
    names: names(en),
    ratePpm: ratePpm as Tax['ratePpm'],
    included,
    raisesBase: false,
    ignoresRaised: false,
  };
}

const registerOf = (currency: string, receiptLanguage: 'en' | 'zh' = 'en') =>
  ({
    storeName: 'Shop',
    number: 1,
    currency,
    timeZone: 'Asia/Shanghai',
    receiptLanguage,
    isDemo: false,
  }) as RegisterConfig;

interface Goods {
  lines: readonly PricedLine[];
  order?: Parameters<typeof calculateSale>[2];
  settings: SaleSettings;
  /** Of each line of another sale, how many thousandths come back. */
  back?: readonly number[];
}

/** A completed sale of goods, computed and stored as the till does it; what comes back is of a sale of the same lines. */
function completed({ lines, order = null, settings, back = [] }: Goods): Omit<PrintedSale, 'receipt'> {
  const figures = calculateSale(lines, settings, order);
  const sold = lines.map((line, i): SoldLine => {
    const own = figures.lines[i];
    return {
      ...own,
      ...line,
      number: i + 1,
      names: names(`Article ${i + 1}`),
      unit: 'each',
      rates: line.taxes,
      isVoided: false,
      promotions: [],
      discount:
        (line.discount ?? null) === null
          ? null
          : { given: line.discount, reason: 'x', amount: own?.discount },
      taxes: own?.taxes,
    } as unknown as SoldLine;
  });
  const returns = back.flatMap((quantity, i): ReturnedLine[] => {
    const line = sold[i];
    if (line === undefined || quantity === 0) return [];
    const own = drawDown(line, 0, Math.min(quantity, line.quantity), settings.rounding);
    const original = { receiptNumber: '1-000001', lineNumber: line.number };
    const known = i % 3 === 2 ? {} : { soldAt: line.rates };
    const from = { names: line.names, unit: 'each', quantity, reason: 'other', original, rates: null };
    return [{ ...own, ...from, ...known } as unknown as ReturnedLine];
  });
  const netted = exchange(
    figures,
    returns.map((one) => ({ ...one, rounding: 0 as SaleHeader['rounding'] })),
  );
  const sale = {
    ...netted,
    orderDiscount: order && { given: order, reason: 'x', amount: figures.orderDiscount },
    savings: 0,
    rounding: 0,
    change: 0,
    tenders: [],
    refunds: [],
    customer: null,
    openedAt: '2026-11-20T08:00:00.000Z',
    completedAt: null,
    cashier: { name: 'Li Na' },
  } as unknown as SaleHeader;
  return { sale, lines: sold, returns };
}

function receiptOf(goods: Goods, taxSummary: TaxSummary, language: 'en' | 'zh' = 'en'): Paper {
  const terms = { taxSummary, taxNumber: null, destination: null };
  return composeReceipt(
    { ...completed(goods), receipt: terms },
    registerOf(goods.settings.currency, language),
  );
}

/** The text from the first article on, without the thanks. */
function printed(paper: Paper, columns: number): string[] {
  const text = paperToText(paper, columns);
  return text.slice(text.findIndex((line) => /^-+$/.test(line)) + 1, -2);
}

const settingsOf = (currency: string): SaleSettings =>
  ({ currency, rounding: 'half-up', taxRounding: 'line' }) as SaleSettings;
const priced = (price: string, taxes: Tax[], quantity = 1): PricedLine =>
  ({ quantity: quantity * 1000, priceMicros: Number(price) * 1_000_000, taxes }) as unknown as PricedLine;

describe('a Chinese receipt', () => {
  const lines = [priced('113', [tax('VAT', 130_000, true)]), priced('10.9', [tax('VAT', 90_000, true)], 2)];
  test('has what is taxed and the tax of each rate', () => {
    expect(printed(receiptOf({ lines, settings: settingsOf('CNY') }, 'cn', 'zh'), 32)).toEqual([
      'Article 1               ￥113.00',
      'Article 2                ￥21.80',
      '  2 × ￥10.90',
      '--------------------------------',
      '合计',
      '        ￥134.80',
      '--------------------------------',
      '税率       不含税金额       税额',
      '13%            100.00      13.00',
      '9%              20.00       1.80',
      '合计           120.00      14.80',
      '价税合计                ￥134.80',
    ]);
  });
});

describe('a European receipt', () => {
  const lines = [
    priced('11.9', [tax('VAT', 190_000, true)]),
    priced('1.07', [tax('VAT', 70_000, true)]),
    priced('23.8', [tax('VAT', 190_000, true)]),
  ];
  test('has a letter on each line and what stands behind it below', () => {
    const text = printed(receiptOf({ lines, settings: settingsOf('EUR') }, 'vat'), 42);
    expect(text).toEqual([
      'Article 1                        €11.90 A',
      'Article 2                         €1.07 B',
      'Article 3                        €23.80 A',
      '------------------------------------------',
      'TOTAL                              €36.77',
      '------------------------------------------',
      'Rate            Net        VAT       Gross',
      'A 19%         30.00       5.70       35.70',
      'B 7%           1.00       0.07        1.07',
      'Total         31.00       5.77       36.77',
    ]);
  });

  test('of an exchange takes off what comes back, with a minus where more does', () => {
    const text = printed(receiptOf({ lines, settings: settingsOf('EUR'), back: [0, 1000] }, 'vat'), 42);
    expect(text.join('\n')).toMatch(/Article 2 +-€1\.07 B/);
    expect(text.join('\n')).toMatch(/B 7% +0\.00 +0\.00 +0\.00\nTotal +30\.00 +5\.70 +35\.70/);
    const only = { lines: [], settings: settingsOf('EUR'), back: [1000] };
    const refund = composeReceipt(
      {
        ...completed(only),
        ...refunded(completed({ lines, settings: settingsOf('EUR'), back: [1000] })),
        receipt: { taxSummary: 'vat', taxNumber: 'DE811', destination: null },
      },
      registerOf('EUR'),
    );
    expect(printed(refund, 42).join('\n')).toMatch(
      /A 19% +-10\.00 +-1\.90 +-11\.90\nTotal +-10\.00 +-1\.90 +-11\.90\nVAT no\. DE811/,
    );
  });
});

/** Only what comes back of an exchange. */
function refunded({ returns = [], sale }: Omit<PrintedSale, 'receipt'>) {
  const nothing = { net: 0, taxes: [], total: 0 } as unknown as Parameters<typeof exchange>[0];
  const netted = exchange(
    nothing,
    returns.map((one) => ({ ...one, rounding: 0 as SaleHeader['rounding'] })),
  );
  return { returns, sale: { ...sale, ...netted }, lines: [] };
}

describe('an American receipt', () => {
  const [state, city] = [tax('State tax', 62_500, false), tax('City tax', 11_250, false)];
  const lines = [priced('10', [state, city]), priced('4', []), priced('2', [state])];
  test('has a subtotal, each tax on top of it, and marks what is taxed', () => {
    expect(printed(receiptOf({ lines, settings: settingsOf('USD') }, 'added'), 32)).toEqual([
      'Article 1               $10.00 T',
      'Article 2                $4.00 N',
      'Article 3                $2.00 T',
      '--------------------------------',
      'Subtotal                $16.00',
      'State tax 6.25%          $0.76',
      'City tax 1.125%          $0.11',
      'TOTAL                     $16.87',
    ]);
  });

  test('takes a percentage off before the taxes, so that the paper adds up', () => {
    const order = { kind: 'percent', ppm: 500_000 } as Goods['order'];
    const text = printed(
      receiptOf({ lines, settings: settingsOf('USD'), order: order ?? null }, 'added'),
      32,
    );
    expect(text.slice(4, 8)).toEqual([
      'Discount 50%            -$7.99',
      'Subtotal                 $8.01',
      'State tax 6.25%          $0.38',
      'City tax 1.125%          $0.05',
    ]);
  });
});

test('who is asked no tax and where the goods go stand below the figures, in both languages', () => {
  const goods = { lines: [priced('10', [])], settings: settingsOf('EUR') };
  const one = completed(goods);
  const customer = { customerId: 'c', name: 'E', group: null, isTaxExempt: true, destination: 'x' };
  const receipt = { taxSummary: 'vat', taxNumber: 'DE811', destination: { en: 'Isle', zh: '岛' } } as const;
  const say = (language: 'en' | 'zh', proof: object) =>
    printed(
      composeReceipt(
        { ...one, sale: { ...one.sale, customer: { ...customer, ...proof } }, receipt },
        registerOf('EUR', language),
      ),
      48,
    ).slice(-3);
  expect(say('en', { certificate: 'DE 17' })).toEqual([
    'Tax exempt, certificate DE 17',
    'Taxed for delivery: Isle',
    'VAT no. DE811',
  ]);
  expect(say('zh', {})).toEqual(['免税', '按送达地计税：岛', '增值税号 DE811']);
});

test('the form until the shop chooses follows its money and its taxes', () => {
  expect(firstTaxSummary('CNY', true)).toBe('cn');
  expect(firstTaxSummary('USD', false)).toBe('added');
  expect(firstTaxSummary('CAD', true)).toBe('added');
  expect(firstTaxSummary('EUR', false)).toBe('vat');
});

test('a tax whose name says its rate is not called twice by it', () => {
  const lines = [priced('10', [tax('VAT 13%', 130_000, true)])];
  const text = printed(receiptOf({ lines, settings: settingsOf('USD') }, 'added'), 42).join('\n');
  expect(text).toMatch(/\nVAT 13% included +\$1\.15/);
});

test('letters go on after Z', () => {
  expect([0, 25, 26, 27, 51, 52].map(letterOf)).toEqual(['A', 'Z', 'AA', 'AB', 'AZ', 'BA']);
});

/** Minor units of a figure as it is printed. */
function read(figure: string): number {
  const digits = figure.replaceAll(/[^\d\u2212-]/g, '');
  return Number(digits.replace('\u2212', '-')) + 0;
}

const goods = fc
  .tuple(discountedBaskets, saleSettings, fc.array(fc.integer({ min: 0, max: 40_000 }), { maxLength: 8 }))
  .map(([{ lines, order }, settings, back]): Goods => ({ lines, order, settings, back }));
const forms = fc.constantFrom<TaxSummary>('cn', 'vat', 'added');
const languages = fc.constantFrom('en' as const, 'zh' as const);

function tryReceipt(...args: Parameters<typeof receiptOf>) {
  try {
    return { paper: receiptOf(...args), sale: completed(args[0]).sale };
  } catch (error) {
    // Beyond what a till holds nothing is sold.
    fc.pre(!(error as Error).message.includes('sale.tooLarge'));
    throw error;
  }
}

test('what is printed adds up to the net, the taxes and the total that are stored', () => {
  fc.assert(
    fc.property(goods, forms, languages, (all, form, language) => {
      const { paper, sale } = tryReceipt(all, form, language);
      const total = paper.blocks.find((block) => block.kind === 'pair' && block.isLarge);
      expect(total?.kind === 'pair' && read(total.right)).toBe(sale.total);
      const taxed = sale.taxes.reduce((so, { amount }) => so + amount, 0);
      const table = paper.blocks.find((block) => block.kind === 'table');
      if (form === 'added') {
        expect(table).toBeUndefined();
        const pairs = paper.blocks.flatMap((block) => (block.kind === 'pair' ? [block] : []));
        const at = pairs.findIndex(({ left }) => left === 'Subtotal' || left === '小计');
        const end = pairs.findIndex(({ isLarge }) => isLarge);
        const subtotal = read(pairs[at]?.right ?? '');
        const added = pairs.slice(at + 1, end).reduce((so, { right }) => so + read(right), 0);
        const held = pairs.slice(end + 1).reduce((so, { right }) => so + read(right), 0);
        expect([subtotal + added, added + held, subtotal - held]).toEqual([sale.total, taxed, sale.net]);
        // Down from the first line the paper adds up, too.
        const above = pairs.slice(2, at).reduce((so, { right }) => so + read(right), 0);
        expect(above).toBe(subtotal);
        return;
      }
      const rows = table?.kind === 'table' ? table.rows.map((row) => row.slice(1).map(read)) : [];
      const last = rows.pop();
      const columns = [sale.net, taxed, ...(form === 'vat' ? [sale.total] : [])];
      expect(last).toEqual(columns);
      expect(columns.map((_, at) => rows.reduce((so, row) => so + (row[at] ?? 0), 0))).toEqual(columns);
    }),
    { numRuns: 300 },
  );
});

test('no figure is cut or broken on paper of 32, 42 and 48 columns', () => {
  fc.assert(
    fc.property(goods, forms, fc.constantFrom(32, 42, 48), (all, form, columns) => {
      const { paper } = tryReceipt(all, form);
      const text = paperToText(paper, columns);
      for (const line of text) expect(columnsOf(line)).toBeLessThanOrEqual(columns);
      const figures = paper.blocks.flatMap((block) =>
        block.kind === 'pair'
          ? [block.right]
          : block.kind === 'table'
            ? block.rows.flatMap((row) => row.slice(1))
            : [],
      );
      for (const one of figures) {
        const shown =
          paperToText(
            {
              title: '',
              blocks: [{ kind: 'text', text: one, align: 'left', isBold: false, isLarge: false }],
            },
            80,
          )[0] ?? '';
        expect(
          text.some((line) => ` ${line} `.includes(` ${shown.trim()} `)),
          `${one} in ${text.join('\n')}`,
        ).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

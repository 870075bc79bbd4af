// Receipt codes for tests: one of so many lines as a grocer sells them, and made-up ones with everything that can be there.
import fc from 'fast-check';
import type { Instant, SaleId } from '#contract/ids.ts';
import type { Money } from '#contract/money.ts';
import type { Quantity } from '#contract/quantity.ts';
import type { ReceiptCode, ReceiptCodeLine } from '#contract/receipt-code.ts';

const VAT = { en: 'VAT 13%', zh: '增值税13%' };
const REDUCED = { en: 'VAT 9%', zh: '增值税9%' };

/** Stock codes are EAN-13s, as most shops have them; every fourth line is weighed. */
function grocery(i: number): ReceiptCodeLine {
  const total = (199 + 137 * i) as Money;
  const tax = ((total - (total % 9)) / 9) as Money;
  return {
    number: i + 1,
    sku: String(6_901_234_500_000 + 7 * i),
    unit: i % 4 === 3 ? 'kg' : 'each',
    quantity: (i % 4 === 3 ? 842 + i : 1000 * (1 + (i % 3))) as Quantity,
    net: (total - tax) as Money,
    total,
    taxes: [{ names: i % 2 === 0 ? VAT : REDUCED, amount: tax }],
  };
}

/** A sale of so many lines paid in cash. */
export function codeOf(lineCount: number): ReceiptCode {
  const lines = Array.from({ length: lineCount }, (_, i) => grocery(i));
  const total = lines.reduce((sum, line) => sum + line.total, 0) as Money;
  return {
    version: 1,
    registerId: 'R1',
    epoch: 1,
    receiptNumber: '1-000042',
    saleId: '019a9f3e-7c00-7abc-8def-0123456789ab' as SaleId,
    businessDate: '2026-11-20' as ReceiptCode['businessDate'],
    completedAt: '2026-11-20T08:30:00.000Z' as Instant,
    currency: 'CNY',
    total,
    rounding: 0 as Money,
    tenders: [{ kind: 'cash', amount: total }],
    lineCount,
    lines,
    linesDigest: null,
  };
}

const money = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 }) as fc.Arbitrary<Money>;
const amount = fc.integer({ min: 0, max: 1_000_000_000_000 }) as fc.Arbitrary<Money>;
const words = (most: number) =>
  fc.oneof(
    fc.stringMatching(new RegExp(`^[ -~]{0,${most - 1}}[!-~]$`)),
    fc.constantFrom('增值税13%', '有机牛奶', 'Übermaß', '🥛 A', '00000000000000000042', '0', '7'),
  );
const names = fc.oneof(
  fc.record({ en: words(20), zh: words(20) }),
  words(20).map((text) => ({ en: text, zh: text })),
);
const line = fc.record({
  sku: words(40),
  unit: fc.constantFrom('each' as const, 'kg' as const),
  quantity: fc.integer({ min: 1, max: 1_000_000_000 }) as fc.Arbitrary<Quantity>,
  net: money,
  total: money,
  taxes: fc.array(fc.record({ names, amount: money }), { maxLength: 3 }),
});
const lines = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), line), { maxLength: 12 }).map((drawn) => {
  let number = 0;
  return drawn.map(([step, one]): ReceiptCodeLine => ({ number: (number += step), ...one }));
});
const minute = fc.integer({ min: 0, max: 2_879 });

/** Any code that the schema allows, short ones among them. */
export const anyCode: fc.Arbitrary<ReceiptCode> = fc
  .record({
    registerId: words(12),
    epoch: fc.integer({ min: 1, max: 1_000_000 }),
    receiptNumber: words(20),
    saleId: fc.uuid({ version: 7 }) as unknown as fc.Arbitrary<SaleId>,
    day: fc.integer({ min: 0, max: 30_000 }),
    minute,
    currency: fc.constantFrom('CNY' as const, 'JPY' as const, 'KWD' as const),
    total: money,
    rounding: money,
    tenders: fc.array(fc.record({ kind: words(20), amount }), { maxLength: 3 }),
    lines,
    digest: fc.option(fc.stringMatching(/^[0-9a-f]{64}$/), { freq: 4 }),
    count: fc.integer({ min: 0, max: 10_000 }),
  })
  .map(({ day, minute: at, lines: all, digest, count, ...rest }) => {
    const dayMs = Date.UTC(2000, 0, 1) + day * 86_400_000;
    const when = (ms: number) => new Date(ms).toISOString();
    return {
      version: 1 as const,
      ...rest,
      businessDate: when(dayMs).slice(0, 10) as ReceiptCode['businessDate'],
      completedAt: when(dayMs + at * 60_000) as Instant,
      lineCount: digest === null ? all.length : count,
      lines: digest === null ? all : null,
      linesDigest: digest,
    };
  });

// A completed sale as the code on its receipt tells it. Owns what goes into the code; signs nothing.
import type { SoldLine } from '#contract/journal.ts';
import type { Money } from '#contract/money.ts';
import type { ReceiptCode, ReceiptCodeLine } from '#contract/receipt-code.ts';
import type { SaleHeader } from '#contract/sale.ts';
import { negate, sum } from './money.ts';

/** What each kind of payment kept; change is given in cash only (arithmetic R13). */
function keptTenders(sale: SaleHeader): ReceiptCode['tenders'] {
  const kept = new Map<string, Money>();
  for (const { kind, amount } of sale.tenders) {
    const before = kept.get(kind);
    kept.set(kind, before === undefined ? amount : sum([before, amount]));
  }
  const cash = kept.get('cash');
  if (cash !== undefined) kept.set('cash', sum([cash, negate(sale.change)]));
  return [...kept].map(([kind, amount]) => ({ kind, amount }));
}

function codeLine(line: SoldLine): ReceiptCodeLine {
  const { number, sku, unit, quantity, net, total } = line;
  const taxes = line.taxes.map(({ names, amount }) => ({ names, amount }));
  return { number, sku, unit, quantity, net, total, taxes };
}

/** The code of a completed sale, in its long form: every line that was charged. Throws for a sale that is not completed. */
export function receiptCodeOf(
  sale: SaleHeader,
  lines: readonly SoldLine[],
  register: { id: string; epoch: number },
): ReceiptCode {
  const { saleId, currency, total, rounding, receiptNumber, completedAt, businessDate } = sale;
  if (receiptNumber === null || completedAt === null || businessDate === null) {
    throw new Error(`a ${sale.state} sale has no receipt`);
  }
  const charged = lines.filter((line) => !line.isVoided).map(codeLine);
  return {
    version: 1,
    registerId: register.id,
    epoch: register.epoch,
    receiptNumber,
    saleId,
    businessDate,
    completedAt: `${completedAt.slice(0, 16)}:00.000Z` as ReceiptCode['completedAt'],
    currency,
    total,
    rounding,
    tenders: keptTenders(sale),
    lineCount: charged.length,
    lines: charged,
    linesDigest: null,
  };
}

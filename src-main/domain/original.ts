// What was sold, as somebody brings it back: from the journal of these books, or from the signed code on its receipt alone.
// Pure; checks no signature and knows nothing of what came back before.
import type { ReturnBasis, SaleFact, SoldLine } from '#contract/journal.ts';
import { decimalsOf, MAX_PRICE_MICROS } from '#contract/money.ts';
import type { Currency, Money, Price } from '#contract/money.ts';
import { ONE } from '#contract/quantity.ts';
import type { Quantity } from '#contract/quantity.ts';
import type { ReceiptCode, ReceiptCodeLine } from '#contract/receipt-code.ts';
import type { RegisterConfig } from '#contract/register.ts';
import type { OriginalSale } from '#contract/return.ts';
import type { Names } from '#contract/text.ts';
import { divideRounded, subtract, sum } from './money.ts';
import { basisOf } from './refund.ts';
import { roundCash } from './tender.ts';

/** A line that was charged. */
export type OriginalLine = Pick<
  SoldLine,
  'number' | 'sku' | 'names' | 'unit' | 'quantity' | 'priceMicros' | 'taxes' | 'total'
>;

export interface Original extends Pick<
  OriginalSale,
  'saleId' | 'receiptNumber' | 'completedAt' | 'businessDate' | 'cashierName' | 'isForeign'
> {
  /** Without those that were voided. */
  lines: OriginalLine[];
  basis: ReturnBasis['sale'];
}

/** A completed sale of these books. Throws for one that is not completed. */
export function originalOfFact(fact: SaleFact): Original {
  const { sale, completed } = fact;
  const { saleId, completedAt, businessDate, cashier } = sale;
  if (completedAt === null || businessDate === null) throw new Error(`sale ${saleId} has no day`);
  return {
    saleId,
    receiptNumber: completed.receiptNumber,
    completedAt,
    businessDate,
    cashierName: cashier.name,
    isForeign: false,
    lines: fact.lines.filter(({ isVoided }) => !isVoided),
    basis: basisOf(fact),
  };
}

/** What a unit came to with everything taken off: a code does not say what was asked before. */
function unitPrice(total: Money, quantity: Quantity, currency: Currency): Price {
  const micros = BigInt(total) * 10n ** BigInt(6 - decimalsOf(currency)) * BigInt(ONE);
  const each = divideRounded(micros, BigInt(quantity), 'half-up');
  return Number(each < BigInt(MAX_PRICE_MICROS) ? each : BigInt(MAX_PRICE_MICROS)) as Price;
}

const isWhole = ({ net, taxes, total }: ReceiptCodeLine) =>
  total >= 0 && sum([net, ...taxes.map(({ amount }) => amount)]) === total;

/**
 * What came in for the lines of a code. A sale that took nothing back kept its total and the cash rounding. Of an exchange
 * the code does not say how the goods were rounded; they counted as cash, in coins that exist.
 */
function paidFor(code: ReceiptCode, sold: Money, rules: RegisterConfig): ReturnBasis['sale']['paid'] {
  const others = code.tenders.filter(({ kind }) => kind !== 'cash');
  const inCash = subtract(sold, sum(others.map(({ amount }) => amount)));
  const cash = sold === code.total ? sum([inCash, code.rounding]) : roundCash(inCash, rules.cashRounding);
  return [...others, { kind: 'cash', amount: cash }];
}

/**
 * A sale of another till from the code on its receipt alone, drawn down by the rules of this one, which a shop's tills
 * share. Null where its figures do not add up, which no till writes, and where it has none.
 */
export function originalOfCode(
  code: ReceiptCode,
  rules: RegisterConfig,
  namesOf: (sku: string) => Names | null,
): Original | null {
  const { lines, saleId, receiptNumber, completedAt, businessDate, currency } = code;
  if (lines === null || !lines.every(isWhole)) return null;
  const sold = sum(lines.map(({ total }) => total));
  const kept = sum(code.tenders.map(({ amount }) => amount));
  if (sold < code.total || (sold === code.total && kept !== sum([sold, code.rounding]))) return null;
  return {
    saleId,
    receiptNumber,
    completedAt,
    businessDate,
    cashierName: null,
    isForeign: true,
    lines: lines.map(({ net: _net, ...line }) => ({
      ...line,
      names: namesOf(line.sku) ?? { en: line.sku, zh: line.sku },
      priceMicros: unitPrice(line.total, line.quantity, currency),
    })),
    basis: {
      sold,
      paid: paidFor(code, sold, rules),
      rounding: rules.rounding,
      cashRounding: rules.cashRounding,
    },
  };
}

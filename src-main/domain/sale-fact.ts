// Reads the facts of sales as the journal holds them, whatever engine wrote them. Owns what rows of earlier engines meant
// where they say less; what is written is never changed.
import type { SaleFact, SoldLine } from '#contract/journal.ts';
import type { Money } from '#contract/money.ts';
import type { LineItem } from '#contract/sale.ts';
import { sum, ZERO } from './money.ts';

/** Rows of engine 1 know no discount and no promotion: what a line asked is what it came to. */
export function readLine<L extends LineItem>(line: L): L {
  const { fixedAmount = null, gross = line.amount, discount = null, promotions = [] } = line as Partial<L>;
  return { ...line, fixedAmount, gross, discount, promotions };
}

function readSold(line: SoldLine): SoldLine {
  const known: Partial<SoldLine> = line;
  return {
    ...readLine(line),
    orderShare: known.orderShare ?? ZERO,
    rates: known.rates ?? null,
    category: known.category ?? '',
    brand: known.brand ?? null,
  };
}

/** A fact with what was left out of it: nothing came back, nothing was paid out. */
export type WholeFact<F extends SaleFact> = F & { completed: { refunded: Money } };

/** The fact of a completed sale with every member that this program knows. */
export function readFact<F extends SaleFact>(fact: F): WholeFact<F> {
  const lines = fact.lines.map(readSold);
  const subtotal = sum(lines.filter(({ isVoided }) => !isVoided).map(({ gross }) => gross));
  const { sale, completed } = fact;
  const known: Partial<SaleFact['sale']> = sale;
  return {
    ...fact,
    lines,
    completed: { ...completed, refunded: completed.refunded ?? ZERO },
    sale: {
      ...sale,
      customer: known.customer ?? null,
      coupons: known.coupons ?? [],
      subtotal: known.subtotal ?? subtotal,
      savings: known.savings ?? ZERO,
      promotions: known.promotions ?? [],
      orderDiscount: known.orderDiscount ?? null,
      sold: known.sold ?? sale.total,
      returned: known.returned ?? ZERO,
      refunds: known.refunds ?? [],
    },
  };
}

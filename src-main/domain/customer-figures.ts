// What a customer is shown of a sale's money. Sums only what the sale was computed to; owns no words and no order of lines.
import type { Money } from '#contract/money.ts';
import type { SaleHeader } from '#contract/sale.ts';
import { negate, sum, ZERO } from './money.ts';

export interface CustomerFigures {
  savings: Money;
  /** What taxes put on top of the prices. */
  taxAdded: Money;
  total: Money;
  /** Still to pay. */
  due: Money;
  /** What the customer gets while more came back than was bought. */
  giveBack: Money;
  received: Money;
  /** Given back at the end: change, and refunds. */
  change: Money;
}

const atLeastNothing = (amount: Money): Money => (amount < 0 ? ZERO : amount);

/** In minor units of the sale's currency; none but the total is ever negative. What comes back has its taxes in its amount. */
export function customerFigures(sale: SaleHeader, hasReturns: boolean): CustomerFigures {
  const asked = sum([sale.subtotal, negate(sale.savings)]);
  return {
    savings: sale.savings,
    taxAdded: hasReturns ? ZERO : atLeastNothing(sum([sale.total, negate(asked)])),
    total: sale.total,
    due: atLeastNothing(sale.due),
    giveBack: atLeastNothing(negate(sale.due)),
    received: sum(sale.tenders.map((one) => one.amount)),
    change: sum([sale.change, ...sale.refunds.map((one) => one.amount)]),
  };
}

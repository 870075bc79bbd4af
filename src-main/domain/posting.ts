// What money moves between accounts as a double entry (arithmetic R15, R16). Pure; the postings of one event add up to zero.
import type { Posting, SaleFact } from '#contract/journal.ts';
import type { Money } from '#contract/money.ts';
import { negate, sum, ZERO } from './money.ts';
import { drawerMemo } from './shift.ts';

/** Money, in minor units, that comes into (positive) or leaves the drawer, against another account. */
export function drawerPostings(
  memo: string,
  amount: Money,
  against: Posting['account'],
  why: string,
): Posting[] {
  return [
    { account: 'drawer', memo, amount },
    { account: against, memo: why, amount: negate(amount) },
  ];
}

/**
 * Net, tax and rounding against what came into the drawer and left it; they add up to zero (arithmetic R16). What came
 * back is posted beside what was sold, never taken off it.
 */
export function salePostings({
  sale,
  returns = [],
  completed,
}: Pick<SaleFact, 'sale' | 'returns' | 'completed'>): Posting[] {
  const returned = sum(returns.map(({ net }) => net));
  const { received, refunded = ZERO } = completed;
  const postings: Posting[] = [
    { account: 'drawer', memo: drawerMemo.taken, amount: received },
    { account: 'drawer', memo: drawerMemo.change, amount: negate(sale.change) },
    { account: 'drawer', memo: drawerMemo.refunded, amount: negate(refunded) },
    { account: 'sales', memo: 'net', amount: negate(sum([sale.net, returned])) },
    { account: 'sales', memo: 'returned', amount: returned },
    ...sale.taxes.map((tax): Posting => ({ account: 'tax', memo: tax.names.en, amount: negate(tax.amount) })),
    { account: 'rounding', memo: 'cash', amount: negate(sale.rounding) },
  ];
  return postings.filter((posting) => posting.amount !== 0);
}

// The figures of a shift and of a register's period (arithmetic R15, R16). Pure; sums in, reports out.
import type { Money } from '#contract/money.ts';
import type { CashFigures, PeriodFigures } from '#contract/shift.ts';
import type { TaxTotal } from '#contract/sale.ts';
import { negate, sum, ZERO } from './money.ts';

/** The memos under which the drawer's ledger entries are summed. */
export const drawerMemo = {
  float: 'float',
  taken: 'taken',
  change: 'change',
  refunded: 'refunded',
  paidIn: 'paidIn',
  paidOut: 'paidOut',
  safeDrop: 'safeDrop',
} as const;

/** Expected cash from the drawer's ledger entries, by memo; entries that leave the drawer are negative. */
export function cashFigures(sums: ReadonlyMap<string, Money>): CashFigures {
  const of = (memo: string) => sums.get(memo) ?? ZERO;
  return {
    float: of(drawerMemo.float),
    taken: of(drawerMemo.taken),
    change: negate(of(drawerMemo.change)),
    refunds: negate(of(drawerMemo.refunded)),
    paidIn: of(drawerMemo.paidIn),
    paidOut: negate(of(drawerMemo.paidOut)),
    safeDrops: negate(of(drawerMemo.safeDrop)),
    expected: sum(Object.values(drawerMemo).map(of)),
  };
}

/** The figures of a period from its sums and from how often each kind of event happened. */
export function periodFigures(
  sums: {
    receiptCount: number;
    net: Money;
    total: Money;
    rounding: Money;
    cash: Money;
    returnCount: number;
    returned: Money;
  },
  taxes: TaxTotal[],
  kinds: ReadonlyMap<string, number>,
): PeriodFigures {
  const times = (kind: string) => kinds.get(kind) ?? 0;
  const { receiptCount, net, total, rounding, cash, returnCount, returned } = sums;
  return {
    receiptCount,
    sold: sum([total, returned]),
    returns: { count: returnCount, total: returned },
    net,
    taxes,
    total,
    rounding,
    tenders: [{ kind: 'cash', amount: cash }],
    voidedSales: times('sale.voided'),
    // An undone void is no voided line; both rows stay in the journal. A sale is finished before its period is sealed, so
    // a void and its undoing are always of one period.
    voidedLines: times('line.voided') - times('line.restored'),
    noSales: times('drawer.opened'),
    copies: times('receipt.copied'),
    priceOverrides: times('line.repriced'),
  };
}

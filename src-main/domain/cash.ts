// The notes and coins of each currency and what a count of them comes to. Pure; knows no drawer and nothing expected.
import type { Currency, Money } from '#contract/money.ts';
import type { CashCount, DenominationCount } from '#contract/shift.ts';
import { subtract, sum, toMoney } from './money.ts';

/** Notes and coins that a drawer may hold, in minor units, largest first; a note and a coin of one value are one. */
const denominations: Record<Currency, readonly number[]> = {
  AUD: [10_000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5],
  CAD: [10_000, 5000, 2000, 1000, 500, 200, 100, 50, 25, 10, 5],
  CHF: [100_000, 20_000, 10_000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5],
  CNY: [10_000, 5000, 2000, 1000, 500, 100, 50, 10],
  // The 500 is no longer issued, and stays money.
  EUR: [50_000, 20_000, 10_000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1],
  GBP: [5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1],
  HKD: [100_000, 50_000, 10_000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10],
  JPY: [10_000, 5000, 2000, 1000, 500, 100, 50, 10, 5, 1],
  KRW: [50_000, 10_000, 5000, 1000, 500, 100, 50, 10],
  KWD: [20_000, 10_000, 5000, 1000, 500, 250, 100, 50, 20, 10, 5],
  // The 1000 is no longer issued, and stays money.
  SGD: [100_000, 10_000, 5000, 1000, 500, 200, 100, 50, 20, 10, 5],
  TWD: [200_000, 100_000, 50_000, 20_000, 10_000, 5000, 2000, 1000, 500, 100],
  USD: [10_000, 5000, 2000, 1000, 500, 200, 100, 50, 25, 10, 5, 1],
};

/** True for a note or coin of the currency, named by its value in minor units. */
export function isDenomination(denomination: Money, currency: Currency): boolean {
  return denominations[currency].includes(denomination);
}

/** A count as it stands: a row for each note and coin of the currency, 0 where nothing was counted yet. */
export function cashCount(counts: readonly DenominationCount[], float: Money, currency: Currency): CashCount {
  const counted = new Map<number, number>(counts.map(({ denomination, count }) => [denomination, count]));
  const rows = denominations[currency].map((denomination) => {
    const count = counted.get(denomination) ?? 0;
    return {
      denomination: denomination as Money,
      count,
      amount: toMoney(BigInt(denomination) * BigInt(count)),
    };
  });
  const total = sum(rows.map(({ amount }) => amount));
  return { rows, counted: total, float, takings: subtract(total, float) };
}

// Paying: what is due, what cash makes of it, what goes back (arithmetic R7, R13). Pure.
import type { Currency, Money } from '#contract/money.ts';
import type { CashRounding } from '#contract/register.ts';
import type { CashQuote, Tender } from '#contract/tender.ts';
import { divideRounded, subtract, sum, toMoney, ZERO } from './money.ts';
import { whole, writeMoney } from './trace.ts';
import type { Note } from './trace.ts';

/** An amount in steps of the cash increment; unchanged where cash is exact. */
export function roundCash(amount: Money, rule: CashRounding | null): Money {
  if (rule === null) return amount;
  const increment = BigInt(rule.increment);
  return toMoney(divideRounded(BigInt(amount), increment, rule.mode) * increment);
}

function least(a: Money, b: Money): Money {
  return a < b ? a : b;
}

export interface Settlement {
  /** Handed over so far. */
  paid: Money;
  /** Still to pay, exact; 0 when settled. */
  due: Money;
  /** Still to pay if cash settles it. */
  cashDue: Money;
  change: Money;
  /** What cash rounding added to (positive) or took off the total. */
  rounding: Money;
  isSettled: boolean;
}

/**
 * What the tenders make of a total. Change comes only from cash and never exceeds it (R13); rounding happens at
 * the moment cash settles the sale (R7). Whoever lays down the exact due to the coin has paid, unrounded.
 */
export function settle(
  total: Money,
  tenders: readonly Tender[],
  rule: CashRounding | null,
  told?: { currency: Currency; note: Note },
): Settlement {
  const settled = settleNow(total, tenders, rule);
  if (told !== undefined && settled.isSettled) tellSettled(total, tenders, rule, settled, told);
  return settled;
}

/** What cash rounding makes of a due, as a step (R7). */
export function tellRounded(
  due: Money,
  rounded: Money,
  rule: CashRounding,
  { currency, note }: { currency: Currency; note: Note },
): void {
  note?.({
    rule: 'R7',
    figure: 'rounding',
    line: null,
    inputs: [
      { name: 'due', value: writeMoney(due, currency) },
      { name: 'increment', value: writeMoney(rule.increment, currency) },
    ],
    exact: whole(due),
    rounding: rule.mode,
    result: subtract(rounded, due),
  });
}

/** Cash rounding and change as steps; where cash is exact there is nothing to tell of rounding. */
function tellSettled(
  total: Money,
  tenders: readonly Tender[],
  rule: CashRounding | null,
  { rounding, change, paid }: Settlement,
  { currency, note }: { currency: Currency; note: Note },
): void {
  const others = sum(tenders.filter(({ kind }) => kind !== 'cash').map(({ amount }) => amount));
  const due = subtract(total, others);
  if (rule !== null && paid > others) {
    tellRounded(due, sum([due, rounding]), rule, { currency, note });
  }
  note?.({
    rule: 'R13',
    figure: 'change',
    line: null,
    inputs: [
      { name: 'given', value: writeMoney(paid, currency) },
      { name: 'due', value: writeMoney(sum([total, rounding]), currency) },
    ],
    exact: whole(change),
    rounding: null,
    result: change,
  });
}

function settleNow(total: Money, tenders: readonly Tender[], rule: CashRounding | null): Settlement {
  const cash = tenders.filter((tender) => tender.kind === 'cash');
  const given = sum(cash.map((tender) => tender.amount));
  const paid = sum(tenders.map((tender) => tender.amount));
  const beforeCash = subtract(total, subtract(paid, given));
  const cashTotal = roundCash(beforeCash, rule);
  const open = { paid, change: ZERO, rounding: ZERO };
  // The exact coins, or a few more that do not reach the rounded due: all of it is kept, nothing is due.
  if (given >= beforeCash && given <= cashTotal) {
    return { ...open, due: ZERO, cashDue: ZERO, rounding: subtract(given, beforeCash), isSettled: true };
  }
  // A due of 0.02 that rounds to nothing still wants cash to settle it: a tender of 0.00.
  if (cash.length === 0 || given < cashTotal) {
    return {
      ...open,
      due: subtract(beforeCash, given),
      cashDue: subtract(cashTotal, given),
      isSettled: false,
    };
  }
  // Where the total rounds to nothing, odd coins could round up to more than was given (R13).
  const change = least(roundCash(subtract(given, cashTotal), rule), given);
  return {
    paid,
    due: ZERO,
    cashDue: ZERO,
    change,
    rounding: subtract(subtract(given, change), beforeCash),
    isSettled: true,
  };
}

/** What laying down `amount` more in cash would come to. */
export function quoteCash(
  total: Money,
  tenders: readonly Tender[],
  amount: Money,
  rule: CashRounding | null,
): CashQuote {
  const next = { tenderId: 'quote' as Tender['tenderId'], kind: 'cash', amount } as const;
  const after = settle(total, [...tenders, next], rule);
  return { received: amount, change: after.change, remaining: after.isSettled ? ZERO : after.cashDue };
}

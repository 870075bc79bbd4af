// The amounts of cash that a customer is likely to lay down for what is due (`ui.md` 2.5). Pure; remembers nothing, so
// what the store has learned is handed in.
import { decimalsOf, MAX_MONEY } from '#contract/money.ts';
import type { Currency, Money } from '#contract/money.ts';
import type { CashRounding } from '#contract/register.ts';
import type { CashQuote, Tender } from '#contract/tender.ts';
import { divideRounded, toMoney } from './money.ts';
import { quoteCash, settle } from './tender.ts';
import type { Settlement } from './tender.ts';

/** The notes and coins people round up to, in major units, ascending. */
const steps: Record<Currency, readonly number[]> = {
  AUD: [1, 5, 10, 20, 50, 100],
  CAD: [1, 5, 10, 20, 50, 100],
  CHF: [1, 5, 10, 20, 50, 100],
  CNY: [1, 5, 10, 20, 50, 100],
  EUR: [1, 5, 10, 20, 50, 100],
  GBP: [1, 5, 10, 20, 50],
  HKD: [1, 5, 10, 20, 50, 100, 500],
  JPY: [100, 500, 1000, 5000, 10_000],
  KRW: [100, 500, 1000, 5000, 10_000, 50_000],
  KWD: [1, 5, 10, 20],
  SGD: [1, 5, 10, 20, 50, 100],
  TWD: [10, 50, 100, 500, 1000],
  USD: [1, 5, 10, 20, 50, 100],
};

/** The steps in minor units, ascending. */
function stepsOf(currency: Currency): bigint[] {
  return steps[currency].map((step) => BigInt(step) * 10n ** BigInt(decimalsOf(currency)));
}

/**
 * Everything that may be laid down for a due: exact, rounded up to each step, a large note more. Ascending, and never
 * more than a till may hold with what was `paid` before.
 */
function candidates({ cashDue, paid }: Settlement, currency: Currency): bigint[] {
  const minor = stepsOf(currency);
  const largest = minor.at(-1) as bigint;
  const up = minor.map((step) => divideRounded(BigInt(cashDue), step, 'up') * step);
  const beyond = divideRounded(BigInt(cashDue), largest, 'up') * largest + largest;
  return [...new Set([BigInt(cashDue), ...up, beyond])]
    .filter((amount) => amount <= BigInt(MAX_MONEY) - BigInt(paid))
    .sort((a, b) => (a < b ? -1 : 1));
}

/** Up to four likely amounts of cash for what is due: exact first, ascending. */
export function quickCash(
  total: Money,
  tenders: readonly Tender[],
  currency: Currency,
  rule: CashRounding | null,
): CashQuote[] {
  const open = settle(total, tenders, rule);
  if (open.isSettled || open.cashDue <= 0) return [];
  const amounts = candidates(open, currency).slice(0, 4);
  return amounts.map((amount) => quoteCash(total, tenders, toMoney(amount), rule));
}

/** How many notes and coins an amount is made of; what is left over counts as one coin each. */
function piecesOf(amount: bigint, currency: Currency): bigint {
  let rest = amount;
  let pieces = 0n;
  for (const step of stepsOf(currency).toReversed()) {
    pieces += rest / step;
    rest %= step;
  }
  return pieces + rest;
}

/**
 * The exact amount and up to two more, ascending, for the counter itself: of all that may be laid down, what this store
 * was given most often (`given`: amount -> times), then what takes the fewest notes and coins.
 */
export function counterCash(
  total: Money,
  tenders: readonly Tender[],
  currency: Currency,
  rule: CashRounding | null,
  given: ReadonlyMap<Money, number>,
): CashQuote[] {
  const open = settle(total, tenders, rule);
  if (open.isSettled || open.cashDue <= 0) return [];
  const likeliest = candidates(open, currency)
    .slice(1)
    .map((amount) => ({ amount: toMoney(amount), pieces: piecesOf(amount, currency) }))
    .sort(
      (a, b) =>
        (given.get(b.amount) ?? 0) - (given.get(a.amount) ?? 0) ||
        Number(a.pieces - b.pieces) ||
        a.amount - b.amount,
    );
  const chosen = likeliest.slice(0, 2).map(({ amount }) => amount);
  return [open.cashDue, ...chosen.sort((a, b) => a - b)].map((amount) =>
    quoteCash(total, tenders, amount, rule),
  );
}

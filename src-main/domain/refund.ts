// What a refund gives back (arithmetic R8, R11, R12, R14): stored figures are drawn down, nothing is computed anew. Pure;
// owns no rule of who may return what.
import type { ReturnBasis, ReturnedLine, SaleFact } from '#contract/journal.ts';
import type { Money } from '#contract/money.ts';
import type { CashRounding } from '#contract/register.ts';
import type { TaxTotal } from '#contract/sale.ts';
import type { Tender } from '#contract/tender.ts';
import { tellDrawn, tellGivenBack, tellNet, tellNetted, tellRoundingBack } from './refund-steps.ts';
import type { Drawn, Told } from './refund-steps.ts';
import { allocate, divideRounded, negate, subtract, sum, toMoney, ZERO } from './money.ts';
import type { RoundingMode } from './money.ts';
import { calculateSale, taxesByName } from './sale.ts';
import type { SaleSettings } from './sale.ts';
import type { TaxedLine } from './tax.ts';
import { roundCash, settle, tellRounded } from './tender.ts';
import type { Settlement } from './tender.ts';
import type { Note } from './trace.ts';

/** Without cash rounding money goes back to the smallest unit. */
const ONE_UNIT = 1 as Money;

/**
 * What `quantity` of a sold line gives back when `before` has come back already, all in thousandths: of each tax and of
 * the total `round(stored x q/n)` is gone after q, net is the remainder. So what comes back in any portions and any order
 * is exactly what was sold. Throws RangeError beyond what was sold.
 */
export function drawDown(
  line: ReturnBasis['line'],
  before: number,
  quantity: number,
  mode: RoundingMode,
  told?: Told,
): TaxedLine {
  const after = before + quantity;
  if (before < 0 || quantity < 0 || after > line.quantity) {
    throw new RangeError(`${quantity} after ${before} is more than the ${line.quantity} that were sold`);
  }
  const gone = (stored: Money, q: number) =>
    divideRounded(BigInt(stored) * BigInt(q), BigInt(line.quantity), mode);
  const portion = (stored: Money, of: Pick<Drawn, 'figure' | 'names'>) => {
    const result = toMoney(gone(stored, after) - gone(stored, before));
    if (told !== undefined) {
      const counts = { sold: line.quantity, before, after, gone: toMoney(gone(stored, before)) };
      tellDrawn(told, { ...of, ...counts, stored, mode, result });
    }
    return result;
  };
  const total = portion(line.total, { figure: 'returnTotal' });
  const taxes = line.taxes.map(({ names, amount }) => {
    return { names, amount: portion(amount, { figure: 'returnTax', names }) };
  });
  const taxed = sum(taxes.map(({ amount }) => amount));
  const net = subtract(total, taxed);
  if (told !== undefined) tellNet(told, total, taxed, net);
  return { net, taxes, total };
}

/**
 * What a completed sale leaves to be drawn down: what its lines came to, and what came in for them. Its own returns count
 * as paid for with goods, which is as good as cash.
 */
export function basisOf({ sale, returns = [], rules }: SaleFact): ReturnBasis['sale'] {
  // The rounding of what it took back is undone, so what is left is that of what it sold.
  const rounding = sum([sale.rounding, ...returns.map((one) => one.rounding)]);
  const others = sale.tenders.filter((tender) => (tender.kind as string) !== 'cash');
  const cash = subtract(sum([sale.sold, rounding]), sum(others.map(({ amount }) => amount)));
  // Rounded on what went back, an exchange can give away more than it sold; nobody owes that when it is undone.
  const taken = cash < ZERO ? ZERO : cash;
  return {
    sold: sale.sold,
    paid: [...others.map(({ kind, amount }) => ({ kind, amount })), { kind: 'cash', amount: taken }],
    rounding: rules.rounding,
    cashRounding: rules.cashRounding,
  };
}

/** An amount by means of payment. */
export interface Paid {
  kind: string;
  amount: Money;
}

/** In which steps a means of payment gives back, and how its part is rounded. */
function stepsOf(sale: ReturnBasis['sale'], kind: string): { increment: Money; mode: RoundingMode } {
  const rule = kind === 'cash' ? sale.cashRounding : null;
  return { increment: rule?.increment ?? ONE_UNIT, mode: rule?.mode ?? sale.rounding };
}

const isCash = ({ kind }: Paid) => kind === 'cash';

/** What came in was what was sold, to the cent: then so is what goes back. */
function isToTheCent({ sold, paid, cashRounding }: ReturnBasis['sale']): boolean {
  return cashRounding === null && sum(paid.map(({ amount }) => amount)) === sold;
}

/** What cash has given back once `returned` has come back, in steps of the cash increment of that day (R8). */
function cashBack(sale: ReturnBasis['sale'], amount: Money, returned: Money): Money {
  const { increment, mode } = stepsOf(sale, 'cash');
  const part = BigInt(amount) * BigInt(returned);
  const back = divideRounded(part, BigInt(sale.sold) * BigInt(increment), mode) * BigInt(increment);
  return toMoney(back < BigInt(amount) ? back : BigInt(amount));
}

/** `amount` times `part` of `whole`, rounded once; nothing of nothing. */
function partOf(amount: Money, part: Money, whole: Money, mode: RoundingMode): Money {
  return whole === 0 ? ZERO : toMoney(divideRounded(BigInt(amount) * BigInt(part), BigInt(whole), mode));
}

/**
 * What has gone back, by means of payment, once `returned` of what was sold has: each gives its part, and all of it when
 * everything is back (R8). The others share what cash leaves, one after the other: so without cash rounding they give
 * exactly what came back, and no later return takes anything from the customer.
 */
export function paidBack(sale: ReturnBasis['sale'], returned: Money): Paid[] {
  const { sold, paid, rounding } = sale;
  if (returned >= sold) return paid.map((one) => ({ ...one }));
  const cash = sum(paid.filter(isCash).map(({ amount }) => cashBack(sale, amount, returned)));
  let others = sum(paid.filter((one) => !isCash(one)).map(({ amount }) => amount));
  let left = isToTheCent(sale) ? subtract(returned, cash) : partOf(others, returned, sold, rounding);
  return paid.map((one) => {
    const { kind, amount } = one;
    if (isCash(one)) return { kind, amount: cashBack(sale, amount, returned) };
    const part = partOf(amount, left, others, rounding);
    left = subtract(left, part);
    others = subtract(others, amount);
    return { kind, amount: part };
  });
}

/** Whether a means of payment gives what others leave of a whole, not a part that is rounded by itself. */
function isShared(sale: ReturnBasis['sale'], kind: string): boolean {
  const others = sale.paid.filter((one) => !isCash(one)).length;
  return kind !== 'cash' && (others > 1 || isToTheCent(sale));
}

/** What a return of `total` gives back, by means of payment, when `before` of what was sold is back already. */
export function moneyBack(sale: ReturnBasis['sale'], before: Money, total: Money, told?: Told): Paid[] {
  const returned = sum([before, total]);
  const earlier = paidBack(sale, before);
  return paidBack(sale, returned).map(({ kind, amount }, i) => {
    const gone = earlier[i]?.amount ?? ZERO;
    const result = subtract(amount, gone);
    const paid = sale.paid[i]?.amount ?? ZERO;
    // A sale for nothing has nothing to give back, and no part of it either.
    if (told !== undefined && paid !== 0 && sale.sold !== 0) {
      const steps = stepsOf(sale, kind);
      const mode = isShared(sale, kind) ? 'share' : steps.mode;
      tellGivenBack(told, { kind, paid, sold: sale.sold, returned, gone, result, ...steps, mode });
    }
    return { kind, amount: result };
  });
}

/** What cash rounding adds to a return of `total`, or takes off it. */
export function roundingBack(sale: ReturnBasis['sale'], before: Money, total: Money, told?: Told): Money {
  const given = sum(moneyBack(sale, before, total, told).map(({ amount }) => amount));
  const rounding = subtract(given, total);
  if (told !== undefined && rounding !== 0) tellRoundingBack(told, given, total, rounding);
  return rounding;
}

/** A return's figures: what it takes off the sale, and its share of the original's cash rounding. */
export interface ReturnFigures extends TaxedLine {
  rounding: Money;
}

/** A return on a receipt: stored figures drawn down (R11), with their share of the cash rounding (R8). */
export function drawnReturn(
  basis: ReturnBasis,
  before: ReturnedLine['before'],
  quantity: number,
  told?: Told,
): ReturnFigures {
  const figures = drawDown(basis.line, before.quantity, quantity, basis.sale.rounding, told);
  return { ...figures, rounding: roundingBack(basis.sale, before.total, figures.total, told) };
}

/** Returns without a receipt: computed like a sale of their own, all of them together (R12). */
export function unprovenReturns(
  returns: readonly Pick<ReturnedLine, 'quantity' | 'priceMicros' | 'rates'>[],
  settings: SaleSettings,
  note?: Note,
): ReturnFigures[] {
  const lines = returns.map(({ quantity, priceMicros, rates }) => {
    return { quantity, priceMicros, taxes: rates ?? [] };
  });
  return calculateSale(lines, settings, null, note).lines.map(({ net, taxes, total }) => {
    return { net, taxes, total, rounding: ZERO };
  });
}

/**
 * The figures of a sale's returns computed again from what each was computed from. `note` is told each step, by the place
 * of the return among them.
 */
export function returnFigures(
  returns: readonly ReturnedLine[],
  settings: SaleSettings,
  note?: Note,
): ReturnFigures[] {
  const { currency } = settings;
  const places = returns.flatMap(({ basis }, line) => (basis === null ? [line] : []));
  const tellOwn: Note =
    note && ((step) => note(step.line === null ? step : { ...step, line: places[step.line] ?? null }));
  const unproven = unprovenReturns(
    returns.filter(({ basis }) => basis === null),
    settings,
    tellOwn,
  );
  return returns.flatMap(({ basis, before, quantity }, line) => {
    const told = note && { currency, note, line };
    const own = basis === null ? unproven.shift() : drawnReturn(basis, before, quantity, told);
    return own ?? [];
  });
}

/** What a means of payment took, and what it has given back already. */
export interface Took {
  kind: string;
  took: Money;
  gaveBack: Money;
}

/**
 * Splits a refund over what was paid with, in the original proportions, each capped by what it took less what it gave
 * back (R14); what does not fit goes to the others. More than all of them have left goes nowhere.
 */
export function refundTenders(amount: Money, tenders: readonly Took[]): Paid[] {
  const room = tenders.map(({ took, gaveBack }) => BigInt(took) - BigInt(gaveBack));
  const most = room.reduce((a, b) => a + b, 0n);
  const whole = BigInt(amount) < most ? BigInt(amount) : most;
  const wanted = allocate(
    whole,
    tenders.map(({ took }) => BigInt(took)),
  );
  const given = wanted.map((one, i) => (one < (room[i] ?? 0n) ? one : (room[i] ?? 0n)));
  const missing = whole - given.reduce((a, b) => a + b, 0n);
  const more = allocate(
    missing,
    given.map((one, i) => (room[i] ?? 0n) - one),
  );
  return tenders.map(({ kind }, i) => ({ kind, amount: toMoney((given[i] ?? 0n) + (more[i] ?? 0n)) }));
}

/** A sale with returns: each side by itself, then one against the other (R12). */
export interface Exchange {
  sold: Money;
  returned: Money;
  net: Money;
  taxes: TaxTotal[];
  total: Money;
  /** What is to be settled: the total with the cash rounding of the returned sales undone. Negative goes back. */
  owed: Money;
}

/** Nets what is sold with what comes back; both have positive figures. */
export function exchange(
  sold: Pick<TaxedLine, 'net' | 'taxes' | 'total'>,
  returns: readonly ReturnFigures[],
  told?: Told,
): Exchange {
  const returned = sum(returns.map(({ total }) => total));
  const total = subtract(sold.total, returned);
  const back = returns.map(({ taxes }) => ({
    taxes: taxes.map(({ names, amount }) => ({ names, amount: negate(amount) })),
  }));
  const owed = subtract(total, sum(returns.map(({ rounding }) => rounding)));
  if (told !== undefined && returns.length > 0) tellNetted(told, { sold: sold.total, returned, total, owed });
  return {
    sold: sold.total,
    returned,
    net: subtract(sold.net, sum(returns.map(({ net }) => net))),
    taxes: taxesByName([sold, ...back]),
    total,
    owed,
  };
}

/** Whether nothing is bought and everything comes back on a receipt: then cash gives back exactly what was taken (R8). */
export function isOnlyReceipts(
  sold: readonly unknown[],
  returns: readonly Pick<ReturnedLine, 'basis'>[],
): boolean {
  return sold.length === 0 && returns.every(({ basis }) => basis !== null);
}

/**
 * Settles a sale that may owe the customer. `isExact`: nothing but receipts comes back, so cash gives back exactly what
 * was taken (R8); else what goes back is rounded like what is paid (R7). What goes back is a negative due.
 */
export function settleExchange(
  owed: Money,
  tenders: readonly Tender[],
  refunds: readonly Tender[],
  rule: CashRounding | null,
  isExact: boolean,
  told?: NonNullable<Parameters<typeof settle>[3]> & { tellsRefunds: boolean },
): Settlement {
  if (owed >= 0) return settle(owed, tenders, rule, told);
  const cashOwed = isExact ? owed : roundCash(owed, rule);
  if (rule !== null && !isExact && told?.tellsRefunds === true) tellRounded(owed, cashOwed, rule, told);
  const given = sum(refunds.map(({ amount }) => amount));
  const isSettled = given >= negate(cashOwed);
  return {
    paid: ZERO,
    due: isSettled ? ZERO : sum([owed, given]),
    cashDue: isSettled ? ZERO : sum([cashOwed, given]),
    change: ZERO,
    rounding: isSettled ? subtract(negate(given), owed) : ZERO,
    isSettled,
  };
}

// A sale with every step that made its figures (arithmetic R19), and the same sale computed again from what was written of
// it. Pure; owns what counts as different.
import type { OrderDiscount } from '#contract/discount.ts';
import type { ReturnedLine, SaleFact, SoldLine } from '#contract/journal.ts';
import type { Money } from '#contract/money.ts';
import type { Promotion } from '#contract/promotion.ts';
import type { CashRounding } from '#contract/register.ts';
import type { SavedPromotion } from '#contract/sale.ts';
import type { Tender } from '#contract/tender.ts';
import type { TraceStep } from '#contract/trace.ts';
import { compare } from './compare.ts';
import type { Difference } from './compare.ts';
import { subtract, sum, ZERO } from './money.ts';
import { promote } from './promote.ts';
import type { Promoted } from './promote.ts';
import { calculateSale, lineAmounts } from './sale.ts';
import type { PricedLine, SaleFigures, SaleSettings } from './sale.ts';
import { exchange, isOnlyReceipts, returnFigures, settleExchange } from './refund.ts';
import type { Exchange, ReturnFigures } from './refund.ts';
import type { Settlement } from './tender.ts';
import { collect, whole } from './trace.ts';
import type { Step } from './trace.ts';

/** The first engine whose traces hold steps of what comes back. */
const TELLS_RETURNS = 3;

/** A line of a sale as it is explained: what the calculator takes, its number, and each promotion by itself. */
export interface ExplainedLine extends PricedLine {
  number: number;
  saved: readonly SavedPromotion[];
}

export interface ExplainedSale {
  lines: readonly ExplainedLine[];
  settings: SaleSettings;
  order: OrderDiscount | null;
  /** What comes back, with what each is drawn down from; left out where nothing does. */
  returns?: readonly ReturnedLine[];
  tenders: readonly Tender[];
  /** What was paid out; left out where nothing was. */
  refunds?: readonly Tender[];
  cashRounding: CashRounding | null;
  /** False for sales of engines that told no steps of what comes back: their traces hold none. */
  tellsReturns: boolean;
}

export interface Explanation {
  /** Of what is sold. */
  figures: SaleFigures;
  /** Of what comes back, in its order. */
  returns: ReturnFigures[];
  /** One against the other. */
  netted: Exchange;
  settlement: Settlement;
  /** In the order in which they were taken: line by line, then the taxes, then what concerns the whole sale. */
  steps: TraceStep[];
}

/** Each promotion of a line by itself. */
function tellPromotions(line: ExplainedLine | undefined, at: number, note: (step: Step) => void): void {
  for (const { names, saved: off } of line?.saved ?? []) {
    note({
      rule: 'promotion',
      figure: 'promotion',
      line: at,
      names,
      inputs: [],
      exact: whole(off),
      rounding: null,
      result: off,
    });
  }
}

/** Computes a sale and keeps every step; the figures are the calculator's own. */
export function explainSale(sale: ExplainedSale): Explanation {
  const { lines, settings, order, tenders, refunds = [], cashRounding, tellsReturns } = sale;
  const { currency } = settings;
  // What comes back is numbered with the lines and told of after them.
  const numbered = [...lines, ...(sale.returns ?? [])];
  const { note: keep, steps } = collect(currency, (at) => numbered[at]?.number ?? 0);
  // What each promotion takes off stands before what all of them leave.
  const note = (step: Step) => {
    if (step.rule === 'promotion' && step.line !== null) tellPromotions(lines[step.line], step.line, keep);
    keep(step);
  };
  const figures = calculateSale(lines, settings, order, note);
  const noteBack = (step: Step) =>
    keep(step.line === null ? step : { ...step, line: step.line + lines.length });
  const returns = returnFigures(sale.returns ?? [], settings, tellsReturns ? noteBack : undefined);
  const toldAll = tellsReturns ? { currency, note: keep, line: null } : undefined;
  const netted = exchange(figures, returns, toldAll);
  const isExact = isOnlyReceipts(lines, sale.returns ?? []);
  const told = { currency, note, tellsRefunds: tellsReturns };
  const settlement = settleExchange(netted.owed, tenders, refunds, cashRounding, isExact, told);
  return { figures, returns, netted, settlement, steps };
}

/** A line that was sold as the calculator takes it; null where the row does not say at what rates it was taxed. */
function explained(line: SoldLine): ExplainedLine | null {
  if (line.rates === null) return null;
  return {
    number: line.number,
    quantity: line.quantity,
    priceMicros: line.priceMicros,
    fixedAmount: line.fixedAmount,
    discount: line.discount?.given ?? null,
    promotions: sum(line.promotions.map(({ saved }) => saved)),
    saved: line.promotions,
    taxes: line.rates,
  };
}

/** What a completed sale was computed from; null where its rows do not say it all (engine 1 kept no tax rates). */
export function explainedFact({ sale, lines, returns = [], rules }: SaleFact): ExplainedSale | null {
  const sold = lines.filter(({ isVoided }) => !isVoided).map(explained);
  if (sold.some((line) => line === null)) return null;
  return {
    lines: sold as ExplainedLine[],
    settings: { currency: sale.currency, rounding: rules.rounding, taxRounding: rules.taxRounding },
    order: sale.orderDiscount?.given ?? null,
    returns,
    tenders: sale.tenders,
    refunds: sale.refunds,
    cashRounding: rules.cashRounding,
    tellsReturns: rules.engine >= TELLS_RETURNS,
  };
}

/** What the shop's promotions of that moment take off a completed sale, computed again; null where its rows do not say enough. */
export function promotedAgain(
  { sale, lines, rules }: SaleFact,
  shop: {
    promotions: readonly Promotion[];
    couponUses: ReadonlyMap<string, number>;
    timeZone: string;
    dayStartsAt: number;
  },
): Promoted | null {
  if (lines.some(({ rates }) => rates === null)) return null;
  const { timeZone, dayStartsAt, couponUses } = shop;
  const { openedAt, customer, coupons, currency } = sale;
  const occasion = {
    openedAt,
    timeZone,
    dayStartsAt,
    customerGroup: customer?.group ?? null,
    coupons,
    couponUses,
  };
  const sold = lines.filter(({ isVoided }) => !isVoided);
  const settings = { currency, rounding: rules.rounding, taxRounding: rules.taxRounding };
  return promote(sold, shop.promotions, occasion, settings);
}

/** What promotions took off each line as it was stored, against what they take off it now. */
export function promotionDifferencesOf({ lines }: SaleFact, { byLine }: Promoted): Difference[] {
  const named = (saved: readonly SavedPromotion[]) =>
    Object.fromEntries(saved.map((one) => [`promotion ${one.promotionId}`, one.saved]));
  return lines
    .filter(({ isVoided }) => !isVoided)
    .flatMap(({ number, promotions }) => compare(number, named(promotions), named(byLine.get(number) ?? [])));
}

const byName = (taxes: readonly { names: { en: string }; amount: Money }[]) =>
  Object.fromEntries(taxes.map(({ names, amount }) => [`tax ${names.en}`, amount]));

/** The same of what came back, each by its own number. */
function ofReturns({ returns = [] }: SaleFact, explanation: Explanation): Difference[] {
  return returns.flatMap(({ number, net, total, rounding, taxes }, i) => {
    const own = explanation.returns[i];
    if (own === undefined) return [];
    return compare(
      number,
      { net, total, rounding, ...byName(taxes) },
      { net: own.net, total: own.total, rounding: own.rounding, ...byName(own.taxes) },
    );
  });
}

/** Every stored figure of a completed sale against the ones that the calculator gives now. */
export function differencesOf(fact: SaleFact, explanation: Explanation): Difference[] {
  const { figures, netted, settlement } = explanation;
  const { sale, lines, completed } = fact;
  const sold = lines.filter(({ isVoided }) => !isVoided);
  const ofLines = sold.flatMap((line, i) => {
    const own = figures.lines[i];
    if (own === undefined) return [];
    const { gross, amount, net, total, orderShare } = line;
    return compare(
      line.number,
      {
        gross,
        amount,
        net,
        total,
        orderShare,
        discount: line.discount?.amount ?? ZERO,
        ...byName(line.taxes),
      },
      {
        gross: own.gross,
        amount: own.amount,
        net: own.net,
        total: own.total,
        orderShare: own.orderShare,
        discount: own.discount,
        ...byName(own.taxes),
      },
    );
  });
  const { subtotal, savings, sold: asked, returned, net, total, rounding } = sale;
  const ofSale = compare(
    null,
    {
      subtotal,
      savings,
      sold: asked,
      returned,
      net,
      total,
      rounding,
      change: completed.change,
      ...byName(sale.taxes),
    },
    {
      subtotal: figures.subtotal,
      savings: figures.savings,
      sold: netted.sold,
      returned: netted.returned,
      net: netted.net,
      total: netted.total,
      // That of the returned sales is undone beside its own.
      rounding: subtract(settlement.rounding, sum(explanation.returns.map((one) => one.rounding))),
      change: settlement.change,
      ...byName(netted.taxes),
    },
  );
  return [...ofLines, ...ofReturns(fact, explanation), ...ofSale];
}

/** What can be computed again of a sale that does not say its tax rates: what each line asks, and that all of it adds up. */
export function partialDifferencesOf({ sale, lines }: SaleFact, settings: SaleSettings): Difference[] {
  const sold = lines.filter(({ isVoided }) => !isVoided);
  const ofLines = sold.flatMap((line) => {
    const { gross, amount } = lineAmounts({ ...line, discount: null, promotions: ZERO, taxes: [] }, settings);
    const stored = { gross: line.gross, amount: line.amount, total: line.total };
    const total = sum([line.net, ...line.taxes.map((tax) => tax.amount)]);
    return compare(line.number, stored, { gross, amount, total });
  });
  const total = sum(sold.map((line) => line.total));
  return [...ofLines, ...compare(null, { total: sale.total }, { total })];
}

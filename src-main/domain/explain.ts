// A sale with every step that made its figures (arithmetic R19), and the same sale computed again from what was written of
// it. Pure; owns what counts as different.
import type { OrderDiscount } from '#contract/discount.ts';
import type { SaleFact, SoldLine } from '#contract/journal.ts';
import type { Money } from '#contract/money.ts';
import type { Promotion } from '#contract/promotion.ts';
import type { CashRounding } from '#contract/register.ts';
import type { SavedPromotion } from '#contract/sale.ts';
import type { Tender } from '#contract/tender.ts';
import type { TraceStep } from '#contract/trace.ts';
import { sum, ZERO } from './money.ts';
import { promote } from './promote.ts';
import type { Promoted } from './promote.ts';
import { calculateSale, lineAmounts } from './sale.ts';
import type { PricedLine, SaleFigures, SaleSettings } from './sale.ts';
import { settle } from './tender.ts';
import type { Settlement } from './tender.ts';
import { collect, whole } from './trace.ts';

/** A line of a sale as it is explained: what the calculator takes, its number, and each promotion by itself. */
export interface ExplainedLine extends PricedLine {
  number: number;
  saved: readonly SavedPromotion[];
}

export interface ExplainedSale {
  lines: readonly ExplainedLine[];
  settings: SaleSettings;
  order: OrderDiscount | null;
  tenders: readonly Tender[];
  cashRounding: CashRounding | null;
}

export interface Explanation {
  figures: SaleFigures;
  settlement: Settlement;
  /** In the order in which they were taken: line by line, then the taxes, then what concerns the whole sale. */
  steps: TraceStep[];
}

/** Computes a sale and keeps every step; the figures are the calculator's own. */
export function explainSale({ lines, settings, order, tenders, cashRounding }: ExplainedSale): Explanation {
  const { note, steps } = collect(settings.currency, (at) => lines[at]?.number ?? 0);
  lines.forEach(({ saved }, line) => {
    for (const { names, saved: off } of saved) {
      const exact = whole(off);
      note({
        rule: 'promotion',
        figure: 'promotion',
        line,
        names,
        inputs: [],
        exact,
        rounding: null,
        result: off,
      });
    }
  });
  const figures = calculateSale(lines, settings, order, note);
  const settlement = settle(figures.total, tenders, cashRounding, { currency: settings.currency, note });
  return { figures, settlement, steps };
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
export function explainedFact({ sale, lines, rules }: SaleFact): ExplainedSale | null {
  const sold = lines.filter(({ isVoided }) => !isVoided).map(explained);
  if (sold.some((line) => line === null)) return null;
  return {
    lines: sold as ExplainedLine[],
    settings: { currency: sale.currency, rounding: rules.rounding, taxRounding: rules.taxRounding },
    order: sale.orderDiscount?.given ?? null,
    tenders: sale.tenders,
    cashRounding: rules.cashRounding,
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

/** A stored figure that comes out differently today. */
export interface Difference {
  figure: string;
  /** Null for a figure of the whole sale. */
  lineNumber: number | null;
  stored: Money;
  computed: Money;
}

function compare(
  lineNumber: number | null,
  stored: Readonly<Record<string, Money>>,
  computed: Readonly<Record<string, Money>>,
): Difference[] {
  const names = new Set([...Object.keys(stored), ...Object.keys(computed)]);
  return [...names].flatMap((figure) => {
    const [was, is] = [stored[figure] ?? ZERO, computed[figure] ?? ZERO];
    return was === is ? [] : [{ figure, lineNumber, stored: was, computed: is }];
  });
}

const byName = (taxes: readonly { names: { en: string }; amount: Money }[]) =>
  Object.fromEntries(taxes.map(({ names, amount }) => [`tax ${names.en}`, amount]));

/** Every stored figure of a completed sale against the ones that the calculator gives now. */
export function differencesOf(fact: SaleFact, { figures, settlement }: Explanation): Difference[] {
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
  const { subtotal, savings, net, total, rounding } = sale;
  const ofSale = compare(
    null,
    { subtotal, savings, net, total, rounding, change: completed.change, ...byName(sale.taxes) },
    {
      subtotal: figures.subtotal,
      savings: figures.savings,
      net: figures.net,
      total: figures.total,
      rounding: settlement.rounding,
      change: settlement.change,
      ...byName(figures.taxes),
    },
  );
  return [...ofLines, ...ofSale];
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

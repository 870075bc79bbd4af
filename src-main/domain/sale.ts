// The calculator of a sale: lines in, every figure out. Pure; the only place where a total comes from. What each line asks
// and what is taken off by hand is discount.ts, what promotions take off is handed in, taxes are tax.ts.
import type { Tax } from '#contract/catalog.ts';
import type { OrderDiscount } from '#contract/discount.ts';
import type { Currency, Money } from '#contract/money.ts';
import type { TaxTotal } from '#contract/sale.ts';
import type { Input } from '#contract/trace.ts';
import { afterLineDiscount, afterOrderPercent, grossOf, spreadOrderAmount } from './discount.ts';
import type { AskedLine } from './discount.ts';
import { subtract, sum, ZERO } from './money.ts';
import { taxLines } from './tax.ts';
import type { TaxedLine } from './tax.ts';
import { whole, writeMoney } from './trace.ts';
import type { Note } from './trace.ts';

export interface SaleSettings {
  currency: Currency;
  rounding: 'half-up' | 'half-even';
  taxRounding: 'line' | 'document';
}

export interface PricedLine extends AskedLine {
  taxes: readonly Tax[];
  /** What promotions take off the line, in minor units; never more than the line is left with. */
  promotions?: Money;
}

/** What a line asks before anything is done to the whole sale. */
export interface LineAmounts {
  /** Quantity times price, rounded once (R3), or what the code on it said (R17). */
  gross: Money;
  /** Taken off by hand. */
  discount: Money;
  /** Taken off by promotions. */
  promotions: Money;
  /** What is left: the amount that stands on the line. */
  amount: Money;
}

export interface LineFigures extends TaxedLine, LineAmounts {
  /** What the discount on the whole sale takes off this line: before taxes where it is an amount, off its total else. */
  orderShare: Money;
}

export interface SaleFigures {
  lines: LineFigures[];
  /** The sum of what the lines asked before anything was taken off. */
  subtotal: Money;
  /** What the discount on the whole sale comes to: the lines' shares of it. */
  orderDiscount: Money;
  /** Everything that was taken off: by hand, by promotions, and off the whole sale. */
  savings: Money;
  net: Money;
  /** By name, in the order in which the names first appear. */
  taxes: TaxTotal[];
  total: Money;
}

/** What one line asks, step by step; refuses `sale.tooLarge` beyond what a till may hold. */
export function lineAmounts(line: PricedLine, settings: SaleSettings, at = 0, note?: Note): LineAmounts {
  const { currency, rounding } = settings;
  const gross = grossOf(line, currency, rounding, at, note);
  const { discount = null } = line;
  const discounted =
    discount === null ? gross : afterLineDiscount(line, discount, currency, rounding, at, note);
  const promotions = line.promotions ?? ZERO;
  const amount = subtract(discounted, promotions);
  if (note !== undefined && promotions > 0) {
    const inputs: Input[] = [
      { name: 'amount', value: writeMoney(discounted, currency) },
      { name: 'amountOff', value: writeMoney(promotions, currency) },
    ];
    note({
      rule: 'promotion',
      figure: 'amount',
      line: at,
      inputs,
      exact: whole(amount),
      rounding: null,
      result: amount,
    });
  }
  return { gross, discount: subtract(gross, discounted), promotions, amount };
}

/** The amount that stands on one line. */
export function lineAmount(line: PricedLine, settings: SaleSettings): Money {
  return lineAmounts(line, settings).amount;
}

/** Taxes added up by name, in the order in which the names first appear. */
export function taxesByName(lines: readonly Pick<TaxedLine, 'taxes'>[]): TaxTotal[] {
  const byName = new Map<string, TaxTotal>();
  for (const { names, amount } of lines.flatMap((line) => line.taxes)) {
    const before = byName.get(names.en)?.amount ?? ZERO;
    byName.set(names.en, { names, amount: sum([before, amount]) });
  }
  return [...byName.values()];
}

/** What the discount on the whole sale does: the lines as they are taxed with it, and what it takes off each. */
interface Ordered {
  taxed: TaxedLine[];
  shares: Money[];
}

/** An amount comes off the lines before they are taxed (R9), a percentage off what they come to with taxes (R10). */
function orderAndTax(
  lines: readonly PricedLine[],
  amounts: readonly Money[],
  settings: SaleSettings,
  order: OrderDiscount | null,
  note: Note,
): Ordered {
  const { currency, rounding: mode } = settings;
  const tax = (asked: readonly Money[]) =>
    taxLines(
      lines.map((line, i) => ({ amount: asked[i] ?? ZERO, taxes: line.taxes })),
      settings.taxRounding,
      note === undefined ? { currency, mode } : { currency, mode, note },
    );
  if (order === null) return { taxed: tax(amounts), shares: amounts.map(() => ZERO) };
  if (order.kind === 'amount') {
    const shares = spreadOrderAmount(order.amount, amounts, currency, note);
    return { taxed: tax(amounts.map((one, i) => subtract(one, shares[i] ?? ZERO))), shares };
  }
  const before = tax(amounts);
  const taxed = afterOrderPercent(before, order.ppm, currency, mode, note);
  return { taxed, shares: before.map(({ total }, i) => subtract(total, taxed[i]?.total ?? ZERO)) };
}

/**
 * Every figure of a sale. Refuses `sale.tooLarge` beyond what a till may hold. The same lines, settings and discount
 * give the same figures for ever; ties go to the earlier line. `note` is told each step as it is taken.
 */
export function calculateSale(
  lines: readonly PricedLine[],
  settings: SaleSettings,
  order: OrderDiscount | null = null,
  note?: Note,
): SaleFigures {
  const asked = lines.map((line, at) => lineAmounts(line, settings, at, note));
  const amounts = asked.map(({ amount }) => amount);
  const { taxed, shares } = orderAndTax(lines, amounts, settings, order, note);
  const orderDiscount = sum(shares);
  return {
    lines: taxed.map((line, i) => ({
      ...line,
      ...(asked[i] as LineAmounts),
      orderShare: shares[i] ?? ZERO,
    })),
    subtotal: sum(asked.map(({ gross }) => gross)),
    orderDiscount,
    savings: sum([...asked.flatMap(({ discount, promotions }) => [discount, promotions]), orderDiscount]),
    net: sum(taxed.map((line) => line.net)),
    taxes: taxesByName(taxed),
    total: sum(taxed.map((line) => line.total)),
  };
}

// The form of a worked case ("The form of a case" in the arithmetic's rules) and how its texts are read. Computes nothing.
import { decimalsOf, fromDecimal } from '#contract/money.ts';
import type { Currency, Money, Price, RatePpm } from '#contract/money.ts';
import type { DiscountPpm, LineDiscount, OrderDiscount } from '#contract/discount.ts';
import type { Quantity } from '#contract/quantity.ts';
import type { CashRounding } from '#contract/register.ts';
import type { PricedLine, SaleSettings } from '#domain/sale.ts';

interface CaseTax {
  name: string;
  rate: string;
  included: boolean;
  raisesBase?: boolean;
  ignoresRaised?: boolean;
}

type CaseDiscount = { percent: string } | { amount: string; per?: 'line' | 'unit' };

interface CaseLine {
  quantity: string;
  price: string;
  taxes: CaseTax[];
  discount?: CaseDiscount;
  return?: boolean;
}

export interface CaseRefund {
  lines: { line: number; quantity: string }[];
  expect?: Record<string, unknown>;
}

export interface Case {
  id: string;
  why: string;
  settings: {
    currency: string;
    taxRounding: SaleSettings['taxRounding'];
    rounding: SaleSettings['rounding'];
    cashRounding?: { increment: string; mode: CashRounding['mode'] };
  };
  lines: CaseLine[];
  orderDiscount?: CaseDiscount;
  tenders?: { kind: string; amount: string }[];
  refunds?: CaseRefund[];
  expect: Record<string, unknown>;
  /** Of all refunds together: a text is their total. */
  expectRefundsTotal?: string | Record<string, unknown>;
}

/** A text as a whole number with so many decimals; zeros at its end are none. Throws in words for anything else. */
export function readNumber(text: string, decimals: number): number {
  const value = fromDecimal(text.replace(/(\.\d*?)0+$/, '$1'), decimals);
  if (value === null) throw new Error(`"${text}" is no number with at most ${decimals} decimals`);
  return value;
}

/** A currency with the same decimals: cases may be of any of ISO 4217, a register only of those it is made for. */
const standIns: Record<number, Currency> = { 0: 'JPY', 2: 'EUR', 3: 'KWD' };

/** ISO 4217's decimals where they are not two. What a runtime knows of currencies is how they are printed: forints without. */
const otherDecimals: Record<number, readonly string[]> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' '),
  3: 'BHD IQD JOD KWD LYD OMR TND'.split(' '),
  4: 'CLF UYW'.split(' '),
};

function decimalsByIso(code: string): number {
  const other = Object.entries(otherDecimals).find(([, codes]) => codes.includes(code));
  return other === undefined ? 2 : Number(other[0]);
}

export function settingsOf({ settings }: Case): SaleSettings {
  const { currency: code, rounding, taxRounding } = settings;
  const decimals = decimalsByIso(code);
  const currency = standIns[decimals];
  if (currency === undefined) throw new Error(`${code} has ${decimals} decimals`);
  return { currency, rounding, taxRounding };
}

/** The increment and mode of cash, where it is not exact. */
export function cashRuleOf(one: Case): CashRounding | null {
  const { cashRounding } = one.settings;
  if (cashRounding === undefined) return null;
  const { increment, mode } = cashRounding;
  return { increment: readNumber(increment, decimalsOf(settingsOf(one).currency)) as Money, mode };
}

const ppmOf = (percent: string) => readNumber(percent, 4) as DiscountPpm;

function lineDiscountOf(discount: CaseDiscount | undefined, decimals: number): LineDiscount | null {
  if (discount === undefined) return null;
  if ('percent' in discount) return { kind: 'percent', ppm: ppmOf(discount.percent) };
  return {
    kind: 'amount',
    amount: readNumber(discount.amount, decimals) as Money,
    per: discount.per ?? 'line',
  };
}

/** The discount on the whole sale, if there is one. */
export function orderDiscountOf(one: Case): OrderDiscount | null {
  const given = one.orderDiscount;
  if (given === undefined) return null;
  if ('percent' in given) return { kind: 'percent', ppm: ppmOf(given.percent) };
  return {
    kind: 'amount',
    amount: readNumber(given.amount, decimalsOf(settingsOf(one).currency)) as Money,
  };
}

/** A line as the calculator takes it; of a return as well. */
export function readLine(line: CaseLine, currency: Currency): PricedLine {
  return {
    quantity: readNumber(line.quantity, 3) as Quantity,
    priceMicros: readNumber(line.price, 6) as Price,
    discount: lineDiscountOf(line.discount, decimalsOf(currency)),
    taxes: line.taxes.map(({ name, rate, included, raisesBase = false, ignoresRaised = false }) => {
      const names = { en: name, zh: name };
      return { names, ratePpm: readNumber(rate, 4) as RatePpm, included, raisesBase, ignoresRaised };
    }),
  };
}

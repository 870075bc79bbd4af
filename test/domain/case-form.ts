// Runs one worked case of the form that the arithmetic's rules describe ("The form of a case") through the calculator.
// Cases with discounts, refunds or returns are not of this engine yet, and are told apart here.
import { decimalsOf, fromDecimal, toDecimal } from '#contract/money.ts';
import type { Currency, Money, Price, RatePpm } from '#contract/money.ts';
import type { Quantity } from '#contract/quantity.ts';
import type { CashRounding } from '#contract/register.ts';
import type { Tender } from '#contract/tender.ts';
import { calculateSale } from '#domain/sale.ts';
import type { PricedLine, SaleSettings } from '#domain/sale.ts';
import { settle } from '#domain/tender.ts';

interface CaseTax {
  name: string;
  rate: string;
  included: boolean;
  raisesBase?: boolean;
  ignoresRaised?: boolean;
}

interface CaseLine {
  quantity: string;
  price: string;
  taxes: CaseTax[];
  discount?: unknown;
  return?: boolean;
}

export interface Case {
  id: string;
  why: string;
  settings: SaleSettings & { cashRounding?: { increment: string; mode: CashRounding['mode'] } };
  lines: CaseLine[];
  tenders?: { kind: string; amount: string }[];
  orderDiscount?: unknown;
  refunds?: unknown;
  expect: Record<string, unknown>;
}

/** True where the case asks for nothing that this engine does not do yet. */
export function isPlainSale(one: Case): boolean {
  if (one.orderDiscount !== undefined || one.refunds !== undefined) return false;
  return one.lines.every((line) => line.discount === undefined && line.return !== true);
}

function read(text: string, decimals: number): number {
  const value = fromDecimal(text, decimals);
  if (value === null) throw new Error(`"${text}" is no number with ${decimals} decimals`);
  return value;
}

function readLine(line: CaseLine): PricedLine {
  return {
    quantity: read(line.quantity, 3) as Quantity,
    priceMicros: read(line.price, 6) as Price,
    taxes: line.taxes.map(({ name, rate, included, raisesBase = false, ignoresRaised = false }) => {
      const names = { en: name, zh: name };
      return { names, ratePpm: read(rate, 4) as RatePpm, included, raisesBase, ignoresRaised };
    }),
  };
}

/** The tenders in order; "rest" is what cash is asked for at that moment. */
function readTenders(one: Case, total: Money, rule: CashRounding | null): Tender[] {
  const decimals = decimalsOf(one.settings.currency);
  const tenders: Tender[] = [];
  for (const { kind, amount } of one.tenders ?? []) {
    const isRest = amount === 'rest';
    const asked = settle(total, tenders, rule);
    const rest = kind === 'cash' ? asked.cashDue : asked.due;
    tenders.push({
      tenderId: `${kind}${tenders.length}` as Tender['tenderId'],
      // The contract knows cash only so far; the calculator treats every other kind alike.
      kind: kind as 'cash',
      amount: isRest ? rest : (read(amount, decimals) as Money),
    });
  }
  return tenders;
}

function writer(currency: Currency): (value: number) => string {
  return (value) => toDecimal(value, decimalsOf(currency));
}

/** Every figure of the case as decimal strings, in the form of its `expect`. */
export function figuresOf(one: Case): Record<string, unknown> {
  const { currency, cashRounding } = one.settings;
  const write = writer(currency);
  const rule =
    cashRounding === undefined
      ? null
      : {
          increment: read(cashRounding.increment, decimalsOf(currency)) as Money,
          mode: cashRounding.mode,
        };
  const sale = calculateSale(one.lines.map(readLine), one.settings);
  const tenders = readTenders(one, sale.total, rule);
  const beforeCash = tenders.filter((tender) => (tender.kind as string) !== 'cash');
  const settled = settle(sale.total, tenders, rule);
  const sumOf = (amounts: { amount: number }[]) => amounts.reduce((sum, { amount }) => sum + amount, 0);
  return {
    net: write(sale.net),
    tax: write(sumOf(sale.taxes)),
    taxes: Object.fromEntries(sale.taxes.map(({ names, amount }) => [names.en, write(amount)])),
    total: write(sale.total),
    lines: sale.lines.map((line) => {
      return { net: write(line.net), tax: write(sumOf(line.taxes)), total: write(line.total) };
    }),
    cashDue: write(settle(sale.total, beforeCash, rule).cashDue),
    rounding: write(settled.rounding),
    paid: write(settled.paid - settled.change),
    change: write(settled.change),
  };
}

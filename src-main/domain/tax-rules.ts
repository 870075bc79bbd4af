// Which taxes are asked of somebody for goods that go somewhere, and what becomes of a price that held one which is not.
// Pure; computes no tax.
import type { Tax } from '#contract/catalog.ts';
import type { TaxExemption } from '#contract/customer.ts';
import type { BusinessDate } from '#contract/ids.ts';
import type { Money, Price } from '#contract/money.ts';
import type { TaxRules } from '#contract/tax-rule.ts';
import { divideRounded, toMoney } from './money.ts';
import type { RoundingMode } from './money.ts';

/** Who is taxed, and for goods that go where; null is the shop itself. */
export interface Taxed {
  isExempt: boolean;
  destination: string | null;
}

/** The rules of a shop and what its tax codes stand for; null for a code that nobody defined. */
export interface TaxBook {
  rules: TaxRules;
  taxesOf(taxCode: string): readonly Tax[] | null;
}

/** What is asked: the code that counts, its taxes, and those that an exemption took away. */
export interface AskedTaxes {
  taxCode: string;
  taxes: Tax[];
  removed: Tax[];
}

const MILLION = 1_000_000n;

/** True on every trading day on which an exemption may be believed. */
export function isExemptOn(exemption: TaxExemption | null, date: BusinessDate): boolean {
  return exemption !== null && (exemption.until === null || date <= exemption.until);
}

/**
 * The taxes that are asked for an article of a tax code. First the destination puts its tax code in place of the
 * shop's; the price stays what it is, and holds the taxes of that code. Then an exemption takes taxes away.
 */
export function taxesFor(taxCode: string, { isExempt, destination }: Taxed, book: TaxBook): AskedTaxes {
  const { destinations, exemption } = book.rules;
  const there = destinations.find(({ id }) => id === destination);
  const code = there?.taxCodes.find(({ from }) => from === taxCode)?.to ?? taxCode;
  const all = book.taxesOf(code) ?? [];
  const isGone = ({ names }: Tax) => isExempt && (exemption.removes?.includes(names.en) ?? true);
  return { taxCode: code, taxes: all.filter((tax) => !isGone(tax)), removed: all.filter(isGone) };
}

function includedRates(taxes: readonly Tax[]): bigint {
  return taxes.reduce((rates, tax) => rates + (tax.included ? BigInt(tax.ratePpm) : 0n), 0n);
}

function without(value: bigint, { taxes, removed }: AskedTaxes, rules: TaxRules, mode: RoundingMode): bigint {
  const gone = includedRates(removed);
  if (gone === 0n || rules.exemption.exemptPrice === 'same') return value;
  const kept = MILLION + includedRates(taxes);
  return divideRounded(value * kept, kept + gone, mode);
}

/**
 * The price that is asked where taxes were taken away, in micros, rounded once to a whole one. Where the rules say
 * `net`, a price that held one of them falls to what it is without it: price x (1 + included rates that stay) / (1 +
 * all included rates), so that the base of R4 is the same before and after.
 */
export function exemptPrice(price: Price, asked: AskedTaxes, rules: TaxRules, mode: RoundingMode): Price {
  return Number(without(BigInt(price), asked, rules, mode)) as Price;
}

/** The same of an amount that a barcode gave, in minor units, rounded once. */
export function exemptAmount(amount: Money, asked: AskedTaxes, rules: TaxRules, mode: RoundingMode): Money {
  return toMoney(without(BigInt(amount), asked, rules, mode));
}

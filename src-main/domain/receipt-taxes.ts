// The taxes on a receipt in the form that the shop's country asks for: marks on the lines, and a table or the lines of a
// subtotal. Owns the words and their place; every figure comes from tax-summary.ts.
import { decimalsOf, formatMoney, toDecimal } from '#contract/money.ts';
import type { Money } from '#contract/money.ts';
import type { PaperBlock } from '#contract/receipt.ts';
import type { RegisterConfig } from '#contract/register.ts';
import type { SaleHeader } from '#contract/sale.ts';
import type { ReceiptTerms } from '#contract/tax-summary.ts';
import { wordsFor } from '#contract/words/index.ts';
import { pair, text } from './paper.ts';
import { beforeAdded, isAdded, keyOf } from './tax-summary.ts';
import type { ChargedTax, Summary, TaxedPart } from './tax-summary.ts';
import { writePercent } from './trace.ts';

type Shop = Pick<RegisterConfig, 'currency' | 'receiptLanguage'>;

/** A figure in a table, without the sign of the currency. */
function figure(value: Money, { currency }: Shop): string {
  return toDecimal(value, decimalsOf(currency)).replace('-', '\u2212');
}

/** The rate of a tax, exactly; its name where nobody knows the rate. */
function rateOf({ names, ratePpm }: ChargedTax, { receiptLanguage }: Shop): string {
  return ratePpm === null ? names[receiptLanguage] : `${writePercent(ratePpm)}%`;
}

function ratesOf({ taxes }: TaxedPart, shop: Shop): string {
  const words = wordsFor(shop.receiptLanguage).receipt;
  return taxes.length === 0 ? words.untaxed : taxes.map((tax) => rateOf(tax, shop)).join('+');
}

/** A, B, … Z, AA, AB, … for rows counted from 0. */
export function letterOf(row: number): string {
  const last = String.fromCodePoint('A'.codePointAt(0)! + (row % 26));
  return row < 26 ? last : letterOf(Math.floor(row / 26) - 1) + last;
}

/** What stands behind the amount of each line; as wide for all of them, so that the amounts stay below each other. */
export interface Marks {
  of(part: TaxedPart): string;
  /** Behind amounts that belong to the line above them. */
  blank: string;
}

export function marksOf({ taxSummary }: ReceiptTerms, { rows }: Summary): Marks {
  if (taxSummary === 'cn') return { of: () => '', blank: '' };
  if (taxSummary === 'added') {
    const isTaxed = ({ taxes }: TaxedPart) => taxes.some(({ ratePpm }) => ratePpm !== 0);
    return { of: (part) => (isTaxed(part) ? ' T' : ' N'), blank: '  ' };
  }
  const letters = new Map(rows.map((row, i) => [keyOf(row), letterOf(i)]));
  const width = letterOf(Math.max(0, rows.length - 1)).length;
  return {
    of: (part) => ` ${(letters.get(keyOf(part)) ?? '').padEnd(width)}`,
    blank: ' '.repeat(width + 1),
  };
}

/** A tax with its rate, such as "Sales tax 8.875%"; many a name says the rate already. */
function named(tax: ChargedTax, shop: Shop): string {
  const name = tax.names[shop.receiptLanguage];
  const rate = rateOf(tax, shop);
  return name.includes(rate) ? name : wordsFor(shop.receiptLanguage).receipt.taxAt({ name, rate });
}

/** A line for each tax; `blank` stands behind its amount. */
const taxPairs = (taxes: readonly ChargedTax[], shop: Shop, blank = '') =>
  taxes.map((tax) =>
    pair(named(tax, shop), formatMoney(tax.amount, shop.currency, shop.receiptLanguage) + blank),
  );

/** Above the total, where taxes come on top of prices: what the lines come to, and each of those taxes. */
export function addedBlocks(summary: Summary, { blank }: Marks, shop: Shop): PaperBlock[] {
  const { subtotal } = wordsFor(shop.receiptLanguage).receipt;
  const before = formatMoney(beforeAdded(summary), shop.currency, shop.receiptLanguage);
  return [pair(subtotal, before + blank), ...taxPairs(summary.taxes.filter(isAdded), shop, blank)];
}

/** Net and tax by rate. */
function rateTable(summary: Summary, shop: Shop): PaperBlock[] {
  const words = wordsFor(shop.receiptLanguage).receipt;
  const money = (value: Money) => figure(value, shop);
  const rows = summary.rows.map((row) => [ratesOf(row, shop), money(row.net), money(row.tax)]);
  return [
    {
      kind: 'table',
      head: [words.rate, words.net, words.taxTotal],
      rows: [...rows, [words.tableTotal, money(summary.net), money(summary.tax)]],
    },
    pair(words.withTax, formatMoney(summary.total, shop.currency, shop.receiptLanguage)),
  ];
}

/** Net, VAT and gross by letter. */
function vatTable(summary: Summary, shop: Shop): PaperBlock[] {
  const words = wordsFor(shop.receiptLanguage).receipt;
  const figures = (row: Pick<Summary, 'net' | 'tax' | 'total'>) =>
    [row.net, row.tax, row.total].map((value) => figure(value, shop));
  const rows = summary.rows.map((row, i) => [`${letterOf(i)} ${ratesOf(row, shop)}`, ...figures(row)]);
  return [
    {
      kind: 'table',
      head: [words.rate, words.vatNet, words.vat, words.vatGross],
      rows: [...rows, [words.tableTotal, ...figures(summary)]],
    },
  ];
}

/** Who is asked no tax and by which paper, and where goods go that are taxed as they are there. */
function reasons({ customer }: SaleHeader, { destination }: ReceiptTerms, shop: Shop): PaperBlock[] {
  const words = wordsFor(shop.receiptLanguage).receipt;
  const { isTaxExempt = false, certificate } = customer ?? {};
  const exempt = certificate === undefined ? words.taxExempt : words.taxExemptBy({ certificate });
  return [
    ...(isTaxExempt ? [text(exempt)] : []),
    ...(destination === null ? [] : [text(words.taxedFor({ place: destination[shop.receiptLanguage] }))]),
  ];
}

/** Below what was paid: the table of the form, what changed the taxes, and the number that the shop pays them under. */
export function taxBlocks(summary: Summary, sale: SaleHeader, terms: ReceiptTerms, shop: Shop): PaperBlock[] {
  const { taxSummary, taxNumber } = terms;
  const words = wordsFor(shop.receiptLanguage).receipt;
  const money = (value: Money) => formatMoney(value, shop.currency, shop.receiptLanguage);
  const isPlain = summary.rows.every(({ taxes }) => taxes.length < 2);
  // Where lines are asked several taxes the table has their sum, so each is told by itself.
  const each = isPlain ? [] : taxPairs(summary.taxes, shop);
  const held = summary.taxes.filter((tax) => !isAdded(tax));
  const form =
    taxSummary === 'added'
      ? held.map((tax) => pair(words.holds({ tax: named(tax, shop) }), money(tax.amount)))
      : [...(taxSummary === 'cn' ? rateTable : vatTable)(summary, shop), ...each];
  const number = taxNumber === null ? [] : [text(words.taxNumber[taxSummary]({ number: taxNumber }))];
  const blocks = [...form, ...reasons(sale, terms, shop), ...number];
  return blocks.length === 0 ? [] : [{ kind: 'rule' }, ...blocks];
}

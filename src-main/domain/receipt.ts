// The words and figures of a receipt, as a paper. Owns what a receipt says; the printer owns how it looks.
import type { LineDiscount, OrderDiscount } from '#contract/discount.ts';
import type { ReturnedLine, SaleFact, SoldLine } from '#contract/journal.ts';
import { formatMoney, formatPercent, formatPrice } from '#contract/money.ts';
import type { Money } from '#contract/money.ts';
import { formatQuantity, ONE } from '#contract/quantity.ts';
import type { Paper, PaperBlock } from '#contract/receipt.ts';
import type { RegisterConfig } from '#contract/register.ts';
import type { ReturnItem } from '#contract/return.ts';
import type { SaleHeader } from '#contract/sale.ts';
import type { ReceiptTerms } from '#contract/tax-summary.ts';
import { wordsFor } from '#contract/words/index.ts';
import { wallClock } from './business-date.ts';
import { negate, subtract, sum } from './money.ts';
import { pair, text } from './paper.ts';
import { addedBlocks, marksOf, taxBlocks } from './receipt-taxes.ts';
import type { Marks } from './receipt-taxes.ts';
import { beforeAdded, returnedPart, soldPart, summarize } from './tax-summary.ts';
import type { Summary } from './tax-summary.ts';

/** The shop's date and minute of an instant. */
export function dateAndTime(at: string, register: RegisterConfig): { date: string; time: string } {
  const { date, time } = wallClock(new Date(at), register.timeZone);
  return { date, time: time.slice(0, 5) };
}

/** Store, register and, in a demonstration shop, that this is not a receipt. */
export function paperHead(register: RegisterConfig): PaperBlock[] {
  const words = wordsFor(register.receiptLanguage).receipt;
  const head = [text(register.storeName, 'center', { isBold: true, isLarge: true })];
  if (register.isDemo) head.push(text(words.demo, 'center'));
  return head;
}

/** A discount by its size: "Discount 10%"; one in money has that beside it. */
function discountName(given: LineDiscount | OrderDiscount, { receiptLanguage }: RegisterConfig): string {
  const words = wordsFor(receiptLanguage).receipt;
  return given.kind === 'amount'
    ? words.discount
    : words.discountPercent({ percent: formatPercent(given.ppm) });
}

/** The taxes of a sale as its receipt shows them; null on receipts of programs that knew one form. */
interface Taxed {
  terms: ReceiptTerms;
  summary: Summary;
  marks: Marks;
}

function taxedOf({ lines, returns = [], receipt: terms }: PrintedSale): Taxed | null {
  if (terms === undefined) return null;
  const sold = lines.filter(({ isVoided }) => !isVoided).map(soldPart);
  const summary = summarize([...sold, ...returns.map(returnedPart)]);
  return { terms, summary, marks: marksOf(terms, summary) };
}

function lineBlocks(line: SoldLine, register: RegisterConfig, taxed: Taxed | null): PaperBlock[] {
  const { currency, receiptLanguage: language } = register;
  const words = wordsFor(language).receipt;
  const money = (amount: number) => formatMoney(amount, currency, language);
  const off = (amount: Money) => money(negate(amount)) + (taxed?.marks.blank ?? '');
  const blocks = [pair(line.names[language], money(line.gross) + (taxed?.marks.of(soldPart(line)) ?? ''))];
  const detail = {
    quantity: formatQuantity(line.quantity),
    price: formatPrice(line.priceMicros, currency, language),
  };
  if (line.unit === 'kg') blocks.push(text(`  ${words.weight(detail)}`));
  else if (line.quantity !== ONE) blocks.push(text(`  ${words.pieces(detail)}`));
  // In the order in which they were taken off; what is left is what the lines below them add up to.
  const { discount, promotions } = line;
  if (discount !== null)
    blocks.push(pair(`  ${discountName(discount.given, register)}`, off(discount.amount)));
  for (const { names, saved } of promotions) blocks.push(pair(`  ${names[language]}`, off(saved)));
  return blocks;
}

/** What a return takes off the lines; above a subtotal without the taxes that come on top, as the lines are. */
function returnAmount(one: ReturnedLine, taxed: Taxed | null): Money {
  return taxed?.terms.taxSummary === 'added' ? beforeAdded(returnedPart(one)) : negate(one.total);
}

/** What came back, under the receipt that it came back on; amounts are negative, so that the paper adds up. */
function returnBlocks(
  returns: readonly ReturnedLine[],
  register: RegisterConfig,
  taxed: Taxed | null,
): PaperBlock[] {
  const { currency, receiptLanguage: language } = register;
  const words = wordsFor(language).receipt;
  const receipts = [...new Set(returns.map(({ original }) => original?.receiptNumber ?? null))];
  const amount = (one: ReturnedLine) =>
    formatMoney(returnAmount(one, taxed), currency, language) + (taxed?.marks.of(returnedPart(one)) ?? '');
  return receipts.flatMap((number) => [
    { kind: 'rule' } as const,
    text(number === null ? words.returnedWithout : words.returnedFrom({ number }), 'left', { isBold: true }),
    ...returns
      .filter(({ original }) => (original?.receiptNumber ?? null) === number)
      .flatMap((one) => [pair(one.names[language], amount(one)), text(`  ${returnDetail(one, language)}`)]),
  ]);
}

/** How much of it, and why. What one unit cost stands on the receipt it came from. */
function returnDetail(one: ReturnItem, language: RegisterConfig['receiptLanguage']): string {
  const words = wordsFor(language).receipt;
  const quantity = formatQuantity(one.quantity);
  const detail = { quantity, reason: words.returnReason[one.reason] };
  return one.unit === 'kg' ? words.returnedWeight(detail) : words.returnedPieces(detail);
}

/** A discount on the whole sale; above a subtotal without its share of the taxes that come on top, as the lines are. */
function orderBlocks(
  { sale, lines }: PrintedSale,
  register: RegisterConfig,
  taxed: Taxed | null,
): PaperBlock[] {
  const { orderDiscount } = sale;
  if (orderDiscount === null) return [];
  const { currency, receiptLanguage: language } = register;
  const sold = lines.filter(({ isVoided }) => !isVoided);
  const off =
    taxed?.terms.taxSummary === 'added'
      ? subtract(sum(sold.map(({ amount }) => amount)), sum(sold.map((line) => beforeAdded(soldPart(line)))))
      : orderDiscount.amount;
  const amount = formatMoney(negate(off), currency, language) + (taxed?.marks.blank ?? '');
  return [pair(discountName(orderDiscount.given, register), amount)];
}

/** The taxes on receipts of programs that knew one form. */
function plainTaxes({ net, taxes }: SaleHeader, register: RegisterConfig): PaperBlock[] {
  if (taxes.length === 0) return [];
  const { currency, receiptLanguage: language } = register;
  const words = wordsFor(language).receipt;
  const money = (amount: number) => formatMoney(amount, currency, language);
  return [
    { kind: 'rule' },
    pair(words.net, money(net)),
    ...taxes.map((tax) => pair(words.tax({ name: tax.names[language] }), money(tax.amount))),
  ];
}

function totalBlocks(printed: PrintedSale, register: RegisterConfig, taxed: Taxed | null): PaperBlock[] {
  const { sale } = printed;
  const { currency, receiptLanguage: language } = register;
  const words = wordsFor(language).receipt;
  const money = (amount: number) => formatMoney(amount, currency, language);
  const cash: Money = sum(sale.tenders.filter(({ kind }) => kind === 'cash').map(({ amount }) => amount));
  const blocks = orderBlocks(printed, register, taxed);
  if (taxed?.terms.taxSummary === 'added') blocks.push(...addedBlocks(taxed.summary, taxed.marks, register));
  blocks.push(pair(words.total, money(sale.total), { isBold: true, isLarge: true }));
  if (sale.rounding !== 0) blocks.push(pair(words.rounding, money(sale.rounding)));
  if (sale.tenders.length > 0) blocks.push(pair(words.cash, money(cash)));
  const back = sum(sale.refunds.map(({ amount }) => amount));
  if (back > 0) blocks.push(pair(words.moneyBack, money(back), { isBold: true, isLarge: true }));
  if (sale.change > 0) blocks.push(pair(words.change, money(sale.change)));
  if (taxed === null) blocks.push(...plainTaxes(sale, register));
  else blocks.push(...taxBlocks(taxed.summary, sale, taxed.terms, register));
  if (sale.savings > 0) {
    const saved = words.saved({ amount: money(sale.savings) });
    blocks.push({ kind: 'rule' }, text(saved, 'center', { isBold: true }));
  }
  return blocks;
}

/** The code by which goods come back, where there is one. */
function codeBlocks(code: string | null, register: RegisterConfig): PaperBlock[] {
  if (code === null) return [];
  const caption = wordsFor(register.receiptLanguage).receipt.forReturns;
  return [{ kind: 'space' }, { kind: 'code', symbology: 'qr', data: code, caption }];
}

/** What a receipt is made of; without `receipt` it has the form of programs that knew one. */
export type PrintedSale = Pick<SaleFact, 'sale' | 'lines' | 'returns' | 'receipt'>;

/**
 * The receipt of a completed sale, returns below what was sold. Voided lines stay on the journal and off the paper.
 * `code` is the signed text for returns; null leaves it out.
 */
export function composeReceipt(
  printed: PrintedSale,
  register: RegisterConfig,
  code: string | null = null,
): Paper {
  const { sale, lines, returns = [] } = printed;
  const taxed = taxedOf(printed);
  const words = wordsFor(register.receiptLanguage).receipt;
  const number = sale.receiptNumber ?? '';
  return {
    title: words.title,
    blocks: [
      { kind: 'logo' },
      ...paperHead(register),
      { kind: 'space' },
      pair(words.receiptNumber({ number }), words.register({ number: register.number })),
      pair(
        words.at(dateAndTime(sale.completedAt ?? sale.openedAt, register)),
        words.cashier({ name: sale.cashier.name }),
      ),
      { kind: 'rule' },
      ...lines.filter((line) => !line.isVoided).flatMap((line) => lineBlocks(line, register, taxed)),
      ...returnBlocks(returns, register, taxed),
      { kind: 'rule' },
      ...totalBlocks(printed, register, taxed),
      { kind: 'space' },
      text(words.thanks, 'center'),
      ...codeBlocks(code, register),
    ],
  };
}

/** The same paper, marked above and below as the n-th copy. */
export function markCopy(paper: Paper, copy: number, register: RegisterConfig): Paper {
  const mark = text(wordsFor(register.receiptLanguage).receipt.copy({ copy }), 'center', { isBold: true });
  return { title: paper.title, blocks: [mark, ...paper.blocks, mark] };
}

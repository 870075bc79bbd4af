// The words and figures of a receipt, as a paper. Owns what a receipt says; the printer owns how it looks.
import type { LineDiscount, OrderDiscount } from '#contract/discount.ts';
import { formatMoney, formatPercent, formatPrice } from '#contract/money.ts';
import type { Money } from '#contract/money.ts';
import { formatQuantity, ONE } from '#contract/quantity.ts';
import type { Paper, PaperBlock } from '#contract/receipt.ts';
import type { RegisterConfig } from '#contract/register.ts';
import type { ReturnItem } from '#contract/return.ts';
import type { LineItem, SaleHeader } from '#contract/sale.ts';
import { wordsFor } from '#contract/words/index.ts';
import { wallClock } from './business-date.ts';
import { negate, sum } from './money.ts';

export function text(
  content: string,
  align: 'left' | 'center' | 'right' = 'left',
  look: { isBold?: boolean; isLarge?: boolean } = {},
): PaperBlock {
  return { kind: 'text', text: content, align, isBold: look.isBold ?? false, isLarge: look.isLarge ?? false };
}

export function pair(
  left: string,
  right: string,
  look: { isBold?: boolean; isLarge?: boolean } = {},
): PaperBlock {
  return { kind: 'pair', left, right, isBold: look.isBold ?? false, isLarge: look.isLarge ?? false };
}

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

function lineBlocks(line: LineItem, register: RegisterConfig): PaperBlock[] {
  const { currency, receiptLanguage: language } = register;
  const words = wordsFor(language).receipt;
  const money = (amount: number) => formatMoney(amount, currency, language);
  const blocks = [pair(line.names[language], money(line.gross))];
  const detail = {
    quantity: formatQuantity(line.quantity),
    price: formatPrice(line.priceMicros, currency, language),
  };
  if (line.unit === 'kg') blocks.push(text(`  ${words.weight(detail)}`));
  else if (line.quantity !== ONE) blocks.push(text(`  ${words.pieces(detail)}`));
  // In the order in which they were taken off; what is left is what the lines below them add up to.
  const { discount, promotions } = line;
  if (discount !== null)
    blocks.push(pair(`  ${discountName(discount.given, register)}`, money(negate(discount.amount))));
  for (const { names, saved } of promotions) blocks.push(pair(`  ${names[language]}`, money(negate(saved))));
  return blocks;
}

/** What came back, under the receipt that it came back on; amounts are negative, so that the paper adds up. */
function returnBlocks(returns: readonly ReturnItem[], register: RegisterConfig): PaperBlock[] {
  const { currency, receiptLanguage: language } = register;
  const words = wordsFor(language).receipt;
  const receipts = [...new Set(returns.map(({ original }) => original?.receiptNumber ?? null))];
  return receipts.flatMap((number) => [
    { kind: 'rule' } as const,
    text(number === null ? words.returnedWithout : words.returnedFrom({ number }), 'left', { isBold: true }),
    ...returns
      .filter(({ original }) => (original?.receiptNumber ?? null) === number)
      .flatMap((one) => [
        pair(one.names[language], formatMoney(negate(one.total), currency, language)),
        text(`  ${returnDetail(one, language)}`),
      ]),
  ]);
}

/** How much of it, and why. What one unit cost stands on the receipt it came from. */
function returnDetail(one: ReturnItem, language: RegisterConfig['receiptLanguage']): string {
  const words = wordsFor(language).receipt;
  const quantity = formatQuantity(one.quantity);
  const detail = { quantity, reason: words.returnReason[one.reason] };
  return one.unit === 'kg' ? words.returnedWeight(detail) : words.returnedPieces(detail);
}

function totalBlocks(sale: SaleHeader, register: RegisterConfig): PaperBlock[] {
  const { currency, receiptLanguage: language } = register;
  const words = wordsFor(language).receipt;
  const money = (amount: number) => formatMoney(amount, currency, language);
  const cash: Money = sum(sale.tenders.filter(({ kind }) => kind === 'cash').map(({ amount }) => amount));
  const blocks: PaperBlock[] = [];
  const { orderDiscount } = sale;
  if (orderDiscount !== null)
    blocks.push(pair(discountName(orderDiscount.given, register), money(negate(orderDiscount.amount))));
  blocks.push(pair(words.total, money(sale.total), { isBold: true, isLarge: true }));
  if (sale.rounding !== 0) blocks.push(pair(words.rounding, money(sale.rounding)));
  if (sale.tenders.length > 0) blocks.push(pair(words.cash, money(cash)));
  const back = sum(sale.refunds.map(({ amount }) => amount));
  if (back > 0) blocks.push(pair(words.moneyBack, money(back), { isBold: true, isLarge: true }));
  if (sale.change > 0) blocks.push(pair(words.change, money(sale.change)));
  if (sale.taxes.length > 0) {
    blocks.push({ kind: 'rule' }, pair(words.net, money(sale.net)));
    for (const tax of sale.taxes)
      blocks.push(pair(words.tax({ name: tax.names[language] }), money(tax.amount)));
  }
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

/**
 * The receipt of a completed sale, returns below what was sold. Voided lines stay on the journal and off the paper. `code` is the signed text for
 * returns; null leaves it out.
 */
export function composeReceipt(
  sale: SaleHeader,
  lines: readonly LineItem[],
  register: RegisterConfig,
  returns: readonly ReturnItem[] = [],
  code: string | null = null,
): Paper {
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
      ...lines.filter((line) => !line.isVoided).flatMap((line) => lineBlocks(line, register)),
      ...returnBlocks(returns, register),
      { kind: 'rule' },
      ...totalBlocks(sale, register),
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

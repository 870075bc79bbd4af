// Papers beside receipts and reports: the gift receipt, the slip of a parked sale, the slip of an opened drawer. Owns what
// they say; none of them proves a payment.
import type { Instant } from '#contract/ids.ts';
import { formatMoney } from '#contract/money.ts';
import { parkedCodeOf } from '#contract/parked-code.ts';
import { formatQuantity, ONE } from '#contract/quantity.ts';
import type { Paper, PaperBlock } from '#contract/receipt.ts';
import type { RegisterConfig } from '#contract/register.ts';
import type { LineItem, SaleHeader } from '#contract/sale.ts';
import { wordsFor } from '#contract/words/index.ts';
import { pair, text } from './paper.ts';
import { dateAndTime, paperHead } from './receipt.ts';

const titleOf = (title: string): PaperBlock => text(title, 'center', { isBold: true, isLarge: true });

/** Only how much of it: "3" or "0.842 kg", and nothing for one. */
function quantityOf(line: LineItem): string {
  if (line.unit === 'kg') return `${formatQuantity(line.quantity)} kg`;
  return line.quantity === ONE ? '' : formatQuantity(line.quantity);
}

/**
 * What was bought, without a price. `code` is the signed text for returns; without one, the receipt's number is printed as
 * bars.
 */
export function composeGift(
  sale: SaleHeader,
  lines: readonly LineItem[],
  register: RegisterConfig,
  code: string | null = null,
): Paper {
  const words = wordsFor(register.receiptLanguage).receipt;
  const number = sale.receiptNumber ?? '';
  return {
    title: words.gift,
    blocks: [
      { kind: 'logo' },
      ...paperHead(register),
      titleOf(words.gift),
      pair(words.receiptNumber({ number }), words.register({ number: register.number })),
      text(words.at(dateAndTime(sale.completedAt ?? sale.openedAt, register))),
      { kind: 'rule' },
      ...lines
        .filter((line) => !line.isVoided)
        .map((line) => pair(line.names[register.receiptLanguage], quantityOf(line))),
      { kind: 'rule' },
      text(words.giftNote, 'center'),
      { kind: 'space' },
      code === null
        ? { kind: 'code', symbology: 'code128', data: number, caption: number }
        : { kind: 'code', symbology: 'qr', data: code, caption: words.forReturns },
    ],
  };
}

/** What lies on a shelf under its name until the customer is back; its code takes the sale up again. */
export function composeParkedSlip(
  sale: SaleHeader,
  lines: readonly LineItem[],
  at: Instant,
  register: RegisterConfig,
): Paper {
  const { receiptLanguage: language, currency } = register;
  const words = wordsFor(language).receipt;
  const count = lines.filter((line) => !line.isVoided).length;
  return {
    title: words.parkedSlip,
    blocks: [
      ...paperHead(register),
      titleOf(words.parkedSlip),
      ...(sale.label === null ? [] : [titleOf(sale.label)]),
      pair(words.at(dateAndTime(at, register)), words.cashier({ name: sale.cashier.name })),
      pair(words.lineCount({ count }), formatMoney(sale.total, currency, language), { isBold: true }),
      text(words.parkedNote, 'center'),
      { kind: 'space' },
      { kind: 'code', symbology: 'qr', data: parkedCodeOf(sale.saleId), caption: words.forRecall },
    ],
  };
}

/** Who opened the drawer without a sale, when and why: for the drawer, signed. */
export function composeNoSale(
  opened: { readonly at: Instant; readonly name: string; readonly reason: string },
  register: RegisterConfig,
): Paper {
  const words = wordsFor(register.receiptLanguage).receipt;
  return {
    title: words.noSaleSlip,
    blocks: [
      ...paperHead(register),
      text(words.noSaleSlip, 'center', { isBold: true }),
      pair(words.at(dateAndTime(opened.at, register)), words.register({ number: register.number })),
      text(words.cashier({ name: opened.name })),
      text(words.reason({ reason: opened.reason })),
      { kind: 'space' },
      pair(words.signature, '________________'),
    ],
  };
}

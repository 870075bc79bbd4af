// The signed code of a receipt: made when a sale is completed, read when goods come back. Owns the refusals of a bad one;
// what may be given back on a good one is for whoever reads it.
import type { SaleFact, SoldLine } from '#contract/journal.ts';
import { refuse } from '#contract/refusal.ts';
import { canBeCoded } from '#contract/receipt-code.ts';
import type { ReceiptCode } from '#contract/receipt-code.ts';
import type { SaleHeader } from '#contract/sale.ts';
import { receiptCodeOf } from '#domain/receipt-code.ts';
import type { Db } from '#store/open.ts';
import { checkReceiptCode, saysTheSame, signReceiptCode } from '#store/receipt-signature.ts';
import { readRegister } from '#store/register.ts';
import type { ReadContext } from './context.ts';
import { requireRegister } from './register.ts';

/**
 * The text of the code of a completed sale of these books; null where nothing can be signed, and for a sale of a till
 * whose clock has lost its date: no receipt's code may ever cost a sale.
 */
export function codeFor(context: ReadContext, sale: SaleHeader, lines: readonly SoldLine[]): string | null {
  if (context.signer === null || !canBeCoded(sale.businessDate)) return null;
  return signReceiptCode(context.signer, receiptCodeOf(sale, lines, requireRegister(context)));
}

/** Whether a code says of a sale of these books what they say themselves. */
export function isCodeOf(context: ReadContext, code: ReceiptCode, { sale, lines }: SaleFact): boolean {
  return saysTheSame(code, receiptCodeOf(sale, lines, requireRegister(context)));
}

/**
 * What the code of a receipt says, once its signature has been found good by a key that counts here: this till's, or one
 * that it was told to trust. `lines` is null for a sale too long for a code. Says nothing of what was given back on it
 * before. Refuses `receiptCode.unreadable`, `.forged`, `.unknownRegister`, `.withdrawn` and
 * `.otherCurrency`.
 */
export function readReceiptCode(db: Db, text: string): ReceiptCode {
  const checked = checkReceiptCode(db, text);
  if (checked.kind === 'unknownRegister') {
    return refuse('receiptCode.unknownRegister', { register: checked.register });
  }
  if (checked.kind === 'withdrawn') {
    const { number, withdrawn } = checked.register;
    return refuse('receiptCode.withdrawn', { number, by: withdrawn?.by ?? '' });
  }
  if (checked.kind !== 'good') return refuse(`receiptCode.${checked.kind}`, {});
  const { currency } = checked.code;
  if (currency !== readRegister(db)?.config.currency) refuse('receiptCode.otherCurrency', { currency });
  return checked.code;
}

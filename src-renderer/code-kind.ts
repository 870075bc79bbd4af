// Of which kind a scanned code is by its form alone, so that a scan finds its way. Asks nobody; what only the till can know,
// an article, a card, a coupon or a badge, is `any`.
import { elementsOf } from '#contract/gs1.ts';
import { parkedIn } from '#contract/parked-code.ts';
import { isSealed } from '#contract/sealed-code.ts';
import { isPrintable } from '#contract/text.ts';

export type CodeKind =
  | 'receipt'
  /** A receipt by its printed number; an article may have such a code as well. */
  | 'receiptNumber'
  /** The card of another register. */
  | 'register'
  | 'parked'
  /** What a wallet shows to be paid from; an article or a label may have such a code as well. */
  | 'payment'
  /** An address that names no article. */
  | 'address'
  /** Longer than anything that is sold, or not for any paper. */
  | 'unfit'
  | 'any';

/** WeChat has 18 digits from 10 to 15, Alipay 16 to 24 from 25 to 30. */
const PAYMENT = /^(?:1[0-5]\d{16}|(?:2[5-9]|30)\d{14,22})$/;
const RECEIPT_NUMBER = /^\d{1,2}(?:E\d{1,6})?-\d{6,12}$/i;
/** What the till takes as a code. */
const MAX_LENGTH = 512;

export function kindOfCode(text: string): CodeKind {
  const code = text.trim();
  if (isSealed('receipt', code)) return 'receipt';
  if (isSealed('register', code)) return 'register';
  if (parkedIn(code) !== null) return 'parked';
  if (code.length > MAX_LENGTH || !isPrintable(text)) return 'unfit';
  if (PAYMENT.test(code)) return 'payment';
  if (RECEIPT_NUMBER.test(code)) return 'receiptNumber';
  const isAddress = /^[a-z][a-z\d+.-]*:\/\//i.test(code) || /^www\./i.test(code);
  return isAddress && elementsOf(code) === null ? 'address' : 'any';
}

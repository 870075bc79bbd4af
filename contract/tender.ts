// Tenders: the means of payment applied to a sale.
import * as z from 'zod/mini';
import { tenderId } from './ids.ts';
import { amount, money } from './money.ts';

/** The only means of payment so far; others come with their channels. */
export const tenderKind = z.enum(['cash']);
export type TenderKind = z.infer<typeof tenderKind>;

/** What was handed over, before change. */
export const tender = z.strictObject({ tenderId, kind: tenderKind, amount });
export type Tender = z.infer<typeof tender>;

/** What an amount of cash would come to, computed before it is taken. */
export const cashQuote = z.strictObject({
  received: amount,
  /** To give back; 0 while money is missing. */
  change: amount,
  /** Still to pay after it. */
  remaining: amount,
});
export type CashQuote = z.infer<typeof cashQuote>;

/** The figures of the tender screen. */
export const tenderOptions = z.strictObject({
  total: money,
  paid: amount,
  /** Still to pay, exact. */
  due: money,
  /** Still to pay if cash settles it (arithmetic R7). */
  cashDue: money,
  /** Likely notes, ascending, exact first, each with its change. */
  quickCash: z.array(cashQuote),
});
export type TenderOptions = z.infer<typeof tenderOptions>;

// How a receipt shows taxes, and the words on it that are no figures. Owns the forms; what the tables hold is computed in
// src-main/domain.
import * as z from 'zod/mini';
import type { Currency } from './money.ts';
import type { Names } from './text.ts';
import { line } from './text.ts';

/**
 * `cn`: what is taxed and the tax of each rate, as on a Chinese receipt. `vat`: a letter on each line and a table of net,
 * VAT and gross by letter, as in Europe. `added`: a subtotal, each tax that comes on top of it, and a mark on taxed lines,
 * as in the United States.
 */
export const taxSummary = z.enum(['cn', 'vat', 'added']);
export type TaxSummary = z.infer<typeof taxSummary>;

/** The number under which the shop pays its taxes, as it stands on receipts. */
export const taxNumber = line(30);

/**
 * What a shop's receipts show until it chooses: China's where its money is, else what the shop's taxes are: added to the
 * price, or in it.
 */
export function firstTaxSummary(currency: Currency, addsTaxes: boolean): TaxSummary {
  if (currency === 'CNY') return 'cn';
  return addsTaxes || currency === 'USD' ? 'added' : 'vat';
}

/** What a receipt says beside its figures, kept with the sale so that every copy says the same. */
export interface ReceiptTerms {
  taxSummary: TaxSummary;
  taxNumber: string | null;
  /** Null where the goods are taxed as in the shop. */
  destination: Names | null;
}

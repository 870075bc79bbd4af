// The form in which receipts show taxes here, chosen or not. Owns the choice only; what a receipt says is receipt-terms.ts.
import type { RegisterConfig } from '#contract/register.ts';
import { firstTaxSummary } from '#contract/tax-summary.ts';
import type { TaxSummary } from '#contract/tax-summary.ts';
import { hasAddedTax } from '#store/catalog.ts';
import type { Db } from '#store/open.ts';

/** The form that was chosen, else what the shop's money and taxes ask for. */
export function taxSummaryHere(db: Db, { taxSummary, currency }: RegisterConfig): TaxSummary {
  return taxSummary ?? firstTaxSummary(currency, hasAddedTax(db));
}

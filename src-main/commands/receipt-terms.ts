// What a receipt says beside its figures: the form of its tax summary, the shop's tax number, where the goods go. Gathered
// when a sale is completed and kept with it, so that what the shop says later changes no receipt.
import type { ReturnedLine } from '#contract/journal.ts';
import type { SaleHeader } from '#contract/sale.ts';
import type { ReceiptTerms } from '#contract/tax-summary.ts';
import { findFinished } from '#store/sale.ts';
import { readTaxRules } from '#store/tax-rule.ts';
import type { ReadContext } from './context.ts';
import { requireRegister } from './register.ts';
import { readCompleted } from './sale-view.ts';
import { taxSummaryHere } from './tax-summary.ts';

/** What the receipt of a sale that is completed now says. */
export function termsOf(context: ReadContext, { customer }: SaleHeader): ReceiptTerms {
  const { db } = context;
  const { config } = requireRegister(context);
  const place = customer?.destination ?? null;
  const { destinations } = place === null ? { destinations: [] } : readTaxRules(db);
  return {
    taxSummary: taxSummaryHere(db, config),
    taxNumber: config.taxNumber ?? null,
    destination: destinations.find(({ id }) => id === place)?.names ?? null,
  };
}

/** The returns with the rates at which each was sold, where these books have its sale and that says them. */
export function withRates(context: ReadContext, returns: readonly ReturnedLine[]): ReturnedLine[] {
  return returns.map((one) => {
    const { original } = one;
    const finished = original === null ? null : findFinished(context.db, original.saleId);
    if (original === null || finished === null || finished.state !== 'completed') return one;
    const { lines } = readCompleted(context, finished.seq);
    const rates = lines.find(({ number }) => number === original.lineNumber)?.rates ?? null;
    return rates === null ? one : { ...one, soldAt: rates };
  });
}

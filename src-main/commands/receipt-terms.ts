// What a receipt says beside its figures: the form of its tax summary, the shop's tax number, where the goods go. Gathered
// when a sale is completed and kept with it, so that what the shop says later changes no receipt.
import type { SaleId } from '#contract/ids.ts';
import type { ReturnedLine, SoldLine } from '#contract/journal.ts';
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

/** The lines of a completed sale of these books; none of one that they do not have. */
function linesSold(context: ReadContext, saleId: SaleId): readonly SoldLine[] {
  const finished = findFinished(context.db, saleId);
  return finished?.state === 'completed' ? readCompleted(context, finished.seq).lines : [];
}

/** The returns with the rates at which each was sold, where these books have its sale and that says them. */
export function withRates(context: ReadContext, returns: readonly ReturnedLine[]): ReturnedLine[] {
  const originals = new Set(returns.flatMap(({ original }) => original?.saleId ?? []));
  // A long receipt that comes back whole is read once.
  const sold = new Map([...originals].map((saleId) => [saleId, linesSold(context, saleId)]));
  return returns.map((one) => {
    const { original } = one;
    const lines = original === null ? [] : (sold.get(original.saleId) ?? []);
    const rates = lines.find(({ number }) => number === original?.lineNumber)?.rates ?? null;
    return rates === null ? one : { ...one, soldAt: rates };
  });
}

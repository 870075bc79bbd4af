// Why a sale comes to what it comes to: the calculator's own steps, for an open sale and for one that was completed.
import type { SaleFact } from '#contract/journal.ts';
import { refuse } from '#contract/refusal.ts';
import { explainedFact, explainSale } from '#domain/explain.ts';
import type { Explanation } from '#domain/explain.ts';
import { sum } from '#domain/money.ts';
import { findFinished, findOpenSale } from '#store/sale.ts';
import type { Handler, ReadContext } from './context.ts';
import { requireRegister } from './register.ts';
import { readCompleted, viewOpen } from './sale-view.ts';
import type { OpenView } from './sale-view.ts';

/** An open sale's figures with every step that made them. */
export function explainOpen(context: ReadContext, { sale, lines, rows, returns }: OpenView): Explanation {
  const { currency, rounding, taxRounding, cashRounding } = requireRegister(context).config;
  const sold = rows.flatMap((row, i) => {
    const saved = lines[i]?.promotions ?? [];
    const promotions = sum(saved.map((one) => one.saved));
    return row.isVoided ? [] : [{ ...row, discount: row.discount?.given ?? null, promotions, saved }];
  });
  return explainSale({
    lines: sold,
    settings: { currency, rounding, taxRounding },
    order: sale.orderDiscount?.given ?? null,
    returns,
    tenders: sale.tenders,
    refunds: sale.refunds,
    cashRounding,
    tellsReturns: true,
  });
}

function explainCompleted(fact: SaleFact): Explanation {
  const explained = explainedFact(fact);
  // Rows of the first engine do not say their tax rates; a guess would be worse than a no.
  return explained === null ? refuse('sale.notExplained', {}) : explainSale(explained);
}

export const explain: Handler<'sale.explain'> = (context, { saleId }) => {
  const open = findOpenSale(context.db, saleId);
  if (open !== null) return { steps: explainOpen(context, viewOpen(context, open)).steps };
  const finished = findFinished(context.db, saleId) ?? refuse('sale.unknown', { saleId });
  if (finished.state === 'voided') return refuse('sale.notOpen', { state: finished.state });
  return { steps: explainCompleted(readCompleted(context, finished.seq)).steps };
};

// What was sold, as somebody brings it back: found by its receipt, and what can still come back of it. Changes nothing.
import { saleId as saleIdSchema } from '#contract/ids.ts';
import type { SaleId } from '#contract/ids.ts';
import type { ReturnBasis, SaleFact, SoldLine } from '#contract/journal.ts';
import { ONE } from '#contract/quantity.ts';
import { refuse } from '#contract/refusal.ts';
import { returnReason } from '#contract/return.ts';
import type { ReturnableLine } from '#contract/return.ts';
import { subtract, sum, ZERO } from '#domain/money.ts';
import { basisOf, drawDown, paidBack, refundTenders } from '#domain/refund.ts';
import { readReceiptNumber, receiptSeriesOf } from '#domain/receipt-number.ts';
import { findByReceipt, pendingOf, returnedOf, returnedTotalOf } from '#store/return.ts';
import { findFinished } from '#store/sale.ts';
import type { Handler, ReadContext } from './context.ts';
import { requireRegister } from './register.ts';
import { readCompleted } from './sale-view.ts';

/** The completed sale of that id. Refuses `return.unknownReceipt`, and `return.voided` for one that never was completed. */
export function requireOriginal(context: ReadContext, saleId: SaleId): SaleFact {
  const finished = findFinished(context.db, saleId);
  if (finished === null) return refuse('return.unknownReceipt', { text: saleId });
  if (finished.state === 'voided') refuse('return.voided', {});
  return readCompleted(context, finished.seq);
}

/** The sale that a text names: a receipt's number or a sale's id. The one place where a receipt is recognised. */
export function findOriginal(context: ReadContext, text: string): SaleFact {
  const known = saleIdSchema.safeParse(text.trim());
  if (known.success) return requireOriginal(context, known.data);
  const number = readReceiptNumber(text, receiptSeriesOf(requireRegister(context)));
  const saleId = number === null ? null : findByReceipt(context.db, number);
  return saleId === null ? refuse('return.unknownReceipt', { text }) : requireOriginal(context, saleId);
}

/** What a return of this line is drawn down from. */
export function returnBasis(fact: SaleFact, { quantity, taxes, total }: SoldLine): ReturnBasis {
  return { line: { quantity, taxes, total }, sale: basisOf(fact) };
}

/** How much of a line has come back or is about to, and what is left, in thousandths. */
export function countLeft({ db }: ReadContext, { sale }: SaleFact, line: SoldLine) {
  const original = { saleId: sale.saleId, lineNumber: line.number };
  const returned = returnedOf(db, original) + pendingOf(db, original);
  return { returned, remaining: Math.max(0, line.quantity - returned) };
}

function returnable(context: ReadContext, fact: SaleFact, line: SoldLine): ReturnableLine {
  const { returned, remaining } = countLeft(context, fact, line);
  const { rounding } = fact.rules;
  const back = (quantity: number) => drawDown(line, returned, quantity, rounding).total;
  return {
    lineNumber: line.number,
    sku: line.sku,
    names: line.names,
    unit: line.unit,
    priceMicros: line.priceMicros,
    sold: line.quantity,
    returned,
    remaining,
    total: line.total,
    next: back(Math.min(ONE, remaining)),
    left: back(remaining),
  };
}

/** What each means of payment took for what was sold, gave back, and would give for `left` more. */
function tendersOf(context: ReadContext, fact: SaleFact, lines: readonly ReturnableLine[]) {
  const basis = basisOf(fact);
  const { total, back } = returnedTotalOf(context.db, fact.sale.saleId);
  const gone = refundTenders(
    back,
    basis.paid.map(({ kind, amount }) => ({ kind, took: amount, gaveBack: ZERO })),
  );
  const after = paidBack(basis, sum([total, ...lines.map(({ left }) => left)]));
  const more = subtract(sum(after.map(({ amount }) => amount)), back);
  const took = basis.paid.map(({ amount }, i) => ({
    kind: 'cash' as const,
    took: amount,
    gaveBack: gone[i]?.amount ?? ZERO,
  }));
  const left = refundTenders(more, took);
  return took.map((one, i) => ({ ...one, left: left[i]?.amount ?? ZERO }));
}

export const find: Handler<'return.find'> = (context, { text }) => {
  const fact = findOriginal(context, text);
  const { sale, completed } = fact;
  const { completedAt, businessDate } = sale;
  if (completedAt === null || businessDate === null) throw new Error(`sale ${sale.saleId} has no day`);
  const lines = fact.lines.filter(({ isVoided }) => !isVoided);
  const returnables = lines.map((line) => returnable(context, fact, line));
  return {
    saleId: sale.saleId,
    receiptNumber: completed.receiptNumber,
    completedAt,
    businessDate,
    cashierName: sale.cashier.name,
    sold: sale.sold,
    lines: returnables,
    tenders: tendersOf(context, fact, returnables),
    reasons: [...returnReason.options],
  };
};

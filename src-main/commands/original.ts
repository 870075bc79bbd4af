// What was sold, as somebody brings it back: found by its receipt's number or code, and what can still come back of it.
// Changes nothing.
import { saleId as saleIdSchema } from '#contract/ids.ts';
import type { SaleId } from '#contract/ids.ts';
import type { ReturnBasis, SaleFact } from '#contract/journal.ts';
import { ONE } from '#contract/quantity.ts';
import { refuse } from '#contract/refusal.ts';
import { returnReason } from '#contract/return.ts';
import type { ReturnableLine } from '#contract/return.ts';
import { subtract, sum, ZERO } from '#domain/money.ts';
import { originalOfCode, originalOfFact } from '#domain/original.ts';
import type { Original, OriginalLine } from '#domain/original.ts';
import { drawDown, paidBack, refundTenders } from '#domain/refund.ts';
import { readReceiptNumber, receiptSeriesOf } from '#domain/receipt-number.ts';
import { findBySku } from '#store/catalog.ts';
import { findByReceipt, pendingOf, returnedOf, returnedTotalOf } from '#store/return.ts';
import { findFinished } from '#store/sale.ts';
import type { Handler, ReadContext } from './context.ts';
import { isCodeOf, readReceiptCode } from './receipt-code.ts';
import { requireRegister } from './register.ts';
import { readCompleted } from './sale-view.ts';

/** Longer than a receipt's number and a sale's id; then it is meant to be a code, good or not. */
const MOST_TYPED = 40;

/** A completed sale of these books. Refuses `return.unknownReceipt`, and `return.voided` for one that never was completed. */
function requireFact(context: ReadContext, saleId: SaleId): SaleFact {
  const finished = findFinished(context.db, saleId);
  if (finished === null) return refuse('return.unknownReceipt', { text: saleId });
  if (finished.state === 'voided') refuse('return.voided', {});
  return readCompleted(context, finished.seq);
}

/**
 * The sale that a receipt's code names. One of these books must be what they say of it; one of another till is what the
 * code says. Refuses as `readReceiptCode` does, and `receiptCode.withoutLines`.
 */
function originalByCode(context: ReadContext, text: string): Original {
  const { db } = context;
  const code = readReceiptCode(db, text);
  if (findFinished(db, code.saleId) !== null) {
    const fact = requireFact(context, code.saleId);
    return isCodeOf(context, code, fact) ? originalOfFact(fact) : refuse('receiptCode.forged', {});
  }
  if (code.lines === null) refuse('receiptCode.withoutLines', { register: code.registerId });
  const namesOf = (sku: string) => findBySku(db, sku)?.names ?? null;
  const { config } = requireRegister(context);
  return originalOfCode(code, config, namesOf) ?? refuse('receiptCode.forged', {});
}

/**
 * The sale that a text names: a receipt's number, a sale's id or the code on a receipt. The one place where a receipt is
 * recognised.
 */
export function findOriginal(context: ReadContext, text: string): Original {
  if (text.trim().length > MOST_TYPED) return originalByCode(context, text);
  const known = saleIdSchema.safeParse(text.trim());
  if (known.success) return originalOfFact(requireFact(context, known.data));
  const number = readReceiptNumber(text, receiptSeriesOf(requireRegister(context)));
  const saleId = number === null ? null : findByReceipt(context.db, number);
  if (saleId === null) return refuse('return.unknownReceipt', { text });
  return originalOfFact(requireFact(context, saleId));
}

/** The sale of that id, which its code proves where these books do not have it. Refuses a code of another sale. */
export function proveOriginal(
  context: ReadContext,
  { originalSaleId, code }: { originalSaleId: SaleId; code?: string | undefined },
): Original {
  if (code === undefined) return originalOfFact(requireFact(context, originalSaleId));
  const original = originalByCode(context, code);
  return original.saleId === originalSaleId
    ? original
    : refuse('return.unknownReceipt', { text: originalSaleId });
}

/** What a return of this line is drawn down from. */
export function returnBasis({ basis }: Original, { quantity, taxes, total }: OriginalLine): ReturnBasis {
  return { line: { quantity, taxes, total }, sale: basis };
}

/** How much of a line has come back here or is about to, and what is left, in thousandths. */
export function countLeft({ db }: ReadContext, { saleId }: Original, line: OriginalLine) {
  const original = { saleId, lineNumber: line.number };
  const returned = returnedOf(db, original) + pendingOf(db, original);
  return { returned, remaining: Math.max(0, line.quantity - returned) };
}

function returnable(context: ReadContext, original: Original, line: OriginalLine): ReturnableLine {
  const { returned, remaining } = countLeft(context, original, line);
  const { rounding } = original.basis;
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
function tendersOf(context: ReadContext, { saleId, basis }: Original, lines: readonly ReturnableLine[]) {
  const { total, back } = returnedTotalOf(context.db, saleId);
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
  const original = findOriginal(context, text);
  const { lines, basis, ...shown } = original;
  const returnables = lines.map((line) => returnable(context, original, line));
  return {
    ...shown,
    sold: basis.sold,
    lines: returnables,
    tenders: tendersOf(context, original, returnables),
    reasons: [...returnReason.options],
  };
};

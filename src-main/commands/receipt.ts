// Receipts that were printed, and copies of them. A copy takes no number; it is marked, counted and journaled.
import type { SaleId } from '#contract/ids.ts';
import { refuse } from '#contract/refusal.ts';
import type { Paper } from '#contract/receipt.ts';
import { composeReceipt, markCopy } from '#domain/receipt.ts';
import { findReceipt, insertPrintJob, settleReceipts } from '#store/print-job.ts';
import { findFinished, findLastCompleted } from '#store/sale.ts';
import type { Handler, ReadContext } from './context.ts';
import { codeFor } from './receipt-code.ts';
import { requireRegister } from './register.ts';
import { readCompleted } from './sale-view.ts';

function paperOf(context: ReadContext, seq: number): Paper {
  const fact = readCompleted(context, seq);
  return composeReceipt(fact, requireRegister(context).config, codeFor(context, fact.sale, fact.lines));
}

/** A completed sale with the paper that carries no mark, or the refusal that there is none; null is the last one. */
export function requireReceipt(context: ReadContext, saleId: SaleId | null) {
  const sale = saleId === null ? findLastCompleted(context.db) : findFinished(context.db, saleId);
  if (sale === null || sale.receiptNumber === null) return refuse('receipt.none', {});
  // A sale that came back from the mirror log has no paper waiting; the journal gives the same one.
  const paper = findReceipt(context.db, sale.saleId)?.paper ?? paperOf(context, sale.seq);
  return { ...sale, receiptNumber: sale.receiptNumber, paper };
}

export const show: Handler<'receipt.show'> = (context, args) => {
  const { paper, copies } = requireReceipt(context, args.saleId);
  return { paper, copies };
};

export const reprint: Handler<'receipt.reprint'> = (context, args) => {
  const { saleId, receiptNumber, paper, copies } = requireReceipt(context, args.saleId);
  const copy = copies + 1;
  context.journal('receipt.copied', { body: { postings: [], saleId, receiptNumber, copy }, refId: saleId });
  settleReceipts(context.db, saleId, context.now);
  insertPrintJob(context.db, {
    commandId: context.commandId,
    kind: 'copy',
    saleId,
    paper: markCopy(paper, copy, requireRegister(context).config),
    at: context.now,
  });
  context.after({ kind: 'print' });
  return { receiptNumber, copy };
};

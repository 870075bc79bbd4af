// What a person says of papers that may not have come out. What may be on paper already comes out again only marked and
// counted; nothing here touches a sale.
import type { SaleId } from '#contract/ids.ts';
import type { Paper } from '#contract/receipt.ts';
import { refuse } from '#contract/refusal.ts';
import { markCopy } from '#domain/receipt.ts';
import type { Db } from '#store/open.ts';
import {
  findPrintJob,
  insertPrintJob,
  listQuestions,
  queueAgain,
  setPrintState,
  timesAgain,
} from '#store/print-job.ts';
import type { PrintJob } from '#store/print-job.ts';
import { findFinished } from '#store/sale.ts';
import type { Handler, WriteContext } from './context.ts';
import { requireReceipt } from './receipt.ts';
import { requireRegister } from './register.ts';

const SHOWN = 50;

/** What an answer makes of a paper that does not come out marked. */
const stateAfter = { again: 'queued', printed: 'printed', leave: 'cancelled' } as const;

const isQuestion = (job: PrintJob | null): job is PrintJob & { state: 'uncertain' | 'held' } =>
  job?.state === 'uncertain' || job?.state === 'held';

/** Papers of one kind are all headed the same: whoever looks for one goes by the number of its receipt. */
function titleOf(db: Db, paper: Paper, saleId: SaleId | null): string {
  const number = saleId === null ? null : (findFinished(db, saleId)?.receiptNumber ?? null);
  return number === null ? paper.title : `${paper.title} ${number}`;
}

export const questions: Handler<'print.questions'> = ({ db }) => ({
  questions: listQuestions(db, SHOWN)
    .filter(isQuestion)
    .map(({ id, kind, paper, saleId, state, trouble, createdAt }) => ({
      jobId: id,
      kind,
      title: titleOf(db, paper, saleId),
      saleId,
      state,
      trouble,
      askedAt: createdAt,
    })),
});

export const answer: Handler<'print.answer'> = (context, args) => {
  const { db, now } = context;
  const job = findPrintJob(db, args.jobId);
  if (!isQuestion(job)) return refuse('print.notAsked', {});
  const { saleId } = job;
  // Nothing of it has ever left the till: it is no copy.
  const isFirst = job.state === 'held';
  if (args.answer === 'again' && !isFirst) return { copy: printMarked(context, job) };
  const body = { postings: [], jobId: job.id, print: job.kind, answer: args.answer };
  context.journal('print.answered', saleId === null ? { body } : { body, refId: saleId });
  const state = stateAfter[args.answer];
  if (state === 'queued') {
    queueAgain(db, job.id, now);
    context.after({ kind: 'print' });
  } else {
    setPrintState(db, job.id, state, null, now);
  }
  context.announce({ event: 'print.changed', payload: { saleId, state } });
  return { copy: null };
};

/** Asks for it again, marked; returns which copy it is. */
function printMarked(context: WriteContext, job: PrintJob): number {
  const { db, now, commandId } = context;
  const isReceipt = job.kind === 'receipt' || job.kind === 'copy';
  const { copy, paper } =
    isReceipt && job.saleId !== null ? countReceipt(context, job.saleId) : countOther(context, job);
  setPrintState(db, job.id, 'replaced', null, now);
  insertPrintJob(db, {
    commandId,
    kind: job.kind === 'receipt' ? 'copy' : job.kind,
    saleId: job.saleId,
    paper: markCopy(paper, copy, requireRegister(context).config),
    at: now,
    againFrom: job.id,
  });
  context.after({ kind: 'print' });
  return copy;
}

/** Counted as any other copy of the receipt, from the paper that carries no mark yet. */
function countReceipt(context: WriteContext, saleId: SaleId): { copy: number; paper: Paper } {
  const { paper, receiptNumber, copies } = requireReceipt(context, saleId);
  const copy = copies + 1;
  context.journal('receipt.copied', { body: { postings: [], saleId, receiptNumber, copy }, refId: saleId });
  return { copy, paper };
}

/** A report, a gift receipt, a slip: counted by itself, since only receipts have a number of copies. */
function countOther(context: WriteContext, job: PrintJob): { copy: number; paper: Paper } {
  const { id: jobId, kind: print } = job;
  context.journal('print.answered', { body: { postings: [], jobId, print, answer: 'again' } });
  return { copy: timesAgain(context.db, jobId) + 1, paper: originalOf(context, job).paper };
}

/** The paper before any mark: a copy of a copy carries its own number alone. */
function originalOf(context: WriteContext, job: PrintJob): PrintJob {
  const before = job.againFrom === null ? null : findPrintJob(context.db, job.againFrom);
  return before === null ? job : originalOf(context, before);
}

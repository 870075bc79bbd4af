// The life of a sale: shown, parked, recalled, voided, completed. Completing is one transaction and can be asked twice.
import type { SaleFact } from '#contract/journal.ts';
import { refuse } from '#contract/refusal.ts';
import type { CompletedSale, SaleHeader } from '#contract/sale.ts';
import { businessDateOf } from '#domain/business-date.ts';
import { negate, sum, ZERO } from '#domain/money.ts';
import { salePostings } from '#domain/posting.ts';
import { composeReceipt } from '#domain/receipt.ts';
import { receiptNumberOf, receiptSeriesOf } from '#domain/receipt-number.ts';
import { nextReceiptNo } from '#store/journal.ts';
import { insertPrintJob } from '#store/print-job.ts';
import { traceMark } from '#store/trace-mark.ts';
import {
  findCurrent,
  findFinished,
  findLastCompleted,
  findOpenSale,
  listParked,
  parkSale,
  recallSale,
  touchSale,
} from '#store/sale.ts';
import type { Handler, WriteContext } from './context.ts';
import { explainOpen } from './explain.ts';
import { codeFor } from './receipt-code.ts';
import { assertDiscountsHold } from './limits.ts';
import { requireRegister } from './register.ts';
import { termsOf, withRates } from './receipt-terms.ts';
import { assertLeft, shownReturn } from './return-view.ts';
import {
  assertNotEmpty,
  assertResolved,
  readCompleted,
  requireOpen,
  soldLines,
  viewOpen,
  wholeOf,
} from './sale-view.ts';
import type { OpenView } from './sale-view.ts';
import { requireShift } from './shift.ts';

/**
 * The version of the calculator; a sale keeps the one that made it (arithmetic R19). 2 knows discounts and promotions,
 * 3 tells each step of what comes back.
 */
const ENGINE = 3;

export const current: Handler<'sale.current'> = (context) => {
  const sale = findCurrent(context.db);
  return { current: sale === null ? null : wholeOf(context, sale.saleId) };
};

export const get: Handler<'sale.get'> = (context, args) => wholeOf(context, args.saleId);

export const parked: Handler<'sale.parked'> = (context) => ({
  parked: listParked(context.db).map((one) => {
    const { sale } = viewOpen(context, one);
    const { saleId, label, lineCount, total } = sale;
    return {
      saleId,
      label,
      cashierName: one.staffName,
      parkedAt: one.parkedAt ?? one.openedAt,
      lineCount,
      total,
    };
  }),
});

function asCompleted(fact: SaleFact): CompletedSale {
  const { receiptNumber, received, change, refunded = ZERO } = fact.completed;
  return { sale: fact.sale, receiptNumber, received, change, refunded };
}

export const last: Handler<'sale.last'> = (context) => {
  const sale = findLastCompleted(context.db);
  return { last: sale === null ? null : asCompleted(readCompleted(context, sale.seq)) };
};

function announceGone(context: WriteContext, sale: SaleHeader): void {
  context.announce({
    event: 'sale.changed',
    payload: { sale, lines: [], removedLineIds: [], returns: [], unresolved: [], quickCash: [] },
  });
}

/** An open sale that may leave the screen: it has no money in it. */
function requireUntendered(context: WriteContext, saleId: SaleHeader['saleId']): OpenView {
  const view = viewOpen(context, requireOpen(context, saleId));
  if (view.sale.tenders.length + view.sale.refunds.length > 0) refuse('sale.hasTenders', {});
  return view;
}

export const voidSale: Handler<'sale.void'> = (context, args) => {
  const { sale, lines, returns, unresolved } = requireUntendered(context, args.saleId);
  const { saleId, cashier, openedAt, total } = sale;
  const scans = unresolved.map(({ code, quantity }) => ({ code, quantity }));
  const body = { postings: [], saleId, cashier, openedAt, total, lines };
  context.journal('sale.voided', {
    body: {
      ...body,
      ...(returns.length === 0 ? {} : { returns: returns.map(shownReturn) }),
      ...(scans.length === 0 ? {} : { unresolved: scans }),
    },
    totalMinor: total,
    refId: saleId,
  });
  announceGone(context, { ...sale, state: 'voided', version: sale.version + 1 });
  return {};
};

export const park: Handler<'sale.park'> = (context, args) => {
  const view = requireUntendered(context, args.saleId);
  const { sale } = view;
  if (view.unresolved.length === 0) assertNotEmpty(view);
  touchSale(context.db, sale.saleId);
  parkSale(context.db, sale.saleId, args.label, context.now);
  const { saleId, total, lineCount } = sale;
  context.journal('sale.parked', {
    body: { postings: [], saleId, label: args.label, total, lineCount },
    totalMinor: total,
    refId: saleId,
  });
  announceGone(context, { ...sale, state: 'parked', label: args.label, version: sale.version + 1 });
  return {};
};

export const recall: Handler<'sale.recall'> = (context, args) => {
  requireShift(context);
  const { db, state } = context;
  const open = findCurrent(db);
  if (open !== null) refuse('sale.otherOpen', { saleId: open.saleId });
  const sale = findOpenSale(db, args.saleId);
  if (sale === null) {
    const finished = findFinished(db, args.saleId) ?? refuse('sale.unknown', { saleId: args.saleId });
    return refuse('sale.notParked', { state: finished.state });
  }
  recallSale(db, sale.saleId, state.session ?? refuse('session.none', {}));
  touchSale(db, sale.saleId);
  const whole = wholeOf(context, sale.saleId);
  context.journal('sale.recalled', {
    body: { postings: [], saleId: sale.saleId, total: whole.sale.total },
    totalMinor: whole.sale.total,
    refId: sale.saleId,
  });
  context.announce({ event: 'sale.changed', payload: { ...whole, removedLineIds: [] } });
  return whole;
};

/** The header of a sale at the instant it is completed. */
function completedHeader(context: WriteContext, view: OpenView, receiptNumber: string): SaleHeader {
  const { config } = requireRegister(context);
  return {
    ...view.sale,
    state: 'completed',
    version: view.sale.version + 1,
    change: view.settlement.change,
    rounding: sum([view.settlement.rounding, ...view.returns.map(({ rounding }) => negate(rounding))]),
    receiptNumber,
    completedAt: context.now,
    businessDate: businessDateOf(new Date(context.now), config.timeZone, config.dayStartsAt),
  };
}

/** Refuses `sale.notPaid`, or `tender.refundDue` while the customer is still to get money. */
function assertSettled({ owed, settlement }: OpenView): void {
  if (settlement.isSettled) return;
  if (owed < 0) refuse('tender.refundDue', { amount: negate(settlement.due) });
  refuse('sale.notPaid', { due: settlement.due });
}

export const complete: Handler<'sale.complete'> = (context, args) => {
  const finished = findFinished(context.db, args.saleId);
  if (finished?.state === 'completed') return asCompleted(readCompleted(context, finished.seq));
  const register = requireRegister(context);
  const { config } = register;
  const { shiftId } = requireShift(context);
  const view = viewOpen(context, requireOpen(context, args.saleId));
  assertResolved(view);
  assertDiscountsHold(context, view);
  assertNotEmpty(view);
  assertSettled(view);
  assertLeft(context, view.returns);
  const series = receiptSeriesOf(register);
  const no = nextReceiptNo(context.db, series);
  const receiptNumber = receiptNumberOf(config.number, register.epoch, no);
  const sale = completedHeader(context, view, receiptNumber);
  const received = view.settlement.paid;
  const refunded = sum(sale.refunds.map(({ amount }) => amount));
  const { rounding, taxRounding, cashRounding } = config;
  const fact: SaleFact = {
    sale,
    lines: soldLines(view),
    ...(view.returns.length === 0 ? {} : { returns: withRates(context, view.returns) }),
    completed: { receiptNumber, received, change: sale.change, ...(refunded === 0 ? {} : { refunded }) },
    shiftId,
    receipt: termsOf(context, sale),
    ...(view.couponUses.length === 0 ? {} : { couponUses: view.couponUses }),
    rules: {
      engine: ENGINE,
      rounding,
      taxRounding,
      cashRounding,
      trace: traceMark(explainOpen(context, view).steps),
    },
  };
  context.journal('sale.completed', {
    body: { postings: salePostings(fact), ...fact },
    totalMinor: sale.total,
    refId: sale.saleId,
    receipt: { series, no },
    adds: { sales: sale.sold, returns: sale.returned, receipts: 1 },
  });
  const code = codeFor(context, sale, fact.lines);
  const paper = composeReceipt(fact, config, code);
  insertPrintJob(context.db, {
    commandId: context.commandId,
    kind: 'receipt',
    saleId: sale.saleId,
    paper,
    at: context.now,
  });
  if (received + refunded > 0) context.after({ kind: 'drawer', reason: 'sale' });
  context.after({ kind: 'print' });
  announceGone(context, sale);
  return asCompleted(fact);
};

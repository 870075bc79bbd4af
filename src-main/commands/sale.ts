// The life of a sale: shown, parked, recalled, voided, completed. Completing is one transaction and can be asked twice.
import type { Posting, SaleFact } from '#contract/journal.ts';
import type { Money } from '#contract/money.ts';
import { refuse } from '#contract/refusal.ts';
import type { CompletedSale, SaleHeader } from '#contract/sale.ts';
import { businessDateOf } from '#domain/business-date.ts';
import { negate } from '#domain/money.ts';
import { composeReceipt } from '#domain/receipt.ts';
import { receiptNumberOf, receiptSeriesOf } from '#domain/receipt-number.ts';
import { drawerMemo } from '#domain/shift.ts';
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
import { requireRegister } from './register.ts';
import { assertResolved, readCompleted, requireOpen, soldLines, viewOpen, wholeOf } from './sale-view.ts';
import type { OpenView } from './sale-view.ts';
import { requireShift } from './shift.ts';

/** The version of the calculator; a sale keeps the one that made it (arithmetic R19). 2 knows discounts and promotions. */
const ENGINE = 2;

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
  const { receiptNumber, received, change } = fact.completed;
  return { sale: fact.sale, receiptNumber, received, change };
}

export const last: Handler<'sale.last'> = (context) => {
  const sale = findLastCompleted(context.db);
  return { last: sale === null ? null : asCompleted(readCompleted(context, sale.seq)) };
};

function announceGone(context: WriteContext, sale: SaleHeader): void {
  context.announce({
    event: 'sale.changed',
    payload: { sale, lines: [], removedLineIds: [], unresolved: [], quickCash: [] },
  });
}

/** An open sale that may leave the screen: it has no money in it. */
function requireUntendered(context: WriteContext, saleId: SaleHeader['saleId']): OpenView {
  const view = viewOpen(context, requireOpen(context, saleId));
  if (view.sale.tenders.length > 0) refuse('sale.hasTenders', {});
  return view;
}

export const voidSale: Handler<'sale.void'> = (context, args) => {
  const { sale, lines, unresolved } = requireUntendered(context, args.saleId);
  const { saleId, cashier, openedAt, total } = sale;
  const scans = unresolved.map(({ code, quantity }) => ({ code, quantity }));
  const body = { postings: [], saleId, cashier, openedAt, total, lines };
  context.journal('sale.voided', {
    body: scans.length === 0 ? body : { ...body, unresolved: scans },
    totalMinor: total,
    refId: saleId,
  });
  announceGone(context, { ...sale, state: 'voided', version: sale.version + 1 });
  return {};
};

export const park: Handler<'sale.park'> = (context, args) => {
  const { sale, unresolved } = requireUntendered(context, args.saleId);
  if (sale.lineCount + unresolved.length === 0) refuse('sale.empty', {});
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

/** Net, tax and rounding against what came into the drawer; they add up to zero (arithmetic R16). */
function postingsOf(sale: SaleHeader, received: Money): Posting[] {
  const postings: Posting[] = [
    { account: 'drawer', memo: drawerMemo.taken, amount: received },
    { account: 'drawer', memo: drawerMemo.change, amount: negate(sale.change) },
    { account: 'sales', memo: 'net', amount: negate(sale.net) },
    ...sale.taxes.map((tax): Posting => ({ account: 'tax', memo: tax.names.en, amount: negate(tax.amount) })),
    { account: 'rounding', memo: 'cash', amount: negate(sale.rounding) },
  ];
  return postings.filter((posting) => posting.amount !== 0);
}

/** The header of a sale at the instant it is completed. */
function completedHeader(context: WriteContext, view: OpenView, receiptNumber: string): SaleHeader {
  const { config } = requireRegister(context);
  return {
    ...view.sale,
    state: 'completed',
    version: view.sale.version + 1,
    change: view.settlement.change,
    rounding: view.settlement.rounding,
    receiptNumber,
    completedAt: context.now,
    businessDate: businessDateOf(new Date(context.now), config.timeZone, config.dayStartsAt),
  };
}

export const complete: Handler<'sale.complete'> = (context, args) => {
  const finished = findFinished(context.db, args.saleId);
  if (finished?.state === 'completed') return asCompleted(readCompleted(context, finished.seq));
  const register = requireRegister(context);
  const { config } = register;
  const { shiftId } = requireShift(context);
  const view = viewOpen(context, requireOpen(context, args.saleId));
  assertResolved(view);
  if (view.sale.lineCount === 0) refuse('sale.empty', {});
  if (!view.settlement.isSettled) refuse('sale.notPaid', { due: view.settlement.due });
  const series = receiptSeriesOf(register);
  const no = nextReceiptNo(context.db, series);
  const receiptNumber = receiptNumberOf(config.number, register.epoch, no);
  const sale = completedHeader(context, view, receiptNumber);
  const received = view.settlement.paid;
  const { rounding, taxRounding, cashRounding } = config;
  const fact: SaleFact = {
    sale,
    lines: soldLines(view),
    completed: { receiptNumber, received, change: sale.change },
    shiftId,
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
    body: { postings: postingsOf(sale, received), ...fact },
    totalMinor: sale.total,
    refId: sale.saleId,
    receipt: { series, no },
    adds: { sales: sale.total, returns: 0, receipts: 1 },
  });
  const paper = composeReceipt(sale, fact.lines, config, codeFor(context, sale, fact.lines));
  insertPrintJob(context.db, {
    commandId: context.commandId,
    kind: 'receipt',
    saleId: sale.saleId,
    paper,
    at: context.now,
  });
  if (received > 0) context.after({ kind: 'drawer', reason: 'sale' });
  context.after({ kind: 'print' });
  announceGone(context, sale);
  return asCompleted(fact);
};

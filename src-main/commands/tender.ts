// Taking and giving back tenders before completion, and what an amount of cash would come to.
import type { TenderId } from '#contract/ids.ts';
import { refuse } from '#contract/refusal.ts';
import { quickCash } from '#domain/quick-cash.ts';
import { quoteCash } from '#domain/tender.ts';
import type { Tender } from '#contract/tender.ts';
import { negate, ZERO } from '#domain/money.ts';
import { deleteRefund, insertRefund } from '#store/open-return.ts';
import { deleteTender, insertTender } from '#store/open-tender.ts';
import { finish } from './basket.ts';
import type { Handler } from './context.ts';
import { assertDiscountsHold } from './limits.ts';
import { requireRegister } from './register.ts';
import { assertNotEmpty, assertResolved, requireOpen, viewOpen } from './sale-view.ts';
import type { OpenView } from './sale-view.ts';
import { assertInDrawer } from './shift.ts';

/** Refuses `tender.refundDue` where it is the customer who gets money. */
function assertPayable({ owed }: OpenView): void {
  if (owed < 0) refuse('tender.refundDue', { amount: negate(owed) });
}

export const options: Handler<'tender.options'> = (context, args) => {
  const view = viewOpen(context, requireOpen(context, args.saleId));
  assertResolved(view);
  assertDiscountsHold(context, view);
  const { sale, owed, settlement } = view;
  const { currency, cashRounding } = requireRegister(context).config;
  return {
    total: sale.total,
    paid: settlement.paid,
    due: settlement.due,
    cashDue: settlement.cashDue,
    quickCash: quickCash(owed, sale.tenders, currency, cashRounding),
  };
};

export const quote: Handler<'tender.quoteCash'> = (context, args) => {
  const view = viewOpen(context, requireOpen(context, args.saleId));
  assertPayable(view);
  const { cashRounding } = requireRegister(context).config;
  return quoteCash(view.owed, view.sale.tenders, args.amount, cashRounding);
};

export const cash: Handler<'tender.cash'> = (context, args) => {
  const view = viewOpen(context, requireOpen(context, args.saleId));
  assertResolved(view);
  assertDiscountsHold(context, view);
  const { settlement } = view;
  assertNotEmpty(view);
  assertPayable(view);
  if (settlement.isSettled) refuse('tender.nothingDue', {});
  // Nothing is a tender only where cash rounding has made the due nothing.
  if (args.amount === 0 && settlement.cashDue > 0) refuse('tender.zero', {});
  const tenderId = context.commandId as string as TenderId;
  insertTender(context.db, args.saleId, { tenderId, kind: 'cash', amount: args.amount });
  return finish(context, args.saleId, []);
};

/** What is due back, all of it: the drawer opens when the sale is completed. */
export const refundCash: Handler<'tender.refundCash'> = (context, args) => {
  const view = viewOpen(context, requireOpen(context, args.saleId));
  assertResolved(view);
  assertNotEmpty(view);
  const { owed, settlement } = view;
  if (owed >= 0) refuse('tender.noRefundDue', {});
  if (settlement.isSettled) refuse('tender.nothingDue', {});
  const amount = negate(settlement.cashDue);
  if (amount > ZERO) assertInDrawer(context, amount);
  const tenderId = context.commandId as string as TenderId;
  insertRefund(context.db, args.saleId, { tenderId, kind: 'cash', amount });
  return finish(context, args.saleId, []);
};

export const remove: Handler<'tender.remove'> = (context, args) => {
  const { sale } = viewOpen(context, requireOpen(context, args.saleId));
  const isOwn = (one: Tender) => one.tenderId === args.tenderId;
  const taken = sale.tenders.find(isOwn);
  const tender = taken ?? sale.refunds.find(isOwn);
  if (tender === undefined) return refuse('tender.unknown', { tenderId: args.tenderId });
  if (taken !== undefined) deleteTender(context.db, tender.tenderId);
  else deleteRefund(context.db, tender.tenderId);
  const body = { postings: [], saleId: args.saleId, tender, tenderId: tender.tenderId };
  context.journal('tender.removed', {
    body: taken !== undefined ? body : { ...body, isRefund: true },
    totalMinor: tender.amount,
    refId: args.saleId,
  });
  return finish(context, args.saleId, []);
};

// Taking and giving back tenders before completion, and what an amount of cash would come to.
import type { TenderId } from '#contract/ids.ts';
import { refuse } from '#contract/refusal.ts';
import { quickCash } from '#domain/quick-cash.ts';
import { quoteCash } from '#domain/tender.ts';
import { deleteTender, insertTender } from '#store/open-tender.ts';
import { finish } from './basket.ts';
import type { Handler } from './context.ts';
import { requireRegister } from './register.ts';
import { assertResolved, requireOpen, viewOpen } from './sale-view.ts';

export const options: Handler<'tender.options'> = (context, args) => {
  const view = viewOpen(context, requireOpen(context, args.saleId));
  assertResolved(view);
  const { sale, settlement } = view;
  const { currency, cashRounding } = requireRegister(context).config;
  return {
    total: sale.total,
    paid: settlement.paid,
    due: settlement.due,
    cashDue: settlement.cashDue,
    quickCash: quickCash(sale.total, sale.tenders, currency, cashRounding),
  };
};

export const quote: Handler<'tender.quoteCash'> = (context, args) => {
  const { sale } = viewOpen(context, requireOpen(context, args.saleId));
  return quoteCash(sale.total, sale.tenders, args.amount, requireRegister(context).config.cashRounding);
};

export const cash: Handler<'tender.cash'> = (context, args) => {
  const view = viewOpen(context, requireOpen(context, args.saleId));
  assertResolved(view);
  const { sale, settlement } = view;
  if (sale.lineCount === 0) refuse('sale.empty', {});
  if (settlement.isSettled) refuse('tender.nothingDue', {});
  // Nothing is a tender only where cash rounding has made the due nothing.
  if (args.amount === 0 && settlement.cashDue > 0) refuse('tender.zero', {});
  const tenderId = context.commandId as string as TenderId;
  insertTender(context.db, args.saleId, { tenderId, kind: 'cash', amount: args.amount });
  return finish(context, args.saleId, []);
};

export const remove: Handler<'tender.remove'> = (context, args) => {
  const { sale } = viewOpen(context, requireOpen(context, args.saleId));
  const tender = sale.tenders.find((one) => one.tenderId === args.tenderId);
  if (tender === undefined) return refuse('tender.unknown', { tenderId: args.tenderId });
  deleteTender(context.db, tender.tenderId);
  context.journal('tender.removed', {
    body: { postings: [], saleId: args.saleId, tender, tenderId: tender.tenderId },
    totalMinor: tender.amount,
    refId: args.saleId,
  });
  return finish(context, args.saleId, []);
};

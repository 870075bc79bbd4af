// Taking and giving back tenders before completion, and what an amount of cash would come to.
import type { TenderId } from '#contract/ids.ts';
import { refuse } from '#contract/refusal.ts';
import { quickCash, quoteCash } from '#domain/tender.ts';
import { deleteTender, insertTender, touchSale } from '#store/sale.ts';
import type { Handler, WriteContext } from './context.ts';
import { requireRegister } from './register.ts';
import { changeOf, requireOpen, viewOpen } from './sale-view.ts';

export const options: Handler<'tender.options'> = (context, args) => {
  const { sale, settlement } = viewOpen(context, requireOpen(context, args.saleId));
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

function finish(context: WriteContext, saleId: Parameters<typeof changeOf>[1]) {
  touchSale(context.db, saleId);
  const change = changeOf(context, saleId, []);
  context.announce({ event: 'sale.changed', payload: change });
  return change;
}

export const cash: Handler<'tender.cash'> = (context, args) => {
  const { sale, settlement } = viewOpen(context, requireOpen(context, args.saleId));
  if (sale.lineCount === 0) refuse('sale.empty', {});
  if (settlement.isSettled) refuse('tender.nothingDue', {});
  // Nothing is a tender only where cash rounding has made the due nothing.
  if (args.amount === 0 && settlement.cashDue > 0) refuse('tender.zero', {});
  const tenderId = context.commandId as string as TenderId;
  insertTender(context.db, args.saleId, { tenderId, kind: 'cash', amount: args.amount });
  return finish(context, args.saleId);
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
  return finish(context, args.saleId);
};

// Discounts given by hand, on a line or on the whole sale: giving them, taking them off, saying beforehand what they would
// come to. What they come to is computed in src-main/domain, how far one may go is limits.ts.
import type { LineDiscount, OrderDiscount } from '#contract/discount.ts';
import type { LineId, SaleId } from '#contract/ids.ts';
import type { Money } from '#contract/money.ts';
import { refuse } from '#contract/refusal.ts';
import type { LineItem } from '#contract/sale.ts';
import { exceedsLine, exceedsOrder } from '#domain/discount.ts';
import { shareOfDiscount } from '#domain/limit.ts';
import { subtract, ZERO } from '#domain/money.ts';
import { linesOf, setLineDiscount } from '#store/open-line.ts';
import type { OpenLine } from '#store/open-line.ts';
import { setOrderDiscount } from '#store/sale.ts';
import type { Given, OpenSale } from '#store/sale.ts';
import { approverFor } from './approval.ts';
import { assertNoTenders, finish } from './basket.ts';
import type { Handler, ReadContext, WriteContext } from './context.ts';
import { askedOfLines, assertAboveMinimum, extentOf, leftByHand, limitOf } from './limits.ts';
import { requireRegister } from './register.ts';
import { requireUnvoided } from './sale-line.ts';
import { requireOpen, viewOpen } from './sale-view.ts';
import type { OpenView } from './sale-view.ts';

/** A line as it would be with a discount, and the share of it that the discount takes off. */
interface Discounted {
  line: LineItem;
  off: Money;
  askedPpm: number;
  view: OpenView;
}

/** Computes a line with a discount that is not on it yet. Refuses one that is more than the line, or goes too low. */
function lineWith(context: ReadContext, open: OpenSale, row: OpenLine, given: LineDiscount): Discounted {
  const { currency } = requireRegister(context).config;
  if (exceedsLine(given, { ...row, discount: null }, currency)) refuse('discount.tooMuch', {});
  const { lineId } = row;
  const rows = linesOf(context.db, open.saleId).map((one) =>
    one.lineId === lineId ? { ...one, discount: { given, reason: '-' } } : one,
  );
  const view = viewOpen(context, open, rows);
  const line = view.lines.find((one) => one.lineId === lineId) ?? refuse('sale.lineUnknown', { lineId });
  const off = line.discount?.amount ?? subtract(line.gross, line.amount);
  assertAboveMinimum(context, line, leftByHand(line));
  return { line, off, askedPpm: shareOfDiscount(given, off, line.gross), view };
}

/** Computes the sale with a discount on the whole of it, with the same refusals. */
function saleWith(context: ReadContext, open: OpenSale, given: OrderDiscount): Omit<Discounted, 'line'> {
  const view = viewOpen(context, { ...open, orderDiscount: { given, reason: '-' } });
  const { lines, figures } = view;
  if (view.sale.lineCount === 0) refuse('sale.empty', {});
  const counted = lines.filter(({ isVoided }) => !isVoided);
  if (
    exceedsOrder(
      given,
      counted.map(({ amount }) => amount),
    )
  )
    refuse('discount.tooMuch', {});
  const off = figures.orderDiscount;
  counted.forEach((line, at) => {
    const share = figures.lines[at]?.orderShare ?? ZERO;
    assertAboveMinimum(context, line, subtract(leftByHand(line), share));
  });
  return { off, askedPpm: shareOfDiscount(given, off, askedOfLines(view)), view };
}

/** The discount as it is kept: one in money with the share up to which it holds when the basket shrinks. */
function kept<T extends LineDiscount | OrderDiscount>(
  given: T,
  reason: string,
  { upToPpm }: Allowed,
): Given<T> {
  return given.kind === 'amount' ? { given, reason, upToPpm } : { given, reason };
}

/** One on the whole sale: a percentage that somebody else approved was approved for what it came to on what there was. */
function keptOrder(given: OrderDiscount, reason: string, may: Allowed, off: Money): Given<OrderDiscount> {
  const one = kept(given, reason, may);
  return given.kind === 'percent' && may.isApproved ? { ...one, upTo: off } : one;
}

type Limited = 'lineDiscountPpm' | 'orderDiscountPpm';

interface Allowed {
  /** The share up to which it holds. */
  upToPpm: number;
  /** Somebody else had to approve it. */
  isApproved: boolean;
}

/** Whether whoever is signed in may give such a share, or somebody has approved it. */
function allowed(context: WriteContext, what: Limited, askedPpm: number): Allowed {
  const { role } = context.state.session ?? refuse('session.none', {});
  const approver = approverFor(context, 'sale.discount', extentOf(context, what, askedPpm));
  return approver === null
    ? { upToPpm: limitOf(context, role, what), isApproved: false }
    : { upToPpm: askedPpm, isApproved: true };
}

interface LineChange {
  row: OpenLine;
  to: Given<LineDiscount> | null;
  reason: string;
  gross: Money;
  off: Money;
}

function putLine(context: WriteContext, saleId: SaleId, change: LineChange) {
  const { row, to, reason, gross, off } = change;
  const { lineId, sku } = row;
  setLineDiscount(context.db, lineId, to);
  const from = row.discount?.given ?? null;
  context.journal('line.discounted', {
    body: { postings: [], saleId, lineId, sku, from, to: to?.given ?? null, reason, gross, off },
    totalMinor: off,
    refId: saleId,
  });
  return finish(context, saleId, [lineId]);
}

/** The line's figures as they stand. */
function shownLine(context: WriteContext, open: OpenSale, lineId: LineId): LineItem {
  const { lines } = viewOpen(context, open);
  return lines.find((one) => one.lineId === lineId) ?? refuse('sale.lineUnknown', { lineId });
}

export const discountLine: Handler<'sale.discountLine'> = (context, args) => {
  const { saleId, lineId, discount, reason } = args;
  const row = requireUnvoided(context, saleId, lineId);
  const open = requireOpen(context, saleId);
  if (discount === null) {
    if (row.discount === null) refuse('discount.none', {});
    const { gross } = shownLine(context, open, lineId);
    return putLine(context, saleId, { row, to: null, reason, gross, off: ZERO });
  }
  const { line, off, askedPpm } = lineWith(context, open, row, discount);
  const to = kept(discount, reason, allowed(context, 'lineDiscountPpm', askedPpm));
  return putLine(context, saleId, { row, to, reason, gross: line.gross, off });
};

function putSale(
  context: WriteContext,
  open: OpenSale,
  to: Given<OrderDiscount> | null,
  off: Money,
  reason: string,
) {
  const { saleId } = open;
  setOrderDiscount(context.db, saleId, to);
  const { total } = viewOpen(context, requireOpen(context, saleId)).sale;
  const from = open.orderDiscount?.given ?? null;
  context.journal('sale.discounted', {
    body: { postings: [], saleId, from, to: to?.given ?? null, reason, off, total },
    totalMinor: off,
    refId: saleId,
  });
  return finish(context, saleId, []);
}

export const discountOrder: Handler<'sale.discountOrder'> = (context, { saleId, discount, reason }) => {
  const open = requireOpen(context, saleId);
  assertNoTenders(context, saleId);
  if (discount === null) {
    if (open.orderDiscount === null) refuse('discount.none', {});
    return putSale(context, open, null, ZERO, reason);
  }
  const { off, askedPpm } = saleWith(context, open, discount);
  const to = keptOrder(discount, reason, allowed(context, 'orderDiscountPpm', askedPpm), off);
  return putSale(context, open, to, off, reason);
};

export const quoteDiscount: Handler<'sale.quoteDiscount'> = (context, { saleId, proposal }) => {
  const open = requireOpen(context, saleId);
  const { role } = context.state.session ?? refuse('session.none', {});
  if (proposal.on === 'line') {
    const { lineId, discount } = proposal;
    const row = linesOf(context.db, saleId).find((one) => one.lineId === lineId);
    if (row === undefined) return refuse('sale.lineUnknown', { lineId });
    const { line, off, askedPpm, view } = lineWith(context, open, row, discount);
    const limitPpm = limitOf(context, role, 'lineDiscountPpm');
    const shown = { before: line.gross, off, after: line.amount, total: view.sale.total };
    return { ...shown, askedPpm, limitPpm, isWithin: limitPpm > 0 && askedPpm <= limitPpm };
  }
  const before = viewOpen(context, { ...open, orderDiscount: null }).sale.total;
  const { off, askedPpm, view } = saleWith(context, open, proposal.discount);
  const { total } = view.sale;
  const limitPpm = limitOf(context, role, 'orderDiscountPpm');
  return {
    before,
    off,
    after: total,
    total,
    askedPpm,
    limitPpm,
    isWithin: limitPpm > 0 && askedPpm <= limitPpm,
  };
};

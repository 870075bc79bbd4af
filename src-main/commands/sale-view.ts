// The open sale as the contract shows it: rows in, figures from the calculator, header and lines out.
import type { LineId, SaleId } from '#contract/ids.ts';
import type { ReturnedLine, SoldLine } from '#contract/journal.ts';
import type { Money } from '#contract/money.ts';
import { refuse } from '#contract/refusal.ts';
import type {
  LineItem,
  SavedPromotion,
  SaleChange,
  SaleHeader,
  SaleWhole,
  UnresolvedScan,
} from '#contract/sale.ts';
import { sum, ZERO } from '#domain/money.ts';
import type { Promoted } from '#domain/promote.ts';
import { calculateSale, lineAmounts } from '#domain/sale.ts';
import type { PricedLine, SaleFigures, SaleSettings } from '#domain/sale.ts';
import { readFact, readLine } from '#domain/sale-fact.ts';
import { exchange, isOnlyReceipts, settleExchange } from '#domain/refund.ts';
import type { Settlement } from '#domain/tender.ts';
import { bodyOf, rowAt } from '#store/journal.ts';
import { linesOf } from '#store/open-line.ts';
import type { OpenLine } from '#store/open-line.ts';
import { refundsOf } from '#store/open-return.ts';
import { tendersOf } from '#store/open-tender.ts';
import { findFinished, findOpenSale } from '#store/sale.ts';
import type { OpenSale } from '#store/sale.ts';
import { unresolvedOf } from '#store/unresolved.ts';
import type { ReadContext } from './context.ts';
import { linesPromotedAnew } from './promoted-lines.ts';
import { promotionsFor } from './promotions-for.ts';
import { quickCashFor } from './quick-cash.ts';
import { requireRegister } from './register.ts';
import { shownReturn, viewReturns } from './return-view.ts';

/** An open or parked sale with everything computed from its rows. */
export interface OpenView {
  sale: SaleHeader;
  lines: LineItem[];
  /** The lines as they are kept, in the same order. */
  rows: OpenLine[];
  /** How often completing it would use each coupon up. */
  couponUses: Promoted['couponUses'];
  /** Scans that no article was found for; they have no figures, and nobody can pay while there are any. */
  unresolved: UnresolvedScan[];
  figures: SaleFigures;
  /** What comes back, with what it is drawn down from. */
  returns: ReturnedLine[];
  /** What is to be settled; negative where money goes back to the customer. */
  owed: Money;
  settlement: Settlement;
}

function settingsOf(context: ReadContext): SaleSettings {
  const { currency, rounding, taxRounding } = requireRegister(context).config;
  return { currency, rounding, taxRounding };
}

/** A line as the calculator takes it. */
function asPriced(line: OpenLine, saved: readonly SavedPromotion[]): PricedLine {
  const promotions = sum(saved.map((one) => one.saved));
  return { ...line, discount: line.discount?.given ?? null, promotions };
}

const noPromotions: readonly SavedPromotion[] = [];

/** A line as it is shown, with what it comes to. */
function asItem(line: OpenLine, saved: readonly SavedPromotion[], settings: SaleSettings): LineItem {
  const amounts = lineAmounts(asPriced(line, saved), settings);
  const { taxes: _taxes, category: _category, brand: _brand, isListed: _isListed, discount, ...shown } = line;
  return {
    ...shown,
    gross: amounts.gross,
    discount: discount && { given: discount.given, reason: discount.reason, amount: amounts.discount },
    promotions: [...saved],
    amount: amounts.amount,
  };
}

/**
 * Computes an open sale anew from its rows, or from such as it might have. Refuses `sale.tooLarge` when its figures would
 * not fit.
 */
export function viewOpen(
  context: ReadContext,
  sale: OpenSale,
  rows: OpenLine[] = linesOf(context.db, sale.saleId),
): OpenView {
  const settings = settingsOf(context);
  const tenders = tendersOf(context.db, sale.saleId);
  const sold = rows.filter((line) => !line.isVoided);
  const { orderDiscount } = sale;
  const promoted = promotionsFor(context, sale, sold, settings);
  const savedOn = ({ number, isVoided }: OpenLine) =>
    isVoided ? noPromotions : (promoted.byLine.get(number) ?? noPromotions);
  const priced = sold.map((line) => asPriced(line, savedOn(line)));
  const figures = calculateSale(priced, settings, orderDiscount?.given ?? null);
  const refunds = refundsOf(context.db, sale.saleId);
  const returns = viewReturns(context, sale.saleId, settings);
  const netted = exchange(figures, returns);
  const isExact = isOnlyReceipts(sold, returns);
  const { cashRounding } = requireRegister(context).config;
  const settlement = settleExchange(netted.owed, tenders, refunds, cashRounding, isExact);
  return {
    sale: {
      saleId: sale.saleId,
      state: sale.state,
      version: sale.version,
      cashier: { staffId: sale.staffId, name: sale.staffName },
      openedAt: sale.openedAt,
      label: sale.label,
      currency: settings.currency,
      customer: sale.customer,
      coupons: sale.coupons,
      lineCount: sold.length,
      subtotal: figures.subtotal,
      savings: figures.savings,
      promotions: promoted.all,
      orderDiscount: orderDiscount && {
        given: orderDiscount.given,
        reason: orderDiscount.reason,
        amount: figures.orderDiscount,
      },
      sold: netted.sold,
      returned: netted.returned,
      net: netted.net,
      taxes: netted.taxes,
      total: netted.total,
      tenders,
      refunds,
      due: settlement.due,
      change: ZERO,
      rounding: ZERO,
      receiptNumber: null,
      completedAt: null,
      businessDate: null,
    },
    lines: rows.map((line) => asItem(line, savedOn(line), settings)),
    couponUses: promoted.couponUses,
    rows,
    unresolved: unresolvedOf(context.db, sale.saleId),
    figures,
    returns,
    owed: netted.owed,
    settlement,
  };
}

/** The open sale of that id. Refuses `sale.notOpen` and `sale.unknown`. */
export function requireOpen(context: ReadContext, saleId: SaleId): OpenSale {
  const sale = findOpenSale(context.db, saleId);
  if (sale?.state === 'open') return sale;
  const state = sale?.state ?? findFinished(context.db, saleId)?.state;
  return state === undefined ? refuse('sale.unknown', { saleId }) : refuse('sale.notOpen', { state });
}

/** Refuses `sale.unresolved`: nobody pays for what nobody has named. */
export function assertResolved({ unresolved }: OpenView): void {
  if (unresolved.length > 0) refuse('sale.unresolved', { count: unresolved.length });
}

/** Refuses `sale.empty` for a sale with nothing sold and nothing returned. */
export function assertNotEmpty({ sale, returns }: OpenView): void {
  if (sale.lineCount + returns.length === 0) refuse('sale.empty', {});
}

/** An open or parked sale as it is shown. */
function shownWhole(context: ReadContext, open: OpenSale): SaleWhole {
  const { sale, lines, returns, unresolved, owed } = viewOpen(context, open);
  const isPayable = sale.state === 'open' && unresolved.length === 0;
  const quickCash = isPayable ? quickCashFor(context, owed, sale.tenders) : [];
  return { sale, lines, returns: returns.map(shownReturn), unresolved, quickCash };
}

/** What a command changed: the header, the lines named, and what is complete each time. */
export function changeOf(
  context: ReadContext,
  saleId: SaleId,
  changed: readonly LineId[],
  removed: readonly LineId[] = [],
): SaleChange {
  const whole = shownWhole(context, requireOpen(context, saleId));
  const anew = new Set([...changed, ...linesPromotedAnew(context.db, whole.sale, whole.lines)]);
  const lines = whole.lines.filter((line) => anew.has(line.lineId));
  return { ...whole, lines, removedLineIds: [...removed] };
}

/** A completed sale as the journal tells it. */
export function readCompleted(context: ReadContext, seq: number) {
  const row = rowAt(context.db, seq);
  if (row === null) throw new Error(`journal row ${seq} of a sale is gone`);
  return readFact(bodyOf<'sale.completed'>(row));
}

/** A voided sale as the journal tells it; it never had figures beyond its total. */
function readVoided(context: ReadContext, seq: number): SaleWhole {
  const row = rowAt(context.db, seq);
  if (row === null) throw new Error(`journal row ${seq} of a sale is gone`);
  const { saleId, total, lines, returns = [], cashier, openedAt } = bodyOf<'sale.voided'>(row);
  const { config } = requireRegister(context);
  return {
    lines: lines.map(readLine),
    returns,
    unresolved: [],
    quickCash: [],
    sale: {
      saleId,
      state: 'voided',
      version: 0,
      cashier,
      openedAt,
      label: null,
      currency: config.currency,
      customer: null,
      coupons: [],
      lineCount: lines.length,
      subtotal: total,
      savings: ZERO,
      promotions: [],
      orderDiscount: null,
      sold: ZERO,
      returned: ZERO,
      net: ZERO,
      taxes: [],
      total,
      tenders: [],
      refunds: [],
      due: ZERO,
      change: ZERO,
      rounding: ZERO,
      receiptNumber: null,
      completedAt: null,
      businessDate: null,
    },
  };
}

/** Any sale, whatever became of it. Refuses `sale.unknown`. */
export function wholeOf(context: ReadContext, saleId: SaleId): SaleWhole {
  const open = findOpenSale(context.db, saleId);
  if (open !== null) return shownWhole(context, open);
  const finished = findFinished(context.db, saleId) ?? refuse('sale.unknown', { saleId });
  if (finished.state === 'voided') return readVoided(context, finished.seq);
  const { sale, lines, returns = [] } = readCompleted(context, finished.seq);
  const shown = { lines: lines.map(shownLine), returns: returns.map(shownReturn) };
  return { sale, ...shown, unresolved: [], quickCash: [] };
}

/** A sold line without what only the journal keeps. */
function shownLine(line: SoldLine): LineItem {
  const { net: _net, taxes: _taxes, total: _total, orderShare: _share, ...rest } = line;
  const { rates: _rates, category: _category, brand: _brand, ...shown } = rest;
  return shown;
}

/** The lines with everything that was charged for each, and what it came from; voided ones were charged nothing. */
export function soldLines({ lines, rows, figures }: OpenView): SoldLine[] {
  let charged = 0;
  return rows.flatMap((row, i) => {
    const line = lines[i];
    if (line === undefined) return [];
    const { taxes: rates, category, brand } = row;
    const isListed = row.isListed && row.priceMicros !== row.listPriceMicros;
    const kept = { ...line, rates, category, brand, ...(isListed ? { isListed } : {}) };
    const own = row.isVoided ? undefined : figures.lines[charged++];
    if (own === undefined) return [{ ...kept, net: ZERO, taxes: [], total: ZERO, orderShare: ZERO }];
    return [{ ...kept, net: own.net, taxes: own.taxes, total: own.total, orderShare: own.orderShare }];
  });
}

// A basket that was paid for, as the fact that a journal would hold: the calculator's own functions one after another, without
// a store. Owns their order only; test/commands hold the real commands to the same.
import type { BusinessDate, Instant, SaleId, ShiftId, StaffId } from '#contract/ids.ts';
import type { ReturnedLine, SaleFact, SoldLine } from '#contract/journal.ts';
import type { Money } from '#contract/money.ts';
import type { Quantity } from '#contract/quantity.ts';
import type { SavedPromotion } from '#contract/sale.ts';
import type { Tender } from '#contract/tender.ts';
import { negate, sum, ZERO } from '#domain/money.ts';
import { originalOfFact } from '#domain/original.ts';
import { promote, unpromoted } from '#domain/promote.ts';
import type { Promoted } from '#domain/promote.ts';
import { drawnReturn, exchange, isOnlyReceipts, settleExchange } from '#domain/refund.ts';
import type { Settlement } from '#domain/tender.ts';
import { calculateSale } from '#domain/sale.ts';
import type { PricedLine, SaleFigures } from '#domain/sale.ts';
import { occasion } from './basket.ts';
import type { Basket, BasketLine, Portion, Purse } from './basket.ts';

const none: readonly SavedPromotion[] = [];

export function promotedOf({ lines, promotions, settings }: Basket): Promoted {
  return promotions.length === 0 ? unpromoted : promote(lines, promotions, occasion, settings);
}

/** The lines as the calculator takes them, with what promotions take off each. */
export function pricedOf(lines: readonly BasketLine[], { byLine }: Promoted): PricedLine[] {
  return lines.map((line) => ({
    ...line,
    discount: line.discount?.given ?? null,
    promotions: sum((byLine.get(line.number) ?? none).map(({ saved }) => saved)),
  }));
}

/** Every figure of a basket that nobody has paid for yet. */
export function figuresOf(basket: Basket): SaleFigures {
  return calculateSale(pricedOf(basket.lines, promotedOf(basket)), basket.settings, basket.order);
}

let tenders = 0;
/** One means of payment that was handed over. Cards are not the till's yet, but its arithmetic knows them. */
export function tender(kind: 'cash' | 'card', amount: number): Tender {
  tenders += 1;
  return { tenderId: `t${tenders}` as Tender['tenderId'], kind: kind as 'cash', amount: amount as Money };
}

const part = (of: number, ppm: number) => Number((BigInt(of) * BigInt(ppm)) / 1_000_000n);

/**
 * Lays down money until all is paid, as a cashier would take it: nothing but cash may be more than what is due (R13), and
 * nothing is taken once all is paid.
 */
export function pay(settle: (laid: readonly Tender[]) => Settlement, { parts, beyond }: Purse): Tender[] {
  const laid: Tender[] = [];
  for (const { kind, share, more } of parts) {
    const { isSettled, due, cashDue } = settle(laid);
    if (isSettled) return laid;
    if (kind === 'cash') laid.push(tender('cash', part(cashDue, share) + more));
    else if (due > 0) laid.push(tender('card', Math.min(due, part(due, share) + more)));
  }
  const { isSettled, due, cashDue } = settle(laid);
  if (isSettled) return laid;
  return [
    ...laid,
    beyond === null && due > 0 ? tender('card', due) : tender('cash', cashDue + (beyond ?? 0)),
  ];
}

/** What is brought back of a sale, drawn down from it in that order after what came back `before`. */
export function bringBack(fact: SaleFact, portions: readonly Portion[], first = 1): ReturnedLine[] {
  const original = originalOfFact(fact);
  const gone = new Map<number, number>();
  let total = ZERO;
  const back: ReturnedLine[] = [];
  for (const { line: at, share } of portions) {
    const line = original.lines[at % original.lines.length];
    if (line === undefined) continue;
    const before = gone.get(line.number) ?? 0;
    const left = line.quantity - before;
    // Pieces come back whole.
    const step = line.unit === 'each' ? 1000 : 1;
    const quantity = Math.max(step, Math.floor(part(left, share) / step) * step) as Quantity;
    if (quantity > left) continue;
    const basis = {
      line: { quantity: line.quantity, taxes: line.taxes, total: line.total },
      sale: original.basis,
    };
    const figures = drawnReturn(basis, { quantity: before, total }, quantity);
    const { sku, names, unit, priceMicros } = line;
    back.push({
      number: first + back.length,
      original: {
        saleId: original.saleId,
        receiptNumber: original.receiptNumber,
        lineNumber: line.number,
      },
      sku,
      names,
      unit,
      priceMicros,
      quantity,
      basis,
      rates: null,
      reason: 'changedMind',
      before: { quantity: before, total },
      ...figures,
    });
    gone.set(line.number, before + quantity);
    total = sum([total, figures.total]);
  }
  return back;
}

function soldLines(basket: Basket, { byLine }: Promoted, figures: SaleFigures): SoldLine[] {
  return basket.lines.flatMap((line, i) => {
    const own = figures.lines[i];
    if (own === undefined) return [];
    const { discount, taxes: rates, ...kept } = line;
    const { gross, amount, net, taxes, total, orderShare } = own;
    return {
      ...kept,
      lineId: `l${line.number}` as SoldLine['lineId'],
      names: { en: `Article ${line.number}`, zh: `商品${line.number}` },
      code: null,
      taxCode: 'A',
      isVoided: false,
      rates,
      discount: discount && { given: discount.given, reason: 'dented', amount: own.discount },
      promotions: [...(byLine.get(line.number) ?? none)],
      gross,
      amount,
      net,
      taxes,
      total,
      orderShare,
    };
  });
}

export interface Deal {
  basket: Basket;
  purse: Purse;
  /** What is brought back with it. */
  returns?: readonly ReturnedLine[];
  /** Nothing is bought: the basket gives only the settings. */
  isReturnOnly?: boolean;
}

let sales = 0;

/** The fact of a basket that was sold, with what came back on it, paid for or paid out. */
export function factOf({ basket: given, purse, returns = [], isReturnOnly = false }: Deal): SaleFact {
  const basket = isReturnOnly ? { ...given, lines: [], order: null, promotions: [] } : given;
  const { settings, cashRounding, order } = basket;
  const promoted = promotedOf(basket);
  const figures = calculateSale(pricedOf(basket.lines, promoted), settings, order);
  const netted = exchange(figures, returns);
  const isExact = isOnlyReceipts(basket.lines, returns);
  const settle = (laid: readonly Tender[], back: readonly Tender[] = []) =>
    settleExchange(netted.owed, laid, back, cashRounding, isExact);
  const laid = netted.owed >= 0 ? pay((some) => settle(some), purse) : [];
  const { cashDue } = settle(laid);
  const refunds = netted.owed < 0 && cashDue < 0 ? [tender('cash', negate(cashDue))] : [];
  const settlement = settle(laid, refunds);
  sales += 1;
  const receiptNumber = `1-${String(sales).padStart(6, '0')}`;
  const { rounding, taxRounding, currency } = settings;
  const refunded = sum(refunds.map(({ amount }) => amount));
  return {
    sale: {
      saleId: `s${sales}` as SaleId,
      state: 'completed',
      version: 1,
      cashier: { staffId: 'li-na' as StaffId, name: 'Li Na' },
      openedAt: occasion.openedAt,
      label: null,
      currency,
      customer: null,
      coupons: [...occasion.coupons],
      lineCount: basket.lines.length,
      subtotal: figures.subtotal,
      savings: figures.savings,
      promotions: promoted.all,
      orderDiscount: order && { given: order, reason: 'opening', amount: figures.orderDiscount },
      sold: netted.sold,
      returned: netted.returned,
      net: netted.net,
      taxes: netted.taxes,
      total: netted.total,
      tenders: laid,
      refunds,
      due: settlement.due,
      change: settlement.change,
      rounding: sum([settlement.rounding, ...returns.map((one) => negate(one.rounding))]),
      receiptNumber,
      completedAt: '2026-11-20T08:01:00.000Z' as Instant,
      businessDate: '2026-11-20' as BusinessDate,
    },
    lines: soldLines(basket, promoted, figures),
    ...(returns.length === 0 ? {} : { returns: [...returns] }),
    completed: {
      receiptNumber,
      received: settlement.paid,
      change: settlement.change,
      ...(refunded === 0 ? {} : { refunded }),
    },
    shiftId: 'shift' as ShiftId,
    rules: { engine: 2, rounding, taxRounding, cashRounding },
  };
}

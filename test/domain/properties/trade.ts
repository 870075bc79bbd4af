// Trade at a counter with real books: the till's own commands from opening a shift to the Z. Owns what a cashier would do next;
// what must be true of it is for each property.
import type { SaleId } from '#contract/ids.ts';
import type { SaleFact } from '#contract/journal.ts';
import { viewOpen } from '#commands/sale-view.ts';
import { readFact } from '#domain/sale-fact.ts';
import { bodyOf, rowAt } from '#store/journal.ts';
import { findFinished, findOpenSale } from '#store/sale.ts';
import type { Purse } from './basket.ts';
import type { Counter } from './counter.ts';
import { bringBack } from './fact.ts';
import { layDown } from './laid-down.ts';
import type { Day, DealPlan, PeriodPlan, Shift, ShiftPlan, Traded } from './period.ts';

/** The open sale computed from its rows. */
function viewOf(counter: Counter, saleId: SaleId) {
  const open = findOpenSale(counter.db, saleId);
  if (open === null) throw new Error('the sale is not open');
  return viewOpen(counter.context(), open);
}

/** Lays down money until all is paid; at this counter all of it is cash. */
function pay(counter: Counter, saleId: SaleId, { parts, beyond }: Purse): void {
  for (const { share, more } of parts) {
    const { isSettled, cashDue } = viewOf(counter, saleId).settlement;
    if (isSettled) return;
    const amount = Number((BigInt(cashDue) * BigInt(share)) / 1_000_000n) + more;
    // A tender of nothing is refused where something is due.
    counter.try('tender.cash', { saleId, amount });
  }
  const { isSettled, cashDue } = viewOf(counter, saleId).settlement;
  if (!isSettled) counter.do('tender.cash', { saleId, amount: cashDue + (beyond ?? 0) });
}

function payOut(counter: Counter, saleId: SaleId, shift: Shift): void {
  const { cashDue, isSettled } = viewOf(counter, saleId).settlement;
  if (isSettled || counter.try('tender.refundCash', { saleId }) !== null) return;
  // The drawer does not hold so much: it is brought first.
  const moved = { move: 'paidIn' as const, amount: 0 - cashDue };
  counter.do('cash.move', { ...moved, reason: 'for a refund' });
  shift.moves.push(moved);
  counter.do('tender.refundCash', { saleId });
}

/** The fact as the journal holds it. */
function factIn(counter: Counter, saleId: SaleId): SaleFact {
  const row = rowAt(counter.db, findFinished(counter.db, saleId)?.seq ?? 0);
  if (row === null) throw new Error('the sale is not in the journal');
  return readFact(bodyOf<'sale.completed'>(row));
}

function deal(counter: Counter, plan: PeriodPlan, one: DealPlan, shift: Shift, before: SaleFact | null) {
  const { settings, cashRounding } = plan;
  const back = one.back === null || before === null ? [] : bringBack(before, one.back);
  const isReturnOnly = one.isReturnOnly && back.length > 0;
  const saleId = isReturnOnly
    ? counter.newId<SaleId>()
    : layDown(counter, { ...one.basket, settings, cashRounding });
  for (const { quantity, reason, original } of back) {
    const { saleId: originalSaleId, lineNumber } = original ?? {};
    counter.do('sale.addReturn', { saleId, originalSaleId, lineNumber, quantity, reason });
  }
  if (viewOf(counter, saleId).owed < 0) payOut(counter, saleId, shift);
  else pay(counter, saleId, one.purse);
  counter.do('sale.complete', { saleId });
  const fact = factIn(counter, saleId);
  shift.facts.push(fact);
  return fact;
}

function workShift(
  counter: Counter,
  plan: PeriodPlan,
  { float, moves, deals, miscount }: ShiftPlan,
  last: { fact: SaleFact | null },
): Shift {
  const { shiftId } = counter.do('shift.open', { float });
  const shift: Shift = { shiftId, float, facts: [], moves: [], counted: 0 };
  for (const one of deals) {
    const fact = deal(counter, plan, one, shift, last.fact);
    last.fact = fact.lines.some(({ isVoided }) => !isVoided) ? fact : null;
  }
  for (const moved of moves) {
    if (counter.try('cash.move', { ...moved, reason: 'moved' }) !== null) shift.moves.push(moved);
  }
  const { cash } = counter.do('shift.xReport', { print: false });
  shift.counted = Math.max(0, (cash?.expected ?? 0) + miscount);
  counter.do('shift.close', { counted: shift.counted });
  counter.clock.pass(3_600_000);
  return shift;
}

/** Trades a period, day by day, each with its Z. */
export function trade(counter: Counter, plan: PeriodPlan): Traded {
  counter.set({ ...plan.settings, cashRounding: plan.cashRounding });
  const last = { fact: null };
  const days = plan.days.map((shifts): Day => {
    const worked = shifts.map((shift) => workShift(counter, plan, shift, last));
    const z = counter.do('register.close', {});
    counter.clock.pass(72_000_000);
    return { zNumber: z.zNumber, shifts: worked, period: z.period, closings: z.shifts, z };
  });
  return { db: counter.db, days };
}

// Shifts and the cash that moves in them. Every figure is read from ledger entries, never from a stored balance.
import type { Posting } from '#contract/journal.ts';
import type { Money } from '#contract/money.ts';
import { refuse } from '#contract/refusal.ts';
import type { CashMove, DenominationCount, ShiftClosing, ShiftState } from '#contract/shift.ts';
import { businessDateOf } from '#domain/business-date.ts';
import { cashCount } from '#domain/cash.ts';
import { negate, subtract, ZERO } from '#domain/money.ts';
import { drawerPostings } from '#domain/posting.ts';
import { composeX } from '#domain/report.ts';
import { cashFigures, drawerMemo } from '#domain/shift.ts';
import { composeNoSale } from '#domain/slip.ts';
import { countsOf } from '#store/count.ts';
import { openPeriod } from '#store/journal.ts';
import { insertPrintJob } from '#store/print-job.ts';
import { findCurrent } from '#store/sale.ts';
import { drawerSums, findOpenShift } from '#store/shift.ts';
import type { ShiftId } from '#contract/ids.ts';
import type { Handler, ReadContext, WriteContext } from './context.ts';
import { periodSoFar, requireRegister } from './register.ts';

/** The open shift, or the refusal that there is none. */
export function requireShift(context: ReadContext): ShiftState {
  return findOpenShift(context.db) ?? refuse('shift.none', {});
}

function requireSession(context: WriteContext) {
  return context.state.session ?? refuse('session.none', {});
}

export const open: Handler<'shift.open'> = (context, args) => {
  requireRegister(context);
  const { staffId, name } = requireSession(context);
  const already = findOpenShift(context.db);
  if (already !== null) refuse('shift.alreadyOpen', { staffName: already.staffName });
  const shift: ShiftState = {
    shiftId: context.commandId as string as ShiftId,
    staffId,
    staffName: name,
    openedAt: context.now,
    float: args.float,
  };
  const postings = args.float === 0 ? [] : drawerPostings(drawerMemo.float, args.float, 'safe', 'float');
  context.journal('shift.opened', { body: { postings, ...shift } });
  context.announce({ event: 'shift.changed', payload: { shift } });
  return shift;
};

/** The notes and coins behind a counted amount, where that is what they come to. */
function denominationsOf(context: ReadContext, shiftId: ShiftId, counted: Money): DenominationCount[] | null {
  const counts = countsOf(context.db, shiftId);
  if (counts.length === 0) return null;
  const total = cashCount(counts, ZERO, requireRegister(context).config.currency).counted;
  return total === counted ? counts.filter(({ count }) => count > 0) : null;
}

export const close: Handler<'shift.close'> = (context, args) => {
  const shift = requireShift(context);
  if (findCurrent(context.db) !== null) refuse('shift.saleOpen', {});
  const cash = cashFigures(drawerSums(context.db, shift.shiftId));
  const overShort = subtract(args.counted, cash.expected);
  const denominations = denominationsOf(context, shift.shiftId, args.counted);
  const closing: ShiftClosing = {
    shiftId: shift.shiftId,
    staffId: shift.staffId,
    staffName: shift.staffName,
    openedAt: shift.openedAt,
    closedAt: context.now,
    cash,
    counted: args.counted,
    overShort,
    ...(denominations === null ? {} : { denominations }),
  };
  const difference = drawerPostings('overShort', overShort, 'overShort', overShort > 0 ? 'over' : 'short');
  const emptied = drawerPostings('emptied', negate(args.counted), 'safe', 'shift closed');
  const postings = [...difference, ...emptied].filter((posting) => posting.amount !== 0);
  context.journal('shift.closed', { body: { postings, closing }, refId: shift.shiftId });
  context.announce({ event: 'shift.changed', payload: { shift: null } });
  return closing;
};

export const xReport: Handler<'shift.xReport'> = (context, args) => {
  const { config } = requireRegister(context);
  const zNumber = openPeriod(context.db);
  const shift = findOpenShift(context.db);
  const report = {
    at: context.now,
    zNumber,
    currency: config.currency,
    period: periodSoFar(context, zNumber),
    cash: shift === null ? null : cashFigures(drawerSums(context.db, shift.shiftId)),
  };
  const businessDate = businessDateOf(new Date(context.now), config.timeZone, config.dayStartsAt);
  const { total, receiptCount } = report.period;
  context.journal('report.x', { body: { postings: [], businessDate, total, receiptCount } });
  if (args.print) {
    const paper = composeX(report, config);
    insertPrintJob(context.db, {
      commandId: context.commandId,
      kind: 'x',
      saleId: null,
      paper,
      at: context.now,
    });
    context.after({ kind: 'print' });
  }
  return report;
};

/** Refuses `cash.notEnough` for more than the drawer of the open shift must hold. */
export function assertInDrawer(context: ReadContext, amount: Money): void {
  const { shiftId } = requireShift(context);
  if (amount > cashFigures(drawerSums(context.db, shiftId)).expected) refuse('cash.notEnough', {});
}

const moves: Record<CashMove, { memo: string; sign: 1 | -1; against: Posting['account'] }> = {
  paidIn: { memo: drawerMemo.paidIn, sign: 1, against: 'paidIn' },
  paidOut: { memo: drawerMemo.paidOut, sign: -1, against: 'paidOut' },
  safeDrop: { memo: drawerMemo.safeDrop, sign: -1, against: 'safe' },
};

export const moveCash: Handler<'cash.move'> = (context, args) => {
  requireShift(context);
  const { memo, sign, against } = moves[args.move];
  if (args.amount === 0) refuse('tender.zero', {});
  if (sign === -1) assertInDrawer(context, args.amount);
  const amount = sign === 1 ? args.amount : negate(args.amount);
  context.journal('cash.moved', {
    body: {
      postings: drawerPostings(memo, amount, against, args.reason),
      move: args.move,
      amount: args.amount,
      reason: args.reason,
    },
    totalMinor: amount,
  });
  context.after({ kind: 'drawer', reason: args.move });
  return {};
};

export const noSale: Handler<'drawer.noSale'> = (context, args) => {
  requireShift(context);
  context.journal('drawer.opened', { body: { postings: [], reason: args.reason } });
  if (args.print === true) {
    const { config } = requireRegister(context);
    const { name } = requireSession(context);
    const paper = composeNoSale({ at: context.now, name, reason: args.reason }, config);
    insertPrintJob(context.db, {
      commandId: context.commandId,
      kind: 'noSale',
      saleId: null,
      paper,
      at: context.now,
    });
    context.after({ kind: 'print' });
  }
  context.after({ kind: 'drawer', reason: 'noSale' });
  return {};
};

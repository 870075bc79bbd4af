// Counting the drawer note by note before a shift is closed. Owns the count as far as it has come; says nothing of what
// is expected, and journals nothing: the closing does.
import { refuse } from '#contract/refusal.ts';
import type { CashCount, ShiftState } from '#contract/shift.ts';
import { cashCount, isDenomination } from '#domain/cash.ts';
import { countsOf, putCount } from '#store/count.ts';
import type { Handler, ReadContext } from './context.ts';
import { requireRegister } from './register.ts';
import { requireShift } from './shift.ts';

function countOf(context: ReadContext, { shiftId, float }: ShiftState): CashCount {
  return cashCount(countsOf(context.db, shiftId), float, requireRegister(context).config.currency);
}

export const soFar: Handler<'shift.countSoFar'> = (context) => countOf(context, requireShift(context));

/** What is not given stays as it was counted before. */
export const put: Handler<'shift.count'> = (context, { counts }) => {
  const shift = requireShift(context);
  const { currency } = requireRegister(context).config;
  for (const { denomination, count } of counts) {
    if (!isDenomination(denomination, currency)) refuse('shift.notADenomination', { denomination });
    putCount(context.db, shift.shiftId, { denomination, count });
  }
  return countOf(context, shift);
};

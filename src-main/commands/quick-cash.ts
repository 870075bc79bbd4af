// The amounts of cash proposed at the counter. Owns when they are learned anew: with a shift, never within one, so that
// nothing moves under a cashier's finger.
import type { ShiftId } from '#contract/ids.ts';
import type { Money } from '#contract/money.ts';
import type { CashQuote, Tender } from '#contract/tender.ts';
import { counterCash } from '#domain/quick-cash.ts';
import { cashGivenBefore } from '#store/cash-given.ts';
import type { Db } from '#store/open.ts';
import { findOpenShift } from '#store/shift.ts';
import type { ReadContext } from './context.ts';
import { requireRegister } from './register.ts';

interface Learned {
  shiftId: ShiftId;
  given: ReadonlyMap<Money, number>;
}

const learned = new WeakMap<Db, Learned>();

/** What was given before the open shift began; read once for each shift. */
function givenBefore(db: Db): ReadonlyMap<Money, number> {
  const shift = findOpenShift(db);
  if (shift === null) return new Map();
  const known = learned.get(db);
  if (known?.shiftId === shift.shiftId) return known.given;
  const given = cashGivenBefore(db, shift.shiftId);
  learned.set(db, { shiftId: shift.shiftId, given });
  return given;
}

/** Up to three likely amounts of cash for what is due of an open sale, exact first; none when nothing is. */
export function quickCashFor(context: ReadContext, owed: Money, tenders: readonly Tender[]): CashQuote[] {
  const { currency, cashRounding } = requireRegister(context).config;
  return counterCash(owed, tenders, currency, cashRounding, givenBefore(context.db));
}

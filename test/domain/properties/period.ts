// Periods of trade as they might be: days of shifts with sales, exchanges, refunds and cash that moves without a sale; and what
// is known of one that was traded. Trades nothing.
import * as fc from 'fast-check';
import type { SaleFact } from '#contract/journal.ts';
import type { ShiftId } from '#contract/ids.ts';
import type { CashRounding } from '#contract/register.ts';
import type { CashMove, PeriodFigures, ShiftClosing, ZReport } from '#contract/shift.ts';
import type { SaleSettings } from '#domain/sale.ts';
import type { Db } from '#store/open.ts';
import { cashRules, saleSettings } from '#test/domain/arbitrary.ts';
import { portions, purses, singleLines, smallBaskets } from './basket.ts';
import type { Basket, Portion, Purse } from './basket.ts';

export interface DealPlan {
  basket: Basket;
  purse: Purse;
  /** What of the sale before comes back with it; null for nothing. */
  back: Portion[] | null;
  isReturnOnly: boolean;
}

export interface Moved {
  move: CashMove;
  amount: number;
}

export interface ShiftPlan {
  float: number;
  moves: Moved[];
  deals: DealPlan[];
  /** How far the count is off. */
  miscount: number;
}

export interface PeriodPlan {
  settings: SaleSettings;
  cashRounding: CashRounding | null;
  days: ShiftPlan[][];
}

const moves = fc.record({
  move: fc.constantFrom('paidIn' as const, 'paidOut' as const, 'safeDrop' as const),
  amount: fc.integer({ min: 1, max: 50_000 }),
});

/** One or two days of one or two shifts, each with up to two sales. */
function periodsOf(baskets: fc.Arbitrary<Basket>): fc.Arbitrary<PeriodPlan> {
  const deal: fc.Arbitrary<DealPlan> = fc.record({
    basket: baskets,
    purse: purses,
    back: fc.option(portions, { freq: 2 }),
    isReturnOnly: fc.boolean(),
  });
  const shift: fc.Arbitrary<ShiftPlan> = fc.record({
    float: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 100_000 })),
    moves: fc.array(moves, { maxLength: 2 }),
    deals: fc.array(deal, { maxLength: 2 }),
    miscount: fc.oneof(fc.constant(0), fc.integer({ min: -200, max: 200 })),
  });
  const day = fc.array(shift, { minLength: 1, maxLength: 2 });
  return fc.record({
    settings: saleSettings,
    cashRounding: cashRules,
    days: fc.array(day, { minLength: 1, maxLength: 2 }),
  });
}

export const periods = periodsOf(smallBaskets);
/** Where only what a sale comes to matters, not how. */
export const leanPeriods = periodsOf(singleLines);

/** What is known of a shift from what was done in it, not from any book. */
export interface Shift {
  shiftId: ShiftId;
  float: number;
  facts: SaleFact[];
  /** Those that were not refused. */
  moves: Moved[];
  counted: number;
}

export interface Day {
  zNumber: number;
  shifts: Shift[];
  /** As the till's own sums over its tables give them. */
  period: PeriodFigures;
  closings: ShiftClosing[];
  /** Null where none was sealed. */
  z: ZReport | null;
}

/** A period that was traded, with the tables that hold it. */
export interface Traded {
  db: Db;
  days: Day[];
}

export const factsOf = ({ days }: Traded): SaleFact[] =>
  days.flatMap(({ shifts }) => shifts.flatMap(({ facts }) => facts));

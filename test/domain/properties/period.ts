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
import { portions, purses, smallBaskets } from './basket.ts';
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

const deals: fc.Arbitrary<DealPlan> = fc.record({
  basket: smallBaskets,
  purse: purses,
  back: fc.option(portions, { freq: 2 }),
  isReturnOnly: fc.boolean(),
});

function shiftsOf(most: number): fc.Arbitrary<ShiftPlan> {
  return fc.record({
    float: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 100_000 })),
    moves: fc.array(
      fc.record({
        move: fc.constantFrom('paidIn' as const, 'paidOut' as const, 'safeDrop' as const),
        amount: fc.integer({ min: 1, max: 50_000 }),
      }),
      { maxLength: 3 },
    ),
    deals: fc.array(deals, { maxLength: most }),
    miscount: fc.oneof(fc.constant(0), fc.integer({ min: -200, max: 200 })),
  });
}

function periodsOf(most: { days: number; shifts: number; deals: number }): fc.Arbitrary<PeriodPlan> {
  const days = fc.array(shiftsOf(most.deals), { minLength: 1, maxLength: most.shifts });
  return fc.record({
    settings: saleSettings,
    cashRounding: cashRules,
    days: fc.array(days, { minLength: 1, maxLength: most.days }),
  });
}

export const periods = periodsOf({ days: 2, shifts: 2, deals: 2 });
export const longerPeriods = periodsOf({ days: 3, shifts: 2, deals: 3 });

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

// Trade in the tables of a store in memory: facts are projected as a journal's rows would be, and summed by the store's own
// queries. Signs nothing and journals nothing, so that it can be done a million times.
import Database from 'better-sqlite3';
import type { Instant, ShiftId, StaffId } from '#contract/ids.ts';
import type { JournalBodies, JournalBody, JournalHeader, SaleFact } from '#contract/journal.ts';
import type { Money } from '#contract/money.ts';
import type { ShiftClosing } from '#contract/shift.ts';
import { negate, subtract } from '#domain/money.ts';
import { drawerPostings, salePostings } from '#domain/posting.ts';
import { cashFigures, drawerMemo, periodFigures } from '#domain/shift.ts';
import { migrate } from '#store/migrate.ts';
import type { Db } from '#store/open.ts';
import { project } from '#store/project.ts';
import { closingsOf, drawerSums, periodSums, periodTaxes } from '#store/shift.ts';
import { bringBack, factOf } from './fact.ts';
import type { Day, DealPlan, Moved, PeriodPlan, Shift, ShiftPlan, Traded } from './period.ts';

const at = '2026-11-20T08:00:00.000Z' as Instant;
const staff = { staffId: 'li-na' as StaffId, staffName: 'Li Na' };

class Tables {
  readonly db: Db;
  zNo = 1;
  #seq = 0;

  constructor() {
    this.db = new Database(':memory:');
    migrate(this.db);
    // A sale's row points at its row in the journal, which is not written here.
    this.db.pragma('foreign_keys = OFF');
  }

  record<K extends keyof JournalBodies>(kind: K, body: JournalBody<K>): void {
    this.#seq += 1;
    const receipt = kind === 'sale.completed' ? { receiptSeries: 'R1', receiptNo: this.#seq } : {};
    const header = { seq: this.#seq, kind, zNo: this.zNo, atUtc: at, register: 'R1', ...receipt };
    project(this.db, {
      header: { receiptSeries: null, receiptNo: null, ...header } as unknown as JournalHeader,
      body: Buffer.from(JSON.stringify(body)),
      prev: Buffer.alloc(0),
      hash: Buffer.alloc(0),
      sig: Buffer.alloc(0),
      keyNo: 1,
    });
  }
}

/** Cash that moves without a sale, as `cash.move` posts it. */
function moveCash(tables: Tables, { move, amount }: Moved): void {
  const against = { paidIn: 'paidIn', paidOut: 'paidOut', safeDrop: 'safe' } as const;
  const value = (move === 'paidIn' ? amount : 0 - amount) as Money;
  const postings = drawerPostings(drawerMemo[move], value, against[move], 'moved');
  tables.record('cash.moved', { postings, move, amount: amount as Money, reason: 'moved' });
}

/** Sells, and takes back something of the sale before; answers what of it can come back next. */
function deal(tables: Tables, plan: PeriodPlan, one: DealPlan, before: SaleFact | null): SaleFact {
  const { settings, cashRounding } = plan;
  const basket = { ...one.basket, settings, cashRounding };
  const returns = one.back === null || before === null ? [] : bringBack(before, one.back, 3);
  const isReturnOnly = one.isReturnOnly && returns.length > 0;
  // Cards are not the till's yet: whoever would pay with one pays cash.
  const parts = one.purse.parts.map((part) => ({ ...part, kind: 'cash' as const }));
  const purse = { parts, beyond: one.purse.beyond ?? (0 as Money) };
  const fact = factOf({ basket, purse, returns, isReturnOnly });
  tables.record('sale.completed', { postings: salePostings(fact), ...fact });
  return fact;
}

function closeShift(tables: Tables, shift: Shift, miscount: number): void {
  const { shiftId } = shift;
  const cash = cashFigures(drawerSums(tables.db, shiftId));
  shift.counted = Math.max(0, cash.expected + miscount);
  const counted = shift.counted as Money;
  const overShort = subtract(counted, cash.expected);
  const closing: ShiftClosing = {
    shiftId,
    ...staff,
    openedAt: at,
    closedAt: at,
    cash,
    counted,
    overShort,
  };
  const postings = [
    ...drawerPostings('overShort', overShort, 'overShort', 'counted'),
    ...drawerPostings('emptied', negate(counted), 'safe', 'shift closed'),
  ];
  tables.record('shift.closed', { postings, closing });
}

let shifts = 0;

function workShift(
  tables: Tables,
  plan: PeriodPlan,
  { float, moves, deals, miscount }: ShiftPlan,
  last: { fact: SaleFact | null },
): Shift {
  shifts += 1;
  const shift: Shift = { shiftId: `shift ${shifts}` as ShiftId, float, facts: [], moves, counted: 0 };
  const postings = drawerPostings(drawerMemo.float, float as Money, 'safe', 'float');
  const { shiftId } = shift;
  tables.record('shift.opened', { postings, shiftId, ...staff, openedAt: at, float: float as Money });
  for (const one of deals) {
    const fact = deal(tables, plan, one, last.fact);
    shift.facts.push(fact);
    last.fact = fact.lines.length > 0 ? fact : null;
  }
  for (const move of moves) moveCash(tables, move);
  closeShift(tables, shift, miscount);
  return shift;
}

const open = new Tables();

/** Trades a period in tables of which nothing is left when `look` has looked at it. */
export function tradeInTables(plan: PeriodPlan, look: (traded: Traded) => void): void {
  const { db } = open;
  db.exec('BEGIN');
  try {
    const last = { fact: null };
    const days = plan.days.map((day, i): Day => {
      open.zNo = i + 1;
      const worked = day.map((shift) => workShift(open, plan, shift, last));
      const { zNo } = open;
      const period = periodFigures(periodSums(db, zNo), periodTaxes(db, zNo), new Map());
      return { zNumber: zNo, shifts: worked, period, closings: closingsOf(db, zNo), z: null };
    });
    look({ db, days });
  } finally {
    db.exec('ROLLBACK');
  }
}

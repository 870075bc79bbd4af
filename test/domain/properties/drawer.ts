// (10) Expected cash from the ledger is the expected cash on the Z, and both are what was put into the drawer and taken out.
import type { SaleFact } from '#contract/journal.ts';
import type { ShiftClosing } from '#contract/shift.ts';
import { wordsFor } from '#contract/words/index.ts';
import { composeZ } from '#domain/report.ts';
import type { Db } from '#store/open.ts';
import { plucked } from '#store/statement.ts';
import { readPair } from './paper.ts';
import { leanPeriods, periods } from './period.ts';
import type { Day, Shift, Traded } from './period.ts';
import { atCounter, claim, inMemory } from './property.ts';
import type { Property } from './property.ts';
import { tradeInTables } from './tables.ts';
import { trade } from './trade.ts';

/** What must be in a drawer by what was done at it: float, cash taken, change, refunds, and what moved without a sale (R15). */
function expectedOf({ float, facts, moves }: Shift): number {
  const taken = facts.reduce((sum, { completed }: SaleFact) => {
    return sum + completed.received - completed.change - (completed.refunded ?? 0);
  }, 0);
  const moved = moves.reduce((sum, { move, amount }) => sum + (move === 'paidIn' ? amount : 0 - amount), 0);
  return float + taken + moved;
}

/** What the drawer's ledger entries of a shift come to. */
function ledgerOf(db: Db, shiftId: string, isClosing: boolean): number {
  const which = isClosing ? '' : "AND memo NOT IN ('overShort', 'emptied')";
  const sql = `SELECT total(amount) FROM ledger_entry WHERE shift_id = ? AND account = 'drawer' ${which}`;
  return plucked(db, sql).get(shiftId) as number;
}

function assertShift(db: Db, shift: Shift, closing: ShiftClosing | undefined): void {
  if (closing === undefined) throw new Error('the shift is not on the Z');
  const { cash, counted, overShort } = closing;
  const wanted = expectedOf(shift);
  claim(closing.shiftId === shift.shiftId, 'the shifts stand on the Z in their order');
  claim(ledgerOf(db, shift.shiftId, false) === wanted, 'the ledger expects what was done at the drawer');
  claim(cash.expected === wanted, 'the Z expects what the ledger does');
  const { float, taken, change, refunds, paidIn, paidOut, safeDrops, expected } = cash;
  const sum = float + taken - change - refunds + paidIn - paidOut - safeDrops;
  claim(sum === expected, 'expected cash is the sum that R15 names');
  claim(counted - expected === overShort && counted === shift.counted, 'over or short is the difference');
  claim(ledgerOf(db, shift.shiftId, true) === 0, 'a counted drawer is empty');
}

function assertDrawers({ db, days }: Traded): void {
  for (const { shifts, closings } of days) {
    claim(shifts.length === closings.length, 'each shift is on its Z');
    shifts.forEach((shift, i) => assertShift(db, shift, closings[i]));
  }
}

/** The paper of the Z says the same of each shift. */
function assertPaper({ shifts, z }: Day, register: Parameters<typeof composeZ>[1]): void {
  if (z === null) throw new Error('the day has no Z');
  const { expected } = wordsFor(register.receiptLanguage).receipt;
  const printed = readPair(composeZ(z, register), expected, register.currency);
  claim(printed.length === shifts.length, 'the paper names each shift');
  shifts.forEach((shift, i) => claim(printed[i] === expectedOf(shift), 'expected cash on the paper'));
}

export const drawer: Property = {
  number: 10,
  says: 'expected cash from the ledger = expected cash on the Z',
  parts: [
    inMemory('any period, in the tables of a store in memory', leanPeriods, (plan) =>
      tradeInTables(plan, assertDrawers),
    ),
    atCounter(
      'any period, by the commands, against its Zs and their paper',
      100,
      periods,
      (counter, plan) => {
        const traded = trade(counter, plan);
        assertDrawers(traded);
        for (const day of traded.days) assertPaper(day, counter.config);
      },
    ),
  ],
};

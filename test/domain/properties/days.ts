// (7) Shifts add up to the day, days to the period: what the ledger says of each shift is what the Z says of the day, and the
// days together are what was sold, by every book that says so.
import type { SaleFact } from '#contract/journal.ts';
import type { PeriodFigures } from '#contract/shift.ts';
import type { Db } from '#store/open.ts';
import { plucked, statement } from '#store/statement.ts';
import { total } from './paid.ts';
import { factsOf, leanPeriods, periods } from './period.ts';
import type { Day, Traded } from './period.ts';
import { atCounter, claim, inMemory } from './property.ts';
import type { Property } from './property.ts';
import { tradeInTables } from './tables.ts';
import { trade } from './trade.ts';

type Sums = Map<string, number>;

/** What the ledger says of one shift: by account, the drawer's and the taxes' by their memo too. */
function ledgerOf(db: Db, shiftId: string): Sums {
  const rows = statement(
    db,
    `SELECT CASE account WHEN 'drawer' THEN memo WHEN 'tax' THEN 'tax ' || memo ELSE account END AS name,
       sum(amount) AS amount FROM ledger_entry WHERE shift_id = ? GROUP BY name`,
  ).all(shiftId) as { name: string; amount: number }[];
  return new Map(rows.map(({ name, amount }) => [name, amount]));
}

function added(all: readonly Sums[], ...names: string[]): number {
  return all.reduce((sum, one) => sum + names.reduce((a, name) => a + (one.get(name) ?? 0), 0), 0);
}

/** The shifts of a day, by the ledger, are the day. */
function assertDay(db: Db, { shifts, period }: Day): void {
  const ledgers = shifts.map(({ shiftId }) => ledgerOf(db, shiftId));
  claim(0 - added(ledgers, 'sales') === period.net, 'net of the shifts is net of the day');
  claim(0 - added(ledgers, 'rounding') === period.rounding, 'rounding of the shifts is that of the day');
  const cash = added(ledgers, 'taken', 'change', 'refunded');
  claim(cash === total(period.tenders), 'cash of the shifts is cash of the day');
  const names = new Set(ledgers.flatMap((one) => [...one.keys()].filter((name) => name.startsWith('tax '))));
  for (const name of names) {
    const own = period.taxes.find(({ names: { en } }) => `tax ${en}` === name)?.amount ?? 0;
    claim(0 - added(ledgers, name) === own, 'each tax of the shifts is that of the day');
  }
  claim(period.net + total(period.taxes) === period.total, 'net and taxes are the total of the day');
  claim(period.sold - period.returns.total === period.total, 'sold less returned is the total of the day');
  claim(period.total + period.rounding === cash, 'with rounding it is what came in');
}

const sumOf = (facts: readonly SaleFact[], of: (fact: SaleFact) => number) =>
  facts.reduce((sum, fact) => sum + of(fact), 0);

/** The days together are what was done on them. */
function assertPeriod(traded: Traded): void {
  const { db, days } = traded;
  const facts = factsOf(traded);
  const all = (of: (period: PeriodFigures) => number) =>
    days.reduce((sum, { period }) => sum + of(period), 0);
  claim(all((one) => one.receiptCount) === facts.length, 'as many receipts as sales');
  const figures: [string, (period: PeriodFigures) => number, (fact: SaleFact) => number][] = [
    ['net', (one) => one.net, ({ sale }) => sale.net],
    ['taxes', (one) => total(one.taxes), ({ sale }) => total(sale.taxes)],
    ['total', (one) => one.total, ({ sale }) => sale.total],
    ['rounding', (one) => one.rounding, ({ sale }) => sale.rounding],
    ['sold', (one) => one.sold, ({ sale }) => sale.sold],
    ['returned', (one) => one.returns.total, ({ sale }) => sale.returned],
    ['returns', (one) => one.returns.count, ({ returns = [] }) => (returns.length > 0 ? 1 : 0)],
  ];
  for (const [name, ofPeriod, ofFact] of figures) claim(all(ofPeriod) === sumOf(facts, ofFact), name);
  const rows = plucked(db, "SELECT total(total) FROM sale WHERE state = 'completed'").get();
  claim(rows === all((one) => one.total), 'the days are all that the table of sales holds');
}

/** Perpetual totals go on from Z to Z, and grow by what was sold and by what came back. */
function assertPerpetual({ days }: Traded): void {
  const zs = days.flatMap(({ z }) => (z === null ? [] : [z]));
  claim(zs.length === days.length, 'each day has its Z');
  zs.forEach((z, i) => {
    const { period, perpetualSalesBefore: sold, perpetualReturnsBefore: returned } = z;
    claim(z.perpetualSalesAfter === sold + period.sold, 'Z(n) = Z(n-1) + day');
    claim(z.perpetualReturnsAfter === returned + period.returns.total, 'the same of returns');
    const before = zs[i - 1];
    if (before === undefined) return;
    claim(before.perpetualSalesAfter === sold, 'a Z goes on where the one before ended');
    claim(before.lastSeq + 2 === z.firstSeq, 'with the row after the seal of the one before');
  });
}

function assertAddsUp(traded: Traded): void {
  for (const day of traded.days) assertDay(traded.db, day);
  assertPeriod(traded);
}

export const days: Property = {
  number: 7,
  says: 'shifts add up to the day, days to the period',
  parts: [
    inMemory('any period, in the tables of a store in memory', leanPeriods, (plan) =>
      tradeInTables(plan, assertAddsUp),
    ),
    atCounter('any period, by the commands, against its Zs', 100, periods, (counter, plan) => {
      const traded = trade(counter, plan);
      assertAddsUp(traded);
      assertPerpetual(traded);
    }),
  ],
};

// (9) No sequence of tenders lets change exceed cash: whatever is laid down, in whatever order, taken back or laid down after
// all was paid.
import * as fc from 'fast-check';
import type { Money } from '#contract/money.ts';
import type { CashRounding } from '#contract/register.ts';
import type { Tender } from '#contract/tender.ts';
import { quoteCash, settle } from '#domain/tender.ts';
import { cashRules, money } from '#test/domain/arbitrary.ts';
import { plainBaskets } from './basket.ts';
import type { Counter } from './counter.ts';
import { tender } from './fact.ts';
import { layDown } from './laid-down.ts';
import { total } from './paid.ts';
import { atCounter, claim, inMemory } from './property.ts';
import type { Property } from './property.ts';

const dues = fc.oneof(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 50_000_000 }));

/** A means of payment that is laid down, of any amount; or one of those before is taken back. */
const steps = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constantFrom('cash' as const, 'card' as const), amount: dues }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('back' as const), amount: fc.nat({ max: 9 }) }) },
  ),
  { maxLength: 8 },
);
type Step = typeof steps extends fc.Arbitrary<(infer S)[]> ? S : never;

const cashOf = (all: readonly Tender[]) => all.filter(({ kind }) => kind === 'cash');

function assertChange(due: Money, all: readonly Tender[], rule: CashRounding | null): void {
  const { change, paid, isSettled, cashDue } = settle(due, all, rule);
  const given = total(cashOf(all));
  claim(change >= 0 && change <= given, 'change is no more than the cash that was given');
  claim(isSettled || change === 0, 'nothing is given back while something is due');
  claim(paid === total(all), 'what was laid down was paid');
  // What stays in the drawer pays for what nothing else has paid; cash rounding is all that lies between.
  const others = paid - given;
  const step = rule?.increment ?? 1;
  if (!isSettled || others > due) return;
  claim(Math.abs(given - change - (due - others)) < step, 'change is all that was given too much');
  claim(cashDue === 0, 'nothing is due of what is settled');
}

function assertSequence(due: Money, plan: readonly Step[], rule: CashRounding | null): void {
  const all: Tender[] = [];
  for (const { kind, amount } of plan) {
    if (kind === 'back') all.splice(amount % (all.length + 1), 1);
    else {
      if (kind === 'cash') {
        const { change, received } = quoteCash(due, all, money(amount), rule);
        claim(received === amount && change <= total(cashOf(all)) + amount, 'nor is what is promised');
      }
      all.push(tender(kind, amount));
    }
    assertChange(due, all, rule);
  }
}

/** The same by the commands; what they refuse leaves everything as it was. */
function assertAtCounter(counter: Counter, saleId: ReturnType<typeof layDown>, plan: readonly Step[]): void {
  counter.do('shift.open', { float: 0 });
  for (const { kind, amount } of plan) {
    const { tenders } = counter.do('sale.get', { saleId }).sale;
    const one = tenders[amount % Math.max(1, tenders.length)];
    if (kind === 'back' && one !== undefined) counter.do('tender.remove', { saleId, tenderId: one.tenderId });
    else if (kind !== 'back') counter.try('tender.cash', { saleId, amount });
  }
  const { cashDue } = counter.do('tender.options', { saleId });
  counter.try('tender.cash', { saleId, amount: cashDue });
  const { change, received, sale } = counter.do('sale.complete', { saleId });
  claim(change >= 0 && change <= received && received === total(sale.tenders), 'change at the counter');
  const drawer = counter.db
    .prepare(
      "SELECT total(amount) FROM ledger_entry WHERE account = 'drawer' AND memo IN ('taken', 'change')",
    )
    .pluck()
    .get();
  claim(drawer === received - change && received >= change, 'nothing but what came in leaves the drawer');
}

export const tenders: Property = {
  number: 9,
  says: 'no sequence of tenders lets change exceed cash',
  parts: [
    inMemory(
      'cash and cards, any amounts, taken back too',
      fc.record({ due: dues.map(money), plan: steps, rule: cashRules }),
      ({ due, plan, rule }) => assertSequence(due, plan, rule),
    ),
    atCounter(
      'any basket, by the commands',
      50,
      fc.record({ basket: plainBaskets, plan: steps }),
      (counter, { basket, plan }) => assertAtCounter(counter, layDown(counter, basket), plan),
    ),
  ],
};

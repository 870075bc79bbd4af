// Paying in cash: change, rounding, the notes proposed, and many tenders that come to the same as one.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Money } from '#contract/money.ts';
import type { CashRounding } from '#contract/register.ts';
import type { Tender } from '#contract/tender.ts';
import { quickCash } from '#domain/quick-cash.ts';
import { quoteCash, roundCash, settle } from '#domain/tender.ts';
import { cash, cashRules, currencies, money } from './arbitrary.ts';

const dues = fc.oneof(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 50_000_000 }));
const amounts = dues;
const swiss: CashRounding = { increment: money(5), mode: 'half-up' };

describe('settling in cash', () => {
  test('change is a multiple of the increment when every note given is, and rounding less than one step', () => {
    fc.assert(
      fc.property(dues, fc.array(fc.nat(5_000), { maxLength: 4 }), cashRules, (due, steps, rule) => {
        const increment: number = rule?.increment ?? 1;
        const { change, rounding, isSettled } = settle(
          money(due),
          cash(...steps.map((step) => step * increment)),
          rule,
        );
        expect(change % increment).toBe(0);
        expect(isSettled || rounding === 0).toBe(true);
        const least = rule?.mode === 'up' ? 0 : rule?.mode === 'down' ? 1 - increment : -increment / 2;
        const most = rule?.mode === 'down' ? 0 : rule?.mode === 'up' ? increment - 1 : increment / 2;
        expect(rounding).toBeGreaterThanOrEqual(least);
        expect(rounding).toBeLessThanOrEqual(most);
      }),
      { numRuns: 3_000 },
    );
  });

  test('change is rounded by the same increment even where odd coins were given', () => {
    fc.assert(
      fc.property(dues, fc.array(amounts, { maxLength: 4 }), cashRules, (due, given, rule) => {
        const { change } = settle(money(due), cash(...given), rule);
        const isAllBack = change === given.reduce((a, b) => a + b, 0);
        expect(isAllBack || change % (rule?.increment ?? 1) === 0).toBe(true);
      }),
      { numRuns: 2_000 },
    );
    // 20.02 on 12.40: 7.62 would be owed, 7.60 can be given.
    expect(settle(money(1238), cash(2002), swiss)).toMatchObject({ change: 760, rounding: 4 });
  });

  test('without a rule every cent counts: paid and due, or paid less change, are the total', () => {
    fc.assert(
      fc.property(dues, fc.array(amounts, { maxLength: 4 }), (due, given) => {
        const after = settle(money(due), cash(...given), null);
        expect(after.rounding).toBe(0);
        expect(after.cashDue).toBe(after.due);
        expect(after.paid - after.change + after.due).toBe(due);
      }),
      { numRuns: 2_000 },
    );
  });

  test('a sale is open exactly while cash is still asked for', () => {
    fc.assert(
      fc.property(dues, fc.array(amounts, { minLength: 1, maxLength: 4 }), cashRules, (due, given, rule) => {
        const { cashDue, isSettled } = settle(money(due), cash(...given), rule);
        expect(isSettled).toBe(cashDue === 0);
        expect(cashDue).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 2_000 },
    );
  });

  test('many tenders come to what one of their sum comes to', () => {
    fc.assert(
      fc.property(dues, fc.array(amounts, { minLength: 1, maxLength: 6 }), cashRules, (due, given, rule) => {
        const together = given.reduce((a, b) => a + b, 0);
        expect(settle(money(due), cash(...given), rule)).toEqual(settle(money(due), cash(together), rule));
      }),
      { numRuns: 2_000 },
    );
  });

  test('tenders laid down one after another until it is settled end with the change of one', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 3_000 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12_000 }), parts, cashRules, (due, given, rule) => {
        const taken: number[] = [];
        for (const amount of given) {
          if (settle(money(due), cash(...taken), rule).isSettled) break;
          const quote = quoteCash(money(due), cash(...taken), money(amount), rule);
          taken.push(amount);
          const after = settle(money(due), cash(...taken), rule);
          // What the screen said before is what happened.
          expect(quote).toEqual({ received: amount, change: after.change, remaining: after.cashDue });
        }
        const together = taken.reduce((a, b) => a + b, 0);
        expect(settle(money(due), cash(...taken), rule).change).toBe(
          settle(money(due), cash(together), rule).change,
        );
      }),
      { numRuns: 2_000 },
    );
  });

  test('a due that rounds to nothing wants cash to settle it, and gives all of it back', () => {
    expect(settle(money(2), [], swiss)).toMatchObject({ due: 2, cashDue: 0, isSettled: false });
    expect(settle(money(2), cash(0), swiss)).toMatchObject({ change: 0, rounding: -2, isSettled: true });
    expect(settle(money(2), cash(3), swiss)).toMatchObject({ paid: 3, change: 3, rounding: -2 });
    expect(settle(money(2), cash(100), swiss)).toMatchObject({ paid: 100, change: 100, rounding: -2 });
  });

  test('roundCash knows the steps of real countries (R18)', () => {
    const round = (amount: number, increment: number, mode: CashRounding['mode']) =>
      roundCash(money(amount), { increment: money(increment), mode });
    expect([1237, 1238, 1242, 1243].map((amount) => round(amount, 5, 'half-up'))).toEqual([
      1235, 1240, 1240, 1245,
    ]);
    expect([9840, 9847, 9849].map((amount) => round(amount, 10, 'down'))).toEqual([9840, 9840, 9840]);
    expect([9801, 9899, 9900].map((amount) => round(amount, 100, 'down'))).toEqual([9800, 9800, 9900]);
    expect([1236, 1240].map((amount) => round(amount, 5, 'up'))).toEqual([1240, 1240]);
    expect(roundCash(money(1237), null)).toBe(1237);
  });
});

describe('the notes that are proposed', () => {
  const received = (due: number, rule: CashRounding | null = null) =>
    quickCash(money(due), [], 'CNY', rule).map((quote) => quote.received);

  test('98.43 CNY: exact, 99, 100, 200', () => {
    expect(quickCash(money(9843), [], 'CNY', null)).toEqual([
      { received: 9843, change: 0, remaining: 0 },
      { received: 9900, change: 57, remaining: 0 },
      { received: 10_000, change: 157, remaining: 0 },
      { received: 20_000, change: 10_157, remaining: 0 },
    ]);
  });

  test('what is asked in cash comes first where cash is rounded', () => {
    expect(received(9843, { increment: money(10), mode: 'down' })[0]).toBe(9840);
    expect(received(1238, swiss)[0]).toBe(1240);
  });

  test('nothing is proposed for nothing', () => {
    expect(received(0)).toEqual([]);
    expect(received(2, swiss)).toEqual([]);
    expect(quickCash(money(500), cash(500), 'CNY', null)).toEqual([]);
  });

  test('ascending, different, enough, the exact one first, four at most, each with its true change', () => {
    const given = fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 2 });
    fc.assert(
      fc.property(dues, given, currencies, cashRules, (due, before, currency, rule) => {
        const open = settle(money(due), cash(...before), rule);
        const quotes = quickCash(money(due), cash(...before), currency, rule);
        if (open.cashDue === 0) {
          expect(quotes).toEqual([]);
          return;
        }
        const notes = quotes.map((quote) => quote.received as number);
        expect(notes.length).toBeGreaterThanOrEqual(2);
        expect(notes.length).toBeLessThanOrEqual(4);
        expect(notes[0]).toBe(open.cashDue);
        expect(notes).toEqual([...new Set(notes)].toSorted((a, b) => a - b));
        for (const quote of quotes) {
          expect(quote.remaining).toBe(0);
          expect(quote.change).toBe(settle(money(due), cash(...before, quote.received), rule).change);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

test('coins between the exact and the rounded due are taken as they are', () => {
  const rule = { increment: 5 as Money, mode: 'half-up' as const };
  const given = (amount: number): Tender[] => [
    { tenderId: 'x' as Tender['tenderId'], kind: 'cash', amount: amount as Money },
  ];
  // 10.03 is 10.05 in cash; 10.04 laid down is enough, all of it is kept.
  expect(settle(1003 as Money, given(1004), rule)).toMatchObject({
    isSettled: true,
    due: 0,
    change: 0,
    rounding: 1,
  });
  expect(settle(1003 as Money, given(1002), rule)).toMatchObject({ isSettled: false, due: 1, cashDue: 3 });
});

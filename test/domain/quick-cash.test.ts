// The amounts proposed at the counter itself: exact, and the two that this store is given most.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_MONEY } from '#contract/money.ts';
import type { Money } from '#contract/money.ts';
import type { CashRounding } from '#contract/register.ts';
import { counterCash } from '#domain/quick-cash.ts';
import { settle } from '#domain/tender.ts';
import { cash, cashRules, currencies, money } from './arbitrary.ts';

const nothing: ReadonlyMap<Money, number> = new Map();
const history = (counts: Record<number, number>) =>
  new Map(Object.entries(counts).map(([amount, times]) => [money(Number(amount)), times]));
const received = (due: number, given = nothing, rule: CashRounding | null = null) =>
  counterCash(money(due), [], 'CNY', rule, given).map((quote) => quote.received);

describe('without a history', () => {
  test.each([
    [9843, [9843, 10_000, 20_000]],
    [1680, [1680, 2000, 5000]],
    [80, [80, 100, 500]],
    [11_230, [11_230, 12_000, 15_000]],
    [10_000, [10_000, 20_000]],
    [2000, [2000, 5000, 10_000]],
  ])('%i: what takes the fewest notes and coins', (due, expected) => {
    expect(received(due).slice(0, expected.length)).toEqual(expected);
  });

  test('each with its change', () => {
    expect(counterCash(money(9843), [], 'CNY', null, nothing)).toEqual([
      { received: 9843, change: 0, remaining: 0 },
      { received: 10_000, change: 157, remaining: 0 },
      { received: 20_000, change: 10_157, remaining: 0 },
    ]);
  });

  test('currencies without decimals and with three', () => {
    const first = (due: number, currency: 'JPY' | 'KWD') =>
      counterCash(money(due), [], currency, null, nothing).map((quote) => quote.received);
    expect(first(1280, 'JPY')).toEqual([1280, 5000, 10_000]);
    expect(first(3750, 'KWD')).toEqual([3750, 5000, 10_000]);
  });
});

describe('with a history', () => {
  test('what was given most comes first, shown ascending', () => {
    expect(received(1680, history({ 10_000: 9, 1700: 4, 2000: 1 }))).toEqual([1680, 1700, 10_000]);
  });

  test('what does not reach the due is not proposed, however often it was given', () => {
    expect(received(1680, history({ 1000: 500, 1679: 500 }))).toEqual(received(1680));
  });

  test('as often as another: the fewer notes and coins', () => {
    expect(received(1680, history({ 10_000: 3, 1700: 3, 5000: 3 }))).toEqual([1680, 5000, 10_000]);
  });
});

test('nothing is proposed that a till could not hold', () => {
  expect(received(MAX_MONEY)).toEqual([MAX_MONEY]);
  expect(received(MAX_MONEY - 1)).toEqual([MAX_MONEY - 1, MAX_MONEY]);
  const after = (...paid: number[]) =>
    counterCash(money(MAX_MONEY), cash(...paid), 'CNY', null, nothing).map((quote) => quote.received);
  expect(after(1)).toEqual([MAX_MONEY - 1]);
});

test('what is still due is what counts, in the steps that cash has', () => {
  const swiss: CashRounding = { increment: money(5), mode: 'half-up' };
  expect(counterCash(money(1238), [], 'CHF', swiss, nothing)[0]).toEqual({
    received: 1240,
    change: 0,
    remaining: 0,
  });
  expect(counterCash(money(9843), cash(5000), 'CNY', null, nothing).map((quote) => quote.received)).toEqual([
    4843, 5000, 10_000,
  ]);
  expect(counterCash(money(500), cash(500), 'CNY', null, nothing)).toEqual([]);
  expect(received(0)).toEqual([]);
  expect(received(2, nothing, swiss)).toEqual([]);
});

const dues = fc.oneof(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 50_000_000 }));
const amountsGiven = fc.dictionary(
  fc.constantFrom('1', '100', '500', '1000', '1700', '2000', '5000', '10000', '20000', '50000', '100000'),
  fc.integer({ min: 0, max: 500 }),
);

test('sorted, different, exact first, three at most, each enough and with its true change', () => {
  fc.assert(
    fc.property(dues, currencies, cashRules, amountsGiven, (due, currency, rule, given) => {
      const { cashDue } = settle(money(due), [], rule);
      const quotes = counterCash(money(due), [], currency, rule, history(given));
      const notes = quotes.map((quote) => quote.received as number);
      expect(notes.length).toBeLessThanOrEqual(3);
      if (cashDue === 0) {
        expect(notes).toEqual([]);
        return;
      }
      expect(notes[0]).toBe(cashDue);
      expect(notes).toEqual([...new Set(notes)].toSorted((a, b) => a - b));
      for (const { received: amount, change, remaining } of quotes) {
        expect(amount).toBeGreaterThanOrEqual(cashDue);
        expect(remaining).toBe(0);
        if (rule === null) expect(change).toBe(amount - due);
        else expect(change).toBe(settle(money(due), cash(amount), rule).change);
      }
    }),
    { numRuns: 3_000 },
  );
});

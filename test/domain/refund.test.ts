// Refunds (R8, R11, R12, R14): whatever is sold comes back exactly, in whatever portions and order; both sides of an
// exchange stand by themselves.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReturnBasis } from '#contract/journal.ts';
import type { Money } from '#contract/money.ts';
import { sum } from '#domain/money.ts';
import { drawDown, exchange, moneyBack, paidBack, refundTenders, settleExchange } from '#domain/refund.ts';
import { calculateSale } from '#domain/sale.ts';
import { baskets, cash, cashRules, money, pricedLines, saleSettings } from './arbitrary.ts';

/** Cuts a quantity into portions; the last takes what is left. */
const cuts = fc.array(fc.integer({ min: 1, max: 30_000 }), { maxLength: 5 });

function portionsOf(quantity: number, sizes: readonly number[]): number[] {
  const portions: number[] = [];
  let left = quantity;
  for (const size of sizes) {
    const next = Math.min(size, left);
    if (next > 0) portions.push(next);
    left -= next;
  }
  return left > 0 ? [...portions, left] : portions;
}

const taxSum = (taxes: readonly { amount: Money }[]) => sum(taxes.map(({ amount }) => amount));

describe('drawing down (R11)', () => {
  test('after q of n exactly round(stored x q/n) of the total and of each tax is gone', () => {
    fc.assert(
      fc.property(pricedLines, saleSettings, cuts, (line, settings, sizes) => {
        const [sold] = calculateSale([line], settings).lines;
        if (sold === undefined) return;
        const stored = { ...sold, quantity: line.quantity };
        let before = 0;
        let gone = 0;
        for (const quantity of portionsOf(line.quantity, sizes)) {
          gone += drawDown(stored, before, quantity, 'half-up').total;
          before += quantity;
          // Twice the exact share, so that a half is whole: at most half a unit away, and a tie away from zero.
          const twice = (2n * BigInt(sold.total) * BigInt(before)) / BigInt(line.quantity);
          expect(BigInt(gone)).toBe((twice + 1n) / 2n);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('more than was sold never comes back', () => {
    const stored = { quantity: 2000, taxes: [], total: money(999) } as unknown as ReturnBasis['line'];
    expect(() => drawDown(stored, 1000, 1001, 'half-up')).toThrow(/more than the 2000/);
    expect(() => drawDown(stored, 0, -1, 'half-up')).toThrow(RangeError);
  });
});

describe('the money (R8, R14)', () => {
  test('cash goes back in steps of the increment until the last, which takes what is left', () => {
    const swiss = { increment: money(5), mode: 'half-up' } as const;
    const sale: ReturnBasis['sale'] = {
      sold: money(1572),
      paid: [{ kind: 'cash', amount: money(1570) }],
      rounding: 'half-up',
      cashRounding: swiss,
    };
    expect(paidBack(sale, money(524))).toEqual([{ kind: 'cash', amount: 525 }]);
    expect(paidBack(sale, money(1048))).toEqual([{ kind: 'cash', amount: 1045 }]);
    expect(paidBack(sale, money(1572))).toEqual([{ kind: 'cash', amount: 1570 }]);
  });

  test('over several means of payment it is what comes back, whatever was returned before, and never runs backwards', () => {
    const amount = fc.nat(3000);
    const means = fc.record({ cash: amount, others: fc.array(amount, { minLength: 1, maxLength: 3 }) });
    const back = fc.array(fc.integer({ min: 1, max: 2000 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(
        means,
        back,
        fc.constantFrom('half-up', 'half-even'),
        ({ cash: coins, others }, parts, rounding) => {
          const paid = others.map((one, i) => ({ kind: `card${i}`, amount: money(one) }));
          const sold = money(others.reduce((a, b) => a + b, coins));
          const all = [...paid, { kind: 'cash', amount: money(coins) }];
          const sale: ReturnBasis['sale'] = { sold, paid: all, rounding, cashRounding: null };
          let before = 0;
          for (const part of [...parts, sold]) {
            const total = Math.min(part, sold - before);
            const given = moneyBack(sale, money(before), money(total));
            before += total;
            expect(sum(given.map((one) => one.amount))).toBe(total);
            expect(given.every((one) => one.amount >= 0)).toBe(true);
          }
          expect(paidBack(sale, sold)).toEqual(all);
        },
      ),
      { numRuns: 3_000 },
    );
  });

  test('tenders mirror the original proportions, each capped by what it has left', () => {
    const took = fc.record({ kind: fc.constant('card'), took: fc.nat(10_000), gave: fc.nat(10_000) });
    fc.assert(
      fc.property(fc.array(took, { maxLength: 4 }), fc.nat(40_000), (all, amount) => {
        const tenders = all.map(({ kind, took: most, gave }) => ({
          kind,
          took: money(most),
          gaveBack: money(Math.min(most, gave)),
        }));
        const back = refundTenders(money(amount), tenders);
        const room = tenders.map(({ took: most, gaveBack }) => most - gaveBack);
        const isWithin = back.every((one, i) => one.amount >= 0 && one.amount <= (room[i] ?? 0));
        const whole = Math.min(
          amount,
          room.reduce((a, b) => a + b, 0),
        );
        return isWithin && back.reduce((a, one) => a + one.amount, 0) === whole;
      }),
      { numRuns: 5_000 },
    );
    const card = { kind: 'card', took: money(3000), gaveBack: money(0) };
    const coins = { kind: 'cash', took: money(1000), gaveBack: money(0) };
    expect(refundTenders(money(400), [card, coins]).map(({ amount }) => amount)).toEqual([300, 100]);
    // The cash went back before: the card gives the rest.
    expect(
      refundTenders(money(400), [card, { ...coins, gaveBack: money(1000) }]).map(({ amount }) => amount),
    ).toEqual([400, 0]);
  });
});

describe('an exchange (R12)', () => {
  test('is both sides by themselves, netted; net and taxes are the total', () => {
    fc.assert(
      fc.property(baskets, baskets, saleSettings, (bought, brought, settings) => {
        const sold = calculateSale(bought, settings);
        const back = calculateSale(brought, settings);
        const returns = back.lines.map((line) => ({ ...line, rounding: money(0) }));
        const netted = exchange(sold, returns);
        return (
          netted.sold === sold.total &&
          netted.returned === back.total &&
          netted.total === sold.total - back.total &&
          netted.net + taxSum(netted.taxes) === netted.total &&
          netted.owed === netted.total
        );
      }),
      { numRuns: 3_000 },
    );
  });

  test('what goes back settles it: net, taxes and rounding are what moved', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500_000 }), cashRules, fc.boolean(), (back, rule, isExact) => {
        const owed = money(-back);
        const open = settleExchange(owed, [], [], rule, isExact);
        if (isExact) expect(open.cashDue).toBe(owed);
        const paid = settleExchange(owed, [], cash(0 - open.cashDue), rule, isExact);
        expect(paid.isSettled).toBe(true);
        expect(owed + paid.rounding).toBe(open.cashDue + 0);
        expect(paid.due).toBe(0);
        if (open.cashDue !== 0) expect(open).toMatchObject({ due: owed, isSettled: false, rounding: 0 });
      }),
      { numRuns: 3_000 },
    );
  });

  test('an even exchange is settled by nobody', () => {
    const none = settleExchange(money(0), [], [], null, false);
    expect(none).toMatchObject({ due: 0, isSettled: true, rounding: 0 });
  });
});

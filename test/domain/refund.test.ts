// Refunds (R8, R11, R12, R14): whatever is sold comes back exactly, in whatever portions and order; both sides of an
// exchange stand by themselves.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReturnBasis } from '#contract/journal.ts';
import type { OrderDiscount } from '#contract/discount.ts';
import type { Money } from '#contract/money.ts';
import { negate, sum } from '#domain/money.ts';
import {
  drawDown,
  exchange,
  moneyBack,
  paidBack,
  refundTenders,
  roundingBack,
  settleExchange,
} from '#domain/refund.ts';
import { calculateSale } from '#domain/sale.ts';
import { settle } from '#domain/tender.ts';
import { baskets, cash, cashRules, money, pricedLines, saleSettings } from './arbitrary.ts';

const orders: fc.Arbitrary<OrderDiscount | null> = fc.option(
  fc.oneof(
    fc.record({ kind: fc.constant('percent' as const), ppm: fc.integer({ min: 1, max: 1_000_000 }) }),
    fc.record({ kind: fc.constant('amount' as const), amount: fc.integer({ min: 1, max: 100_000 }) }),
  ),
) as fc.Arbitrary<OrderDiscount | null>;

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

/** Enough to meet rare ties; a machine with much to do needs its time. */
const many = Number(process.env['COUNTERFOIL_RUNS'] ?? 10_000);
const PATIENCE_MS = 300_000;

describe('drawing down (R11)', () => {
  test(
    'portions of every line, in any order of the lines, add up to the sale in each component',
    { timeout: PATIENCE_MS },
    () => {
      fc.assert(
        fc.property(
          baskets,
          saleSettings,
          orders,
          fc.array(cuts, { minLength: 8, maxLength: 8 }),
          fc.infiniteStream(fc.nat()),
          (lines, settings, order, sizes, dice) => {
            const sale = calculateSale(lines, settings, order);
            const left = sale.lines.map((line, i) => ({
              stored: { ...line, quantity: lines[i]?.quantity ?? line.amount } as ReturnBasis['line'],
              portions: portionsOf(lines[i]?.quantity ?? 0, sizes[i] ?? []),
              before: 0,
            }));
            const back: { net: Money; taxes: { amount: Money }[]; total: Money }[] = [];
            let isSound = true;
            for (
              let open = left;
              open.length > 0;
              open = open.filter(({ portions }) => portions.length > 0)
            ) {
              const one = open[(dice.next().value ?? 0) % open.length];
              const quantity = one?.portions.shift();
              if (one === undefined || quantity === undefined) break;
              const part = drawDown(one.stored, one.before, quantity, settings.rounding);
              isSound &&= part.net + taxSum(part.taxes) === part.total && part.total >= 0;
              one.before += quantity;
              back.push(part);
            }
            return (
              isSound &&
              sum(back.map(({ net }) => net)) === sale.net &&
              sum(back.map(({ taxes }) => taxSum(taxes))) === taxSum(sale.taxes) &&
              sum(back.map(({ total }) => total)) === sale.total
            );
          },
        ),
        { numRuns: many },
      );
    },
  );

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

  test('f(-x) = -f(x)', () => {
    fc.assert(
      fc.property(pricedLines, saleSettings, fc.nat(60_000), fc.nat(60_000), (line, settings, a, b) => {
        const [sold] = calculateSale([line], settings).lines;
        if (sold === undefined) return true;
        const before = Math.min(a, line.quantity);
        const quantity = Math.min(b, line.quantity - before);
        const mirrored = {
          quantity: line.quantity,
          total: negate(sold.total),
          taxes: sold.taxes.map(({ names, amount }) => ({ names, amount: negate(amount) })),
        };
        const { rounding } = settings;
        const plus = drawDown({ ...sold, quantity: line.quantity }, before, quantity, rounding);
        const minus = drawDown(mirrored, before, quantity, rounding);
        return (
          minus.total === negate(plus.total) &&
          minus.net === negate(plus.net) &&
          minus.taxes.every(({ amount }, i) => amount === negate(plus.taxes[i]?.amount ?? money(NaN)))
        );
      }),
      { numRuns: 5_000 },
    );
  });

  test('more than was sold never comes back', () => {
    const stored = { quantity: 2000, taxes: [], total: money(999) } as unknown as ReturnBasis['line'];
    expect(() => drawDown(stored, 1000, 1001, 'half-up')).toThrow(/more than the 2000/);
    expect(() => drawDown(stored, 0, -1, 'half-up')).toThrow(RangeError);
  });
});

/** A sale that was paid in cash, maybe after a part by card. */
const paidSales = fc
  .record({
    total: fc.integer({ min: 0, max: 500_000 }),
    card: fc.integer({ min: 0, max: 500_000 }),
    isExact: fc.boolean(),
    rule: cashRules,
    rounding: fc.constantFrom('half-up' as const, 'half-even' as const),
  })
  .map(({ total, card: wanted, isExact, rule, rounding }): ReturnBasis['sale'] => {
    const card = Math.min(wanted % 3 === 0 ? 0 : wanted, total);
    const rest = money(total - card);
    const { cashDue } = settle(rest, [], rule);
    const taken = isExact ? rest : cashDue;
    const paid = [
      { kind: 'card', amount: money(card) },
      { kind: 'cash', amount: taken },
    ];
    return { sold: money(total), paid, rounding, cashRounding: rule };
  });

describe('the money (R8, R14)', () => {
  test(
    'in any portions exactly what each means of payment took goes back, and never more before',
    { timeout: PATIENCE_MS },
    () => {
      fc.assert(
        fc.property(
          paidSales,
          fc.array(fc.integer({ min: 1, max: 200_000 }), { maxLength: 6 }),
          (sale, sizes) => {
            const gone = sale.paid.map(() => 0);
            let before = 0;
            let isSound = true;
            for (const total of portionsOf(sale.sold, sizes)) {
              const back = moneyBack(sale, money(before), money(total));
              back.forEach(({ amount }, i) => {
                const all = (gone[i] ?? 0) + amount;
                gone[i] = all;
                isSound &&= amount >= 0 && all <= (sale.paid[i]?.amount ?? 0);
              });
              const all = back.reduce((a, { amount }) => a + amount, 0);
              isSound &&= roundingBack(sale, money(before), money(total)) === all - total;
              before += total;
            }
            return isSound && (sale.sold === 0 || gone.every((all, i) => all === sale.paid[i]?.amount));
          },
        ),
        { numRuns: many },
      );
    },
  );

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
        // Turned round it is the same with the other sign.
        const turned = exchange(
          back,
          sold.lines.map((line) => ({ ...line, rounding: money(0) })),
        );
        return (
          netted.sold === sold.total &&
          netted.returned === back.total &&
          netted.total === sold.total - back.total &&
          netted.net + taxSum(netted.taxes) === netted.total &&
          netted.owed === netted.total &&
          turned.total === negate(netted.total) &&
          turned.net === negate(netted.net)
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

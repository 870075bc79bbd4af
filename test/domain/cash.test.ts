// Notes and coins: the right ones for each currency, and a count that adds up.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { currency } from '#contract/money.ts';
import { cashCount, isDenomination } from '#domain/cash.ts';
import { currencies, money } from './arbitrary.ts';

const denominationsOf = (code: (typeof currency.options)[number]) =>
  cashCount([], money(0), code).rows.map(({ denomination }) => denomination as number);

test.each(currency.options)('%s: largest first, each once, and any amount can be paid with them', (code) => {
  const all = denominationsOf(code);
  expect(all).toEqual([...new Set(all)].toSorted((a, b) => b - a));
  expect(all.length).toBeLessThanOrEqual(30);
  const least = all.at(-1) ?? 0;
  expect(all.filter((one) => one % least !== 0)).toEqual([]);
  expect(all.every((one) => isDenomination(money(one), code))).toBe(true);
  expect(isDenomination(money(least + 3), code) || isDenomination(money(0), code)).toBe(false);
});

test('the money that people have in their hands', () => {
  expect(denominationsOf('CNY')).toEqual([10_000, 5000, 2000, 1000, 500, 100, 50, 10]);
  expect(denominationsOf('JPY')).toEqual([10_000, 5000, 2000, 1000, 500, 100, 50, 10, 5, 1]);
  // A quarter and half of a dinar are notes; a dinar has 1000 fils.
  expect(denominationsOf('KWD')).toEqual([20_000, 10_000, 5000, 1000, 500, 250, 100, 50, 20, 10, 5]);
  expect(denominationsOf('USD')).toContain(25);
  expect(denominationsOf('EUR')).not.toContain(25);
});

test('a count is the sum of its rows, and takings what is beyond the float', () => {
  const counts = fc.array(fc.nat(99_999), { maxLength: 15 });
  fc.assert(
    fc.property(currencies, counts, fc.nat(1_000_000), (code, times, float) => {
      const all = denominationsOf(code);
      const given = times
        .slice(0, all.length)
        .map((count, i) => ({ denomination: money(all[i] ?? 0), count }));
      const { rows, counted, takings } = cashCount(given, money(float), code);
      expect(rows.map(({ count }) => count)).toEqual(all.map((_, i) => times[i] ?? 0));
      expect(rows.map(({ amount }) => amount)).toEqual(all.map((one, i) => one * (times[i] ?? 0)));
      expect(counted).toBe(rows.reduce((total, { amount }) => total + amount, 0));
      expect(takings).toBe(counted - float);
    }),
    { numRuns: 500 },
  );
});

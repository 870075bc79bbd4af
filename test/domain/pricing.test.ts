// Which price counts: each part of the rule by itself, then against the rule spelt out as a sort of all that holds.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BusinessDate } from '#contract/ids.ts';
import type { Price } from '#contract/money.ts';
import type { PriceList } from '#contract/price-list.ts';
import type { Quantity } from '#contract/quantity.ts';
import { weekdayOf } from '#domain/business-date.ts';
import { priceOf } from '#domain/pricing.ts';

const water = { sku: 'W0001', priceMicros: 2_000_000 as Price };
/** A Friday. */
const friday = '2026-11-20' as BusinessDate;

function list(id: string, micros: number, changes: Partial<PriceList> = {}): PriceList {
  return {
    id,
    names: { en: id, zh: id },
    customerGroups: [],
    from: null,
    to: null,
    weekdays: [],
    priority: 0,
    prices: [{ sku: water.sku, priceMicros: micros as Price, fromQuantity: 0 }],
    ...changes,
  };
}

const found = (
  lists: readonly PriceList[],
  on: { date?: BusinessDate; group?: string; quantity?: number } = {},
) => {
  const { date = friday, group = null, quantity = 1000 } = on;
  const { listId, priceMicros } = priceOf(water, quantity as Quantity, lists, { date, group });
  return [listId, priceMicros];
};

test('weekdays run from Monday to Sunday', () => {
  const days = ['2026-11-16', '2026-11-20', '2026-11-22', '2024-02-29'].map((day) =>
    weekdayOf(day as BusinessDate),
  );
  expect(days).toEqual([1, 5, 7, 4]);
});

describe('a price', () => {
  test('is the article’s own where no list has one', () => {
    expect(priceOf(water, 1000 as Quantity, [], { date: friday, group: null })).toEqual({
      priceMicros: 2_000_000,
      listId: null,
      names: null,
    });
    const other = list('other', 1, { prices: [{ sku: 'w0001', priceMicros: 1 as Price, fromQuantity: 0 }] });
    expect(found([other])).toEqual([null, 2_000_000]);
  });

  test('of a list counts even where the article is cheaper, and names its list', () => {
    expect(found([list('night', 2_500_000)])).toEqual(['night', 2_500_000]);
    const { names } = priceOf(water, 1000 as Quantity, [list('night', 1)], { date: friday, group: null });
    expect(names).toEqual({ en: 'night', zh: 'night' });
  });

  test('of a group’s list is for that group', () => {
    const members = [list('members', 1_800_000, { customerGroups: ['member', 'staff'] })];
    expect(found(members)).toEqual([null, 2_000_000]);
    expect(found(members, { group: 'guest' })).toEqual([null, 2_000_000]);
    expect(found(members, { group: 'staff' })).toEqual(['members', 1_800_000]);
  });

  test('holds from the first day to the last, both among them, and on its weekdays', () => {
    const dates = { from: '2026-11-20' as BusinessDate, to: '2026-11-22' as BusinessDate };
    const week = ['2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23'] as BusinessDate[];
    const on = (one: PriceList) => week.map((date) => found([one], { date })[0] !== null);
    expect(on(list('a', 1, dates))).toEqual([false, true, true, true, false]);
    expect(on(list('a', 1, { from: dates.from }))).toEqual([false, true, true, true, true]);
    expect(on(list('a', 1, { to: dates.to }))).toEqual([true, true, true, true, false]);
    expect(on(list('a', 1, { weekdays: [6, 7] }))).toEqual([false, false, true, true, false]);
    expect(on(list('a', 1, { ...dates, weekdays: [5] }))).toEqual([false, true, false, false, false]);
  });

  test('is that of the highest quantity that the line reaches', () => {
    const slabs = [0, 6000, 12_000].map((fromQuantity, i) => ({
      sku: water.sku,
      priceMicros: (2_000_000 - i * 100_000) as Price,
      fromQuantity,
    }));
    const lists = [list('slabs', 1, { prices: slabs.toReversed() })];
    expect([1000, 5000, 6000, 11_000, 12_000].map((quantity) => found(lists, { quantity })[1])).toEqual([
      2_000_000, 2_000_000, 1_900_000, 1_900_000, 1_800_000,
    ]);
    const fromSix = [list('six', 1, { prices: slabs.slice(1) })];
    expect(found(fromSix, { quantity: 5000 })).toEqual([null, 2_000_000]);
  });

  test('counts by priority, then lowest, then by its list’s id', () => {
    const high = list('high', 1_900_000, { priority: 2 });
    const low = list('low', 1_000_000, { priority: 1 });
    const same = list('also-low', 1_000_000, { priority: 1 });
    expect(found([low, high])).toEqual(['high', 1_900_000]);
    expect(found([list('dear', 1_100_000, { priority: 1 }), low])).toEqual(['low', 1_000_000]);
    expect(found([low, same])).toEqual(['also-low', 1_000_000]);
    expect(found([same, low])).toEqual(['also-low', 1_000_000]);
  });

  test('is the same in whatever order the lists come, and the first of all that hold', () => {
    const days = fc.constantFrom(
      null,
      '2026-11-19',
      '2026-11-20',
      '2026-11-21',
    ) as fc.Arbitrary<BusinessDate | null>;
    const one = fc.record({
      priority: fc.nat(2),
      micros: fc.integer({ min: 1, max: 4 }),
      from: days,
      to: days,
      customerGroups: fc.subarray(['member', 'staff']),
      weekdays: fc.subarray([4, 5, 6]),
      fromQuantity: fc.constantFrom(0, 2000),
    });
    const group = fc.constantFrom(null, 'member');
    const quantity = fc.constantFrom(1000, 2000);
    fc.assert(
      fc.property(fc.array(one, { maxLength: 6 }), group, quantity, (drawn, who, much) => {
        const lists = drawn.map(({ micros, fromQuantity, ...rest }, i) =>
          list(`l${i}`, micros, {
            ...rest,
            prices: [{ sku: water.sku, priceMicros: micros as Price, fromQuantity }],
          }),
        );
        const holding = lists
          .filter(({ from, to }) => (from ?? '') <= friday && friday <= (to ?? '9'))
          .filter(({ weekdays }) => weekdays.length === 0 || weekdays.includes(5))
          .filter(({ customerGroups: groups }) => groups.length === 0 || groups.includes(who ?? 'nobody'))
          .filter(({ prices }) => (prices[0]?.fromQuantity ?? 0) <= much)
          .map(({ id, priority, prices }) => ({ id, priority, micros: prices[0]?.priceMicros ?? 0 }))
          .toSorted((a, b) => b.priority - a.priority || a.micros - b.micros || (a.id < b.id ? -1 : 1));
        const wanted = holding[0] === undefined ? [null, 2_000_000] : [holding[0].id, holding[0].micros];
        const on = { quantity: much, ...(who === null ? {} : { group: who }) };
        expect(found(lists, on)).toEqual(wanted);
        expect(found(lists.toReversed(), on)).toEqual(wanted);
      }),
      { numRuns: 3000 },
    );
  });
});

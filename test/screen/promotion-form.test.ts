// The form of a promotion without a page: what is written is what is read, for every kind; what does not read is named by its
// field; and what an offer says of itself.
import { describe, expect, test } from 'vitest';
import demo from '#assets/demo/promotions.json' with { type: 'json' };
import { promotion } from '#contract/promotion.ts';
import type { Promotion, PromotionId, PromotionRule } from '#contract/promotion.ts';
import { wordsFor } from '#contract/words/index.ts';
import { readMinutes, restOfWeek, weekendOf, writeMinutes } from '#screen/state/dates.ts';
import type { BusinessDate } from '#contract/ids.ts';
import { draftOf, emptyDraft, promotionKinds } from '#screen/state/promotion-draft.ts';
import type { PromotionDraft } from '#screen/state/promotion-draft.ts';
import { promotionProblems, readPromotion } from '#screen/state/promotion-read.ts';
import { calledWords, stateOf, whenWords } from '#screen/verbs/promotion-words.ts';

const form = { decimals: 2 };
const names = { en: 'Called', zh: '名称' };
const read = (draft: PromotionDraft) =>
  readPromotion(draft, { form, id: 'new' as PromotionId, nameOf: () => names });
const problem = (change: Partial<PromotionDraft>) => {
  const result = read({ ...emptyDraft(), percent: '10', ...change });
  return result.ok ? null : result.problem;
};

const base = promotion.parse(demo[0]);
const target = { skus: ['W0001'], categories: ['drinks'], brands: ['Fu'] };
const rules: Record<PromotionRule['kind'], object> = {
  percentOff: { target, ppm: 125_000 },
  amountOff: { target, amount: 50 },
  cheapestFree: { target, count: 3, free: 1 },
  nForPrice: { target, count: 2, price: 500 },
  nthPercent: { target, nth: 2, ppm: 500_000 },
  bundle: {
    parts: [
      { target, count: 2 },
      { target: { skus: [], categories: [], brands: [] }, count: 1 },
    ],
    deal: { kind: 'amount', amount: 150 },
  },
  slabs: {
    target,
    steps: [
      { from: 2_500, ppm: 50_000 },
      { from: 6_000, priceMicros: 1_042_500 },
    ],
  },
  spendAndSave: {
    target,
    steps: [
      { from: 0, ppm: 10_000 },
      { from: 10_000, amount: 1_000 },
    ],
  },
  fixedPrice: { prices: [{ sku: 'W0001', priceMicros: 1_000_000 }] },
  memberPrice: { prices: [{ sku: 'W0001', priceMicros: 1_555_000 }] },
};
const whole = (kind: PromotionRule['kind']): Promotion =>
  promotion.parse({
    ...base,
    validity: { from: '2026-12-05', to: '2026-12-06' },
    weekdays: [6, 7],
    hours: { from: 1_110, to: 90 },
    customerGroups: ['members'],
    coupon: { code: 'X1', perSale: 2, total: 100 },
    stacking: 'stacks',
    isActive: false,
    rule: { kind, ...rules[kind] },
  });

describe('what is written is what is read', () => {
  test.for(promotionKinds)('%s', (kind) => {
    const one = whole(kind);
    expect(read(draftOf(one, form))).toEqual({ ok: true, value: one });
  });

  test('the promotions of the demonstration shop', () => {
    for (const one of demo.map((each) => promotion.parse(each))) {
      expect(read(draftOf(one, form))).toEqual({ ok: true, value: one });
    }
  });

  test('a shop without decimals writes whole amounts', () => {
    const yen = { decimals: 0 };
    expect(draftOf(whole('amountOff'), yen).amount).toBe('50');
    expect(draftOf(whole('memberPrice'), yen).prices).toEqual([{ sku: 'W0001', price: '1.555' }]);
  });
});

test('what is left out: one name is both, none is what the offer calls itself; no days is always', () => {
  const named = (change: Partial<PromotionDraft>) => {
    const result = read({ ...emptyDraft(), percent: '20 %', ...change });
    return result.ok ? result.value : null;
  };
  expect(named({ nameZh: ' 周末 ' })?.names).toEqual({ en: '周末', zh: '周末' });
  expect(named({})).toMatchObject({
    promotionId: 'new',
    names,
    validity: { from: null, to: null },
    hours: null,
    coupon: null,
    rule: { kind: 'percentOff', ppm: 200_000 },
  });
  // Every day is no restriction.
  expect(named({ weekdays: [7, 1, 2, 3, 4, 5, 6] })?.weekdays).toEqual([]);
  expect(named({ weekdays: [7, 6] })?.weekdays).toEqual([6, 7]);
});

test('what does not read is named by its field', () => {
  for (const percent of ['', '0', '101', 'ten', '-5']) expect(problem({ percent })).toBe('percent');
  expect(problem({ kind: 'amountOff', amount: '0' })).toBe('amount');
  expect(problem({ kind: 'amountOff', amount: '1.234' })).toBe('amount');
  expect(problem({ kind: 'nForPrice', count: '1', price: '5' })).toBe('count');
  expect(problem({ kind: 'nForPrice', count: '2', price: '' })).toBe('price');
  expect(problem({ kind: 'cheapestFree', count: '2', free: '2' })).toBe('free');
  expect(problem({ kind: 'slabs', steps: [{ from: '', by: 'percent', value: '' }] })).toBe('steps');
  const steps = ['6', '3'].map((from) => ({ from, by: 'percent' as const, value: '5' }));
  expect(problem({ kind: 'slabs', steps })).toBe('stepOrder');
  expect(problem({ kind: 'memberPrice' })).toBe('prices');
  expect(problem({ kind: 'fixedPrice', prices: [{ sku: 'a', price: 'x' }] })).toBe('articlePrice');
  expect(problem({ from: '5.12.2026' })).toBe('from');
  expect(problem({ to: '2026-02-30' })).toBe('to');
  expect(problem({ from: '2026-12-06', to: '2026-12-05' })).toBe('order');
  expect(problem({ hoursFrom: '18:00' })).toBe('hours');
  expect(problem({ hoursFrom: '18:00', hoursTo: '18:00' })).toBe('hours');
  expect(problem({ coupon: 'A', couponPerSale: '0' })).toBe('coupon');
  expect(problem({ coupon: 'A', couponTotal: 'many' })).toBe('couponTotal');
  expect(problem({ priority: '1001' })).toBe('priority');
  const parts = [{ target, count: '0' }];
  expect(problem({ kind: 'bundle', price: '5', parts })).toBe('part');
  expect(problem({})).toBeNull();
  for (const language of ['en', 'zh'] as const) {
    for (const one of promotionProblems) expect(wordsFor(language).promotion.problems[one]).toMatch(/\S{4,}/);
  }
});

test('an offer in words, and how it stands on a day', () => {
  const speech = (language: 'en' | 'zh') => ({
    words: wordsFor(language),
    money: (amount: number) => `¥${amount}`,
    price: (micros: number) => `¥${micros}`,
    category: (id: string) => id,
    article: (sku: string) => sku,
  });
  const { rule } = whole('spendAndSave');
  expect(calledWords(speech('en'), rule)).toBe('drinks and 2 more: from ¥0: 1% off, from ¥10000: ¥1000 off');
  expect(calledWords(speech('zh'), rule)).toContain('满¥10000：减¥1000');
  for (const kind of promotionKinds) {
    expect(calledWords(speech('zh'), whole(kind).rule)).not.toMatch(/undefined|off|from/);
  }
  expect(whenWords(wordsFor('en'), whole('percentOff'))).toBe(
    '2026-12-05 to 2026-12-06 · Sat Sun · 18:30–01:30 · coupon X1',
  );
  const on = { ...whole('percentOff'), isActive: true };
  const states = ['2026-12-04', '2026-12-05', '2026-12-06', '2026-12-07'].map((day) =>
    stateOf(on, day as BusinessDate),
  );
  expect(states).toEqual(['notYet', 'active', 'active', 'over']);
  expect(stateOf({ ...on, isActive: false }, null)).toBe('off');
});

test('this weekend and this week, from any day of it', () => {
  const of = (day: string) => Object.values(weekendOf(day as BusinessDate));
  expect(of('2026-11-30')).toEqual(['2026-12-05', '2026-12-06']);
  expect(of('2026-12-05')).toEqual(['2026-12-05', '2026-12-06']);
  expect(of('2026-12-06')).toEqual(['2026-12-06', '2026-12-06']);
  expect(restOfWeek('2026-12-30' as BusinessDate)).toEqual({ from: '2026-12-30', to: '2027-01-03' });
  expect(readMinutes('24:00')).toBe(1440);
  for (const text of ['24:01', '7', '12:60', 'x']) expect(readMinutes(text)).toBeNull();
  expect(writeMinutes(65)).toBe('01:05');
});

// Each kind of promotion worked by hand, with its rounding; who gets it when; bands, stacking and coupons.
import { describe, expect, test } from 'vitest';
import type { BusinessDate } from '#contract/ids.ts';
import type { Price } from '#contract/money.ts';
import { promotion as promotionSchema } from '#contract/promotion.ts';
import type { Promotion } from '#contract/promotion.ts';
import type { Quantity } from '#contract/quantity.ts';
import { isOn } from '#domain/promotion/offers.ts';
import { everything, fen, line, moment, of, percent, promotion, told } from './make.ts';

const units = (value: number) => (value * 1000) as Quantity;
const yuan = (value: number) => (value * 1_000_000) as Price;
const tenOff = promotion('ten', { kind: 'percentOff', target: everything, ppm: percent(10) });
const threeForTwo = promotion('3for2', { kind: 'cheapestFree', target: everything, count: 3, free: 1 });

describe('on each unit', () => {
  test('percentOff: of what the line comes to, rounded once for the line', () => {
    // 3 × 0.99 = 2.97, a tenth of it 0.297.
    expect(told([line(1, 'a', 0.99, 3)], [tenOff])).toEqual(['ten ×3 30 = 1:3:30']);
    // 0.842 kg × 12.80 = 10.78, a tenth of it 1.078.
    expect(told([line(1, 'a', 12.8, 0.842, { unit: 'kg' })], [tenOff])).toEqual(['ten ×1 108 = 1:0.842:108']);
    expect(told([line(1, 'a', 0.25, 1)], [tenOff])).toEqual(['ten ×1 3 = 1:1:3']);
    expect(told([line(1, 'a', 0.25, 1)], [tenOff], {}, { rounding: 'half-even' })).toEqual([
      'ten ×1 2 = 1:1:2',
    ]);
  });

  test('amountOff: each piece, each kilogram, never more than it costs', () => {
    const off = promotion('off', { kind: 'amountOff', target: everything, amount: fen(150) });
    const lines = [line(1, 'a', 4, 2), line(2, 'b', 10, 0.333, { unit: 'kg' }), line(3, 'c', 1, 1)];
    // 2 × 1.50; 0.333 × 1.50 = 0.4995; the whole 1.00.
    expect(told(lines, [off])).toEqual(['off ×4 450 = 1:2:300 2:0.333:50 3:1:100']);
  });

  test('fixedPrice and memberPrice: the line comes to the price times the quantity; never dearer', () => {
    const fixed = promotion('fixed', {
      kind: 'fixedPrice',
      prices: [
        { sku: 'a', priceMicros: yuan(9.99) },
        { sku: 'b', priceMicros: yuan(5) },
      ],
    });
    // 10.78 less 0.842 × 9.99 = 8.41; b costs less than 5 as it is.
    expect(told([line(1, 'a', 12.8, 0.842, { unit: 'kg' }), line(2, 'b', 4)], [fixed])).toEqual([
      'fixed ×1 237 = 1:0.842:237',
    ]);
    const member = promotion(
      'member',
      { kind: 'memberPrice', prices: [{ sku: 'a', priceMicros: yuan(3) }] },
      { customerGroups: ['gold'] },
    );
    expect(told([line(1, 'a', 4)], [member])).toEqual([]);
    expect(told([line(1, 'a', 4)], [member], { customerGroup: 'silver' })).toEqual([]);
    expect(told([line(1, 'a', 4)], [member], { customerGroup: 'gold' })).toEqual(['member ×1 100 = 1:1:100']);
  });

  test('slabs: from the step on all units, over all lines of the target', () => {
    const slabs = promotion('wine', {
      kind: 'slabs',
      target: of('a', 'b'),
      steps: [
        { from: units(3), ppm: percent(5) },
        { from: units(6), priceMicros: yuan(8) },
      ],
    });
    expect(told([line(1, 'a', 10, 2)], [slabs])).toEqual([]);
    expect(told([line(1, 'a', 10, 2), line(2, 'b', 20)], [slabs])).toEqual(['wine ×1 200 = 1:2:100 2:1:100']);
    expect(told([line(1, 'a', 10, 5), line(2, 'b', 9)], [slabs])).toEqual([
      'wine ×1 1100 = 1:5:1000 2:1:100',
    ]);
  });
});

describe('on groups', () => {
  test('nForPrice: the units come to exactly the price, the fourth is paid in full', () => {
    const deal = promotion('3for10', { kind: 'nForPrice', target: everything, count: 3, price: fen(1000) });
    // 4.99 + 4.99 + 3.33 = 13.31, so 3.31 is saved: 124.1, 124.1, 82.8 in proportion.
    expect(told([line(1, 'a', 4.99, 2), line(2, 'b', 3.33), line(3, 'c', 1.2)], [deal])).toEqual([
      '3for10 ×1 331 = 1:2:248 2:1:83',
    ]);
    // Six decimals: 3 × 1.0425 come to 3.13 on the receipt, and to 3.00 with the offer.
    const cheap = promotion('3for3', { kind: 'nForPrice', target: everything, count: 3, price: fen(300) });
    expect(told([line(1, 'a', 1.0425, 3)], [cheap])).toEqual(['3for3 ×1 13 = 1:3:13']);
    expect(told([line(1, 'a', 0.9, 3)], [cheap])).toEqual([]);
  });

  test('cheapestFree: the dearest together, so that the free ones are as dear as can be', () => {
    // 9 8 7 | 6 5 4: 7 and 4 are free, not 9 8 4 | 7 6 5 or any other.
    const lines = [9, 4, 7, 6, 5, 8].map((price, i) => line(i + 1, `s${i}`, price));
    expect(told(lines, [threeForTwo])).toEqual([
      '3for2 ×2 1100 = 1:1:254 2:1:113 3:1:197 4:1:169 5:1:141 6:1:226',
    ]);
    // A fourth unit that makes no group is left alone: the cheapest one.
    expect(told([line(1, 'a', 2), line(2, 'b', 6, 2), line(3, 'c', 5)], [threeForTwo])).toEqual([
      '3for2 ×1 500 = 2:2:353 3:1:147',
    ]);
  });

  test('nthPercent: the second at half price, one rounding for all groups', () => {
    const half = promotion('half', { kind: 'nthPercent', target: everything, nth: 2, ppm: percent(50) });
    // Two halves of 0.99 are 0.99 together.
    expect(told([line(1, 'a', 0.99, 4)], [half])).toEqual(['half ×2 99 = 1:4:99']);
    expect(told([line(1, 'a', 0.99, 3)], [half])).toEqual(['half ×1 50 = 1:2:50']);
  });

  test('bundle: a price, a per cent or an amount, for units of every part', () => {
    const parts = [
      { target: of('sandwich', 'wrap'), count: 1 },
      { target: of('juice'), count: 2 },
    ];
    const lines = [line(1, 'sandwich', 12), line(2, 'wrap', 15), line(3, 'juice', 6, 3)];
    const with3 = (id: string, deal: Extract<Promotion['rule'], { kind: 'bundle' }>['deal']) =>
      promotion(id, { kind: 'bundle', parts, deal });
    expect(told(lines, [with3('price', { kind: 'price', price: fen(2000) })])).toEqual([
      'price ×1 700 = 2:1:389 3:2:311',
    ]);
    expect(told(lines, [with3('percent', { kind: 'percent', ppm: percent(10) })])).toEqual([
      'percent ×1 270 = 2:1:150 3:2:120',
    ]);
    // An amount saves the same whichever unit it is: the dearest comes first.
    expect(told(lines, [with3('amount', { kind: 'amount', amount: fen(500) })])).toEqual([
      'amount ×1 500 = 2:1:278 3:2:222',
    ]);
    // Never more than the cheapest bundle is worth: 12 + 6 + 6.
    expect(told(lines, [with3('gift', { kind: 'amount', amount: fen(9900) })])).toEqual([
      'gift ×1 2400 = 2:1:1333 3:2:1067',
    ]);
    expect(told(lines.slice(0, 2), [with3('price', { kind: 'price', price: fen(100) })])).toEqual([]);
  });
});

describe('spendAndSave', () => {
  const spend = promotion('spend', {
    kind: 'spendAndSave',
    target: everything,
    steps: [
      { from: fen(5000), amount: fen(500) },
      { from: fen(10_000), ppm: percent(10) },
    ],
  });
  const stacked = { ...spend, stacking: 'stacks' as const };

  test('the highest step reached, spread by largest remainder, over eligible lines only', () => {
    expect(told([line(1, 'a', 49.99)], [spend])).toEqual([]);
    // 500 over 1999, 2000 and 1001: 199.9, 200, 100.1.
    expect(told([line(1, 'a', 19.99), line(2, 'b', 20), line(3, 'c', 10.01)], [spend])).toEqual([
      'spend ×1 500 = 1:1:200 2:1:200 3:1:100',
    ]);
    expect(told([line(1, 'a', 100.05)], [spend])).toEqual(['spend ×1 1001 = 1:1:1001']);
    expect(told([line(1, 'a', 40), line(2, 'b', 40, 1, { isEligible: false })], [spend])).toEqual([]);
  });

  test('counts what remains after all others; an exclusive one only what no exclusive one has taken', () => {
    const lines = [line(1, 'a', 30, 2), line(2, 'b', 45)];
    const pair = promotion('pair', { kind: 'nForPrice', target: of('a'), count: 2, price: fen(4000) });
    // 60 - 20 + 45 = 85 remain; without the pair only 45.
    expect(told(lines, [pair, stacked])).toEqual([
      'pair ×1 2000 = 1:2:2000',
      'spend ×1 500 = 1:2:235 2:1:265',
    ]);
    expect(told(lines, [pair, spend])).toEqual(['pair ×1 2000 = 1:2:2000']);
    // The third piece of a belongs to no pair, and counts.
    expect(told([line(1, 'a', 30, 3), line(2, 'b', 45)], [pair, spend])).toEqual([
      'pair ×1 2000 = 1:2:2000',
      'spend ×1 500 = 1:1:200 2:1:300',
    ]);
  });
});

describe('together', () => {
  test('in one band the combination that saves most, whatever the order', () => {
    const pairHalf = promotion('half', {
      kind: 'nthPercent',
      target: of('a', 'b'),
      nth: 2,
      ppm: percent(50),
    });
    const fixed = promotion('fixed', { kind: 'fixedPrice', prices: [{ sku: 'a', priceMicros: yuan(4) }] });
    // By themselves: a from 10 to 4 saves 6; a and b as a pair save 4 (half of 8). The pair is not worth it.
    expect(told([line(1, 'a', 10), line(2, 'b', 8)], [pairHalf, fixed])).toEqual(['fixed ×1 600 = 1:1:600']);
  });

  test('a higher band goes first, even where a lower one would save more', () => {
    const first = { ...tenOff, priority: 200 };
    expect(told([line(1, 'a', 3, 3)], [threeForTwo, first])).toEqual(['ten ×3 90 = 1:3:90']);
  });

  test('what stacks comes after the exclusive ones, on what remains, by priority and then id', () => {
    const five = promotion(
      'b5',
      { kind: 'amountOff', target: everything, amount: fen(500) },
      { stacking: 'stacks', priority: 1 },
    );
    const ten = { ...tenOff, stacking: 'stacks' as const, priority: 1000 };
    const fixed = promotion('fixed', { kind: 'fixedPrice', prices: [{ sku: 'a', priceMicros: yuan(20) }] });
    expect(told([line(1, 'a', 30)], [five, ten, fixed])).toEqual([
      'fixed ×1 1000 = 1:1:1000',
      'ten ×1 200 = 1:1:200',
      'b5 ×1 500 = 1:1:500',
    ]);
    const alsoFirst = { ...five, promotionId: 'a5' as typeof five.promotionId };
    expect(told([line(1, 'a', 7)], [five, alsoFirst])).toEqual([
      'a5 ×1 500 = 1:1:500',
      'b5 ×1 200 = 1:1:200',
    ]);
  });

  test('ties go to the lower line, then to the lower promotionId', () => {
    const pair = { kind: 'nForPrice', target: everything, count: 2, price: fen(500) } as const;
    const lines = [line(3, 'c', 4), line(1, 'a', 4), line(2, 'b', 4)];
    expect(told(lines, [promotion('q', pair), promotion('p', pair)])).toEqual(['p ×1 300 = 1:1:150 2:1:150']);
  });

  test('a shared line is cut into portions that add up', () => {
    // 4 × 0.3325 come to 1.33; two of them to 0.67, so that 0.66 is left for the other two.
    const pair = promotion(
      'pair',
      { kind: 'nForPrice', target: everything, count: 2, price: fen(0) },
      { priority: 200, coupon: { code: 'C', perSale: 1, total: null } },
    );
    const free = promotion('rest', { kind: 'percentOff', target: everything, ppm: percent(100) });
    expect(told([line(1, 'a', 0.3325, 4)], [pair, free], { coupons: ['C'] })).toEqual([
      'pair ×1 67 = 1:2:67',
      'rest ×2 66 = 1:2:66',
    ]);
  });
});

describe('who gets it when', () => {
  test('coupons: shown, so often in a sale, so often over all sales; for the units that save most', () => {
    const coupon = { code: 'SAVE5', perSale: 2, total: 10 };
    const half = promotion('half', { kind: 'percentOff', target: everything, ppm: percent(50) }, { coupon });
    const lines = [line(1, 'a', 3), line(2, 'b', 5), line(3, 'c', 4)];
    expect(told(lines, [half])).toEqual([]);
    expect(told(lines, [half], { coupons: ['SAVE5'] })).toEqual(['half ×2 450 = 2:1:250 3:1:200']);
    const used = (n: number) => ({ coupons: ['SAVE5'], couponUses: new Map([['SAVE5', n]]) });
    expect(told(lines, [half], used(9))).toEqual(['half ×1 250 = 2:1:250']);
    expect(told(lines, [half], used(10))).toEqual([]);
    expect(told(lines, [half], used(11))).toEqual([]);
  });

  test('switched off, not yet, no more, other weekdays, other hours', () => {
    const on = (more: Partial<Promotion>, at: Partial<typeof moment> = {}) =>
      isOn({ ...tenOff, ...more }, { ...moment, ...at });
    const date = (text: string) => text as BusinessDate;
    expect(on({})).toBe(true);
    expect(on({ isActive: false })).toBe(false);
    expect(on({ validity: { from: date('2026-11-20'), to: date('2026-11-20') } })).toBe(true);
    expect(on({ validity: { from: date('2026-11-21'), to: null } })).toBe(false);
    expect(on({ validity: { from: null, to: date('2026-11-19') } })).toBe(false);
    expect(on({ weekdays: [1, 5] })).toBe(true);
    expect(on({ weekdays: [6, 7] })).toBe(false);
    const happy = { hours: { from: 600, to: 660 } };
    expect([599, 600, 659, 660].map((minute) => on(happy, { minute }))).toEqual([false, true, true, false]);
    const night = { hours: { from: 1320, to: 120 } };
    expect([1319, 1320, 0, 119, 120].map((minute) => on(night, { minute }))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
  });
});

test('the schema refuses what could not be applied', () => {
  const fails = (rule: unknown) => promotionSchema.safeParse({ ...tenOff, rule }).success;
  expect(fails({ kind: 'cheapestFree', target: everything, count: 3, free: 3 })).toBe(false);
  expect(fails({ kind: 'nForPrice', target: everything, count: 1, price: 5 })).toBe(false);
  expect(fails({ kind: 'percentOff', target: everything, ppm: 1_000_001 })).toBe(false);
  const step = { from: 3000, ppm: 1 };
  expect(fails({ kind: 'slabs', target: everything, steps: [step, step] })).toBe(false);
  const price = { sku: 'a', priceMicros: 1 };
  expect(fails({ kind: 'fixedPrice', prices: [price, price] })).toBe(false);
  expect(promotionSchema.safeParse({ ...tenOff, hours: { from: 60, to: 60 } }).success).toBe(false);
  expect(fails({ kind: 'cheapestFree', target: everything, count: 3, free: 2 })).toBe(true);
});

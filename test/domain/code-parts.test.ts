// What the parts of a GS1 code say to a till: weights, amounts, pieces and dates.
import { describe, expect, test } from 'vitest';
import type { BusinessDate } from '#contract/ids.ts';
import { expiredSince, readDate, readParts } from '#domain/code-parts.ts';

const GTIN = '09501101530003';
const said = (parts: string, currency: Parameters<typeof readParts>[1] = 'CNY') => {
  const read = readParts(`(01)${GTIN}${parts}`, currency);
  return read?.isEmpty === true ? 'empty' : (read?.said ?? null);
};

describe('figures', () => {
  test.for([
    ['', null],
    ['(10)LOT1', null],
    ['(3103)000195', { kind: 'weight', quantity: 195 }],
    ['(3102)002004', { kind: 'weight', quantity: 20_040 }],
    ['(3100)000002', { kind: 'weight', quantity: 2000 }],
    ['(3105)012345', { kind: 'weight', quantity: 123 }],
    ['(3104)012345', { kind: 'weight', quantity: 1235 }],
    ['(3105)000049', 'empty'],
    ['(3103)000000', 'empty'],
    ['(3103)999999', 'empty'],
    ['(30)17', { kind: 'pieces', quantity: 17_000 }],
    ['(30)0', 'empty'],
    ['(3922)1250', { kind: 'amount', amount: 1250, quantity: null }],
    ['(3103)000500(3922)1250', { kind: 'amount', amount: 1250, quantity: 500 }],
    ['(3920)12', { kind: 'amount', amount: 1200, quantity: null }],
    ['(3923)12500', { kind: 'amount', amount: 1250, quantity: null }],
    // Nines are a price; only where nothing else would fit are they a scale that could not weigh.
    ['(3922)999', { kind: 'amount', amount: 999, quantity: null }],
    ['(3103)000500(3922)9999', { kind: 'amount', amount: 9999, quantity: 500 }],
    ['(3932)15699', { kind: 'amount', amount: 99, quantity: null }],
    ['(3922)999999', 'empty'],
    ['(3922)000', 'empty'],
    // A tenth of a fen.
    ['(3923)12505', 'empty'],
    ['(3932)1561250', { kind: 'amount', amount: 1250, quantity: null }],
    // Euros at a till of yuan: only the weight counts.
    ['(3103)000500(3932)9781250', { kind: 'weight', quantity: 500 }],
  ] as const)('%s', ([parts, meant]) => expect(said(parts)).toEqual(meant));

  test('an amount in a currency without decimals, and in one with three', () => {
    expect(said('(3922)1250', 'JPY')).toBe('empty');
    expect(said('(3922)1200', 'JPY')).toEqual({ kind: 'amount', amount: 12, quantity: null });
    expect(said('(3933)4141250', 'KWD')).toEqual({ kind: 'amount', amount: 1250, quantity: null });
  });

  test('what is inside of a pallet is no article', () => {
    expect(readParts('(02)09501101530003(37)48', 'CNY')).toBeNull();
    expect(readParts('(00)106141411928374657', 'CNY')).toBeNull();
    expect(readParts('6901234567892', 'CNY')).toBeNull();
  });
});

describe('dates', () => {
  test.for([
    ['151020', 2026, '2015-10-20'],
    ['520300', 2026, '2052-03-31'],
    ['200200', 2026, '2020-02-29'],
    ['210200', 2026, '2021-02-28'],
    ['410551', 2026, null],
    ['411301', 2026, null],
    ['210229', 2026, null],
    // The window: 50 years ahead is ahead, 51 is the last century; 49 behind is behind, 50 the next one.
    ['760101', 2026, '2076-01-01'],
    ['770101', 2026, '1977-01-01'],
    ['000101', 2049, '2000-01-01'],
    ['000101', 2050, '2100-01-01'],
    ['990101', 2001, '1999-01-01'],
  ] as const)('%s in %i is %s', ([digits, year, date]) => expect(readDate(digits, year)).toBe(date));

  test('it may be sold on its last day, and not on the next', () => {
    const code = `(01)${GTIN}(17)261130`;
    expect(expiredSince(code, '2026-11-30' as BusinessDate)).toBeNull();
    expect(expiredSince(code, '2026-12-01' as BusinessDate)).toBe('2026-11-30');
    expect(expiredSince(`(01)${GTIN}(17)261100`, '2026-12-01' as BusinessDate)).toBe('2026-11-30');
    // Best before is another thing.
    expect(expiredSince(`(01)${GTIN}(15)261130`, '2026-12-01' as BusinessDate)).toBeNull();
    expect(expiredSince('6901234567892', '2026-12-01' as BusinessDate)).toBeNull();
  });
});

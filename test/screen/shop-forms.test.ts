// The forms of limits, customers and price lists without a page: what is written is what is read, and what does not read is
// named by its field.
import { expect, test } from 'vitest';
import { barcodeLayout, firstBarcodeLayouts, otherBarcodeLayouts } from '#contract/barcode-layout.ts';
import { customer } from '#contract/customer.ts';
import { firstLimits } from '#contract/limits.ts';
import { newPriceList } from '#contract/price-list.ts';
import { maskedName } from '#screen/format.ts';
import { customerDraftOf, emptyCustomer, readCustomer } from '#screen/state/customer-draft.ts';
import type { CustomerDraft } from '#screen/state/customer-draft.ts';
import { emptyLayout, layoutDraftOf, readLayout } from '#screen/state/layout-draft.ts';
import { limitsDraftOf, readLimits } from '#screen/state/limits-draft.ts';
import {
  emptyPriceList,
  priceDraftOf,
  priceListDraftOf,
  readListPrice,
  readPriceList,
} from '#screen/state/price-draft.ts';

test('limits: what stands there is what is saved; a cell that is no share is named', () => {
  const draft = limitsDraftOf(firstLimits);
  expect(readLimits(draft)).toEqual({ ok: true, value: firstLimits });
  const changed = { ...draft, supervisor: { ...draft.supervisor, overridePpm: ' 12,5 % ' } };
  expect(readLimits(changed)).toMatchObject({ value: { supervisor: { overridePpm: 125_000 } } });
  for (const text of ['', '101', '-1', 'all', '1.23456']) {
    const bad = { ...draft, supervisor: { ...draft.supervisor, overridePpm: text } };
    expect(readLimits(bad)).toEqual({ ok: false, problem: 'supervisor overridePpm' });
  }
});

const ids = { customerId: 'new', groupId: 'g1' };
const embassy = customer.parse({
  customerId: 'c1',
  name: 'Embassy',
  phoneTail: '1203',
  group: 'members',
  cardCode: 'CARD-1',
  taxExempt: { certificate: 'DE 17', until: '2027-01-01' },
  destination: 'export',
});
const readWith = (change: Partial<CustomerDraft>) =>
  readCustomer({ ...emptyCustomer(), called: 'Ada', ...change }, ids);
const wrong = (change: Partial<CustomerDraft>) => {
  const read = readWith(change);
  return read.ok ? null : read.problem;
};

test('a customer: nothing is lost by opening and saving; of a telephone number four digits are kept', () => {
  expect(readCustomer(customerDraftOf(embassy), ids)).toEqual({
    ok: true,
    value: { customer: embassy, newGroup: null },
  });
  const read = readWith({ phone: '+86 (139) 1234-5678', newGroupZh: '员工', group: 'members' });
  expect(read).toMatchObject({
    value: {
      customer: { customerId: 'new', name: 'Ada', phoneTail: '5678', group: 'g1', taxExempt: null },
      newGroup: { id: 'g1', names: { en: '员工', zh: '员工' } },
    },
  });
  expect(read.ok && customer.safeParse(read.value.customer).success).toBe(true);
});

test('a customer: what does not read is named', () => {
  expect(wrong({ called: '  ' })).toBe('called');
  expect(wrong({ called: 'a'.repeat(61) })).toBe('called');
  expect(wrong({ phone: '123' })).toBe('phone');
  expect(wrong({ phone: 'ask' })).toBe('phone');
  expect(wrong({ card: 'two words' })).toBe('card');
  expect(wrong({ until: '2027-01-01' })).toBe('certificate');
  expect(wrong({ certificate: 'X', until: 'soon' })).toBe('until');
  expect(wrong({ certificate: 'X', until: '2027-01-01' })).toBeNull();
});

test('a price list keeps its prices when its head is changed; days and priority are read', () => {
  const list = newPriceList.parse({
    id: 'members',
    names: { en: 'Members', zh: '会员' },
    customerGroups: ['members'],
    from: '2026-12-01',
    to: null,
    weekdays: [1, 2],
    priority: 5,
    prices: [],
    keepsOthers: true,
  });
  expect(readPriceList(priceListDraftOf(list), 'new')).toEqual({ ok: true, value: list });
  const problem = (change: object) => {
    const read = readPriceList({ ...emptyPriceList(), nameEn: 'A', ...change }, 'new');
    return read.ok ? newPriceList.safeParse(read.value).error : read.problem;
  };
  expect(problem({})).toBeUndefined();
  expect(problem({ nameEn: '' })).toBe('name');
  expect(problem({ from: 'x' })).toBe('from');
  expect(problem({ to: '2026-13-01' })).toBe('to');
  expect(problem({ from: '2026-12-02', to: '2026-12-01' })).toBe('order');
  expect(problem({ priority: '' })).toBe('priority');
});

test('one price: as exact as it is, from any quantity or from so many on', () => {
  const read = (price: string, from: string) => {
    const result = readListPrice({ sku: 'a', price, from });
    return result.ok ? [result.value.priceMicros, result.value.fromQuantity] : result.problem;
  };
  expect(read('1.0425', '')).toEqual([1_042_500, 0]);
  expect(read('0', '2.5')).toEqual([0, 2_500]);
  expect(read('', '')).toBe('price');
  expect(read('-1', '')).toBe('price');
  expect(read('1', 'some')).toBe('fromQuantity');
  const one = { sku: 'a', priceMicros: 1_500_000, fromQuantity: 6_000 } as Parameters<typeof priceDraftOf>[0];
  expect(priceDraftOf(one, { decimals: 2 })).toEqual({ sku: 'a', price: '1.50', from: '6' });
});

test('a name where others look on: the first hanzi, or the first word and an initial', () => {
  const names = {
    王小明: '王**',
    'Ada Lovelace': 'Ada L.',
    'Maria  de la Cruz': 'Maria C.',
    Embassy: 'Embassy',
  };
  for (const [whole, masked] of Object.entries(names)) expect(maskedName(whole)).toBe(masked);
});

test('layouts: every ready-made one is read as it stands', () => {
  for (const layout of [...firstBarcodeLayouts, ...otherBarcodeLayouts])
    expect(readLayout(layoutDraftOf(layout), 'new')).toEqual({ ok: true, value: layout });
});

test.each([
  ['21 iiiii wwwww c', null],
  ['', 'letters'],
  ['21WWWWWWWWWWC', 'letters'],
  ['21IIIIIWWWWWZ', 'letters'],
  ['2IIWWWWIIIC', 'split'],
  ['2IIIPPPPPPPPPC', 'long'],
  ['21IIIIIWWWWCW', 'split'],
  ['21CIIIIIWWWWW', 'check'],
  ['2IIIIIVPPPPPPC', 'verifier'],
  ['21IIIIIWWWQQC', 'both'],
])('layouts: the pattern %j has the problem %j', (pattern, problem) => {
  const draft = { ...emptyLayout(), nameEn: 'Ours', pattern };
  const read = readLayout(draft, 'ours');
  if (problem !== null) return expect(read).toEqual({ ok: false, problem });
  expect(read).toMatchObject({ value: { id: 'ours', pattern: '21IIIIIWWWWWC', names: { zh: 'Ours' } } });
  if (read.ok) expect(barcodeLayout.parse(read.value)).toEqual(read.value);
});

test('layouts: a name is needed, and part of a barcode is as long as one', () => {
  const pattern = '21IIIIIWWWWWC';
  expect(readLayout({ ...emptyLayout(), pattern }, 'x')).toEqual({ ok: false, problem: 'name' });
  const reference = { ...emptyLayout(), nameZh: '我们的', codeIs: 'itemReference' as const };
  expect(readLayout({ ...reference, pattern }, 'x')).toMatchObject({ ok: true });
  expect(readLayout({ ...reference, pattern: '21IIIIIWWWWW' }, 'x')).toEqual({
    ok: false,
    problem: 'reference',
  });
});

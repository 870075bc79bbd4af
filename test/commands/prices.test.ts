// Layouts, price lists, tax rules and packs as the till is told of them: kept, journaled, and refused by name.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { firstBarcodeLayouts } from '#contract/barcode-layout.ts';
import { firstTaxRules } from '#contract/tax-rule.ts';
import { bodyOf } from '#store/journal.ts';
import { journalOf, verify, WATER } from '#test/support/books.ts';
import { withCheck } from '#test/store/articles.ts';
import { openShop } from '#test/support/shop.ts';
import type { Shop } from '#test/support/shop.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

const names = { en: 'Members', zh: '会员' };
const list = (changes: object = {}) => ({
  id: 'members',
  names,
  customerGroups: [],
  from: null,
  to: null,
  weekdays: [],
  priority: 1,
  prices: [{ sku: 'W0001', priceMicros: 1_800_000 }],
  keepsOthers: false,
  ...changes,
});
const put = (...lists: object[]) => shop.do('catalog.putPriceLists', { lists, removed: [] });
const refusedList = async (changes: object) =>
  (await shop.refused('catalog.putPriceLists', { lists: [list(changes)], removed: [] })).code;
const lastOf = (kind: string) => {
  const row = journalOf(shop.folder).findLast(({ header }) => header.kind === kind);
  return row === undefined ? null : bodyOf(row);
};

describe('price lists', () => {
  test('are put, shown, paged through and removed; the journal has each price that moved', async () => {
    const { lists } = await put(list());
    expect(lists).toMatchObject([{ id: 'members', priority: 1, priceCount: 1 }]);
    expect(lastOf('catalog.pricesChanged')).toMatchObject({
      lists,
      removed: [],
      prices: [{ listId: 'members', sku: 'W0001', fromQuantity: 0, from: null, to: 1_800_000 }],
    });
    const prices = [
      { sku: 'W0001', priceMicros: 1_800_000 },
      { sku: 'W0001', priceMicros: 1_700_000, fromQuantity: 6000 },
      { sku: 'P0001', priceMicros: 6_980_000 },
    ];
    await put(list({ prices }));
    const moved = lastOf('catalog.pricesChanged') as { prices: { sku: string; from: number | null }[] };
    expect(moved.prices.map(({ sku, from }) => [sku, from])).toEqual([
      ['W0001', null],
      ['P0001', null],
    ]);
    const page = await shop.do('catalog.listPrices', { id: 'members', after: null, limit: 2 });
    expect(page.prices.map(({ sku }) => sku)).toEqual(['P0001', 'W0001']);
    const after = { sku: 'W0001', fromQuantity: 0 };
    const rest = await shop.do('catalog.listPrices', { id: 'members', after, limit: 2 });
    expect(rest.prices).toEqual([{ sku: 'W0001', priceMicros: 1_700_000, fromQuantity: 6000 }]);
    await shop.do('catalog.putPriceLists', { lists: [], removed: ['members'] });
    expect(await shop.do('catalog.priceLists', {})).toEqual({ lists: [] });
    expect(lastOf('catalog.pricesChanged')).toMatchObject({ removed: ['members'] });
    expect(verify(shop.folder)).toMatchObject({ code: 0 });
  });

  test('are refused whole for what is not known, twice or too much', async () => {
    expect(await refusedList({ customerGroups: ['member'] })).toBe('customer.unknownGroup');
    expect(await refusedList({ prices: [{ sku: 'GONE', priceMicros: 1 }] })).toBe('catalog.unknownItem');
    const twice = [1, 2].map((priceMicros) => ({ sku: 'W0001', priceMicros }));
    expect(await refusedList({ prices: twice })).toBe('catalog.priceTwice');
    expect(await refusedList({ from: '2026-11-21', to: '2026-11-20' })).toBe('command.invalid');
    expect(await refusedList({ weekdays: [0] })).toBe('command.invalid');
    const many = Array.from({ length: 1500 }, () => twice[0]);
    const lists = [list({ prices: many }), list({ id: 'two', prices: many })];
    expect((await shop.refused('catalog.putPriceLists', { lists, removed: [] })).code).toBe(
      'command.invalid',
    );
    const gone = { lists: [list()], removed: ['gone'] };
    expect((await shop.refused('catalog.putPriceLists', gone)).code).toBe('catalog.unknownPriceList');
    const pages = { id: 'gone', after: null, limit: 1 };
    expect((await shop.refused('catalog.listPrices', pages)).code).toBe('catalog.unknownPriceList');
    expect(await shop.do('catalog.priceLists', {})).toEqual({ lists: [] });
  });
});

test('today is the trading day: what is sold before it begins belongs to the day before', async () => {
  const today = async () => (await shop.do('register.today', {})).today;
  // 16:00 in Shanghai; the day begins at five.
  expect(await today()).toBe('2026-11-20');
  shop.clock.pass(12 * 3_600_000);
  expect(await today()).toBe('2026-11-20');
  shop.clock.pass(3_600_000);
  expect(await today()).toBe('2026-11-21');
});

describe('barcode layouts', () => {
  test('are the first ones until they are put, in the order given', async () => {
    expect((await shop.do('catalog.layouts', {})).layouts).toEqual(firstBarcodeLayouts);
    const layouts = firstBarcodeLayouts.toReversed();
    await shop.do('catalog.putLayouts', { layouts });
    expect((await shop.do('catalog.layouts', {})).layouts).toEqual(layouts);
    expect(lastOf('catalog.layoutsChanged')).toMatchObject({ layouts });
    const [first] = layouts;
    expect((await shop.refused('catalog.putLayouts', { layouts: [first, first] })).code).toBe(
      'command.invalid',
    );
  });

  test('decide what a look-up says of a label', async () => {
    const code = withCheck('210401101500');
    expect(await shop.do('catalog.lookUp', { code })).toMatchObject({
      item: { sku: 'P0001' },
      matched: 'label',
      label: { quantity: 1500, amount: null },
    });
    expect(
      (await shop.refused('catalog.lookUp', { code: code.slice(0, -1) + ((Number(code.at(-1)) + 1) % 10) }))
        .code,
    ).toBe('catalog.badCheckDigit');
    expect((await shop.refused('catalog.lookUp', { code: withCheck('210401100000') })).code).toBe(
      'catalog.emptyLabel',
    );
    // It looks like a label, but of an article that there is not.
    expect((await shop.refused('catalog.lookUp', { code: '2199999015003' })).code).toBe(
      'catalog.unknownCode',
    );
    await shop.do('catalog.putLayouts', { layouts: [] });
    expect((await shop.refused('catalog.lookUp', { code })).code).toBe('catalog.unknownCode');
  });

  test('are tried on a label before they are kept: what fits, which article, what is wrong', async () => {
    const [scale, weight] = firstBarcodeLayouts;
    const tried = async (code: string, layouts = [weight!]) =>
      (await shop.do('catalog.tryLabel', { code, layouts })).read;
    const code = withCheck('210401101500');
    expect(await tried(code)).toMatchObject({
      layoutId: 'ean13-weight',
      articleCode: '4011',
      item: { sku: 'P0001' },
      said: { ok: true, figures: { quantity: 1500, amount: null } },
    });
    expect(await tried(code, [scale!])).toBeNull();
    expect(await tried(code, [{ ...weight!, id: 'ours', weightDecimals: 2 }, weight!])).toMatchObject({
      layoutId: 'ours',
      said: { figures: { quantity: 15_000 } },
    });
    expect(await tried(withCheck('219999901500'))).toMatchObject({ articleCode: '99999', item: null });
    expect(await tried(withCheck('210401100000'))).toMatchObject({
      said: { ok: false, problem: 'noFigure' },
    });
    expect((await shop.do('catalog.layouts', {})).layouts).toEqual(firstBarcodeLayouts);
  });
});

describe('tax rules', () => {
  const rules = (destinations: object[]) => ({ ...firstTaxRules, destinations });
  const abroad = { id: 'abroad', names, taxCodes: [{ from: 'V13', to: 'V0' }] };

  test('are kept and journaled; their codes must be known, their destinations free to go', async () => {
    expect(await shop.do('catalog.taxRules', {})).toEqual(firstTaxRules);
    expect(await shop.do('catalog.putTaxRules', { rules: rules([abroad]) })).toEqual(rules([abroad]));
    expect(await shop.do('catalog.taxRules', {})).toEqual(rules([abroad]));
    expect(lastOf('catalog.taxRulesChanged')).toMatchObject({ rules: rules([abroad]) });
    const unknown = { ...abroad, taxCodes: [{ from: 'V13', to: 'V99' }] };
    expect(await shop.refused('catalog.putTaxRules', { rules: rules([unknown]) })).toMatchObject({
      code: 'catalog.unknownTaxCode',
      details: { taxCode: 'V99' },
    });
    const customer = { customerId: 'c1', name: 'Ada', phoneTail: null, group: null, cardCode: null };
    await shop.do('customer.put', { customer: { ...customer, taxExempt: null, destination: 'abroad' } });
    expect((await shop.refused('catalog.putTaxRules', { rules: firstTaxRules })).code).toBe(
      'catalog.destinationInUse',
    );
  });
});

describe('packs', () => {
  const CASE = '16901234567899';
  const pack = (changes: object = {}) => ({
    gtin: CASE,
    quantity: 24_000,
    priceMicros: 39_900_000,
    names: null,
    ...changes,
  });
  const water = async (packs: object[], changes: object = {}) => {
    const { item } = await shop.do('catalog.lookUp', { code: WATER });
    return { taxes: [], categories: [], items: [{ ...item, packs, ...changes }] };
  };

  test('go with their article, and the journal has what they cost', async () => {
    await shop.do('catalog.put', await water([pack()]));
    expect(lastOf('catalog.changed')).toMatchObject({
      prices: [],
      packs: [{ sku: 'W0001', gtin: CASE, from: null, to: 39_900_000 }],
    });
    expect(await shop.do('catalog.lookUp', { code: CASE })).toMatchObject({ matched: 'pack', pack: pack() });
    await shop.do('catalog.put', await water([]));
    expect(lastOf('catalog.changed')).toMatchObject({ packs: [{ from: 39_900_000, to: null }] });
    await shop.do('catalog.put', await water([]));
    expect(lastOf('catalog.changed')).not.toHaveProperty('packs');
  });

  test.for([
    ['a wrong check digit', [pack({ gtin: '16901234567890' })], 'catalog.badCheckDigit'],
    ['a part of a piece', [pack({ quantity: 1500 })], 'sale.wholeUnits'],
    ['one code twice', [pack(), pack()], 'catalog.codeTaken'],
    ['the article’s own code', [pack({ gtin: WATER })], 'catalog.codeTaken'],
    ['another article’s code', [pack({ gtin: '6979864361623' })], 'catalog.codeTaken'],
  ] as const)('are refused for %s', async ([, packs, code]) => {
    expect((await shop.refused('catalog.put', await water([...packs]))).code).toBe(code);
  });
});

// Labels, packs and open prices in the basket: what the line is of, what it asks, and what may not be done to it.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SaleId } from '#contract/ids.ts';
import type { LineItem } from '#contract/sale.ts';
import { verify, WATER } from '#test/support/books.ts';
import { withCheck } from '#test/store/articles.ts';
import { id, openShop } from '#test/support/shop.ts';
import type { Shop } from '#test/support/shop.ts';

let shop: Shop;
const saleId = id<SaleId>('sale');
const CASE = '16901234567899';
const ODD = withCheck('1690123456780');
const TWELVE = withCheck('1690123456781');
const TRAY = withCheck('690123456790');

const pack = (gtin: string, quantity: number, priceMicros: number | null, names: object | null = null) => ({
  gtin,
  quantity,
  priceMicros,
  names,
});

beforeEach(async () => {
  shop = await openShop();
  await shop.openShift();
  const { item } = await shop.do('catalog.lookUp', { code: WATER });
  const packs = [
    pack(CASE, 24_000, 39_900_000, { en: 'Water, case of 24', zh: '水 整箱 24' }),
    pack(ODD, 7000, 10_000_000),
    pack(TWELVE, 12_000, 19_950_000),
    pack(TRAY, 6000, null),
  ];
  const open = { ...item, sku: 'OPEN', gtins: [], plu: '777', isOpenPrice: true, minPriceMicros: 1_000_000 };
  await shop.do('catalog.put', {
    taxes: [],
    categories: [],
    items: [{ ...item, brand: 'Nongfu', minPriceMicros: 1_500_000, packs }, open],
  });
});
afterEach(() => shop.close());

const figures = ({ sku, quantity, priceMicros, fixedAmount, amount }: LineItem) => [
  sku,
  quantity,
  priceMicros,
  fixedAmount,
  amount,
];
async function lines(): Promise<unknown[]> {
  const { current } = await shop.do('sale.current', {});
  return (current?.lines ?? []).map(figures);
}
const scan = (code: string, more: object = {}) => shop.do('sale.scan', { saleId, code, ...more });
const refused = async (name: Parameters<Shop['refused']>[0], args: object) =>
  (await shop.refused(name, { saleId, ...args })).code;
const lineIdOf = async (sku: string) => {
  const { current } = await shop.do('sale.current', {});
  return current?.lines.find((line) => line.sku === sku)?.lineId;
};

/** Bananas at 7.98 a kilogram, by weight and by amount; the newspaper at 1.50, by amount. */
const WEIGHED = withCheck('210401101500');
const PRICED = withCheck('220401101000');
const BOTH = withCheck('26040110067200842');
const OTHER_PRICE = withCheck('26040110100000842');
const PAPER_AMOUNT = withCheck('220004000120');

describe('a label', () => {
  test('with a weight is so much of the article at its price', async () => {
    await scan(WEIGHED);
    expect(await lines()).toEqual([['P0001', 1500, 7_980_000, null, 1197]]);
  });

  test('with an amount asks exactly that; the weight is for show', async () => {
    await scan(PRICED);
    // 10.00 / 7.98 = 1.2531… kg
    expect(await lines()).toEqual([['P0001', 1253, 7_980_000, 1000, 1000]]);
    await scan(BOTH);
    // 0.842 kg x 7.98 = 6.71916: within a cent of what the label says.
    expect((await lines())[1]).toEqual(['P0001', 842, 7_980_000, 672, 672]);
    await scan(OTHER_PRICE);
    expect((await lines())[2]).toEqual(['P0001', 842, 11_876_485, 1000, 1000]);
    await scan(PAPER_AMOUNT);
    expect((await lines())[3]).toEqual(['V0005', 1000, 1_200_000, 120, 120]);
  });

  test('is a line of its own each time, and one package', async () => {
    await scan(PRICED);
    await scan(PRICED);
    await scan(PAPER_AMOUNT);
    await scan('40');
    expect((await lines()).length).toBe(4);
    expect(await refused('sale.scan', { code: PRICED, quantity: 2000 })).toBe('sale.labelQuantity');
    expect(await refused('sale.scan', { code: WEIGHED, quantity: 842 })).toBe('sale.labelQuantity');
  });

  test('gives the amount of its line: neither quantity nor price can be another one', async () => {
    await scan(PRICED);
    const lineId = await lineIdOf('P0001');
    expect(await refused('sale.setQuantity', { lineId, quantity: 2000 })).toBe('sale.fixedAmount');
    const override = { lineId, priceMicros: 1, reason: 'x' };
    expect(await refused('sale.overridePrice', override)).toBe('sale.fixedAmount');
    await shop.do('sale.voidLine', { saleId, lineId });
    await shop.do('sale.restoreLine', { saleId, lineId });
    expect(await lines()).toEqual([['P0001', 1253, 7_980_000, 1000, 1000]]);
  });

  test('that weighs what is sold by the piece is refused', async () => {
    expect(await refused('sale.scan', { code: withCheck('210004001500') })).toBe('sale.labelUnit');
    expect(await lines()).toEqual([]);
  });

  test('that was misread is scanned again, even where unknown codes are kept', async () => {
    const wrong = WEIGHED.slice(0, -1) + ((Number(WEIGHED.at(-1)) + 5) % 10);
    expect(await refused('sale.scan', { code: wrong, keepsUnknown: true })).toBe('catalog.badCheckDigit');
    const empty = withCheck('210401100000');
    expect(await refused('sale.scan', { code: empty, keepsUnknown: true })).toBe('catalog.emptyLabel');
    const { unresolved } = await scan('2999999999994', { keepsUnknown: true });
    expect(unresolved).toHaveLength(1);
  });

  test('is not a label where an article has its code as it stands', async () => {
    const { item } = await shop.do('catalog.lookUp', { code: '40' });
    const own = { ...item, sku: 'OWN', plu: null, gtins: [WEIGHED], priceMicros: 3_000_000 };
    await shop.do('catalog.put', { taxes: [], categories: [], items: [own] });
    await scan(WEIGHED);
    expect(await lines()).toEqual([['OWN', 1000, 3_000_000, null, 300]]);
  });

  test('can be no badge and no customer’s card', async () => {
    const badge = { staffId: 'li-na', badge: WEIGHED };
    expect((await shop.refused('staff.setBadge', badge)).code).toBe('staff.badgeIsArticle');
  });
});

describe('a pack', () => {
  test('of 24 at 39.90 costs 39.90: 24 units at 1.6625', async () => {
    const { lines: changed, sale } = await scan(CASE);
    expect(changed).toMatchObject([{ names: { en: 'Water, case of 24' }, code: CASE }]);
    expect(await lines()).toEqual([['W0001', 24_000, 1_662_500, null, 3990]]);
    expect(sale.total).toBe(3990);
    await scan(CASE);
    await scan(CASE, { quantity: 2000 });
    expect(await lines()).toEqual([['W0001', 96_000, 1_662_500, null, 15_960]]);
  });

  test('whose price does not divide is asked as the amount of its line', async () => {
    await scan(ODD);
    await scan(ODD, { quantity: 3000 });
    expect(await lines()).toEqual([
      ['W0001', 7000, 1_428_571, 1000, 1000],
      ['W0001', 21_000, 1_428_571, 3000, 3000],
    ]);
  });

  test('without a price is so many units at theirs, and counts on', async () => {
    await scan(WATER);
    await scan(TRAY);
    expect(await lines()).toEqual([['W0001', 7000, 2_000_000, null, 1400]]);
  });

  test('does not count on another pack, though a unit of both costs the same', async () => {
    await scan(TWELVE);
    await scan(CASE);
    expect((await lines()).map((line) => (line as unknown[]).slice(1, 3))).toEqual([
      [12_000, 1_662_500],
      [24_000, 1_662_500],
    ]);
  });

  test('and single pieces stay apart, and no part of it is had at its price', async () => {
    await scan(CASE);
    await scan(WATER);
    await scan(CASE);
    expect((await lines()).map((line) => (line as unknown[])[1])).toEqual([24_000, 1000, 24_000]);
    const lineId = await lineIdOf('W0001');
    expect(await shop.refused('sale.setQuantity', { saleId, lineId, quantity: 5000 })).toMatchObject({
      code: 'sale.wholePacks',
      details: { size: '24' },
    });
    await shop.do('sale.setQuantity', { saleId, lineId, quantity: 72_000 });
    expect((await lines())[0]).toEqual(['W0001', 72_000, 1_662_500, null, 11_970]);
    expect(await refused('sale.scan', { code: CASE, quantity: 1500 })).toBe('sale.wholeUnits');
  });
});

test('an article whose UPC-E was scanned as eight digits is found by a scanner that expands them', async () => {
  const { item } = await shop.do('catalog.lookUp', { code: '40' });
  const gum = { ...item, sku: 'GUM', plu: null, gtins: ['01234565'] };
  await shop.do('catalog.put', { taxes: [], categories: [], items: [gum] });
  for (const code of ['01234565', '012345000065', '0012345000065']) {
    expect((await shop.do('catalog.lookUp', { code })).item).toMatchObject({
      sku: 'GUM',
      gtins: ['01234565'],
    });
  }
  const other = { ...gum, sku: 'OTHER', gtins: ['012345000065'] };
  const refusal = await shop.refused('catalog.put', { taxes: [], categories: [], items: [other] });
  expect(refusal).toMatchObject({ code: 'catalog.codeTaken', details: { sku: 'GUM' } });
});

describe('an article with an open price', () => {
  test('waits for one, from a scan, a list or an unknown code that it turns out to be', async () => {
    expect(await shop.refused('sale.scan', { saleId, code: '777' })).toMatchObject({
      code: 'sale.priceNeeded',
      details: { sku: 'OPEN' },
    });
    expect(await refused('sale.addItem', { sku: 'OPEN' })).toBe('sale.priceNeeded');
    await scan('777', { priceMicros: 4_500_000 });
    await shop.do('sale.addItem', { saleId, sku: 'OPEN', priceMicros: 4_500_000, quantity: 2000 });
    const { unresolved } = await scan('4006381333931', { keepsUnknown: true });
    const resolve = { saleId, lineId: unresolved[0]?.lineId, sku: 'OPEN' };
    expect(await refused('sale.resolve', resolve)).toBe('sale.priceNeeded');
    await shop.do('sale.resolve', { ...resolve, priceMicros: 9_000_000 });
    expect(await lines()).toEqual([
      ['OPEN', 1000, 4_500_000, null, 450],
      ['OPEN', 2000, 4_500_000, null, 900],
      ['OPEN', 1000, 9_000_000, null, 900],
    ]);
    const lineId = await lineIdOf('OPEN');
    await shop.do('sale.setQuantity', { saleId, lineId, quantity: 3000 });
    expect((await lines())[0]).toEqual(['OPEN', 3000, 4_500_000, null, 1350]);
  });

  test('is the only one that a cashier may give a price', async () => {
    await shop.do('session.signOut', {});
    await shop.do('session.signIn', { staffId: 'li-na', pin: '1111' });
    await scan('777', { priceMicros: 1_000_000 });
    for (const [name, args] of [
      ['sale.scan', { code: WATER }],
      ['sale.addItem', { sku: 'W0001' }],
    ] as const) {
      expect(await refused(name, { ...args, priceMicros: 2_000_000 })).toBe('sale.notOpenPrice');
    }
  });

  test('takes the amount of a label for its price', async () => {
    await scan(withCheck('220077700990'));
    expect(await lines()).toEqual([['OPEN', 1000, 9_900_000, 990, 990]]);
  });
});

describe('the minimum price', () => {
  test('holds for every price that is given at the counter, to the last micro', async () => {
    await scan(WATER);
    const lineId = await lineIdOf('W0001');
    const to = (priceMicros: number) => ({ lineId, priceMicros, reason: 'dented' });
    expect(await shop.refused('sale.overridePrice', { saleId, ...to(1_499_999) })).toMatchObject({
      code: 'sale.belowMinimum',
      details: { sku: 'W0001', minPriceMicros: 1_500_000 },
    });
    await shop.do('sale.overridePrice', { saleId, ...to(1_500_000) });
    const open = { sku: 'W0001', quantity: 1000, priceMicros: 1_499_999 };
    expect(await refused('sale.addOpenPrice', open)).toBe('sale.belowMinimum');
    expect(await refused('sale.scan', { code: '777', priceMicros: 999_999 })).toBe('sale.belowMinimum');
    expect(await lines()).toEqual([['W0001', 1000, 1_500_000, null, 150]]);
  });
});

test('a sale of labels and packs is paid, printed and verified to the cent', async () => {
  for (const code of [WEIGHED, PRICED, CASE, ODD, PAPER_AMOUNT]) await scan(code);
  const { due } = await shop.do('tender.options', { saleId });
  expect(due).toBe(1197 + 1000 + 3990 + 1000 + 120);
  await shop.do('tender.cash', { saleId, amount: due });
  const { sale } = await shop.do('sale.complete', { saleId });
  expect(sale.net + sale.taxes.reduce((sum, tax) => sum + tax.amount, 0)).toBe(due);
  expect(verify(shop.folder)).toMatchObject({ code: 0 });
  await shop.restart();
  expect((await shop.do('sale.get', { saleId })).sale.total).toBe(due);
});

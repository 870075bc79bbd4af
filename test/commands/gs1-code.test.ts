// GS1 codes at the counter: the article by its GTIN, the weight as the quantity, the price as the amount, a date that is
// over; and codes that were read twice, on the journal.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SaleId } from '#contract/ids.ts';
import { bodyOf } from '#store/journal.ts';
import { journalOf, verify, WATER } from '#test/support/books.ts';
import { withCheck } from '#test/store/articles.ts';
import { id, openShop } from '#test/support/shop.ts';
import type { Shop } from '#test/support/shop.ts';

const saleId = id<SaleId>('sale');
/** Cheese, sold by weight. */
const CHEESE = withCheck('9950110153000');
const CASE = '16901234567899';
const GTIN = `0${WATER}`;

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
  await shop.openShift();
  const { item: water } = await shop.do('catalog.lookUp', { code: WATER });
  const pack = { gtin: CASE, quantity: 24_000, priceMicros: 39_900_000, names: null };
  const cheese = { ...water, sku: 'CHEESE', gtins: [CHEESE], unit: 'kg', priceMicros: 80_000_000 };
  const items = [{ ...water, packs: [pack] }, cheese];
  await shop.do('catalog.put', { taxes: [], categories: [], items: items as (typeof water)[] });
});
afterEach(() => shop.close());

async function lineOf(code: string): Promise<unknown[]> {
  const { lines } = await shop.do('sale.scan', { saleId, code });
  return lines.map(({ sku, quantity, amount, code: kept }) => [sku, quantity, amount, kept]);
}
const refused = async (code: string) => (await shop.refused('sale.scan', { saleId, code })).code;

test('an article by its GTIN, printed, sent, or in an address', async () => {
  const codes = [
    `(01)${GTIN}(10)LOT7`,
    `01${GTIN}1726123110LOT7`,
    `https://shop.example/01/${WATER}/10/LOT7`,
  ];
  for (const [at, code] of codes.entries()) {
    expect(await lineOf(code)).toEqual([['W0001', (at + 1) * 1000, (at + 1) * 200, codes[0]]]);
  }
  expect((await shop.do('catalog.lookUp', { code: `(01)${GTIN}` })).item.sku).toBe('W0001');
});

test('blanks around a code, as some scanners send them, change nothing of it', async () => {
  for (const code of [` ${WATER}`, `${WATER} `, ` (01)${GTIN} `, `https://shop.example/01/${WATER} `]) {
    expect((await lineOf(code))[0]).toContain('W0001');
  }
  expect((await lineOf(` ${CASE} `))[0]).toEqual(['W0001', 24_000, 3990, CASE]);
  expect((await shop.do('sale.scan', { saleId, code: `(01)${GTIN}(17)200131 ` })).expired).toBe('2020-01-31');
  expect((await shop.do('catalog.lookUp', { code: ` ${WATER}` })).item.sku).toBe('W0001');
  // Nor of one that an article is made of later.
  const unknown = await shop.do('sale.scan', { saleId, code: ' 4006381333931 ', keepsUnknown: true });
  expect(unknown.unresolved).toMatchObject([{ code: '4006381333931' }]);
});

test('the weight is the quantity, a price the amount', async () => {
  expect(await lineOf(`(01)${CHEESE}(3103)000350`)).toEqual([
    ['CHEESE', 350, 2800, `(01)${CHEESE}(3103)000350`],
  ]);
  expect(await lineOf(`(01)${CHEESE}(3103)000350(3922)2500`)).toEqual([
    ['CHEESE', 350, 2500, expect.anything()],
  ]);
  // Sold by the piece: what it weighs is not how many.
  expect(await lineOf(`(01)${GTIN}(3103)000500`)).toEqual([['W0001', 1000, 200, expect.anything()]]);
  expect(await lineOf(`(01)${GTIN}(30)6`)).toEqual([['W0001', 7000, 1400, expect.anything()]]);
});

test('a weight that is none sells nothing; without any the scale is asked', async () => {
  expect(await refused(`(01)${CHEESE}(3103)000000`)).toBe('catalog.emptyLabel');
  expect(await refused(`(01)${CHEESE}(17)301231`)).toBe('sale.weightNeeded');
});

test('a case by its own GTIN is a case, and stays one when more is asked of it', async () => {
  expect(await lineOf(`(01)${CASE}(10)A`)).toEqual([['W0001', 24_000, 3990, CASE]]);
  expect(await lineOf(CASE)).toEqual([['W0001', 48_000, 7980, CASE]]);
});

test('a GTIN that no article has, or one with a wrong digit, is an unknown code', async () => {
  expect(await refused('(01)09501101530003(10)A')).toBe('catalog.unknownCode');
  expect(await refused(`(01)${GTIN.slice(0, -1)}9`)).toBe('catalog.unknownCode');
  expect(await refused(`(02)${GTIN}(37)48`)).toBe('catalog.unknownCode');
});

test('a date that is over is said with the line', async () => {
  const scan = (code: string) => shop.do('sale.scan', { saleId, code });
  const today = shop.clock.now().toISOString().slice(2, 10).replaceAll('-', '');
  expect((await scan(`(01)${GTIN}(17)${today}`)).expired).toBeUndefined();
  const gone = await scan(`(01)${GTIN}(17)200131`);
  expect([gone.expired, gone.lines.length]).toEqual(['2020-01-31', 1]);
});

test('a code that sells cannot become a badge', async () => {
  const badge = `(01)${GTIN}`;
  expect((await shop.refused('staff.setBadge', { staffId: 'li-na', badge })).code).toBe(
    'staff.badgeIsArticle',
  );
});

test('an article that was read twice is on the journal, and a code that may be a card is not', async () => {
  await shop.scan(saleId, WATER);
  await shop.do('sale.noteReadTwice', { saleId, code: WATER, source: 'left' });
  await shop.do('sale.noteReadTwice', { saleId, code: 'CF-CUST-0001', source: 'left' });
  const rows = journalOf(shop.folder).filter(({ header }) => header.kind === 'scan.readTwice');
  expect(rows.map(bodyOf)).toEqual([{ postings: [], saleId, sku: 'W0001', code: WATER, source: 'left' }]);
  const { current } = await shop.do('sale.current', {});
  expect(current?.lines).toMatchObject([{ quantity: 1000 }]);
  expect(verify(shop.folder)).toMatchObject({ code: 0 });
});

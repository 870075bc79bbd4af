// Customers: kept without telling the journal who they are, found at the counter, and what their group, exemption and
// destination make of the open sale.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SaleId } from '#contract/ids.ts';
import { bodyOf } from '#store/journal.ts';
import { journalOf, mirrorFiles, verify, WATER, withDatabase } from '#test/support/books.ts';
import { withCheck } from '#test/store/articles.ts';
import { readFileSync } from 'node:fs';
import { id, openShop, people } from '#test/support/shop.ts';
import type { Shop } from '#test/support/shop.ts';

let shop: Shop;
const saleId = id<SaleId>('sale');
const names = { en: 'x', zh: '某' };
const ada = {
  customerId: 'c1',
  name: 'Ada Lovelace',
  phoneTail: '4711',
  group: 'member',
  cardCode: 'MEMBER-0001',
  taxExempt: null,
  destination: null,
};
const embassy = {
  ...ada,
  customerId: 'c2',
  name: 'Embassy',
  group: null,
  cardCode: null,
  taxExempt: { certificate: 'DE 17', until: '2026-11-20' },
};

beforeEach(async () => {
  shop = await openShop();
  await shop.do('customer.putGroups', { groups: [{ id: 'member', names }] });
});
afterEach(() => shop.close());

const put = (customer: object) => shop.do('customer.put', { customer });
const refusedPut = async (changes: object) =>
  (await shop.refused('customer.put', { customer: { ...ada, ...changes } })).code;
const lastBody = () => {
  const row = journalOf(shop.folder).at(-1);
  return row === undefined ? null : bodyOf(row);
};

describe('a customer', () => {
  test('is kept and found; the journal says which entry changed in what, and nothing of the person', async () => {
    expect(await put(ada)).toEqual({ isNew: true });
    expect(lastBody()).toEqual({
      postings: [],
      customerId: 'c1',
      isNew: true,
      changed: ['name', 'phoneTail', 'group', 'cardCode'],
    });
    expect(await put({ ...ada, phoneTail: null, taxExempt: embassy.taxExempt })).toEqual({ isNew: false });
    expect(lastBody()).toMatchObject({ isNew: false, changed: ['phoneTail', 'taxExempt'] });
    expect(await shop.do('customer.get', { customerId: 'c1' })).toMatchObject({
      taxExempt: embassy.taxExempt,
    });
    expect((await shop.do('customer.find', { text: 'love', limit: 5 })).customers).toMatchObject([
      { customerId: 'c1' },
    ]);
    expect((await shop.refused('customer.get', { customerId: 'c9' })).code).toBe('customer.unknown');
    expect((await shop.do('customer.groups', {})).groups).toContainEqual({ id: 'member', names });
    const kept = mirrorFiles(shop.folder).map((file) => readFileSync(file, 'utf8'));
    expect(kept.join('')).toContain('customer.changed');
    for (const secret of ['Lovelace', '4711', 'MEMBER-0001', 'DE 17']) {
      expect(kept.join(''), secret).not.toContain(secret);
    }
    const answers = withDatabase(shop.folder, (db) =>
      JSON.stringify(db.prepare('SELECT result FROM command').all()),
    );
    expect(answers).not.toContain('Lovelace');
  });

  test('is listed by name, to whoever keeps the entries and to nobody else', async () => {
    await put(ada);
    await put({ ...embassy, name: 'adam' });
    const listed = async (limit: number) =>
      (await shop.do('customer.list', { limit })).customers.map(({ name }) => name);
    // Three come with the shop.
    expect(await listed(50)).toEqual(['Ada Lovelace', 'adam', 'Harbour School', 'Maria Lopez', '王小明']);
    expect(await listed(2)).toEqual(['Ada Lovelace', 'adam']);
    shop.core.actAs(people.cashier.staffId);
    expect((await shop.refused('customer.list', { limit: 50 })).code).toBe('session.notAllowed');
  });

  test('is refused for a group, a destination or a card that cannot be theirs', async () => {
    await put(ada);
    expect(await refusedPut({ group: 'staff' })).toBe('customer.unknownGroup');
    expect(await refusedPut({ destination: 'moon' })).toBe('catalog.unknownDestination');
    expect(await refusedPut({ customerId: 'c9' })).toBe('customer.cardTaken');
    expect(await refusedPut({ cardCode: WATER })).toBe('customer.cardIsArticle');
    expect(await refusedPut({ cardCode: withCheck('210401101500') })).toBe('customer.cardIsArticle');
    expect(await refusedPut({ cardCode: 'CF-STAFF-LINA-1111' })).toBe('customer.cardIsBadge');
    const badge = { staffId: 'li-na', badge: 'MEMBER-0001' };
    expect((await shop.refused('staff.setBadge', badge)).code).toBe('staff.badgeIsCard');
    expect(await shop.do('customer.get', { customerId: 'c1' })).toEqual(ada);
  });
});

const memberPrices = (prices: object[], changes: object = {}) => ({
  id: 'members',
  names,
  customerGroups: ['member'],
  from: null,
  to: null,
  weekdays: [],
  priority: 1,
  prices,
  keepsOthers: false,
  ...changes,
});
const setCustomer = (customerId: string | null) => shop.do('sale.setCustomer', { saleId, customerId });
async function figures() {
  const { current } = await shop.do('sale.current', {});
  const lines = (current?.lines ?? []).map((line) => [line.quantity, line.priceMicros, line.amount]);
  return { lines, total: current?.sale.total, taxes: current?.sale.taxes.map(({ amount }) => amount) };
}

describe('who buys', () => {
  beforeEach(async () => {
    await shop.openShift();
    await put(ada);
    await put(embassy);
    const prices = [
      { sku: 'W0001', priceMicros: 1_800_000 },
      { sku: 'W0001', priceMicros: 1_500_000, fromQuantity: 6000 },
    ];
    await shop.do('catalog.putPriceLists', { lists: [memberPrices(prices)], removed: [] });
  });

  test('is said by a card that is scanned; a coupon is said too, and an article is neither', async () => {
    const scanned = async (code: string) => (await shop.do('sale.scan', { saleId, code })).brought;
    expect(await scanned('MEMBER-0001')).toBe('customer');
    expect(await scanned('WELCOME5')).toBe('coupon');
    expect(await scanned(WATER)).toBeUndefined();
  });

  test('pays the prices of their group, before and after they are known', async () => {
    await shop.scan(saleId, WATER);
    expect((await figures()).lines).toEqual([[1000, 2_000_000, 200]]);
    const { sale, lines } = await setCustomer('c1');
    expect(sale.customer).toEqual({
      customerId: 'c1',
      name: 'Ada Lovelace',
      group: 'member',
      isTaxExempt: false,
      destination: null,
    });
    expect(lines).toMatchObject([{ priceMicros: 1_800_000, listPriceMicros: 2_000_000 }]);
    await shop.scan(saleId, WATER);
    expect((await figures()).lines).toEqual([[2000, 1_800_000, 360]]);
    await setCustomer(null);
    expect((await figures()).lines).toEqual([[2000, 2_000_000, 400]]);
    expect((await shop.refused('sale.setCustomer', { saleId, customerId: 'c9' })).code).toBe(
      'customer.unknown',
    );
  });

  test('is told by a card, which opens the sale', async () => {
    const { sale } = await shop.do('sale.scan', { saleId, code: 'MEMBER-0001', keepsUnknown: true });
    expect([sale.customer?.customerId, sale.lineCount]).toEqual(['c1', 0]);
    await shop.scan(saleId, WATER);
    expect((await figures()).lines).toEqual([[1000, 1_800_000, 180]]);
  });

  test('pays the price of as much as the line is of, up and down', async () => {
    await setCustomer('c1');
    await shop.scan(saleId, ...Array<string>(5).fill(WATER));
    expect((await figures()).lines).toEqual([[5000, 1_800_000, 900]]);
    await shop.scan(saleId, WATER);
    expect((await figures()).lines).toEqual([[6000, 1_500_000, 900]]);
    await shop.scan(saleId, WATER);
    expect((await figures()).lines).toEqual([[7000, 1_500_000, 1050]]);
    const { current } = await shop.do('sale.current', {});
    const lineId = current?.lines[0]?.lineId;
    await shop.do('sale.setQuantity', { saleId, lineId, quantity: 2000 });
    expect((await figures()).lines).toEqual([[2000, 1_800_000, 360]]);
  });

  test('keeps a price that was given, and one that the catalogue has changed since', async () => {
    await shop.scan(saleId, WATER, '40');
    const { current } = await shop.do('sale.current', {});
    const [water, paper] = (current?.lines ?? []).map(({ lineId }) => lineId);
    await shop.do('sale.overridePrice', { saleId, lineId: water, priceMicros: 1_950_000, reason: 'dented' });
    const { item } = await shop.do('catalog.lookUp', { code: '40' });
    await shop.do('catalog.put', { taxes: [], categories: [], items: [{ ...item, priceMicros: 9_000_000 }] });
    await setCustomer('c1');
    await shop.do('sale.setQuantity', { saleId, lineId: water, quantity: 6000 });
    await shop.do('sale.setQuantity', { saleId, lineId: paper, quantity: 2000 });
    expect((await figures()).lines).toEqual([
      [6000, 1_950_000, 1170],
      [2000, 1_500_000, 300],
    ]);
  });

  test('pays no tax while their exemption holds: the price falls by it', async () => {
    await shop.scan(saleId, WATER);
    expect(await figures()).toMatchObject({ taxes: [23], total: 200 });
    const { lines } = await setCustomer('c2');
    // 2.00 / 1.13
    expect(lines).toMatchObject([{ priceMicros: 1_769_912, listPriceMicros: 1_769_912, amount: 177 }]);
    expect(await figures()).toMatchObject({ taxes: [], total: 177 });
    await shop.do('sale.scan', { saleId, code: withCheck('220401101090') });
    // A label of 10.90 with 9 % inside.
    expect((await figures()).lines[1]).toEqual([1366, 7_321_101, 1000]);
    await setCustomer(null);
    expect(await figures()).toMatchObject({
      total: 1290,
      lines: [
        [1000, 2_000_000, 200],
        [1366, 7_980_000, 1090],
      ],
    });
    shop.clock.pass(86_400_000);
    await setCustomer('c2');
    expect((await shop.do('sale.get', { saleId })).sale).toMatchObject({
      total: 1290,
      customer: { isTaxExempt: false },
    });
  });

  test('pays the taxes of where the goods go', async () => {
    const exemption = { removes: null, exemptPrice: 'net' };
    const abroad = { id: 'abroad', names, taxCodes: [{ from: 'V13', to: 'V0' }] };
    await shop.do('catalog.putTaxRules', { rules: { exemption, destinations: [abroad] } });
    await put({ ...embassy, taxExempt: null, destination: 'abroad' });
    await shop.scan(saleId, WATER);
    await setCustomer('c2');
    expect(await figures()).toMatchObject({ taxes: [], total: 200 });
    const { current } = await shop.do('sale.current', {});
    expect(current?.lines).toMatchObject([{ taxCode: 'V0' }]);
  });

  test('cannot change once money was taken, and stays with a parked, restarted and completed sale', async () => {
    await setCustomer('c1');
    await shop.scan(saleId, WATER);
    await shop.do('sale.park', { saleId, label: null });
    await shop.restart();
    const { sale } = await shop.do('sale.recall', { saleId });
    expect([sale.customer?.customerId, sale.total]).toEqual(['c1', 180]);
    await shop.do('tender.cash', { saleId, amount: 180 });
    expect((await shop.refused('sale.setCustomer', { saleId, customerId: null })).code).toBe(
      'sale.hasTenders',
    );
    const done = await shop.do('sale.complete', { saleId });
    expect(done.sale.customer?.customerId).toBe('c1');
    expect(verify(shop.folder)).toMatchObject({ code: 0 });
  });
});

// Customers as rows, and finding them: by card, by the end of a telephone number, by part of a name.
import { describe, expect, test } from 'vitest';
import type { Customer } from '#contract/customer.ts';
import type { BusinessDate } from '#contract/ids.ts';
import { firstTaxRules } from '#contract/tax-rule.ts';
import { firstBarcodeLayouts } from '#contract/barcode-layout.ts';
import { readBarcodeLayouts, writeBarcodeLayouts } from '#store/barcode-layout.ts';
import {
  findCustomer,
  isDestinationUsed,
  listCustomerGroups,
  ownerOfCard,
  putCustomer,
  putCustomerGroups,
  searchCustomers,
} from '#store/customer.ts';
import { openStore } from '#store/open.ts';
import type { Db } from '#store/open.ts';
import { putPriceList } from '#store/price-list.ts';
import { copyGroup, isReadable } from '#store/setup-copy.ts';
import { readTaxRules, writeTaxRules } from '#store/tax-rule.ts';
import { newFolder } from '#test/support/books.ts';
import { article, newCatalogue } from './articles.ts';

const somebody = (customerId: string, name: string, changes: Partial<Customer> = {}): Customer => ({
  customerId,
  name,
  phoneTail: null,
  group: null,
  cardCode: null,
  taxExempt: null,
  destination: null,
  ...changes,
});
const all = [
  somebody('c1', '王小明', { phoneTail: '4711', cardCode: 'MEMBER-1', group: 'member' }),
  somebody('c2', 'Ada 100%', { phoneTail: '4711', destination: 'abroad' }),
  somebody('c3', 'MEMBER-1 GmbH', {
    taxExempt: { certificate: 'DE 17/3', until: '2026-12-31' as BusinessDate },
  }),
  somebody('c4', 'Embassy', { taxExempt: { certificate: 'E', until: null } }),
];

function newBooks(customers: readonly Customer[]): Db {
  const db = openStore(newFolder());
  putCustomerGroups(db, [
    { id: 'staff', names: { en: 'Staff', zh: '员工' } },
    { id: 'member', names: { en: 'Members', zh: '会员' } },
  ]);
  for (const one of customers) putCustomer(db, one);
  return db;
}
const found = (db: Db, text: string, limit = 10) =>
  searchCustomers(db, text, limit).map(({ customerId }) => customerId);

describe('a customer', () => {
  test('comes back as put, and is another one when put again', () => {
    const db = newBooks(all);
    expect(all.map(({ customerId }) => findCustomer(db, customerId))).toEqual(all);
    expect(findCustomer(db, 'C1')).toBeNull();
    const changed = somebody('c3', 'New name');
    putCustomer(db, changed);
    expect(findCustomer(db, 'c3')).toEqual(changed);
    expect(isDestinationUsed(db, 'abroad')).toBe(true);
    expect(isDestinationUsed(db, 'hainan')).toBe(false);
  });

  test('is found by card first, then telephone, then any part of the name', () => {
    const db = newBooks(all);
    expect(found(db, 'MEMBER-1')).toEqual(['c1', 'c3']);
    expect(found(db, 'MEMBER-1', 1)).toEqual(['c1']);
    expect(found(db, ' 4711 ')).toEqual(['c2', 'c1']);
    expect(found(db, '小')).toEqual(['c1']);
    expect(found(db, 'gmbh')).toEqual(['c3']);
    expect(found(db, '100%')).toEqual(['c2']);
    for (const nobody of ['', '  ', '%', '_', '471', '1%0']) {
      expect(found(db, nobody), nobody).toEqual(nobody === '%' ? ['c2'] : []);
    }
    expect(ownerOfCard(db, 'MEMBER-1')?.customerId).toBe('c1');
    expect(ownerOfCard(db, 'member-1')).toBeNull();
  });

  test('is in a group of those that there are, in the order in which they came', () => {
    const db = newBooks([]);
    putCustomerGroups(db, [{ id: 'staff', names: { en: 'Crew', zh: '员工' } }]);
    expect(listCustomerGroups(db).map(({ id, names }) => [id, names.en])).toEqual([
      ['staff', 'Crew'],
      ['member', 'Members'],
    ]);
    expect(() => putCustomer(db, somebody('c9', 'x', { group: 'nobody' }))).toThrow(/FOREIGN KEY/);
  });
});

describe('what a shop has arranged', () => {
  const layouts = [{ ...firstBarcodeLayouts[1], id: 'own' }] as typeof firstBarcodeLayouts;

  test('is what there is at first until it is set, and may be nothing', () => {
    const db = newBooks([]);
    expect(readBarcodeLayouts(db)).toEqual(firstBarcodeLayouts);
    expect(readTaxRules(db)).toEqual(firstTaxRules);
    writeBarcodeLayouts(db, layouts);
    expect(readBarcodeLayouts(db)).toEqual(layouts);
    writeBarcodeLayouts(db, []);
    expect(readBarcodeLayouts(db)).toEqual([]);
  });

  test('costs only itself where one layout can no longer be read; a tax rule is never guessed', () => {
    const db = newBooks([]);
    const broken = JSON.stringify([{ ...layouts[0], pattern: 'x' }, ...firstBarcodeLayouts]);
    db.prepare('INSERT INTO barcode_layout VALUES (1, ?)').run(broken);
    expect(readBarcodeLayouts(db)).toEqual(firstBarcodeLayouts);
    db.exec("INSERT INTO tax_rule VALUES (1, '{}')");
    expect(() => readTaxRules(db)).toThrow();
  });

  test('goes along into new books', async () => {
    const from = newCatalogue([
      article('A', {
        packs: [{ gtin: '6901234567892', quantity: 6000 as never, priceMicros: null, names: null }],
      }),
    ]);
    putCustomerGroups(from, [{ id: 'member', names: { en: 'Members', zh: '会员' } }]);
    for (const one of all) putCustomer(from, one);
    const prices = [{ sku: 'A', priceMicros: 1 as never, fromQuantity: 0 }];
    const head = { customerGroups: ['member'], from: null, to: null, weekdays: [], priority: 0 };
    putPriceList(from, { id: 'l', names: { en: 'l', zh: 'l' }, ...head, prices, keepsOthers: false });
    writeBarcodeLayouts(from, layouts);
    writeTaxRules(from, { ...firstTaxRules, exemption: { removes: ['VAT'], exemptPrice: 'same' } });
    const to = openStore(newFolder());
    for (const group of ['articles', 'customers'] as const) {
      expect(isReadable(from, group)).toBe(true);
      expect(await copyGroup([from], to, group)).toBe(true);
    }
    const tables = [
      'item',
      'item_pack',
      'price_list',
      'price_entry',
      'barcode_layout',
      'tax_rule',
      'customer',
      'customer_group',
    ];
    for (const table of tables) {
      const rows = (db: Db) => db.prepare(`SELECT * FROM ${table}`).all();
      expect(rows(to), table).toEqual(rows(from));
      expect(rows(to).length, table).toBeGreaterThan(0);
    }
  });
});

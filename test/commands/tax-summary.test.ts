// How receipts show taxes, as a shell sees it: the form a shop begins with, the one it chooses, and that what was printed
// once is printed so for ever.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SaleId } from '#contract/ids.ts';
import { paperToText } from '#hardware/printer/layout.ts';
import { bodyOf } from '#store/journal.ts';
import { journalOf, verify, WATER, withDatabase } from '#test/support/books.ts';
import { secondTill } from '#test/support/second-till.ts';
import { id, openShop, people } from '#test/support/shop.ts';
import type { Shop } from '#test/support/shop.ts';

let shop: Shop;
const open: Shop[] = [];
const PAPER = '40';

beforeEach(async () => {
  shop = await openShop();
  open.push(shop);
  await shop.do('register.setReceiptLanguage', { language: 'en' });
  await shop.openShift();
});
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function textOf(saleId: SaleId, till = shop): Promise<string> {
  const { paper } = await till.do('receipt.show', { saleId });
  const blocks = paper.blocks.filter(({ kind }) => kind !== 'code');
  return paperToText({ ...paper, blocks }, 42).join('\n');
}
const choose = (taxSummary: string, taxNumber: string | null = null) =>
  shop.do('register.setTaxSummary', { taxSummary, taxNumber });

describe('the form', () => {
  test('of a shop that takes yuan is the Chinese one, and stands with the sale', async () => {
    expect(await shop.do('app.describe', {})).toMatchObject({ taxSummary: 'cn' });
    const { sale } = await shop.sell('sold', [WATER, PAPER]);
    const text = await textOf(sale.saleId);
    expect(text).toMatch(
      /13% +1\.77 +0\.23\n9% +1\.38 +0\.12\nTotal +3\.15 +0\.35\nTotal with tax +￥3\.50/u,
    );
    const row = journalOf(shop.folder).at(-1);
    expect(row && bodyOf<'sale.completed'>(row).receipt).toEqual({
      taxSummary: 'cn',
      taxNumber: null,
      destination: null,
    });
  });

  test('of a shop in Europe has a letter on each line', async () => {
    const till = await secondTill({ currency: 'EUR', receiptLanguage: 'en' });
    open.push(till);
    expect(await till.do('app.describe', {})).toMatchObject({ taxSummary: 'vat' });
    const { sale } = await till.sell('tea', ['7']);
    expect(await textOf(sale.saleId, till)).toMatch(/€9\.90 A[^]*A 13% +8\.76 +1\.14 +9\.90/);
  });

  test('is chosen by who closes the register, on record, with the shop’s number', async () => {
    expect(await choose('vat', 'CN 91')).toEqual({ taxSummary: 'vat', taxNumber: 'CN 91' });
    expect(journalOf(shop.folder).at(-1)?.header.kind).toBe('register.changed');
    expect(await shop.do('app.describe', {})).toMatchObject({
      taxSummary: 'vat',
      register: { taxSummary: 'vat', taxNumber: 'CN 91' },
    });
    const { sale } = await shop.sell('sold', [WATER]);
    expect(await textOf(sale.saleId)).toMatch(/￥2\.00 A[^]*VAT no\. CN 91/u);
    await choose('added');
    expect((await shop.do('app.describe', {})).register).not.toHaveProperty('taxNumber');
    const { sale: other } = await shop.sell('more', [WATER]);
    expect(await textOf(other.saleId)).toMatch(
      /￥2\.00 T[^]*Subtotal +￥2\.00[^]*VAT 13% included +￥0\.23/u,
    );
    await shop.do('session.signIn', people.cashier);
    expect(await shop.refused('register.setTaxSummary', { taxSummary: 'cn', taxNumber: null })).toMatchObject(
      { code: 'session.notAllowed' },
    );
    expect(verify(shop.folder)).toMatchObject({ code: 0 });
  });
});

test('what was printed once stays so: after another choice, and where the paper was lost', async () => {
  await choose('vat', 'CN 91');
  const { sale } = await shop.sell('sold', [WATER, PAPER]);
  const before = await shop.do('receipt.show', { saleId: sale.saleId });
  await choose('added', 'CN 92');
  expect(await shop.do('receipt.show', { saleId: sale.saleId })).toEqual(before);
  withDatabase(shop.folder, (db) => db.exec('DELETE FROM print_job'));
  expect(await shop.do('receipt.show', { saleId: sale.saleId })).toEqual(before);
});

test('what comes back stands under the rate at which it was sold, with a minus', async () => {
  await shop.sell('sold', [WATER, WATER, PAPER]);
  await shop.sell('other', [WATER]);
  const back = id<SaleId>('back');
  const returned = {
    saleId: back,
    originalSaleId: id('sold'),
    lineNumber: 1,
    quantity: 2000,
    reason: 'other',
  };
  await shop.do('sale.addReturn', returned);
  await shop.scan(back, PAPER);
  await shop.do('tender.refundCash', { saleId: back });
  await shop.do('sale.complete', { saleId: back });
  const text = await textOf(back);
  expect(text).toMatch(/9% +1\.38 +0\.12\n13% +-3\.54 +-0\.46\nTotal +-2\.16 +-0\.34\n/);
  const row = journalOf(shop.folder).at(-1);
  const sold = row && bodyOf<'sale.completed'>(row).returns?.[0]?.soldAt;
  expect(sold).toMatchObject([{ names: { en: 'VAT 13%' }, ratePpm: 130_000, included: true }]);
  expect((await shop.do('sale.get', { saleId: back })).returns[0]).not.toHaveProperty('soldAt');
});

test('an exempt customer’s receipt names the certificate, a delivery the place', async () => {
  const rules = {
    exemption: { removes: null, exemptPrice: 'net' },
    destinations: [{ id: 'isle', names: { en: 'The Isle', zh: '岛' }, taxCodes: [] }],
  };
  await shop.do('catalog.putTaxRules', { rules });
  const customer = { customerId: 'c1', name: 'Embassy', phoneTail: null, group: null, cardCode: null };
  await shop.do('customer.put', {
    customer: { ...customer, taxExempt: { certificate: 'DE 17', until: null }, destination: 'isle' },
  });
  const saleId = id<SaleId>('embassy');
  await shop.scan(saleId, WATER);
  await shop.do('sale.setCustomer', { saleId, customerId: 'c1' });
  await shop.do('tender.cash', { saleId, amount: 200 });
  await shop.do('sale.complete', { saleId });
  const text = await textOf(saleId);
  expect(text).toMatch(/No tax +1\.77 +0\.00\nTotal +1\.77 +0\.00/);
  expect(text).toContain('Tax exempt, certificate DE 17\nTaxed for delivery: The Isle');
});

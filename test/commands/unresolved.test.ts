// Scans that no article was found for: kept in the basket, named later or dropped, and nobody pays while there are any.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SaleId } from '#contract/ids.ts';
import { BANANAS, journalOf, kindsOf, PAPER, verify, WATER, withDatabase } from '#test/support/books.ts';
import { id, openShop, people } from '#test/support/shop.ts';
import type { Shop } from '#test/support/shop.ts';
import { bodyOf } from '#store/journal.ts';

const UNKNOWN = '4006381333931';
const WATER_SKU = 'W0001';
const BANANAS_SKU = 'P0001';

let shop: Shop;
const saleId = id<SaleId>('sale');

beforeEach(async () => {
  shop = await openShop();
  await shop.openShift();
});
afterEach(() => shop.close());

const keep = (code: string, more: object = {}) =>
  shop.do('sale.scan', { saleId, code, keepsUnknown: true, ...more });

/** As many scans more as a very long day would leave; each answer holds all of them, so they are not scanned one by one. */
function fillUp(scans: number): void {
  withDatabase(shop.folder, (db) => {
    db.prepare(
      `WITH RECURSIVE more (n) AS (SELECT 10 UNION ALL SELECT n + 1 FROM more WHERE n < 9 + ?)
       INSERT INTO open_unresolved SELECT 'filler ' || n, ?, n, 'code ' || n, 1000 FROM more`,
    ).run(scans, saleId);
    db.prepare('UPDATE open_sale SET next_number = 5000 WHERE id = ?').run(saleId);
  });
}

const current = async () => (await shop.do('sale.current', {})).current;

describe('an unknown code', () => {
  test('is refused unless it is to be kept; then it opens the sale and stands in it by its number', async () => {
    expect(await shop.refused('sale.scan', { saleId, code: UNKNOWN })).toEqual({
      code: 'catalog.unknownCode',
      details: { code: UNKNOWN },
    });
    expect(await current()).toBeNull();
    const commandId = id('the scan');
    const { sale, lines, unresolved } = await keep(UNKNOWN, { commandId });
    expect(sale).toMatchObject({ state: 'open', version: 1, lineCount: 0, total: 0 });
    expect(lines).toEqual([]);
    expect(unresolved).toEqual([{ lineId: commandId, number: 1, code: UNKNOWN, quantity: 1000 }]);
    const next = await shop.scan(saleId, PAPER);
    expect(next.lines).toMatchObject([{ number: 2 }]);
    expect(next.unresolved).toEqual(unresolved);
  });

  test('keeps the quantity it was scanned with, and is another one each time', async () => {
    await keep(UNKNOWN, { quantity: 3000 });
    const { unresolved } = await keep(UNKNOWN);
    expect(unresolved.map(({ number, quantity }) => [number, quantity])).toEqual([
      [1, 3000],
      [2, 1000],
    ]);
  });

  test('is announced with the change', async () => {
    const change = await keep(UNKNOWN);
    expect(shop.events.at(-1)).toEqual({ event: 'sale.changed', payload: change });
  });

  test('that has an article is that article, kept or not', async () => {
    const { lines, unresolved } = await keep(WATER);
    expect(lines).toMatchObject([{ sku: WATER_SKU }]);
    expect(unresolved).toEqual([]);
  });

  test('sent twice is one scan', async () => {
    const commandId = id('twice');
    const first = await keep(UNKNOWN, { commandId });
    expect(await keep(UNKNOWN, { commandId })).toEqual(first);
    expect((await current())?.unresolved).toHaveLength(1);
  });

  test('stops the article above it from counting on: it would count where nobody looks', async () => {
    await shop.scan(saleId, WATER);
    const { unresolved } = await keep(UNKNOWN);
    expect((await shop.scan(saleId, WATER)).lines).toMatchObject([{ number: 3, quantity: 1000 }]);
    await shop.do('sale.dropUnresolved', { saleId, lineId: unresolved[0]?.lineId });
    expect((await shop.scan(saleId, WATER)).lines).toMatchObject([{ number: 3, quantity: 2000 }]);
  });

  test('is not taken into a sale with money in it, nor beyond what a basket holds', async () => {
    await shop.scan(saleId, WATER);
    const { sale } = await shop.do('tender.cash', { saleId, amount: 100 });
    expect(await shop.refused('sale.scan', { saleId, code: UNKNOWN, keepsUnknown: true })).toMatchObject({
      code: 'sale.hasTenders',
    });
    await shop.do('tender.remove', { saleId, tenderId: sale.tenders[0]?.tenderId });
    await keep(UNKNOWN);
    fillUp(1998);
    for (const code of [UNKNOWN, PAPER]) {
      expect(await shop.refused('sale.scan', { saleId, code, keepsUnknown: true })).toEqual({
        code: 'sale.tooManyLines',
        details: { limit: 2000 },
      });
    }
  });

  test('is one of a hundred at most, and articles still go in: every answer holds them all', async () => {
    await keep(UNKNOWN);
    fillUp(98);
    await keep(UNKNOWN);
    expect(await shop.refused('sale.scan', { saleId, code: UNKNOWN, keepsUnknown: true })).toEqual({
      code: 'sale.tooManyUnresolved',
      details: { limit: 100 },
    });
    expect((await shop.scan(saleId, WATER)).unresolved).toHaveLength(100);
  });

  test("that is somebody's badge is refused and nowhere to be found afterwards", async () => {
    const badge = 'B-7781-XYZZY';
    await shop.do('staff.setBadge', { staffId: people.cashier.staffId, badge });
    for (const code of [badge, `${badge} `]) {
      expect(await shop.refused('sale.scan', { saleId, code, keepsUnknown: true })).toEqual({
        code: 'sale.staffBadge',
        details: {},
      });
    }
    // Where nothing is kept, a badge is no different from a guess.
    expect(await shop.refused('sale.scan', { saleId, code: badge })).toMatchObject({
      code: 'catalog.unknownCode',
    });
    expect(await current()).toBeNull();
    expect(journalOf(shop.folder).filter(({ body }) => body.includes(badge))).toEqual([]);
  });
});

describe('naming a scan', () => {
  test('puts the article in its place: same number, same id, the code that was scanned', async () => {
    await shop.scan(saleId, WATER);
    const { unresolved } = await keep(UNKNOWN, { quantity: 2000 });
    await shop.scan(saleId, PAPER);
    const lineId = unresolved[0]?.lineId;
    const change = await shop.do('sale.resolve', { saleId, lineId, sku: WATER_SKU });
    expect(change).toMatchObject({
      lines: [{ lineId, number: 2, sku: WATER_SKU, code: UNKNOWN, quantity: 2000, amount: 400 }],
      unresolved: [],
      removedLineIds: [],
      sale: { lineCount: 3, total: 750 },
    });
    const whole = await current();
    expect(whole?.lines.map(({ number, sku }) => [number, sku])).toEqual([
      [1, WATER_SKU],
      [2, WATER_SKU],
      [3, 'V0005'],
    ]);
  });

  test('a quantity given with the name is the one that counts', async () => {
    const { unresolved } = await keep(UNKNOWN, { quantity: 2000 });
    const lineId = unresolved[0]?.lineId;
    const { lines } = await shop.do('sale.resolve', { saleId, lineId, sku: WATER_SKU, quantity: 5000 });
    expect(lines).toMatchObject([{ quantity: 5000, amount: 1000 }]);
  });

  test('a weighed article wants its weight, a piece is not cut, and a refusal leaves the scan', async () => {
    const { unresolved } = await keep(UNKNOWN, { quantity: 500 });
    const lineId = unresolved[0]?.lineId;
    for (const [sku, code] of [
      [BANANAS_SKU, 'sale.weightNeeded'],
      [WATER_SKU, 'sale.wholeUnits'],
      ['nothing', 'catalog.unknownItem'],
    ]) {
      expect(await shop.refused('sale.resolve', { saleId, lineId, sku })).toMatchObject({ code });
    }
    expect((await current())?.unresolved).toEqual(unresolved);
    const { lines } = await shop.do('sale.resolve', { saleId, lineId, sku: BANANAS_SKU, quantity: 842 });
    expect(lines).toMatchObject([{ quantity: 842, amount: 672 }]);
  });

  test('what is named or dropped already, or a line, is no scan', async () => {
    const { unresolved } = await keep(UNKNOWN);
    const lineId = unresolved[0]?.lineId;
    await shop.do('sale.resolve', { saleId, lineId, sku: WATER_SKU });
    for (const name of ['sale.resolve', 'sale.dropUnresolved'] as const) {
      const more = name === 'sale.resolve' ? { sku: WATER_SKU } : {};
      expect(await shop.refused(name, { saleId, lineId, ...more })).toMatchObject({
        code: 'sale.lineUnknown',
      });
    }
  });

  test('sent twice is one line', async () => {
    const { unresolved } = await keep(UNKNOWN);
    const args = { commandId: id('name it'), saleId, lineId: unresolved[0]?.lineId, sku: WATER_SKU };
    const first = await shop.do('sale.resolve', args);
    expect(await shop.do('sale.resolve', args)).toEqual(first);
    expect((await current())?.sale).toMatchObject({ lineCount: 1, version: first.sale.version });
  });
});

test('a dropped scan is gone from the basket and stays in the journal, once', async () => {
  const { unresolved } = await keep(UNKNOWN, { quantity: 3000 });
  const args = { commandId: id('drop it'), saleId, lineId: unresolved[0]?.lineId };
  const change = await shop.do('sale.dropUnresolved', args);
  expect(change).toMatchObject({ unresolved: [], lines: [], removedLineIds: [args.lineId] });
  expect(await shop.do('sale.dropUnresolved', args)).toEqual(change);
  const dropped = journalOf(shop.folder).filter(({ header }) => header.kind === 'scan.dropped');
  expect(dropped.map(bodyOf)).toEqual([{ postings: [], saleId, code: UNKNOWN, quantity: 3000 }]);
});

describe('while a scan has no article', () => {
  test('nobody pays, and no cash is proposed', async () => {
    expect((await shop.scan(saleId, WATER)).quickCash).not.toEqual([]);
    await keep(UNKNOWN);
    const { unresolved, quickCash } = await keep(UNKNOWN);
    expect(quickCash).toEqual([]);
    const no = { code: 'sale.unresolved', details: { count: 2 } };
    expect(await shop.refused('tender.options', { saleId })).toEqual(no);
    expect(await shop.refused('tender.cash', { saleId, amount: 200 })).toEqual(no);
    expect(await shop.refused('sale.complete', { saleId })).toEqual(no);
    for (const { lineId } of unresolved) await shop.do('sale.dropUnresolved', { saleId, lineId });
    await shop.do('tender.cash', { saleId, amount: 200 });
    expect(await shop.do('sale.complete', { saleId })).toMatchObject({ change: 0 });
  });

  test('it is there after a restart, and after parking and recalling, restarts between', async () => {
    await shop.scan(saleId, WATER);
    const { unresolved } = await keep(UNKNOWN, { quantity: 2000 });
    const before = await current();
    await shop.restart();
    expect(await current()).toEqual(before);
    await shop.do('sale.park', { saleId, label: 'red coat' });
    await shop.restart();
    expect((await shop.do('sale.parked', {})).parked).toMatchObject([{ saleId, lineCount: 1, total: 200 }]);
    const parked = await shop.do('sale.get', { saleId });
    expect(parked).toMatchObject({ unresolved, quickCash: [] });
    expect(await shop.do('sale.recall', { saleId })).toMatchObject({ unresolved, lines: before?.lines });
    expect(shop.events.at(-1)).toMatchObject({ event: 'sale.changed', payload: { unresolved } });
  });

  test('a sale of nothing else is parked and recalled', async () => {
    const { unresolved } = await keep(UNKNOWN);
    await shop.do('sale.park', { saleId, label: null });
    expect(shop.events.at(-1)).toMatchObject({ payload: { sale: { state: 'parked' }, unresolved: [] } });
    expect(await shop.do('sale.recall', { saleId })).toMatchObject({ unresolved, lines: [] });
  });

  test('voiding the sale writes down what was scanned; without such scans the row has no word of them', async () => {
    await shop.scan(saleId, WATER);
    await keep(UNKNOWN);
    await keep('a torn label', { quantity: 2000 });
    await shop.do('sale.void', { saleId });
    const plain = id<SaleId>('plain');
    await shop.scan(plain, WATER);
    await shop.do('sale.void', { saleId: plain });
    const [first, second] = journalOf(shop.folder)
      .filter(({ header }) => header.kind === 'sale.voided')
      .map((row) => bodyOf<'sale.voided'>(row));
    expect(first?.unresolved).toEqual([
      { code: UNKNOWN, quantity: 1000 },
      { code: 'a torn label', quantity: 2000 },
    ]);
    expect(second).not.toHaveProperty('unresolved');
    expect(await shop.do('sale.get', { saleId })).toMatchObject({
      sale: { state: 'voided' },
      unresolved: [],
    });
  });

  test('a sale of nothing else is voided', async () => {
    await keep(UNKNOWN);
    await shop.do('sale.void', { saleId });
    expect(await current()).toBeNull();
    expect(kindsOf(shop.folder).at(-1)).toBe('sale.voided');
  });
});

test('the books are verified after all of it', async () => {
  const { unresolved: one } = await keep(UNKNOWN);
  await shop.do('sale.resolve', { saleId, lineId: one[0]?.lineId, sku: WATER_SKU });
  const { unresolved: two } = await keep(UNKNOWN);
  await shop.do('sale.dropUnresolved', { saleId, lineId: two[0]?.lineId });
  await shop.do('sale.scan', { saleId, code: BANANAS, quantity: 842 });
  await shop.do('tender.cash', { saleId, amount: 1000 });
  await shop.do('sale.complete', { saleId });
  const other = id<SaleId>('other');
  await shop.do('sale.scan', { saleId: other, code: UNKNOWN, keepsUnknown: true });
  await shop.do('sale.void', { saleId: other });
  await shop.core.close();
  expect(verify(shop.folder)).toMatchObject({ code: 0, event: null });
  await shop.open();
});

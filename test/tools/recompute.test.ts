// `till recompute` over books that a till really wrote: all of it comes out again, a figure that was written otherwise is
// named with its event, line and both figures, and books of the first engine are told apart.
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SaleId } from '#contract/ids.ts';
import { promotion } from '#contract/promotion.ts';
import { databaseFile } from '#store/open.ts';
import { recomputeFolder } from '#tools/recompute.ts';
import { id, openShop } from '#test/support/shop.ts';
import type { Shop } from '#test/support/shop.ts';

const WATER = '6901234567892';
const PAPER = '40';
const BANANAS = '4011';

let shop: Shop;

beforeEach(async () => {
  shop = await openShop({ as: 'manager' });
  await shop.openShift();
  for (const name of ['first', 'second']) {
    const saleId = id<SaleId>(name);
    await shop.scan(saleId, WATER, WATER, PAPER);
    const { sale } = await shop.do('sale.scan', { saleId, code: BANANAS, quantity: 842 });
    await shop.do('tender.cash', { saleId, amount: sale.due });
    await shop.do('sale.complete', { saleId });
  }
});
afterEach(() => shop.close());

async function recompute(): Promise<{ code: number; said: string }> {
  const output = new PassThrough();
  const code = recomputeFolder(shop.folder, output, new PassThrough());
  output.end();
  return { code, said: await text(output) };
}

/** Writes a journal row otherwise, behind the till's back and past its guards; `verify` would name it too. */
function rewrite(
  change: (fact: { rules: Record<string, unknown>; lines: Record<string, unknown>[] }) => void,
): number {
  const db = new Database(databaseFile(shop.folder));
  for (const name of db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'journal'")
    .pluck()
    .all() as string[])
    db.exec(`DROP TRIGGER ${name}`);
  const row = db
    .prepare("SELECT seq, body FROM journal WHERE kind = 'sale.completed' ORDER BY seq DESC LIMIT 1")
    .get() as { seq: number; body: Buffer };
  const fact = JSON.parse(row.body.toString()) as Parameters<typeof change>[0];
  change(fact);
  db.prepare('UPDATE journal SET body = ? WHERE seq = ?').run(Buffer.from(JSON.stringify(fact)), row.seq);
  db.close();
  return row.seq;
}

test('every figure of every sale comes out again', async () => {
  await shop.core.close();
  expect(await recompute()).toEqual({
    code: 0,
    said: 'RECOMPUTED: 2 sales, 6 lines. Every stored figure came out again.\n',
  });
  await shop.open();
});

test('refunds and exchanges come out again: drawn down, netted, settled', async () => {
  const originalSaleId = id<SaleId>('first');
  const back = { reason: 'damaged', originalSaleId };
  const saleId = id<SaleId>('exchange');
  await shop.do('sale.addReturn', { ...back, saleId, lineNumber: 3, quantity: 300 });
  await shop.do('sale.addReturnWithoutReceipt', { saleId, sku: 'W0002', quantity: 2000, reason: 'other' });
  await shop.scan(saleId, PAPER);
  await shop.do('tender.refundCash', { saleId });
  await shop.do('sale.complete', { saleId });
  const rest = id<SaleId>('rest');
  await shop.do('sale.addReturnAll', { ...back, saleId: rest });
  await shop.do('tender.refundCash', { saleId: rest });
  await shop.do('sale.complete', { saleId: rest });
  const seq = rewrite((fact) => {
    const [, , bananas] = (fact as unknown as { returns: Record<string, unknown>[] }).returns;
    if (bananas !== undefined) bananas['total'] = Number(bananas['total']) + 1;
  });
  await shop.core.close();
  const { said } = await recompute();
  expect(said).toMatch(
    new RegExp(
      `^event ${seq}, receipt 1-000004:\n  line \\d, total: stored \\d\\.\\d\\d, computed [^\n]+\nDIFFERENT: 1 of 4`,
    ),
  );
});

test('a figure that was written otherwise is named with both', async () => {
  await shop.core.close();
  const seq = rewrite(({ lines }) => {
    const [line] = lines;
    if (line !== undefined) line['net'] = Number(line['net']) + 7;
  });
  const { code, said } = await recompute();
  expect(code).toBe(1);
  expect(said).toMatch(
    new RegExp(`^event ${seq}, receipt 1-000002:\n  line 1, net: stored \\d\\.\\d\\d, computed `),
  );
  expect(said).toContain('DIFFERENT: 1 of 2 sales, 6 lines.');
});

test('a promotion that took off something else than its definition says is named', async () => {
  const target = { skus: ['W0001'], categories: [], brands: [] };
  const offer = promotion.parse({
    promotionId: 'half',
    names: { en: 'Half', zh: '半价' },
    priority: 1,
    stacking: 'exclusive',
    validity: { from: null, to: null },
    weekdays: [],
    hours: null,
    customerGroups: [],
    coupon: null,
    isActive: true,
    rule: { kind: 'percentOff', target, ppm: 500_000 },
  });
  await shop.do('promotion.put', { put: [offer], removed: [] });
  const saleId = id<SaleId>('third');
  const { sale } = await shop.scan(saleId, WATER);
  await shop.do('tender.cash', { saleId, amount: sale.due });
  await shop.do('sale.complete', { saleId });
  await shop.core.close();
  expect(await recompute()).toMatchObject({ code: 0 });
  rewrite(({ lines }) => {
    const [line] = lines;
    if (line !== undefined) line['promotions'] = [];
  });
  const { said } = await recompute();
  expect(said).toContain('line 1, promotion half: stored 0.00, computed 1.00');
});

test('other steps to the same figures are told', async () => {
  await shop.core.close();
  rewrite(({ rules }) => {
    rules['trace'] = '0123456789abcdef';
  });
  expect((await recompute()).said).toContain('the same figures by other steps');
});

test('a sale of the first engine is computed again as far as it says what it came from', async () => {
  await shop.core.close();
  rewrite(({ lines, rules }) => {
    for (const line of lines) delete line['rates'];
    delete rules['trace'];
  });
  const { code, said } = await recompute();
  expect(code).toBe(0);
  expect(said).toContain('1 of them are of an earlier program');
});

test('where there is no till it says so', () => {
  const output = new PassThrough();
  expect(recomputeFolder('/nowhere/at/all', output, new PassThrough())).toBe(2);
});

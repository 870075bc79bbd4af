// `till recompute` over books that a till really wrote: all of it comes out again, a figure that was written otherwise is
// named with its event, line and both figures, and books of the first engine are told apart.
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SaleId } from '#contract/ids.ts';
import { promotion } from '#contract/promotion.ts';
import { databaseFile } from '#store/open.ts';
import { recomputeFolder } from '#tools/recompute.ts';
import { codeOf, secondTill, trust } from '#test/support/second-till.ts';
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

describe('what came back', () => {
  type Row = { sale: Record<string, number>; returns: Record<string, unknown>[] };

  beforeEach(async () => {
    const back = { reason: 'damaged', originalSaleId: id<SaleId>('first') };
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
    await shop.core.close();
  });

  /** What is said after the last return row, of the bananas that were left, was written otherwise. */
  async function said(change: (bananas: Record<string, unknown>, row: Row) => void): Promise<string> {
    rewrite((fact) => {
      const row = fact as unknown as Row;
      change(row.returns[2] ?? {}, row);
    });
    return (await recompute()).said;
  }

  test('comes out again: drawn down, netted, settled', async () => {
    expect(await recompute()).toEqual({
      code: 0,
      said: 'RECOMPUTED: 4 sales, 7 lines. Every stored figure came out again.\n',
    });
  });

  test('is named where a figure of it was changed', async () => {
    expect(
      await said((bananas) => {
        bananas['total'] = Number(bananas['total']) + 1;
      }),
    ).toMatch(
      /^event \d+, receipt 1-000004:\n  line 3, total: stored 4\.34, computed 4\.33\nDIFFERENT: 1 of 4/,
    );
  });

  test('is held against what was sold and what was back before, not against what it says of them', async () => {
    // Made to fit in itself: twice the bananas, at twice the money.
    const words = await said((bananas, { sale }) => {
      const basis = bananas['basis'] as { line: Record<string, number> };
      basis.line['total'] = 2 * Number(basis.line['total']);
      bananas['total'] = Number(bananas['total']) + 672;
      sale['returned'] = Number(sale['returned']) + 672;
    });
    expect(words).toContain('line 3, sold line: stored 13.44, computed 6.72\n');
    expect(words).toContain('line 3, total: stored 11.05, computed 4.33\n');
    expect(words).toMatch(/\n  returned: stored /);
    expect(words).toContain('DIFFERENT: 1 of 4');
  });

  test('has its steps held against those it was marked with', async () => {
    const words = await said((_, row) => {
      // The mark that a till writes which tells nothing of what comes back.
      const rules = (row as unknown as { rules: Record<string, unknown> }).rules;
      rules['engine'] = 2;
    });
    expect(words).toContain('the same figures by other steps');
    expect(words).toContain('DIFFERENT: 1 of 4');
  });

  test('is named where more comes back than was left', async () => {
    const words = await said((bananas) => {
      bananas['quantity'] = 842;
      bananas['before'] = { quantity: 0, total: 0 };
    });
    expect(words).toContain('line 3, quantity: stored 0.842, computed 0.542\n');
    expect(words).toContain('line 3, quantity before: stored 0, computed 0.3\n');
  });

  test('is named where it was said to be another line’s, or of a line that nobody bought', async () => {
    const words = await said((bananas) => {
      bananas['original'] = { ...(bananas['original'] as object), lineNumber: 9 };
    });
    expect(words).toContain('line 3, sold line: stored 6.72, computed 0.00\n');
    expect(words).toContain('line 3, total: stored 4.33, computed 0.00\n');
  });
});

test.each(['sold', 'returned', 'total', 'net'])('%s of a sale is computed again', async (figure) => {
  await shop.core.close();
  rewrite((fact) => {
    const { sale } = fact as unknown as { sale: Record<string, number> };
    sale[figure] = Number(sale[figure]) + 5;
  });
  expect((await recompute()).said).toMatch(new RegExp(`\n  ${figure}: stored `));
});

test('of a sale of another till, which these books do not have, the first return says what was sold', async () => {
  const there = await secondTill();
  await trust(shop, there);
  const sold = id<SaleId>('sold there');
  await there.scan(sold, '8', '8', '8');
  await there.do('tender.cash', { saleId: sold, amount: 600 });
  await there.do('sale.complete', { saleId: sold });
  const code = await codeOf(there, sold);
  await there.core.close();
  for (const name of ['a', 'b']) {
    const saleId = id<SaleId>(name);
    const back = { saleId, originalSaleId: sold, code, lineNumber: 1, quantity: 1000, reason: 'other' };
    await shop.do('sale.addReturn', back);
    await shop.do('tender.refundCash', { saleId });
    await shop.do('sale.complete', { saleId });
  }
  await shop.core.close();
  expect(await recompute()).toMatchObject({ code: 0 });
  rewrite((fact) => {
    const [one] = (fact as unknown as { returns: { basis: { line: Record<string, number> } }[] }).returns;
    if (one !== undefined) one.basis.line['total'] = 900;
  });
  expect((await recompute()).said).toContain('line 1, sold line: stored 9.00, computed 6.00\n');
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

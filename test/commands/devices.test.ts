// After the commit, the world: papers and pulses follow by themselves and their trouble never touches a sale.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, expect, test, vi } from 'vitest';
import type { SaleId } from '#contract/ids.ts';
import { id, openShop } from '#test/support/shop.ts';
import { serialAt } from '#test/support/serial-at.ts';
import type { Shop } from '#test/support/shop.ts';

const WATER = '6901234567892';
let shop: Shop;
afterEach(() => shop.close());

const simulated = {
  devices: (folder: string) => ({ kind: 'simulated' as const, folder: join(folder, 'sim') }),
};

function papers(): string[] {
  const folder = join(shop.folder, 'sim', 'receipts');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

function pulses(): { reason: string }[] {
  const file = join(shop.folder, 'sim', 'drawer.jsonl');
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as { reason: string });
}

function rows(sql: string): unknown[] {
  const db = new Database(join(shop.folder, 'till.db'), { readonly: true });
  try {
    return db.prepare(sql).all();
  } finally {
    db.close();
  }
}

test('a cash sale opens the drawer once and prints one receipt with the stored figures', async () => {
  shop = await openShop(simulated);
  await shop.openShift(0);
  const { receiptNumber } = await shop.sell('printed', [WATER, '40'], 1000);
  await vi.waitFor(() => expect(papers()).toHaveLength(1));
  expect(papers()[0]).toContain(receiptNumber);
  expect(papers()[0]).toMatch(/合计\s+￥3\.50/);
  expect(papers()[0]).toMatch(/找零\s+￥6\.50/);
  await vi.waitFor(() => expect(pulses().map((pulse) => pulse.reason)).toEqual(['sale']));
  await vi.waitFor(() => expect(rows('SELECT state FROM print_job')).toEqual([{ state: 'printed' }]));
});

test('every pulse has its row in the journal first', async () => {
  shop = await openShop(simulated);
  await shop.openShift(0);
  await shop.sell('one', [WATER]);
  await shop.do('drawer.noSale', { reason: 'change for the bus' });
  await shop.do('cash.move', { move: 'paidIn', amount: 100, reason: 'found' });
  await vi.waitFor(() => expect(pulses()).toHaveLength(3));
  const kinds = rows(
    "SELECT kind FROM journal WHERE kind IN ('sale.completed', 'drawer.opened', 'cash.moved')",
  );
  expect(kinds).toHaveLength(3);
});

test('a copy is marked, counted and takes no number', async () => {
  shop = await openShop(simulated);
  await shop.openShift(0);
  const { receiptNumber } = await shop.sell('copied', [WATER]);
  expect(await shop.do('receipt.reprint', { saleId: null })).toEqual({ receiptNumber, copy: 1 });
  expect(await shop.do('receipt.reprint', { saleId: id('copied') })).toEqual({ receiptNumber, copy: 2 });
  await vi.waitFor(() => expect(papers()).toHaveLength(3));
  expect(papers()[2]).toContain('第2次');
  expect((await shop.sell('next', [WATER])).receiptNumber).toBe('1-000002');
});

test('gift receipts, slips and test pages come out whole, and none of them moves money', async () => {
  shop = await openShop(simulated);
  await shop.openShift(0);
  expect(await shop.ask('receipt.gift', { commandId: id('early'), saleId: null })).toMatchObject({
    refusal: { code: 'receipt.none' },
  });
  const { receiptNumber } = await shop.sell('sold', [WATER]);
  const before = rows('SELECT count(*) AS n FROM journal');
  expect(await shop.do('receipt.gift', { saleId: null })).toEqual({ receiptNumber });
  await shop.do('device.printTest', {});
  expect(rows('SELECT count(*) AS n FROM journal')).toEqual(before);
  const saleId = id<SaleId>('parked');
  await shop.do('sale.scan', { saleId, code: WATER });
  expect(await shop.ask('sale.printSlip', { commandId: id('open'), saleId })).toMatchObject({
    refusal: { code: 'sale.unknown' },
  });
  await shop.do('sale.park', { saleId, label: '王先生' });
  await shop.do('sale.printSlip', { saleId });
  await shop.do('drawer.noSale', { reason: '换零钱', print: true });
  await vi.waitFor(() => expect(papers()).toHaveLength(5));
  const [, gift = '', page = '', slip = '', noSale = ''] = papers();
  expect(gift).toContain('礼品小票');
  expect(gift).toContain(receiptNumber);
  expect(gift).not.toMatch(/[￥¥]/);
  expect(gift).toContain('[QR] ');
  expect(page).toContain('123456789012345678901234567890123456789012345678\n');
  expect(page).toContain('cp866      Привет');
  expect(page).toContain('[BARCODE] 6901234567892');
  expect(page).toMatch(/合计 +￥1,234,567\.89/);
  expect(slip).toContain('王先生');
  expect(slip).toContain(`[QR] PARKED:${saleId}`);
  expect(noSale).toContain('原因：换零钱');
});

test('without any device the sale is made and the paper waits', async () => {
  shop = await openShop({
    devices: () => serialAt('/nowhere/tty'),
  });
  await shop.openShift(0);
  const done = await shop.sell('no printer', [WATER]);
  expect(done.receiptNumber).toBe('1-000001');
  await vi.waitFor(() => expect(rows('SELECT state FROM print_job')).toEqual([{ state: 'blocked' }]));
  const { devices } = await shop.do('device.list', {});
  expect(devices.find((device) => device.role === 'printer')?.state).not.toBe('ready');
});

test('a paper that was on its way when the till died is uncertain; one from last night is held', async () => {
  shop = await openShop({
    devices: () => serialAt('/nowhere/tty'),
  });
  await shop.openShift(0);
  await shop.sell('interrupted', [WATER]);
  await shop.sell('old', [WATER]);
  await vi.waitFor(() => expect(rows("SELECT 1 FROM print_job WHERE state = 'blocked'")).toHaveLength(1));
  await shop.core.close();
  const db = new Database(join(shop.folder, 'till.db'));
  db.prepare("UPDATE print_job SET state = 'sending' WHERE sale_id = ?").run(id<SaleId>('interrupted'));
  db.close();
  shop.clock.pass(12 * 3_600_000);
  await shop.open();
  expect(rows('SELECT state FROM print_job ORDER BY id')).toEqual([
    { state: 'uncertain' },
    { state: 'held' },
  ]);
});

test('a receipt whose paper is lost is composed again from the journal, to the letter', async () => {
  shop = await openShop(simulated);
  await shop.openShift(0);
  await shop.sell('lost paper', [WATER, '40'], 1000);
  const saleId = id<SaleId>('lost paper');
  const { paper } = await shop.do('receipt.show', { saleId });
  await shop.core.close();
  const db = new Database(join(shop.folder, 'till.db'));
  db.exec('DELETE FROM print_job');
  db.close();
  await shop.open();
  expect(await shop.do('receipt.show', { saleId })).toEqual({ paper, copies: 0 });
});

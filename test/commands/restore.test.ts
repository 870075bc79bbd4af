// Undoing a void: the line counts again, both rows stay in the journal, and no report counts what was undone.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LineId, SaleId } from '#contract/ids.ts';
import { bodyOf } from '#store/journal.ts';
import { journalOf, PAPER, verify, WATER } from '#test/support/books.ts';
import { id, openShop } from '#test/support/shop.ts';
import type { Shop } from '#test/support/shop.ts';

let shop: Shop;
const saleId = id<SaleId>('sale');

beforeEach(async () => {
  shop = await openShop();
  await shop.openShift();
});
afterEach(() => shop.close());

/** Water and a newspaper, the newspaper voided. */
async function withVoidedPaper(of: SaleId = saleId): Promise<LineId> {
  const { lines } = await shop.scan(of, WATER, PAPER);
  const lineId = lines[0]?.lineId as LineId;
  await shop.do('sale.voidLine', { saleId: of, lineId });
  return lineId;
}

test('a restored line counts again, with the number and price it had, after a restart too', async () => {
  const lineId = await withVoidedPaper();
  await shop.restart();
  const { sale, lines } = await shop.do('sale.restoreLine', { saleId, lineId });
  // A till that was started anew does not remember what it said last, and says all lines.
  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatchObject({ lineId, number: 2, amount: 150, isVoided: false });
  expect(sale).toMatchObject({ lineCount: 2, total: 350 });
  await shop.do('tender.cash', { saleId, amount: 350 });
  const { receiptNumber } = await shop.do('sale.complete', { saleId });
  expect(receiptNumber).toBe('1-000001');
});

test('both the void and its undoing are rows, and the same command is one row', async () => {
  const lineId = await withVoidedPaper();
  const args = { commandId: id('undo'), saleId, lineId };
  const first = await shop.do('sale.restoreLine', args);
  expect(await shop.do('sale.restoreLine', args)).toEqual(first);
  const rows = journalOf(shop.folder).filter(({ header }) => header.kind.startsWith('line.'));
  expect(rows.map(({ header }) => [header.kind, header.totalMinor, header.refId])).toEqual([
    ['line.voided', 150, saleId],
    ['line.restored', 150, saleId],
  ]);
  expect(bodyOf<'line.restored'>(rows[1] as (typeof rows)[0]).line).toEqual(first.lines[0]);
});

test('only a voided line of an open sale without money in it is restored', async () => {
  const lineId = await withVoidedPaper();
  const { lines } = await shop.do('sale.get', { saleId });
  expect(await shop.refused('sale.restoreLine', { saleId, lineId: lines[0]?.lineId })).toEqual({
    code: 'sale.lineNotVoided',
    details: { lineId: lines[0]?.lineId },
  });
  expect(await shop.refused('sale.restoreLine', { saleId, lineId: id('nothing') })).toMatchObject({
    code: 'sale.lineUnknown',
  });
  await shop.do('tender.cash', { saleId, amount: 100 });
  expect(await shop.refused('sale.restoreLine', { saleId, lineId })).toMatchObject({
    code: 'sale.hasTenders',
  });
  await shop.do('tender.cash', { saleId, amount: 100 });
  await shop.do('sale.complete', { saleId });
  expect(await shop.refused('sale.restoreLine', { saleId, lineId })).toMatchObject({ code: 'sale.notOpen' });
});

test('X and Z count the voids that stood, and the books are verified', async () => {
  const lineId = await withVoidedPaper();
  await shop.do('sale.restoreLine', { saleId, lineId });
  await shop.do('sale.void', { saleId });
  const other = id<SaleId>('other');
  await withVoidedPaper(other);
  await shop.do('tender.cash', { saleId: other, amount: 200 });
  await shop.do('sale.complete', { saleId: other });
  const third = id<SaleId>('third');
  const back = await withVoidedPaper(third);
  await shop.do('sale.restoreLine', { saleId: third, lineId: back });
  await shop.do('sale.voidLine', { saleId: third, lineId: back });
  await shop.do('sale.void', { saleId: third });
  const x = await shop.do('shift.xReport', { print: false });
  expect(x.period).toMatchObject({ voidedLines: 2, voidedSales: 2 });
  await shop.do('shift.close', { counted: 20_200 });
  const z = await shop.do('register.close', {});
  expect(z.period.voidedLines).toBe(2);
  await shop.core.close();
  expect(verify(shop.folder)).toMatchObject({ code: 0, event: null });
  await shop.open();
});

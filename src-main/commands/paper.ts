// Papers that are neither receipt nor report: gift receipts, slips of parked sales, test pages. Nothing of them is on the
// journal, since none of them says that anything was paid.
import type { SaleId } from '#contract/ids.ts';
import { refuse } from '#contract/refusal.ts';
import type { Paper, PrintKind } from '#contract/receipt.ts';
import { composeGift, composeParkedSlip } from '#domain/slip.ts';
import { composeTestPage } from '#domain/test-page.ts';
import { insertPrintJob } from '#store/print-job.ts';
import type { PrinterName } from '#store/print-job.ts';
import { findFinished, findLastCompleted, listParked } from '#store/sale.ts';
import type { Handler, WriteContext } from './context.ts';
import { codeFor } from './receipt-code.ts';
import { requireRegister } from './register.ts';
import { readCompleted, viewOpen } from './sale-view.ts';

function print(
  context: WriteContext,
  kind: PrintKind,
  saleId: SaleId | null,
  paper: Paper,
  printer: PrinterName = 'first',
): void {
  insertPrintJob(context.db, { commandId: context.commandId, kind, saleId, paper, at: context.now, printer });
  context.after({ kind: 'print' });
}

export const gift: Handler<'receipt.gift'> = (context, args) => {
  const found = args.saleId === null ? findLastCompleted(context.db) : findFinished(context.db, args.saleId);
  if (found === null || found.receiptNumber === null) return refuse('receipt.none', {});
  const { sale, lines } = readCompleted(context, found.seq);
  const paper = composeGift(sale, lines, requireRegister(context).config, codeFor(context, sale, lines));
  print(context, 'gift', found.saleId, paper);
  return { receiptNumber: found.receiptNumber };
};

export const parkedSlip: Handler<'sale.printSlip'> = (context, args) => {
  const parked = listParked(context.db).find(({ saleId }) => saleId === args.saleId);
  if (parked === undefined) return refuse('sale.unknown', { saleId: args.saleId });
  const { sale, lines } = viewOpen(context, parked);
  const at = parked.parkedAt ?? parked.openedAt;
  print(context, 'slip', sale.saleId, composeParkedSlip(sale, lines, at, requireRegister(context).config));
  return {};
};

export const test: Handler<'device.printTest'> = (context, { role = 'printer' }) => {
  const there = context.state.devices.find((device) => device.role === role);
  // Without it the first would print the page, and somebody would believe the second one good.
  if (role === 'fallback' && there === undefined) refuse('device.noFallback', {});
  const paper = composeTestPage(there?.model ?? '', context.now, requireRegister(context).config);
  print(context, 'test', null, paper, role === 'printer' ? 'first' : 'fallback');
  return {};
};

// The commands that take something back: finding what was sold, and the returns of the open sale. Part of the map in
// commands.ts.
import * as z from 'zod/mini';
import { sku } from './catalog.ts';
import type { CommandSpec } from './command-spec.ts';
import { approvalId, commandId, saleId } from './ids.ts';
import { price } from './money.ts';
import { quantity } from './quantity.ts';
import { originalSale, returnQuote, returnReason, wantedLine } from './return.ts';
import { saleChange } from './sale.ts';
import { sealedText } from './sealed-code.ts';
import { line } from './text.ts';

const lineNumber = z.int().check(z.gte(1));
/** The text of the signed code on the receipt, which proves a sale that these books do not have. */
const code = z.optional(sealedText);

export const returnCommands = {
  /**
   * What can come back of a receipt, by its number (1-000042, or 42 for this register's own), its sale's id, or the signed
   * code on it: then also of a sale of another till that is trusted here.
   */
  'return.find': {
    kind: 'read',
    permission: 'sale.refund',
    args: z.strictObject({ text: line(4000) }),
    result: originalSale,
  },
  /** What parts of a receipt would give back; takes nothing back. */
  'return.quote': {
    kind: 'read',
    permission: 'sale.refund',
    args: z.strictObject({
      originalSaleId: saleId,
      code,
      lines: z.array(wantedLine).check(
        z.maxLength(1_000),
        z.refine(
          (lines) => new Set(lines.map((one) => one.lineNumber)).size === lines.length,
          'a line comes twice',
        ),
      ),
    }),
    result: returnQuote,
  },
  /** Takes back a quantity of one sold line; the first thing of a sale opens it under the id given. */
  'sale.addReturn': {
    kind: 'basket',
    permission: 'sale.refund',
    args: z.strictObject({
      commandId,
      saleId,
      originalSaleId: saleId,
      code,
      lineNumber,
      quantity,
      reason: returnReason,
    }),
    result: saleChange,
  },
  /** Takes back everything that is left of a receipt. */
  'sale.addReturnAll': {
    kind: 'basket',
    permission: 'sale.refund',
    args: z.strictObject({ commandId, saleId, originalSaleId: saleId, code, reason: returnReason }),
    result: saleChange,
  },
  /** Takes back an article that nobody can show a receipt for, at the price given or else today's. */
  'sale.addReturnWithoutReceipt': {
    kind: 'journal',
    permission: 'sale.refundWithoutReceipt',
    approvable: true,
    args: z.strictObject({
      commandId,
      saleId,
      sku,
      quantity,
      priceMicros: z.optional(price),
      reason: returnReason,
      approval: z.optional(approvalId),
    }),
    result: saleChange,
  },
  'sale.removeReturn': {
    kind: 'basket',
    permission: 'sale.refund',
    args: z.strictObject({ commandId, saleId, number: z.int() }),
    result: saleChange,
  },
  /** Pays out in cash what is due back; the drawer opens when the sale is completed. */
  'tender.refundCash': {
    kind: 'basket',
    permission: 'sale.refund',
    args: z.strictObject({ commandId, saleId }),
    result: saleChange,
  },
} as const satisfies Record<string, CommandSpec>;

// The commands of the open sale: its lines, its tenders, its end. Part of the map in commands.ts; owns no behaviour.
import * as z from 'zod/mini';
import { sku } from './catalog.ts';
import type { CommandSpec } from './command-spec.ts';
import { approvalId, businessDate, commandId, lineId, saleId, tenderId } from './ids.ts';
import { amount, price } from './money.ts';
import { quantity } from './quantity.ts';
import { completedSale, parkedSale, saleChange, saleWhole } from './sale.ts';
import { cashQuote, tenderOptions } from './tender.ts';
import { line } from './text.ts';
import { traceStep } from './trace.ts';

const nothing = z.strictObject({});
const code = line(512);

export const saleCommands = {
  'sale.current': {
    kind: 'read',
    permission: 'sale.sell',
    args: nothing,
    result: z.strictObject({ current: z.nullable(saleWhole) }),
  },
  'sale.get': {
    kind: 'read',
    permission: 'sale.sell',
    args: z.strictObject({ saleId }),
    result: saleWhole,
  },
  /** Every step that made the figures of a sale, open or completed (arithmetic R19). */
  'sale.explain': {
    kind: 'read',
    permission: 'sale.sell',
    args: z.strictObject({ saleId }),
    result: z.strictObject({ steps: z.array(traceStep) }),
  },
  'sale.last': {
    kind: 'read',
    permission: 'sale.sell',
    args: nothing,
    result: z.strictObject({ last: z.nullable(completedSale) }),
  },
  /**
   * Adds what a code stands for: an article, so many packs, what a label says. A customer's card makes them the buyer. The first
   * scan opens the sale under the id given.
   */
  'sale.scan': {
    kind: 'basket',
    permission: 'sale.sell',
    args: z.strictObject({
      commandId,
      saleId,
      code,
      quantity: z.optional(quantity),
      /** A code that no article has becomes an unresolved scan in the basket instead of a refusal. */
      keepsUnknown: z.optional(z.boolean()),
      /** By the unit, of an article whose price is given at the counter; of no other. */
      priceMicros: z.optional(price),
    }),
    result: z.strictObject({
      ...saleChange.shape,
      /** What the code was where it was no article. */
      brought: z.optional(z.enum(['customer', 'coupon'])),
      /** The code says that it might be sold until this day only, which is over. */
      expired: z.optional(businessDate),
    }),
  },
  /**
   * Tells the journal that a scanner read an article twice at once and that it was counted once. Changes no basket; what
   * is no article is not told.
   */
  'sale.noteReadTwice': {
    kind: 'journal',
    permission: 'sale.sell',
    args: z.strictObject({ commandId, saleId, code, source: line(120) }),
    result: nothing,
  },
  /** Says which article an unresolved scan was; the line takes its place. */
  'sale.resolve': {
    kind: 'basket',
    permission: 'sale.sell',
    args: z.strictObject({
      commandId,
      saleId,
      lineId,
      sku,
      quantity: z.optional(quantity),
      priceMicros: z.optional(price),
    }),
    result: saleChange,
  },
  /** Takes an unresolved scan out of the basket. */
  'sale.dropUnresolved': {
    kind: 'journal',
    permission: 'sale.sell',
    args: z.strictObject({ commandId, saleId, lineId }),
    result: saleChange,
  },
  /** Adds an article picked from a list. */
  'sale.addItem': {
    kind: 'basket',
    permission: 'sale.sell',
    args: z.strictObject({
      commandId,
      saleId,
      sku,
      quantity: z.optional(quantity),
      priceMicros: z.optional(price),
    }),
    result: saleChange,
  },
  /** Adds an article at a price given at the counter, as its own line. */
  'sale.addOpenPrice': {
    kind: 'basket',
    permission: 'sale.openPrice',
    args: z.strictObject({ commandId, saleId, sku, quantity, priceMicros: price }),
    result: saleChange,
  },
  'sale.setQuantity': {
    kind: 'basket',
    permission: 'sale.sell',
    args: z.strictObject({ commandId, saleId, lineId, quantity }),
    result: saleChange,
  },
  'sale.overridePrice': {
    kind: 'journal',
    permission: 'sale.overridePrice',
    approvable: true,
    args: z.strictObject({
      commandId,
      saleId,
      lineId,
      priceMicros: price,
      reason: line(120),
      approval: z.optional(approvalId),
    }),
    result: saleChange,
  },
  'sale.voidLine': {
    kind: 'journal',
    permission: 'sale.sell',
    args: z.strictObject({ commandId, saleId, lineId }),
    result: saleChange,
  },
  /** Undoes a void while the sale is open. */
  'sale.restoreLine': {
    kind: 'journal',
    permission: 'sale.sell',
    args: z.strictObject({ commandId, saleId, lineId }),
    result: saleChange,
  },
  'sale.void': {
    kind: 'journal',
    permission: 'sale.sell',
    args: z.strictObject({ commandId, saleId }),
    result: nothing,
  },
  'sale.park': {
    kind: 'journal',
    permission: 'sale.sell',
    args: z.strictObject({ commandId, saleId, label: z.nullable(line(60)) }),
    result: nothing,
  },
  'sale.recall': {
    kind: 'journal',
    permission: 'sale.sell',
    args: z.strictObject({ commandId, saleId }),
    result: saleWhole,
  },
  'sale.parked': {
    kind: 'read',
    permission: 'sale.sell',
    args: nothing,
    result: z.strictObject({ parked: z.array(parkedSale) }),
  },
  'tender.options': {
    kind: 'read',
    permission: 'sale.sell',
    args: z.strictObject({ saleId }),
    result: tenderOptions,
  },
  'tender.quoteCash': {
    kind: 'read',
    permission: 'sale.sell',
    args: z.strictObject({ saleId, amount }),
    result: cashQuote,
  },
  'tender.cash': {
    kind: 'basket',
    permission: 'sale.sell',
    args: z.strictObject({ commandId, saleId, amount }),
    result: saleChange,
  },
  /** Gives a tender back before completion. */
  'tender.remove': {
    kind: 'journal',
    permission: 'sale.sell',
    args: z.strictObject({ commandId, saleId, tenderId }),
    result: saleChange,
  },
  /** The one transaction that makes a sale: receipt number, ledger, journal, print job. */
  'sale.complete': {
    kind: 'journal',
    permission: 'sale.sell',
    args: z.strictObject({ commandId, saleId }),
    result: completedSale,
  },
} as const satisfies Record<string, CommandSpec>;

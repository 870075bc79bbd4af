// The commands that print what is no receipt and no report. None of them moves money. Part of the map in commands.ts.
import * as z from 'zod/mini';
import type { CommandSpec } from './command-spec.ts';
import { commandId, saleId } from './ids.ts';

const nothing = z.strictObject({});

export const paperCommands = {
  /** What was bought, without prices; null for the last sale. */
  'receipt.gift': {
    kind: 'setting',
    permission: 'sale.sell',
    args: z.strictObject({ commandId, saleId: z.nullable(saleId) }),
    result: z.strictObject({ receiptNumber: z.string() }),
  },
  /** What lies beside the goods of a parked sale; its code takes the sale up again. */
  'sale.printSlip': {
    kind: 'setting',
    permission: 'sale.sell',
    args: z.strictObject({ commandId, saleId }),
    result: nothing,
  },
  /** Columns, characters, codes and the cutter, to be judged by eye; on the first printer where none is named. */
  'device.printTest': {
    kind: 'setting',
    permission: 'signedIn',
    args: z.strictObject({ commandId, role: z.optional(z.enum(['printer', 'fallback'])) }),
    result: nothing,
  },
} as const satisfies Record<string, CommandSpec>;

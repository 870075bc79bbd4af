// What the customer sees of the open sale, on a window or a pole of their own. Owns how much of it leaves the till: no staff,
// no customer's name, no codes and no stock; it is told and can never be asked for anything.
import * as z from 'zod/mini';
import { amount, currency, money } from './money.ts';
import { quantity, unit } from './quantity.ts';
import { language, line, names } from './text.ts';

/** So many of the newest lines are shown; a view never grows with the sale. */
export const SHOWN_LINES = 30;

export const customerLine = z.strictObject({
  /** Counted with the others of its sale; a line that comes back has its own. */
  number: z.int(),
  names,
  unit,
  quantity,
  /** Before anything is taken off; negative where it comes back. */
  gross: money,
  amount: money,
  isVoided: z.boolean(),
});
export type CustomerLine = z.infer<typeof customerLine>;

export const customerView = z.strictObject({
  /** Null before the register is set up. */
  shop: z.nullable(line(60)),
  /** The shop's, that of its receipts. */
  language,
  currency: z.nullable(currency),
  /** `closed`: nobody sells here now. `done` stays until the next sale begins. */
  state: z.enum(['closed', 'idle', 'selling', 'paying', 'done']),
  /** The newest last. */
  lines: z.array(customerLine).check(z.maxLength(SHOWN_LINES)),
  /** Lines before the first of these. */
  earlierLines: z.int().check(z.gte(0)),
  /** The number of the line that changed last; null where none did. */
  latest: z.nullable(z.int()),
  savings: amount,
  /** What taxes put on top of the prices; 0 where prices have them in. */
  taxAdded: amount,
  total: money,
  /** Still to pay. */
  due: amount,
  /** What the customer gets while more came back than was bought. */
  giveBack: amount,
  received: amount,
  /** Given back: change, and refunds. */
  change: amount,
  /** The signed code of the receipt once there is one, a row of modules a text of 0 and 1. */
  code: z.nullable(z.array(z.string())),
});
export type CustomerView = z.infer<typeof customerView>;

/** The only message that a customer's window is sent. */
export const customerMessage = z.strictObject({ event: z.literal('customer.view'), payload: customerView });
export type CustomerMessage = z.infer<typeof customerMessage>;

// The register: the numbered selling position, its configuration, and whether it may sell.
import * as z from 'zod/mini';
import { deviceChoice } from './device-choice.ts';
import { limits } from './limits.ts';
import { currency, amount } from './money.ts';
import { language, line } from './text.ts';
import { badge, pin, role } from './staff.ts';
import { staffId } from './ids.ts';
import { taxNumber, taxSummary } from './tax-summary.ts';

export const rounding = z.enum(['half-up', 'half-even']);

/** Cash is settled in steps of `increment` minor units (arithmetic R7). */
export const cashRounding = z.strictObject({
  increment: amount.check(z.gte(1), z.lte(100_000)),
  mode: z.enum(['half-up', 'up', 'down']),
});
export type CashRounding = z.infer<typeof cashRounding>;

export const registerConfig = z.strictObject({
  storeName: line(60),
  /** The position's number in the shop, 1 to 99. */
  number: z.int().check(z.gte(1), z.lte(99)),
  currency,
  /** IANA name, such as Asia/Shanghai. */
  timeZone: line(60),
  /** Sales before this hour belong to the trading day before, 0 to 11. */
  dayStartsAt: z.int().check(z.gte(0), z.lte(11)),
  rounding,
  taxRounding: z.enum(['line', 'document']),
  cashRounding: z.nullable(cashRounding),
  receiptLanguage: language,
  isDemo: z.boolean(),
  /** How far each role may go by itself; left out where the first limits hold. */
  limits: z.optional(limits),
  /** How receipts show taxes; left out until the shop has chosen. */
  taxSummary: z.optional(taxSummary),
  /** Left out where receipts show none. */
  taxNumber: z.optional(taxNumber),
  /** Left out where nothing was chosen on the screen. */
  devices: z.optional(deviceChoice),
});
export type RegisterConfig = z.infer<typeof registerConfig>;

export const newStaff = z.strictObject({ staffId, name: line(60), role, pin, badge: z.optional(badge) });
export type NewStaff = z.infer<typeof newStaff>;

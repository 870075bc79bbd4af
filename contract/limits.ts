// How far each role may go by itself, and what is said when somebody else must approve. Owns the defaults; a shop keeps its
// own in the register's configuration.
import * as z from 'zod/mini';
import { approvalId, staffId } from './ids.ts';
import { line } from './text.ts';

/** Parts per million, 0 to 1,000,000: 0 is not at all, 1,000,000 is everything. */
const limitPpm = z.int().check(z.gte(0), z.lte(1_000_000));

export const roleLimits = z.strictObject({
  /** The greatest share of a line that a discount on it may take off. */
  lineDiscountPpm: limitPpm,
  /** The same of a whole sale. */
  orderDiscountPpm: limitPpm,
  /** How far below the catalogue's price a price may be set by hand. */
  overridePpm: limitPpm,
});
export type RoleLimits = z.infer<typeof roleLimits>;

export const limits = z.strictObject({ cashier: roleLimits, supervisor: roleLimits, manager: roleLimits });
export type Limits = z.infer<typeof limits>;

/** What holds until a shop decides otherwise. */
export const firstLimits: Limits = {
  cashier: { lineDiscountPpm: 100_000, orderDiscountPpm: 0, overridePpm: 0 },
  supervisor: { lineDiscountPpm: 300_000, orderDiscountPpm: 200_000, overridePpm: 300_000 },
  manager: { lineDiscountPpm: 1_000_000, orderDiscountPpm: 1_000_000, overridePpm: 1_000_000 },
};

/** The very command that somebody is asked to approve: its name and its arguments, its id among them. */
export const actionToApprove = z.strictObject({ name: line(60), args: z.record(z.string(), z.unknown()) });
export type ActionToApprove = z.infer<typeof actionToApprove>;

/** For that one command, with those arguments, once, within two minutes. */
export const approval = z.strictObject({
  approvalId,
  approver: z.strictObject({ staffId, name: line(60) }),
});
export type Approval = z.infer<typeof approval>;

// The people who work the register, and what a signed-in session is.
import * as z from 'zod/mini';
import { instant, staffId } from './ids.ts';
import { line } from './text.ts';

export const role = z.enum(['cashier', 'supervisor', 'manager']);
export type Role = z.infer<typeof role>;

/** What a command asks of whoever calls it. `anyone` needs no sign-in; `signedIn` needs any. */
export const permission = z.enum([
  'anyone',
  'signedIn',
  'setUp',
  'sale.sell',
  'sale.openPrice',
  'sale.overridePrice',
  'sale.refund',
  'sale.refundWithoutReceipt',
  'sale.discount',
  'shift.work',
  'cash.move',
  'drawer.noSale',
  'report.x',
  'register.close',
  'register.trust',
  'catalog.edit',
  'staff.edit',
  'limits.edit',
  'app.update',
  'device.setUp',
  'register.recover',
]);
export type Permission = z.infer<typeof permission>;

/** Four to eight digits. */
export const pin = z.string().check(z.regex(/^\d{4,8}$/));

/** The code on a badge, or on any card a person carries. */
export const badge = z.string().check(z.regex(/^[\x21-\x7e]{8,64}$/));

/** A member of staff as the unlock screen shows them; `demoPin` and `demoBadge` exist in a demonstration shop only. */
export const staffCard = z.strictObject({
  staffId,
  name: line(60),
  role,
  onShift: z.boolean(),
  demoPin: z.nullable(pin),
  hasBadge: z.boolean(),
  demoBadge: z.nullable(badge),
});
export type StaffCard = z.infer<typeof staffCard>;

export const session = z.strictObject({
  staffId,
  name: line(60),
  role,
  signedInAt: instant,
  permissions: z.array(permission),
});
export type Session = z.infer<typeof session>;

// Who may do what. One table; commands name the permission, never the role.
import type { Permission, Role } from '#contract/staff.ts';

const cashier: readonly Permission[] = [
  'anyone',
  'signedIn',
  'sale.sell',
  'sale.refund',
  // Each as far as the limits of the role go (contract/limits.ts).
  'sale.discount',
  'sale.overridePrice',
  'shift.work',
];
const supervisor: readonly Permission[] = [
  ...cashier,
  'sale.refundWithoutReceipt',
  'cash.move',
  'drawer.noSale',
  'report.x',
  'register.close',
  'register.recover',
];
const manager: readonly Permission[] = [
  ...supervisor,
  'sale.openPrice',
  'register.trust',
  'catalog.edit',
  'staff.edit',
  'limits.edit',
  'app.update',
  'device.setUp',
];

const table: Record<Role, readonly Permission[]> = { cashier, supervisor, manager };

/** The permissions of a role. */
export function permissionsOf(role: Role): Permission[] {
  return [...table[role]];
}

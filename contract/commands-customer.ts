// The commands of customers and their groups. Part of the map in commands.ts.
import * as z from 'zod/mini';
import type { CommandSpec } from './command-spec.ts';
import { customer, customerGroup, customerId } from './customer.ts';
import { commandId, saleId } from './ids.ts';
import { saleChange } from './sale.ts';

const groups = z.strictObject({ groups: z.array(customerGroup) });

export const customerCommands = {
  /** Creates or replaces a customer by the id. */
  'customer.put': {
    kind: 'journal',
    permission: 'catalog.edit',
    args: z.strictObject({ commandId, customer }),
    result: z.strictObject({ isNew: z.boolean() }),
  },
  /** Says who buys the open sale, or that nobody known does; prices and taxes follow. */
  'sale.setCustomer': {
    kind: 'basket',
    permission: 'sale.sell',
    args: z.strictObject({ commandId, saleId, customerId: z.nullable(customerId) }),
    result: saleChange,
  },
  'customer.get': {
    kind: 'read',
    permission: 'sale.sell',
    args: z.strictObject({ customerId }),
    result: customer,
  },
  /** Whose card has this code, whose telephone ends so, whose name holds this; nobody for nothing. */
  'customer.find': {
    kind: 'read',
    permission: 'sale.sell',
    args: z.strictObject({
      text: z.string().check(z.maxLength(80)),
      limit: z.int().check(z.gte(1), z.lte(50)),
    }),
    result: z.strictObject({ customers: z.array(customer) }),
  },
  /** Everybody by name, up to a limit; for whoever keeps the entries. */
  'customer.list': {
    kind: 'read',
    permission: 'catalog.edit',
    args: z.strictObject({ limit: z.int().check(z.gte(1), z.lte(500)) }),
    result: z.strictObject({ customers: z.array(customer) }),
  },
  'customer.groups': { kind: 'read', permission: 'signedIn', args: z.strictObject({}), result: groups },
  /** Creates and renames groups by their ids. */
  'customer.putGroups': {
    kind: 'journal',
    permission: 'catalog.edit',
    args: z.strictObject({ commandId, groups: z.array(customerGroup).check(z.maxLength(100)) }),
    result: groups,
  },
} as const satisfies Record<string, CommandSpec>;

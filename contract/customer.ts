// Customers who are known to the shop: what finds them, and what their prices and taxes depend on. Holds no more of a
// person than that.
import * as z from 'zod/mini';
import { businessDate } from './ids.ts';
import { line, names } from './text.ts';
import { destinationId } from './tax-rule.ts';

export const customerId = z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,39}$/));
export const customerGroupId = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,31}$/));
export const customerGroup = z.strictObject({ id: customerGroupId, names });
export type CustomerGroup = z.infer<typeof customerGroup>;

/** The last digits of a telephone number: enough to find somebody by, too few to call them. */
export const phoneTail = z.string().check(z.regex(/^\d{4}$/));
/** The code on a member's card. */
export const cardCode = z.string().check(z.regex(/^[\x21-\x7e]{4,64}$/));

/** Why no tax is asked of somebody, and until which trading day that may be believed; null is without end. */
export const taxExemption = z.strictObject({ certificate: line(60), until: z.nullable(businessDate) });
export type TaxExemption = z.infer<typeof taxExemption>;

export const customer = z.strictObject({
  customerId,
  name: line(60),
  phoneTail: z.nullable(phoneTail),
  group: z.nullable(customerGroupId),
  cardCode: z.nullable(cardCode),
  taxExempt: z.nullable(taxExemption),
  /** Where the goods go, if that decides taxes; null is the shop itself. */
  destination: z.nullable(destinationId),
});
export type Customer = z.infer<typeof customer>;

// Which taxes are asked of whom, as data: what an exemption takes away, and what another destination puts in place of
// what the shop asks. Applies nothing: that is src-main/domain/tax-rules.ts.
import * as z from 'zod/mini';
import { taxCode } from './catalog.ts';
import { line, names } from './text.ts';

export const destinationId = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,31}$/));

/** Goods that go there are taxed by `to` where the shop taxes by `from`; a code that is not named stays. */
export const destination = z.strictObject({
  id: destinationId,
  names,
  taxCodes: z.array(z.strictObject({ from: taxCode, to: taxCode })).check(z.maxLength(50)),
});
export type Destination = z.infer<typeof destination>;

export const exemption = z.strictObject({
  /** The English names of the taxes that go; null is all of them. */
  removes: z.nullable(z.array(line(120)).check(z.maxLength(50))),
  /**
   * What becomes of a price that holds a tax which goes. `net`: the customer pays the price without that tax. `same`: the
   * price stays as it is and holds that tax no longer.
   */
  exemptPrice: z.enum(['net', 'same']),
});
export type Exemption = z.infer<typeof exemption>;

export const taxRules = z.strictObject({
  exemption,
  destinations: z.array(destination).check(
    z.maxLength(100),
    z.refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'an id comes twice'),
  ),
});
export type TaxRules = z.infer<typeof taxRules>;

/** Until a shop says otherwise. */
export const firstTaxRules: TaxRules = { exemption: { removes: null, exemptPrice: 'net' }, destinations: [] };

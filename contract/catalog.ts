// Articles and their taxes as the catalogue holds them.
import * as z from 'zod/mini';
import { amount, price, ratePpm } from './money.ts';
import { quantity, unit } from './quantity.ts';
import { line, names } from './text.ts';

/** The shop's stock code; upper and lower case are different codes. */
export const sku = line(40);
/** A short code that is keyed in, one to five digits. */
export const plu = z.string().check(z.regex(/^[1-9]\d{0,4}$/));
/** A barcode number as printed: 8, 12, 13 or 14 digits. */
export const gtin = z.string().check(z.regex(/^(\d{8}|\d{12,14})$/));
export const categoryId = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,31}$/));
export const taxCode = z.string().check(z.regex(/^[A-Z0-9]{1,8}$/));

/** One tax of a tax code; the order in the list is the order of computation (arithmetic R4, R5). */
export const tax = z.strictObject({
  /** The English name is also what tells one tax of a shop from another. */
  names,
  ratePpm,
  /** The price already holds this tax. */
  included: z.boolean(),
  /** Its amount is added to the base of the taxes after it. */
  raisesBase: z._default(z.boolean(), false),
  /** It is computed on the plain base even after a tax that raises bases. */
  ignoresRaised: z._default(z.boolean(), false),
});
export type Tax = z.infer<typeof tax>;

export const taxGroup = z.strictObject({ code: taxCode, taxes: z.array(tax).check(z.maxLength(8)) });
export type TaxGroup = z.infer<typeof taxGroup>;

export const category = z.strictObject({ id: categoryId, names });
export type Category = z.infer<typeof category>;

/** Several of an article under a barcode of their own: a case of 24. */
export const pack = z.strictObject({
  gtin,
  /** How much of the article is in it. */
  quantity,
  /** For the whole pack; null where each unit costs what it costs alone. */
  priceMicros: z.nullable(price),
  /** Null where it is called as the article is. */
  names: z.nullable(names),
});
export type Pack = z.infer<typeof pack>;

export const item = z.strictObject({
  sku,
  names,
  category: categoryId,
  taxCode,
  unit,
  /** Per piece or per kilogram. */
  priceMicros: price,
  plu: z.nullable(plu),
  gtins: z.array(gtin).check(z.maxLength(20)),
  // What most articles have none of is left out: an article put without it has none of it, and is shown without it.
  brand: z.optional(z.nullable(line(60))),
  /** No price given at the counter may be below it. */
  minPriceMicros: z.optional(z.nullable(price)),
  /** Its price is given at the counter, each time. */
  isOpenPrice: z.optional(z.boolean()),
  packs: z.optional(z.array(pack).check(z.maxLength(10))),
});
export type Item = z.infer<typeof item>;

/** How a code was understood when it was looked up; `label` is one that carries a weight, an amount or pieces. */
export const codeKind = z.enum(['gtin', 'plu', 'sku', 'pack', 'label']);
export type CodeKind = z.infer<typeof codeKind>;

/** What a label says of its article. With an amount, the quantity is to be shown only (arithmetic R17). */
export const labelFigures = z.strictObject({ quantity: z.nullable(quantity), amount: z.nullable(amount) });
export type LabelFigures = z.infer<typeof labelFigures>;

/** What a label says by a layout that is being tried. */
export const labelRead = z.strictObject({
  layoutId: z.string(),
  /** As it stands on the label; of an item reference the whole GTIN. */
  articleCode: z.string(),
  item: z.nullable(item),
  said: z.discriminatedUnion('ok', [
    z.strictObject({ ok: z.literal(true), figures: labelFigures }),
    z.strictObject({
      ok: z.literal(false),
      problem: z.enum(['checkDigit', 'priceVerifier', 'noFigure', 'tooFine']),
    }),
  ]),
});
export type LabelRead = z.infer<typeof labelRead>;

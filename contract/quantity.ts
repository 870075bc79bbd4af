// Quantities: thousandths of a piece or of a kilogram. Owns their limits and how they are written.
import * as z from 'zod/mini';
import { toDecimal } from './money.ts';

/** Thousandths; 1 piece is 1000, 0.842 kg is 842. At most a million units. */
export const MAX_QUANTITY = 1_000_000_000;
export const quantity = z.int().check(z.gte(1), z.lte(MAX_QUANTITY)).brand<'Quantity'>();
export type Quantity = z.infer<typeof quantity>;

export const ONE = 1000 as Quantity;

/** How an article is counted: by piece (whole units only) or by weight in kilograms. */
export const unit = z.enum(['each', 'kg']);
export type Unit = z.infer<typeof unit>;

/** A quantity as people read it: 3000 is "3", 842 is "0.842". */
export function formatQuantity(value: number): string {
  return toDecimal(value, 3).replace(/\.?0+$/, '');
}

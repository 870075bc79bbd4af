// What one tax comes to, as sales, returns and reports show it. Owns the form only; taxes are computed in src-main/domain.
import * as z from 'zod/mini';
import { money } from './money.ts';
import { names } from './text.ts';

export const taxTotal = z.strictObject({ names, amount: money });
export type TaxTotal = z.infer<typeof taxTotal>;

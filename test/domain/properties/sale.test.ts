// The properties of a sale, its refunds, its tenders and its trace (1 to 4, 8, 9), as often as `npm test` runs them.
import { testProperty } from './each.ts';
import { mirrored } from './mirrored.ts';
import { order } from './order.ts';
import { paid } from './paid.ts';
import { refunds } from './refunds.ts';
import { tenders } from './tenders.ts';
import { trace } from './trace.ts';

for (const property of [paid, refunds, mirrored, order, trace, tenders]) testProperty(property);

// The properties of what is kept and printed (5 to 7, 10), as often as `npm test` runs them.
import { days } from './days.ts';
import { drawer } from './drawer.ts';
import { testProperty } from './each.ts';
import { parked } from './parked.ts';
import { receipt } from './receipt.ts';

for (const property of [parked, receipt, days, drawer]) testProperty(property);

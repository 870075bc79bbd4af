// The ten properties of the arithmetic, in their order. Nothing else.
import { days } from './days.ts';
import { drawer } from './drawer.ts';
import { mirrored } from './mirrored.ts';
import { order } from './order.ts';
import { paid } from './paid.ts';
import { parked } from './parked.ts';
import type { Property } from './property.ts';
import { receipt } from './receipt.ts';
import { refunds } from './refunds.ts';
import { tenders } from './tenders.ts';
import { trace } from './trace.ts';

export const properties: readonly Property[] = [
  paid,
  refunds,
  mirrored,
  order,
  parked,
  receipt,
  days,
  trace,
  tenders,
  drawer,
];

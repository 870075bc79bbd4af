// The table of campaigns, in the order in which a night runs them. One line and one file each; nothing else.
import type { Campaign } from './campaign.ts';
import { errors } from './errors.ts';
import { full } from './full.ts';
import { kill } from './kill.ts';
import { clock } from './clock.ts';
import { damage } from './damage.ts';
import { killpoints } from './killpoints.ts';
import { power } from './power.ts';
import { printer } from './printer.ts';
import { readonly } from './readonly.ts';
import { replay } from './replay.ts';
import { slow } from './slow.ts';
import { second } from './second.ts';
import { tamper } from './tamper.ts';

export const campaigns: readonly Campaign[] = [
  power,
  killpoints,
  kill,
  replay,
  errors,
  full,
  readonly,
  slow,
  tamper,
  damage,
  clock,
  second,
  printer,
];

// The table of campaigns, in the order in which a night runs them. One line and one file each; nothing else.
import type { Campaign } from './campaign.ts';
import { errors } from './errors.ts';
import { full } from './full.ts';
import { kill } from './kill.ts';
import { damage } from './damage.ts';
import { power } from './power.ts';
import { readonly } from './readonly.ts';
import { replay } from './replay.ts';
import { slow } from './slow.ts';
import { tamper } from './tamper.ts';

export const campaigns: readonly Campaign[] = [power, kill, replay, errors, full, readonly, slow, tamper, damage];

// What became of one damaged state, as a process of the campaign tells it to the tally. Owns the words of the ends.
import type { Shop } from './shops.ts';

export interface DamageGiven {
  shops: Shop[];
  seed: string;
  /** Where copies are made; whoever gave it clears it away. */
  root: string;
  /** Only the damages whose name has this in it. */
  only: string;
}

/**
 * `whole`: it sells, nothing is missing. `restored`: rows that were lost came back, and that was said. `viewOnly`: it does
 * not sell, for a reason that fits. `beyondSight`: what no till can see. `verifier`: it sells, and `till verify` names what
 * the start passed over. `counter`: goods on the counter or waiting papers are gone, no row. `wrong`: anything else.
 */
export const ends = ['whole', 'restored', 'viewOnly', 'beyondSight', 'verifier', 'counter', 'wrong'] as const;
export type End = (typeof ends)[number];

export interface State {
  damage: string;
  end: End;
  trouble: string | null;
  /** How selling went on, where it did. */
  way: string | null;
  wrong: string[];
}

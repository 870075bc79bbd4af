// Offers on groups of units: what makes a group and what it saves. Owns their one common form, which the search can
// count with; the search itself is in search.ts.
import type { Money } from '#contract/money.ts';

export interface DealPart {
  /** Units of a group that come from this part. */
  count: number;
  /** Indexes of lots, dearest unit first, ties to the lower line number. */
  lots: readonly number[];
}

/**
 * A group takes `count` units from each part. It saves `opens` grains as a whole (less than nothing where the group
 * has a price) and, for each unit from place `savesFrom` on when its units stand dearest first, what `saves` says of
 * the lot. Only a deal of one part has places: in a bundle `savesFrom` is 0.
 */
export interface Deal {
  parts: readonly DealPart[];
  opens: number;
  savesFrom: number;
  saves: ReadonlyMap<number, number>;
  /** At most so many groups. */
  limit: number;
}

/** What a deal takes of a lot; `saving` of the units stand in a saving place. */
export interface Take {
  deal: Deal;
  lot: number;
  units: number;
  saving: number;
}

/** `gain`: grains saved beyond what the same units would save by themselves. `groups`: how many of each deal. */
export interface Plan {
  gain: number;
  takes: readonly Take[];
  groups: ReadonlyMap<Deal, number>;
}

export const nothing: Plan = { gain: 0, takes: [], groups: new Map() };

export function joined(plans: readonly Plan[]): Plan {
  const groups = new Map<Deal, number>();
  for (const plan of plans)
    for (const [deal, n] of plan.groups) groups.set(deal, (groups.get(deal) ?? 0) + n);
  return {
    gain: plans.reduce((total, plan) => total + plan.gain, 0),
    takes: plans.flatMap((plan) => plan.takes),
    groups,
  };
}

/** How many groups the free units would make if nobody else wanted them. */
export function mostGroups(deal: Deal, free: readonly number[]): number {
  return deal.parts.reduce(
    (least, part) =>
      Math.min(least, Math.floor(part.lots.reduce((n, lot) => n + (free[lot] ?? 0), 0) / part.count)),
    deal.limit,
  );
}

/**
 * Money off a bundle is never more than the cheapest units that could make one are worth, so that every bundle saves
 * the same. `worthOf`: the units' amounts in minor units.
 */
export function cappedAmount(
  amount: Money,
  parts: readonly DealPart[],
  worthOf: (lot: number) => number,
  free: readonly number[],
): Money {
  let cheapest = 0;
  for (const part of parts) {
    let wanted = part.count;
    // Dearest first, so the cheapest stand at the end.
    for (let i = part.lots.length - 1; i >= 0 && wanted > 0; i--) {
      const lot = part.lots[i] ?? 0;
      const taken = Math.min(wanted, free[lot] ?? 0);
      cheapest += taken * worthOf(lot);
      wanted -= taken;
    }
  }
  return Math.min(amount, Math.floor(cheapest)) as Money;
}

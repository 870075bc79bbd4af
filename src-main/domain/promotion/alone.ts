// One deal with every unit to itself. Owns the short ways to its best plan, which need no search where all units of a
// group save alike; competition is in band.ts.
import { nothing } from './deal.ts';
import type { Deal, Plan, Take } from './deal.ts';
import { search } from './search.ts';
import type { Shelf } from './search.ts';

/** Steps for a bundle whose parts share articles; a group with places is searched whatever it takes, for it is little. */
const SHARED_PARTS_STEPS = 6000;

export interface AlonePlan {
  plan: Plan;
  isProven: boolean;
}

/** The best plan of one deal on the free units. */
export function planAlone(shelf: Shelf, deal: Deal): AlonePlan {
  if (deal.savesFrom > 0) {
    const found = search(shelf, [deal], { atLeast: 0, budget: { steps: Infinity }, width: Infinity });
    return { plan: found.plan ?? nothing, isProven: found.isWhole };
  }
  const counted = countOut(shelf, deal);
  if (!shareUnits(deal)) return { plan: counted, isProven: true };
  const budget = { steps: SHARED_PARTS_STEPS };
  const found = search(shelf, [deal], { atLeast: counted.gain, budget, width: Infinity });
  return { plan: found.plan ?? counted, isProven: found.isWhole };
}

function shareUnits(deal: Deal): boolean {
  const seen = new Set<number>();
  for (const { lots } of deal.parts)
    for (const lot of lots) if (seen.size === seen.add(lot).size) return true;
  return false;
}

/**
 * Group after group from the units that gain most in each part, until one gains nothing. Where no unit belongs to two
 * parts no other choice of as many groups gains more, and each group gains less than the one before: this is the best.
 */
function countOut(shelf: Shelf, deal: Deal): Plan {
  const free = [...shelf.free];
  const gainOf = (lot: number) => (deal.saves.get(lot) ?? 0) - (shelf.base[lot] ?? 0);
  const queues = deal.parts.map((part) => [...part.lots].sort((a, b) => gainOf(b) - gainOf(a) || a - b));
  const units = new Map<number, number>();
  let [gain, groups] = [0, 0];
  while (groups < deal.limit) {
    const group = nextGroup(deal, queues, free, deal.limit - groups);
    if (group === null) break;
    const gained = group.takes.reduce((total, [lot, n]) => total + n * gainOf(lot), deal.opens);
    if (gained <= 0) break;
    for (const [lot, n] of group.takes) {
      free[lot] = (free[lot] ?? 0) - n * group.times;
      units.set(lot, (units.get(lot) ?? 0) + n * group.times);
    }
    gain += gained * group.times;
    groups += group.times;
  }
  if (groups === 0) return nothing;
  const takes = [...units].map(([lot, n]): Take => ({ deal, lot, units: n, saving: n }));
  return { gain, takes, groups: new Map([[deal, groups]]) };
}

/** The next group, and how often it can be made of the same lots. */
function nextGroup(
  deal: Deal,
  queues: readonly (readonly number[])[],
  free: readonly number[],
  most: number,
): { takes: [number, number][]; times: number } | null {
  const left = new Map<number, number>();
  const takes: [number, number][] = [];
  for (const [p, part] of deal.parts.entries()) {
    let wanted = part.count;
    for (const lot of queues[p] ?? []) {
      const here = left.get(lot) ?? free[lot] ?? 0;
      const taken = Math.min(wanted, here);
      if (taken === 0) continue;
      left.set(lot, here - taken);
      takes.push([lot, taken]);
      wanted -= taken;
      if (wanted === 0) break;
    }
    if (wanted > 0) return null;
  }
  const isPlain = takes.length === deal.parts.length && left.size === takes.length;
  const times = isPlain ? Math.min(most, ...takes.map(([lot, n]) => Math.floor((free[lot] ?? 0) / n))) : 1;
  return { takes, times };
}

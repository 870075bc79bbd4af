// Sales of very many pieces: most of them are grouped at once before the search, which then has the rest. Owns that
// shortcut, which gives up the proof of the optimum; ordinary baskets never come here.
import { nothing } from './deal.ts';
import type { Deal, Plan, Take } from './deal.ts';
import type { Shelf } from './search.ts';

/** More units than this in reach of deals are not searched one by one. */
const MANY_UNITS = 1500;
/** What stays of each lot for the search. */
const KEPT = 120;

export interface Bulk {
  plan: Plan;
  free: readonly number[];
  isUsed: boolean;
}

/** Groups whole lots while one has many units left; the best gain for each unit first, ties to the first deal. */
export function takeInBulk(shelf: Shelf, deals: readonly Deal[]): Bulk {
  const inReach = new Set(deals.flatMap((deal) => deal.parts.flatMap((part) => part.lots)));
  const count = [...inReach].reduce((total, lot) => total + (shelf.free[lot] ?? 0), 0);
  if (count <= MANY_UNITS) return { plan: nothing, free: shelf.free, isUsed: false };
  const free = [...shelf.free];
  const takes: Take[] = [];
  const groups = new Map<Deal, number>();
  let gain = 0;
  for (let best = bestBatch(shelf, free, deals, groups); best !== null;) {
    const { deal, lots, times } = best;
    deal.parts.forEach((part, p) => {
      const lot = lots[p] ?? 0;
      const units = times * part.count;
      free[lot] = (free[lot] ?? 0) - units;
      takes.push({ deal, lot, units, saving: times * (part.count - deal.savesFrom) });
    });
    groups.set(deal, (groups.get(deal) ?? 0) + times);
    gain += best.gain * times;
    best = bestBatch(shelf, free, deals, groups);
  }
  // What no deal wanted in bulk saves by itself; a part is left for mixed groups.
  const kept = free.map((units, lot) => (inReach.has(lot) ? Math.min(units, KEPT) : units));
  const isUsed = kept.some((units, lot) => units !== shelf.free[lot]);
  return { plan: { gain, takes, groups }, free: kept, isUsed };
}

interface Batch {
  deal: Deal;
  lots: readonly number[];
  times: number;
  /** Of one group. */
  gain: number;
}

function bestBatch(
  shelf: Shelf,
  free: readonly number[],
  deals: readonly Deal[],
  groups: ReadonlyMap<Deal, number>,
): Batch | null {
  let best: Batch | null = null;
  let bestPerUnit = 0;
  for (const deal of deals) {
    const left = deal.limit - (groups.get(deal) ?? 0);
    for (const batch of batchesOf(shelf, free, deal, left)) {
      const units = deal.parts.reduce((total, part) => total + part.count, 0);
      if (batch.gain <= 0 || batch.gain / units <= bestPerUnit) continue;
      best = batch;
      bestPerUnit = batch.gain / units;
    }
  }
  return best;
}

/** A group from each lot with many units; for a bundle, from the lot of each part that has most left. */
function batchesOf(shelf: Shelf, free: readonly number[], deal: Deal, left: number): Batch[] {
  const spare = (lot: number) => Math.max(0, (free[lot] ?? 0) - KEPT);
  const single = deal.parts.length === 1;
  const choices = single
    ? (deal.parts[0]?.lots ?? []).map((lot) => [lot])
    : [
        deal.parts.reduce<number[]>((chosen, part) => {
          const open = part.lots.filter((lot) => !chosen.includes(lot));
          return [...chosen, open.reduce((a, b) => (spare(b) > spare(a) ? b : a), open[0] ?? -1)];
        }, []),
      ];
  return choices.flatMap((lots): Batch[] => {
    let times = left;
    let gain = deal.opens;
    deal.parts.forEach((part, p) => {
      const lot = lots[p] ?? -1;
      times = Math.min(times, Math.floor(spare(lot) / part.count));
      gain += (deal.saves.get(lot) ?? 0) * (part.count - deal.savesFrom);
      gain -= (shelf.base[lot] ?? 0) * part.count;
    });
    return times > 0 ? [{ deal, lots, times, gain }] : [];
  });
}

// One band: exclusive offers of the same priority that compete for the units of a sale. Owns the way from offers to the
// plan that saves most, part by independent part; knows no money, only grains.
import { joined, mostGroups } from './deal.ts';
import type { Deal, Plan } from './deal.ts';
import { takeInBulk } from './bulk.ts';
import { planAlone } from './alone.ts';
import type { AlonePlan } from './alone.ts';
import { search } from './search.ts';
import type { Budget, Shelf } from './search.ts';

export interface BandPlan {
  plan: Plan;
  /** False when the steps ran out before the plan was proven to be the best. */
  isProven: boolean;
}

const NARROW_STEPS = 6000;
const LEAST_WIDTH = 4;

interface Alone extends AlonePlan {
  deal: Deal;
}

/**
 * The groups that save most together, against units that save `base` by themselves. Deals stand in the order in which
 * ties go to them. `steps` bounds the search over all parts of the band; a deal that competes with nobody needs none.
 */
export function planDeals(shelf: Shelf, deals: readonly Deal[], budget: Budget): BandPlan {
  const bulk = takeInBulk(shelf, deals);
  const rest = { ...shelf, free: bulk.free };
  const left = deals.map((deal) => ({
    ...deal,
    limit: deal.limit - (bulk.plan.groups.get(deal) ?? 0),
    origin: deal,
  }));
  // A deal that gains nothing with every unit to itself gains nothing beside others.
  const alone = left
    .filter((deal) => mostGroups(deal, rest.free) > 0)
    .map((deal): Alone => ({ deal, ...planAlone(rest, deal) }));
  const useful = alone.filter(({ plan }) => plan.gain > 0);
  const parts = independentParts(useful, rest.free).map((part) => planPart(rest, part, budget));
  const origins = new Map<Deal, Deal>(left.map((deal) => [deal, deal.origin]));
  const plan = joined([bulk.plan, renamed(joined(parts.map((part) => part.plan)), origins)]);
  return { plan, isProven: !bulk.isUsed && [...alone, ...parts].every((part) => part.isProven) };
}

/** The plan in terms of the deals as they were handed in. */
function renamed(plan: Plan, origins: ReadonlyMap<Deal, Deal>): Plan {
  return {
    gain: plan.gain,
    takes: plan.takes.map((take) => ({ ...take, deal: origins.get(take.deal) ?? take.deal })),
    groups: new Map([...plan.groups].map(([deal, n]) => [origins.get(deal) ?? deal, n])),
  };
}

/** Deals that share units, directly or through others; small parts first, so that one large part starves no other. */
function independentParts(useful: readonly Alone[], free: readonly number[]): Alone[][] {
  const leaders = new Map<number, number>();
  const leaderOf = (key: number): number => {
    let at = key;
    for (let up = leaders.get(at); up !== undefined; up = leaders.get(at)) at = up;
    return at;
  };
  useful.forEach(({ deal }, d) => {
    // Lots have their index; deals stand below zero.
    for (const part of deal.parts) {
      for (const lot of part.lots) {
        const [a, b] = [leaderOf(-1 - d), leaderOf(lot)];
        if ((free[lot] ?? 0) > 0 && a !== b) leaders.set(a, b);
      }
    }
  });
  const byLeader = new Map<number, Alone[]>();
  useful.forEach((one, d) => {
    const leader = leaderOf(-1 - d);
    byLeader.set(leader, [...(byLeader.get(leader) ?? []), one]);
  });
  return [...byLeader.values()].sort((a, b) => a.length - b.length);
}

function planPart(shelf: Shelf, part: readonly Alone[], budget: Budget): BandPlan {
  const together = joined(part.map(({ plan }) => plan));
  if (fits(together, shelf.free)) return { plan: together, isProven: true };
  const known = bestGreedy(shelf, part);
  const deals = part.map(({ deal }) => deal);
  // A narrow search is cheap, and the better the plan it finds, the more of the whole search is cut off.
  const width = widthFor(shelf, deals);
  const narrow = search(shelf, deals, { atLeast: known.gain, budget: { steps: Infinity }, width });
  const better = narrow.plan ?? known;
  if (narrow.isWhole) return { plan: better, isProven: true };
  const whole = search(shelf, deals, { atLeast: better.gain, budget, width: Infinity });
  return { plan: whole.plan ?? better, isProven: whole.isWhole };
}

/** How many ways may be followed so that a narrow search of the part makes about NARROW_STEPS steps. */
function widthFor(shelf: Shelf, deals: readonly Deal[]): number {
  const unitsIn = (lots: readonly number[]) => lots.reduce((total, lot) => total + (shelf.free[lot] ?? 0), 0);
  const stepsForOne = deals
    .flatMap(({ parts }) => parts)
    .reduce((total, part) => total + 2 * unitsIn(part.lots), 0);
  return Math.max(LEAST_WIDTH, Math.floor(NARROW_STEPS / stepsForOne));
}

function fits(plan: Plan, free: readonly number[]): boolean {
  const left = [...free];
  for (const { lot, units } of plan.takes) {
    left[lot] = (left[lot] ?? 0) - units;
    if ((left[lot] ?? 0) < 0) return false;
  }
  return true;
}

/** One deal after the other on what is left: those that gain most first, or those that gain most for each unit. */
function bestGreedy(shelf: Shelf, part: readonly Alone[]): Plan {
  const unitsOf = ({ plan }: Alone) => plan.takes.reduce((total, take) => total + take.units, 0);
  const byGain = [...part].sort((a, b) => b.plan.gain - a.plan.gain);
  const byUnit = [...part].sort((a, b) => b.plan.gain / unitsOf(b) - a.plan.gain / unitsOf(a));
  const [first, second] = [greedy(shelf, byGain), greedy(shelf, byUnit)];
  return second.gain > first.gain ? second : first;
}

function greedy(shelf: Shelf, order: readonly Alone[]): Plan {
  const free = [...shelf.free];
  const plans: Plan[] = [];
  for (const { deal } of order) {
    if (mostGroups(deal, free) === 0) continue;
    const { plan } = planAlone({ ...shelf, free }, deal);
    for (const { lot, units } of plan.takes) free[lot] = (free[lot] ?? 0) - units;
    plans.push(plan);
  }
  return joined(plans);
}

// The search for the groups that save most: unit after unit, dearest first, keeping for each place the best way to it,
// and dropping what cannot beat the plan already known. Exact unless the number of steps runs out; never looks at time.
import { nothing } from './deal.ts';
import type { Deal, Plan, Take } from './deal.ts';
import { ceiled } from './lot.ts';
import { canClose, isClosed, layOut, openBound, stepInto } from './places.ts';
import type { Place } from './places.ts';

/** The units on the shelf, by index of lot: what each is worth, saves by itself, and how many are free. */
export interface Shelf {
  worth: readonly number[];
  base: readonly number[];
  free: readonly number[];
}

/** Steps that may still be made, in all searches that share them. */
export interface Budget {
  steps: number;
}

export interface Search {
  /** Must be gained more than by the plan that is known; 0 if none is. */
  atLeast: number;
  budget: Budget;
  /** At most so many ways are followed at a time, those that promise most; Infinity for all. */
  width: number;
}

export interface Found {
  /** Null when no plan gains more than `atLeast`, or none was found in time. */
  plan: Plan | null;
  /** True when every plan was looked at, or shown to gain no more. */
  isWhole: boolean;
}

/** The bound of a way that cannot be completed, or not to a better plan. */
const HOPELESS = -Infinity;

interface Option {
  place: Place;
  part: number;
  /** What the unit saves in a saving place, and what it would save by itself. */
  saves: number;
  base: number;
}

/** Ways so far, as a tree: what they saved, where they came from, what the last unit was used for. */
interface Ways {
  value: number[];
  before: number[];
  /** 0: left alone; else 2 × (option + 1), plus 1 when it stood in a saving place. */
  choice: number[];
  /** What it may come to at most. */
  bound: number[];
}

/**
 * The plan that gains most, if it gains more than `atLeast`. Of equal plans the one that uses the dearest units of the
 * lowest lines for the first of the deals.
 */
export function search(shelf: Shelf, deals: readonly Deal[], how: Search): Found {
  const places = layOut(deals, shelf.free, (lot) => shelf.worth[lot] ?? 0);
  if (places === null) return { plan: null, isWhole: false };
  const optionsOf = new Map<number, Option[]>();
  for (const place of places) {
    place.deal.parts.forEach((part, p) => {
      for (const lot of part.lots) {
        if ((shelf.free[lot] ?? 0) === 0) continue;
        const option = {
          place,
          part: p,
          saves: place.deal.saves.get(lot) ?? 0,
          base: shelf.base[lot] ?? 0,
        };
        const known = optionsOf.get(lot);
        if (known === undefined) optionsOf.set(lot, [option]);
        else known.push(option);
      }
    });
  }
  const lots = [...optionsOf.keys()].sort((a, b) => a - b);
  return walk(shelf, places, lots, optionsOf, how);
}

/** The most that one more unit of each lot can add when every group's saving is spread over its units. */
function mostOf(options: readonly Option[]): number {
  let most = 0;
  for (const { place, part, saves, base } of options) {
    const { deal } = place;
    const count = deal.parts[0]?.count ?? 1;
    const spread = deal.savesFrom === 0 ? saves : ceiled(saves, count - deal.savesFrom, count);
    most = Math.max(most, spread + (place.shares[part] ?? 0) - base);
  }
  return most;
}

/** Every plan's gain is a multiple of it, so a bound that is less than this above a known plan cannot beat it. */
function commonStep(places: readonly Place[], optionsOf: ReadonlyMap<number, Option[]>): number {
  let step = 0;
  const divide = (value: number): void => {
    let [a, b] = [step, Math.abs(value)];
    while (b !== 0) [a, b] = [b, a % b];
    step = a;
  };
  for (const place of places) divide(place.deal.opens);
  for (const options of optionsOf.values())
    for (const { saves, base } of options) [saves, base].forEach(divide);
  return Math.max(1, step);
}

function walk(
  shelf: Shelf,
  places: readonly Place[],
  lots: readonly number[],
  optionsOf: ReadonlyMap<number, Option[]>,
  { atLeast, budget, width }: Search,
): Found {
  const ways: Ways = { value: [0], before: [-1], choice: [0], bound: [0] };
  let isWhole = true;
  let layer = new Map<number, number>([[0, 0]]);
  const units: number[] = [];
  const most = lots.map((lot) => mostOf(optionsOf.get(lot) ?? []));
  const step = places.length === 1 ? 1 : commonStep(places, optionsOf);
  let ahead = lots.reduce((total, lot, i) => total + (most[i] ?? 0) * (shelf.free[lot] ?? 0), 0);
  for (const [i, lot] of lots.entries()) {
    const options = optionsOf.get(lot) ?? [];
    const touched = [...new Set(options.map(({ place }) => place))];
    for (const place of touched) place.lastSaves = place.deal.saves.get(lot) ?? 0;
    for (let unit = 0; unit < (shelf.free[lot] ?? 0); unit++) {
      for (const { place, part } of options) place.ahead[part] = (place.ahead[part] ?? 0) - 1;
      ahead -= most[i] ?? 0;
      const steps = layer.size * (options.length + 1);
      if (steps > budget.steps) return { plan: null, isWhole: false };
      budget.steps -= steps;
      layer = nextLayer(layer, ways, options, (state, value) => {
        for (const place of touched) if (!canClose(state, place)) return HOPELESS;
        // Alone, a deal has so few places that bounds cost more than they spare.
        if (places.length === 1) return value;
        let bound = value + ahead;
        for (const place of places) bound += openBound(state, place);
        return bound - atLeast >= step ? bound : HOPELESS;
      });
      if (layer.size > width) {
        layer = mostPromising(layer, ways, width);
        isWhole = false;
      }
      units.push(lot);
    }
  }
  let best = -1;
  for (const [state, way] of layer) {
    if (!places.every((place) => isClosed(state, place))) continue;
    if (best < 0 || (ways.value[way] ?? 0) > (ways.value[best] ?? 0)) best = way;
  }
  if (best < 0 || (ways.value[best] ?? 0) <= atLeast) return { plan: null, isWhole };
  return { plan: retrace(ways, best, units, optionsOf), isWhole };
}

/** The `width` states that may come to most, in the order they were found. */
function mostPromising(layer: ReadonlyMap<number, number>, ways: Ways, width: number): Map<number, number> {
  const boundOf = (way: number) => ways.bound[way] ?? 0;
  const kept = new Set([...layer.values()].sort((a, b) => boundOf(b) - boundOf(a) || a - b).slice(0, width));
  return new Map([...layer].filter(([, way]) => kept.has(way)));
}

function nextLayer(
  layer: ReadonlyMap<number, number>,
  ways: Ways,
  options: readonly Option[],
  boundOf: (state: number, value: number) => number,
): Map<number, number> {
  const next = new Map<number, number>();
  const offer = (state: number, value: number, before: number, choice: number): void => {
    const known = next.get(state);
    if (known === undefined) {
      const bound = boundOf(state, value);
      if (bound === HOPELESS) return;
      next.set(state, ways.value.length);
      ways.value.push(value);
      ways.before.push(before);
      ways.choice.push(choice);
      ways.bound.push(bound);
    } else if (value > (ways.value[known] ?? 0)) {
      ways.bound[known] = (ways.bound[known] ?? 0) + value - (ways.value[known] ?? 0);
      ways.value[known] = value;
      ways.before[known] = before;
      ways.choice[known] = choice;
    }
  };
  for (const [state, way] of layer) {
    const value = ways.value[way] ?? 0;
    for (let o = 0; o < options.length; o++) {
      const option = options[o] as Option;
      const step = stepInto(state, option.place, option.part);
      if (step === null) continue;
      const gained = (step.isSaving ? option.saves : 0) + (step.isOpening ? option.place.deal.opens : 0);
      offer(step.state, value + gained - option.base, way, 2 * (o + 1) + (step.isSaving ? 1 : 0));
    }
    offer(state, value, way, 0);
  }
  return next;
}

function retrace(
  ways: Ways,
  last: number,
  units: readonly number[],
  optionsOf: ReadonlyMap<number, Option[]>,
): Plan {
  const takes = new Map<Deal, Map<number, Take>>();
  const partUnits = new Map<Deal, number>();
  let way = last;
  for (let u = units.length - 1; u >= 0; u--) {
    const choice = ways.choice[way] ?? 0;
    way = ways.before[way] ?? -1;
    if (choice === 0) continue;
    const lot = units[u] ?? 0;
    const option = optionsOf.get(lot)?.[(choice >> 1) - 1];
    if (option === undefined) continue;
    const { deal } = option.place;
    const ofDeal = takes.get(deal) ?? new Map<number, Take>();
    takes.set(deal, ofDeal);
    const take = ofDeal.get(lot) ?? { deal, lot, units: 0, saving: 0 };
    ofDeal.set(lot, { ...take, units: take.units + 1, saving: take.saving + (choice & 1) });
    if (option.part === 0) partUnits.set(deal, (partUnits.get(deal) ?? 0) + 1);
  }
  if (takes.size === 0) return nothing;
  const groups = new Map<Deal, number>();
  for (const [deal, n] of partUnits) groups.set(deal, n / (deal.parts[0]?.count ?? 1));
  return {
    gain: ways.value[last] ?? 0,
    takes: [...takes.values()].flatMap((ofDeal) => [...ofDeal.values()]),
    groups,
  };
}

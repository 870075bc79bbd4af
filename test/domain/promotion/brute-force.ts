// The best combination by trying every one: what the promotion engine is measured against. Shares no code with it, counts
// in minor units, and is only right for baskets in which nothing needs rounding.
import type { Promotion, PromotionTarget } from '#contract/promotion.ts';
import type { PromotableLine } from '#domain/promotion.ts';

/** One piece, or the whole of a weighed line. */
export interface Unit {
  line: PromotableLine;
  value: number;
}

export function unitsOf(line: PromotableLine): Unit[] {
  if (line.unit === 'kg') return [{ line, value: line.amount }];
  const pieces = line.quantity / 1000;
  return Array.from({ length: pieces }, () => ({ line, value: line.amount / pieces }));
}

export function isMeant(target: PromotionTarget, line: PromotableLine): boolean {
  const { skus, categories, brands } = target;
  if (skus.length + categories.length + brands.length === 0) return true;
  return (
    skus.includes(line.sku) ||
    categories.includes(line.category) ||
    (line.brand !== null && brands.includes(line.brand))
  );
}

const weightOf = ({ line }: Unit): number => (line.unit === 'kg' ? line.quantity / 1000 : 1);

/** What one unit saves by itself; null where the promotion is not about single units, or not about this one. */
export function savingOfUnit({ rule }: Promotion, unit: Unit, all: readonly Unit[]): number | null {
  switch (rule.kind) {
    case 'percentOff':
      return isMeant(rule.target, unit.line) ? (unit.value * rule.ppm) / 1_000_000 : null;
    case 'amountOff':
      return isMeant(rule.target, unit.line) ? Math.min(unit.value, rule.amount * weightOf(unit)) : null;
    case 'fixedPrice':
    case 'memberPrice': {
      const price = rule.prices.find(({ sku }) => sku === unit.line.sku)?.priceMicros;
      return price === undefined ? null : unit.value - (price / 10_000) * weightOf(unit);
    }
    case 'slabs': {
      if (!isMeant(rule.target, unit.line)) return null;
      const count = all
        .filter(({ line }) => isMeant(rule.target, line))
        .reduce((total, one) => total + weightOf(one) * 1000, 0);
      const reached = rule.steps.filter(({ from }) => count >= from).at(-1);
      if (reached === undefined) return null;
      if ('ppm' in reached) return (unit.value * reached.ppm) / 1_000_000;
      return unit.value - (reached.priceMicros / 10_000) * weightOf(unit);
    }
    case 'nForPrice':
    case 'cheapestFree':
    case 'nthPercent':
    case 'bundle':
    case 'spendAndSave':
      return null;
  }
}

interface Slot {
  target: PromotionTarget;
}

function slotsOf({ rule }: Promotion): Slot[] {
  const many = (target: PromotionTarget, count: number): Slot[] =>
    Array.from({ length: count }, () => ({ target }));
  switch (rule.kind) {
    case 'nForPrice':
    case 'cheapestFree':
      return many(rule.target, rule.count);
    case 'nthPercent':
      return many(rule.target, rule.nth);
    case 'bundle':
      return rule.parts.flatMap(({ target, count }) => many(target, count));
    default:
      return [];
  }
}

/** True when every slot can have a unit of its own. */
function canFill(slots: readonly Slot[], units: readonly Unit[]): boolean {
  const [first, ...others] = slots;
  if (first === undefined) return units.length === 0;
  return units.some(
    (unit, i) =>
      isMeant(first.target, unit.line) && canFill(others, [...units.slice(0, i), ...units.slice(i + 1)]),
  );
}

const sumOf = (units: readonly Unit[]) => units.reduce((total, { value }) => total + value, 0);

/** What a group saves that fills the slots of the promotion. `all`: every unit there was when the band began. */
function savingOfGroup({ rule }: Promotion, group: readonly Unit[], all: readonly Unit[]): number {
  const rising = [...group].sort((a, b) => a.value - b.value);
  switch (rule.kind) {
    case 'nForPrice':
      return sumOf(group) - rule.price;
    case 'cheapestFree':
      return sumOf(rising.slice(0, rule.free));
    case 'nthPercent':
      return ((rising[0]?.value ?? 0) * rule.ppm) / 1_000_000;
    case 'bundle': {
      const { deal } = rule;
      if (deal.kind === 'price') return sumOf(group) - deal.price;
      if (deal.kind === 'percent') return (sumOf(group) * deal.ppm) / 1_000_000;
      const least = rule.parts.flatMap(({ target, count }) =>
        all
          .filter(({ line }) => isMeant(target, line))
          .sort((a, b) => a.value - b.value)
          .slice(0, count),
      );
      return Math.min(deal.amount, sumOf(least));
    }
    default:
      return 0;
  }
}

function* choose(from: readonly number[], count: number): Generator<number[]> {
  if (count === 0) yield [];
  for (const [i, one] of from.entries()) {
    if (from.length - i < count || count === 0) return;
    for (const rest of choose(from.slice(i + 1), count - 1)) yield [one, ...rest];
  }
}

/** The most that promotions which exclude each other can save on these units. `limits`: times for each promotion. */
export function mostSaved(
  units: readonly Unit[],
  promotions: readonly Promotion[],
  limits: readonly number[],
): number {
  const known = new Map<string, number>();
  const most = (free: readonly number[], left: readonly number[]): number => {
    const [first, ...others] = free;
    if (first === undefined) return 0;
    const key = `${free.join()}|${left.join()}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    let best = most(others, left);
    promotions.forEach((promotion, p) => {
      if ((left[p] ?? 0) <= 0) return;
      // Slabs apply once to the purchase, not once a unit.
      const uses = promotion.rule.kind === 'slabs' ? 0 : 1;
      const after = left.map((n, i) => (i === p ? n - uses : n));
      const alone = savingOfUnit(promotion, units[first] as Unit, units);
      if (alone !== null && alone > 0) best = Math.max(best, alone + most(others, after));
      const slots = slotsOf(promotion);
      if (slots.length === 0) return;
      for (const rest of choose(others, slots.length - 1)) {
        const group = [first, ...rest].map((i) => units[i] as Unit);
        if (!canFill(slots, group)) continue;
        const saved = savingOfGroup(promotion, group, units);
        if (saved <= 0) continue;
        const unused = others.filter((i) => !rest.includes(i));
        best = Math.max(best, saved + most(unused, after));
      }
    });
    known.set(key, best);
    return best;
  };
  return most(
    units.map((_, i) => i),
    limits,
  );
}

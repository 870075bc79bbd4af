// Offers of one band on lots: the best combination, turned into money. Owns the rounding of each saving and its share
// for each line; a line that several offers share is cut into portions first, so that no saving exceeds its portion.
import type { Money } from '#contract/money.ts';
import { allocate, sum, toMoney, ZERO } from '#domain/money.ts';
import { planDeals } from './band.ts';
import type { Deal, Plan } from './deal.ts';
import { dealOf, groupFormOf, limitedDealOf, unitRuleOf } from './forms.ts';
import type { GroupForm } from './forms.ts';
import { portion } from './lot.ts';
import type { Lot, Measure } from './lot.ts';
import type { Offer } from './offers.ts';
import type { Budget, Shelf } from './search.ts';
import { percentOf, roundedSaving, unitSaving } from './unit-rule.ts';
import type { UnitRule } from './unit-rule.ts';

export interface Share {
  lot: Lot;
  units: number;
  saved: Money;
}

export interface Outcome {
  offer: Offer;
  times: number;
  saved: Money;
  /** In the order of line numbers; only lines that save something. */
  shares: Share[];
}

/** Units that an offer takes of a lot; of groups, `saving` of them stand where the saving comes from. */
interface Taken {
  lot: Lot;
  units: number;
  saving: number;
}

/** The offers of a band as the search takes them. */
interface Contest {
  rules: readonly (UnitRule | null)[];
  /** For each lot what a unit saves at best by itself, and the offer that saves it; -1 for none. */
  base: number[];
  bestOf: number[];
  deals: Deal[];
  /** By offer: the deal that stands for it, and the form of the group; null where it is on each unit. */
  dealt: Map<number, { deal: Deal; form: GroupForm | null }>;
}

/**
 * Applies offers that compete for the free units of the lots, and takes from the lots what they used and saved.
 * `lots`: dearest unit first, ties to the lower number. `offers`: by promotionId.
 */
export function applyBand(
  offers: readonly Offer[],
  lots: readonly Lot[],
  measure: Measure,
  budget: Budget,
): { outcomes: Outcome[]; isProven: boolean } {
  const contest = contestOf(offers, lots, measure);
  const free = lots.map((lot) => lot.free);
  const shelf: Shelf = { worth: lots.map(({ worth }) => worth), base: contest.base, free };
  const { plan, isProven } = planDeals(shelf, contest.deals, budget);
  const taken = takenBy(offers, lots, contest, plan);
  const outcomes = offers.map((offer, o): Outcome | null => {
    const mine = merged(taken[o] ?? []);
    const dealt = contest.dealt.get(o);
    const rule = contest.rules[o] ?? null;
    if (mine.length === 0) return null;
    if (rule !== null) return unitOutcome(offer, rule, mine, measure);
    if (dealt === undefined || dealt.form === null) return null;
    return groupOutcome(offer, dealt.form, plan.groups.get(dealt.deal) ?? 0, mine, measure);
  });
  return { outcomes: outcomes.filter((outcome) => outcome !== null), isProven };
}

function contestOf(offers: readonly Offer[], lots: readonly Lot[], measure: Measure): Contest {
  const indexes = new Map(lots.map((lot, i) => [lot, i]));
  const inStock = (target: readonly Lot[] = []): number[] =>
    target.filter((lot) => lot.free > 0).map((lot) => indexes.get(lot) ?? 0);
  const contest: Contest = {
    rules: offers.map(unitRuleOf),
    base: lots.map(() => 0),
    bestOf: lots.map(() => -1),
    deals: [],
    dealt: new Map(),
  };
  const add = (offer: number, deal: Deal, form: GroupForm | null): void => {
    contest.deals.push(deal);
    contest.dealt.set(offer, { deal, form });
  };
  offers.forEach(({ promotion, limit, targets }, o) => {
    const rule = contest.rules[o] ?? null;
    const group = groupFormOf(promotion.rule);
    if (rule !== null && (limit === Infinity || promotion.rule.kind === 'slabs')) {
      for (const i of inStock(targets[0])) {
        const saving = unitSaving(rule, lots[i] as Lot, measure);
        if (saving <= (contest.base[i] ?? 0)) continue;
        contest.base[i] = saving;
        contest.bestOf[i] = o;
      }
    } else if (rule !== null) {
      add(o, limitedDealOf(rule, { count: 1, lots: inStock(targets[0]) }, limit, lots, measure), null);
    } else if (group !== null) {
      const parts = targets.map((target, p) => ({ count: group.counts[p] ?? 1, lots: inStock(target) }));
      const { deal, form } = dealOf(group, parts, limit, lots, measure);
      add(o, deal, form);
    }
  });
  return contest;
}

/** The units of each offer: those of its groups, and those left over that it makes cheapest by themselves. */
function takenBy(offers: readonly Offer[], lots: readonly Lot[], contest: Contest, plan: Plan): Taken[][] {
  const taken = offers.map((): Taken[] => []);
  const offerOf = new Map([...contest.dealt].map(([offer, { deal }]) => [deal, offer]));
  const left = lots.map(({ free }) => free);
  for (const { deal, lot: i, units, saving } of plan.takes) {
    left[i] = (left[i] ?? 0) - units;
    taken[offerOf.get(deal) ?? -1]?.push({ lot: lots[i] as Lot, units, saving });
  }
  contest.bestOf.forEach((o, i) => {
    const units = left[i] ?? 0;
    if (units > 0) taken[o]?.push({ lot: lots[i] as Lot, units, saving: units });
  });
  return taken;
}

/** One entry for each lot, in the order of line numbers. */
function merged(taken: readonly Taken[]): Taken[] {
  const byLot = new Map<Lot, Taken>();
  for (const { lot, units, saving } of taken) {
    const before = byLot.get(lot);
    byLot.set(lot, {
      lot,
      units: units + (before?.units ?? 0),
      saving: saving + (before?.saving ?? 0),
    });
  }
  return [...byLot.values()].sort((a, b) => a.lot.line.number - b.lot.line.number);
}

/** What `units` of the lot's next units come to. */
function nextPortion(lot: Lot, units: number): Money {
  const from = lot.units - lot.free;
  return portion(lot, from, from + units);
}

/** Takes the units out of the lot, and the saving off what it comes to. */
function settle({ lot, units, saved }: Share): void {
  lot.free -= units;
  lot.remaining = toMoney(BigInt(lot.remaining) - BigInt(saved));
}

/** Offers on each unit: one rounding for each line (see roundedSaving). A line that would save nothing is left alone. */
function unitOutcome(
  offer: Offer,
  rule: UnitRule,
  taken: readonly Taken[],
  measure: Measure,
): Outcome | null {
  const shares = taken
    .map(({ lot, units }): Share => {
      const saved = roundedSaving(rule, lot, units, nextPortion(lot, units), measure);
      return { lot, units, saved };
    })
    .filter(({ saved }) => saved > 0);
  if (shares.length === 0) return null;
  shares.forEach(settle);
  const isOnWhole = offer.promotion.rule.kind === 'slabs';
  const times = isOnWhole ? 1 : shares.reduce((total, { units }) => total + units, 0);
  return { offer, times, saved: sum(shares.map(({ saved }) => saved)), shares };
}

/**
 * Offers on groups: one rounding for all groups of the promotion, then shared by all their units in proportion to what
 * they come to (largest remainder, ties to the lower line), so that goods that come back are refunded at what they
 * really cost. With a price the units come to exactly that; per cent is of the units' amounts.
 */
function groupOutcome(
  offer: Offer,
  form: GroupForm,
  times: number,
  taken: readonly Taken[],
  measure: Measure,
): Outcome | null {
  const amounts = taken.map(({ lot, units }) => nextPortion(lot, units));
  const whole = sum(amounts);
  const saved = groupSaving(form, times, whole, taken, measure);
  if (saved <= 0) return null;
  const parts = allocate(
    BigInt(saved),
    amounts.map((amount) => BigInt(amount)),
  );
  const shares = taken.map(({ lot, units }, i): Share => ({ lot, units, saved: toMoney(parts[i] ?? 0n) }));
  shares.forEach(settle);
  return { offer, times, saved, shares: shares.filter((share) => share.saved > 0) };
}

function groupSaving(
  { saving }: GroupForm,
  times: number,
  whole: Money,
  taken: readonly Taken[],
  measure: Measure,
): Money {
  switch (saving.by) {
    case 'price': {
      const off = BigInt(whole) - BigInt(saving.price) * BigInt(times);
      return off > 0n ? toMoney(off) : ZERO;
    }
    case 'percent': {
      const of = saving.ofSaving ? sum(taken.map((one) => nextPortion(one.lot, one.saving))) : whole;
      return percentOf(of, saving.ppm, measure);
    }
    case 'amount': {
      const off = BigInt(saving.amount) * BigInt(times);
      return off < BigInt(whole) ? toMoney(off) : whole;
    }
  }
}

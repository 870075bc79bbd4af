// Offers of one band on lots: the best combination, turned into money. Owns the rounding of each saving and its share
// for each line; a line that several offers share is cut into portions first, so that no saving exceeds its portion.
import type { Money } from '#contract/money.ts';
import { allocate, sum, toMoney, ZERO } from '#domain/money.ts';
import { planDeals } from './band.ts';
import type { Deal } from './deal.ts';
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
  const indexOf = new Map(lots.map((lot, i) => [lot, i]));
  const inStock = (target: readonly Lot[]): number[] =>
    target.filter((lot) => lot.free > 0).map((lot) => indexOf.get(lot) ?? 0);
  const base = lots.map(() => 0);
  const bestOf = lots.map((): number => -1);
  const rules = offers.map((offer) => unitRuleOf(offer));
  const deals: Deal[] = [];
  const formOf = new Map<Deal, { offer: number; form: GroupForm | null }>();
  offers.forEach((offer, o) => {
    const rule = rules[o] ?? null;
    const { kind } = offer.promotion.rule;
    const group = groupFormOf(offer.promotion.rule);
    if (rule !== null && (offer.limit === Infinity || kind === 'slabs')) {
      for (const i of inStock(offer.targets[0] ?? [])) {
        const saving = unitSaving(rule, lots[i] as Lot, measure);
        if (saving <= (base[i] ?? 0)) continue;
        base[i] = saving;
        bestOf[i] = o;
      }
    } else if (rule !== null) {
      const part = { count: 1, lots: inStock(offer.targets[0] ?? []) };
      const deal = limitedDealOf(rule, part, offer.limit, lots, measure);
      deals.push(deal);
      formOf.set(deal, { offer: o, form: null });
    } else if (group !== null) {
      const parts = offer.targets.map((target, p) => ({
        count: group.counts[p] ?? 1,
        lots: inStock(target),
      }));
      const { deal, form } = dealOf(group, parts, offer.limit, lots, measure);
      deals.push(deal);
      formOf.set(deal, { offer: o, form });
    }
  });
  const shelf: Shelf = { worth: lots.map(({ worth }) => worth), base, free: lots.map(({ free }) => free) };
  const { plan, isProven } = planDeals(shelf, deals, budget);

  const takenBy = offers.map((): Taken[] => []);
  const left = [...shelf.free];
  for (const { deal, lot: i, units, saving } of plan.takes) {
    left[i] = (left[i] ?? 0) - units;
    takenBy[formOf.get(deal)?.offer ?? -1]?.push({ lot: lots[i] as Lot, units, saving });
  }
  bestOf.forEach((o, i) => {
    const units = left[i] ?? 0;
    if (o >= 0 && units > 0) takenBy[o]?.push({ lot: lots[i] as Lot, units, saving: units });
  });
  const groupsOf = new Map(
    [...formOf].map(([deal, { offer, form }]) => [offer, { form, times: plan.groups.get(deal) ?? 0 }]),
  );
  const outcomes = offers.flatMap((offer, o): Outcome[] => {
    const taken = merged(takenBy[o] ?? []);
    const group = groupsOf.get(o);
    const rule = rules[o] ?? null;
    const outcome =
      taken.length === 0
        ? null
        : group !== undefined && group.form !== null
          ? groupOutcome(offer, group.form, group.times, taken, measure)
          : rule === null
            ? null
            : unitOutcome(offer, rule, taken, measure);
    return outcome === null ? [] : [outcome];
  });
  return { outcomes, isProven };
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

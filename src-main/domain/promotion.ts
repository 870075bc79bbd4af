// Promotions on a sale: which apply, how often, and what each line saves. Owns the order of bands, stacked promotions
// and spend-and-save (docs/decisions/0014); pure, and the same for the same lines whatever order they are handed in.
import type { Money } from '#contract/money.ts';
import type { Promotion } from '#contract/promotion.ts';
import type { Quantity } from '#contract/quantity.ts';
import type { Names } from '#contract/text.ts';
import { applyBand } from './promotion/apply.ts';
import type { Outcome } from './promotion/apply.ts';
import { freshLot, leftOverLot, measureFor, quantityOf } from './promotion/lot.ts';
import type { Lot, Measure, PromotableLine, PromotionSettings } from './promotion/lot.ts';
import { offersOn } from './promotion/offers.ts';
import type { Offer, PromotionMoment } from './promotion/offers.ts';
import type { Budget } from './promotion/search.ts';
import { applySpend } from './promotion/spend.ts';

export type { PromotableLine, PromotionSettings } from './promotion/lot.ts';
export { isOn } from './promotion/offers.ts';
export type { PromotionMoment } from './promotion/offers.ts';

export interface AppliedPromotion {
  promotionId: string;
  names: Names;
  /** The code that was used up, `times` times. */
  coupon: string | null;
  /** Groups; for offers on each unit the units; 1 for slabs and spendAndSave. */
  times: number;
  /** More than nothing. */
  saved: Money;
  /** The lines that save something, by number; they add up to `saved`. */
  lines: { number: number; units: Quantity; saved: Money }[];
}

/**
 * How many steps the search may make in one sale. Counted, not timed, so that the same basket always comes to the same
 * total; at some tenths of a microsecond a step it is a few milliseconds.
 */
const STEPS = 10_000;

/**
 * Applies the promotions that are on at the moment. Amounts are minor units of the currency; a line saves at most its
 * amount. `isProven` is false when a band was too entangled for the search, and a good combination was used instead of
 * the proven best. The list of promotions must not be changed after it was handed in: what was found out about it is
 * kept. Refuses `sale.tooLarge` beyond what a till may hold.
 */
export function applyPromotions(
  lines: readonly PromotableLine[],
  promotions: readonly Promotion[],
  moment: PromotionMoment,
  settings: PromotionSettings,
): { applied: AppliedPromotion[]; isProven: boolean } {
  const eligible = lines.filter((line) => line.isEligible && line.amount > 0);
  const measure = measureFor(eligible, settings);
  const lots = inOrder(eligible.map((line) => freshLot(line, measure)));
  const offers = offersOn(promotions, lots, moment);
  const spends = offers.filter(({ promotion }) => promotion.rule.kind === 'spendAndSave');
  const others = offers.filter(({ promotion }) => promotion.rule.kind !== 'spendAndSave');
  const exclusive = others.filter(({ promotion }) => promotion.stacking === 'exclusive');
  const stacks = others.filter(({ promotion }) => promotion.stacking === 'stacks');
  const budget: Budget = { steps: STEPS };
  const outcomes: Outcome[] = [];
  let isProven = true;
  for (const band of bandsOf(exclusive)) {
    const done = applyBand(band, lots, measure, budget);
    outcomes.push(...done.outcomes);
    isProven &&= done.isProven;
  }
  const beforeStacks = new Map(lots.map((lot) => [lot, lot.remaining]));
  for (const offer of bandsOf(stacks).flat()) {
    const done = applyStacked(offer, measure, budget);
    outcomes.push(...done.outcomes);
    isProven &&= done.isProven;
  }
  for (const offer of bandsOf(spends).flat()) {
    const outcome = applySpend(offer, beforeStacks, measure);
    if (outcome !== null) outcomes.push(outcome);
  }
  return { applied: outcomes.map(toApplied), isProven };
}

/** Dearest unit first, ties to the lower number. */
function inOrder(lots: Lot[]): Lot[] {
  return lots.sort((a, b) => b.worth - a.worth || a.line.number - b.line.number);
}

/** Offers of equal priority together, highest first; within a band by promotionId, as they come. */
function bandsOf(offers: readonly Offer[]): Offer[][] {
  const byPriority = new Map<number, Offer[]>();
  for (const offer of offers) {
    const { priority } = offer.promotion;
    const band = byPriority.get(priority);
    if (band === undefined) byPriority.set(priority, [offer]);
    else band.push(offer);
  }
  return [...byPriority].sort(([a], [b]) => b - a).map(([, band]) => band);
}

/** A stacked promotion has all units of its lines to itself, at what is left to pay for them. */
function applyStacked(
  offer: Offer,
  measure: Measure,
  budget: Budget,
): { outcomes: Outcome[]; isProven: boolean } {
  const originals = new Map<Lot, Lot>();
  const leftOver = new Map<Lot, Lot>();
  for (const lot of new Set(offer.targets.flat())) {
    if (lot.remaining === 0) continue;
    const left = leftOverLot(lot, measure);
    leftOver.set(lot, left);
    originals.set(left, lot);
  }
  const lots = inOrder([...originals.keys()]);
  const mine = offer.targets.map((target) => {
    const there = new Set(target.map((lot) => leftOver.get(lot)));
    return lots.filter((lot) => there.has(lot));
  });
  const done = applyBand([{ ...offer, targets: mine }], lots, measure, budget);
  for (const [left, lot] of originals) lot.remaining = left.remaining;
  return done;
}

function toApplied({ offer, times, saved, shares }: Outcome): AppliedPromotion {
  const { promotionId, names, coupon } = offer.promotion;
  return {
    promotionId,
    names,
    coupon: coupon?.code ?? null,
    times,
    saved,
    lines: shares.map(({ lot, units, saved: mine }) => ({
      number: lot.line.number,
      units: quantityOf(lot.line, units),
      saved: mine,
    })),
  };
}

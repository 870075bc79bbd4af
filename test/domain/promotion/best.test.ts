// The combination that is chosen, against every combination there is: small random baskets and promotions, in which
// nothing needs rounding, band by band.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Promotion } from '#contract/promotion.ts';
import { applyPromotions } from '#domain/promotion.ts';
import type { AppliedPromotion, PromotableLine } from '#domain/promotion.ts';
import { propertyRuns } from '#test/domain/properties/runs.ts';
import { mostSaved, unitsOf } from './brute-force.ts';
import type { Unit } from './brute-force.ts';
import { exclusivePromotions, moment, settings, smallBaskets } from './make.ts';

const at = { ...moment, coupons: ['CODE'] };

/** The units that are still free after a band took its own; the units of a line are all alike. */
function withoutTaken(units: readonly Unit[], applied: readonly AppliedPromotion[]): Unit[] {
  const taken = new Map<number, number>();
  for (const { number, units: thousandths } of applied.flatMap((one) => one.lines)) {
    taken.set(number, (taken.get(number) ?? 0) + thousandths);
  }
  return units.filter(({ line }) => {
    const left = taken.get(line.number) ?? 0;
    if (left <= 0) return true;
    taken.set(line.number, left - (line.unit === 'kg' ? line.quantity : 1000));
    return false;
  });
}

function check(lines: readonly PromotableLine[], promotions: readonly Promotion[]): void {
  const { applied, isProven } = applyPromotions(lines, promotions, at, settings);
  expect(isProven).toBe(true);
  let units = lines.filter((line) => line.isEligible).flatMap(unitsOf);
  for (const priority of [2, 1]) {
    const band = promotions.filter((one) => one.priority === priority);
    const ids = new Set<string>(band.map((one) => one.promotionId));
    const done = applied.filter((one) => ids.has(one.promotionId));
    const saved = done.reduce((total, one) => total + one.saved, 0);
    const limits = band.map(({ coupon }) => coupon?.perSale ?? 99);
    expect(saved).toBe(mostSaved(units, band, limits));
    const left = withoutTaken(units, done);
    const used = done
      .flatMap((one) => one.lines)
      .reduce((total, mine) => {
        const line = lines.find(({ number }) => number === mine.number);
        return total + (line?.unit === 'kg' ? 1 : mine.units / 1000);
      }, 0);
    expect(units.length - left.length).toBe(used);
    units = left;
  }
}

test(`no combination saves more than the one that is used, in ${propertyRuns} baskets`, () => {
  fc.assert(fc.property(smallBaskets(7), exclusivePromotions, check), { numRuns: propertyRuns });
}, 900_000);

// Spend and save: so much off the purchase, after every other promotion. Owns its steps and who counts.
import type { Money } from '#contract/money.ts';
import { allocate, sum, toMoney, ZERO } from '#domain/money.ts';
import type { Outcome, Share } from './apply.ts';
import { portion } from './lot.ts';
import type { Lot, Measure } from './lot.ts';
import type { Offer } from './offers.ts';
import { percentOf } from './unit-rule.ts';

/**
 * What one spendAndSave takes off. The eligible amount is what remains to pay of the lines in its target; an exclusive
 * one counts only units that no exclusive promotion has taken, and takes them. The highest step reached holds: its
 * amount, or its per cent rounded once, never more than the eligible amount; spread by largest remainder (R9).
 * `beforeStacks`: what each line came to before anything was stacked on it.
 */
export function applySpend(
  offer: Offer,
  beforeStacks: ReadonlyMap<Lot, Money>,
  measure: Measure,
): Outcome | null {
  const { rule, stacking } = offer.promotion;
  if (rule.kind !== 'spendAndSave') return null;
  const isExclusive = stacking === 'exclusive';
  const counted = (offer.targets[0] ?? [])
    .map((lot) => ({ lot, amount: isExclusive ? ofFreeUnits(lot, beforeStacks) : lot.remaining }))
    .filter(({ amount }) => amount > 0)
    .sort((a, b) => a.lot.line.number - b.lot.line.number);
  const eligible = sum(counted.map(({ amount }) => amount));
  const step = rule.steps.findLast(({ from }) => eligible >= from);
  if (step === undefined) return null;
  const off = 'ppm' in step ? percentOf(eligible, step.ppm, measure) : step.amount;
  const saved = Math.min(off, eligible) as Money;
  if (saved <= 0) return null;
  const parts = allocate(
    BigInt(saved),
    counted.map(({ amount }) => BigInt(amount)),
  );
  const shares = counted.map(({ lot }, i): Share => {
    const part = toMoney(parts[i] ?? 0n);
    const units = isExclusive ? lot.free : lot.units;
    lot.remaining = toMoney(BigInt(lot.remaining) - BigInt(part));
    if (isExclusive) lot.free = 0;
    return { lot, units, saved: part };
  });
  return { offer, times: 1, saved, shares: shares.filter((share) => share.saved > 0) };
}

/** The free units' part of what the line still comes to, rounded down. */
function ofFreeUnits(lot: Lot, beforeStacks: ReadonlyMap<Lot, Money>): Money {
  const before = beforeStacks.get(lot) ?? ZERO;
  if (lot.free === lot.units) return lot.remaining;
  if (lot.free === 0 || before === 0) return ZERO;
  const free = portion(lot, lot.units - lot.free, lot.units);
  return toMoney((BigInt(lot.remaining) * BigInt(free)) / BigInt(before));
}

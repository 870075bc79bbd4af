// The rules of promotions in the two forms that are computed with: on each unit, or on groups of units. Owns that
// translation; chooses and rounds nothing.
import type { Money } from '#contract/money.ts';
import type { PromotionRule } from '#contract/promotion.ts';
import { cappedAmount } from './deal.ts';
import type { Deal, DealPart } from './deal.ts';
import { quantityOf, scaled } from './lot.ts';
import type { Lot, Measure } from './lot.ts';
import type { Offer } from './offers.ts';
import { unitSaving } from './unit-rule.ts';
import type { UnitRule } from './unit-rule.ts';

/** What a group saves. `ofSaving`: per cent of its cheapest units only, not of all. */
export type GroupSaving =
  | { by: 'price'; price: Money }
  | { by: 'percent'; ppm: number; ofSaving: boolean }
  | { by: 'amount'; amount: Money };

export interface GroupForm {
  counts: readonly number[];
  savesFrom: number;
  saving: GroupSaving;
}

/**
 * The rule on each unit, or null for rules on groups, for spendAndSave, and for slabs of which no step is reached. The
 * steps of slabs count the free units of all lots in their target, whatever other offers take of them.
 */
export function unitRuleOf({ promotion: { rule }, targets, priceOf }: Offer): UnitRule | null {
  switch (rule.kind) {
    case 'percentOff':
      return { by: 'percent', ppm: rule.ppm };
    case 'amountOff':
      return { by: 'amount', amount: rule.amount };
    case 'fixedPrice':
    case 'memberPrice':
      return { by: 'price', priceOf };
    case 'slabs': {
      const count = (targets[0] ?? []).reduce(
        (total, { line, free }) => total + (free === 0 ? 0 : quantityOf(line, free)),
        0,
      );
      const step = rule.steps.findLast(({ from }) => count >= from);
      if (step === undefined) return null;
      return 'ppm' in step
        ? { by: 'percent', ppm: step.ppm }
        : { by: 'price', priceOf: () => step.priceMicros };
    }
    case 'nForPrice':
    case 'cheapestFree':
    case 'nthPercent':
    case 'bundle':
    case 'spendAndSave':
      return null;
  }
}

function savingOf(deal: Extract<PromotionRule, { kind: 'bundle' }>['deal']): GroupSaving {
  switch (deal.kind) {
    case 'price':
      return { by: 'price', price: deal.price };
    case 'percent':
      return { by: 'percent', ppm: deal.ppm, ofSaving: false };
    case 'amount':
      return { by: 'amount', amount: deal.amount };
  }
}

/** The rule on groups, or null for all others. */
export function groupFormOf(rule: PromotionRule): GroupForm | null {
  switch (rule.kind) {
    case 'nForPrice':
      return { counts: [rule.count], savesFrom: 0, saving: { by: 'price', price: rule.price } };
    case 'cheapestFree': {
      const saving = { by: 'percent', ppm: 1_000_000, ofSaving: true } as const;
      return { counts: [rule.count], savesFrom: rule.count - rule.free, saving };
    }
    case 'nthPercent': {
      const saving = { by: 'percent', ppm: rule.ppm, ofSaving: true } as const;
      return { counts: [rule.nth], savesFrom: rule.nth - 1, saving };
    }
    case 'bundle':
      return { counts: rule.parts.map(({ count }) => count), savesFrom: 0, saving: savingOf(rule.deal) };
    case 'percentOff':
    case 'amountOff':
    case 'fixedPrice':
    case 'memberPrice':
    case 'slabs':
    case 'spendAndSave':
      return null;
  }
}

/** No sum of grains reaches this, so a price beyond it is as good as any. */
const OUT_OF_REACH = Math.floor(Number.MAX_SAFE_INTEGER / 2);

/**
 * The deal of a group form on these lots, and the form as it holds there: money off a bundle is capped to what the
 * cheapest one is worth. `lots` are all lots of the band; parts name them by index.
 */
export function dealOf(
  form: GroupForm,
  parts: readonly DealPart[],
  limit: number,
  lots: readonly Lot[],
  measure: Measure,
): { deal: Deal; form: GroupForm } {
  const saves = new Map<number, number>();
  const fill = (unitSaves: (worth: number) => number): void => {
    for (const part of parts) for (const i of part.lots) saves.set(i, unitSaves(lots[i]?.worth ?? 0));
  };
  const { saving, savesFrom } = form;
  switch (saving.by) {
    case 'price': {
      fill((worth) => worth);
      const opens = -Math.min(saving.price * measure.grainsAMinorUnit, OUT_OF_REACH);
      return { deal: { parts, opens, savesFrom, saves, limit }, form };
    }
    case 'percent':
      fill((worth) => scaled(worth, saving.ppm, 1_000_000));
      return { deal: { parts, opens: 0, savesFrom, saves, limit }, form };
    case 'amount': {
      const amount = cappedAmount(
        saving.amount,
        parts,
        (lot) => (lots[lot]?.worth ?? 0) / measure.grainsAMinorUnit,
        lots.map(({ free }) => free),
      );
      fill(() => 0);
      const opens = amount * measure.grainsAMinorUnit;
      return {
        deal: { parts, opens, savesFrom, saves, limit },
        form: { ...form, saving: { by: 'amount', amount } },
      };
    }
  }
}

/** An offer on each unit of which a sale may have only so many: groups of one. */
export function limitedDealOf(
  rule: UnitRule,
  part: DealPart,
  limit: number,
  lots: readonly Lot[],
  measure: Measure,
): Deal {
  const saves = new Map<number, number>();
  for (const i of part.lots) {
    const lot = lots[i];
    const saving = lot === undefined ? 0 : unitSaving(rule, lot, measure);
    if (saving > 0) saves.set(i, saving);
  }
  const useful = { ...part, lots: part.lots.filter((i) => saves.has(i)) };
  return { parts: [useful], opens: 0, savesFrom: 0, saves, limit };
}

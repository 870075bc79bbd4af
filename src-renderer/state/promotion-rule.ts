// The rule of a promotion out of the fields that fit its kind. Throws `Unreadable` with the field that does not read.
import type { Money, Price, RatePpm } from '#contract/money.ts';
import type { PromotionRule, PromotionTarget } from '#contract/promotion.ts';
import type { Quantity } from '#contract/quantity.ts';
import { readQuantity } from '#screen/entry.ts';
import { need, readCount, readMoney, readPriceOf, readShare } from './form-text.ts';
import type { MoneyForm } from './form-text.ts';
import type { PromotionDraft, StepDraft } from './promotion-draft.ts';

const nothing: PromotionTarget = { skus: [], categories: [], brands: [] };

/** An amount that is more than nothing. */
function readSaving(text: string, form: MoneyForm): Money | null {
  const money = readMoney(text, form);
  return money === null || money === 0 ? null : money;
}

function assertRising(steps: readonly { from: number }[]): void {
  steps.forEach((step, at) => {
    if (at > 0 && step.from <= (steps[at - 1]?.from ?? 0)) need(null, 'stepOrder');
  });
}

/** Steps without anything in them are not there. */
function filled(steps: readonly StepDraft[]): readonly StepDraft[] {
  const all = steps.filter(({ from, value }) => from.trim() !== '' || value.trim() !== '');
  return all.length === 0 ? need<never>(null, 'steps') : all;
}

function readSlabs(draft: PromotionDraft): Extract<PromotionRule, { kind: 'slabs' }>['steps'] {
  const steps = filled(draft.steps).map(({ from, by, value }) => {
    const much: Quantity = need(readQuantity(from), 'steps');
    if (by === 'percent') return { from: much, ppm: need<RatePpm>(readShare(value), 'steps') };
    return { from: much, priceMicros: need<Price>(readPriceOf(value), 'steps') };
  });
  assertRising(steps);
  return steps;
}

function readSpending(
  draft: PromotionDraft,
  form: MoneyForm,
): Extract<PromotionRule, { kind: 'spendAndSave' }>['steps'] {
  const steps = filled(draft.steps).map(({ from, by, value }) => {
    const much = from.trim() === '' ? (0 as Money) : need(readMoney(from, form), 'steps');
    if (by === 'percent') return { from: much, ppm: need<RatePpm>(readShare(value), 'steps') };
    return { from: much, amount: need(readSaving(value, form), 'steps') };
  });
  assertRising(steps);
  return steps;
}

function readPrices({ prices }: PromotionDraft) {
  if (prices.length === 0) need(null, 'prices');
  return prices.map(({ sku, price }) => ({ sku, priceMicros: need(readPriceOf(price), 'articlePrice') }));
}

function readBundle(draft: PromotionDraft, form: MoneyForm): PromotionRule {
  const parts = draft.parts.map(({ target, count }) => ({
    target,
    count: need(readCount(count, 1, 50), 'part'),
  }));
  const deal = {
    price: () => ({ kind: 'price' as const, price: need(readMoney(draft.price, form), 'price') }),
    percent: () => ({ kind: 'percent' as const, ppm: need(readShare(draft.percent), 'percent') }),
    amount: () => ({ kind: 'amount' as const, amount: need(readSaving(draft.amount, form), 'amount') }),
  }[draft.deal]();
  return { kind: 'bundle', parts, deal };
}

export function readRule(draft: PromotionDraft, form: MoneyForm): PromotionRule {
  const target = draft.parts[0]?.target ?? nothing;
  const { kind } = draft;
  const count = () => need(readCount(draft.count, 2, 100), 'count');
  switch (kind) {
    case 'percentOff':
      return { kind, target, ppm: need(readShare(draft.percent), 'percent') };
    case 'amountOff':
      return { kind, target, amount: need(readSaving(draft.amount, form), 'amount') };
    case 'fixedPrice':
    case 'memberPrice':
      return { kind, prices: readPrices(draft) };
    case 'nForPrice':
      return { kind, target, count: count(), price: need(readMoney(draft.price, form), 'price') };
    case 'cheapestFree':
      return { kind, target, count: count(), free: need(readCount(draft.free, 1, count() - 1), 'free') };
    case 'nthPercent':
      return { kind, target, nth: count(), ppm: need(readShare(draft.percent), 'percent') };
    case 'bundle':
      return readBundle(draft, form);
    case 'slabs':
      return { kind, target, steps: readSlabs(draft) };
    case 'spendAndSave':
      return { kind, target, steps: readSpending(draft, form) };
  }
}

// A promotion in words: what it gives, on what, when, and how it stands today. Computes no saving; figures are formatted by
// whoever shows them.
import type { BusinessDate } from '#contract/ids.ts';
import { formatPercent } from '#contract/money.ts';
import type { Promotion, PromotionRule, PromotionTarget } from '#contract/promotion.ts';
import { formatQuantity } from '#contract/quantity.ts';
import type { Words } from '#contract/words/index.ts';
import { writeMinutes } from '#screen/state/dates.ts';

/** How figures and names are written. */
export interface Speech {
  words: Words;
  money: (amount: number) => string;
  price: (micros: number) => string;
  category: (id: string) => string;
  article: (sku: string) => string;
}

type Rule<K extends PromotionRule['kind']> = Extract<PromotionRule, { kind: K }>;

function slabsWords({ words, price }: Speech, { steps }: Rule<'slabs'>): string {
  const { says } = words.promotion;
  const off = (step: (typeof steps)[number]) =>
    'ppm' in step
      ? says.percentOff({ percent: formatPercent(step.ppm) })
      : says.fixedPrice({ price: price(step.priceMicros) });
  return steps.map((step) => says.step({ from: formatQuantity(step.from), off: off(step) })).join(', ');
}

function spendingWords({ words, money }: Speech, { steps }: Rule<'spendAndSave'>): string {
  const { says } = words.promotion;
  const off = (step: (typeof steps)[number]) =>
    'ppm' in step
      ? says.percentOff({ percent: formatPercent(step.ppm) })
      : says.moneyOff({ amount: money(step.amount) });
  return steps.map((step) => says.step({ from: money(step.from), off: off(step) })).join(', ');
}

function bundleWords({ words, money }: Speech, { deal }: Rule<'bundle'>): string {
  const { says } = words.promotion;
  if (deal.kind === 'price') return says.bundlePrice({ price: money(deal.price) });
  if (deal.kind === 'percent') return says.bundlePercent({ percent: formatPercent(deal.ppm) });
  return says.bundleAmount({ amount: money(deal.amount) });
}

/** `20% off`, `3 for 2`: what an offer gives. */
export function ruleWords(speech: Speech, rule: PromotionRule): string {
  const { words, money, price } = speech;
  const { says } = words.promotion;
  switch (rule.kind) {
    case 'percentOff':
      return says.percentOff({ percent: formatPercent(rule.ppm) });
    case 'amountOff':
      return says.amountOff({ amount: money(rule.amount) });
    case 'cheapestFree':
      return says.cheapestFree({ count: rule.count, pays: rule.count - rule.free });
    case 'nForPrice':
      return says.nForPrice({ count: rule.count, price: money(rule.price) });
    case 'nthPercent':
      return says.nthPercent({ nth: rule.nth, percent: formatPercent(rule.ppm) });
    case 'bundle':
      return bundleWords(speech, rule);
    case 'slabs':
      return slabsWords(speech, rule);
    case 'spendAndSave':
      return spendingWords(speech, rule);
    case 'fixedPrice':
    case 'memberPrice': {
      const [only] = rule.prices;
      if (only === undefined || rule.prices.length > 1) return says.prices({ count: rule.prices.length });
      return says[rule.kind]({ price: price(only.priceMicros) });
    }
  }
}

function targetWords({ words, category, article }: Speech, target: PromotionTarget): string {
  const all = [...target.categories.map(category), ...target.brands, ...target.skus.map(article)];
  const [name, ...others] = all;
  if (name === undefined) return words.promotion.everything;
  return others.length === 0 ? name : words.promotion.andMore({ name, count: others.length });
}

/** The articles that an offer is on: `Snacks & Sweets`, `Spring Water and 2 more`. */
export function goodsWords(speech: Speech, rule: PromotionRule): string {
  if (rule.kind === 'bundle')
    return rule.parts.map(({ target, count }) => `${count} × ${targetWords(speech, target)}`).join(' + ');
  if ('prices' in rule) {
    const skus = rule.prices.map(({ sku }) => sku);
    return targetWords(speech, { skus, categories: [], brands: [] });
  }
  return targetWords(speech, rule.target);
}

/** What an offer is, and calls itself where nobody has named it: `Snacks & Sweets: 20% off`. */
export function calledWords(speech: Speech, rule: PromotionRule): string {
  return speech.words.promotion.says.offer({
    goods: goodsWords(speech, rule),
    gives: ruleWords(speech, rule),
  });
}

/** The days, weekdays and hours on which it counts, and the coupon that it wants. */
export function whenWords({ promotion: words }: Words, one: Promotion): string {
  const { from, to } = one.validity;
  const days = () => {
    if (from !== null && to !== null) return words.days({ from, to });
    if (from !== null) return words.fromDay({ from });
    return to === null ? words.always : words.toDay({ to });
  };
  const { hours, coupon } = one;
  return [
    days(),
    ...(one.weekdays.length === 0 ? [] : [one.weekdays.map((day) => words.weekday[day - 1] ?? '').join(' ')]),
    ...(hours === null ? [] : [`${writeMinutes(hours.from)}–${writeMinutes(hours.to)}`]),
    ...(coupon === null ? [] : [words.withCoupon({ code: coupon.code })]),
  ].join(' · ');
}

export type PromotionState = 'active' | 'notYet' | 'over' | 'off';

/** How it stands on a trading day; which hours and weekdays of it count is not asked. */
export function stateOf({ isActive, validity }: Promotion, today: BusinessDate | null): PromotionState {
  if (!isActive) return 'off';
  if (today !== null && validity.to !== null && validity.to < today) return 'over';
  return today !== null && validity.from !== null && validity.from > today ? 'notYet' : 'active';
}

// A promotion while it is written: every field as the text that stands in it. Reading it back is promotion-read.ts; computes
// no saving.
import type { Promotion, PromotionId, PromotionRule, PromotionTarget } from '#contract/promotion.ts';
import { formatQuantity } from '#contract/quantity.ts';
import { writeMinutes } from './dates.ts';
import { writeMoney, writePrice, writeShare } from './form-text.ts';
import type { MoneyForm } from './form-text.ts';

export type PromotionKind = PromotionRule['kind'];

/** The kinds in the order in which a shop asks for them. */
export const promotionKinds: readonly PromotionKind[] = [
  'percentOff',
  'amountOff',
  'cheapestFree',
  'nForPrice',
  'nthPercent',
  'bundle',
  'slabs',
  'spendAndSave',
  'fixedPrice',
  'memberPrice',
];

/** `by`: a share or money; `from`: a quantity in slabs, an amount in spend-and-save. */
export interface StepDraft {
  from: string;
  by: 'percent' | 'money';
  value: string;
}

export interface PromotionDraft {
  /** Null for one that is new. */
  promotionId: PromotionId | null;
  nameEn: string;
  nameZh: string;
  kind: PromotionKind;
  isActive: boolean;
  /** One, except in a bundle. */
  parts: readonly { target: PromotionTarget; count: string }[];
  percent: string;
  amount: string;
  /** So many units together: N of a group, every how many-th. */
  count: string;
  free: string;
  price: string;
  deal: 'price' | 'percent' | 'amount';
  steps: readonly StepDraft[];
  prices: readonly { sku: string; price: string }[];
  from: string;
  to: string;
  weekdays: readonly number[];
  hoursFrom: string;
  hoursTo: string;
  groups: readonly string[];
  coupon: string;
  couponPerSale: string;
  couponTotal: string;
  priority: string;
  stacking: Promotion['stacking'];
}

/** The kinds that give each article a price of its own. */
export const isPriced = (kind: PromotionKind) => kind === 'fixedPrice' || kind === 'memberPrice';

export const everything: PromotionTarget = { skus: [], categories: [], brands: [] };

export function emptyDraft(): PromotionDraft {
  return {
    promotionId: null,
    nameEn: '',
    nameZh: '',
    kind: 'percentOff',
    isActive: true,
    parts: [{ target: everything, count: '1' }],
    percent: '',
    amount: '',
    count: '3',
    free: '1',
    price: '',
    deal: 'price',
    steps: [{ from: '', by: 'percent', value: '' }],
    prices: [],
    from: '',
    to: '',
    weekdays: [],
    hoursFrom: '',
    hoursTo: '',
    groups: [],
    coupon: '',
    couponPerSale: '1',
    couponTotal: '',
    priority: '10',
    stacking: 'exclusive',
  };
}

/** What the rule fills of the form; the rest stays as an empty form has it. */
function draftOfRule(rule: PromotionRule, form: MoneyForm): Partial<PromotionDraft> {
  const { kind } = rule;
  const parts = 'target' in rule ? { parts: [{ target: rule.target, count: '1' }] } : {};
  switch (rule.kind) {
    case 'percentOff':
      return { kind, ...parts, percent: writeShare(rule.ppm) };
    case 'amountOff':
      return { kind, ...parts, amount: writeMoney(rule.amount, form) };
    case 'fixedPrice':
    case 'memberPrice':
      return {
        kind,
        prices: rule.prices.map(({ sku, priceMicros }) => ({ sku, price: writePrice(priceMicros, form) })),
      };
    case 'nForPrice':
      return { kind, ...parts, count: String(rule.count), price: writeMoney(rule.price, form) };
    case 'cheapestFree':
      return { kind, ...parts, count: String(rule.count), free: String(rule.free) };
    case 'nthPercent':
      return { kind, ...parts, count: String(rule.nth), percent: writeShare(rule.ppm) };
    case 'bundle':
      return { kind, ...draftOfBundle(rule, form) };
    case 'slabs':
      return {
        kind,
        ...parts,
        steps: rule.steps.map((step) => stepOf(step, formatQuantity(step.from), form)),
      };
    case 'spendAndSave':
      return {
        kind,
        ...parts,
        steps: rule.steps.map((step) => stepOf(step, writeMoney(step.from, form), form)),
      };
  }
}

function draftOfBundle(
  { parts, deal }: Extract<PromotionRule, { kind: 'bundle' }>,
  form: MoneyForm,
): Partial<PromotionDraft> {
  return {
    parts: parts.map(({ target, count }) => ({ target, count: String(count) })),
    deal: deal.kind,
    price: deal.kind === 'price' ? writeMoney(deal.price, form) : '',
    percent: deal.kind === 'percent' ? writeShare(deal.ppm) : '',
    amount: deal.kind === 'amount' ? writeMoney(deal.amount, form) : '',
  };
}

type Step = Extract<PromotionRule, { steps: unknown }>['steps'][number];

function stepOf(step: Step, from: string, form: MoneyForm): StepDraft {
  if ('ppm' in step) return { from, by: 'percent', value: writeShare(step.ppm) };
  const value = 'amount' in step ? writeMoney(step.amount, form) : writePrice(step.priceMicros, form);
  return { from, by: 'money', value };
}

export function draftOf(promotion: Promotion, form: MoneyForm): PromotionDraft {
  const { validity, hours, coupon } = promotion;
  return {
    ...emptyDraft(),
    ...draftOfRule(promotion.rule, form),
    promotionId: promotion.promotionId,
    nameEn: promotion.names.en,
    nameZh: promotion.names.zh,
    isActive: promotion.isActive,
    from: validity.from ?? '',
    to: validity.to ?? '',
    weekdays: promotion.weekdays,
    hoursFrom: hours === null ? '' : writeMinutes(hours.from),
    hoursTo: hours === null ? '' : writeMinutes(hours.to),
    groups: promotion.customerGroups,
    coupon: coupon?.code ?? '',
    couponPerSale: String(coupon?.perSale ?? 1),
    couponTotal: coupon?.total === null || coupon === null ? '' : String(coupon.total),
    priority: String(promotion.priority),
    stacking: promotion.stacking,
  };
}

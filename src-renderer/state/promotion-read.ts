// A promotion out of its form, or what is wrong with the form by a name that has words.
import type { BusinessDate } from '#contract/ids.ts';
import type { Promotion, PromotionId, PromotionRule } from '#contract/promotion.ts';
import type { Names } from '#contract/text.ts';
import { readDate, readMinutes } from './dates.ts';
import { need, readCount, reading } from './form-text.ts';
import type { MoneyForm, Read } from './form-text.ts';
import type { PromotionDraft } from './promotion-draft.ts';
import { readRule } from './promotion-rule.ts';

/** What is wrong with a form, by the field to look at. */
export const promotionProblems = [
  'percent',
  'amount',
  'price',
  'count',
  'free',
  'steps',
  'stepOrder',
  'prices',
  'articlePrice',
  'part',
  'from',
  'to',
  'order',
  'hours',
  'coupon',
  'couponTotal',
  'priority',
] as const;
export type PromotionProblem = (typeof promotionProblems)[number];

function readDay(text: string, problem: 'from' | 'to'): BusinessDate | null {
  return text.trim() === '' ? null : need(readDate(text), problem);
}

function readHours(draft: PromotionDraft): Promotion['hours'] {
  if (draft.hoursFrom.trim() === '' && draft.hoursTo.trim() === '') return null;
  const from = need(readMinutes(draft.hoursFrom), 'hours');
  const to = need(readMinutes(draft.hoursTo), 'hours');
  return from === to ? need<never>(null, 'hours') : { from, to };
}

function readCoupon(draft: PromotionDraft): Promotion['coupon'] {
  const code = draft.coupon.trim();
  if (code === '') return null;
  if ([...code].length > 40) need(null, 'coupon');
  const total = draft.couponTotal.trim();
  return {
    code,
    perSale: need(readCount(draft.couponPerSale, 1, 1_000_000), 'coupon'),
    total: total === '' ? null : need(readCount(total, 1, 1_000_000_000), 'couponTotal'),
  };
}

/** Both names as they are typed; one that is left out is the other, and both are what the offer calls itself. */
function readNames(draft: PromotionDraft, called: Names): Names {
  const [en, zh] = [draft.nameEn.trim(), draft.nameZh.trim()];
  const cut = (text: string) => [...text].slice(0, 120).join('');
  return { en: cut(en || zh || called.en), zh: cut(zh || en || called.zh) };
}

export type ReadPromotion = Read<Promotion, PromotionProblem>;

/**
 * The promotion that a form says. `id` is for one that is new; `nameOf` says what an offer calls itself where nobody has
 * named it.
 */
export function readPromotion(
  draft: PromotionDraft,
  { form, id, nameOf }: { form: MoneyForm; id: PromotionId; nameOf: (rule: PromotionRule) => Names },
): ReadPromotion {
  const read = reading((): Promotion => {
    const rule = readRule(draft, form);
    const validity = { from: readDay(draft.from, 'from'), to: readDay(draft.to, 'to') };
    const { from, to } = validity;
    if (from !== null && to !== null && from > to) need(null, 'order');
    return {
      promotionId: draft.promotionId ?? id,
      names: readNames(draft, nameOf(rule)),
      priority: need(readCount(draft.priority, 0, 1000), 'priority'),
      stacking: draft.stacking,
      validity,
      weekdays: draft.weekdays.length === 7 ? [] : [...draft.weekdays].sort((a, b) => a - b),
      hours: readHours(draft),
      customerGroups: [...draft.groups],
      coupon: readCoupon(draft),
      isActive: draft.isActive,
      rule,
    };
  });
  return read as ReadPromotion;
}

/** What the fields of a form give so far; null where they do not read. */
export function readRuleOf(draft: PromotionDraft, form: MoneyForm): PromotionRule | null {
  const read = reading(() => readRule(draft, form));
  return read.ok ? read.value : null;
}

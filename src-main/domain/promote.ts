// Promotions on the lines of a sale: what may take part, at which moment, and what each line saves. Owns that moment and who
// takes part; the best combination is promotion.ts.
import type { Instant } from '#contract/ids.ts';
import type { Money, Price } from '#contract/money.ts';
import type { Promotion } from '#contract/promotion.ts';
import type { Quantity, Unit } from '#contract/quantity.ts';
import type { LineDiscount } from '#contract/discount.ts';
import type { SavedPromotion } from '#contract/sale.ts';
import { businessDateOf, wallClock } from './business-date.ts';
import { applyPromotions } from './promotion.ts';
import type { PromotableLine, PromotionMoment } from './promotion.ts';
import { lineAmount } from './sale.ts';
import type { SaleSettings } from './sale.ts';

/** A line of a sale as promotions see it. */
export interface PromotedLine {
  number: number;
  sku: string;
  category: string;
  brand: string | null;
  unit: Unit;
  quantity: Quantity;
  priceMicros: Price;
  listPriceMicros: Price;
  /** A price list says the price. */
  isListed?: boolean;
  fixedAmount: Money | null;
  discount: { given: LineDiscount } | null;
}

/** When and for whom promotions are asked; everything that is not on the lines. */
export interface Occasion {
  /** The moment at which the sale was opened: what was promised at the first scan holds until it is paid. */
  openedAt: Instant;
  timeZone: string;
  dayStartsAt: number;
  customerGroup: string | null;
  coupons: readonly string[];
  couponUses: ReadonlyMap<string, number>;
}

export interface Promoted {
  /** What each promotion takes off the sale, in the order in which they came to count. */
  all: SavedPromotion[];
  byLine: ReadonlyMap<number, SavedPromotion[]>;
  /** How often each coupon is used up by it. */
  couponUses: { code: string; times: number }[];
}

export const unpromoted: Promoted = { all: [], byLine: new Map(), couponUses: [] };

/** The weekday of a date, 1 for Monday. */
function weekdayOf(date: string): PromotionMoment['weekday'] {
  const day = new Date(`${date}T00:00:00Z`).getUTCDay();
  return (day === 0 ? 7 : day) as PromotionMoment['weekday'];
}

/** The trading day, its weekday and the minute of the shop's clock at which the sale was opened. */
export function momentOf(occasion: Occasion): PromotionMoment {
  const { openedAt, timeZone, dayStartsAt, customerGroup, coupons, couponUses } = occasion;
  const at = new Date(openedAt);
  const date = businessDateOf(at, timeZone, dayStartsAt);
  const { time } = wallClock(at, timeZone);
  const minute = Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
  return { date, weekday: weekdayOf(date), minute, customerGroup, coupons, couponUses };
}

/**
 * A price given by hand, a discount given by hand and an amount from a barcode are final: no promotion touches them. A price
 * of a list is the shop's own, as the catalogue's is.
 */
function promotable(line: PromotedLine, settings: SaleSettings): PromotableLine {
  const { number, sku, category, brand, unit, quantity, priceMicros } = line;
  const isShops = priceMicros === line.listPriceMicros || line.isListed === true;
  const isEligible = line.fixedAmount === null && line.discount === null && isShops;
  const amount = lineAmount({ quantity, priceMicros, taxes: [] }, settings);
  return { number, sku, category, brand, unit, quantity, priceMicros, amount, isEligible };
}

/** What promotions take off these lines. Refuses `sale.tooLarge` beyond what a till may hold. */
export function promote(
  lines: readonly PromotedLine[],
  promotions: readonly Promotion[],
  occasion: Occasion,
  settings: SaleSettings,
): Promoted {
  if (promotions.length === 0 || lines.length === 0) return unpromoted;
  const asked = lines.map((line) => promotable(line, settings));
  const { applied } = applyPromotions(asked, promotions, momentOf(occasion), settings);
  const byLine = new Map<number, SavedPromotion[]>();
  for (const { promotionId, names, lines: own } of applied) {
    for (const { number, saved } of own) {
      const before = byLine.get(number) ?? [];
      byLine.set(number, [...before, { promotionId, names, saved }]);
    }
  }
  return {
    all: applied.map(({ promotionId, names, saved }) => ({ promotionId, names, saved })),
    byLine,
    couponUses: applied.flatMap(({ coupon, times }) => (coupon === null ? [] : [{ code: coupon, times }])),
  };
}

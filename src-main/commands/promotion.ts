// Promotions and coupons: kept, listed, and given at the counter. What they take off is computed in src-main/domain.
import type { SaleId } from '#contract/ids.ts';
import { refuse } from '#contract/refusal.ts';
import type { SaleChange } from '#contract/sale.ts';
import { momentOf } from '#domain/promote.ts';
import { isOn } from '#domain/promotion.ts';
import { linesOf } from '#store/open-line.ts';
import { couponUses, listPromotions, promotionOfCoupon } from '#store/promotion.ts';
import { setSaleCoupons } from '#store/sale.ts';
import { assertNoTenders, ensureOpen, finish } from './basket.ts';
import type { Handler, ReadContext, WriteContext } from './context.ts';
import { occasionOf } from './promotions-for.ts';
import { requireRegister } from './register.ts';
import { requireOpen } from './sale-view.ts';

/** More than any customer carries; a bound so that nothing grows without one. */
const MAX_COUPONS = 20;

export const list: Handler<'promotion.list'> = (context) => ({ promotions: [...listPromotions(context.db)] });

export const put: Handler<'promotion.put'> = (context, { put: changed, removed }) => {
  requireRegister(context);
  const { db } = context;
  const before = listPromotions(db);
  for (const promotionId of removed) {
    if (!before.some((one) => one.promotionId === promotionId)) refuse('promotion.unknown', { promotionId });
  }
  const gone = new Set<string>([...removed, ...changed.map(({ promotionId }) => promotionId)]);
  const after = [...before.filter(({ promotionId }) => !gone.has(promotionId)), ...changed];
  const owners = new Map<string, string>();
  for (const { coupon, promotionId } of after) {
    if (coupon === null) continue;
    const owner = owners.get(coupon.code);
    if (owner !== undefined) refuse('promotion.couponTaken', { code: coupon.code, promotionId: owner });
    owners.set(coupon.code, promotionId);
  }
  context.journal('promotion.changed', { body: { postings: [], put: changed, removed } });
  return { count: after.length };
};

/** Whether a scanned code is a coupon of this shop, whatever became of its promotion. */
export function isCoupon(context: ReadContext, code: string): boolean {
  return promotionOfCoupon(context.db, code) !== null;
}

/** Takes the code of a coupon into the sale, which it may open. Refuses `coupon.*`. */
export function takeCoupon(context: WriteContext, saleId: SaleId, code: string): SaleChange {
  const { db } = context;
  const promotion = promotionOfCoupon(db, code);
  if (promotion === null) return refuse('coupon.unknown', { code });
  ensureOpen(context, saleId);
  assertNoTenders(context, saleId);
  const sale = requireOpen(context, saleId);
  if (sale.coupons.includes(code)) refuse('coupon.taken', { code });
  if (sale.coupons.length >= MAX_COUPONS) refuse('coupon.tooMany', { limit: MAX_COUPONS });
  const total = promotion.coupon?.total ?? null;
  const used = couponUses(db, [code]).get(code) ?? 0;
  if (total !== null && used >= total) refuse('coupon.usedUp', { code });
  const coupons = [...sale.coupons, code];
  const moment = momentOf({ ...occasionOf(context, sale), coupons });
  // A group's offer may come to count once the customer is known, so only the day and the hour decide here.
  if (!isOn(promotion, { ...moment, customerGroup: promotion.customerGroups[0] ?? moment.customerGroup })) {
    refuse('coupon.unknown', { code });
  }
  setSaleCoupons(db, saleId, coupons);
  return finish(context, saleId, everyLine(context, saleId));
}

/** A coupon may change any line. */
function everyLine(context: WriteContext, saleId: SaleId) {
  return linesOf(context.db, saleId).map(({ lineId }) => lineId);
}

export const addCoupon: Handler<'sale.addCoupon'> = (context, { saleId, code }) =>
  takeCoupon(context, saleId, code);

export const removeCoupon: Handler<'sale.removeCoupon'> = (context, { saleId, code }) => {
  const sale = requireOpen(context, saleId);
  assertNoTenders(context, saleId);
  if (!sale.coupons.includes(code)) refuse('coupon.notGiven', { code });
  setSaleCoupons(
    context.db,
    saleId,
    sale.coupons.filter((one) => one !== code),
  );
  return finish(context, saleId, everyLine(context, saleId));
};

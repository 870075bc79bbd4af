// What the shop's promotions take off an open sale. Owns which facts of the sale and the shop they are told; the arithmetic
// is in src-main/domain.
import { promote } from '#domain/promote.ts';
import type { Occasion, Promoted } from '#domain/promote.ts';
import type { SaleSettings } from '#domain/sale.ts';
import type { OpenLine } from '#store/open-line.ts';
import { couponUses, listPromotions } from '#store/promotion.ts';
import type { OpenSale } from '#store/sale.ts';
import type { ReadContext } from './context.ts';
import { requireRegister } from './register.ts';

/** When and for whom promotions are asked: what was promised at the first scan holds until it is paid. */
export function occasionOf(context: ReadContext, { openedAt, customer, coupons }: OpenSale): Occasion {
  const { timeZone, dayStartsAt } = requireRegister(context).config;
  const customerGroup = customer?.group ?? null;
  const uses = couponUses(context.db, coupons);
  return { openedAt, timeZone, dayStartsAt, customerGroup, coupons, couponUses: uses };
}

/** What the shop's promotions take off the lines of an open sale; voided lines are not to be handed in. */
export function promotionsFor(
  context: ReadContext,
  sale: OpenSale,
  lines: readonly OpenLine[],
  settings: SaleSettings,
): Promoted {
  return promote(lines, listPromotions(context.db), occasionOf(context, sale), settings);
}

// The commands of promotions and coupons. Part of the command map; owns no behaviour.
import * as z from 'zod/mini';
import type { CommandSpec } from './command-spec.ts';
import { commandId, saleId } from './ids.ts';
import { couponCode, promotion, promotionId } from './promotion.ts';
import { saleChange } from './sale.ts';

export const promotionCommands = {
  'promotion.list': {
    kind: 'read',
    permission: 'signedIn',
    args: z.strictObject({}),
    result: z.strictObject({ promotions: z.array(promotion) }),
  },
  /** Creates and changes promotions by their id and takes others away, all or none of it. */
  'promotion.put': {
    kind: 'journal',
    permission: 'catalog.edit',
    args: z.strictObject({
      commandId,
      put: z.array(promotion).check(z.maxLength(200)),
      removed: z.array(promotionId).check(z.maxLength(200)),
    }),
    result: z.strictObject({ count: z.int() }),
  },
  /** Takes the code of a coupon; what it does depends on the basket and may be nothing yet. */
  'sale.addCoupon': {
    kind: 'basket',
    permission: 'sale.sell',
    args: z.strictObject({ commandId, saleId, code: couponCode }),
    result: saleChange,
  },
  'sale.removeCoupon': {
    kind: 'basket',
    permission: 'sale.sell',
    args: z.strictObject({ commandId, saleId, code: couponCode }),
    result: saleChange,
  },
} as const satisfies Record<string, CommandSpec>;

// How far each role may go by itself with discounts and prices at this register, and what a basket that changes afterwards
// may make of what was given. Owns no arithmetic: shares are computed in src-main/domain.
import { firstLimits } from '#contract/limits.ts';
import type { RoleLimits } from '#contract/limits.ts';
import type { Money, Price } from '#contract/money.ts';
import { refuse } from '#contract/refusal.ts';
import type { LineItem } from '#contract/sale.ts';
import type { Role } from '#contract/staff.ts';
import { shareBelow, shareOf, shareOfDiscount } from '#domain/limit.ts';
import { multiply, subtract, sum, ZERO } from '#domain/money.ts';
import { findBySku } from '#store/catalog.ts';
import { findOpenSale } from '#store/sale.ts';
import { approverFor } from './approval.ts';
import type { Extent } from './approval.ts';
import type { Handler, ReadContext, WriteContext } from './context.ts';
import { configure, requireRegister } from './register.ts';
import type { OpenView } from './sale-view.ts';

/** The limit of a role here, in parts per million. */
export function limitOf(context: ReadContext, role: Role, what: keyof RoleLimits): number {
  return (requireRegister(context).config.limits ?? firstLimits)[role][what];
}

/** How far something goes that takes off such a share. */
export function extentOf(context: ReadContext, what: keyof RoleLimits, asked: number): Extent {
  return { asked, limitOf: (role) => limitOf(context, role, what) };
}

export const setLimits: Handler<'register.setLimits'> = (context, { limits }) => {
  configure(context, { ...requireRegister(context).config, limits });
  return limits;
};

/** What is taken off all lines by the discount on the whole sale is a share of this. */
export function askedOfLines({ lines }: OpenView): Money {
  return sum(lines.filter(({ isVoided }) => !isVoided).map(({ amount }) => amount));
}

type RepricedLine = Pick<LineItem, 'listPriceMicros'>;

/** Lets nobody set a price further below the catalogue's than they may, or somebody approve it. */
export function assertPrice(context: WriteContext, line: RepricedLine, to: Price): void {
  // Back to what the catalogue says needs nobody.
  if (to === line.listPriceMicros) return;
  const asked = shareBelow(to, line.listPriceMicros);
  approverFor(context, 'sale.overridePrice', extentOf(context, 'overridePpm', asked));
}

/** Refuses `discount.forMore`: what goes further than whoever is signed in may go was given for as many as there were. */
export function assertMayCountUp(context: WriteContext, line: LineItem): void {
  const { role } = context.state.session ?? refuse('session.none', {});
  const { discount, gross, priceMicros, listPriceMicros } = line;
  const below = shareBelow(priceMicros, listPriceMicros);
  const isOff = discount !== null && !(discount.given.kind === 'amount' && discount.given.per === 'line');
  const off = isOff ? shareOfDiscount(discount.given, discount.amount, gross) : 0;
  if (below > limitOf(context, role, 'overridePpm') || off > limitOf(context, role, 'lineDiscountPpm')) {
    refuse('discount.forMore', {});
  }
}

/**
 * Refuses `discount.belowMinimum` where discounts leave less of a line than its article may cost, in whatever order they,
 * the price and the basket came to be as they are.
 */
function assertMinimumsHold(context: ReadContext, { lines, figures }: OpenView): void {
  const counted = lines.filter(({ isVoided }) => !isVoided);
  counted.forEach((line, at) => {
    const share = figures.lines[at]?.orderShare ?? ZERO;
    if (line.discount === null && share === 0) return;
    assertAboveMinimum(context, line, subtract(leftByHand(line), share));
  });
}

/**
 * Refuses `discount.outgrown`: an amount taken off a basket that has since become smaller is a larger share of it than
 * was given, or an approved percentage is of more than whoever approved it saw; and `discount.belowMinimum`. Asked where
 * money is taken and where a sale is completed; until then the basket may be changed freely.
 */
export function assertDiscountsHold(context: ReadContext, view: OpenView): void {
  assertMinimumsHold(context, view);
  const { rows, lines, sale, figures } = view;
  const isOutgrown = rows.some(({ isVoided, discount }, at) => {
    const line = lines[at];
    if (isVoided || discount?.upToPpm === undefined || line === undefined) return false;
    return shareOf(line.discount?.amount ?? 0, line.gross) > discount.upToPpm;
  });
  if (isOutgrown) refuse('discount.outgrown', {});
  if (sale.orderDiscount === null) return;
  const { upToPpm = Infinity, upTo = Infinity } = findOpenSale(context.db, sale.saleId)?.orderDiscount ?? {};
  const isMore = figures.orderDiscount > upTo;
  if (isMore || shareOf(figures.orderDiscount, askedOfLines(view)) > upToPpm) refuse('discount.outgrown', {});
}

/** What people leave of a line: promotions are the shop's own doing, and may go below what a person may. */
export function leftByHand({ gross, discount }: Pick<LineItem, 'gross' | 'discount'>): Money {
  return discount === null ? gross : subtract(gross, discount.amount);
}

/** Refuses `discount.belowMinimum` where what is left of a line, in minor units, is less than its article may cost. */
export function assertAboveMinimum(
  context: ReadContext,
  line: Pick<LineItem, 'sku' | 'quantity'>,
  left: Money,
): void {
  const minimum = findBySku(context.db, line.sku)?.minPriceMicros ?? null;
  if (minimum === null) return;
  const { currency, rounding } = requireRegister(context).config;
  if (left < multiply(minimum, line.quantity, currency, rounding)) {
    refuse('discount.belowMinimum', { sku: line.sku });
  }
}

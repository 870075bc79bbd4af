// Who buys the open sale. Their group decides prices and their exemption and destination decide taxes, so the lines are
// priced anew with every change of it.
import type { Customer } from '#contract/customer.ts';
import type { SaleId } from '#contract/ids.ts';
import { refuse } from '#contract/refusal.ts';
import type { SaleChange, SaleCustomer } from '#contract/sale.ts';
import { businessDateOf } from '#domain/business-date.ts';
import { isExemptOn } from '#domain/tax-rules.ts';
import { findCustomer } from '#store/customer.ts';
import { setSaleCustomer } from '#store/sale.ts';
import { assertNoTenders, ensureOpen, finish } from './basket.ts';
import type { Handler, WriteContext } from './context.ts';
import { repriceFor } from './line-reprice.ts';
import { requireRegister } from './register.ts';
import { requireOpen } from './sale-view.ts';

/** A customer as a sale keeps them: as they are on this trading day. */
function asBuyer(
  context: WriteContext,
  { customerId, name, group, taxExempt, destination }: Customer,
): SaleCustomer {
  const { timeZone, dayStartsAt } = requireRegister(context).config;
  const date = businessDateOf(new Date(context.now), timeZone, dayStartsAt);
  const isTaxExempt = isExemptOn(taxExempt, date);
  const proof = taxExempt !== null && isTaxExempt ? { certificate: taxExempt.certificate } : {};
  return { customerId, name, group, isTaxExempt, ...proof, destination };
}

/** Makes somebody the buyer of a sale, opening it where none is open; null is nobody who is known. */
export function buyFor(context: WriteContext, saleId: SaleId, customer: Customer | null): SaleChange {
  ensureOpen(context, saleId);
  assertNoTenders(context, saleId);
  const sale = requireOpen(context, saleId);
  const buyer = customer === null ? null : asBuyer(context, customer);
  const changed = repriceFor(context, sale, buyer);
  setSaleCustomer(context.db, saleId, buyer);
  return finish(context, saleId, changed);
}

export const setCustomer: Handler<'sale.setCustomer'> = (context, { saleId, customerId }) => {
  const customer =
    customerId === null
      ? null
      : (findCustomer(context.db, customerId) ?? refuse('customer.unknown', { customerId }));
  return buyFor(context, saleId, customer);
};

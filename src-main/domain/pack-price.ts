// Prices that come with a quantity: of a pack, and of a label that gives an amount. Pure; exact, or it says that it is not.
import { decimalsOf } from '#contract/money.ts';
import type { Currency, Money, Price } from '#contract/money.ts';
import { MAX_QUANTITY, ONE } from '#contract/quantity.ts';
import type { Quantity } from '#contract/quantity.ts';
import { divideRounded } from './money.ts';

/** The price by the unit of a pack; `isExact` says that so many units come to the pack's price to the last micro. */
export function packPrice(price: Price, quantity: Quantity): { priceMicros: Price; isExact: boolean } {
  const micros = BigInt(price) * BigInt(ONE);
  const each = divideRounded(micros, BigInt(quantity), 'half-up');
  return { priceMicros: Number(each) as Price, isExact: each * BigInt(quantity) === micros };
}

const microsOf = (amount: Money, currency: Currency) =>
  BigInt(amount) * 10n ** BigInt(6 - decimalsOf(currency));

/** How much an amount buys at a price, to be shown only (arithmetic R17): at least a thousandth, one unit where it is free. */
export function labelledQuantity(amount: Money, price: Price, currency: Currency): Quantity {
  if (price === 0) return ONE;
  const quantity = divideRounded(microsOf(amount, currency) * BigInt(ONE), BigInt(price), 'half-up');
  const most = BigInt(MAX_QUANTITY);
  return Number(quantity < 1n ? 1n : quantity > most ? most : quantity) as Quantity;
}

/**
 * The price to show beside a label's amount and weight: the shop's own where they agree to one minor unit, else the one
 * that the label was printed with, as well as its amount tells it.
 */
export function labelledPrice(amount: Money, quantity: Quantity, price: Price, currency: Currency): Price {
  const asked = microsOf(amount, currency) * BigInt(ONE);
  const ours = BigInt(price) * BigInt(quantity);
  const difference = asked > ours ? asked - ours : ours - asked;
  if (difference <= microsOf(1 as Money, currency) * BigInt(ONE)) return price;
  return Number(divideRounded(asked, BigInt(quantity), 'half-up')) as Price;
}

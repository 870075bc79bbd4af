// What a line of the open sale asks for its article: by a list, by its pack, by the label on it or as given at the
// counter, and which taxes are in it for whoever buys. Writes nothing.
import type { Item, Pack } from '#contract/catalog.ts';
import type { Money, Price } from '#contract/money.ts';
import type { PriceList } from '#contract/price-list.ts';
import { ONE } from '#contract/quantity.ts';
import type { Quantity } from '#contract/quantity.ts';
import { refuse } from '#contract/refusal.ts';
import type { SaleCustomer } from '#contract/sale.ts';
import type { TaxRules } from '#contract/tax-rule.ts';
import type { Said } from '#domain/barcode-layout.ts';
import { businessDateOf } from '#domain/business-date.ts';
import { multiply } from '#domain/money.ts';
import { labelledPrice, labelledQuantity, packPrice } from '#domain/pack-price.ts';
import { priceOf } from '#domain/pricing.ts';
import { exemptAmount, exemptPrice, taxesFor } from '#domain/tax-rules.ts';
import type { AskedTaxes } from '#domain/tax-rules.ts';
import { taxesOf } from '#store/catalog.ts';
import type { OpenLine } from '#store/open-line.ts';
import { listsWith } from '#store/price-list.ts';
import { readTaxRules } from '#store/tax-rule.ts';
import type { ReadContext } from './context.ts';
import { requireRegister } from './register.ts';

/** How much a line is of, what it asks, and the taxes in it. */
export type Priced = Pick<
  OpenLine,
  'quantity' | 'priceMicros' | 'listPriceMicros' | 'isListed' | 'fixedAmount' | 'taxCode' | 'taxes'
>;

/** Refuses `sale.belowMinimum` for a price that is given at the counter. */
export function assertMinimum({ sku, minPriceMicros }: Item, priceMicros: Price): void {
  const least = minPriceMicros ?? null;
  if (least !== null && priceMicros < least) refuse('sale.belowMinimum', { sku, minPriceMicros: least });
}

/** How much is in so many packs. Refuses `sale.wholeUnits` for a part of one. */
export function packedQuantity({ sku }: Item, pack: Pack, packs: Quantity): Quantity {
  if (packs % ONE !== 0) refuse('sale.wholeUnits', { sku });
  return ((pack.quantity * packs) / ONE) as Quantity;
}

/** A label that counts gives whole pieces; one that weighs what is sold by the piece is one piece. */
function piecesOf(quantity: Quantity | null): Quantity {
  return quantity !== null && quantity % ONE === 0 ? quantity : ONE;
}

/** The prices of one article for one customer; null is whoever is not known. Each method gives a line's figures. */
export class Pricer {
  readonly #context: ReadContext;
  readonly #item: Item;
  readonly #customer: SaleCustomer | null;
  readonly #lists: readonly PriceList[];
  /** Null for whoever is taxed as everybody is. */
  readonly #rules: TaxRules | null;
  #asked: AskedTaxes | undefined;

  constructor(context: ReadContext, item: Item, customer: SaleCustomer | null) {
    this.#context = context;
    this.#item = item;
    this.#customer = customer;
    this.#lists = listsWith(context.db, item.sku);
    const isSpecial = customer !== null && (customer.isTaxExempt || customer.destination !== null);
    this.#rules = isSpecial ? readTaxRules(context.db) : null;
  }

  #taxed(): AskedTaxes {
    if (this.#asked !== undefined) return this.#asked;
    const { taxCode } = this.#item;
    const { db } = this.#context;
    const who = {
      isExempt: this.#customer?.isTaxExempt ?? false,
      destination: this.#customer?.destination ?? null,
    };
    const taxes = (code: string) => taxesOf(db, code);
    this.#asked =
      this.#rules === null
        ? { taxCode, taxes: taxes(taxCode) ?? [], removed: [] }
        : taxesFor(taxCode, who, { rules: this.#rules, taxesOf: taxes });
    return this.#asked;
  }

  /** What is left of a price whose taxes this customer does not pay. */
  #lower(price: Price): Price {
    if (this.#rules === null) return price;
    const { rounding } = requireRegister(this.#context).config;
    return exemptPrice(price, this.#taxed(), this.#rules, rounding);
  }

  #line(quantity: Quantity, priceMicros: Price, fixedAmount: Money | null = null): Priced {
    const { taxCode, taxes } = this.#taxed();
    const { listPrice: listPriceMicros } = this;
    return { quantity, priceMicros, listPriceMicros, isListed: false, fixedAmount, taxCode, taxes };
  }

  /** The catalogue's price. */
  get listPrice(): Price {
    return this.#lower(this.#item.priceMicros);
  }

  /** What the lists ask by the unit for so much on one line. */
  priceFor(quantity: Quantity): Price {
    if (this.#lists.length === 0) return this.listPrice;
    const { timeZone, dayStartsAt } = requireRegister(this.#context).config;
    const date = businessDateOf(new Date(this.#context.now), timeZone, dayStartsAt);
    const moment = { date, group: this.#customer?.group ?? null };
    return this.#lower(priceOf(this.#item, quantity, this.#lists, moment).priceMicros);
  }

  byList(quantity: Quantity): Priced {
    return { ...this.#line(quantity, this.priceFor(quantity)), isListed: true };
  }

  /** At a price given at the counter, which is asked as it was given. Refuses `sale.belowMinimum`. */
  atPrice(quantity: Quantity, priceMicros: Price): Priced {
    assertMinimum(this.#item, priceMicros);
    return this.#line(quantity, priceMicros);
  }

  /** So many packs: at their price by the unit where that is exact, else for the amount that they come to. */
  byPack(pack: Pack, packs: Quantity): Priced {
    const quantity = packedQuantity(this.#item, pack, packs);
    if (pack.priceMicros === null) return this.byList(quantity);
    const whole = this.#lower(pack.priceMicros);
    const { priceMicros, isExact } = packPrice(whole, pack.quantity);
    const { currency, rounding } = requireRegister(this.#context).config;
    return this.#line(quantity, priceMicros, isExact ? null : multiply(whole, packs, currency, rounding));
  }

  /** By what the label says (arithmetic R17). Refuses `sale.labelUnit` where it weighs pieces or counts what is weighed. */
  byLabel(label: Said): Priced {
    const { sku, unit } = this.#item;
    if (label.kind !== 'amount') {
      if ((label.kind === 'weight') !== (unit === 'kg')) refuse('sale.labelUnit', { sku });
      return this.byList(label.quantity);
    }
    const { currency, rounding } = requireRegister(this.#context).config;
    const amount =
      this.#rules === null ? label.amount : exemptAmount(label.amount, this.#taxed(), this.#rules, rounding);
    if (unit === 'kg' && label.quantity === null) {
      const price = this.priceFor(ONE);
      return this.#line(labelledQuantity(amount, price, currency), price, amount);
    }
    const quantity = unit === 'kg' ? (label.quantity ?? ONE) : piecesOf(label.quantity);
    return this.#line(quantity, labelledPrice(amount, quantity, this.priceFor(quantity), currency), amount);
  }

  /** At the price that the line has, with this customer's taxes. */
  asItIs({ quantity, priceMicros, isListed, fixedAmount }: OpenLine): Priced {
    return { ...this.#line(quantity, priceMicros, fixedAmount), isListed };
  }
}

// What the parts of a GS1 code say to a till: which article, how much of it or for what amount, and until when it may be
// sold. Pure; knows no article.
import type { BusinessDate } from '#contract/ids.ts';
import { elementsOf } from '#contract/gs1.ts';
import { decimalsOf } from '#contract/money.ts';
import type { Currency } from '#contract/money.ts';
import { MAX_QUANTITY, ONE } from '#contract/quantity.ts';
import type { Quantity } from '#contract/quantity.ts';
import { amountOf } from './barcode-layout.ts';
import type { Said } from './barcode-layout.ts';

export interface CodeParts {
  /** Fourteen digits. */
  gtin: string;
  /** Null where it names the article alone. An amount in another currency than the register's says nothing to it. */
  said: Said | null;
  /** It has a weight, a number or an amount of nothing, of all nines, or one that cannot be: nothing may be sold by it. */
  isEmpty: boolean;
}

/** ISO 4217 by number, as AI 393n has them. */
const currencyNumbers: Readonly<Record<Currency, string>> = {
  AUD: '036',
  CAD: '124',
  CHF: '756',
  CNY: '156',
  EUR: '978',
  GBP: '826',
  HKD: '344',
  JPY: '392',
  KRW: '410',
  KWD: '414',
  SGD: '702',
  TWD: '901',
  USD: '840',
};

type Values = ReadonlyMap<string, string>;

/** The value of an identifier whose last digit counts decimals: `310` finds 3103. */
function withDecimals(values: Values, stem: string): { digits: string; decimals: number } | null {
  for (const [ai, digits] of values) {
    if (ai.length === 4 && ai.startsWith(stem)) return { digits, decimals: Number(ai.slice(3)) };
  }
  return null;
}

const isNothing = (digits: string) => /^(?:0+|9+)$/.test(digits);

const asQuantity = (thousandths: bigint): Quantity | null =>
  thousandths < 1n || thousandths > BigInt(MAX_QUANTITY) ? null : (Number(thousandths) as Quantity);

/** AI 310n in thousandths of a kilogram; half a gram and more is a gram. Null for none that can be. */
function weightOf(digits: string, decimals: number): Quantity | null {
  if (isNothing(digits)) return null;
  if (decimals <= 3) return asQuantity(BigInt(digits) * 10n ** BigInt(3 - decimals));
  const divisor = 10n ** BigInt(decimals - 3);
  return asQuantity((BigInt(digits) + divisor / 2n) / divisor);
}

/**
 * A price has as many digits as it needs, so that a few nines are one like any other: 9.99 is `999`. Six and more are what
 * a scale prints that could not work it out.
 */
const figureOf = (digits: string) => (/^9{6,}$/.test(digits) ? 0n : BigInt(digits));

/** The digits of AI 392n, or of 393n in this currency; null where there are none. */
function priceIn(values: Values, currency: Currency): { digits: string; decimals: number } | null {
  const plain = withDecimals(values, '392');
  if (plain !== null) return plain;
  const named = withDecimals(values, '393');
  if (named === null || !named.digits.startsWith(currencyNumbers[currency])) return null;
  return { ...named, digits: named.digits.slice(3) };
}

/** `empty` where a figure is none. */
function saidIn(values: Values, currency: Currency): Said | null | 'empty' {
  const weighed = withDecimals(values, '310');
  const weight = weighed === null ? null : weightOf(weighed.digits, weighed.decimals);
  if (weighed !== null && weight === null) return 'empty';
  const price = priceIn(values, currency);
  if (price !== null) {
    const amount = amountOf(figureOf(price.digits), price.decimals, decimalsOf(currency));
    return typeof amount === 'string' ? 'empty' : { kind: 'amount', amount, quantity: weight };
  }
  if (weight !== null) return { kind: 'weight', quantity: weight };
  const count = values.get('30');
  if (count === undefined) return null;
  const pieces = asQuantity(BigInt(count) * BigInt(ONE));
  return pieces === null ? 'empty' : { kind: 'pieces', quantity: pieces };
}

/**
 * What a code says by its parts: element strings, printed or as they were sent, and GS1 Digital Link addresses. Null for
 * every code that names no article so. AI 02 names what is inside of a pallet and is no article at a till.
 */
export function readParts(code: string, currency: Currency): CodeParts | null {
  const elements = elementsOf(code);
  if (elements === null) return null;
  const values = new Map(elements.map(({ ai, value }) => [ai, value]));
  const gtin = values.get('01');
  if (gtin === undefined) return null;
  const said = saidIn(values, currency);
  return said === 'empty' ? { gtin, said: null, isEmpty: true } : { gtin, said, isEmpty: false };
}

/**
 * A date of six digits, with the century in which it is nearest to `year`: 51 years or more ahead are of the past one, 50
 * or more behind of the next one. Day 00 is the last of its month. Null for a day that the month does not have.
 */
export function readDate(digits: string, year: number): BusinessDate | null {
  const [short, month, day] = [0, 2, 4].map((from) => Number(digits.slice(from, from + 2)));
  if (!/^\d{6}$/.test(digits) || short === undefined || month === undefined || day === undefined) return null;
  const ahead = short - (year % 100);
  const century = Math.floor(year / 100) + (ahead >= 51 ? -1 : ahead <= -50 ? 1 : 0);
  const full = century * 100 + short;
  const last = new Date(Date.UTC(full, month, 0)).getUTCDate();
  if (month < 1 || month > 12 || day > last) return null;
  const date = [month, day === 0 ? last : day].map((part) => String(part).padStart(2, '0'));
  return [String(full), ...date].join('-') as BusinessDate;
}

/** The day of AI 17 in a code if it lies before `today`: then it may not be sold any more. Else null. */
export function expiredSince(code: string, today: BusinessDate): BusinessDate | null {
  const expiry = elementsOf(code)?.find(({ ai }) => ai === '17');
  const date = expiry === undefined ? null : readDate(expiry.value, Number(today.slice(0, 4)));
  return date !== null && date < today ? date : null;
}

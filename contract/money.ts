// Money, prices and rates: their types, limits, how they are written and read.
// Owns no arithmetic: that is src-main/domain, and the screen must not compute money.
import * as z from 'zod/mini';

/** Minor units of the register's currency (fen, cents); whole, at most 10^12 either way. */
export const MAX_MONEY = 1_000_000_000_000;
export const money = z.int().check(z.gte(-MAX_MONEY), z.lte(MAX_MONEY)).brand<'Money'>();
export type Money = z.infer<typeof money>;

/** An amount that cannot be negative, in minor units. */
export const amount = z.int().check(z.gte(0), z.lte(MAX_MONEY)).brand<'Money'>();

/** Micros (millionths of the major unit) per unit or kilogram; 1.0425 is 1_042_500. */
export const MAX_PRICE_MICROS = 1_000_000_000_000_000;
export const price = z.int().check(z.gte(0), z.lte(MAX_PRICE_MICROS)).brand<'Price'>();
export type Price = z.infer<typeof price>;

/** Parts per million; 13 % is 130_000. */
export const ratePpm = z.int().check(z.gte(0), z.lte(10_000_000)).brand<'RatePpm'>();
export type RatePpm = z.infer<typeof ratePpm>;

/** ISO 4217: the decimals of each currency a register may be set up with. */
const currencyDecimals = {
  AUD: 2,
  CAD: 2,
  CHF: 2,
  CNY: 2,
  EUR: 2,
  GBP: 2,
  HKD: 2,
  JPY: 0,
  KRW: 0,
  KWD: 3,
  SGD: 2,
  TWD: 2,
  USD: 2,
} as const;
export const currency = z.enum(Object.keys(currencyDecimals) as [keyof typeof currencyDecimals]);
export type Currency = z.infer<typeof currency>;

/** The number of decimals of a currency, 0 to 3. */
export function decimalsOf(code: Currency): number {
  return currencyDecimals[code];
}

/** Writes integer `value` with `decimals` decimals as a plain decimal string: (−5, 2) is "-0.05". */
export function toDecimal(value: number | bigint, decimals: number): string {
  const digits = (value < 0 ? -BigInt(value) : BigInt(value)).toString().padStart(decimals + 1, '0');
  const cut = digits.length - decimals;
  const text = decimals === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`;
  return value < 0 ? `-${text}` : text;
}

/**
 * Reads a plain decimal ("12.5", ".5", "-3") as an integer with `decimals` decimals.
 * Returns null for anything else, for more decimals than allowed, and beyond the safe integers.
 */
export function fromDecimal(text: string, decimals: number): number | null {
  const match = /^(-?)(\d*)(?:\.(\d*))?$/.exec(text.trim());
  const whole = match?.[2] ?? '';
  const part = match?.[3] ?? '';
  if (match === null || whole + part === '' || part.length > decimals) return null;
  const value = Number(`${match[1]}${whole}${part.padEnd(decimals, '0')}`);
  return Number.isSafeInteger(value) ? value + 0 : null;
}

const locales = { en: 'en', zh: 'zh-CN' } as const;
const formatters = new Map<string, Intl.NumberFormat>();

function formatter(language: 'en' | 'zh', code: Currency, most: number): Intl.NumberFormat {
  const key = `${language} ${code} ${most}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat(locales[language], {
    style: 'currency',
    currency: code,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: decimalsOf(code),
    maximumFractionDigits: most,
  });
  formatters.set(key, made);
  return made;
}

/** Intl takes a decimal string exactly, beyond what a float holds; its types know only templates. */
function formatDecimal(format: Intl.NumberFormat, decimal: string): string {
  return format.format(decimal as `${number}`).replace('-', '\u2212');
}

/** Minor units as people read them: (9843, CNY) is "¥98.43"; negatives carry a true minus. */
export function formatMoney(value: number, code: Currency, language: 'en' | 'zh'): string {
  const decimals = decimalsOf(code);
  return formatDecimal(formatter(language, code, decimals), toDecimal(value, decimals));
}

/** A price in micros as people read it, with as many decimals as it needs: 1_042_500 is "¥1.0425". */
export function formatPrice(micros: number, code: Currency, language: 'en' | 'zh'): string {
  return formatDecimal(formatter(language, code, 6), toDecimal(micros, 6));
}

/** A share in parts per million as people read it, with at most two decimals, rounded up: 125_000 is "12.5%". */
export function formatPercent(ppm: number): string {
  return `${toDecimal(Math.ceil(ppm / 100), 2).replace(/\.?0+$/, '')}%`;
}

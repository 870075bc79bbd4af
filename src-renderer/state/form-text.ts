// The texts of a form and what they mean: amounts, prices, shares, counts. Always with a point, however amounts are typed at the
// counter, because what stands in a field is shown so. Reads and writes; computes nothing.
import { fromDecimal, toDecimal } from '#contract/money.ts';
import type { Money, Price, RatePpm } from '#contract/money.ts';

/** How amounts are written and read here: the decimals of the shop's currency. */
export interface MoneyForm {
  decimals: number;
}

/** A field that does not read; `problem` names it. */
export class Unreadable extends Error {
  readonly problem: string;
  constructor(problem: string) {
    super(problem);
    this.problem = problem;
  }
}

/** The value, or the problem that there is none. */
export function need<T>(value: T | null, problem: string): T {
  if (value === null) throw new Unreadable(problem);
  return value;
}

const typed = (text: string) => text.trim().replace(',', '.');

export function readMoney(text: string, { decimals }: MoneyForm): Money | null {
  const value = fromDecimal(typed(text), decimals);
  return value === null || value < 0 ? null : (value as Money);
}

export function readPriceOf(text: string): Price | null {
  const value = fromDecimal(typed(text), 6);
  return value === null || value < 0 ? null : (value as Price);
}

/** `20`, `12.5 %`: more than nothing, at most everything. */
export function readShare(text: string): RatePpm | null {
  const ppm = fromDecimal(typed(text).replace(/\s*[%％]$/, ''), 4);
  return ppm === null || ppm < 1 || ppm > 1_000_000 ? null : (ppm as RatePpm);
}

export function readCount(text: string, least: number, most: number): number | null {
  const value = fromDecimal(text, 0);
  return value === null || value < least || value > most ? null : value;
}

export const writeMoney = (value: number, { decimals }: MoneyForm) => toDecimal(value, decimals);
/** With no more decimals than it needs, and no fewer than money has. */
export function writePrice(micros: number, { decimals }: MoneyForm): string {
  const [whole = '0', part = ''] = toDecimal(micros, 6).split('.');
  const kept = part.replace(/0+$/, '').padEnd(decimals, '0');
  return kept === '' ? whole : `${whole}.${kept}`;
}
export const writeShare = (ppm: number) => toDecimal(ppm, 4).replace(/\.?0+$/, '');

/** What a form reads as, or the name of what does not; a form names its own problems. */
export type Read<T, P extends string> = { ok: true; value: T } | { ok: false; problem: P };

/** What `read` makes of a form, or the name of the field that does not read. */
export function reading<T>(read: () => T): Read<T, string> {
  try {
    return { ok: true, value: read() };
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, problem: error.problem };
    throw error;
  }
}

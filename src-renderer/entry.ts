// The one number buffer of the counter, and what each place lets into it. Pure; a key is taken at once and never
// delayed. Reads quantities, never multiplies them.
import { fromDecimal } from '#contract/money.ts';
import type { Quantity } from '#contract/quantity.ts';

export interface Entry {
  text: string;
  /** Set by `3 *`; waits for the article it belongs to. */
  quantity: Quantity | null;
}

export const emptyEntry: Entry = { text: '', quantity: null };

/** What may be typed: a code, digits only, or a number with so many decimals (and digits before them, 9 if not said). */
export type Form = { kind: 'code' } | { kind: 'pin' } | { kind: 'number'; decimals: number; whole?: number };

const MAX_CODE = 40;
const MAX_PIN = 8;
const MAX_WHOLE = 9;

function fits(text: string, form: Form): boolean {
  switch (form.kind) {
    case 'code':
      return text.length <= MAX_CODE;
    case 'pin':
      return /^\d*$/.test(text) && text.length <= MAX_PIN;
    case 'number': {
      const match = /^(\d*)(?:\.(\d*))?$/.exec(text);
      if (match === null) return false;
      const isPointless = form.decimals === 0 && text.includes('.');
      const [, whole = '', decimals = ''] = match;
      return !isPointless && whole.length <= (form.whole ?? MAX_WHOLE) && decimals.length <= form.decimals;
    }
  }
}

/** How an amount is typed: with its point, or in the smallest unit, so that digits fill from the right. */
export type AmountEntry = 'point' | 'minor';

export function amountForm(decimals: number, entry: AmountEntry): Form {
  return entry === 'point'
    ? { kind: 'number', decimals }
    : { kind: 'number', decimals: 0, whole: MAX_WHOLE + decimals };
}

/**
 * Typed text as a decimal number: 5000 is 50.00 where amounts are typed in the smallest unit. A point that was typed all
 * the same (into a code) counts as one.
 */
export function decimalText(text: string, decimals: number, entry: AmountEntry): string {
  if (entry === 'point' || decimals === 0 || !/^\d+$/.test(text)) return text;
  const digits = text.padStart(decimals + 1, '0');
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** The buffer after one more key, or unchanged where the key does not fit. `00` is one key. */
export function typeInto(entry: Entry, key: string, form: Form): Entry {
  // A leading nought would only be in the way of the digit after it.
  const isLeadingNought = form.kind === 'number' && entry.text === '0' && key !== '.';
  const text = (isLeadingNought ? '' : entry.text) + (isLeadingNought && key === '00' ? '0' : key);
  return fits(text, form) ? { ...entry, text } : entry;
}

export function backspace(entry: Entry): Entry {
  if (entry.text !== '') return { ...entry, text: entry.text.slice(0, -1) };
  return emptyEntry;
}

/** More than this is a stray barcode, not a quantity. */
const MAX_TYPED_THOUSANDTHS = 9_999_000;

/** Reads a typed quantity or weight: at most 9,999 with three decimals; null for nought and for anything else. */
export function readQuantity(text: string): Quantity | null {
  const value = fromDecimal(text, 3);
  return value === null || value <= 0 || value > MAX_TYPED_THOUSANDTHS ? null : (value as Quantity);
}

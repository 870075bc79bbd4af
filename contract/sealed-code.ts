// A signed code as text: a prefix that says what it is, then its bytes and a signature as digits. Owns the form that goes
// through a scanner; checks no signature.
import * as z from 'zod/mini';
import { fromDigits, toDigits } from './compact.ts';

/** Ed25519. */
const SIGNATURE_BYTES = 64;

/**
 * What a code with its signature may have, in bytes: as a QR of 125 modules it is 375 dots wide at three dots a module
 * and fits on 58 mm paper, and 500 at four on 80 mm.
 */
export const MAX_SEALED_BYTES = 1_100;
const MAX_DIGITS = 2_700;
/** Longer than any other code of digits: articles have 14, pay codes 24. */
const MIN_DIGITS = 160;

/** Digits, so that the text is the same in every keyboard layout and no input method takes part in it (decision 15). */
const prefixes = { receipt: '73101', register: '73102' } as const;
export type SealedKind = keyof typeof prefixes;

/** Such a text as an argument of a command; whether it is a good one is told by a refusal. */
export const sealedText = z.string().check(z.minLength(1), z.maxLength(2 * MAX_DIGITS));

/** True for what looks like a code of that kind, whether it is good or not: so a scan finds its way. */
export function isSealed(kind: SealedKind, text: string): boolean {
  const code = text.trim();
  return (
    code.length >= MIN_DIGITS &&
    code.length <= MAX_DIGITS &&
    code.startsWith(prefixes[kind]) &&
    /^\d+$/.test(code)
  );
}

/** The text of a payload and its signature. Throws RangeError when they are more than a code may have. */
export function seal(kind: SealedKind, payload: Uint8Array, signature: Uint8Array): string {
  const length = payload.length + signature.length;
  if (signature.length !== SIGNATURE_BYTES || length > MAX_SEALED_BYTES) {
    throw new RangeError(`${length} bytes are no ${kind} code`);
  }
  return prefixes[kind] + toDigits(Uint8Array.from([...payload, ...signature]));
}

/** True when a payload fits into a code together with its signature. */
export const fitsSealed = (payload: Uint8Array): boolean =>
  payload.length + SIGNATURE_BYTES <= MAX_SEALED_BYTES;

/** Payload and signature of a text, neither of them checked; null for what is no such text. */
export function unseal(
  kind: SealedKind,
  text: string,
): { payload: Uint8Array; signature: Uint8Array } | null {
  if (!isSealed(kind, text)) return null;
  const bytes = fromDigits(text.trim().slice(prefixes[kind].length));
  if (bytes === null || bytes.length <= SIGNATURE_BYTES || bytes.length > MAX_SEALED_BYTES) return null;
  return { payload: bytes.slice(0, -SIGNATURE_BYTES), signature: bytes.slice(-SIGNATURE_BYTES) };
}

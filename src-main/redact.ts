// Blots out of what is logged or handed on whatever must not lie in a file: PINs, keys, codes of badges, tokens, and card
// numbers wherever they stand. Owns what counts as one; knows nothing of where it goes.

const SECRET = '[secret]';
const CARD = '[card number]';

/** Members whose value is never told, whatever it is. */
const secretNames =
  /^(?:pin|demoPin|badge|demoBadge|key|.*(?:password|passphrase|secret|token|cookie|apiKey|privateKey|authorization))$/i;

/** The launch code of the browser shell stands behind the address. */
const launchCode = /(:\/\/(?:127\.0\.0\.1|localhost)(?::\d+)?\/\S*#)[\w-]{16,}/g;

/** Magnetic tracks 1 and 2 (ISO/IEC 7813). */
const track = /%B\d{12,19}\^[^^\n]{2,26}\^\d{7}[^?\n]*\??|;\d{12,19}=\d{7}[^?\n]*\??/g;

/** A run of 13 to 19 digits as a card has them, in one piece or in groups; never a part of a longer number. */
const cardLike = /(?<![\d.])(?:\d[ -]?){12,18}\d(?![\d])/g;

/** True when the check digit of a card number fits (ISO/IEC 7812-1, Luhn). */
function isCardNumber(digits: string): boolean {
  // Shorter ones than 14 begin with 4; other runs of 13 digits are barcodes.
  if (digits.length === 13 ? !digits.startsWith('4') : !/^[2-6]/.test(digits)) return false;
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** A text without card numbers, tracks and launch codes. */
export function redactText(text: string): string {
  return text
    .replaceAll(launchCode, `$1${SECRET}`)
    .replaceAll(track, CARD)
    .replaceAll(cardLike, (run) => (isCardNumber(run.replaceAll(/[ -]/g, '')) ? CARD : run));
}

/** Deeper than anything that is logged. */
const DEPTH = 8;

function redactError(error: Error, depth: number): Record<string, unknown> {
  const { name, message, stack } = error;
  const code = (error as NodeJS.ErrnoException).code;
  return {
    name,
    message: redactText(message),
    ...(code === undefined ? {} : { code }),
    stack: redactText(stack ?? ''),
    ...(error.cause === undefined ? {} : { cause: redact(error.cause, depth - 1) }),
  };
}

/** A copy of any value that may be written to a file: secrets by their name and card numbers by their form are gone. */
export function redact(value: unknown, depth: number = DEPTH): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'number' || typeof value === 'bigint') {
    return isCardNumber(String(value)) && String(value).length >= 13 ? CARD : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return '[deeper]';
  if (value instanceof Error) return redactError(value, depth);
  if (value instanceof Uint8Array) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) return value.map((one) => redact(one, depth - 1));
  const members = Object.entries(value).map(([name, member]) => [
    name,
    secretNames.test(name) && member !== null ? SECRET : redact(member, depth - 1),
  ]);
  return Object.fromEntries(members);
}

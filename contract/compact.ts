// Bytes in the fewest digits and numbers in the fewest bytes: what a signed code on paper is made of. Knows no meaning of
// what it carries; whatever it reads may have been made by an enemy.

/** What is read is not what was written here. Caught where a code is read; it never leaves the contract. */
export class Malformed extends Error {}

/** `count` divided by `by`, both whole and not negative, without its remainder. */
const whole = (count: number, by: number): number => (count - (count % by)) / by;

/** UTF-8. Throws URIError for broken Unicode. */
function utf8(text: string): number[] {
  const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
  if (units.every((unit) => unit < 0x80)) return units;
  return [...encodeURIComponent(text).matchAll(/%([0-9A-F]{2})|./g)].map(([character, hex]) =>
    hex === undefined ? character.charCodeAt(0) : Number.parseInt(hex, 16),
  );
}

function fromUtf8(bytes: Uint8Array): string {
  const escaped = Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  try {
    return decodeURIComponent(escaped);
  } catch {
    throw new Malformed('broken UTF-8');
  }
}

const bytesByDigits: number[] = [];
/** How many bytes hold every number of so many digits. */
function bytesForDigits(digits: number): number {
  bytesByDigits[digits] ??= whole((10n ** BigInt(digits) - 1n).toString(16).length + 1, 2);
  return bytesByDigits[digits];
}

/** Up to so many digits a number is exact. */
const SAFE_DIGITS = 15;

/** A number of any length, the highest byte first. */
function digitBytes(digits: string): number[] {
  const length = bytesForDigits(digits.length);
  if (digits.length > SAFE_DIGITS) {
    return [
      ...fromHex(
        BigInt(digits)
          .toString(16)
          .padStart(2 * length, '0'),
      ),
    ];
  }
  const bytes: number[] = [];
  for (let rest = Number(digits); bytes.length < length; rest = whole(rest, 0x100)) bytes.push(rest % 0x100);
  return bytes.toReversed();
}

export class CompactWriter {
  readonly #bytes: number[] = [];

  get bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }

  /** A whole number that is not negative: seven bits a byte, the lowest first. */
  count(value: number): this {
    if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${value} is no count`);
    let rest = value;
    for (; rest > 0x7f; rest = whole(rest, 0x80)) this.#bytes.push((rest % 0x80) | 0x80);
    this.#bytes.push(rest);
    return this;
  }

  /** A whole number of either sign; small ones of both signs are short. */
  signed(value: number): this {
    return this.count(value < 0 ? -2 * value - 1 : 2 * value);
  }

  raw(bytes: Iterable<number>): this {
    this.#bytes.push(...bytes);
    return this;
  }

  text(text: string): this {
    const bytes = utf8(text);
    return this.count(bytes.length).raw(bytes);
  }

  /** A code that is often digits alone: these take half the room. Leading zeros are kept. */
  code(code: string): this {
    if (/^\d+$/.test(code)) return this.count(2 * code.length + 1).raw(digitBytes(code));
    const bytes = utf8(code);
    return this.count(2 * bytes.length).raw(bytes);
  }
}

export class CompactReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  /** Throws Malformed beyond `most`, which is what bounds every list and text. */
  count(most: number = Number.MAX_SAFE_INTEGER): number {
    let value = 0;
    // Not by shifts: those have 32 bits.
    for (let scale = 1; ; scale *= 0x80) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined) throw new Malformed('it ends in a number');
      this.#at += 1;
      value += (byte & 0x7f) * scale;
      if (value > most) throw new Malformed(`more than ${most}`);
      if (byte <= 0x7f) return value;
      if (scale >= Number.MAX_SAFE_INTEGER) throw new Malformed('a number without an end');
    }
  }

  signed(): number {
    const value = this.count();
    return value % 2 === 0 ? whole(value, 2) : -whole(value, 2) - 1;
  }

  raw(length: number): Uint8Array {
    if (length > this.left) throw new Malformed('it ends too early');
    this.#at += length;
    return this.#bytes.slice(this.#at - length, this.#at);
  }

  text(): string {
    return fromUtf8(this.raw(this.count(this.left)));
  }

  code(): string {
    const head = this.count(2 * MAX_CODE_LENGTH + 1);
    const length = whole(head, 2);
    if (head % 2 === 0) return fromUtf8(this.raw(length));
    const digits = BigInt(`0x0${toHex(this.raw(bytesForDigits(length)))}`)
      .toString()
      .padStart(length, '0');
    if (digits.length !== length) throw new Malformed('more digits than it says');
    return digits;
  }

  /** Nothing may follow what was read. */
  end(): void {
    if (this.left > 0) throw new Malformed('something follows');
  }
}

/** More than any stock code has, in bytes or digits. */
const MAX_CODE_LENGTH = 200;

export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** The bytes of an even number of hexadecimal digits. */
export const fromHex = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** Seven bytes are the most that 17 digits hold, and waste the least: 56 bits in the room of 56.7. */
const GROUP_BYTES = 7;
/** The digits that so many bytes take: 0 to 7. */
const GROUP_DIGITS = [0, 3, 5, 8, 10, 13, 15, 17] as const;
const FULL_DIGITS = 17;

/** Bytes as decimal digits, in groups of seven bytes; every list of bytes has exactly one such text. */
export function toDigits(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += GROUP_BYTES) {
    const group = bytes.subarray(at, at + GROUP_BYTES);
    // In two halves that are exact as numbers: much quicker than byte by byte.
    const low = group.slice(-4).reduce((value, byte) => value * 0x100 + byte, 0);
    const high = group.slice(0, -4).reduce((value, byte) => value * 0x100 + byte, 0);
    const value = high < 0x20_0000 ? high * 0x1_0000_0000 + low : BigInt(high) * 0x1_0000_0000n + BigInt(low);
    text += value.toString().padStart(GROUP_DIGITS[group.length] ?? FULL_DIGITS, '0');
  }
  return text;
}

/** The bytes of such a text, or null where `toDigits` cannot have made it. */
export function fromDigits(text: string): Uint8Array | null {
  if (!/^\d*$/.test(text)) return null;
  const groups: number[] = [];
  for (let at = 0; at < text.length; at += FULL_DIGITS) {
    const group = text.slice(at, at + FULL_DIGITS);
    const length = GROUP_DIGITS.findIndex((digits) => digits === group.length);
    const hex = BigInt(group)
      .toString(16)
      .padStart(2 * length, '0');
    if (length < 1 || hex.length !== 2 * length) return null;
    groups.push(...fromHex(hex));
  }
  return Uint8Array.from(groups);
}

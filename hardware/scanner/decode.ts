// The bytes of one scan as text. Owns the character sets; knows no stream and no article.
import { isAddOn, readScanned, type Symbology } from '#contract/scanned.ts';

export type Decoded =
  | { kind: 'code'; code: string; symbology: Symbology | null }
  /** The digits beside a code that came before: nothing by themselves. */
  | { kind: 'addOn' }
  /** Bytes that are text in no character set, or noise between them. */
  | { kind: 'garbled' };

/** Strict, so that the second is tried only where the first cannot be meant. Numbers and Latin letters are the same in both. */
const decoders = ['utf-8', 'gb18030'].map((name) => new TextDecoder(name, { fatal: true, ignoreBOM: false }));

/** Control characters that a code may hold: what separates its parts, tabulators and line ends. */
const OF_CODES = new Set('\x04\x1c\x1d\x1e\x1f\t\n\r');

/** All others say that a line broke, or that two devices talk at once. */
const isNoise = (sign: string) => sign === '\ufffd' || (/\p{Cc}/u.test(sign) && !OF_CODES.has(sign));

function textOf(bytes: Uint8Array): string | null {
  for (const decoder of decoders) {
    try {
      return decoder.decode(bytes);
    } catch {
      // Not this character set.
    }
  }
  return null;
}

/**
 * The code in the bytes of one scan, with its AIM identifier before it where the scanner sends one: UTF-8 where that is
 * possible, else GB18030. A HID scanner's symbology bytes go before its data. Never throws.
 */
export function decodeScan(bytes: Uint8Array): Decoded {
  const text = textOf(bytes);
  if (text === null || Array.from(text).some(isNoise)) return { kind: 'garbled' };
  if (isAddOn(text)) return { kind: 'addOn' };
  const { code, symbology } = readScanned(text);
  return code.trim() === '' ? { kind: 'garbled' } : { kind: 'code', code, symbology };
}

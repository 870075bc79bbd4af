// What a scanner has read: the code as text, of what kind, and where it came from. Takes the AIM identifier off and makes a
// code printable; what a code means is for others.
// Source: ISO/IEC 15424 (AIM identifiers); the modifiers by the manuals of Datalogic and Motorola.
import * as z from 'zod/mini';
import { GROUP_SEPARATOR, readElements, writeElements } from './gs1.ts';

export const symbology = z.enum([
  'ean13',
  'ean8',
  'code128',
  'gs1-128',
  'databar',
  'itf',
  'code39',
  'code93',
  'codabar',
  'dataMatrix',
  'gs1DataMatrix',
  'qr',
  'gs1Qr',
  'pdf417',
  'aztec',
  'other',
]);
export type Symbology = z.infer<typeof symbology>;

/** What a scanner sends after a code; `none` where it sends nothing and falls silent. */
export const scanEnd = z.enum(['cr', 'lf', 'crlf', 'tab', 'etx', 'none']);
export type ScanEnd = z.infer<typeof scanEnd>;

export const scannerRead = z.strictObject({
  /** Printable, unless the code itself holds what no paper takes. */
  code: z.string(),
  /** Which scanner: of two, the same code is no double read. */
  source: z.string(),
  /** Null where the scanner does not say. */
  symbology: z.nullable(symbology),
  end: z.nullable(scanEnd),
});
export type ScannerRead = z.infer<typeof scannerRead>;

/** `brokenOff`: its end is missing. `garbled`: not text. `tooLong`: more than any code has. */
export const misread = z.enum(['brokenOff', 'garbled', 'tooLong']);
export type Misread = z.infer<typeof misread>;
export const scannerMisread = z.strictObject({ source: z.string(), misread });
export type ScannerMisread = z.infer<typeof scannerMisread>;

const AIM = /^\]([A-Za-z])([0-9A-Za-z])/;

const byLetter: Readonly<Record<string, Symbology>> = {
  A: 'code39',
  C: 'code128',
  E: 'ean13',
  F: 'codabar',
  G: 'code93',
  I: 'itf',
  L: 'pdf417',
  Q: 'qr',
  d: 'dataMatrix',
  e: 'databar',
  z: 'aztec',
};

/** Identifiers whose modifier says that the code is made of GS1 parts, or is another kind. */
const byIdentifier: Readonly<Record<string, Symbology>> = {
  C1: 'gs1-128',
  E4: 'ean8',
  Q3: 'gs1Qr',
  Q4: 'gs1Qr',
  d2: 'gs1DataMatrix',
  d5: 'gs1DataMatrix',
};

const hasParts: ReadonlySet<Symbology> = new Set(['gs1-128', 'gs1DataMatrix', 'gs1Qr', 'databar']);

/** EAN-13 with the two or five digits beside it: they count issues of a magazine and name no article. */
function withoutAddOn(identifier: string, text: string): string {
  if (identifier === 'E3' && /^\d{15}$|^\d{18}$/.test(text)) return text.slice(0, 13);
  // Set to send the two of them by themselves, a scanner may have one end for both.
  return /^E[04]$/.test(identifier) ? text.replace(/^(\d+)\](?:E1\d{2}|E2\d{5})$/, '$1') : text;
}

/** True for those digits alone: as a code they would be somebody's PLU. */
export const isAddOn = (text: string): boolean => /^\](?:E1\d{2}|E2\d{5})\s*$/.test(text);

/** A control character as its picture, `␝`: nothing in a code may be an instruction to a printer. */
const pictured = (text: string) =>
  text.replaceAll(/\p{Cc}/gu, (sign) => {
    const number = sign.codePointAt(0) ?? 0;
    return String.fromCodePoint(number < 0x20 ? 0x2400 + number : 0xfffd);
  });

/**
 * The code in a scanner's text, and its kind where an AIM identifier says it. Parts of a GS1 code become `(01)…(10)…`, as
 * they are printed.
 */
export function readScanned(text: string): { code: string; symbology: Symbology | null } {
  const [identifier = '', letter = '', modifier = ''] = AIM.exec(text) ?? [];
  const body = text.slice(identifier.length);
  const kind =
    identifier === '' ? null : (byIdentifier[letter + modifier] ?? byLetter[letter] ?? ('other' as const));
  const isOfParts = (kind !== null && hasParts.has(kind)) || body.includes(GROUP_SEPARATOR);
  const elements = isOfParts ? readElements(body) : null;
  const code = elements === null ? pictured(withoutAddOn(letter + modifier, body)) : writeElements(elements);
  return { code, symbology: kind };
}

// GS1 element strings: the parts of a code that names an article and says more of it, such as its weight or its date, in
// the three forms in which they come. Owns the forms and what may stand in them; what a part means for a sale is domain's.
// Source: GS1 General Specifications, 7.8; GS1 Digital Link Standard: URI Syntax; the table is in gs1-table.ts.
import { checkDigit } from './barcode.ts';
import { elementKinds } from './gs1-table.ts';
import type { ElementKind } from './gs1-table.ts';

/** FNC1 as scanners send it between two parts. */
export const GROUP_SEPARATOR = '\x1d';

export interface Element {
  /** Two to four digits that say what the value is: 01 is the article, 17 its expiry. */
  ai: string;
  value: string;
}

/** The characters that GS1 allows in data ("character set 82"). */
const CHARACTERS = /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]+$/;

/** What AI 8030 has in addition is seldom enough to be left to letters, digits and signs. */
const isWritten = ({ isNumeric }: ElementKind, value: string) =>
  isNumeric ? /^\d+$/.test(value) : CHARACTERS.test(value);

function isChecked(value: string, digits: number): boolean {
  const checked = value.slice(0, digits);
  return /^\d+$/.test(checked) && checkDigit(checked.slice(0, -1)) === Number(checked.at(-1));
}

/** Days of a month in a leap year: in which century a year lies is not known here. */
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isDate(value: string): boolean {
  const [month, day] = [Number(value.slice(2, 4)), Number(value.slice(4, 6))];
  return month >= 1 && month <= 12 && day <= (DAYS[month - 1] ?? 0);
}

/** True where a value has the length, the characters, the check digit and the date that its identifier asks for. */
function isFit(kind: ElementKind, value: string): boolean {
  if (value.length < kind.least || value.length > kind.most || !isWritten(kind, value)) return false;
  if (kind.checked > 0 && !isChecked(value, kind.checked)) return false;
  return !kind.isDate || isDate(value);
}

function kindAt(text: string): ElementKind | null {
  for (const digits of [2, 3, 4]) {
    const kind = elementKinds.get(text.slice(0, digits));
    if (kind !== undefined) return kind;
  }
  return null;
}

/** The parts, or null where one comes twice with two values: such a code contradicts itself. */
function agreeing(elements: readonly Element[]): Element[] | null {
  const values = new Map<string, string>();
  for (const { ai, value } of elements) {
    if ((values.get(ai) ?? value) !== value) return null;
    values.set(ai, value);
  }
  return values.size === 0 ? null : [...values].map(([ai, value]) => ({ ai, value }));
}

/**
 * Reads what a scanner sends: parts one after the other, of a fixed length or ended by the separator. Null where anything
 * of it is not as the table says; never a guess.
 */
export function readElements(text: string): Element[] | null {
  const elements: Element[] = [];
  let rest = text.startsWith(GROUP_SEPARATOR) ? text.slice(1) : text;
  while (rest !== '') {
    const kind = kindAt(rest);
    if (kind === null) return null;
    const body = rest.slice(kind.ai.length);
    const upTo = body.split(GROUP_SEPARATOR, 1)[0] ?? '';
    const value = kind.isFixed ? upTo.slice(0, kind.most) : upTo;
    if (!isFit(kind, value)) return null;
    elements.push({ ai: kind.ai, value });
    const after = body.slice(value.length);
    rest = after.startsWith(GROUP_SEPARATOR) ? after.slice(1) : after;
  }
  return agreeing(elements);
}

/** As it is printed below the bars, `(01)09501101530003(10)A1`: text without a control character, read back by `elementsOf`. */
export function writeElements(elements: readonly Element[]): string {
  return elements.map(({ ai, value }) => `(${ai})${value.replaceAll('(', '\\(')}`).join('');
}

function readPrinted(text: string): Element[] | null {
  const elements: Element[] = [];
  const part = /\((\d{2,4})\)((?:\\\(|[^(\\])+)/y;
  while (part.lastIndex < text.length) {
    const [, ai = '', written = ''] = part.exec(text) ?? [];
    const kind = elementKinds.get(ai);
    const value = written.replaceAll('\\(', '(');
    if (kind === undefined || !isFit(kind, value)) return null;
    elements.push({ ai, value });
  }
  return agreeing(elements);
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** A part of an address; a GTIN may be written there with 8, 12, 13 or 14 digits. */
function linked(ai: string, written: string): Element | null {
  const text = decoded(written);
  const kind = elementKinds.get(ai);
  if (text === null || kind === undefined) return null;
  const value = ai === '01' && /^(\d{8}|\d{12,13})$/.test(text) ? text.padStart(14, '0') : text;
  return isFit(kind, value) ? { ai, value } : null;
}

/** The parts of a GS1 Digital Link address of any host, by which an article is named; null for every other text. */
function readLink(text: string): Element[] | null {
  const [, path = '', query = ''] = /^https?:\/\/[^/?#\s]+([^?#]*)(?:\?([^#]*))?/i.exec(text) ?? [];
  // Web servers and whoever makes codes for them end a path with a slash as they like.
  const steps = path.replace(/\/$/, '').split('/');
  const from = steps.indexOf('01');
  if (from === -1 || (steps.length - from) % 2 !== 0) return null;
  const parts: (Element | null)[] = [];
  for (let at = from; at < steps.length; at += 2) parts.push(linked(steps[at] ?? '', steps[at + 1] ?? ''));
  for (const pair of query.split(/[&;]/)) {
    const [ai = '', value = ''] = pair.split('=', 2);
    // Others than identifiers are the host's own business.
    if (elementKinds.has(ai)) parts.push(linked(ai, value));
  }
  const elements = parts.filter((part) => part !== null);
  return elements.length === parts.length ? agreeing(elements) : null;
}

/**
 * The parts of a code in any of its forms: as printed, as a Digital Link address, or as sent where it begins with a GTIN.
 * Null for every other code, and for one that is not as the table says.
 */
export function elementsOf(code: string): Element[] | null {
  if (code.startsWith('(')) return readPrinted(code);
  if (/^https?:/i.test(code)) return readLink(code);
  // Plain digits are taken for parts only where the first of them is a GTIN with a right check digit.
  return /^01\d{14}/.test(code) ? readElements(code) : null;
}

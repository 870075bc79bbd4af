// Text as a receipt printer can show it: one column for a one-byte code, two for a two-byte code of GB18030, no more.
// No control byte ever comes out of here, whatever goes in: a product's name must not be able to open the drawer.
import { gb18030, type Charset } from './charset.ts';

/**
 * What looks the same, or says the same, for characters that a set lacks; the first that it has is printed. `¥` is the
 * dangerous one: as U+00A5 it has a four-byte code that Chinese printers show as "0 6" in front of the price
 * (`hardware.md` 2.3).
 */
const SWAPS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    '¥': ['￥', 'Y'],
    '￥': ['¥', 'Y'],
    '€': ['EUR'],
    '£': ['￡', 'GBP'],
    '￡': ['£', 'GBP'],
    '¢': ['￠', 'c'],
    '￠': ['¢', 'c'],
    '•': ['·', '*'],
    '·': ['.'],
    '−': ['-'],
    '‐': ['-'],
    '‑': ['-'],
    '–': ['-'],
    '—': ['-'],
    '⁄': ['/'],
    '«': ['"'],
    '»': ['"'],
    '„': ['"'],
    '“': ['"'],
    '”': ['"'],
    '‚': ["'"],
    '‘': ["'"],
    '’': ["'"],
    '‹': ["'"],
    '›': ["'"],
    '。': ['.'],
    '、': [','],
    '【': ['['],
    '】': [']'],
    '《': ['<'],
    '》': ['>'],
    '「': ['"'],
    '」': ['"'],
    '×': ['x'],
    '÷': ['/'],
    '…': ['...'],
    '©': ['(C)'],
    '®': ['(R)'],
    ß: ['ss'],
    æ: ['ae'],
    Æ: ['AE'],
    œ: ['oe'],
    Œ: ['OE'],
    ø: ['o'],
    Ø: ['O'],
    ł: ['l'],
    Ł: ['L'],
    đ: ['d'],
    Đ: ['D'],
    ð: ['d'],
    Ð: ['D'],
    þ: ['th'],
    Þ: ['Th'],
    ı: ['i'],
  }),
);

const BLANK = /^[\t\n\v\f\r\p{Zs}\p{Zl}\p{Zp}]$/u;
const INVISIBLE = /^[\p{Cc}\p{Cf}\p{Mn}\p{Me}]$/u;

/** What a character is to every set that has no code for it. */
interface Nature {
  readonly kind: 'blank' | 'invisible' | 'other';
  /** The same text without the form; null where there is no plainer one. */
  readonly plainer: string | null;
}

/** Looked up once for a character, and forgotten with all the others when there are too many. */
const natures = new Map<string, Nature>();
const KEPT_NATURES = 4_096;

function natureOf(character: string): Nature {
  const known = natures.get(character);
  if (known !== undefined) return known;
  const plainer = character.normalize('NFKD');
  const nature: Nature = {
    kind: BLANK.test(character) ? 'blank' : INVISIBLE.test(character) ? 'invisible' : 'other',
    plainer: plainer === character ? null : plainer,
  };
  if (natures.size >= KEPT_NATURES) natures.clear();
  natures.set(character, nature);
  return nature;
}

export interface PrintableText {
  /** Only characters that `encodeText` turns into one or two bytes each. */
  readonly text: string;
  /** How many characters were lost, each shown as the set's sign for that: `〓`, or `?` on a page of one-byte codes. */
  readonly lostCharacters: number;
}

/**
 * Makes any string printable: swaps look-alikes, takes accents off where the letter with them has no code, drops what
 * has no width, and marks what is lost. Making printable text printable again changes nothing.
 */
export function makePrintable(anyText: string, charset: Charset = gb18030): PrintableText {
  if (/^[ -~]*$/.test(anyText)) return { text: anyText, lostCharacters: 0 };
  let text = '';
  let lostCharacters = 0;
  for (const character of anyText.toWellFormed().normalize('NFC')) {
    const shown = showCharacter(character, charset);
    if (shown === null) lostCharacters += 1;
    text += shown ?? charset.missing;
  }
  return { text, lostCharacters };
}

/** True for a text of which every character has a code; the empty text is one. */
const hasCodes = (text: string, charset: Charset): boolean =>
  Array.from(text).every((character) => charset.codeOf(character) !== null);

/** How a set shows a character: itself, what looks the same, or without the form it lacks; null where it is lost. */
function showCharacter(character: string, charset: Charset): string | null {
  // The ideographic space has a code of its own in Chinese and is two columns wide; any other blank is a blank.
  if (charset.codeOf(character) !== null) return character;
  const swap = SWAPS.get(character)?.find((other) => hasCodes(other, charset));
  if (swap !== undefined) return swap;
  const { kind, plainer } = natureOf(character);
  if (kind !== 'other') return kind === 'blank' ? ' ' : '';
  if (plainer === null) return null;
  // `ö` as `o`, `½` as `1/2`, `™` as `TM`. What is plain already has nothing plainer, so this goes one step down.
  const parts = Array.from(plainer, (part) => showCharacter(part, charset));
  return parts.includes(null) || parts.join('') === '' ? null : parts.join('');
}

/** The bytes of a text: those of its characters in the set and no others, because it is made printable once more. */
export function encodeText(text: string, charset: Charset = gb18030): Buffer {
  const printable = makePrintable(text, charset).text;
  // At most two bytes for each code unit.
  const bytes = Buffer.alloc(printable.length * 2);
  let length = 0;
  for (const character of printable) {
    for (const byte of charset.codeOf(character) ?? []) {
      bytes[length] = byte;
      length += 1;
    }
  }
  return bytes.subarray(0, length);
}

/** The width in columns at normal size: exactly the bytes, since a two-byte code is two columns wide. */
export function columnsOf(text: string, charset: Charset = gb18030): number {
  let columns = 0;
  for (const character of makePrintable(text, charset).text) columns += widthOf(character, charset);
  return columns;
}

const widthOf = (character: string, charset: Charset): number => charset.codeOf(character)?.length ?? 0;

/**
 * Breaks printable text into lines of at most `columns`: at blanks if it can, between any two characters if it must,
 * never inside a character. There is always at least one line. Throws RangeError below two columns.
 */
export function wrapText(text: string, columns: number, charset: Charset = gb18030): string[] {
  if (columns < 2) throw new RangeError(`no character fits into ${columns} columns`);
  const lines: string[] = [];
  let line = '';
  let width = 0;
  for (const character of text) {
    // The blanks at a break are the break.
    if (character === ' ' && line === '' && lines.length > 0) continue;
    const wide = widthOf(character, charset);
    if (width + wide <= columns) {
      line += character;
      width += wide;
      continue;
    }
    const { kept, carried } = breakLine(line, character, charset);
    lines.push(kept);
    line = character === ' ' ? '' : carried + character;
    width = columnsOf(line, charset);
  }
  if (line !== '' || lines.length === 0) lines.push(line);
  return lines;
}

/** The columns of the longest word: of one-byte codes, since between two hanzi a line may break anywhere. */
export function longestWord(text: string, charset: Charset): number {
  let [longest, width] = [0, 0];
  for (const character of text) {
    width = character !== ' ' && widthOf(character, charset) === 1 ? width + 1 : 0;
    longest = Math.max(longest, width);
  }
  return longest;
}

/** Carries a word begun at the line's end over to the next one, unless the word is the whole line. */
function breakLine(line: string, next: string, charset: Charset): { kept: string; carried: string } {
  // Words are of one-byte codes: between two hanzi a line may break anywhere.
  const isOfWord = (character: string) => character !== ' ' && widthOf(character, charset) === 1;
  const characters = Array.from(line);
  const start = characters.findLastIndex((character) => !isOfWord(character)) + 1;
  const before = characters.slice(0, start).join('').trimEnd();
  const isCarried =
    isOfWord(next) && characters[start - 1] === ' ' && start < characters.length && before !== '';
  if (!isCarried) return { kept: line.trimEnd() || line, carried: '' };
  return { kept: before, carried: characters.slice(start).join('') };
}

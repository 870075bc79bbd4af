// Text as a Chinese receipt printer can show it: one column for ASCII, two for a two-byte code of GB18030, no more.
// No control byte ever comes out of here, whatever goes in: a product's name must not be able to open the drawer.
import iconv from 'iconv-lite';

/** Printed where a character has no two-byte code: the geta mark, the trade's sign for a missing character. */
const MISSING = '〓';

/**
 * What looks the same, or says the same, with codes that every GBK font has. `¥` is the dangerous one: as U+00A5 it
 * has a four-byte code that printers show as "0 6" in front of the price (`hardware.md` 2.3).
 */
const SWAPS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '¥': '￥',
    '£': '￡',
    '¢': '￠',
    '•': '·',
    '−': '-',
    '‐': '-',
    '‑': '-',
    '⁄': '/',
    '«': '"',
    '»': '"',
    '„': '"',
    '‚': "'",
    '‹': "'",
    '›': "'",
    '©': '(C)',
    '®': '(R)',
    ß: 'ss',
    æ: 'ae',
    Æ: 'AE',
    œ: 'oe',
    Œ: 'OE',
    ø: 'o',
    Ø: 'O',
    ł: 'l',
    Ł: 'L',
    đ: 'd',
    Đ: 'D',
    ð: 'd',
    Ð: 'D',
    þ: 'th',
    Þ: 'Th',
    ı: 'i',
  }),
);

const BLANK = /^[\t\n\v\f\r\p{Zs}\p{Zl}\p{Zp}]$/u;
const INVISIBLE = /^[\p{Cc}\p{Cf}\p{Mn}\p{Me}]$/u;
/** Private characters have two-byte codes too, but every printer draws something else there, or nothing. */
const PRIVATE = /^\p{Co}$/u;

export interface PrintableText {
  /** Only characters that `encodeText` turns into one or two bytes each. */
  readonly text: string;
  /** How many characters were lost, each shown as `〓`. */
  readonly lostCharacters: number;
}

/**
 * Makes any string printable: swaps look-alikes, takes accents off where the letter with them has no code, drops what
 * has no width, and marks what is lost. Making printable text printable again changes nothing.
 */
export function makePrintable(anyText: string): PrintableText {
  if (/^[ -~]*$/.test(anyText)) return { text: anyText, lostCharacters: 0 };
  let text = '';
  let lostCharacters = 0;
  for (const character of anyText.toWellFormed().normalize('NFC')) {
    const shown = showCharacter(character) ?? showPlainer(character);
    if (shown === null) lostCharacters += 1;
    text += shown ?? MISSING;
  }
  return { text, lostCharacters };
}

function showCharacter(character: string): string | null {
  if (/^[ -~]$/.test(character)) return character;
  const swap = SWAPS.get(character);
  if (swap !== undefined) return swap;
  // The ideographic space has a code of its own and is two columns wide.
  if (BLANK.test(character) && character !== '\u3000') return ' ';
  if (INVISIBLE.test(character)) return '';
  return isTwoByteCode(iconv.encode(character, 'gb18030')) && !PRIVATE.test(character) ? character : null;
}

/** `ö` as `o`, `½` as `1/2`, `™` as `TM`: the same text without the form the printer lacks. */
function showPlainer(character: string): string | null {
  const plainer = character.normalize('NFKD');
  if (plainer === character) return null;
  const parts = Array.from(plainer, showCharacter);
  return parts.includes(null) || parts.join('') === '' ? null : parts.join('');
}

function isTwoByteCode(code: Uint8Array): boolean {
  const [lead = 0, trail = 0] = code;
  const isInRange = lead >= 0x81 && lead <= 0xfe && trail >= 0x40 && trail <= 0xfe && trail !== 0x7f;
  return code.length === 2 && isInRange;
}

/** The bytes of a text: 0x20–0x7E and two-byte codes only, because it makes the text printable once more. */
export function encodeText(text: string): Buffer {
  return iconv.encode(makePrintable(text).text, 'gb18030');
}

/** The width in columns at normal size: exactly the bytes, since a two-byte code is two columns wide. */
export function columnsOf(text: string): number {
  return encodeText(text).length;
}

/**
 * Breaks printable text into lines of at most `columns`: at blanks if it can, between any two characters if it must,
 * never inside a character. There is always at least one line. Throws RangeError below two columns.
 */
export function wrapText(text: string, columns: number): string[] {
  if (columns < 2) throw new RangeError(`no character fits into ${columns} columns`);
  const lines: string[] = [];
  let line = '';
  let width = 0;
  for (const character of text) {
    // The blanks at a break are the break.
    if (character === ' ' && line === '' && lines.length > 0) continue;
    const wide = columnsOf(character);
    if (width + wide <= columns) {
      line += character;
      width += wide;
      continue;
    }
    const { kept, carried } = breakLine(line, character);
    lines.push(kept);
    line = character === ' ' ? '' : carried + character;
    width = columnsOf(line);
  }
  if (line !== '' || lines.length === 0) lines.push(line);
  return lines;
}

/** Carries a word begun at the line's end over to the next one, unless the word is the whole line. */
function breakLine(line: string, next: string): { kept: string; carried: string } {
  const word = next === ' ' ? null : /(?<=\S.*) +([!-~]+)$/.exec(line);
  if (word === null || !/^[!-~]$/.test(next)) return { kept: line.trimEnd() || line, carried: '' };
  return { kept: line.slice(0, word.index), carried: word[1] ?? '' };
}

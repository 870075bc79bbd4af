// The sets of characters that a receipt printer can have: two-byte Chinese, or a page of one-byte codes. Owns which bytes a
// character has, by a list of those that may be sent: no character of any set has a control byte. It never lays text out.
import iconv from 'iconv-lite';
import { charsetNames, type CharsetName } from '#contract/printer-profile.ts';
import { CODE_PAGES, type CodePageName } from './code-pages.ts';

export interface Charset {
  readonly name: CharsetName;
  /** Hanzi take two bytes and two columns; otherwise every character takes one of each. */
  readonly isTwoByte: boolean;
  /** Printed where a character is lost. */
  readonly missing: string;
  /** The one or two bytes of a character; null where the set has none. Its length is the character's width in columns. */
  codeOf(character: string): Uint8Array | null;
}

/** Private characters have two-byte codes too, but every printer draws something else there, or nothing. */
const NEVER = /^[\p{Cc}\p{Cf}\p{Mn}\p{Me}\p{Co}]$/u;

/** Every code of ASCII that prints; what is not in here is looked for in the set. */
const ASCII: ReadonlyMap<string, Uint8Array> = new Map(
  Array.from({ length: 0x7f - 0x20 }, (_, at) => [String.fromCharCode(0x20 + at), Uint8Array.of(0x20 + at)]),
);

type Range = (lead: number, trail: number) => boolean;

/** The whole two-byte part of GB18030, which is GBK. */
const isGbk: Range = (lead, trail) =>
  lead >= 0x81 && lead <= 0xfe && trail >= 0x40 && trail <= 0xfe && trail !== 0x7f;

/** The rows of GB 2312-80, without the places in them that were filled later (`€` is one). */
const isGb2312: Range = (lead, trail) => {
  if (trail < 0xa1 || trail > 0xfe || lead < 0xa1 || lead > 0xf7) return false;
  if (lead >= 0xaa && lead <= 0xaf) return false;
  const code = (lead << 8) | trail;
  const wasFilledLater =
    (code >= 0xa2a1 && code <= 0xa2aa) ||
    code === 0xa2e3 ||
    (code >= 0xa6e0 && code <= 0xa6f5) ||
    (code >= 0xa8bb && code <= 0xa8c0);
  return !wasFilledLater;
};

/** The table of a two-byte set: every code inside it that stands for a character that prints. */
function tableOf(isInside: Range): ReadonlyMap<string, Uint8Array> {
  const table = new Map(ASCII);
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (!isInside(lead, trail)) continue;
      const character = iconv.decode(Buffer.from([lead, trail]), 'gb18030');
      const prints = character !== '\ufffd' && !NEVER.test(character);
      if (prints && !table.has(character)) table.set(character, Uint8Array.of(lead, trail));
    }
  }
  return table;
}

function makeTwoByte(name: CharsetName, isInside: Range): Charset {
  // Made when first needed: it is some 24,000 characters, and many tills print none of them.
  let table: ReadonlyMap<string, Uint8Array> | null = null;
  return {
    name,
    isTwoByte: true,
    // The geta mark, the trade's sign for a missing character.
    missing: '〓',
    codeOf(character) {
      const plain = ASCII.get(character);
      if (plain !== undefined) return plain;
      table ??= tableOf(isInside);
      return table.get(character) ?? null;
    },
  };
}

function makeOneByte(name: CodePageName): Charset {
  const codes = new Map(ASCII);
  for (const [character, byte] of CODE_PAGES[name].bytes) codes.set(character, Uint8Array.of(byte));
  return { name, isTwoByte: false, missing: '?', codeOf: (character) => codes.get(character) ?? null };
}

export const gb18030 = makeTwoByte('gb18030', isGbk);

const charsets: ReadonlyMap<CharsetName, Charset> = new Map(
  charsetNames.map((name) => {
    if (name === 'gb18030') return [name, gb18030];
    return [name, name === 'gb2312' ? makeTwoByte(name, isGb2312) : makeOneByte(name)];
  }),
);

/** The set of that name. */
export const charsetOf = (name: CharsetName): Charset => charsets.get(name) ?? gb18030;

/** The n of `ESC t n` that chooses the set; null where it is chosen by `FS &`. */
export function pageNumberOf(name: CharsetName): number | null {
  return name === 'gb18030' || name === 'gb2312' ? null : CODE_PAGES[name].number;
}

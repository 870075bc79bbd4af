// Bars as the virtual printer draws them from GS k: EAN-13, EAN-8, UPC-A and Code 128. Written from the standards alone and
// sharing nothing with the encoder; anything that a printer would refuse draws nothing.
import { hexOf, type Drawn } from './graphics.ts';
import type { Drawing } from './page.ts';

/** The right-hand digits of EAN, seven modules each; the left-hand ones are their complements and mirror images. */
const RIGHT = [0x72, 0x66, 0x6c, 0x42, 0x5c, 0x4e, 0x50, 0x44, 0x48, 0x74];
/** Which left-hand digits are mirrored, six bits from the left, by the digit that is not drawn. */
const MIRRORED = [0x00, 0x0b, 0x0d, 0x0e, 0x13, 0x19, 0x1c, 0x15, 0x16, 0x1a];

const bits = (value: number, count: number): string => value.toString(2).padStart(count, '0');
const backwards = (text: string): string => [...text].toReversed().join('');

const right = (digit: string): string => bits(RIGHT[Number(digit)] ?? 0, 7);
const left = (digit: string, isMirrored: boolean): string =>
  isMirrored ? backwards(right(digit)) : bits(~(RIGHT[Number(digit)] ?? 0) & 0x7f, 7);

/** A number with the check digit that the printer adds where it is missing; null for a wrong one, which it refuses. */
function checked(digits: string, length: number): string | null {
  if (!/^\d+$/.test(digits) || digits.length < length - 1 || digits.length > length) return null;
  const sum = Array.from(digits.slice(0, length - 1))
    .toReversed()
    .reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  const check = String((10 - (sum % 10)) % 10);
  const whole = digits.slice(0, length - 1) + check;
  return digits.length === length && digits !== whole ? null : whole;
}

function ean13(digits: string): string {
  const mirrored = bits(MIRRORED[Number(digits[0])] ?? 0, 6);
  const first = Array.from(digits.slice(1, 7), (digit, at) => left(digit, mirrored[at] === '1'));
  return `101${first.join('')}01010${Array.from(digits.slice(7), right).join('')}101`;
}

function ean8(digits: string): string {
  const first = Array.from(digits.slice(0, 4), (digit) => left(digit, false));
  return `101${first.join('')}01010${Array.from(digits.slice(4), right).join('')}101`;
}

/** The eleven modules of every value of Code 128, as numbers; the stop has two modules more. */
const CODE_128 = [
  0x6cc, 0x66c, 0x666, 0x498, 0x48c, 0x44c, 0x4c8, 0x4c4, 0x464, 0x648, 0x644, 0x624, 0x59c, 0x4dc, 0x4ce,
  0x5cc, 0x4ec, 0x4e6, 0x672, 0x65c, 0x64e, 0x6e4, 0x674, 0x76e, 0x74c, 0x72c, 0x726, 0x764, 0x734, 0x732,
  0x6d8, 0x6c6, 0x636, 0x518, 0x458, 0x446, 0x588, 0x468, 0x462, 0x688, 0x628, 0x622, 0x5b8, 0x58e, 0x46e,
  0x5d8, 0x5c6, 0x476, 0x776, 0x68e, 0x62e, 0x6e8, 0x6e2, 0x6ee, 0x758, 0x746, 0x716, 0x768, 0x762, 0x71a,
  0x77a, 0x642, 0x78a, 0x530, 0x50c, 0x4b0, 0x486, 0x42c, 0x426, 0x590, 0x584, 0x4d0, 0x4c2, 0x434, 0x432,
  0x612, 0x650, 0x7ba, 0x614, 0x47a, 0x53c, 0x4bc, 0x49e, 0x5e4, 0x4f4, 0x4f2, 0x7a4, 0x794, 0x792, 0x6de,
  0x6f6, 0x7b6, 0x578, 0x51e, 0x45e, 0x5e8, 0x5e2, 0x7a8, 0x7a2, 0x5de, 0x5ee, 0x75e, 0x7ae, 0x684, 0x690,
  0x69c,
];
const STOP = '1100011101011';
const SETS = { A: 103, B: 104, C: 105 } as const;
type CodeSet = keyof typeof SETS;
const isCodeSet = (letter: string): letter is CodeSet => letter in SETS;

/** `{B` and the like say how what follows is to be read; `{{` is a brace; a code of set C is a byte for two digits. */
function code128Values(data: readonly number[]): { values: number[]; text: string } | null {
  const values: number[] = [];
  let text = '';
  let set: CodeSet | null = null;
  for (let at = 0; at < data.length; at += 1) {
    let byte = data[at] ?? 0;
    if (byte === 0x7b) {
      at += 1;
      const letter = String.fromCharCode(data[at] ?? 0);
      if (isCodeSet(letter)) {
        if (set === null) values.push(SETS[letter]);
        else if (set !== letter) values.push({ A: 101, B: 100, C: 99 }[letter]);
        set = letter;
        continue;
      }
      if (letter !== '{') return null;
      byte = 0x7b;
    }
    const value = set === 'C' ? byte : set === 'A' && byte < 0x20 ? byte + 64 : byte - 0x20;
    if (set === null || value < 0 || value > (set === 'C' ? 99 : 95)) return null;
    values.push(value);
    text += set === 'C' ? String(value).padStart(2, '0') : String.fromCharCode(byte);
  }
  return values.length < 2 ? null : { values, text };
}

function code128(data: readonly number[]): { modules: string; text: string } | null {
  const read = code128Values(data);
  if (read === null) return null;
  const { values, text } = read;
  const check = values.reduce((sum, value, at) => sum + value * (at === 0 ? 1 : at), 0) % 103;
  const modules = [...values, check].map((value) => bits(CODE_128[value] ?? 0, 11)).join('');
  return { modules: modules + STOP, text };
}

function modulesOf(kind: number, data: readonly number[]): { modules: string; text: string } | null {
  const text = Buffer.from(data).toString('latin1');
  const drawn = (digits: string | null, draw: (digits: string) => string) =>
    digits === null ? null : { modules: draw(digits), text: digits };
  switch (kind) {
    case 65: {
      const upc = checked(text, 12);
      return drawn(upc === null ? null : `0${upc}`, ean13);
    }
    case 67:
      return drawn(checked(text, 13), ean13);
    case 68:
      return drawn(checked(text, 8), ean8);
    case 73:
      return code128(data);
    default:
      return null;
  }
}

/** What GS h, GS w and GS k have in common: how high and wide the next bars are, in dots. */
export class Bars {
  height = 162;
  moduleDots = 3;

  /** GS k m n d1 … dn, or GS k m d1 … NUL, from its first byte on. */
  take(bytes: readonly number[]): Drawn {
    const [, , kind, count] = bytes;
    if (kind === undefined || count === undefined) return { used: 0 };
    if (kind < 65) {
      const end = bytes.indexOf(0x00, 3);
      if (end < 0) return { used: 0 };
      return { used: end + 1, drawing: this.#draw(kind + 65, bytes.slice(3, end)) };
    }
    const used = 4 + count;
    return bytes.length < used ? { used: 0 } : { used, drawing: this.#draw(kind, bytes.slice(4, used)) };
  }

  #draw(kind: number, data: readonly number[]): Drawing | null {
    const found = modulesOf(kind, data);
    if (found === null || this.moduleDots < 2 || this.moduleDots > 6) return null;
    const row = hexOf([...found.modules].map((bit) => (bit === '1' ? 1 : 0)));
    const rows = Array.from({ length: Math.ceil(this.height / this.moduleDots) }, () => row);
    return {
      text: `[BARCODE] ${found.text}`,
      picture: { width: found.modules.length, rows },
      scale: this.moduleDots,
    };
  }
}

// Barcodes on receipt paper: EAN-13 and Code 128, as bars and as the printer's own command. Owns their bytes; what a code
// says is its maker's. Sources: GS1 General Specifications 5.2.1, ISO/IEC 15417.
import { checkDigit } from '#contract/barcode.ts';
import { encodeRaster, packRow } from './raster.ts';

export type LinearSymbology = 'ean13' | 'code128';

/** Dots: 10 mm, high enough for a scanner in the hand. */
const HEIGHT = 80;
/** 0.25 mm a module: narrower ones run together on thermal paper. */
const NARROWEST_MODULE = 2;
const WIDEST_MODULE = 3;
const DOTS_PER_COLUMN = 12;

const LEFT_ODD = '0001101 0011001 0010011 0111101 0100011 0110001 0101111 0111011 0110111 0001011'.split(' ');
/** Which of the six digits on the left are of the even set, by the first digit of the number. */
const EVEN_LEFT = [
  '000000',
  '001011',
  '001101',
  '001110',
  '010011',
  '011001',
  '011100',
  '010101',
  '010110',
  '011010',
];

const inverse = (bits: string): string => [...bits].map((bit) => (bit === '1' ? '0' : '1')).join('');
const mirrored = (bits: string): string => [...bits].toReversed().join('');

/** The number with its check digit; null where it is none of 13 digits. */
export function ean13Of(digits: string): string | null {
  if (/^\d{12}$/.test(digits)) return `${digits}${checkDigit(digits)}`;
  if (!/^\d{13}$/.test(digits)) return null;
  return checkDigit(digits.slice(0, -1)) === Number(digits.at(-1)) ? digits : null;
}

function ean13Modules(data: string): string | null {
  const digits = ean13Of(data);
  if (digits === null) return null;
  const parity = EVEN_LEFT[Number(digits[0])] ?? '';
  const left = Array.from(digits.slice(1, 7), (digit, at) => {
    const odd = LEFT_ODD[Number(digit)] ?? '';
    return parity[at] === '1' ? mirrored(inverse(odd)) : odd;
  });
  const right = Array.from(digits.slice(7), (digit) => inverse(LEFT_ODD[Number(digit)] ?? ''));
  return `101${left.join('')}01010${right.join('')}101`;
}

/** Widths of bar, space, bar, … of each value; 103 to 105 are the starts, 106 the stop. */
const CODE_128 = (
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 ' +
  '113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 ' +
  '212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 ' +
  '113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 ' +
  '314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 ' +
  '241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 ' +
  '214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214 ' +
  '211232 2331112'
).split(' ');

const START_B = 104;
const START_C = 105;
const TO_B = 100;
const TO_C = 99;
const STOP = 106;

/** Letters one each by set B, four digits and more two by two by set C. */
function code128Values(data: string): number[] {
  const values: number[] = [];
  let isC = false;
  for (const run of data.match(/(?:\d\d){2,}|[^\d]+|\d/g) ?? []) {
    const wantsC = run.length >= 4 && /^\d+$/.test(run);
    if (values.length === 0) values.push(wantsC ? START_C : START_B);
    else if (wantsC !== isC) values.push(wantsC ? TO_C : TO_B);
    isC = wantsC;
    if (isC) values.push(...(run.match(/\d\d/g) ?? []).map(Number));
    else values.push(...[...run].map((character) => character.charCodeAt(0) - 0x20));
  }
  const sum = values.reduce((total, value, at) => total + value * Math.max(at, 1), 0);
  return [...values, sum % 103, STOP];
}

const barsOf = (widths: string): string =>
  [...widths].map((width, at) => (at % 2 === 0 ? '1' : '0').repeat(Number(width))).join('');

/** The bars of a text, `1` for a dark module; null for one that the symbology cannot say. */
export function barcodeModules(symbology: LinearSymbology, data: string): string | null {
  if (symbology === 'ean13') return ean13Modules(data);
  if (!/^[ -~]{1,80}$/.test(data)) return null;
  return code128Values(data)
    .map((value) => barsOf(CODE_128[value] ?? ''))
    .join('');
}

/** Modules of the printer's own command, which is given set B throughout: a code of set C may hold control bytes. */
const nativeModules = (symbology: LinearSymbology, data: string): number =>
  symbology === 'ean13' ? 95 : 11 * (data.length + 2) + 13;

function dotsFor(modules: number, columns: number): number | null {
  const dots = Math.min(WIDEST_MODULE, Math.floor((columns * DOTS_PER_COLUMN) / modules));
  return dots < NARROWEST_MODULE ? null : dots;
}

/** True when the bars of a text can be read on paper of so many columns. The quiet zone is the paper's own margin. */
export function fitsBarcode(symbology: LinearSymbology, data: string, columns: number): boolean {
  const modules = barcodeModules(symbology, data);
  return modules !== null && dotsFor(modules.length, columns) !== null;
}

/**
 * The bytes that print bars in the middle of the line; as dots where they are too wide for the printer's own command.
 * Throws RangeError where they do not fit on this paper.
 */
export function encodeBarcode(
  symbology: LinearSymbology,
  data: string,
  columns: number,
  way: 'native' | 'raster',
): Uint8Array {
  const modules = barcodeModules(symbology, data);
  const dots = modules === null ? null : dotsFor(modules.length, columns);
  if (modules === null || dots === null) throw new RangeError(`bars of "${data}" on ${columns} columns`);
  const nativeDots = dotsFor(nativeModules(symbology, data), columns);
  if (way === 'native' && nativeDots !== null) return nativeBarcode(symbology, data, nativeDots);
  const row = packRow(
    [...modules].flatMap((bit) => Array.from({ length: dots }, () => (bit === '1' ? 1 : 0))),
  );
  return encodeRaster({ rows: Array.from({ length: HEIGHT }, () => row) });
}

/** Height, width, no digits below (they are the caption), then `GS k` with a length. */
function nativeBarcode(symbology: LinearSymbology, data: string, dots: number): Uint8Array {
  const text = symbology === 'ean13' ? (ean13Of(data) ?? '') : `{B${data.replaceAll('{', '{{')}`;
  const kind = symbology === 'ean13' ? 67 : 73;
  return Buffer.concat([
    Buffer.from([0x1d, 0x68, HEIGHT, 0x1d, 0x77, dots, 0x1d, 0x48, 0x00, 0x1d, 0x6b, kind, text.length]),
    Buffer.from(text, 'latin1'),
  ]);
}

// QR codes on receipt paper: how large, by which command, and as dots where a printer knows none. Owns their bytes; what a
// code says is its maker's.
import qrImage from 'qr-image';
import { encodeRaster, packRow } from './raster.ts';

/** `raster` is for printers that know no QR code, or read only short ones: slower, and the same on every one of them. */
export type QrWay = 'native' | 'raster';

/** A character of normal size is so many dots wide, on paper of every width (8 dots to the millimetre). */
const DOTS_PER_COLUMN = 12;
/** 0.75 mm a module; larger ones only make a short receipt long. */
const LARGEST_MODULE = 6;
/** 0.25 mm a module: smaller ones run together on thermal paper. */
const SMALLEST_MODULE = 2;

/** Codewords for data at error correction M, by version from 1 (ISO/IEC 18004, table 7). */
const DATA_CODEWORDS = [
  16, 28, 44, 64, 86, 108, 124, 154, 182, 216, 254, 290, 334, 365, 415, 453, 507, 563, 627, 669, 714, 782,
  860, 914, 1000, 1062, 1128, 1193, 1267, 1373, 1455, 1541, 1631, 1725, 1812, 1914, 1992, 2102, 2216, 2334,
] as const;

/** The bits of a text in the shortest of the three modes that it fits as a whole, without the head of its segment. */
function dataBits(data: string): { bits: number; lengthBits: readonly [number, number, number] } {
  if (/^\d*$/.test(data)) return { bits: Math.ceil((data.length * 10) / 3), lengthBits: [10, 12, 14] };
  if (/^[0-9A-Z $%*+\-./:]*$/.test(data)) {
    return { bits: Math.ceil((data.length * 11) / 2), lengthBits: [9, 11, 13] };
  }
  return { bits: Buffer.byteLength(data) * 8, lengthBits: [8, 16, 16] };
}

/** The modules on a side of the code of a text, or null for a text that no code holds. */
export function modulesOf(data: string): number | null {
  const { bits, lengthBits } = dataBits(data);
  const at = DATA_CODEWORDS.findIndex((codewords, i) => {
    const [short, middle, long] = lengthBits;
    const length = i < 9 ? short : i < 26 ? middle : long;
    return 4 + length + bits <= codewords * 8;
  });
  return at < 0 ? null : 21 + 4 * at;
}

/**
 * Dots a module, as large as the paper allows; null where it allows none that can be read. The quiet zone at the sides is
 * the paper's own margin: 4 mm or more on either side, which is four modules of the largest size.
 */
export function moduleDots(data: string, columns: number): number | null {
  const modules = modulesOf(data);
  if (modules === null) return null;
  const dots = Math.min(LARGEST_MODULE, Math.floor((columns * DOTS_PER_COLUMN) / modules));
  return dots < SMALLEST_MODULE ? null : dots;
}

/** True when the code of a text can be read on paper of so many columns. */
export const fitsPaper = (data: string, columns: number): boolean => moduleDots(data, columns) !== null;

/** The bytes that print a code in the middle of the line. Throws RangeError where it does not fit on this paper. */
export function encodeQr(data: string, columns: number, way: QrWay): Uint8Array {
  const dots = moduleDots(data, columns);
  if (dots === null) throw new RangeError(`a code of ${data.length} characters on ${columns} columns`);
  return way === 'native' && !HAS_CONTROL.test(data) ? nativeQr(data, dots) : rasterQr(data, dots);
}

/** Sent as they are, some would be carried out as they arrive: `DLE DC4 1` opens the drawer from inside a code. */
const HAS_CONTROL = /\p{Cc}/u;

/** `GS ( k`: a length of two bytes, then `1` for QR, the function, and what it takes. */
function codeCommand(functionNumber: number, ...rest: number[]): Buffer {
  const length = rest.length + 2;
  return Buffer.from([0x1d, 0x28, 0x6b, length & 0xff, length >> 8, 0x31, functionNumber, ...rest]);
}

/** Model 2, size, error correction M, the data, print. The printer chooses the smallest version by itself. */
function nativeQr(data: string, dots: number): Uint8Array {
  return Buffer.concat([
    codeCommand(0x41, 0x32, 0x00),
    codeCommand(0x43, dots),
    codeCommand(0x45, 0x31),
    codeCommand(0x50, 0x30, ...Buffer.from(data, 'utf8')),
    codeCommand(0x51, 0x30),
  ]);
}

/** The dark modules of the code of a text, row by row. */
export function qrMatrix(data: string): (0 | 1)[][] {
  return qrImage.matrix(data, 'M');
}

/** Each module is a square of dots. */
function rasterQr(data: string, dots: number): Uint8Array {
  const rows = qrMatrix(data).flatMap((row) => {
    const line = packRow(row.flatMap((dark) => Array.from({ length: dots }, () => dark)));
    return Array.from({ length: dots }, () => line);
  });
  return encodeRaster({ rows });
}

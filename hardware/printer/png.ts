// Reads a PNG picture into shades of grey on white. Every colour type and depth, without interlacing; it never scales.
// Source: the PNG specification (W3C), sections 9, 11 and 13.
import { inflateSync } from 'node:zlib';
import { HardwareError } from '#hardware/errors.ts';

export interface GreyPicture {
  readonly width: number;
  readonly height: number;
  /** One byte a dot, row by row: 0 is black, 255 white. */
  readonly shades: Uint8Array;
}

/** No receipt is wider than 832 dots; a logo of many megabytes is a mistake, not a logo. */
const LARGEST_SIDE = 4_096;
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Samples of a dot, by colour type: grey, colour, palette, grey with alpha, colour with alpha. */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

const bad = (why: string) => new HardwareError('config', `the logo is no picture that can be read: ${why}`);

interface Head {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly colour: number;
  readonly samples: number;
}

/** Reads a file's bytes. Throws a HardwareError `config` for anything but a plain PNG of at most 4096 dots a side. */
export function readPng(file: Uint8Array): GreyPicture {
  const bytes = Buffer.from(file);
  if (!bytes.subarray(0, 8).equals(SIGNATURE)) throw bad('not a PNG');
  let head: Head | null = null;
  let palette = Buffer.alloc(0);
  let alphas = Buffer.alloc(0);
  const data: Buffer[] = [];
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const kind = bytes.toString('latin1', at + 4, at + 8);
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (body.length < length) throw bad('it ends too early');
    if (kind === 'IHDR') head = readHead(body);
    else if (kind === 'PLTE') palette = body;
    else if (kind === 'tRNS') alphas = body;
    else if (kind === 'IDAT') data.push(body);
    at += 12 + length;
  }
  if (head === null || data.length === 0) throw bad('it is empty');
  const rows = unfilter(inflate(Buffer.concat(data), head), head);
  return toGrey(rows, head, palette, alphas);
}

function readHead(body: Buffer): Head {
  if (body.length < 13) throw bad('its head is too short');
  const [width, height] = [body.readUInt32BE(0), body.readUInt32BE(4)];
  const [depth = 0, colour = 0, , , interlace] = body.subarray(8);
  const samples = SAMPLES[colour];
  if (samples === undefined || ![1, 2, 4, 8, 16].includes(depth)) throw bad('its colours are unknown');
  if (interlace !== 0) throw bad('it is interlaced');
  const isTooLarge = width < 1 || height < 1 || width > LARGEST_SIDE || height > LARGEST_SIDE;
  if (isTooLarge) throw bad(`${width} by ${height} dots`);
  return { width, height, depth, colour, samples };
}

const bytesARow = ({ width, depth, samples }: Head): number => Math.ceil((width * depth * samples) / 8);

function inflate(packed: Buffer, head: Head): Buffer {
  const wanted = (bytesARow(head) + 1) * head.height;
  try {
    const plain = inflateSync(packed, { maxOutputLength: wanted });
    if (plain.length === wanted) return plain;
  } catch (cause) {
    throw new HardwareError('config', 'the logo cannot be unpacked', cause);
  }
  throw bad('it has too few dots');
}

/** The predictor of filter 4: whichever of left, above and above left is nearest to their sum. */
function paeth(left: number, above: number, corner: number): number {
  const [a, b, c] = [above - corner, left - corner, left + above - 2 * corner].map(Math.abs) as [
    number,
    number,
    number,
  ];
  return a <= b && a <= c ? left : b <= c ? above : corner;
}

function unfilter(plain: Buffer, head: Head): Buffer {
  const wide = bytesARow(head);
  const step = Math.max(1, (head.depth * head.samples) >> 3);
  const rows = Buffer.alloc(wide * head.height);
  for (let y = 0; y < head.height; y += 1) {
    const filter = plain[y * (wide + 1)] ?? 0;
    for (let x = 0; x < wide; x += 1) {
      const here = y * wide + x;
      const left = x < step ? 0 : (rows[here - step] ?? 0);
      const above = y === 0 ? 0 : (rows[here - wide] ?? 0);
      const corner = x < step || y === 0 ? 0 : (rows[here - wide - step] ?? 0);
      const guess = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter];
      if (guess === undefined) throw bad('its filter is unknown');
      rows[here] = ((plain[y * (wide + 1) + 1 + x] ?? 0) + guess) & 0xff;
    }
  }
  return rows;
}

/** The n-th sample of a row, as 0 to 255; of an index into a palette, as it is. */
function sampleOf(row: Uint8Array, n: number, { depth, colour }: Head): number {
  if (depth === 16) return row[n * 2] ?? 0;
  if (depth === 8) return row[n] ?? 0;
  const bit = n * depth;
  const most = (1 << depth) - 1;
  const value = ((row[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & most;
  return colour === 3 ? value : Math.round((value * 255) / most);
}

const luminance = (red: number, green: number, blue: number): number =>
  (299 * red + 587 * green + 114 * blue) / 1000;

function toGrey(rows: Buffer, head: Head, palette: Buffer, alphas: Buffer): GreyPicture {
  const { width, height, colour, samples } = head;
  const wide = bytesARow(head);
  const shades = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const row = rows.subarray(y * wide, (y + 1) * wide);
    for (let x = 0; x < width; x += 1) {
      const of = (n: number) => sampleOf(row, x * samples + n, head);
      let [shade, alpha] = [of(0), 255];
      if (colour === 2 || colour === 6) shade = luminance(of(0), of(1), of(2));
      if (colour === 3) {
        const index = of(0);
        const [red = 0, green = 0, blue = 0] = palette.subarray(index * 3, index * 3 + 3);
        shade = luminance(red, green, blue);
        alpha = alphas[index] ?? 255;
      }
      if (colour === 4 || colour === 6) alpha = of(samples - 1);
      // What is transparent is paper.
      shades[y * width + x] = Math.round((shade * alpha + 255 * (255 - alpha)) / 255);
    }
  }
  return { width, height, shades };
}

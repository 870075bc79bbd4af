// Dots for a receipt printer: one bit each, sent in bands by `GS v 0`. Owns their bytes; what they show is their maker's.

/** Eight dots a byte, the leftmost in its highest bit; every row has the same number of bytes. */
export interface Raster {
  readonly rows: readonly Uint8Array[];
}

/** Rows in one command: clones without flow control lose the rest of longer ones (`hardware.md` 5.2). */
const BAND_ROWS = 128;

/** Eight dots a byte, the leftmost in its highest bit. */
export function packRow(row: readonly (0 | 1)[]): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(row.length / 8));
  row.forEach((dark, at) => {
    if (dark === 1) bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (0x80 >> (at & 7));
  });
  return bytes;
}

const DLE = 0x10;
/** EOT, ENQ, DC4: after DLE a printer carries them out as they arrive, wherever they stand. */
const REAL_TIME = new Set([0x04, 0x05, 0x14]);

/**
 * The same dots with one more where chance has written a real-time command: a grey in a logo must not open the drawer
 * (`DLE DC4 1`) or throw the buffer away.
 */
export function withoutRealTime(dots: Uint8Array): Uint8Array {
  const safe = Uint8Array.from(dots);
  for (let at = 0; at + 1 < safe.length; at += 1) {
    if (safe[at] === DLE && REAL_TIME.has(safe[at + 1] ?? 0)) safe[at] = DLE | 0x08;
  }
  return safe;
}

/** The bytes of pictures that are printed again and again; gone with the picture. */
const encoded = new WeakMap<Raster, Uint8Array>();

/** `GS v 0`, band by band. A picture is encoded once and must not change after that. */
export function encodeRaster(raster: Raster): Uint8Array {
  const known = encoded.get(raster);
  if (known !== undefined) return known;
  const bytes = encodeBands(raster);
  encoded.set(raster, bytes);
  return bytes;
}

function encodeBands({ rows }: Raster): Uint8Array {
  const width = rows[0]?.length ?? 0;
  const bands: Uint8Array[] = [];
  for (let at = 0; at < rows.length; at += BAND_ROWS) {
    const band = rows.slice(at, at + BAND_ROWS);
    const head = [0x1d, 0x76, 0x30, 0x00, width & 0xff, width >> 8, band.length & 0xff, band.length >> 8];
    bands.push(Buffer.from(head), withoutRealTime(Buffer.concat(band)));
  }
  return Buffer.concat(bands);
}

// Bars, dots and logos: known patterns, the printer's own bars beside ours, and pictures that no command can hide in.
import { deflateSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { barcodeModules, ean13Of, encodeBarcode, fitsBarcode } from '#hardware/printer/barcode.ts';
import { encodeLines } from '#hardware/printer/encode.ts';
import { layPaper } from '#hardware/printer/layout.ts';
import { ditherPicture } from '#hardware/printer/logo.ts';
import { readPng } from '#hardware/printer/png.ts';
import { encodeRaster, type Raster } from '#hardware/printer/raster.ts';
import type { Picture } from '#hardware/simulated/page.ts';
import { SimulatedPrinter, type PrinterEvent } from '#hardware/simulated/printer.ts';
import { hex, paperOf } from './counter.ts';

function printOn(bytes: Uint8Array, columns = 48): { events: PrinterEvent[]; picture: Picture | undefined } {
  const events: PrinterEvent[] = [];
  const line = { onBytes: (take: (bytes: Uint8Array) => void) => (take(bytes), () => undefined), send() {} };
  const printer = new SimulatedPrinter(line, columns, (event) => events.push(event));
  expect(printer.paper).toBe('ok');
  const [receipt] = events.filter((event) => event.kind === 'receipt');
  return { events, picture: receipt?.lines.find((one) => one.picture !== undefined)?.picture };
}

const CUT = Buffer.from([0x1d, 0x56, 0x42, 0x00]);
const bitsOf = (picture: Picture | undefined): string =>
  [...(picture?.rows[0] ?? '')]
    .map((digit) => Number.parseInt(digit, 16).toString(2).padStart(4, '0'))
    .join('')
    .slice(0, picture?.width);

describe('bars', () => {
  test('a known number, module by module', () => {
    expect(barcodeModules('ean13', '5901234123457')).toBe(
      '10100010110100111011001100100110111101001110101010110011011011001000010101110010011101000100101',
    );
  });

  test('a check digit is added where it is missing, and a wrong one has no bars', () => {
    expect(ean13Of('690123456789')).toBe('6901234567892');
    expect(barcodeModules('ean13', '6901234567893')).toBeNull();
    expect(fitsBarcode('ean13', '12', 48)).toBe(false);
  });

  test('the printer’s own command, byte for byte', () => {
    expect(hex(encodeBarcode('ean13', '6901234567892', 48, 'native'))).toBe(
      `1d68501d77031d48001d6b430d${Buffer.from('6901234567892').toString('hex')}`,
    );
    expect(hex(encodeBarcode('code128', 'A{1', 48, 'native'))).toBe(
      `1d68501d77031d48001d6b4906${Buffer.from('{BA{{1').toString('hex')}`,
    );
  });

  test('ours are the printer’s, for any number and any text', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(digits, (number) => {
        const { picture } = printOn(Buffer.concat([encodeBarcode('ean13', number, 48, 'native'), CUT]));
        expect(bitsOf(picture)).toBe(barcodeModules('ean13', number));
      }),
      { numRuns: 200 },
    );
    // Without four digits in a row we use set B as the printer is told to.
    const letters = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(
        letters.filter((text) => !/\d{4}/.test(text)),
        (text) => {
          const { picture, events } = printOn(
            Buffer.concat([encodeBarcode('code128', text, 48, 'native'), CUT]),
          );
          expect(events.map(({ kind }) => kind)).toEqual(['receipt']);
          expect(bitsOf(picture)).toBe(barcodeModules('code128', text));
        },
      ),
      { numRuns: 200 },
    );
  });

  test('what is too wide for the printer’s own command comes as dots, and for the paper not at all', () => {
    const number = '12345678901234567890';
    expect(hex(encodeBarcode('code128', number, 32, 'native')).startsWith('1d7630')).toBe(true);
    expect(fitsBarcode('code128', 'W'.repeat(30), 32)).toBe(false);
    expect(() => encodeBarcode('code128', 'W'.repeat(30), 32, 'native')).toThrow(RangeError);
    const paper = paperOf({
      kind: 'code',
      symbology: 'code128',
      data: 'W'.repeat(30),
      caption: 'key this in',
    });
    expect(layPaper(paper, 32).lines.map(({ text }) => text)).toEqual(['key this in']);
  });
});

describe('dots', () => {
  /** Bytes that open the drawer, or throw the buffer away, at once and wherever they stand. */
  const REAL_TIME = [
    0x10, 0x14, 0x01, 0x00, 0x01, 0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08,
  ];
  const raster: Raster = { rows: [Uint8Array.from([...REAL_TIME, 0])] };

  test('as they are, the printer would open the drawer', () => {
    const head = [0x1d, 0x76, 0x30, 0x00, 0x10, 0x00, 0x01, 0x00];
    const { events } = printOn(Buffer.from([...head, ...REAL_TIME, 0]));
    expect(events.map(({ kind }) => kind)).toContain('pulse');
  });

  test('as we send them, it prints a picture and nothing else', () => {
    const { events, picture } = printOn(Buffer.concat([encodeRaster(raster), CUT]));
    expect(events.map(({ kind }) => kind)).toEqual(['receipt']);
    expect(picture?.rows[0]).toBe(`18140100011814080103140106020800`);
  });

  test('no dots there are make a printer do anything but print', () => {
    const any = fc.uint8Array({ minLength: 16, maxLength: 16 });
    const risky = fc.array(fc.constantFrom(0x10, 0x14, 0x04, 0x05, 0x01, 0x00, 0x02, 0x1b, 0x70), {
      minLength: 16,
      maxLength: 16,
    });
    fc.assert(
      fc.property(fc.array(fc.oneof(any, risky), { minLength: 1, maxLength: 6 }), (rows) => {
        const { events } = printOn(
          Buffer.concat([encodeRaster({ rows: rows.map((row) => Uint8Array.from(row)) }), CUT]),
        );
        expect(events.map(({ kind }) => kind)).toEqual(['receipt']);
      }),
      { numRuns: 1_000 },
    );
  });

  test('a square code that holds a command is sent as dots', () => {
    const data = 'A\u0010\u0014\u0001\u0000\u0001';
    const paper = paperOf({ kind: 'code', symbology: 'qr', data, caption: '' });
    const { events } = printOn(encodeLines(layPaper(paper, 48).lines));
    expect(events.map(({ kind }) => kind)).toEqual(['receipt']);
  });
});

/** A PNG as the specification has it, with every filter in turn. */
function pngOf(width: number, rows: readonly number[][], colour: number, depth = 8): Uint8Array {
  const chunk = (kind: string, body: Uint8Array) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(body.length);
    return Buffer.concat([length, Buffer.from(kind, 'latin1'), body, Buffer.alloc(4)]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(rows.length, 4);
  head[8] = depth;
  head[9] = colour;
  const step = Math.max(1, { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }[colour] ?? 1);
  const filtered = rows.flatMap((row, y) => {
    const filter = y % 5;
    return [
      filter,
      ...row.map((byte, x) => {
        const left = row[x - step] ?? 0;
        const above = rows[y - 1]?.[x] ?? 0;
        const corner = rows[y - 1]?.[x - step] ?? 0;
        const estimate = left + above - corner;
        const nearest = [left, above, corner].toSorted(
          (a, b) => Math.abs(estimate - a) - Math.abs(estimate - b),
        )[0];
        const guess = [0, left, above, Math.floor((left + above) / 2), nearest ?? 0][filter] ?? 0;
        return (byte - guess + 512) % 256;
      }),
    ];
  });
  const data = deflateSync(Buffer.from(filtered));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

describe('a logo', () => {
  test('grey, colour and transparency are shades on white, with every filter', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 6, maxLength: 6 }), {
          minLength: 10,
          maxLength: 10,
        }),
        (rows) => {
          expect([...readPng(pngOf(6, rows, 0)).shades]).toEqual(rows.flat());
        },
      ),
      { numRuns: 50 },
    );
    expect([...readPng(pngOf(2, [[255, 0, 0, 0, 255, 0]], 2)).shades]).toEqual([76, 150]);
    expect([...readPng(pngOf(2, [[0, 0, 0, 0, 0, 0, 0, 255]], 6)).shades]).toEqual([255, 0]);
    expect([...readPng(pngOf(8, [[0b10100000]], 0, 1)).shades]).toEqual([255, 0, 255, 0, 0, 0, 0, 0]);
  });

  test('what is no picture is refused in words, and never hangs or throws anything else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, isSigned) => {
        const whole = pngOf(
          2,
          [
            [1, 2],
            [3, 4],
          ],
          0,
        );
        const broken = isSigned ? Buffer.concat([whole.subarray(0, 40), bytes]) : bytes;
        expect(() => readPng(broken)).toThrow(/logo/);
      }),
      { numRuns: 300 },
    );
  });

  test('is as dark as it was, never wider than the paper, and stands where a receipt asks for it', () => {
    const rows = Array.from({ length: 64 }, () => Array.from({ length: 1_000 }, () => 191));
    const raster = ditherPicture(readPng(pngOf(1_000, rows, 0)), 384);
    expect(raster.rows[0]?.length).toBe(48);
    const dark = raster.rows.reduce(
      (sum, row) => sum + row.reduce((bits, byte) => bits + byte.toString(2).replaceAll('0', '').length, 0),
      0,
    );
    const dots = raster.rows.length * 384;
    expect(dark / dots).toBeGreaterThan(0.23);
    expect(dark / dots).toBeLessThan(0.27);
    const paper = paperOf({ kind: 'logo' });
    expect(layPaper(paper, 32).lines).toEqual([]);
    const { picture, events } = printOn(
      encodeLines(layPaper(paper, { columns: 32, logo: raster }).lines),
      32,
    );
    expect(events.map(({ kind }) => kind)).toEqual(['receipt']);
    expect(picture?.width).toBe(384);
    expect(encodeRaster(raster)).toBe(encodeRaster(raster));
  });
});

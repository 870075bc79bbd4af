// Square codes on paper: the bytes that are sent, the size that fits, and somebody else's reader that reads them back.
import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import qrImage from 'qr-image';
import { describe, expect, test } from 'vitest';
import type { PaperBlock } from '#contract/receipt.ts';
import { receiptCodeBytes } from '#contract/receipt-code.ts';
import { MAX_SEALED_BYTES, seal } from '#contract/sealed-code.ts';
import { encodeLines } from '#hardware/printer/encode.ts';
import { layPaper, paperToText } from '#hardware/printer/layout.ts';
import { moduleDots, modulesOf } from '#hardware/printer/qr.ts';
import type { Picture } from '#hardware/simulated/page.ts';
import { SimulatedPrinter } from '#hardware/simulated/printer.ts';
import type { PrinterEvent } from '#hardware/simulated/printer.ts';
import { codeOf } from '#test/contract/receipt-codes.ts';
import { newFolder } from '#test/support/books.ts';
import { hex, paperOf, text } from './counter.ts';

const ascii = (words: string): string => Buffer.from(words, 'ascii').toString('hex');
const code = (data: string): PaperBlock => ({ kind: 'code', symbology: 'qr', data, caption: '退货凭此码' });
const receiptText = (lines: number) =>
  seal('receipt', receiptCodeBytes(codeOf(lines)), new Uint8Array(64).fill(0xa5));
const longest = seal(
  'receipt',
  new Uint8Array(MAX_SEALED_BYTES - 64).fill(0xff),
  new Uint8Array(64).fill(0xff),
);

const bytesOf = (data: string, columns: number, qr: 'native' | 'raster') =>
  encodeLines(layPaper(paperOf(text('above'), code(data), text('below')), columns).lines, { columns, qr });

/** What comes out of a printer that shares nothing with the encoder. */
function printOn(
  columns: number,
  bytes: Uint8Array,
): { events: PrinterEvent[]; picture: Picture | undefined } {
  const events: PrinterEvent[] = [];
  const line = { onBytes: (take: (bytes: Uint8Array) => void) => (take(bytes), () => undefined), send() {} };
  const printer = new SimulatedPrinter(line, columns, (event) => events.push(event));
  expect(printer.paper).toBe('ok');
  const [receipt] = events.filter((event) => event.kind === 'receipt');
  return { events, picture: receipt?.lines.find((one) => one.picture !== undefined)?.picture };
}

/** As a picture file for a reader: each dot a square of `scale`, with the paper's light border. */
function writePicture({ width, rows }: Picture, scale: number): string {
  const border = 4 * scale;
  const light = (count: number) => '0'.repeat(count);
  const lines = rows.map((row) => {
    const bits = [...row].map((digit) => Number.parseInt(digit, 16).toString(2).padStart(4, '0')).join('');
    const dots = bits.slice(0, width).replaceAll(/./g, (bit) => bit.repeat(scale));
    return light(border) + dots + light(border);
  });
  const wide = width * scale + 2 * border;
  const edge = Array.from({ length: border }, () => light(wide));
  const all = [...edge, ...lines.flatMap((one) => Array.from({ length: scale }, () => one)), ...edge];
  const file = join(newFolder(), 'code.pbm');
  writeFileSync(file, `P1\n${wide} ${all.length}\n${all.map((one) => [...one].join(' ')).join('\n')}\n`);
  return file;
}

const hasZbar = spawnSync('zbarimg', ['--version']).error === undefined;
const zbar = (file: string): string =>
  execFileSync('zbarimg', ['--quiet', '--raw', '-Sdisable', '-Sqrcode.enable', file], {
    encoding: 'utf8',
    // It looks for a desktop to talk to, and says at length that there is none.
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();

describe('bytes', () => {
  test('a code by the printer’s own command, byte for byte', () => {
    expect(hex(bytesOf('7310123456', 32, 'native'))).toBe(
      [
        `1b401b52001c26${ascii('above')}0a`,
        '1b6101',
        '1d286b0400314132001d286b03003143061d286b0300314531',
        `1d286b0d00315030${ascii('7310123456')}`,
        '1d286b0300315130',
        '0a',
        `${hex(Buffer.from([0xcd, 0xcb, 0xbb, 0xf5, 0xc6, 0xbe, 0xb4, 0xcb, 0xc2, 0xeb]))}0a`,
        `1b6100${ascii('below')}0a`,
        '0a1d564200',
      ].join(''),
    );
  });

  test('a code as dots comes in bands, none longer than a clone can hold', () => {
    const sent = hex(bytesOf(receiptText(5), 48, 'raster'));
    const bands = [...sent.matchAll(/1d763000(..)00(..)00/g)].map(([, wide, high]) => [
      Number.parseInt(wide ?? '', 16),
      Number.parseInt(high ?? '', 16),
    ]);
    const dots = (modulesOf(receiptText(5)) ?? 0) * 6;
    expect(bands.length).toBe(Math.ceil(dots / 128));
    expect(bands.every(([wide]) => wide === Math.ceil(dots / 8))).toBe(true);
    expect(bands.reduce((sum, [, high]) => sum + (high ?? 0), 0)).toBe(dots);
  });
});

describe('size', () => {
  test('is told as the standard has it, for every length and kind of text', () => {
    for (const [sign, lengths] of [
      ['7', [1, 34, 35, 202, 552, 553, 1259, 2473, 2677, 5596]],
      ['A', [1, 20, 21, 335, 336, 1990, 1991, 3391]],
      ['a', [1, 14, 15, 180, 181, 1300, 2331]],
    ] as const) {
      for (const length of lengths) {
        const data = sign.repeat(length);
        expect(modulesOf(data), `${length} of ${sign}`).toBe(qrImage.matrix(data, 'M').length);
      }
    }
    expect(['7'.repeat(5597), 'A'.repeat(3392), 'a'.repeat(2332)].map(modulesOf)).toEqual([null, null, null]);
  });

  test('the longest code that a receipt can have fits on both papers, in modules that a reader can tell apart', () => {
    expect([modulesOf(longest), moduleDots(longest, 48), moduleDots(longest, 32)]).toEqual([125, 4, 3]);
  });

  test('a code that fits on no paper is left out with its caption; text shows code and caption', () => {
    const data = '7'.repeat(60);
    expect(paperToText(paperOf(code(data)), 32)).toEqual([
      '[QR]',
      '7'.repeat(32),
      '7'.repeat(28),
      '           退货凭此码',
    ]);
    expect(paperToText(paperOf(text('a'), code('7'.repeat(6_000))), 32)).toEqual(['a']);
    expect(paperToText(paperOf(code(longest)), 20)).toEqual([]);
  });
});

describe.for([48, 42, 32])('on paper of %i columns', (columns) => {
  test.for(['native', 'raster'] as const)('%s: nothing overflows, nothing is unknown', (qr) => {
    for (const data of [receiptText(1), receiptText(25), longest]) {
      const { events, picture } = printOn(columns, bytesOf(data, columns, qr));
      expect(events.map(({ kind }) => kind)).toEqual(['receipt']);
      const dots = (modulesOf(data) ?? 0) * (moduleDots(data, columns) ?? 0);
      // Dots come in whole bytes.
      expect(picture?.width).toBe(qr === 'native' ? modulesOf(data) : Math.ceil(dots / 8) * 8);
      expect(picture?.rows.length).toBe(qr === 'native' ? modulesOf(data) : dots);
    }
  });

  test.skipIf(!hasZbar)(`zbarimg reads it back${hasZbar ? '' : ' (zbarimg is not installed)'}`, () => {
    for (const lines of [1, 25, 60]) {
      const data = receiptText(lines);
      const raster = printOn(columns, bytesOf(data, columns, 'raster')).picture;
      const native = printOn(columns, bytesOf(data, columns, 'native')).picture;
      expect(raster === undefined ? '' : zbar(writePicture(raster, 1)), `raster ${lines}`).toBe(data);
      expect(native === undefined ? '' : zbar(writePicture(native, 4)), `native ${lines}`).toBe(data);
    }
  });
});

// The bytes of ESC/POS that the till ever sends, and the only place that makes them. Of the package `escpos` it uses
// the primitives that were seen to be right (`hardware.md` 2.3), never its adapters, drawer, cut, tables or codes.
import { command, Printer, type Adapter } from 'escpos';
import type { CharsetName } from '#contract/printer-profile.ts';
import { encodeBarcode } from './barcode.ts';
import { charsetOf, pageNumberOf } from './charset.ts';
import type { LaidCode, PaperLine } from './layout.ts';
import { PROFILES, type PrinterProfile } from './profiles.ts';
import { encodeQr } from './qr.ts';
import { encodeRaster } from './raster.ts';
import { encodeText } from './text.ts';

/** `ESC R 0`: a printer set to another country prints its own signs for `$`, `#` and `@`. */
const PLAIN_ASCII = [0x1b, 0x52, 0x00];
/** `FS &`: two-byte codes from here on; whether a printer starts in this mode depends on where it was sold. */
const TWO_BYTE_MODE = [0x1c, 0x26];
/** `FS .`: one-byte codes from here on. */
const ONE_BYTE_MODE = [0x1c, 0x2e];
/**
 * `GS V 66 0`: feed to the cutter, then cut all but a point. Ours, since the package's cut feeds nothing to the cutter
 * and would cut through the last lines.
 */
const FEED_AND_CUT = Buffer.from([0x1d, 0x56, 0x42, 0x00]);
const MARGIN_LINES = 1;

/** `ESC d 5`: past the edge that paper is torn off at, about 15 mm above the head. */
const FEED_TO_EDGE = Buffer.from([0x1b, 0x64, 0x05]);

const endOf = (cutter: PrinterProfile['cutter']): Buffer => (cutter === 'none' ? FEED_TO_EDGE : FEED_AND_CUT);

/** Parts what a broken connection left on the paper from what comes next (`hardware.md` 5.2). */
export const partTornPaper = (cutter: PrinterProfile['cutter']): Uint8Array =>
  Buffer.concat([Buffer.from('\n\n'), endOf(cutter)]);

/**
 * `ESC p m 25 250`: the pin for 50 ms, then 500 ms of rest. All five bytes: the package sends three, and the printer takes
 * the next two of the receipt for the times, or opens the drawer only with the next job.
 */
export const pulseOf = (pin: 2 | 5): Uint8Array => Buffer.from([0x1b, 0x70, pin === 5 ? 1 : 0, 0x19, 0xfa]);

/** The pulse of the usual wiring. */
export const drawerPulse: Uint8Array = pulseOf(2);

/** `GS r 1`: answered when everything before it was carried out, with the paper's state. */
export const proofRequest: Uint8Array = Buffer.from([0x1d, 0x72, 0x01]);

/** `GS a`: from now on it says by itself when it goes offline, fails, or its paper changes. */
export const automaticStatus: Uint8Array = Buffer.from([0x1d, 0x61, 0x0e]);

/** `GS ( H`, function 48: the four signs come back when everything before it was carried out. Throws RangeError. */
export function processIdRequest(signs: string): Uint8Array {
  if (!/^[ -~]{4}$/.test(signs)) throw new RangeError(`a job's number has four signs, not "${signs}"`);
  return Buffer.from([0x1d, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30, ...Buffer.from(signs, 'ascii')]);
}

/** 1: the printer; 2: why it is offline; 4: its paper. */
export type StatusQuestion = 1 | 2 | 4;

/** `DLE EOT n`: answered at once, even offline. Only between commands: inside one it is taken for a parameter. */
export const statusRequest = (question: StatusQuestion): Uint8Array => Buffer.from([0x10, 0x04, question]);

/** What the encoder must know of a printer. */
export type EncodedFor = Pick<
  PrinterProfile,
  'columns' | 'cutter' | 'qr' | 'barcode' | 'charset' | 'pageNumber' | 'hasTwoByteMode'
>;

const { TXT_BOLD_ON, TXT_BOLD_OFF, TXT_CUSTOM_SIZE } = command.TEXT_FORMAT;
const ALIGN = { left: 'LT', center: 'CT', right: 'RT' } as const;

/**
 * One document, from `ESC @` to the cut; it ends on a command's boundary. Modes are sent only where they change, and the
 * first commands reset what other software may have left behind. What `printerOf` leaves out is as on an 80 mm printer.
 */
export function encodeLines(lines: readonly PaperLine[], printerOf: Partial<EncodedFor> = {}): Uint8Array {
  const profile: EncodedFor = { ...PROFILES['generic-80'], ...printerOf };
  const { printer, collect } = makeByteBuilder();
  let charset = profile.charset;
  let align: PaperLine['align'] = 'left';
  let isBold = false;
  let isLarge = false;
  printer.hardware('init').print(Buffer.from([...PLAIN_ASCII, ...modesOf(profile)]));
  for (const line of lines) {
    const wanted = line.charset ?? profile.charset;
    if (wanted !== charset) printer.print(Buffer.from(modesOf(ownPage(profile, wanted))));
    charset = wanted;
    if (line.align !== align) printer.align(ALIGN[line.align]);
    // Not the package's `style`, which adds ESC 5, and not its `size`: ESC ! leaves two-byte characters small on most
    // printers and switches bold off. GS ! changes the size of both kinds, and nothing else.
    if (line.isBold !== isBold) printer.print(line.isBold ? TXT_BOLD_ON : TXT_BOLD_OFF);
    if (line.isLarge !== isLarge) printer.print(line.isLarge ? TXT_CUSTOM_SIZE(2, 2) : TXT_CUSTOM_SIZE(1, 1));
    ({ align, isBold, isLarge } = line);
    // The printer feeds past dots and codes by itself; the line after them is their quiet zone.
    if (line.picture !== undefined) printer.print(Buffer.from(encodeRaster(line.picture))).feed(1);
    else if (line.code !== undefined) printer.print(Buffer.from(encodeCode(line.code, profile))).feed(1);
    // As bytes: the package would write a string as UTF-8.
    else printer.print(encodeText(line.text, charsetOf(charset))).feed(1);
  }
  printer.feed(MARGIN_LINES).print(endOf(profile.cutter));
  return collect();
}

/** Between samples both modes are asked for, known or not; a profile's number of a page is that of its own page. */
const ownPage = (profile: EncodedFor, charset: CharsetName): EncodedFor => ({
  ...profile,
  charset,
  hasTwoByteMode: true,
  pageNumber: charset === profile.charset ? profile.pageNumber : null,
});

/** Above ASCII two-byte codes, or a page. */
function modesOf({ charset, pageNumber, hasTwoByteMode }: EncodedFor): number[] {
  const page = pageNumberOf(charset);
  if (page === null) return TWO_BYTE_MODE;
  return [...(hasTwoByteMode ? ONE_BYTE_MODE : []), 0x1b, 0x74, pageNumber ?? page];
}

function encodeCode({ symbology, data }: LaidCode, { columns, qr, barcode }: EncodedFor): Uint8Array {
  const wayOf = (way: PrinterProfile['qr']) => (way === 'native' ? 'native' : 'raster');
  if (symbology === 'qr') return encodeQr(data, columns, wayOf(qr));
  return encodeBarcode(symbology, data, columns, wayOf(barcode));
}

/** The package writes to an adapter; ours is a list of buffers, so that no device is ever in its hands. */
function makeByteBuilder(): { printer: Printer; collect: () => Uint8Array } {
  const collected: Buffer[] = [];
  const adapter: Adapter = {
    open: () => adapter,
    write(data) {
      // Copied: the package goes on using its buffer.
      collected.push(Buffer.from(data));
      return adapter;
    },
  };
  // With `new`, or the package drops the options.
  const printer = new Printer(adapter, { encoding: 'GB18030' });
  return {
    printer,
    collect() {
      printer.flush();
      return Buffer.concat(collected);
    },
  };
}

// The bytes of ESC/POS that the till ever sends, and the only place that makes them. Of the package `escpos` it uses
// the primitives that were seen to be right (`hardware.md` 2.3), never its adapters, drawer, cut, tables or codes.
import { command, Printer, type Adapter } from 'escpos';
import type { PaperLine } from './layout.ts';
import { encodeQr, type QrWay } from './qr.ts';
import { encodeText } from './text.ts';

/** `FS &`: two-byte codes from here on; whether a printer starts in this mode depends on where it was sold. */
const TWO_BYTE_MODE = Buffer.from([0x1c, 0x26]);
/**
 * `GS V 66 0`: feed to the cutter, then cut all but a point. Ours, since the package's cut feeds nothing to the cutter
 * and would cut through the last lines.
 */
const FEED_AND_CUT = Buffer.from([0x1d, 0x56, 0x42, 0x00]);
const MARGIN_LINES = 1;

/** Parts what a broken connection left on the paper from what comes next (`hardware.md` 5.2). */
export const cutTornPaper: Uint8Array = Buffer.concat([Buffer.from('\n\n'), FEED_AND_CUT]);

/**
 * `ESC p 0 25 250`: pin 2 for 50 ms, then 500 ms of rest. All five bytes: the package sends three, and the printer takes
 * the next two of the receipt for the times, or opens the drawer only with the next job.
 */
export const drawerPulse: Uint8Array = Buffer.from([0x1b, 0x70, 0x00, 0x19, 0xfa]);

/** `GS r 1`: answered when everything before it was carried out, with the paper's state. */
export const proofRequest: Uint8Array = Buffer.from([0x1d, 0x72, 0x01]);

/** 1: the printer; 2: why it is offline; 4: its paper. */
export type StatusQuestion = 1 | 2 | 4;

/** `DLE EOT n`: answered at once, even offline. Only between commands: inside one it is taken for a parameter. */
export const statusRequest = (question: StatusQuestion): Uint8Array => Buffer.from([0x10, 0x04, question]);

/** What an encoder must know of a printer to put a square code on its paper. */
export interface CodePaper {
  readonly columns: number;
  readonly qr: QrWay;
}

const { TXT_BOLD_ON, TXT_BOLD_OFF, TXT_CUSTOM_SIZE } = command.TEXT_FORMAT;
const ALIGN = { left: 'LT', center: 'CT', right: 'RT' } as const;

/**
 * One document, from `ESC @` to the cut; it ends on a command's boundary. Modes are sent only where they change, and the
 * first command resets what other software may have left behind.
 */
export function encodeLines(
  lines: readonly PaperLine[],
  paper: CodePaper = { columns: 48, qr: 'native' },
): Uint8Array {
  const { printer, collect } = makeByteBuilder();
  let align: PaperLine['align'] = 'left';
  let isBold = false;
  let isLarge = false;
  printer.hardware('init').print(TWO_BYTE_MODE);
  for (const line of lines) {
    if (line.align !== align) printer.align(ALIGN[line.align]);
    // Not the package's `style`, which adds ESC 5, and not its `size`: ESC ! leaves two-byte characters small on most
    // printers and switches bold off. GS ! changes the size of both kinds, and nothing else.
    if (line.isBold !== isBold) printer.print(line.isBold ? TXT_BOLD_ON : TXT_BOLD_OFF);
    if (line.isLarge !== isLarge) printer.print(line.isLarge ? TXT_CUSTOM_SIZE(2, 2) : TXT_CUSTOM_SIZE(1, 1));
    ({ align, isBold, isLarge } = line);
    if (line.code !== undefined) {
      // The printer feeds past a code by itself; the line after it is its quiet zone.
      printer.print(Buffer.from(encodeQr(line.code, paper.columns, paper.qr))).feed(1);
      continue;
    }
    // As bytes: the package would write a string as UTF-8.
    printer.print(encodeText(line.text)).feed(1);
  }
  printer.feed(MARGIN_LINES).print(FEED_AND_CUT);
  return collect();
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

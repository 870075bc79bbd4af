// What a pole display is sent: the bytes of one picture in each protocol. Pure; a picture holds text and figures alone, so
// no name of an article can command a display. Of the package `escpos` only constants are used that are the manual's.
import { command } from 'escpos';
import type { DisplayProtocol } from '#contract/display-setting.ts';
import type { CharsetName } from '#contract/printer-profile.ts';
import type { SerialFrame } from '#contract/scale-setting.ts';
import type { PoleFigure, PoleLine, PolePicture } from '#hardware/ports.ts';
import { charsetOf, pageNumberOf, type Charset } from '#hardware/printer/charset.ts';
import { encodeText } from '#hardware/printer/text.ts';

export const POLE_COLUMNS = 20;
const LED_DIGITS = 8;

export interface PoleTalk {
  /** As the shop reads it on the device. */
  readonly model: string;
  readonly baudRate: number;
  readonly frame: SerialFrame;
  /** Sent once to a display that was just opened: it may be in any state. */
  readonly opening: Uint8Array;
  /** The parts of a picture, shown one after the other; the last one stays. */
  readonly encode: (picture: PolePicture) => readonly Uint8Array[];
}

/** What a display has whose page nobody knows: letters lose their accents, and what is left is a question mark. */
const ascii: Charset = {
  name: 'cp437',
  isTwoByte: false,
  missing: '?',
  codeOf: (character) => (/^[ -~]$/.test(character) ? Uint8Array.of(character.charCodeAt(0)) : null),
};

interface Page {
  readonly charset: Charset;
  /** For `ESC t n`; null where no page is named, or one of two-byte codes, which no such display has. */
  readonly number: number | null;
}

function pageOf(name: CharsetName | undefined): Page {
  const number = name === undefined ? null : pageNumberOf(name);
  return { charset: name === undefined || number === null ? ascii : charsetOf(name), number };
}

/** Twenty bytes: the right side whole, the left as far as it fits. */
function layLine({ left, right }: PoleLine, { charset }: Page): Buffer {
  const bytesOf = (text: string) => encodeText(text, charset);
  const end = bytesOf(right).subarray(-POLE_COLUMNS);
  const room = Math.max(0, POLE_COLUMNS - end.length - (end.length > 0 ? 1 : 0));
  const line = Buffer.alloc(POLE_COLUMNS, 0x20);
  line.set(bytesOf(left).subarray(0, room), 0);
  line.set(end, POLE_COLUMNS - end.length);
  return line;
}

const INITIALISE = Buffer.from([0x1b, 0x40]);
const CLEAR = Buffer.from(command.SCREEN.CLR, 'latin1');
const CR = Buffer.from([0x0d]);

/**
 * `ESC Q A text CR` and `ESC Q B text CR`. Sources: CD5220 user's manuals (Partner, Epson P07303), table 7.2; only CLR may
 * follow these two, so nothing else is ever sent.
 */
function cd5220(charset: CharsetName | undefined): PoleTalk {
  const page = pageOf(charset);
  const line = (which: 'A' | 'B', text: PoleLine) => [
    Buffer.from(`\x1bQ${which}`, 'latin1'),
    layLine(text, page),
    CR,
  ];
  return {
    model: 'CD5220',
    baudRate: 9600,
    frame: '8N1',
    // One that was on all the time may still be among its strings, where it obeys CLR alone.
    opening: Buffer.concat([CLEAR, INITIALISE, CLEAR]),
    encode: ({ upper, lower }) => [Buffer.concat([...line('A', upper), ...line('B', lower)])],
  };
}

/**
 * `US $ x y` and text, in overwrite mode. Sources: Epson DM-D110 specification 5.4, POS-X XP8200 manual 4.1.2. `US C 0`
 * takes the cursor away, `ESC t n` chooses the page by Epson's numbers.
 */
function escpos(charset: CharsetName | undefined): PoleTalk {
  const page = pageOf(charset);
  const choosePage = page.number === null ? [] : [Buffer.from([0x1b, 0x74, page.number])];
  const overwrite = Buffer.from(command.SCREEN.US_MD1, 'latin1');
  const noCursor = Buffer.from([...Buffer.from(command.SCREEN.US_C, 'latin1'), 0]);
  const at = (y: number) => Buffer.from([...Buffer.from(command.SCREEN.US_$, 'latin1'), 1, y]);
  return {
    model: 'ESC/POS',
    baudRate: 9600,
    frame: '8N1',
    opening: Buffer.concat([INITIALISE, CLEAR, ...choosePage, overwrite, noCursor]),
    encode: ({ upper, lower }) => [Buffer.concat([at(1), layLine(upper, page), at(2), layLine(lower, page)])],
  };
}

const LAMPS = { price: '1', total: '2', received: '3', change: '4' } as const;

/** The figure's last digits that fit; a point lights beside a digit and takes no place. */
function ledFigure({ lamp, text }: PoleFigure): Buffer {
  const plain = text.replaceAll(/[^\d.-]/g, '');
  let digits = '';
  for (const character of [...plain].toReversed()) {
    if (digits.replaceAll('.', '').length === LED_DIGITS && character !== '.') break;
    digits = character + digits;
  }
  return Buffer.from(`\x1bs${LAMPS[lamp]}\x1bQA${digits}\r`, 'latin1');
}

/**
 * `ESC s n` for the lamp and `ESC Q A figure CR`, at 2400 bits per second. Sources: descriptions of Chinese LED8 displays;
 * none was at hand, and some want the lamp's number as a byte rather than a digit.
 */
const led8: PoleTalk = {
  model: 'LED',
  baudRate: 2400,
  frame: '8N1',
  opening: Buffer.concat([INITIALISE, CLEAR]),
  encode: ({ figures }) =>
    figures.length === 0 ? [Buffer.concat([CLEAR, Buffer.from('\x1bs0', 'latin1')])] : figures.map(ledFigure),
};

/** How a display of that protocol is spoken to. */
export function poleTalkOf(protocol: DisplayProtocol, charset: CharsetName | undefined): PoleTalk {
  if (protocol === 'led8') return led8;
  return protocol === 'cd5220' ? cd5220(charset) : escpos(charset);
}

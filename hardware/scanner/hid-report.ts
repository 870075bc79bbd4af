// What a scanner in HID POS mode sends: finds the fields of its reports by its own descriptor, reads them, and joins a scan
// that was too long for one report. Pure; it opens nothing and knows no device.

/** What one report carries. */
export interface HidPiece {
  readonly bytes: Uint8Array;
  /** The AIM identifier, such as `]E0`; null where the scanner names none. */
  readonly aim: string | null;
  /** The next report goes on with the same scan. */
  readonly isContinued: boolean;
}

export interface HidScan {
  readonly bytes: Uint8Array;
  readonly aim: string | null;
}

/** Where a field lies, in bits from the report's beginning, the byte with the report's number included. */
interface Field {
  readonly bit: number;
  readonly bits: number;
}

export interface HidLayout {
  /** Null where the scanner has one kind of report, which then has no number. */
  readonly reportId: number | null;
  /** How many of the data bytes count; where it is missing, the NULs at their end do not. */
  readonly count: Field | null;
  readonly symbology: readonly Field[];
  readonly data: Field;
  readonly continued: Field | null;
}

/** Of the HID usage tables: bar code scanners, and what a keyboard is. */
export const SCANNER_PAGE = 0x8c;
export const KEYBOARD = { usagePage: 1, usage: 6 } as const;

const GENERIC_PAGE = 1;
const BYTE_COUNT = 0x3b;
const SYMBOLOGY = [0xfb, 0xfc, 0xfd];
const DECODED_DATA = 0xfe;
const DATA_CONTINUED = 0xff;

const byteField = (at: number, length = 1): Field => ({ bit: at * 8, bits: length * 8 });

/**
 * Of reports of 64 bytes as manuals print them (Access-IS LSR110 and ATR110, appendix "HID reports"; Honeywell's are the
 * same), for systems that do not let a program read the descriptor.
 */
export const DOCUMENTED: HidLayout = {
  reportId: 2,
  count: byteField(1),
  symbology: [byteField(2), byteField(3), byteField(4)],
  data: byteField(5, 56),
  continued: { bit: 63 * 8, bits: 1 },
};

interface Globals {
  page: number;
  size: number;
  count: number;
  reportId: number | null;
}

interface Span extends Field {
  readonly reportId: number | null;
  readonly page: number;
  readonly usage: number;
}

/** No report is as long as this; a descriptor that says so is broken, or means harm. */
const MOST_BITS = 65_536;

/** The layout that a report descriptor gives; null for a device that sends no decoded data, such as a keyboard. */
export function readLayout(descriptor: Uint8Array): HidLayout | null {
  const spans = readInputs(descriptor);
  const isData = ({ page, usage }: Span) => page === SCANNER_PAGE && usage === DECODED_DATA;
  const [data] = spans.filter(isData).toSorted((a, b) => b.bits - a.bits);
  if (data === undefined || data.bit % 8 !== 0 || data.bits % 8 !== 0) return null;
  const beside = spans.filter(({ reportId }) => reportId === data.reportId);
  const find = (page: number, usage: number) =>
    beside.find((one) => one.page === page && one.usage === usage) ?? null;
  const symbology = beside.filter(({ page, usage }) => page === SCANNER_PAGE && SYMBOLOGY.includes(usage));
  return {
    reportId: data.reportId,
    count: find(GENERIC_PAGE, BYTE_COUNT),
    symbology: symbology.flatMap(bytesOf),
    data,
    continued: find(SCANNER_PAGE, DATA_CONTINUED),
  };
}

const bytesOf = ({ bit, bits }: Field): Field[] =>
  Array.from({ length: Math.floor(bits / 8) }, (_, at) => ({ bit: bit + at * 8, bits: 8 }));

/** Every input field of a report descriptor, in the form of the HID specification 1.11, section 6.2.2. */
function readInputs(descriptor: Uint8Array): Span[] {
  const spans: Span[] = [];
  const used = new Map<number | null, number>();
  let globals: Globals = { page: 0, size: 0, count: 0, reportId: null };
  const kept: Globals[] = [];
  let usages: number[] = [];
  let usageFrom = 0;
  for (const { type, tag, value, size } of itemsOf(descriptor)) {
    const item = `${type} ${tag}`;
    const withPage = size === 4 ? value : globals.page * 0x1_0000 + value;
    if (item === 'global 0') globals = { ...globals, page: value };
    else if (item === 'global 7') globals = { ...globals, size: value };
    else if (item === 'global 8') globals = { ...globals, reportId: value };
    else if (item === 'global 9') globals = { ...globals, count: value };
    else if (item === 'global 10') kept.push(globals);
    else if (item === 'global 11') globals = kept.pop() ?? globals;
    else if (item === 'local 0') usages.push(withPage);
    else if (item === 'local 1') usageFrom = withPage;
    else if (item === 'local 2')
      for (let usage = usageFrom; usage <= Math.min(withPage, usageFrom + 255); usage++) usages.push(usage);
    if (type !== 'main') continue;
    if (tag === 8) {
      // A numbered report begins with its number.
      const bit = used.get(globals.reportId) ?? (globals.reportId === null ? 0 : 8);
      const bits = globals.size * globals.count;
      if (bit + bits > MOST_BITS) return [];
      used.set(globals.reportId, bit + bits);
      spans.push(...spread(usages, bit, globals));
    }
    usages = [];
  }
  return spans;
}

/** One usage for each field of an item; the last one stands for all that remain. */
function spread(usages: readonly number[], bit: number, { size, count, reportId }: Globals): Span[] {
  return usages.slice(0, count).map((usage, at) => ({
    reportId,
    page: Math.floor(usage / 0x1_0000),
    usage: usage % 0x1_0000,
    bit: bit + at * size,
    bits: at === usages.length - 1 ? (count - at) * size : size,
  }));
}

interface Item {
  readonly type: 'main' | 'global' | 'local' | 'other';
  readonly tag: number;
  readonly value: number;
  readonly size: number;
}

const TYPES = ['main', 'global', 'local', 'other'] as const;
const LONG_ITEM = 0xfe;

function* itemsOf(bytes: Uint8Array): Generator<Item> {
  for (let at = 0; at < bytes.length;) {
    const prefix = bytes[at] ?? 0;
    const isLong = prefix === LONG_ITEM;
    const size = isLong ? (bytes[at + 1] ?? 0) + 2 : [0, 1, 2, 4][prefix % 4]!;
    if (at + 1 + size > bytes.length) return;
    // The lowest byte comes first.
    const value = bytes.subarray(at + 1, at + 1 + size).reduceRight((sum, byte) => sum * 256 + byte, 0);
    at += 1 + size;
    if (!isLong)
      yield { type: TYPES[Math.floor(prefix / 4) % 4]!, tag: Math.floor(prefix / 16), value, size };
  }
}

/** Null for a report that carries no scan, such as one of the scanner's state. */
export function readReport(layout: HidLayout, report: Uint8Array): HidPiece | null {
  if (layout.reportId !== null && report[0] !== layout.reportId) return null;
  const first = layout.data.bit / 8;
  const all = report.subarray(first, first + layout.data.bits / 8);
  // A report may come shorter than it was announced, and a count may be wrong: what is not there is not read.
  const length = layout.count === null ? withoutNuls(all) : numberIn(report, layout.count);
  const aim = String.fromCharCode(...layout.symbology.map((field) => numberIn(report, field)));
  return {
    // A copy: the package may use its buffer again.
    bytes: Uint8Array.from(all.subarray(0, length)),
    aim: /^\][A-Za-z][0-9A-Za-z]$/.test(aim) ? aim : null,
    isContinued: layout.continued !== null && numberIn(report, layout.continued) !== 0,
  };
}

function numberIn(report: Uint8Array, { bit, bits }: Field): number {
  let number = 0;
  for (let at = Math.min(bits, 32) - 1; at >= 0; at--) {
    const place = bit + at;
    number = number * 2 + (((report[Math.floor(place / 8)] ?? 0) >> (place % 8)) & 1);
  }
  return number;
}

function withoutNuls(bytes: Uint8Array): number {
  return bytes.findLastIndex((byte) => byte !== 0) + 1;
}

/** Longer than any code; what goes on for longer is no scan. */
const MOST_BYTES = 16_384;
/** Between two reports of one scan, in milliseconds. They follow each other at once. */
const GAP_MS = 1_000;

/** `brokenOff`: its end never came. `tooLong`: it went on for longer than any code. */
export type Joined = ({ readonly kind: 'scan' } & HidScan) | { readonly kind: 'brokenOff' | 'tooLong' };

export interface Joiner {
  /** What ends with this piece; nothing where more has to come, or where there is nothing in it. */
  add(piece: HidPiece): Joined[];
  /** Forgets what was begun: a device that went away in the middle of a scan does not go on with it. */
  reset(): void;
}

/**
 * Puts the pieces of long scans together. What is begun and not ended is never glued to the next: half a code is none.
 * `now` is a steady clock in milliseconds.
 */
export function makeJoiner(now: () => number = () => performance.now()): Joiner {
  let pieces: Uint8Array[] = [];
  let aim: string | null = null;
  let length = 0;
  let lastMs = 0;
  const reset = () => {
    pieces = [];
    aim = null;
    length = 0;
  };
  const end = (): Joined[] => {
    const bytes = trim(Buffer.concat(pieces), aim);
    const joined: Joined = length > MOST_BYTES ? { kind: 'tooLong' } : { kind: 'scan', bytes, aim };
    reset();
    return joined.kind === 'scan' && bytes.length === 0 ? [] : [joined];
  };
  return {
    reset,
    add(piece) {
      const nowMs = now();
      const isOther = piece.aim !== null && piece.aim !== aim;
      const isBrokenOff = pieces.length > 0 && (nowMs - lastMs > GAP_MS || isOther);
      if (isBrokenOff) reset();
      lastMs = nowMs;
      if (pieces.length === 0) aim = piece.aim;
      length += piece.bytes.length;
      // Of what is too long only the beginning is kept, so that it is known to have begun.
      if (length <= MOST_BYTES || pieces.length === 0) pieces.push(piece.bytes);
      return [...(isBrokenOff ? [{ kind: 'brokenOff' } as const] : []), ...(piece.isContinued ? [] : end())];
    },
  };
}

/**
 * Without the ends of line that many scanners are set to add, and without the identifier where one is set to send it in
 * the data as well.
 */
function trim(bytes: Buffer, aim: string | null): Uint8Array {
  const isEnd = (byte: number) => byte === 0x0d || byte === 0x0a || byte === 0x09;
  const end = bytes.findLastIndex((byte) => !isEnd(byte)) + 1;
  const start = aim !== null && bytes.subarray(0, 3).toString('latin1') === aim ? aim.length : 0;
  return Uint8Array.from(bytes.subarray(start, end));
}

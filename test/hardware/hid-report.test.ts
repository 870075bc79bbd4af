// Reports of scanners in HID POS mode: the layouts that descriptors give, the bytes of real manuals, and long scans joined.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  DOCUMENTED,
  type HidPiece,
  type Joined,
  makeJoiner,
  readLayout,
  readReport,
} from '#hardware/scanner/hid-report.ts';
import { HONEYWELL, KEYBOARD_DESCRIPTOR, makeReports, UNCOUNTED } from './hid-reports.ts';

const textOf = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('latin1');
const layoutOf = (descriptor: Uint8Array) => {
  const layout = readLayout(descriptor);
  if (layout === null) throw new Error('there is no scan in it');
  return layout;
};

/** A report of 64 bytes, as a manual prints it. */
function printed(count: number, aim: string, data: string, continued: number): Buffer {
  const report = Buffer.alloc(64);
  report.set([0x02, count]);
  report.write(aim + data, 2, 'latin1');
  report[63] = continued;
  return report;
}

test('the layout of the manuals is what the descriptor of such a scanner gives', () => {
  expect(readLayout(HONEYWELL.descriptor)).toMatchObject({
    reportId: 2,
    count: { bit: 8, bits: 8 },
    symbology: [{ bit: 16 }, { bit: 24 }, { bit: 32 }],
    data: { bit: 40, bits: 448 },
    continued: { bit: 504, bits: 1 },
  });
  expect(DOCUMENTED).toMatchObject({ reportId: 2, data: { bit: 40, bits: 448 }, continued: { bit: 504 } });
});

test('other sizes, ranges of usages, kept settings and usages with their page are understood as well', () => {
  expect(readLayout(UNCOUNTED.descriptor)).toMatchObject({
    reportId: 4,
    count: null,
    symbology: [{ bit: 8 }, { bit: 16 }, { bit: 24 }],
    data: { bit: 32, bits: 208 },
    continued: { bit: 247, bits: 1 },
  });
});

test('a keyboard has no layout, and neither has what is no descriptor', () => {
  expect(readLayout(KEYBOARD_DESCRIPTOR)).toBeNull();
  expect(readLayout(new Uint8Array())).toBeNull();
  // It says that it has four thousand million fields.
  expect(
    readLayout(Uint8Array.of(0x05, 0x8c, 0x75, 0x08, 0x97, 0xff, 0xff, 0xff, 0xff, 0x09, 0xfe, 0x81, 0x02)),
  ).toBeNull();
});

test('any bytes are a descriptor or none, and never an exception', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 120 }), fc.uint8Array({ maxLength: 70 }), (descriptor, report) => {
      const layout = readLayout(descriptor);
      if (layout !== null) readReport(layout, report);
    }),
  );
  fc.assert(
    fc.property(fc.nat(HONEYWELL.descriptor.length - 1), fc.nat(255), (at, byte) => {
      const descriptor = Uint8Array.from(HONEYWELL.descriptor);
      descriptor[at] = byte;
      const layout = readLayout(descriptor);
      if (layout !== null) readReport(layout, printed(13, ']E0', '6901234567892', 0));
    }),
  );
});

test('a report is read: what counts, the identifier, whether more follows', () => {
  expect(readReport(DOCUMENTED, printed(13, ']E0', '6901234567892', 0))).toEqual({
    bytes: Uint8Array.from(Buffer.from('6901234567892')),
    aim: ']E0',
    isContinued: false,
  });
  const first = 'M1GATHERGOOD/MICHAEL YABCDEF LHRDURAK 3542 052Y003D23 ';
  const piece = readReport(DOCUMENTED, printed(56, ']Q0', first, 0xff));
  expect(piece).toMatchObject({ aim: ']Q0', isContinued: true });
  expect(piece?.bytes).toHaveLength(56);
});

test('NULs inside the count are data, those behind it are none', () => {
  expect(textOf(readReport(DOCUMENTED, printed(4, ']Q1', 'a\0b\0', 0))?.bytes)).toBe('a\0b\0');
  const layout = layoutOf(UNCOUNTED.descriptor);
  const [report] = makeReports(UNCOUNTED, ']C0', Buffer.from('A\0B'));
  expect(textOf(readReport(layout, report ?? Buffer.alloc(0))?.bytes)).toBe('A\0B');
});

test('another report, a short one and a wrong count give what is there, or nothing', () => {
  expect(readReport(DOCUMENTED, Uint8Array.of(0x01, 0x00, 0x10))).toBeNull();
  expect(readReport(DOCUMENTED, new Uint8Array())).toBeNull();
  expect(readReport(DOCUMENTED, Uint8Array.of(0x02, 13, 0x5d))?.bytes).toHaveLength(0);
  expect(textOf(readReport(DOCUMENTED, printed(255, ']E0', '6901234567892', 0))?.bytes)).toHaveLength(56);
  expect(readReport(DOCUMENTED, printed(3, '\0\0\0', 'ABC', 0))?.aim).toBeNull();
  expect(readReport(DOCUMENTED, printed(3, 'E0]', 'ABC', 0))?.aim).toBeNull();
});

const piece = (words: string, isContinued: boolean, aim: string | null = ']Q1'): HidPiece => ({
  bytes: Uint8Array.from(Buffer.from(words)),
  aim,
  isContinued,
});

const said = (joined: readonly Joined[]): string[] =>
  joined.map((one) => (one.kind === 'scan' ? `${one.aim} ${textOf(one.bytes)}` : one.kind));

test('whatever is scanned, in whatever make, comes out as it was', () => {
  const code = fc
    .uint8Array({ minLength: 1, maxLength: 1_000 })
    // Ends of line are taken off, and without a count so are NULs.
    .filter((bytes) => ![0, 9, 10, 13].includes(bytes.at(-1) ?? 0) && textOf(bytes.subarray(0, 3)) !== ']Q1');
  fc.assert(
    fc.property(fc.constantFrom(HONEYWELL, UNCOUNTED), fc.array(code, { maxLength: 5 }), (make, codes) => {
      // Without a count a report may not end in NULs where more follows.
      fc.pre(make.hasCount || codes.every((bytes) => !bytes.includes(0)));
      const layout = layoutOf(make.descriptor);
      const joiner = makeJoiner();
      const scans = codes
        .flatMap((bytes) => makeReports(make, ']Q1', bytes))
        .map((report) => readReport(layout, report))
        .flatMap((one) => (one === null ? [] : joiner.add(one)));
      expect(said(scans)).toEqual(codes.map((bytes) => `]Q1 ${textOf(bytes)}`));
    }),
  );
});

test('what was begun is not glued to what comes next: too late, of another kind, or after a pull', () => {
  let now = 0;
  const joiner = makeJoiner(() => now);
  expect(said(joiner.add(piece('half', true)))).toEqual([]);
  now += 1_001;
  expect(said(joiner.add(piece('whole', false)))).toEqual(['brokenOff', ']Q1 whole']);
  joiner.add(piece('half', true));
  expect(said(joiner.add(piece('69012', false, ']E0')))).toEqual(['brokenOff', ']E0 69012']);
  joiner.add(piece('half', true));
  joiner.reset();
  expect(said(joiner.add(piece('whole', false)))).toEqual([']Q1 whole']);
  // A scanner that names the identifier in the first part only.
  joiner.add(piece('one ', true));
  expect(said(joiner.add(piece('two', false, null)))).toEqual([']Q1 one two']);
});

test('a scan without end is told, and the next one is whole', () => {
  const joiner = makeJoiner(() => 0);
  for (let at = 0; at < 400; at++) expect(joiner.add(piece('x'.repeat(56), true))).toEqual([]);
  expect(said(joiner.add(piece('end', false)))).toEqual(['tooLong']);
  expect(said(joiner.add(piece('next', false)))).toEqual([']Q1 next']);
});

test('ends of line and an identifier that is sent twice are no part of the code', () => {
  const joiner = makeJoiner(() => 0);
  expect(said(joiner.add(piece(']E06901234567892\r\n', false, ']E0')))).toEqual([']E0 6901234567892']);
  expect(said(joiner.add(piece(']E06901234567892', false, null)))).toEqual(['null ]E06901234567892']);
  expect(joiner.add(piece('\r', false))).toEqual([]);
});

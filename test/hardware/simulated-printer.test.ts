// The simulated printer, fed with bytes written by hand from the manuals; then the driver's layout read back from it.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeLines } from '#hardware/printer/encode.ts';
import { layPaper, paperToText } from '#hardware/printer/layout.ts';
import { SimulatedPrinter, type PrinterEvent } from '#hardware/simulated/printer.ts';
import type { Paper, PaperBlock } from '#contract/receipt.ts';
import { fullReceipt, hex, pair, paperOf, rule, space, text } from './counter.ts';

/** A printer on a line without a till: bytes go in at once. */
function plugIn(columns = 48) {
  const events: PrinterEvent[] = [];
  const sent: number[] = [];
  let feed = (_bytes: Uint8Array): void => undefined;
  const line = {
    onBytes(callback: (bytes: Uint8Array) => void) {
      feed = callback;
      return () => undefined;
    },
    send: (bytes: Uint8Array) => void sent.push(...bytes),
  };
  const printer = new SimulatedPrinter(line, columns, (event) => events.push(event));
  const receive = (...parts: (string | number[])[]) => {
    for (const part of parts) feed(Buffer.from(part as string));
  };
  const answers = () => hex(Uint8Array.from(sent.splice(0)));
  return { printer, events, receive, answers, feed: (bytes: Uint8Array) => feed(bytes) };
}

const CUT = [0x1d, 0x56, 0x42, 0x00];

test('text, modes and a cut', () => {
  const { receive, events } = plugIn(20);
  receive([0x1b, 0x40], [0x1b, 0x61, 1], [0x1b, 0x45, 1], 'HELLO\n', [0x1b, 0x61, 0], [0x1b, 0x45, 0]);
  receive([0x1d, 0x21, 0x11], 'BIG\n', [0x1d, 0x21, 0], 'x\n\n\n', CUT);
  expect(events).toEqual([
    {
      kind: 'receipt',
      lines: [
        { text: '       HELLO', isBold: true, isLarge: false },
        { text: 'BIG', isBold: false, isLarge: true },
        { text: 'x', isBold: false, isLarge: false },
      ],
    },
  ]);
});

test('two-byte codes need two-byte mode, and may arrive in two pieces', () => {
  const { receive, events } = plugIn();
  receive([0xc5, 0xa3], [0x1b, 0x40, 0x1c, 0x26], [0xc5], [0xa3, 0x0a], CUT);
  expect(events).toEqual([
    { kind: 'unknown', bytes: [0xc5] },
    { kind: 'unknown', bytes: [0xa3] },
    { kind: 'receipt', lines: [{ text: '牛', isBold: false, isLarge: false }] },
  ]);
});

test('a four-byte code, a lost parameter and a line too long do not go unseen', () => {
  const { receive, events } = plugIn(16);
  receive([0x1c, 0x26], [0x81, 0x30, 0x84, 0x36], [0x1b, 0x35], [0x07], 'x'.repeat(17));
  const kinds = events.map((event) => event.kind);
  expect(kinds).toContain('overflow');
  expect(events).toContainEqual({ kind: 'unknown', bytes: [0x81, 0x30] });
  expect(events).toContainEqual({ kind: 'unknown', bytes: [0x1b, 0x35] });
  expect(events).toContainEqual({ kind: 'unknown', bytes: [0x07] });
});

test("a pulse without its times swallows the receipt's next bytes, as on paper", () => {
  const { receive, events } = plugIn();
  receive([0x1b, 0x70, 0x00], 'ABC\n', CUT);
  expect(events).toEqual([
    { kind: 'pulse', pin: 2, onMs: 0x41 * 2, offMs: 0x42 * 2 },
    { kind: 'receipt', lines: [{ text: 'C', isBold: false, isLarge: false }] },
  ]);
});

test('real-time answers, online and with every trouble', () => {
  const { printer, receive, answers } = plugIn();
  const ask = () => {
    receive([0x10, 4, 1], [0x10, 4, 2], [0x10, 4, 3], [0x10, 4, 4]);
    return answers();
  };
  expect(ask()).toBe('12121212');
  printer.setPaper('low');
  expect(ask()).toBe('1212121e');
  printer.setPaper('out');
  expect(ask()).toBe('1a32127e');
  printer.setPaper('ok');
  printer.setCoverOpen(true);
  expect(ask()).toBe('1a161212');
  printer.setCoverOpen(false);
  printer.setFailed(true);
  expect(ask()).toBe('1a523212');
});

test('offline it keeps what it gets, answers in real time, and goes on after the refill', () => {
  const { printer, receive, answers, events } = plugIn();
  printer.setPaper('out');
  receive('late\n', CUT, [0x1d, 0x72, 1], [0x10, 4, 1]);
  expect(events).toEqual([]);
  expect(answers()).toBe('1a');
  printer.setPaper('ok');
  expect(events.map((event) => event.kind)).toEqual(['receipt']);
  expect(answers()).toBe('00');
});

test('automatic status says every change once it is asked for', () => {
  const { printer, receive, answers } = plugIn();
  receive([0x1d, 0x61, 0xff]);
  printer.setPaper('out');
  expect(answers()).toBe('1000000018000f00');
});

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ maxLength: 60 }),
  fc.constantFrom('有机全脂纯牛奶', '¥1,234.56', '谢谢 Thank you', '  2 x 6.25', 'a  b   c'),
);
const anyBlock: fc.Arbitrary<PaperBlock> = fc.oneof(
  fc.record({
    kind: fc.constant('text' as const),
    text: anyText,
    align: fc.constantFrom('left' as const, 'center' as const, 'right' as const),
    isBold: fc.boolean(),
    isLarge: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('pair' as const),
    left: anyText,
    right: anyText,
    isBold: fc.boolean(),
    isLarge: fc.boolean(),
  }),
  fc
    .tuple(fc.array(anyText, { minLength: 2, maxLength: 5 }), fc.array(fc.array(anyText, { maxLength: 6 })))
    .map(([head, rows]) => ({ kind: 'table' as const, head, rows })),
  fc.constantFrom(rule, space),
);

const withoutBlankEnd = (lines: readonly string[]): string[] =>
  lines.slice(0, lines.findLastIndex((line) => line !== '') + 1);

function printAndRead(paper: Paper, columns: number): { events: PrinterEvent[]; lines: string[] } {
  const { feed, events } = plugIn(columns);
  feed(encodeLines(layPaper(paper, columns).lines));
  const [receipt] = events.filter((event) => event.kind === 'receipt');
  return { events, lines: receipt?.lines.map((line) => line.text) ?? [] };
}

test.each([48, 42, 32])('the printer reads back exactly what was laid out on %i columns', (columns) => {
  const { events, lines } = printAndRead(fullReceipt, columns);
  expect(lines).toEqual(paperToText(fullReceipt, columns));
  expect(events.map((event) => event.kind)).toEqual(['receipt']);
});

test('the same for any paper: no overflow, no pulse, nothing unknown', () => {
  const anyColumns = fc.constantFrom(48, 42, 33, 32);
  fc.assert(
    fc.property(fc.array(anyBlock, { maxLength: 8 }), anyColumns, (blocks, columns) => {
      const paper = paperOf(...blocks);
      const { events, lines } = printAndRead(paper, columns);
      expect(events.map((event) => event.kind)).toEqual(['receipt']);
      expect(lines).toEqual(withoutBlankEnd(paperToText(paper, columns)));
    }),
    { numRuns: 500 },
  );
});

test('bold and large arrive where they were meant', () => {
  const paper = paperOf(text('a', { isBold: true }), pair('b', '1'), text('c', { isLarge: true }), text('d'));
  const { feed, events } = plugIn();
  feed(encodeLines(layPaper(paper, 48).lines));
  const [receipt] = events;
  expect(
    receipt?.kind === 'receipt' && receipt.lines.map(({ isBold, isLarge }) => ({ isBold, isLarge })),
  ).toEqual([
    { isBold: true, isLarge: false },
    { isBold: false, isLarge: false },
    { isBold: false, isLarge: true },
    { isBold: false, isLarge: false },
  ]);
});

// Text for the printer: no control byte from any text there is, and widths that are exactly the bytes.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnsOf, encodeText, makePrintable, wrapText } from '#hardware/printer/text.ts';

/** Where the first byte that text may not be stands, or -1: 0x20–0x7E, and pairs of 0x81–0xFE with 0x40–0xFE. */
function findForbiddenByte(bytes: Uint8Array): number {
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte >= 0x20 && byte <= 0x7e) continue;
    const trail = bytes[at + 1] ?? 0;
    if (byte < 0x81 || byte > 0xfe || trail < 0x40 || trail > 0xfe || trail === 0x7f) return at;
    at += 1;
  }
  return -1;
}

test('no code point of Unicode becomes a control byte between others', () => {
  for (let start = 0; start < 0x110000; start += 0x400) {
    const points = Array.from({ length: 0x400 }, (_, offset) => start + offset);
    const characters = points.map((point) => String.fromCodePoint(point));
    expect(findForbiddenByte(encodeText(characters.join(''))), `from U+${start.toString(16)}`).toBe(-1);
  }
});

test('no string of any code units becomes a control byte', () => {
  const anyUnits = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 200 });
  fc.assert(
    fc.property(anyUnits, (units) => findForbiddenByte(encodeText(String.fromCharCode(...units))) === -1),
    { numRuns: 2_000 },
  );
  const anyPoints = fc.string({ unit: 'binary', maxLength: 200 });
  fc.assert(
    fc.property(anyPoints, (anyText) => findForbiddenByte(encodeText(anyText)) === -1),
    { numRuns: 2_000 },
  );
});

test('names that hide the drawer command in their low bytes stay names', () => {
  // As latin1 these are ESC p 0 25 250 and DLE DC4 1 0 8: "open the drawer", waiting or at once.
  for (const name of [
    '\u011bp\u0100\u0119\u01fa',
    '\u0110\u0114\u0101\u0100\u0108',
    '\u001bp\u0000\u0019\u00fa',
  ]) {
    expect(findForbiddenByte(encodeText(name))).toBe(-1);
  }
});

test('making printable text printable again changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (anyText) => {
      const once = makePrintable(anyText).text;
      expect(makePrintable(once)).toEqual({ text: once, lostCharacters: 0 });
    }),
    { numRuns: 2_000 },
  );
});

test('a yen sign is two columns wide and never "0 6"', () => {
  expect(encodeText('¥12').toString('hex')).toBe('a3a43132');
  expect(columnsOf('¥12')).toBe(4);
  expect(makePrintable('¥12').text).toBe('￥12');
});

test('letters the printer lacks lose their accents, forms and nothing else', () => {
  expect(makePrintable('Gößweiner Köstritzer ½ l, 5 m² “Señor™”').text).toBe(
    'Gossweiner Kostritzer 1/2 l, 5 m2 “SenorTM”',
  );
  expect(makePrintable('café Dvořák').text).toBe('café Dvorák');
});

test('what cannot be printed is one sign each, and counted', () => {
  expect(makePrintable('a😀b𠮷c')).toEqual({ text: 'a〓b〓c', lostCharacters: 2 });
  expect(makePrintable('\ud800')).toEqual({ text: '〓', lostCharacters: 1 });
  expect(makePrintable('\ue000')).toEqual({ text: '〓', lostCharacters: 1 });
});

test('what has no width leaves no trace, and every blank is a blank', () => {
  expect(makePrintable('a\u200b\u202e\u0000\u001b\ufeffb').text).toBe('ab');
  expect(makePrintable('a\u00a0b\tc\u2003d').text).toBe('a b c d');
  expect(columnsOf('　')).toBe(2);
});

test('a line breaks at blanks, and inside a word only if the word is the line', () => {
  expect(wrapText('Organic whole milk', 10)).toEqual(['Organic', 'whole milk']);
  expect(wrapText('unbreakableword', 6)).toEqual(['unbrea', 'kablew', 'ord']);
  expect(wrapText('  indented words', 10)).toEqual(['  indented', 'words']);
  expect(wrapText('', 10)).toEqual(['']);
  expect(wrapText('1234567890   x', 10)).toEqual(['1234567890', 'x']);
});

test('a two-byte character is never split: an odd column stays empty', () => {
  expect(wrapText('有机全脂纯牛奶', 5)).toEqual(['有机', '全脂', '纯牛', '奶']);
  expect(wrapText('a有机', 4)).toEqual(['a有', '机']);
});

test('wrapping keeps every character but the blanks at breaks, and every line fits', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 120 }),
      fc.integer({ min: 2, max: 48 }),
      (any, columns) => {
        const printable = makePrintable(any).text;
        const lines = wrapText(printable, columns);
        expect(lines.join('').replaceAll(' ', '')).toBe(printable.replaceAll(' ', ''));
        for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(columns);
      },
    ),
    { numRuns: 1_000 },
  );
});

test('less than two columns is a mistake of the caller', () => {
  expect(() => wrapText('a', 1)).toThrow(RangeError);
});

// What counts as printable, and the one line of text that the contract takes.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPrintable, line } from '#contract/text.ts';

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const inside = (point: number) => `a${String.fromCodePoint(point)}b`;

test('no control character is printable, C0, DEL or C1, wherever it stands', () => {
  for (const point of [...range(0x00, 0x1f), ...range(0x7f, 0x9f)]) {
    const character = String.fromCodePoint(point);
    for (const text of [character, `${character}a`, `a${character}`, inside(point)]) {
      expect(isPrintable(text), `U+${point.toString(16)}`).toBe(false);
    }
  }
});

test('nothing that turns the direction or breaks the line is printable', () => {
  for (const point of [0x2028, 0x2029, ...range(0x202a, 0x202e), ...range(0x2066, 0x2069)]) {
    expect(isPrintable(inside(point)), `U+${point.toString(16)}`).toBe(false);
  }
});

test('no half of a surrogate pair is printable, and whole pairs are', () => {
  for (const unit of range(0xd800, 0xdfff)) {
    expect(isPrintable(`a${String.fromCharCode(unit)}b`), unit.toString(16)).toBe(false);
  }
  expect(isPrintable('\ude00\ud83d')).toBe(false);
  expect(isPrintable('😀')).toBe(true);
});

test('names as they are written are printable', () => {
  for (const text of [
    '',
    ' ',
    'Käse 200 g',
    '有机苹果',
    'Crème brûlée',
    'קולה',
    'a\u00a0b',
    '½ l',
    'x\u00ady',
    '👨‍👩‍👧',
  ]) {
    expect(isPrintable(text), text).toBe(true);
  }
});

test('every text is printable that is well-formed and without the forbidden characters', () => {
  const forbidden = (point: number) =>
    point < 0x20 ||
    (point >= 0x7f && point <= 0x9f) ||
    (point >= 0x2028 && point <= 0x202e) ||
    (point >= 0x2066 && point <= 0x2069) ||
    (point >= 0xd800 && point <= 0xdfff);
  const points = fc.oneof(fc.integer({ min: 0, max: 0x10ffff }), fc.integer({ min: 0, max: 0x2100 }));
  fc.assert(
    fc.property(
      fc.array(
        points.filter((point) => point < 0xd800 || point > 0xdfff),
        { maxLength: 6 },
      ),
      (list) => {
        expect(isPrintable(String.fromCodePoint(...list))).toBe(!list.some(forbidden));
      },
    ),
    { numRuns: 5_000 },
  );
});

test('a line is printable, not blank, and no longer than it may be', () => {
  const takes = (text: unknown) => line(5).safeParse(text).success;
  expect(['a', 'abcde', ' a ', '中文字符号', '😀😀😀😀😀'].every(takes)).toBe(true);
  expect(
    ['', ' ', '\u3000', 'abcdef', '😀😀😀😀😀a', 'a\tb', 'a\n', '\ud800', 5, null, undefined].some(takes),
  ).toBe(false);
});

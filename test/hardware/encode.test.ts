// Bytes: every sequence the till sends, exactly; and the package we build them with, as we found it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { drawerPulse, encodeLines, proofRequest, statusRequest } from '#hardware/printer/encode.ts';
import { layPaper } from '#hardware/printer/layout.ts';
import { hex, pair, paperOf, text } from './counter.ts';

const encode = (...blocks: Parameters<typeof paperOf>): string =>
  hex(encodeLines(layPaper(paperOf(...blocks), 32).lines));

const START = '1b401b52001c26';
const END = '0a1d564200';
const ascii = (words: string): string => Buffer.from(words, 'ascii').toString('hex');

test('an English receipt, byte for byte', () => {
  expect(encode(text('SHOP', { align: 'center', isBold: true }), pair('Bread', '3.20'))).toBe(
    [
      START,
      `1b61011b4501${ascii('SHOP')}0a`,
      `1b61001b4500${ascii('Bread                       3.20')}0a`,
      END,
    ].join(''),
  );
});

test('a Chinese receipt with ¥, byte for byte', () => {
  expect(encode(text('合计', { isLarge: true }), pair('牛奶', '¥12.50'))).toBe(
    [
      START,
      '1d2111bacfbcc60a',
      // 4 columns of name, 21 blanks, 7 columns of figure: the yen sign takes two.
      `1d2100c5a3c4cc${'20'.repeat(21)}a3a4${ascii('12.50')}0a`,
      END,
    ].join(''),
  );
});

test('all three alignments', () => {
  const bytes = encode(text('r', { align: 'right' }), text('c', { align: 'center' }), text('l'));
  expect(bytes).toBe(`${START}1b6102${ascii('r')}0a1b6101${ascii('c')}0a1b6100${ascii('l')}0a${END}`);
});

test('a pulse is five bytes, a question three', () => {
  expect(hex(drawerPulse)).toBe('1b700019fa');
  expect(hex(proofRequest)).toBe('1d7201');
  expect([1, 2, 4].map((n) => hex(statusRequest(n as 1 | 2 | 4)))).toEqual(['100401', '100402', '100404']);
});

test('one job never holds the bytes of another', () => {
  const first = encodeLines(layPaper(paperOf(text('first')), 32).lines);
  const before = hex(first);
  encodeLines(layPaper(paperOf(text('second, and longer than the first')), 32).lines);
  expect(hex(first)).toBe(before);
});

test('escpos loads, and nothing of its old web client is installed', () => {
  expect(() => createRequire(import.meta.url)('escpos')).not.toThrow();
  const lock = readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8');
  expect(lock).not.toContain('"node_modules/request"');
});

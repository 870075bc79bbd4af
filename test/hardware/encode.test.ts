// Bytes: every sequence the till sends, exactly; and the package we build them with, as we found it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Printer } from 'escpos';
import { expect, test, vi } from 'vitest';
import {
  drawerPulse,
  encodeLines,
  partTornPaper,
  processIdRequest,
  proofRequest,
  statusRequest,
} from '#hardware/printer/encode.ts';
import { layPaper } from '#hardware/printer/layout.ts';
import { PROFILES } from '#hardware/printer/profiles.ts';
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

test('a page of one-byte codes is chosen by its number, two-byte mode left where there is one', () => {
  const paper = layPaper(paperOf(text('Käse')), { columns: 48, charset: 'cp858' });
  expect(hex(encodeLines(paper.lines, PROFILES['generic-80-western']))).toBe(
    `1b401b52001b74134b8473650a${END}`,
  );
  const said = { charset: 'cp858', pageNumber: 13 } as const;
  expect(hex(encodeLines(paper.lines, said)).startsWith('1b401b52001c2e1b740d')).toBe(true);
});

test('a printer without a cutter feeds past its edge', () => {
  const bytes = hex(encodeLines(layPaper(paperOf(text('x')), 48).lines, PROFILES['generic-80-no-cutter']));
  expect(bytes.endsWith('780a0a1b6405')).toBe(true);
  expect(hex(partTornPaper('none'))).toBe('0a0a1b6405');
});

test('samples of a test page are each in their own set, and what follows is in the printer’s', () => {
  const sample = (charset: string, words: string) => ({ kind: 'sample', charset, text: words }) as const;
  const paper = paperOf(sample('cp866', 'П'), sample('gb18030', '牛'), sample('klingon', 'x'), text('é'));
  const form = PROFILES['generic-80-western'];
  expect(hex(encodeLines(layPaper(paper, form).lines, form))).toBe(
    ['1b401b52001b7413', '1c2e1b74118f0a', '1c26c5a30a', '1c2e1b7413820a', END].join(''),
  );
});

test('a ruler is as wide as the paper', () => {
  expect(layPaper(paperOf({ kind: 'ruler' }), 42).lines.map((line) => line.text)).toEqual([
    '123456789012345678901234567890123456789012',
  ]);
});

test('a job’s number has four signs', () => {
  expect(hex(processIdRequest('0042'))).toBe('1d28480600303030303432');
  expect(() => processIdRequest('42')).toThrow(RangeError);
});

test('the package builds what is sent: its reset, its alignment, its feeds', () => {
  const reset = vi.spyOn(Printer.prototype, 'hardware');
  const align = vi.spyOn(Printer.prototype, 'align');
  const feed = vi.spyOn(Printer.prototype, 'feed');
  encodeLines(layPaper(paperOf(text('a', { align: 'right' }), text('b')), 32).lines);
  expect(reset.mock.calls).toEqual([['init']]);
  expect(align.mock.calls).toEqual([['RT'], ['LT']]);
  expect(feed).toHaveBeenCalledTimes(3);
  vi.restoreAllMocks();
});

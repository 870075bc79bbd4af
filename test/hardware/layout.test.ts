// Layout: paper of 48, 42 and 32 columns, names that wrap and figures that never do.
import { describe, expect, test } from 'vitest';
import type { PaperBlock } from '#contract/receipt.ts';
import { layPaper, paperToText } from '#hardware/printer/layout.ts';
import { columnsOf } from '#hardware/printer/text.ts';
import { fullReceipt, pair, paperOf, rule, space, text } from './counter.ts';

test('80 mm paper, as it comes out', () => {
  expect(paperToText(fullReceipt, 48)).toEqual([
    '              街角商店 Corner Shop',
    '                 No. R1-000042',
    '                                2026-11-20 16:30',
    '------------------------------------------------',
    '有机全脂纯牛奶 Organic whole milk 1 L,',
    'the long name that wraps                 ￥12.50',
    '  2 x 6.25',
    'Bread                                       3.20',
    '------------------------------------------------',
    '合计 TOTAL                               ￥15.70',
    '',
    '                 谢谢 Thank you',
  ]);
});

test('58 mm paper, as it comes out', () => {
  expect(paperToText(fullReceipt, 32)).toEqual([
    '        街角商店 Corner',
    '              Shop',
    '         No. R1-000042',
    '                2026-11-20 16:30',
    '--------------------------------',
    '有机全脂纯牛奶 Organic',
    'whole milk 1 L, the long',
    'name that wraps          ￥12.50',
    '  2 x 6.25',
    'Bread                       3.20',
    '--------------------------------',
    '合计',
    'TOTAL                    ￥15.70',
    '',
    '         谢谢 Thank you',
  ]);
});

test.each([48, 42, 32])('no line is wider than %i columns, large lines counted twice', (columns) => {
  for (const line of layPaper(fullReceipt, columns).lines) {
    expect(columnsOf(line.text) * (line.isLarge ? 2 : 1)).toBeLessThanOrEqual(columns);
  }
});

test('figures end at the right edge, whatever the name', () => {
  const names = ['', 'a', '牛奶', 'x'.repeat(100), '有'.repeat(50)];
  for (const columns of [48, 42, 32]) {
    for (const name of names) {
      const last = paperToText(paperOf(pair(name, '¥1,234.56')), columns).at(-1) ?? '';
      expect(last.endsWith('￥1,234.56')).toBe(true);
      expect(columnsOf(last)).toBe(columns);
    }
  }
});

test('figures end at the right edge by the widths of the printer’s own characters', () => {
  // An accented letter is two bytes, and columns, of a Chinese printer, and one of a western one.
  const sale = paperOf(pair('Café crème', '2.20'), pair('Pâté', '14.20', { isBold: true }));
  const { lines } = layPaper(sale, { columns: 32, charset: 'cp850' });
  expect(lines.map((line) => line.text)).toEqual([
    'Café crème                  2.20',
    'Pâté                       14.20',
  ]);
});

test('a figure too wide for a name beside it stands below the name, whole', () => {
  const wide = '1234567890123456789012345';
  expect(paperToText(paperOf(pair('Total of everything', wide)), 32)).toEqual([
    'Total of everything',
    `       ${wide}`,
  ]);
});

test('a figure too wide for large letters stands whole in small ones', () => {
  const [line] = layPaper(paperOf(pair('', '¥1,234,567,890.12', { isLarge: true })), 32).lines;
  expect(line).toMatchObject({ isLarge: false, text: `${' '.repeat(14)}￥1,234,567,890.12` });
});

describe('a table', () => {
  const table = (...rows: string[][]): PaperBlock => ({
    kind: 'table',
    head: ['税率', '不含税金额', '税额'],
    rows,
  });

  test('has words on the left and figures below each other, down to the right edge', () => {
    expect(paperToText(paperOf(table(['13%', '100.00', '13.00'], ['9%', '1.00', '0.09'])), 32)).toEqual([
      '税率       不含税金额       税额',
      '13%            100.00      13.00',
      '9%               1.00       0.09',
    ]);
  });

  test('that is too wide becomes a list, each figure behind the word of its column', () => {
    const rows = [
      ['Some tax of a long name', '-12,345,678.90', '-1,604,938.26'],
      ['合计', '1.00', '0.09'],
    ];
    expect(paperToText(paperOf(table(...rows)), 32)).toEqual([
      'Some tax of a long name',
      '  不含税金额      -12,345,678.90',
      '  税额             -1,604,938.26',
      '合计',
      '  不含税金额                1.00',
      '  税额                      0.09',
    ]);
  });
});

test('a date is not broken for what stands beside it', () => {
  expect(paperToText(paperOf(pair('2026-11-20 16:00', 'Cashier Chen Jing Li')), 30)).toEqual([
    '2026-11-20 16:00',
    '          Cashier Chen Jing Li',
  ]);
  // A name with a longer word than any line has is broken all the same.
  expect(paperToText(paperOf(pair('W'.repeat(40), '3.00')), 32)).toHaveLength(2);
});

test('a pair without a figure is a wrapped text over the whole width', () => {
  expect(paperToText(paperOf(pair('2 x 6.25', '')), 32)).toEqual(['2 x 6.25']);
});

test('a text with line breaks is several lines; elsewhere a line break is a blank', () => {
  expect(paperToText(paperOf(text('one\ntwo\r\nthree')), 32)).toEqual(['one', 'two', 'three']);
  expect(paperToText(paperOf(pair('one\ntwo', '3')), 32)[0]).toMatch(/^one two +3$/);
});

test('marks stand bold and centred above and below; the title is not printed', () => {
  const { lines } = layPaper(paperOf(rule, space), 32, ['*** 重打 REPRINT ***']);
  expect(lines.map((line) => line.text)).toEqual([
    '*** 重打 REPRINT ***',
    '-'.repeat(32),
    '',
    '*** 重打 REPRINT ***',
  ]);
  expect(lines[0]).toMatchObject({ align: 'center', isBold: true });
});

test('lost characters are counted over the whole paper', () => {
  expect(layPaper(paperOf(text('😀'), pair('😀', '😀')), 32).lostCharacters).toBe(3);
});

test('columns that no paper has are a mistake of the caller', () => {
  expect(() => layPaper(fullReceipt, 8)).toThrow(RangeError);
});

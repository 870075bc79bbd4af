// The sets of characters: our tables against somebody else's, all of Unicode through each of them, and what each one makes
// of the texts that went wrong on real printers.
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { charsetOf, pageNumberOf, type Charset } from '#hardware/printer/charset.ts';
import { charsetNames } from '#contract/printer-profile.ts';
import { CODE_PAGES, type CodePageName } from '#hardware/printer/code-pages.ts';
import { columnsOf, encodeText, makePrintable, wrapText } from '#hardware/printer/text.ts';

const pages = Object.keys(CODE_PAGES) as CodePageName[];
const hexOf = (text: string, name: Charset['name']) => encodeText(text, charsetOf(name)).toString('hex');

/** Bytes that a printer takes for a command, or for half a code: everything that is not on the list. */
function countControls(bytes: Uint8Array, isTwoByte: boolean): number {
  let controls = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x20 || byte === 0x7f) controls += 1;
    else if (byte >= 0x80 && isTwoByte) {
      at += 1;
      const trail = bytes[at] ?? 0;
      if (byte < 0x81 || byte > 0xfe || trail < 0x40 || trail > 0xfe || trail === 0x7f) controls += 1;
    }
  }
  return controls;
}

test('all of Unicode on every page: no control byte', { timeout: 240_000 }, () => {
  const counted = { codePoints: 0, sets: charsetNames.length, characters: 0, bytes: 0, controlBytes: 0 };
  for (let start = 0; start < 0x110000; start += 0x400) {
    const points = Array.from({ length: 0x400 }, (_, offset) => start + offset);
    counted.codePoints += points.length;
    // A blank after each, so that none is composed with its neighbour.
    const text = `${points.map((point) => String.fromCodePoint(point)).join(' ')} `;
    for (const name of charsetNames) {
      const bytes = encodeText(text, charsetOf(name));
      counted.characters += points.length;
      counted.bytes += bytes.length;
      counted.controlBytes += countControls(bytes, charsetOf(name).isTwoByte);
    }
  }
  console.info(
    `${counted.characters} characters on ${counted.sets} sets: ${counted.controlBytes} control bytes`,
  );
  expect(counted).toMatchObject({
    codePoints: 0x110000,
    sets: 17,
    characters: 17 * 0x110000,
    controlBytes: 0,
  });
  expect(counted.bytes).toBeGreaterThan(counted.characters);
});

test.for(pages)('%s prints what iconv-lite reads', (name) => {
  for (const [character, byte] of CODE_PAGES[name].bytes) {
    expect(byte).toBeGreaterThanOrEqual(0x80);
    expect(iconv.decode(Buffer.from([byte]), name), `0x${byte.toString(16)}`).toBe(character);
  }
  expect(CODE_PAGES[name].bytes.size).toBeGreaterThan(90);
});

test.for(['gb18030', 'gb2312'] as const)('%s prints what iconv-lite writes', (name) => {
  let known = 0;
  for (let point = 0x80; point < 0x10000; point += 1) {
    const character = String.fromCharCode(point);
    const code = charsetOf(name).codeOf(character);
    if (code === null) continue;
    known += 1;
    expect(Buffer.from(code).equals(iconv.encode(character, 'gb18030')), `U+${point.toString(16)}`).toBe(
      true,
    );
  }
  // 682 signs and 6,763 hanzi are GB 2312-80; GBK has 21,003 hanzi and some 880 signs.
  expect(known).toBeGreaterThan(name === 'gb2312' ? 7_400 : 21_800);
  expect(known).toBeLessThan(name === 'gb2312' ? 7_446 : 21_900);
});

test('pages are chosen by the numbers of the manual; Chinese by none', () => {
  expect(
    ['cp437', 'cp850', 'cp1252', 'cp866', 'cp852', 'cp858'].map((name) => pageNumberOf(name as CodePageName)),
  ).toEqual([0, 2, 16, 17, 18, 19]);
  expect([pageNumberOf('gb18030'), pageNumberOf('gb2312')]).toEqual([null, null]);
  const numbers = pages.map((name) => pageNumberOf(name));
  expect(new Set(numbers).size).toBe(numbers.length);
});

test('the same price in every set: its sign if it can be, its letters if not', () => {
  expect(hexOf('¥12 €3 £4', 'gb18030')).toBe('a3a4313220a2e33320a1ea34');
  expect(hexOf('¥12 €3', 'gb2312')).toBe('a3a431322045555233');
  expect(hexOf('¥12 €3 ￥4', 'cp437')).toBe('9d31322045555233209d34');
  expect(hexOf('¥12 €3', 'cp858')).toBe('be313220d533');
  expect(hexOf('¥12 €3', 'cp1252')).toBe('a53132208033');
  expect(hexOf('¥12 €3', 'cp866')).toBe('5931322045555233');
});

test('letters with accents keep them where they can, and are one column wide there', () => {
  expect(makePrintable('Köstritzer Dvořák', charsetOf('cp858'))).toEqual({
    text: 'Köstritzer Dvorák',
    lostCharacters: 0,
  });
  expect(columnsOf('Köstritzer', charsetOf('cp858'))).toBe(10);
  expect(makePrintable('Köstritzer Dvořák', charsetOf('cp852')).text).toBe('Köstritzer Dvořák');
  expect(makePrintable('Хлеб', charsetOf('cp866')).text).toBe('Хлеб');
  expect(hexOf('Хлеб', 'cp866')).toBe('95abA5a1'.toLowerCase());
});

test('what a page lacks is one mark each, and counted', () => {
  expect(makePrintable('牛奶 Milk', charsetOf('cp437'))).toEqual({ text: '?? Milk', lostCharacters: 2 });
  expect(makePrintable('《牛》', charsetOf('cp437'))).toEqual({ text: '<?>', lostCharacters: 1 });
  expect(makePrintable('喆𠮷', charsetOf('gb18030'))).toEqual({ text: '喆〓', lostCharacters: 1 });
  expect(makePrintable('喆', charsetOf('gb2312'))).toEqual({ text: '〓', lostCharacters: 1 });
});

test('a word with accents is not broken inside where it can be carried', () => {
  expect(wrapText('Bière brassée', 10, charsetOf('cp858'))).toEqual(['Bière', 'brassée']);
});

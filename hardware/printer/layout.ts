// Paper as lines of a given number of columns: the one layout that the printer's bytes and the screen's text share.
// It never encodes and knows no printer command.
import { charsetNames, type CharsetName, type CodeWay } from '#contract/printer-profile.ts';
import type { Paper, PaperBlock } from '#contract/receipt.ts';
import { fitsBarcode, type LinearSymbology } from './barcode.ts';
import { charsetOf, type Charset } from './charset.ts';
import { fitsPaper } from './qr.ts';
import type { Raster } from './raster.ts';
import { columnsOf, longestWord, makePrintable, wrapText } from './text.ts';

/** One printed line; `text` is printable and fits, at its size, into the columns it was laid out for. */
export interface PaperLine {
  readonly text: string;
  readonly align: 'left' | 'center' | 'right';
  readonly isBold: boolean;
  /** Twice as wide and twice as high: a character takes two columns of the paper, or four. */
  readonly isLarge: boolean;
  /** Printed as a code in place of the text, which is empty. */
  readonly code?: LaidCode;
  /** Dots in place of the text, which is empty. */
  readonly picture?: Raster;
  /** Printed in another set of characters than the paper. */
  readonly charset?: CharsetName;
}

/** A code that fits on the paper it was laid out for. */
export interface LaidCode {
  readonly symbology: 'qr' | LinearSymbology;
  readonly data: string;
}

/** The paper of a printer, and what can be put on it; what is left out is as on an 80 mm printer for Chinese. */
export interface PaperForm {
  readonly columns: number;
  readonly charset?: CharsetName;
  readonly qr?: CodeWay;
  readonly barcode?: CodeWay;
  /** Printed where a document asks for the shop's own sign; without it nothing is. */
  readonly logo?: Raster;
}

export interface LaidPaper {
  readonly lines: readonly PaperLine[];
  /** Characters the printer cannot show, each printed as `〓`. */
  readonly lostCharacters: number;
}

/** Below this a name beside a figure would be a column of single letters; it then stands above the figure. */
const NARROWEST_NAME = 8;
/** Narrower than any paper there is; a mistake in a configuration, not a device. */
const FEWEST_COLUMNS = 16;

const RULER = '1234567890';

const PLAIN = { align: 'left', isBold: false, isLarge: false } as const;

/** A paper that is being laid out: its form, and what makes text printable on it. */
interface Sheet extends PaperForm {
  readonly set: Charset;
  readonly printable: (text: string) => string;
}

/**
 * Lays a document out for a printer's paper, or for paper of so many columns (80 mm: 48 or 42, 58 mm: 32; `hardware.md`
 * 5.4), its marks bold and centred above and below. The title names the document and is not printed. Throws RangeError
 * below 16 columns.
 */
export function layPaper(paper: Paper, on: number | PaperForm, marks: readonly string[] = []): LaidPaper {
  const form = typeof on === 'number' ? { columns: on } : on;
  const { columns } = form;
  if (columns < FEWEST_COLUMNS) throw new RangeError(`${columns} columns are no receipt paper`);
  let lostCharacters = 0;
  const set = charsetOf(form.charset ?? 'gb18030');
  const sheet: Sheet = {
    ...form,
    set,
    printable: (text) => {
      const made = makePrintable(text, set);
      lostCharacters += made.lostCharacters;
      return made.text;
    },
  };
  const markLines = marks.flatMap((mark) =>
    centred(sheet, mark).map((line): PaperLine => ({ ...line, isBold: true })),
  );
  const lines = paper.blocks.flatMap((block) => layBlock(block, sheet));
  return { lines: [...markLines, ...lines, ...markLines], lostCharacters };
}

/** The same layout as plain text, one string a line without trailing blanks: for the screen, for logs, for tests. */
export function paperToText(paper: Paper, columns: number): string[] {
  return layPaper(paper, columns).lines.flatMap((line) =>
    line.code === undefined
      ? [drawLine(line, columns)]
      : [`[${line.code.symbology === 'qr' ? 'QR' : 'BARCODE'}]`, ...wrapText(line.code.data, columns)],
  );
}

const centred = (sheet: Sheet, text: string): PaperLine[] =>
  wrapText(sheet.printable(text), sheet.columns, sheet.set).map((line) => ({
    ...PLAIN,
    text: line,
    align: 'center',
  }));

function layBlock(block: PaperBlock, sheet: Sheet): PaperLine[] {
  const { columns, set } = sheet;
  if (block.kind === 'rule') return [{ ...PLAIN, text: '-'.repeat(columns) }];
  if (block.kind === 'space') return [{ ...PLAIN, text: '' }];
  if (block.kind === 'logo') {
    return sheet.logo === undefined ? [] : [{ ...PLAIN, text: '', align: 'center', picture: sheet.logo }];
  }
  if (block.kind === 'code') return layCode(block, sheet);
  if (block.kind === 'ruler') return [{ ...PLAIN, text: RULER.repeat(8).slice(0, columns) }];
  if (block.kind === 'sample') return laySample(block, columns);
  if (block.kind === 'table') return layTable(block, sheet).map((text) => ({ ...PLAIN, text }));
  const { isBold, isLarge } = block;
  const ownColumns = isLarge ? Math.floor(columns / 2) : columns;
  if (block.kind === 'pair') {
    const [left, right] = [sheet.printable(block.left), sheet.printable(block.right)];
    // A figure too wide for large letters stands in small ones rather than broken over two lines.
    const fits = columnsOf(right, set) <= ownColumns;
    const texts = layPair(left, right, fits ? ownColumns : columns, set);
    return texts.map((text) => ({ text, align: 'left', isBold, isLarge: isLarge && fits }));
  }
  return block.text
    .split(/\r\n|[\r\n\u2028\u2029]/)
    .flatMap((line) => wrapText(sheet.printable(line), ownColumns, set))
    .map((text) => ({ text, align: block.align, isBold, isLarge }));
}

/** In its own set, and cut where the line ends: what a sample is for is seen at its beginning. */
function laySample({ charset: name, text }: PaperBlock & { kind: 'sample' }, columns: number): PaperLine[] {
  const charset = charsetNames.find((one) => one === name);
  if (charset === undefined) return [];
  const set = charsetOf(charset);
  return [{ ...PLAIN, text: wrapText(makePrintable(text, set).text, columns, set)[0] ?? '', charset }];
}

function layCode({ symbology, data, caption }: PaperBlock & { kind: 'code' }, sheet: Sheet): PaperLine[] {
  const { columns, qr, barcode } = sheet;
  const code: PaperLine = { ...PLAIN, text: '', align: 'center', code: { symbology, data } };
  if (symbology === 'qr') {
    // A caption without its code would promise what is not there.
    return qr === 'none' || !fitsPaper(data, columns) ? [] : [code, ...centred(sheet, caption)];
  }
  // Bars stand for something that a person can key in as well, so that stays where they cannot be printed.
  const isPossible = barcode !== 'none' && fitsBarcode(symbology, data, columns);
  return [...(isPossible ? [code] : []), ...centred(sheet, caption)];
}

/** The figure has a field of its own down the right edge, so that no name ever pushes a digit off the paper. */
function layPair(left: string, right: string, columns: number, set: Charset): string[] {
  const figureColumns = columnsOf(right, set);
  if (figureColumns === 0) return wrapText(left, columns, set);
  const nameColumns = columns - figureColumns - 1;
  // A date that is broken in two reads as another one: then the figure stands below it.
  const word = longestWord(left, set);
  if (nameColumns < NARROWEST_NAME || (word > nameColumns && word <= columns)) {
    const figure = wrapText(right, columns, set).map((line) => padLeft(line, columns, set));
    return left === '' ? figure : [...wrapText(left, columns, set), ...figure];
  }
  const names = wrapText(left, nameColumns, set);
  const last = names.pop() ?? '';
  return [...names, last + ' '.repeat(columns - columnsOf(last, set) - figureColumns) + right];
}

/**
 * Words on the left, figures below each other on the right. Where all columns do not fit beside each other each row stands
 * as a list of its own, each figure behind what its column is called.
 */
function layTable(block: PaperBlock & { kind: 'table' }, { columns, set, printable }: Sheet): string[] {
  const head = block.head.map(printable);
  // A row has as many cells as there are columns, whatever it was given.
  const rows = block.rows.map((row) => block.head.map((_, at) => printable(row[at] ?? '')));
  const all = [head, ...rows];
  const widths = head.map((_, at) => Math.max(...all.map((row) => columnsOf(row[at] ?? '', set))));
  const free = columns - widths.reduce((a, b) => a + b, 0);
  const gaps = head.length - 1;
  if (free < gaps) return rows.flatMap((row) => listRow(head, row, columns, set));
  const each = Math.floor(free / gaps);
  return all.map((row) => {
    const [words = '', ...figures] = row;
    // What does not share out evenly stands behind the words, where nothing has to line up.
    const first = words + ' '.repeat(free - each * gaps + (widths[0] ?? 0) - columnsOf(words, set));
    return figures.reduce((text, one, i) => text + padLeft(one, each + (widths[i + 1] ?? 0), set), first);
  });
}

function listRow(head: readonly string[], row: readonly string[], columns: number, set: Charset): string[] {
  const [words = '', ...figures] = row;
  return [
    ...wrapText(words, columns, set),
    ...figures.flatMap((one, i) => layPair(`  ${head[i + 1] ?? ''}`, one, columns, set)),
  ];
}

const padLeft = (text: string, columns: number, set: Charset): string =>
  ' '.repeat(Math.max(0, columns - columnsOf(text, set))) + text;

/** Text has no sizes: a large line is drawn at normal size, standing where it stands on the paper. */
function drawLine({ text, align, isLarge }: PaperLine, columns: number): string {
  const free = Math.max(0, columns - columnsOf(text));
  const drawn =
    align === 'center'
      ? ' '.repeat(Math.floor(free / 2)) + text
      : align === 'right'
        ? ' '.repeat(free) + text
        : isLarge
          ? widenGap(text)
          : text;
  return drawn.trimEnd();
}

/** Widens the last of the widest gaps until the line ends where its large letters would end. */
function widenGap(text: string): string {
  const gaps = [...text.matchAll(/(?<=\S) {2,}(?=\S)/g)];
  const widest = gaps.reduce((most, [gap]) => Math.max(most, gap.length), 0);
  const last = gaps.findLast(([gap]) => gap.length === widest);
  if (last === undefined) return text;
  return text.slice(0, last.index) + ' '.repeat(columnsOf(text)) + text.slice(last.index);
}

// Paper as lines of a given number of columns: the one layout that the printer's bytes and the screen's text share.
// It never encodes and knows no printer command.
import type { Paper, PaperBlock } from '#contract/receipt.ts';
import { fitsPaper } from './qr.ts';
import { columnsOf, makePrintable, wrapText } from './text.ts';

/** One printed line; `text` is printable and fits, at its size, into the columns it was laid out for. */
export interface PaperLine {
  readonly text: string;
  readonly align: 'left' | 'center' | 'right';
  readonly isBold: boolean;
  /** Twice as wide and twice as high: a character takes two columns of the paper, or four. */
  readonly isLarge: boolean;
  /** Printed as a square code in place of the text, which is empty. */
  readonly code?: string;
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

const PLAIN = { align: 'left', isBold: false, isLarge: false } as const;

/**
 * Lays a document out for paper of `columns` characters (80 mm: 48 or 42, 58 mm: 32; `hardware.md` 5.4), its marks bold
 * and centred above and below. The title names the document and is not printed. Throws RangeError below 16 columns.
 */
export function layPaper(paper: Paper, columns: number, marks: readonly string[] = []): LaidPaper {
  if (columns < FEWEST_COLUMNS) throw new RangeError(`${columns} columns are no receipt paper`);
  let lostCharacters = 0;
  const printable = (text: string): string => {
    const made = makePrintable(text);
    lostCharacters += made.lostCharacters;
    return made.text;
  };
  const markLines = marks.flatMap((mark) =>
    wrapText(printable(mark), columns).map((text): PaperLine => ({
      text,
      align: 'center',
      isBold: true,
      isLarge: false,
    })),
  );
  const lines = paper.blocks.flatMap((block) => layBlock(block, columns, printable));
  return { lines: [...markLines, ...lines, ...markLines], lostCharacters };
}

/** The same layout as plain text, one string a line without trailing blanks: for the screen, for logs, for tests. */
export function paperToText(paper: Paper, columns: number): string[] {
  return layPaper(paper, columns).lines.flatMap((line) =>
    line.code === undefined ? [drawLine(line, columns)] : ['[QR]', ...wrapText(line.code, columns)],
  );
}

function layBlock(block: PaperBlock, columns: number, printable: (text: string) => string): PaperLine[] {
  if (block.kind === 'rule') return [{ ...PLAIN, text: '-'.repeat(columns) }];
  if (block.kind === 'space') return [{ ...PLAIN, text: '' }];
  if (block.kind === 'code') {
    // A caption without its code would promise what is not there.
    if (!fitsPaper(block.data, columns)) return [];
    const caption = wrapText(printable(block.caption), columns);
    const below = caption.map((text): PaperLine => ({ ...PLAIN, text, align: 'center' }));
    return [{ ...PLAIN, text: '', align: 'center', code: block.data }, ...below];
  }
  const { isBold, isLarge } = block;
  const ownColumns = isLarge ? Math.floor(columns / 2) : columns;
  if (block.kind === 'pair') {
    const texts = layPair(printable(block.left), printable(block.right), ownColumns);
    return texts.map((text) => ({ text, align: 'left', isBold, isLarge }));
  }
  return block.text
    .split(/\r\n|[\r\n\u2028\u2029]/)
    .flatMap((line) => wrapText(printable(line), ownColumns))
    .map((text) => ({ text, align: block.align, isBold, isLarge }));
}

/** The figure has a field of its own down the right edge, so that no name ever pushes a digit off the paper. */
function layPair(left: string, right: string, columns: number): string[] {
  const figureColumns = columnsOf(right);
  if (figureColumns === 0) return wrapText(left, columns);
  const nameColumns = columns - figureColumns - 1;
  if (nameColumns < NARROWEST_NAME) {
    const figure = wrapText(right, columns).map((line) => padLeft(line, columns));
    return left === '' ? figure : [...wrapText(left, columns), ...figure];
  }
  const names = wrapText(left, nameColumns);
  const last = names.pop() ?? '';
  return [...names, last + ' '.repeat(columns - columnsOf(last) - figureColumns) + right];
}

const padLeft = (text: string, columns: number): string =>
  ' '.repeat(Math.max(0, columns - columnsOf(text))) + text;

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

// The paper inside the virtual printer: puts characters and dots where the ESC/POS manuals say, and gives a receipt when it
// is cut. Written from the manuals alone and sharing nothing with the driver, so that it can catch its mistakes.

export type Align = 'left' | 'center' | 'right';

export interface PrintedLine {
  /** As it stands on the paper, without trailing blanks; large letters are drawn at normal size. */
  readonly text: string;
  /** True if any character of the line is. */
  readonly isBold: boolean;
  readonly isLarge: boolean;
  /** What was printed as a picture or a code, one dot or module each; the text then says what it is. */
  readonly picture?: Picture;
}

/** Dark and light from top to bottom: each row in hexadecimal digits, the leftmost dot in the highest bit. */
export interface Picture {
  /** Dots in a row; the digits may hold a few more, all light. */
  readonly width: number;
  readonly rows: string[];
}

/** Something to put on the paper, in words and in dots. */
export interface Drawing {
  readonly text: string;
  readonly picture: Picture;
  /** Dots of the paper for each of its own, both ways. */
  readonly scale: number;
}

/** A character where it stands on the paper, in dots from its top left corner. */
export interface Cell {
  readonly character: string;
  readonly x: number;
  /** At normal size: 12 dots, 24 for a two-byte character. */
  readonly width: number;
  readonly wide: number;
  readonly high: number;
  readonly isBold: boolean;
  readonly isUnderlined: boolean;
  readonly isReverse: boolean;
}

/** What stands at one height of the paper; `top` and `height` in dots. */
export type PaperRow =
  | { readonly kind: 'text'; readonly top: number; readonly height: number; readonly cells: readonly Cell[] }
  | { readonly kind: 'dots'; readonly top: number; readonly x: number; readonly drawing: Drawing };

/** A piece of paper that came out; sizes in dots, 8 to the millimetre. */
export interface CutPaper {
  readonly width: number;
  readonly height: number;
  readonly rows: readonly PaperRow[];
}

export interface Cut {
  readonly lines: PrintedLine[];
  readonly paper: CutPaper;
}

/** Dots of a character of normal size, font A. */
export const CELL_WIDTH = 12;
export const CELL_HEIGHT = 24;
/** `ESC 2`: a sixth of an inch. */
const USUAL_SPACING = 30;
const TAB_COLUMNS = 8;

type Put = Omit<Cell, 'x'>;

const columnsOf = (cell: Put): number => (cell.width / CELL_WIDTH) * cell.wide;

export class Page {
  isBold = false;
  isUnderlined = false;
  isReverse = false;
  /** Multiples of the normal size, 1 to 8. */
  wide = 1;
  high = 1;
  /** From one line's top to the next one's, in dots. */
  spacing = USUAL_SPACING;
  readonly #columns: number;
  readonly #dots: number;
  readonly #onOverflow: (text: string) => void;
  #align: Align = 'left';
  #cells: Put[] = [];
  #used = 0;
  #lines: PrintedLine[] = [];
  #rows: PaperRow[] = [];
  #top = 0;

  constructor(columns: number, dots: number, onOverflow: (text: string) => void) {
    this.#columns = columns;
    this.#dots = dots;
    this.#onOverflow = onOverflow;
  }

  /** ESC @: modes go back to their defaults and what is not yet printed is lost. */
  reset(): void {
    this.isBold = false;
    this.isUnderlined = false;
    this.isReverse = false;
    this.wide = 1;
    this.high = 1;
    this.spacing = USUAL_SPACING;
    this.#align = 'left';
    this.#cells = [];
    this.#used = 0;
  }

  useUsualSpacing(): void {
    this.spacing = USUAL_SPACING;
  }

  /** ESC a works at the beginning of a line only; answers whether it did. */
  setAlign(align: Align): boolean {
    if (this.#cells.length > 0) return false;
    this.#align = align;
    return true;
  }

  /** Puts one character of `columns` normal columns; a full line is printed first, as printers do. */
  put(character: string, columns: number): void {
    const { wide, high, isBold, isUnderlined, isReverse } = this;
    if (this.#used + columns * wide > this.#columns) {
      this.#onOverflow(this.#cells.map((cell) => cell.character).join('') + character);
      this.feed(1);
    }
    this.#cells.push({ character, width: columns * CELL_WIDTH, wide, high, isBold, isUnderlined, isReverse });
    this.#used += columns * wide;
  }

  /** HT: blanks up to the next of the stops that every eighth column is. */
  tab(): void {
    const column = this.#used;
    const next = column + TAB_COLUMNS - (column % TAB_COLUMNS);
    if (next > this.#columns) return;
    for (let at = column; at < next; at += this.wide) this.put(' ', 1);
  }

  /** ESC $: what comes next stands so many dots from the left; whole columns, and never back. */
  moveTo(dots: number): void {
    const column = Math.min(this.#columns, Math.round(dots / CELL_WIDTH));
    for (let at = this.#used; at < column; at += this.wide) this.put(' ', 1);
  }

  /** ESC \: the same from where it stands. */
  moveBy(dots: number): void {
    this.moveTo(this.#used * CELL_WIDTH + dots);
  }

  /** Prints the line and feeds by so many lines. */
  feed(lines: number): void {
    for (let fed = 0; fed < lines; fed += 1) this.#endLine(this.spacing);
  }

  /** ESC J: prints the line and feeds by so many dots. */
  feedDots(dots: number): void {
    if (this.#cells.length > 0) this.#endLine(dots);
    else this.#top += dots;
  }

  #endLine(spacing: number): void {
    const high = this.#cells.reduce((most, cell) => Math.max(most, cell.high), 1);
    const height = high * CELL_HEIGHT;
    if (this.#cells.length > 0) {
      this.#rows.push({ kind: 'text', top: this.#top, height, cells: this.#placeCells() });
    }
    this.#top += Math.max(spacing, this.#cells.length === 0 ? 0 : height);
    this.#lines.push(this.#drawLine());
    this.#cells = [];
    this.#used = 0;
  }

  #placeCells(): Cell[] {
    let x = this.#left(this.#used * CELL_WIDTH);
    return this.#cells.map((cell) => {
      const placed = { ...cell, x };
      x += cell.width * cell.wide;
      return placed;
    });
  }

  /** Where something of that width begins, in dots. */
  #left(width: number): number {
    const free = Math.max(0, this.#dots - width);
    return this.#align === 'center' ? Math.floor(free / 2) : this.#align === 'right' ? free : 0;
  }

  /** Puts dots between the lines; answers false in the middle of a line, where a printer cannot. */
  place(drawing: Drawing): boolean {
    if (this.#cells.length > 0) return false;
    const { text, picture, scale } = drawing;
    this.#rows.push({ kind: 'dots', top: this.#top, x: this.#left(picture.width * scale), drawing });
    this.#top += picture.rows.length * scale;
    const above = this.#lines.at(-1)?.picture;
    // Bands of one picture follow each other without a gap.
    if (above !== undefined && above.width === picture.width) {
      const rows = [...above.rows, ...picture.rows];
      this.#lines.splice(-1, 1, { text, isBold: false, isLarge: false, picture: { ...picture, rows } });
    } else this.#lines.push({ text, isBold: false, isLarge: false, picture });
    return true;
  }

  /** Everything since the last cut; its lines without the blank paper at its end. */
  cut(): Cut {
    const lines = this.#lines;
    const paper = { width: this.#dots, height: this.#top, rows: this.#rows };
    this.#lines = [];
    this.#rows = [];
    this.#top = 0;
    return { lines: lines.slice(0, lines.findLastIndex((line) => line.text !== '') + 1), paper };
  }

  #drawLine(): PrintedLine {
    const cells = this.#cells;
    const plain = cells.map((cell) => cell.character).join('');
    const isLarge = cells.some((cell) => cell.wide > 1);
    // Blanks drawn for the room that large letters take: before the line, or in its widest gap.
    const drawn = cells.reduce((sum, cell) => sum + columnsOf(cell) / (cell.wide > 1 ? 2 : 1), 0);
    const free = this.#columns - drawn;
    const text =
      this.#align === 'right'
        ? ' '.repeat(free) + plain
        : this.#align === 'center'
          ? ' '.repeat(Math.floor(free / 2)) + plain
          : stretch(plain, this.#used - drawn);
    return { text: text.trimEnd(), isBold: cells.some((cell) => cell.isBold), isLarge };
  }
}

/** Puts blanks into the widest gap between two words, into the last one if several are as wide. */
function stretch(text: string, blanks: number): string {
  let at = -1;
  let width = 1;
  for (const gap of text.matchAll(/ +/g)) {
    const isInside = gap.index > 0 && gap.index + gap[0].length < text.length;
    if (isInside && gap[0].length >= 2 && gap[0].length >= width) {
      at = gap.index;
      width = gap[0].length;
    }
  }
  return at < 0 ? text : text.slice(0, at) + ' '.repeat(blanks) + text.slice(at);
}

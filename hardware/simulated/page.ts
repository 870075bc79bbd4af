// The paper inside the simulated printer: puts characters on lines as the ESC/POS manuals describe, and gives a receipt
// when it is cut. Written from the manuals alone and sharing nothing with the driver, so that it can catch its mistakes.

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

interface Cell {
  readonly character: string;
  /** Of the paper, size included. */
  readonly columns: number;
  readonly isBold: boolean;
  readonly isWide: boolean;
}

export class Page {
  isBold = false;
  /** Multiples of the normal size, 1 to 8. */
  wide = 1;
  high = 1;
  readonly #columns: number;
  readonly #onOverflow: (text: string) => void;
  #align: Align = 'left';
  #cells: Cell[] = [];
  #used = 0;
  #lines: PrintedLine[] = [];

  constructor(columns: number, onOverflow: (text: string) => void) {
    this.#columns = columns;
    this.#onOverflow = onOverflow;
  }

  /** ESC @: modes go back to their defaults and what is not yet printed is lost. */
  reset(): void {
    this.isBold = false;
    this.wide = 1;
    this.high = 1;
    this.#align = 'left';
    this.#cells = [];
    this.#used = 0;
  }

  /** ESC a works at the beginning of a line only; answers whether it did. */
  setAlign(align: Align): boolean {
    if (this.#cells.length > 0) return false;
    this.#align = align;
    return true;
  }

  /** Puts one character of `columns` normal columns; a full line is printed first, as printers do. */
  put(character: string, columns: number): void {
    const wide = columns * this.wide;
    if (this.#used + wide > this.#columns) {
      this.#onOverflow(this.#cells.map((cell) => cell.character).join('') + character);
      this.feed(1);
    }
    this.#cells.push({ character, columns: wide, isBold: this.isBold, isWide: this.wide > 1 });
    this.#used += wide;
  }

  /** Prints the line and feeds by so many lines. */
  feed(lines: number): void {
    for (let fed = 0; fed < lines; fed += 1) {
      this.#lines.push(this.#drawLine());
      this.#cells = [];
      this.#used = 0;
    }
  }

  /** Puts a picture between the lines; answers false in the middle of a line, where a printer cannot. */
  place(text: string, picture: Picture): boolean {
    if (this.#cells.length > 0) return false;
    const above = this.#lines.at(-1)?.picture;
    // Bands of one picture follow each other without a gap.
    if (above !== undefined && above.width === picture.width) {
      const rows = [...above.rows, ...picture.rows];
      this.#lines.splice(-1, 1, { text, isBold: false, isLarge: false, picture: { ...picture, rows } });
    } else this.#lines.push({ text, isBold: false, isLarge: false, picture });
    return true;
  }

  /** Everything since the last cut, without the blank paper at its end. */
  cut(): PrintedLine[] {
    const lines = this.#lines;
    this.#lines = [];
    return lines.slice(0, lines.findLastIndex((line) => line.text !== '') + 1);
  }

  #drawLine(): PrintedLine {
    const cells = this.#cells;
    const plain = cells.map((cell) => cell.character).join('');
    const isLarge = cells.some((cell) => cell.isWide);
    // Blanks drawn for the room that large letters take: before the line, or in its widest gap.
    const drawn = cells.reduce((sum, cell) => sum + cell.columns / (cell.isWide ? 2 : 1), 0);
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

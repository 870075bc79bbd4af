// A receipt printer made of code, at the far end of a line: reads the byte stream as the ESC/POS manuals say, answers what
// it is asked, and tells what happened on its paper. It shares no code with the driver and forgives it nothing.
import iconv from 'iconv-lite';
import {
  automaticAnswer,
  identityAnswer,
  isOffline,
  processIdAnswer,
  sensorAnswer,
  statusAnswer,
  type PrinterCondition,
} from './answers.ts';
import { Bars } from './bars.ts';
import { begins, bitImageLength, ESC, FS, GS, PAGE_NAMES, parametersOf } from './commands.ts';
import { dotsWide, PictureStore, QrStore, takeRaster, type Drawn } from './graphics.ts';
import { changePage } from './page-commands.ts';
import { CELL_WIDTH, Page, type CutPaper, type PrintedLine } from './page.ts';
import { realTimeLength, watchRealTime, type RealTime } from './real-time.ts';

export type PrinterEvent =
  | { readonly kind: 'receipt'; readonly lines: readonly PrintedLine[] }
  | { readonly kind: 'pulse'; readonly pin: 2 | 5; readonly onMs: number; readonly offMs: number }
  /** More on a line than fits; a real printer breaks it wherever it stands. */
  | { readonly kind: 'overflow'; readonly text: string }
  /** Bytes that are no command, no text, or a command where it has no effect. */
  | { readonly kind: 'unknown'; readonly bytes: readonly number[] }
  /** The line ended inside a command, which will swallow what comes next. */
  | { readonly kind: 'truncated'; readonly bytes: readonly number[] }
  /** Bytes that came while the buffer was full, and are gone. */
  | { readonly kind: 'lost'; readonly count: number };

/** The till's end of the line, as the printer sees it. */
export interface PrinterLine {
  onBytes(callback: (bytes: Uint8Array) => void): () => void;
  send(bytes: Uint8Array): void;
}

export interface PrinterMake {
  /** Characters of normal size in a line. */
  readonly columns: number;
  /** Dots across the paper; twelve to a column where nothing is said. */
  readonly dots?: number;
  /** What it keeps while it is offline; without end where nothing is said. */
  readonly bufferBytes?: number;
  /** Without a cutter the paper is taken to be torn off at five lines of blank paper or more. */
  readonly hasCutter?: boolean;
  /** The paper itself, each time that it is cut, to be drawn. */
  readonly onPaper?: (paper: CutPaper) => void;
}

const TEAR_LINES = 5;

export class SimulatedPrinter {
  readonly #line: PrinterLine;
  readonly #onEvent: (event: PrinterEvent) => void;
  readonly #page: Page;
  readonly #make: Required<Omit<PrinterMake, 'columns'>>;
  readonly #qr = new QrStore();
  readonly #pictures = new PictureStore();
  readonly #bars = new Bars();
  readonly #watch = watchRealTime();
  #paper: 'ok' | 'low' | 'out' = 'ok';
  #isCoverOpen = false;
  #hasFailed = false;
  #isDrawerOpen = false;
  #isTwoByteMode = false;
  /** Which page is on at the start depends on where it was sold, so none is until one is chosen. */
  #pageName: string | null = null;
  #doesReport = false;
  #linesLeft = Number.POSITIVE_INFINITY;
  /** Received and not yet carried out: an offline printer keeps it and goes on after the refill. */
  #buffer: number[] = [];

  constructor(line: PrinterLine, make: number | PrinterMake, onEvent: (event: PrinterEvent) => void) {
    const { columns, ...rest } = typeof make === 'number' ? { columns: make } : make;
    const usual = { dots: columns * CELL_WIDTH, bufferBytes: Number.POSITIVE_INFINITY, hasCutter: true };
    this.#make = { ...usual, onPaper: () => undefined, ...rest };
    this.#line = line;
    this.#onEvent = onEvent;
    this.#page = new Page(columns, this.#make.dots, (text) => onEvent({ kind: 'overflow', text }));
    line.onBytes((bytes) => this.#receive(bytes));
  }

  setPaper(paper: 'ok' | 'low' | 'out'): void {
    this.#paper = paper;
    this.#linesLeft = Number.POSITIVE_INFINITY;
    this.#changed();
  }

  /** Lets the paper end after so many more lines. */
  endPaperAfter(lines: number): void {
    this.#linesLeft = lines;
  }

  get paper(): 'ok' | 'low' | 'out' {
    return this.#paper;
  }

  get isCoverOpen(): boolean {
    return this.#isCoverOpen;
  }

  /** The drawer on its socket springs open at a pulse and stays so until somebody pushes it shut. */
  get isDrawerOpen(): boolean {
    return this.#isDrawerOpen;
  }

  /** Bytes that wait in its buffer. */
  get waitingBytes(): number {
    return this.#buffer.length;
  }

  shutDrawer(): void {
    if (!this.#isDrawerOpen) return;
    this.#isDrawerOpen = false;
    this.#changed();
  }

  setCoverOpen(isOpen: boolean): void {
    this.#isCoverOpen = isOpen;
    this.#changed();
  }

  /** An error that keeps it from printing, such as a cutter that is stuck. */
  setFailed(hasFailed: boolean): void {
    if (this.#hasFailed === hasFailed) return;
    this.#hasFailed = hasFailed;
    this.#changed();
  }

  /** Switched off and on again: what it had not printed is gone, and so is everything that it was told. */
  cutPower(): void {
    this.#buffer = [];
    this.#doesReport = false;
    this.#reset();
    this.#pageName = null;
  }

  /** The other side has hung up; a command of which half is missing is told, and stays in the buffer as it would. */
  endOfLine(): void {
    if (this.#buffer.length > 0 && !isOffline(this.#condition)) {
      this.#onEvent({ kind: 'truncated', bytes: [...this.#buffer] });
    }
  }

  get #condition(): PrinterCondition {
    const [paper, isCoverOpen, hasFailed, isDrawerOpen] = [
      this.#paper,
      this.#isCoverOpen,
      this.#hasFailed,
      this.#isDrawerOpen,
    ];
    return { paper, isCoverOpen, hasFailed, isDrawerOpen };
  }

  #changed(): void {
    if (this.#doesReport) this.#line.send(automaticAnswer(this.#condition));
    this.#carryOut();
  }

  #receive(bytes: Uint8Array): void {
    let lost = 0;
    for (const byte of bytes) {
      // Real-time commands are carried out as they arrive, offline or not, whatever is waiting before them.
      const command = this.#watch(byte);
      if (command !== null) this.#carryOutAtOnce(command);
      if (this.#buffer.length >= this.#make.bufferBytes) this.#carryOut();
      if (this.#buffer.length >= this.#make.bufferBytes) lost += 1;
      else this.#buffer.push(byte);
    }
    this.#carryOut();
    if (lost > 0) this.#onEvent({ kind: 'lost', count: lost });
  }

  #carryOutAtOnce(command: RealTime): void {
    if (command.kind === 'question') this.#line.send(statusAnswer(command.n, this.#condition));
    else if (command.kind === 'pulse') this.#pulse(command.pin, command.times * 100, command.times * 100);
    else {
      this.#buffer = [];
      this.setFailed(false);
    }
  }

  #pulse(pin: 2 | 5, onMs: number, offMs: number): void {
    this.#isDrawerOpen = true;
    this.#onEvent({ kind: 'pulse', pin, onMs, offMs });
  }

  #carryOut(): void {
    // Taken off the front at the end: taken off one by one, a large picture would be copied for every byte.
    while (!isOffline(this.#condition) && this.#buffer.length > 0) {
      const used = this.#step();
      if (used === 0) return;
      this.#buffer.splice(0, used);
    }
  }

  #unknown(bytes: readonly number[]): number {
    this.#onEvent({ kind: 'unknown', bytes });
    return bytes.length;
  }

  /** Carries out what the buffer begins with; answers how many bytes that was, 0 if it is not yet complete. */
  #step(): number {
    const [byte = 0, next] = this.#buffer;
    if (byte === 0x0a) {
      this.#feed(1);
      return 1;
    }
    if (byte >= 0x20 && byte <= 0x7e) {
      this.#page.put(String.fromCharCode(byte), 1);
      return 1;
    }
    // CR does nothing where LF ends a line.
    if (byte === 0x0d) return 1;
    if (byte === 0x09) {
      this.#page.tab();
      return 1;
    }
    if (byte >= 0x80) return this.#printHighByte(byte, next);
    // Carried out on arrival: here they only pass by.
    const passing = realTimeLength(this.#buffer);
    if (passing !== null) return passing === 0 || this.#buffer.length < passing ? 0 : passing;
    if (!begins(byte)) return this.#unknown([byte]);
    return next === undefined ? 0 : this.#command(byte, next);
  }

  #printHighByte(lead: number, trail: number | undefined): number {
    if (!this.#isTwoByteMode) {
      const character = this.#pageName === null ? '' : iconv.decode(Buffer.from([lead]), this.#pageName);
      // A hole in the page, or a byte of which nobody knows what it prints.
      if (!/^[^\p{C}\ufffd]$/u.test(character)) return this.#unknown([lead]);
      this.#page.put(character, 1);
      return 1;
    }
    if (lead < 0x81 || lead > 0xfe) return this.#unknown([lead]);
    if (trail === undefined) return 0;
    const character = iconv.decode(Buffer.from([lead, trail]), 'gb18030');
    if (trail < 0x40 || character.includes('\ufffd')) {
      this.#unknown([lead, trail]);
      return 1;
    }
    this.#page.put(character, 2);
    return 2;
  }

  #command(first: number, second: number): number {
    const drawn = this.#drawnBy(first, second);
    if (drawn !== null) {
      this.#draw(drawn);
      return drawn.used;
    }
    if ((first === GS || first === FS) && second === 0x28) return this.#group();
    if (first === ESC && second === 0x44) return this.#buffer.indexOf(0x00, 2) + 1;
    const name = String.fromCharCode(second);
    const wanted = parametersOf(first, second);
    if (wanted === null) return this.#unknown([first, second]);
    const [n = 0, ...more] = this.#buffer.slice(2, 2 + wanted);
    if (this.#buffer.length < 2 + wanted) return 0;
    if (first === GS && name === 'V' && n >= 65) {
      // Function B has a second parameter: how far to feed before the cut.
      if (this.#buffer.length < 4) return 0;
      this.#page.feedDots(this.#buffer[3] ?? 0);
      this.#cut();
      return 4;
    }
    this.#perform(first, name, n, more);
    return 2 + wanted;
  }

  /** What a command draws; null for one that is no drawing. */
  #drawnBy(first: number, second: number): Drawn | null {
    if (first === ESC && second === 0x2a) {
      // Known, and not drawn: columns of needles, which the till never sends.
      const used = bitImageLength(this.#buffer);
      return this.#buffer.length < used || used === 0 ? { used: 0 } : { used, drawing: null };
    }
    if (first !== GS) return null;
    const third = this.#buffer[2];
    if (second === 0x6b) return this.#bars.take(this.#buffer);
    if (second !== 0x28 && second !== 0x38 && second !== 0x76) return null;
    if (third === undefined) return { used: 0 };
    if (second === 0x28 && third === 0x6b) return this.#qr.take(this.#buffer);
    if (second !== 0x76 && third === 0x4c) return this.#pictures.take(this.#buffer);
    return second === 0x76 && third === 0x30 ? takeRaster(this.#buffer) : null;
  }

  #draw({ used, drawing }: Drawn): void {
    if (drawing === undefined) return;
    if (drawing === null) this.#unknown(this.#buffer.slice(0, used));
    // A real printer prints nothing of a code that is too wide, and the left part of a picture.
    else if (dotsWide(drawing) > this.#make.dots) this.#onEvent({ kind: 'overflow', text: drawing.text });
    else if (!this.#page.place(drawing)) this.#unknown(this.#buffer.slice(0, 3));
  }

  /** GS ( or FS ( and a letter: a length of two bytes, then what it takes. */
  #group(): number {
    const [first, , letter, low, high] = this.#buffer;
    if (letter === undefined || low === undefined || high === undefined) return 0;
    const used = 5 + low + high * 256;
    if (this.#buffer.length < used) return 0;
    const [job, , ...signs] = this.#buffer.slice(5, used);
    // FS ( A chooses a font for hanzi, of which there is one here.
    if (first === FS && letter === 0x41) return used;
    if (first === GS && letter === 0x48 && job === 0x30 && signs.length === 4)
      this.#line.send(processIdAnswer(signs));
    else this.#unknown(this.#buffer.slice(0, Math.min(used, 7)));
    return used;
  }

  #reset(): void {
    this.#page.reset();
    // Strictest reading: which mode follows a reset depends on where the printer was sold.
    this.#isTwoByteMode = false;
  }

  #perform(first: number, name: string, n: number, [t1 = 0, t2 = 0]: readonly number[]): void {
    const changed = changePage(this.#page, first, name, n, t1);
    if (changed === false) this.#unknown([first, name.charCodeAt(0), n]);
    if (changed !== null) return;
    switch (`${first}${name}`) {
      case `${ESC}@`:
        return this.#reset();
      case `${FS}&`:
      case `${FS}.`:
        this.#isTwoByteMode = name === '&';
        return;
      case `${ESC}t`:
        this.#pageName = PAGE_NAMES.get(n) ?? null;
        if (this.#pageName === null) this.#unknown([first, 0x74, n]);
        return;
      case `${ESC}d`:
        return this.#feed(n);
      case `${ESC}i`:
      case `${ESC}m`:
      case `${GS}V`:
        return this.#cut();
      case `${ESC}p`:
        return this.#pulse(n % 48 === 1 ? 5 : 2, t1 * 2, t2 * 2);
      case `${GS}r`:
      case `${ESC}v`:
        this.#line.send(sensorAnswer(first === ESC ? 1 : n, this.#condition));
        return;
      case `${GS}a`:
        this.#doesReport = n !== 0;
        if (this.#doesReport) this.#line.send(automaticAnswer(this.#condition));
        return;
      case `${GS}I`:
        return this.#introduce(n);
      case `${GS}h`:
        this.#bars.height = n;
        return;
      case `${GS}w`:
        this.#bars.moduleDots = n;
        return;
      case `${FS}p`:
        // Known, and it has no picture of its own to print.
        this.#unknown([first, 0x70]);
        return;
      default:
      // Known, and without a trace on plain paper.
    }
  }

  #introduce(n: number): void {
    const answer = identityAnswer(n);
    if (answer === null) this.#unknown([GS, 0x49, n]);
    else this.#line.send(answer);
  }

  #cut(): void {
    if (!this.#make.hasCutter) {
      this.#unknown([GS, 0x56]);
      return;
    }
    this.#comesOut();
  }

  #comesOut(): void {
    const { lines, paper } = this.#page.cut();
    this.#make.onPaper(paper);
    this.#onEvent({ kind: 'receipt', lines });
  }

  #feed(lines: number): void {
    this.#page.feed(lines);
    this.#linesLeft -= lines;
    if (this.#linesLeft <= 0) this.#paper = 'out';
    if (!this.#make.hasCutter && lines >= TEAR_LINES) this.#comesOut();
  }
}

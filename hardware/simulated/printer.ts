// A receipt printer made of code, at the far end of a transport: reads the byte stream as the ESC/POS manuals say,
// answers what it is asked, and tells what happened on its paper. It shares no code with the driver and forgives it nothing.
import { paperDots, QrStore, takeRaster, type Drawn } from './graphics.ts';
import { Page, type PrintedLine } from './page.ts';

export type PrinterEvent =
  | { readonly kind: 'receipt'; readonly lines: readonly PrintedLine[] }
  | { readonly kind: 'pulse'; readonly pin: 2 | 5; readonly onMs: number; readonly offMs: number }
  /** More on a line than fits; a real printer breaks it wherever it stands. */
  | { readonly kind: 'overflow'; readonly text: string }
  /** Bytes that are no command, no text, or a command where it has no effect. */
  | { readonly kind: 'unknown'; readonly bytes: readonly number[] };

/** The till's end of the line, as the printer sees it. */
export interface PrinterLine {
  onBytes(callback: (bytes: Uint8Array) => void): () => void;
  send(bytes: Uint8Array): void;
}

const ESC = 0x1b;
const FS = 0x1c;
const GS = 0x1d;
const DLE = 0x10;

/** How many parameters follow the two bytes of a command (Epson's and the clones' command lists). */
const PARAMETERS: ReadonlyMap<number, Readonly<Record<string, number>>> = new Map([
  [ESC, { '@': 0, '2': 0, '3': 1, '!': 1, E: 1, G: 1, '-': 1, a: 1, d: 1, J: 1, M: 1, t: 1, R: 1, p: 3 }],
  [FS, { '&': 0, '.': 0, '!': 1, C: 1, W: 1 }],
  [GS, { '!': 1, B: 1, r: 1, a: 1, L: 2, W: 2, h: 1, w: 1, H: 1, f: 1, V: 1 }],
]);

export class SimulatedPrinter {
  readonly #line: PrinterLine;
  readonly #onEvent: (event: PrinterEvent) => void;
  readonly #page: Page;
  readonly #columns: number;
  readonly #qr = new QrStore();
  readonly #decoder = new TextDecoder('gb18030');
  #paper: 'ok' | 'low' | 'out' = 'ok';
  #isCoverOpen = false;
  #hasFailed = false;
  #isDrawerOpen = false;
  #isTwoByteMode = false;
  #doesReport = false;
  #linesLeft = Number.POSITIVE_INFINITY;
  /** Received and not yet carried out: an offline printer keeps it and goes on after the refill. */
  #buffer: number[] = [];
  #lastReceived: [number, number] = [0, 0];

  constructor(line: PrinterLine, columns: number, onEvent: (event: PrinterEvent) => void) {
    this.#line = line;
    this.#onEvent = onEvent;
    this.#columns = columns;
    this.#page = new Page(columns, (text) => onEvent({ kind: 'overflow', text }));
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

  get #isOffline(): boolean {
    return this.#paper === 'out' || this.#isCoverOpen || this.#hasFailed;
  }

  #changed(): void {
    if (this.#doesReport) this.#report();
    this.#carryOut();
  }

  #receive(bytes: Uint8Array): void {
    for (const byte of bytes) {
      // Real-time questions are answered as they arrive, offline or not, whatever is waiting before them.
      const [first, second] = this.#lastReceived;
      if (first === DLE && second === 0x04 && byte >= 1 && byte <= 4) this.#answer(byte);
      this.#lastReceived = [second, byte];
      this.#buffer.push(byte);
    }
    this.#carryOut();
  }

  #carryOut(): void {
    while (!this.#isOffline && this.#buffer.length > 0) {
      const used = this.#step();
      if (used === 0) return;
      this.#buffer.splice(0, used);
    }
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
    if (byte >= 0x81 && byte <= 0xfe && this.#isTwoByteMode) {
      if (next === undefined) return 0;
      return this.#printTwoByteCode(byte, next);
    }
    if (byte === DLE || PARAMETERS.has(byte)) {
      if (next === undefined) return 0;
      return this.#command(byte, next);
    }
    this.#onEvent({ kind: 'unknown', bytes: [byte] });
    return 1;
  }

  #printTwoByteCode(lead: number, trail: number): number {
    const character = this.#decoder.decode(Uint8Array.of(lead, trail));
    if (trail < 0x40 || character.includes('\ufffd')) {
      this.#onEvent({ kind: 'unknown', bytes: [lead, trail] });
      return 1;
    }
    this.#page.put(character, 2);
    return 2;
  }

  #command(first: number, second: number): number {
    // A real-time question, answered on arrival: here it only passes by.
    if (first === DLE && second === 0x04) return this.#buffer.length < 3 ? 0 : 3;
    if (first === GS && (second === 0x28 || second === 0x76)) return this.#graphics(second);
    const name = String.fromCharCode(second);
    const wanted = PARAMETERS.get(first)?.[name];
    if (wanted === undefined) {
      this.#onEvent({ kind: 'unknown', bytes: [first, second] });
      return 2;
    }
    const [n = 0, ...more] = this.#buffer.slice(2, 2 + wanted);
    if (this.#buffer.length < 2 + wanted) return 0;
    if (first === GS && name === 'V' && n >= 65) {
      // Function B has a second parameter: how far to feed before the cut.
      if (this.#buffer.length < 4) return 0;
      this.#onEvent({ kind: 'receipt', lines: this.#page.cut() });
      return 4;
    }
    this.#perform(first, name, n, more);
    return 2 + wanted;
  }

  /** GS ( and GS v: their third byte says which, their length is in them. */
  #graphics(second: number): number {
    const third = this.#buffer[2];
    if (third === undefined) return 0;
    const isQr = second === 0x28 && third === 0x6b;
    if (!isQr && !(second === 0x76 && third === 0x30)) {
      this.#onEvent({ kind: 'unknown', bytes: [GS, second, third] });
      return 3;
    }
    const drawn = isQr ? this.#qr.take(this.#buffer) : takeRaster(this.#buffer);
    this.#draw(drawn);
    return drawn.used;
  }

  #draw({ used, drawing }: Drawn): void {
    if (drawing === undefined) return;
    if (drawing === null) {
      this.#onEvent({ kind: 'unknown', bytes: this.#buffer.slice(0, used) });
      return;
    }
    // A real printer prints nothing of a code that is too wide, and the left part of a picture.
    if (drawing.dotsWide > paperDots(this.#columns)) this.#onEvent({ kind: 'overflow', text: drawing.text });
    else if (!this.#page.place(drawing.text, drawing.picture)) {
      this.#onEvent({ kind: 'unknown', bytes: this.#buffer.slice(0, 3) });
    }
  }

  #perform(first: number, name: string, n: number, [t1 = 0, t2 = 0]: number[]): void {
    const page = this.#page;
    switch (`${first}${name}`) {
      case `${ESC}@`:
        page.reset();
        // Strictest reading: which mode follows a reset depends on where the printer was sold.
        this.#isTwoByteMode = false;
        return;
      case `${FS}&`:
        this.#isTwoByteMode = true;
        return;
      case `${FS}.`:
        this.#isTwoByteMode = false;
        return;
      case `${ESC}E`:
        page.isBold = (n & 1) === 1;
        return;
      case `${ESC}a`: {
        const align = (['left', 'center', 'right'] as const)[n % 48];
        if (align === undefined || !page.setAlign(align)) {
          this.#onEvent({ kind: 'unknown', bytes: [first, 0x61, n] });
        }
        return;
      }
      case `${GS}!`:
        page.wide = (n >> 4) + 1;
        page.high = (n & 0x07) + 1;
        return;
      case `${ESC}d`:
        this.#feed(n);
        return;
      case `${ESC}p`:
        this.#isDrawerOpen = true;
        this.#onEvent({ kind: 'pulse', pin: n % 48 === 1 ? 5 : 2, onMs: t1 * 2, offMs: t2 * 2 });
        return;
      case `${GS}V`:
        this.#onEvent({ kind: 'receipt', lines: page.cut() });
        return;
      case `${GS}r`:
        this.#line.send(Uint8Array.of(n % 48 === 1 && this.#paper === 'low' ? 0x03 : 0x00));
        return;
      case `${GS}a`:
        this.#doesReport = n !== 0;
        if (this.#doesReport) this.#report();
        return;
      default:
      // Known, and without a trace on plain paper.
    }
  }

  #feed(lines: number): void {
    this.#page.feed(lines);
    this.#linesLeft -= lines;
    if (this.#linesLeft <= 0) this.#paper = 'out';
  }

  /** DLE EOT n: bits 1 and 4 are always set, bits 0 and 7 never. */
  #answer(question: number): void {
    // The sensor line of this drawer is high while it stands open.
    const printer = (this.#isOffline ? 0x08 : 0) | (this.#isDrawerOpen ? 0x04 : 0);
    const cause =
      (this.#isCoverOpen ? 0x04 : 0) | (this.#paper === 'out' ? 0x20 : 0) | (this.#hasFailed ? 0x40 : 0);
    const error = this.#hasFailed ? 0x20 : 0;
    const paper = this.#paper === 'out' ? 0x6c : this.#paper === 'low' ? 0x0c : 0;
    const bits = [printer, cause, error, paper][question - 1] ?? 0;
    this.#line.send(Uint8Array.of(0x12 | bits));
  }

  /** Automatic status: four bytes, told apart from other answers by the fixed bits of the first. */
  #report(): void {
    const drawer = this.#isDrawerOpen ? 0x04 : 0;
    const first = 0x10 | drawer | (this.#isOffline ? 0x08 : 0) | (this.#isCoverOpen ? 0x20 : 0);
    const paper = this.#paper === 'out' ? 0x0f : this.#paper === 'low' ? 0x03 : 0;
    this.#line.send(Uint8Array.of(first, this.#hasFailed ? 0x20 : 0, paper, 0));
  }
}

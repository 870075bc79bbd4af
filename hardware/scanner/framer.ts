// Cuts a scanner's stream of bytes into codes. Pure: bytes in, frames out, whatever pieces they come in; the time after
// which silence ends a frame is kept by whoever feeds it, and what the bytes mean is decode.ts's.
import type { ScanEnd } from '#contract/scanned.ts';

/** `whole` has its end; `open` fell silent, or was cut off by the next one, without any. */
export type Frame =
  | { kind: 'whole'; bytes: Uint8Array; end: Exclude<ScanEnd, 'none'> }
  | { kind: 'open'; bytes: Uint8Array }
  /** Dropped up to its end. */
  | { kind: 'tooLong'; length: number };

/** The longest QR code has 7089 digits; one of 10 kB, sent in parts that a scanner joins, still passes. */
export const MAX_FRAME_BYTES = 16_384;

const [NUL, STX, ETX, TAB, LF, CR] = [0x00, 0x02, 0x03, 0x09, 0x0a, 0x0d];

export interface Framing {
  /** A tabulator ends a code, as it does for scanners that are set up to leave a field. True where it is left out. */
  tabEnds?: boolean | undefined;
}

export class Framer {
  readonly #tabEnds: boolean;
  #bytes: number[] = [];
  /** Bytes of a frame that is too long already. */
  #dropped = 0;
  /** After STX everything up to ETX is the code, line ends as well. */
  #isWrapped = false;
  #lastWasCr = false;
  /** A line feed has followed a carriage return: that is how this scanner ends its codes. */
  #endsInPairs = false;

  constructor({ tabEnds = true }: Framing = {}) {
    this.#tabEnds = tabEnds;
  }

  /** Something has come that has no end yet. */
  get isPending(): boolean {
    return this.#bytes.length > 0 || this.#dropped > 0;
  }

  /** What is pending began with STX: silence alone may end it, whatever ended those before. */
  get isWrapped(): boolean {
    return this.#isWrapped;
  }

  push(bytes: Uint8Array): Frame[] {
    const frames: Frame[] = [];
    for (const byte of bytes) {
      const frame = this.#take(byte);
      if (frame !== null) frames.push(frame);
    }
    return frames;
  }

  /** The stream has been silent for so long that nothing more belongs to what is pending. */
  idle(): Frame[] {
    const frame = this.#breakOff();
    return frame === null ? [] : [frame];
  }

  /** What is pending is worth nothing: the device went away in the middle of it. */
  reset(): void {
    this.#clear();
    this.#endsInPairs = false;
    this.#lastWasCr = false;
  }

  #take(byte: number): Frame | null {
    const followsCr = this.#lastWasCr;
    this.#lastWasCr = byte === CR;
    if (byte === NUL) {
      // A filler between characters; the line's end may still come in two parts around it.
      this.#lastWasCr = followsCr;
      return null;
    }
    if (byte === LF && followsCr && !this.#isWrapped) this.#endsInPairs = true;
    if (byte === STX) return this.#wrap();
    const end = this.#endOf(byte);
    if (end !== null) return this.#finish(end);
    if (this.#bytes.length < MAX_FRAME_BYTES && this.#dropped === 0) this.#bytes.push(byte);
    else this.#drop();
    return null;
  }

  #endOf(byte: number): Exclude<ScanEnd, 'none'> | null {
    if (byte === ETX) return 'etx';
    if (this.#isWrapped) return null;
    if (byte === CR) return this.#endsInPairs ? 'crlf' : 'cr';
    if (byte === LF) return 'lf';
    return byte === TAB && this.#tabEnds ? 'tab' : null;
  }

  #wrap(): Frame | null {
    const before = this.#breakOff();
    this.#isWrapped = true;
    return before;
  }

  #drop(): void {
    this.#dropped += this.#bytes.length + 1;
    this.#bytes = [];
  }

  #clear(): void {
    this.#bytes = [];
    this.#dropped = 0;
    this.#isWrapped = false;
  }

  #finish(end: Exclude<ScanEnd, 'none'>): Frame | null {
    const [bytes, dropped] = [this.#bytes, this.#dropped];
    this.#clear();
    if (dropped > 0) return { kind: 'tooLong', length: dropped };
    // The second byte of CR LF, or the line end behind ETX, ends nothing.
    return bytes.length === 0 ? null : { kind: 'whole', bytes: Uint8Array.from(bytes), end };
  }

  /** Ends what is pending without an end of its own. Scanners that begin with STX may still end with a line. */
  #breakOff(): Frame | null {
    const last = this.#isWrapped ? this.#bytes.at(-1) : undefined;
    if (this.#dropped === 0 && (last === CR || last === LF)) {
      const isPair = last === LF && this.#bytes.at(-2) === CR;
      this.#bytes.splice(isPair ? -2 : -1);
      return this.#finish(isPair ? 'crlf' : last === CR ? 'cr' : 'lf');
    }
    const [bytes, dropped] = [this.#bytes, this.#dropped];
    this.#clear();
    if (dropped > 0) return { kind: 'tooLong', length: dropped };
    return bytes.length === 0 ? null : { kind: 'open', bytes: Uint8Array.from(bytes) };
  }
}

// Where in a mirror folder each row stands, so that damaged books can be followed row by row without holding them in
// memory. Only reads; judges no row.
import fs from 'node:fs';
import type { JournalRow } from './journal.ts';
import { logFiles, readLine } from './mirror.ts';

interface Place {
  file: string;
  start: number;
  end: number;
}

export interface MirrorIndex {
  /** Everything readable that says it is row `seq`. */
  rowsAt(seq: number): JournalRow[];
  /** Every number that a readable row says it has, in order. */
  seqs(): number[];
  /** The highest number that a readable row says it has; 0 where there is none. */
  readonly lastSeq: number;
  /** Whole lines after the last readable row that cannot be read: rows that were surely there. */
  readonly unreadableAfter: number;
  /** Whole lines that cannot be read, anywhere. */
  readonly unreadable: number;
  close(): void;
}

/** Reads a line of a file that is open. */
function lineAt(handle: number, { start, end }: Place): JournalRow | null {
  const bytes = Buffer.alloc(end - start);
  const length = fs.readSync(handle, bytes, 0, bytes.length, start);
  return readLine(bytes.toString('utf8', 0, length));
}

/** A file's bytes, or null where the disk does not give them. */
function bytesOf(file: string): Buffer | null {
  try {
    return fs.readFileSync(file);
  } catch {
    return null;
  }
}

class Places implements MirrorIndex {
  lastSeq = 0;
  unreadableAfter = 0;
  unreadable = 0;
  readonly #places = new Map<number, Place[]>();
  #open: { file: string; handle: number } | null = null;

  constructor(folder: string) {
    for (const file of logFiles(folder)) this.#add(file);
  }

  #add(file: string): void {
    const bytes = bytesOf(file);
    if (bytes === null) this.#miss();
    else this.#addLines(file, bytes);
  }

  #addLines(file: string, bytes: Buffer): void {
    let start = 0;
    for (let end = bytes.indexOf(0x0a); end !== -1; end = bytes.indexOf(0x0a, start)) {
      const seq = readLine(bytes.toString('utf8', start, end))?.header.seq ?? null;
      if (seq === null) this.#miss();
      else {
        this.unreadableAfter = 0;
        this.lastSeq = Math.max(this.lastSeq, seq);
        this.#places.set(seq, [...(this.#places.get(seq) ?? []), { file, start, end }]);
      }
      start = end + 1;
    }
  }

  #miss(): void {
    this.unreadable += 1;
    this.unreadableAfter += 1;
  }

  seqs(): number[] {
    return [...this.#places.keys()].sort((a, b) => a - b);
  }

  rowsAt(seq: number): JournalRow[] {
    return (this.#places.get(seq) ?? []).flatMap((place) => lineAt(this.#handleOf(place.file), place) ?? []);
  }

  #handleOf(file: string): number {
    if (this.#open?.file === file) return this.#open.handle;
    this.close();
    this.#open = { file, handle: fs.openSync(file, 'r') };
    return this.#open.handle;
  }

  close(): void {
    if (this.#open !== null) fs.closeSync(this.#open.handle);
    this.#open = null;
  }
}

/** Reads a mirror folder once; each file as far as it can be opened. */
export function indexMirror(folder: string): MirrorIndex {
  return new Places(folder);
}

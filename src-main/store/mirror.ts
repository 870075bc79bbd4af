// The mirror log: a second, plain, fsynced copy of every journal row outside the database. It is the witness that a
// tail was cut and the source from which one is brought back. Append-only; knows nothing of what rows mean.
import fs from 'node:fs';
import path from 'node:path';
import type { JournalHeader } from '#contract/journal.ts';
import { makeFolder, syncFolder } from './durable.ts';
import { sha256 } from './journal.ts';
import type { JournalRow } from './journal.ts';

interface Line {
  header: JournalHeader;
  body: string;
  prev: string;
  hash: string;
  sig: string;
  keyNo: number;
}

const CHECK_LENGTH = 8;

function checkOf(json: string): string {
  return sha256(json).toString('hex').slice(0, CHECK_LENGTH);
}

function write(row: JournalRow): string {
  const line: Line = {
    header: row.header,
    body: row.body.toString('utf8'),
    prev: row.prev.toString('hex'),
    hash: row.hash.toString('hex'),
    sig: row.sig.toString('hex'),
    keyNo: row.keyNo,
  };
  const json = JSON.stringify(line);
  return `${checkOf(json)} ${json}\n`;
}

function parse(json: string): JournalRow {
  const line = JSON.parse(json) as Line;
  return {
    header: line.header,
    body: Buffer.from(line.body, 'utf8'),
    prev: Buffer.from(line.prev, 'hex'),
    hash: Buffer.from(line.hash, 'hex'),
    sig: Buffer.from(line.sig, 'hex'),
    keyNo: line.keyNo,
  };
}

/** A line as a row, or null when it is torn or damaged. */
function read(text: string): JournalRow | null {
  const json = text.slice(CHECK_LENGTH + 1);
  if (text[CHECK_LENGTH] !== ' ' || checkOf(json) !== text.slice(0, CHECK_LENGTH)) return null;
  try {
    const row = parse(json);
    return Number.isSafeInteger(row.header.seq) ? row : null;
  } catch {
    // Anybody can compute the check of nonsense.
    return null;
  }
}

function fileFor(folder: string, header: JournalHeader): string {
  const z = String(header.zNo).padStart(6, '0');
  return path.join(folder, `${header.register}-e${header.epoch}-z${z}.log`);
}

function logFiles(folder: string): string[] {
  if (!fs.existsSync(folder)) return [];
  const names = fs.readdirSync(folder).filter((name) => name.endsWith('.log'));
  return names.sort().map((name) => path.join(folder, name));
}

interface Contents {
  /** Every readable row, also those after something unreadable: they may be all that is left of a sale. */
  rows: JournalRow[];
  /** How many rows and bytes come before anything unreadable. */
  unbroken: { rows: number; bytes: number };
  isDamaged: boolean;
}

function readFile(file: string): Contents {
  const bytes = fs.readFileSync(file);
  const rows: JournalRow[] = [];
  let unbroken: Contents['unbroken'] | null = null;
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(0x0a, start);
    if (end === -1) break;
    const row = read(bytes.toString('utf8', start, end));
    if (row === null) unbroken ??= { rows: rows.length, bytes: start };
    else rows.push(row);
    start = end + 1;
  }
  unbroken ??= { rows: rows.length, bytes: start };
  return { rows, unbroken, isDamaged: unbroken.bytes < bytes.length };
}

/** Every readable row of a mirror folder, in order. Reads file by file. */
export function* mirrorRows(folder: string): Generator<JournalRow> {
  for (const file of logFiles(folder)) yield* readFile(file).rows;
}

/** The name of the first file that holds something unreadable, or null. */
export function damagedMirrorFile(folder: string): string | null {
  const files = logFiles(folder);
  return files.find((file) => readFile(file).isDamaged) ?? null;
}

export interface Mirror {
  /** The last row that is surely on the disk, or null. */
  readonly head: JournalRow | null;
  /** The last row's number before anything unreadable in the current file; what follows is to be written again. */
  readonly unbrokenSeq: number;
  /** The rows after `seq`, in order. */
  rowsAfter(seq: number): JournalRow[];
  /** Appends rows and returns when they are on the disk. Throws what the file system throws. */
  append(rows: readonly JournalRow[]): void;
  close(): void;
}

class MirrorLog implements Mirror {
  #head: JournalRow | null = null;
  #unbrokenSeq = 0;
  #open: { file: string; handle: number; length: number } | null = null;
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    for (const file of logFiles(folder).reverse()) {
      const { rows, unbroken } = readFile(file);
      this.#head ??= rows.at(-1) ?? null;
      this.#unbrokenSeq = rows[unbroken.rows - 1]?.header.seq ?? 0;
      if (this.#unbrokenSeq > 0) return;
    }
  }

  get head(): JournalRow | null {
    return this.#head;
  }

  get unbrokenSeq(): number {
    return this.#unbrokenSeq;
  }

  rowsAfter(seq: number): JournalRow[] {
    // Years of logs are not read to find nothing.
    if (this.#head === null || this.#head.header.seq <= seq) return [];
    return [...mirrorRows(this.#folder)].filter((row) => row.header.seq > seq);
  }

  append(rows: readonly JournalRow[]): void {
    for (const row of rows) {
      const open = this.#handleFor(fileFor(this.#folder, row.header));
      const bytes = Buffer.from(write(row));
      try {
        let written = 0;
        while (written < bytes.length) {
          written += fs.writeSync(open.handle, bytes, written, bytes.length - written, open.length + written);
        }
        fs.fsyncSync(open.handle);
      } catch (error) {
        // After a failed write or fsync the handle may lie; the next append opens the file afresh.
        this.close();
        throw error;
      }
      open.length += bytes.length;
      this.#head = row;
      this.#unbrokenSeq = row.header.seq;
    }
  }

  #handleFor(file: string): { file: string; handle: number; length: number } {
    if (this.#open?.file === file) return this.#open;
    this.close();
    makeFolder(this.#folder, 0o700);
    const isNew = !fs.existsSync(file);
    const handle = fs.openSync(file, isNew ? 'w' : 'r+', 0o600);
    if (isNew) syncFolder(this.#folder);
    const length = isNew ? 0 : readFile(file).unbroken.bytes;
    // A line that a power cut tore was never acknowledged; whatever else follows it, the database has by now.
    if (!isNew) fs.ftruncateSync(handle, length);
    this.#open = { file, handle, length };
    return this.#open;
  }

  close(): void {
    if (this.#open !== null) fs.closeSync(this.#open.handle);
    this.#open = null;
  }
}

/** Opens the mirror log of a folder. Nothing is written, and no torn line cut off, before the first append. */
export function openMirror(folder: string): Mirror {
  return new MirrorLog(folder);
}

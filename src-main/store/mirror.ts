// The mirror log: a second, plain, fsynced copy of every journal row outside the database. It is the witness that a
// tail was cut and the source from which one is brought back. Append-only; knows nothing of what rows mean.
import fs from 'node:fs';
import path from 'node:path';
import type { JournalHeader } from '#contract/journal.ts';
import { isThere, makeFolder, syncFolder } from './durable.ts';
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

/** A row as a line of the log: a check, then everything that there is of it. */
export function writeLine(row: JournalRow): string {
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
export function readLine(text: string): JournalRow | null {
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

/** The files of a mirror folder, oldest first. */
export function logFiles(folder: string): string[] {
  if (!isThere(folder)) return [];
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
    const row = readLine(bytes.toString('utf8', start, end));
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
  /** An append has failed: what it should have written is missing until a later one succeeds. */
  readonly isBehind: boolean;
  /** The rows after `seq`, in order. */
  rowsAfter(seq: number): JournalRow[];
  /** Appends rows and returns when they are on the disk. Throws what the file system throws. */
  append(rows: readonly JournalRow[]): void;
  /** The same for many rows, each file synced once when its last one is written. Returns how many. */
  appendAll(rows: Iterable<JournalRow>): number;
  close(): void;
}

interface OpenLog {
  file: string;
  handle: number;
  /** Bytes written. */
  length: number;
  /** Bytes that are surely on the disk. */
  synced: number;
}

class MirrorLog implements Mirror {
  #head: JournalRow | null = null;
  #unbrokenSeq = 0;
  #isBehind = false;
  #open: OpenLog | null = null;
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

  get isBehind(): boolean {
    return this.#isBehind;
  }

  rowsAfter(seq: number): JournalRow[] {
    // Years of logs are not read to find nothing.
    if (this.#head === null || this.#head.header.seq <= seq) return [];
    return [...mirrorRows(this.#folder)].filter((row) => row.header.seq > seq);
  }

  append(rows: readonly JournalRow[]): void {
    for (const row of rows) {
      this.#write(row);
      this.#sync(row);
    }
  }

  appendAll(rows: Iterable<JournalRow>): number {
    let count = 0;
    let unsynced: JournalRow | null = null;
    for (const row of rows) {
      const isNewFile = this.#open !== null && this.#open.file !== fileFor(this.#folder, row.header);
      if (unsynced !== null && isNewFile) this.#sync(unsynced);
      this.#write(row);
      unsynced = row;
      count += 1;
    }
    if (unsynced !== null) this.#sync(unsynced);
    return count;
  }

  #write(row: JournalRow): void {
    const bytes = Buffer.from(writeLine(row));
    try {
      const open = this.#handleFor(fileFor(this.#folder, row.header));
      let written = 0;
      while (written < bytes.length) {
        written += fs.writeSync(open.handle, bytes, written, bytes.length - written, open.length + written);
      }
      open.length += bytes.length;
    } catch (error) {
      this.#giveUp();
      throw error;
    }
  }

  /** The file of the row just written is on the disk when this returns. */
  #sync(row: JournalRow): void {
    if (this.#open === null) throw new Error('mirror: nothing is open to be synced');
    try {
      fs.fsyncSync(this.#open.handle);
    } catch (error) {
      this.#giveUp();
      throw error;
    }
    this.#open.synced = this.#open.length;
    this.#head = row;
    this.#unbrokenSeq = row.header.seq;
    this.#isBehind = false;
  }

  /**
   * After a failed write or sync the handle may lie, and what the system shows of the file may never reach the disk: it is
   * cut off again, so that it is written anew and never believed. The next append opens the file afresh.
   */
  #giveUp(): void {
    this.#isBehind = true;
    if (this.#open === null) return;
    const { handle, synced } = this.#open;
    this.#open = null;
    try {
      fs.ftruncateSync(handle, synced);
    } catch {
      // The disk takes nothing more; the next start compares with the database.
    } finally {
      fs.closeSync(handle);
    }
  }

  #handleFor(file: string): OpenLog {
    if (this.#open?.file === file) return this.#open;
    this.close();
    makeFolder(this.#folder, 0o700);
    const isNew = !isThere(file);
    const handle = fs.openSync(file, isNew ? 'w' : 'r+', 0o600);
    const length = isNew ? 0 : readFile(file).unbroken.bytes;
    this.#open = { file, handle, length, synced: length };
    try {
      // Not only for a new file: whoever made it may have failed before its name was on the disk.
      syncFolder(this.#folder);
      // A line that a power cut tore was never acknowledged; whatever else follows it, the database has by now.
      if (!isNew) fs.ftruncateSync(handle, length);
    } catch (error) {
      this.close();
      throw error;
    }
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

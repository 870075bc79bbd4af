// A database on a disk that takes no writes: SQLite will not open one with a WAL there, so a copy elsewhere is looked at.
// Owns the copy, which is nobody's to see and is gone with the process; never touches the original.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { isThere } from './durable.ts';

/** True when a database could not be read only because nothing may be written beside it. */
export function wantsCopy(error: unknown): boolean {
  return error instanceof Database.SqliteError && /^SQLITE_(CANTOPEN|READONLY)/.test(error.code);
}

/** Opens a copy of a database, its WAL included. Throws what the file system or SQLite throws. */
export function openCopy(file: string): Database.Database {
  const place = fs.mkdtempSync(path.join(os.tmpdir(), 'counterfoil-look-'));
  try {
    const copy = path.join(place, 'till.db');
    for (const part of ['', '-wal']) {
      if (isThere(`${file}${part}`)) fs.copyFileSync(`${file}${part}`, `${copy}${part}`);
    }
    return openSettled(copy);
  } finally {
    removeNames(place);
  }
}

/** An open file stays readable without its name; only Windows keeps both until its temporary folder is cleared. */
function removeNames(place: string): void {
  try {
    fs.rmSync(place, { recursive: true, force: true });
  } catch {
    // Readable by its owner only, as the books are.
  }
}

function openSettled(copy: string): Database.Database {
  const db = new Database(copy, { fileMustExist: true });
  try {
    // One file without a WAL: nothing is looked for beside it once its folder is gone.
    db.pragma('journal_mode = DELETE');
    db.pragma('query_only = ON');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

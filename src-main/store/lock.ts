// One till per data folder. Owns the lock file; the operating system frees it when the process dies, so that a kill
// never leaves a stale lock behind.
import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';

export class DataFolderBusy extends Error {
  constructor(folder: string) {
    super(
      `Another till is already running on ${folder}. Close it first, or name another folder with --data.`,
    );
    this.name = 'DataFolderBusy';
  }
}

/** Makes the folder where there is none, and holds it for this process until the returned function is called. Throws DataFolderBusy when it is held. */
export function holdFolder(folder: string): () => void {
  fs.mkdirSync(folder, { recursive: true });
  const db = new Database(path.join(folder, 'lock.db'), { timeout: 0 });
  try {
    db.pragma('journal_mode = DELETE');
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
      throw new DataFolderBusy(folder);
    }
    throw error;
  }
  return () => {
    db.close();
  };
}

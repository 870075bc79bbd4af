// What befalls the books of a till that is switched off: a page of the database overwritten, the key gone, an older copy put
// back. Works on files alone and only while no till runs on them.
import { closeSync, openSync, writeSync } from 'node:fs';
import { cp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';

const files = ['till.db', 'till.db-wal', 'till.db-shm'];

const PAGE = 4096;

/** The disk gives back rubbish for these pages, counted from 1. */
function overwrite(folder: string, pages: readonly number[]): void {
  const handle = openSync(join(folder, 'till.db'), 'r+');
  for (const page of pages) {
    // The first bytes stay, so that it is still a database, and a damaged one.
    const from = page === 1 ? 100 : (page - 1) * PAGE;
    const length = page * PAGE - from;
    writeSync(handle, Buffer.alloc(length, 0xa5), 0, length, from);
  }
  closeSync(handle);
}

/** Where the rows of a small table lie, or where its tree begins. */
function pagesOf(folder: string, tables: readonly string[]): number[] {
  const db = new Database(join(folder, 'till.db'), { readonly: true });
  const root = db.prepare<[string], number>('SELECT rootpage FROM sqlite_schema WHERE name = ?').pluck();
  const pages = tables.map((table) => root.get(table));
  db.close();
  return pages.filter((page) => page !== undefined);
}

export async function damageSales(folder: string): Promise<void> {
  const pages = pagesOf(folder, ['sale', 'line_item']);
  // What is still in the write-ahead log would mend the page.
  await rm(join(folder, 'till.db-wal'), { force: true });
  overwrite(folder, pages);
}

/** Nothing in it can be found any more. */
export async function damageAll(folder: string): Promise<void> {
  await rm(join(folder, 'till.db-wal'), { force: true });
  overwrite(folder, [1]);
}

export async function loseKey(folder: string): Promise<void> {
  await rm(join(folder, 'keys', 'device.key'));
}

/** A copy of the database as it is now; the returned function puts it back over whatever came since. */
export async function copyDatabase(folder: string, into: string): Promise<() => Promise<void>> {
  for (const name of files) await cp(join(folder, name), join(into, name), { force: true }).catch(() => null);
  return async () => {
    for (const name of files) {
      await rm(join(folder, name), { force: true });
      await cp(join(into, name), join(folder, name)).catch(() => null);
    }
  };
}

/** The file is somewhere else; the returned function brings it back. */
export async function hideDatabase(folder: string): Promise<() => Promise<void>> {
  const away = join(folder, 'away.db');
  for (const name of ['till.db-wal', 'till.db-shm']) await rm(join(folder, name), { force: true });
  await rename(join(folder, 'till.db'), away);
  return () => rename(away, join(folder, 'till.db'));
}

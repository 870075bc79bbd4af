// What befalls the books of a till that is switched off: a page of the database overwritten, the key gone, an older copy put
// back. Works on files alone and only while no till runs on them.
import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { cp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

const files = ['till.db', 'till.db-wal', 'till.db-shm'];

const PAGE = 4096;

/** The disk gives back rubbish for so many of its pages: the last ones, where what was sold lies, or from the first on. */
function overwrite(folder: string, pages: number, where: 'end' | 'beginning'): void {
  const file = join(folder, 'till.db');
  const handle = openSync(file, 'r+');
  // The first bytes stay, so that it is still a database, and a damaged one.
  const from = where === 'beginning' ? 100 : statSync(file).size - pages * PAGE;
  const length = where === 'beginning' ? pages * PAGE - 100 : pages * PAGE;
  writeSync(handle, Buffer.alloc(length, 0xa5), 0, length, from);
  closeSync(handle);
}

export async function damageSales(folder: string): Promise<void> {
  // What is still in the write-ahead log would mend the page.
  await rm(join(folder, 'till.db-wal'), { force: true });
  overwrite(folder, 2, 'end');
}

/** Nothing in it can be found any more. */
export async function damageAll(folder: string): Promise<void> {
  await rm(join(folder, 'till.db-wal'), { force: true });
  overwrite(folder, 1, 'beginning');
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

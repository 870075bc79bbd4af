// Where a benchmark keeps what it makes: shops that are worth keeping in a cache, everything else in folders that are
// gone at the end. Knows nothing of what is in them.
import fs from 'node:fs';
import path from 'node:path';

const cache = path.join(import.meta.dirname, '..', 'node_modules', '.cache', 'bench');

/** Below the project's packages even where the cache is a link to another disk, so that a program there finds them. */
const programs = path.join(import.meta.dirname, '..', 'node_modules', '.cache', 'bench-programs');
export const programFolder = path.join(programs, String(process.pid));

export const cachedShop = (name: string): string => path.join(cache, 'shops', name);

let made = 0;

/** An empty folder on the same disk as the cache; `dropFolders` takes it away again. */
export function newFolder(): string {
  made += 1;
  const folder = path.join(cache, 'runs', `${process.pid}-${made}`);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  return folder;
}

export function dropFolder(folder: string): void {
  fs.rmSync(folder, { recursive: true, force: true });
}

/** Takes away what this process made, and what processes left that were killed. */
export function dropFolders(): void {
  for (const place of [path.join(cache, 'runs'), programs]) {
    for (const name of fs.existsSync(place) ? fs.readdirSync(place) : []) {
      const owner = Number(name.split('-')[0]);
      if (owner === process.pid || !isRunning(owner)) dropFolder(path.join(place, name));
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A copy of a closed shop; copy-on-write where the disk can. */
export function copyShop(from: string): string {
  const folder = newFolder();
  fs.cpSync(from, folder, { recursive: true, mode: fs.constants.COPYFILE_FICLONE });
  return folder;
}

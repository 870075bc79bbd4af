// Files that must survive a power cut: their bytes and their names. Knows nothing of what they hold.
import fs from 'node:fs';
import path from 'node:path';

/**
 * Whether a file or folder is there. Throws where the disk does not say: what cannot be looked at is not gone, and must
 * never be made anew (`fs.existsSync` answers false to every error).
 */
export function isThere(place: string): boolean {
  return fs.statSync(place, { throwIfNoEntry: false }) !== undefined;
}

/** Returns when the names in a folder are on the disk. */
export function syncFolder(folder: string): void {
  // Windows cannot sync a folder; its file systems journal the entry by themselves.
  if (process.platform === 'win32') return;
  const handle = fs.openSync(folder, 'r');
  try {
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}

/** Returns when the bytes of a file that somebody else wrote are on the disk. */
export function syncFile(file: string): void {
  const handle = fs.openSync(file, 'r+');
  try {
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}

/** Returns when everything below a folder, and the names in it, are on the disk. */
export function syncTree(folder: string): void {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory()) syncTree(place);
    else syncFile(place);
  }
  syncFolder(folder);
}

/** Makes a folder, and returns when its name, and the names of those made for it, are on the disk. */
export function makeFolder(folder: string, mode: number): void {
  if (isThere(folder)) return;
  const first = path.resolve(fs.mkdirSync(folder, { recursive: true, mode }) ?? folder);
  for (let made = path.resolve(folder); made.length >= first.length; made = path.dirname(made)) {
    syncFolder(path.dirname(made));
  }
}

/** A folder above the till's own that may not be opened, or a file system that syncs no folders. */
const notOurs = ['EACCES', 'EPERM', 'EINVAL', 'EROFS'];

/** Returns when the names of a folder and of all folders above it are on the disk, whoever made them. */
export function syncPath(folder: string): void {
  for (let place = path.resolve(folder); place !== path.dirname(place); place = path.dirname(place)) {
    try {
      syncFolder(path.dirname(place));
    } catch (error) {
      if (!notOurs.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }
}

/** Writes a file whole or not at all, readable by its owner only, and returns when it is on the disk. */
export function writeWhole(file: string, bytes: Uint8Array): void {
  const fresh = `${file}.new`;
  const handle = fs.openSync(fresh, 'w', 0o600);
  try {
    // One write may write less than it is given; this writes all.
    fs.writeFileSync(handle, bytes);
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
  fs.renameSync(fresh, file);
  syncFolder(path.dirname(file));
}

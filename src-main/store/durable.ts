// Files that must survive a power cut: their bytes and their names. Knows nothing of what they hold.
import fs from 'node:fs';
import path from 'node:path';

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

/** Makes a folder, and returns when its name is on the disk. */
export function makeFolder(folder: string, mode: number): void {
  if (fs.existsSync(folder)) return;
  fs.mkdirSync(folder, { recursive: true, mode });
  syncFolder(path.dirname(folder));
}

/** Writes a file whole or not at all, readable by its owner only, and returns when it is on the disk. */
export function writeWhole(file: string, bytes: Uint8Array): void {
  const fresh = `${file}.new`;
  const handle = fs.openSync(fresh, 'w', 0o600);
  try {
    fs.writeSync(handle, bytes);
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
  fs.renameSync(fresh, file);
  syncFolder(path.dirname(file));
}

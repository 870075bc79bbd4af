// One program for one folder of the user's data: a lock that the system lets go of when its holder dies, and word left for
// the holder by whoever came second.
import { mkdirSync, rmSync, watch, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { placesIn } from './told.ts';

/** Takes the lock, or leaves word and answers false. `onVisit` is called in the holder for each one that came. */
export function takeInstanceLock(userData: string, onVisit: () => void): boolean {
  const { lock, visits } = placesIn(userData);
  mkdirSync(visits, { recursive: true });
  const holder = new Database(lock, { timeout: 0 });
  try {
    holder.exec('BEGIN EXCLUSIVE');
  } catch {
    holder.close();
    writeFileSync(path.join(visits, String(process.pid)), '');
    return false;
  }
  rmSync(visits, { recursive: true });
  mkdirSync(visits);
  // The lock is held by the open handle, and the watcher keeps that.
  const watcher = watch(visits, (kind) => {
    if (holder.open && kind === 'rename') onVisit();
  });
  watcher.unref();
  return true;
}

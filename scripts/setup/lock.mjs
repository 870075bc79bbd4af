// Lets one start at a time prepare the folder: two installs at once would tear node_modules apart. A lock whose
// process is gone is taken over; it never waits for a dead one.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inProject } from './place.mjs';

// Not in node_modules: `npm ci` empties that, lock and all.
const folder = inProject('.counterfoil');
const lock = path.join(folder, 'setup.lock');

const RETRY_MS = 200;

/** Moves a prepared folder into place: renaming is atomic and fails when a lock is there, so a lock always names its holder. */
function take() {
  const draft = `${lock}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  writeFileSync(path.join(draft, 'pid'), String(process.pid));
  try {
    renameSync(draft, lock);
    return true;
  } catch {
    rmSync(draft, { recursive: true, force: true });
    return false;
  }
}

function holderOf(place) {
  try {
    return Number(readFileSync(path.join(place, 'pid'), 'utf8'));
  } catch {
    return null;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Not ours to signal, but there.
    return error.code === 'EPERM';
  }
}

/** Two waiters may both find the holder dead; whoever moved the other's fresh lock away puts it back. */
function discard(deadPid) {
  const aside = `${lock}.dead.${process.pid}`;
  try {
    renameSync(lock, aside);
    if (holderOf(aside) === deadPid) rmSync(aside, { recursive: true, force: true });
    else renameSync(aside, lock);
  } catch {
    // Someone else was faster; the next try sees what is there now.
  }
}

export async function withLock({ say }, work) {
  mkdirSync(folder, { recursive: true });
  let isTold = false;
  while (!take()) {
    const holder = holderOf(lock);
    if (holder !== null && !isAlive(holder)) {
      discard(holder);
    } else {
      if (holder !== null && !isTold) {
        say(`Another start (process ${holder}) is preparing this folder; waiting for it …`);
        isTold = true;
      }
      await sleep(RETRY_MS);
    }
  }
  const release = () => rmSync(lock, { recursive: true, force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

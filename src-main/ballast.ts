// A file that only takes up room, to be removed when there is none left. Owns ballast.bin of a data folder; decides
// nothing about when.
import { randomFillSync } from 'node:crypto';
import fs from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const PORTION_BYTES = 1_000_000;
/** Sales go on meanwhile: a portion at a time, with room for their syncs in between. */
const PAUSE_MS = 100;

const ballastFile = (folder: string): string => path.join(folder, 'ballast.bin');

const freshFile = (folder: string) => `${ballastFile(folder)}.new`;

/** Removes the reserve of a data folder, or what there is of one. True when that made room. */
export function removeBallast(folder: string): boolean {
  const files = [ballastFile(folder), freshFile(folder)].filter((file) => fs.existsSync(file));
  try {
    for (const file of files) fs.rmSync(file);
    return files.length > 0;
  } catch {
    return false;
  }
}

export interface Ballast {
  /** Begins to make the file where there is none; returns at once. */
  make(): void;
  /** Removes the file, or what there is of it. True when it was there. */
  remove(): boolean;
  /** Gives up what is half made. */
  close(): Promise<void>;
}

/** Filled with chance: zeros would take up no room where the file system packs them. */
async function write(file: string, bytes: number, signal: AbortSignal): Promise<void> {
  const portion = Buffer.alloc(PORTION_BYTES);
  const handle = await open(file, 'w', 0o600);
  try {
    for (let written = 0; written < bytes; written += PORTION_BYTES) {
      const { length } = randomFillSync(portion.subarray(0, Math.min(PORTION_BYTES, bytes - written)));
      await handle.write(portion, 0, length);
      await handle.datasync();
      await pause(PAUSE_MS, undefined, { signal, ref: false });
    }
  } finally {
    await handle.close();
  }
}

class BallastFile implements Ballast {
  #making: { work: Promise<void>; stop: AbortController } | null = null;
  readonly #folder: string;
  readonly #bytes: number;

  constructor(folder: string, bytes: number) {
    this.#folder = folder;
    this.#bytes = bytes;
  }

  make(): void {
    if (this.#bytes === 0 || this.#making !== null || fs.existsSync(ballastFile(this.#folder))) return;
    const stop = new AbortController();
    const work = this.#write(stop.signal).finally(() => (this.#making = null));
    this.#making = { work, stop };
  }

  async #write(signal: AbortSignal): Promise<void> {
    const fresh = freshFile(this.#folder);
    try {
      await write(fresh, this.#bytes, signal);
      signal.throwIfAborted();
      await rename(fresh, ballastFile(this.#folder));
    } catch {
      // A reserve that cannot be made is none; the next look at the disk tries again.
      await rm(fresh, { force: true }).catch(() => undefined);
    }
  }

  remove(): boolean {
    this.#making?.stop.abort();
    return removeBallast(this.#folder);
  }

  async close(): Promise<void> {
    this.#making?.stop.abort();
    await this.#making?.work;
  }
}

/** Looks after the reserve of a data folder; makes nothing before it is told to. */
export function keepBallast(folder: string, bytes: number): Ballast {
  return new BallastFile(folder, bytes);
}

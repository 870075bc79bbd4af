// A small disk of its own for a till: one that can be filled, made read-only or torn away. Owns the mount and takes it down
// again; needs the rights of root.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

function run(command: string, ...args: string[]): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr}`);
}

const works = (command: string, ...args: string[]) => spawnSync(command, args).status === 0;

/** Why no disk can be mounted here, or null. */
export function whyNoMount(folder: string): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'only root may mount a small disk';
  const place = path.join(folder, 'mount-probe');
  fs.mkdirSync(place, { recursive: true });
  const isMounted = works('mount', '-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', place);
  if (isMounted) run('umount', place);
  fs.rmdirSync(place);
  return isMounted ? null : 'this machine lets nobody mount a small disk';
}

/** Returns when what was copied onto a disk is really on it; the till's own syncs are not for files it did not write. */
const settle = (place: string): void => run('sync', '-f', place);

const FILLER = 'filler.bin';
const PIECE = 4096;

const mounted = new Set<string>();
// Whatever ends the campaign, no mount outlives it.
process.once('exit', () => {
  for (const place of mounted) spawnSync('umount', ['-l', place]);
});

/** Memory that looks like a disk of a few megabytes. */
export class SmallDisk {
  readonly place: string;

  constructor(place: string, megabytes: number) {
    this.place = place;
    fs.mkdirSync(place, { recursive: true });
    run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', place);
    mounted.add(place);
  }

  /** Fills it up until so many bytes are left. */
  fill(left: number): void {
    const handle = fs.openSync(path.join(this.place, FILLER), 'w');
    const piece = Buffer.alloc(PIECE);
    try {
      while (this.#room() >= left + PIECE) fs.writeSync(handle, piece);
    } catch (error) {
      // The till itself may take the last of it.
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    } finally {
      fs.closeSync(handle);
    }
  }

  #room(): number {
    const { bavail, bsize } = fs.statfsSync(this.place);
    return bavail * bsize;
  }

  settle(): void {
    settle(this.place);
  }

  free(): void {
    fs.rmSync(path.join(this.place, FILLER), { force: true });
  }

  setReadOnly(isReadOnly: boolean): void {
    run('mount', '-o', `remount,${isReadOnly ? 'ro' : 'rw'}`, this.place);
  }

  remove(): void {
    if (!works('umount', this.place)) run('umount', '-l', this.place);
    mounted.delete(this.place);
    fs.rmdirSync(this.place);
  }
}

/** A real file system in a file: its kernel makes it read-only at once, whatever is open on it, as after a failure. */
export class LoopDisk {
  readonly place: string;
  readonly #image: string;

  constructor(place: string, megabytes: number) {
    this.place = place;
    this.#image = `${place}.image`;
    fs.mkdirSync(place, { recursive: true });
    fs.writeFileSync(this.#image, '');
    fs.truncateSync(this.#image, megabytes * 1_048_576);
    run('mkfs.ext4', '-q', this.#image);
    this.mount();
  }

  mount(): void {
    run('mount', '-o', 'loop', this.#image, this.place);
    mounted.add(this.place);
  }

  settle(): void {
    settle(this.place);
  }

  /** From now on every write is refused. */
  abort(): void {
    // It says that it cannot, and does it.
    spawnSync('mount', ['-o', 'remount,abort', this.place]);
    const { error } = tryWrite(path.join(this.place, 'probe'));
    if (error?.code !== 'EROFS') throw new Error('the file system could not be made read-only');
  }

  unmount(): void {
    run('umount', this.place);
    mounted.delete(this.place);
  }

  remove(): void {
    if (mounted.has(this.place)) this.unmount();
    fs.rmdirSync(this.place);
    fs.rmSync(this.#image);
  }
}

function tryWrite(file: string): { error: NodeJS.ErrnoException | null } {
  try {
    fs.writeFileSync(file, 'x');
    fs.rmSync(file);
    return { error: null };
  } catch (error) {
    return { error: error as NodeJS.ErrnoException };
  }
}

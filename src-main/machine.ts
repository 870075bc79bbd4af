// The machine under the till as the core sees it: room on its disk, facts about the program, a newer version of it. The
// real one is handed in by till.ts; tests hand in their own. Owns no books.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Instant } from '#contract/ids.ts';
import type { Diagnostics, UpdateState } from '#contract/machine.ts';
import { saveDiagnosis } from './diagnosis.ts';
import type { KeptLog } from './log.ts';

/** A newer version of the program, where the shell can replace it. */
export interface Updates {
  state(): UpdateState;
  /** Returns how to stop listening. */
  onChange(listener: (state: UpdateState) => void): () => void;
  /** Ends the program and starts the new version. Called when nothing is open and the books are backed up. */
  install(): void;
}

/** Where the customer's window is: open, or at an address that serves once. */
export interface OpenedWindow {
  readonly isOpen: boolean;
  readonly address: string | null;
}

export interface Machine {
  readonly shell: Diagnostics['program']['shell'];
  readonly electron: string | null;
  readonly updates: Updates;
  /** Left out where the shell has no windows. */
  readonly openCustomerWindow?: () => OpenedWindow;
  /** Bytes free for this user where the data folder lies; null where the system does not tell. */
  freeBytes(): number | null;
  /** The program's process: its runtime, age and memory. */
  program(): Pick<Diagnostics['program'], 'node' | 'system' | 'upSeconds' | 'memoryBytes'>;
  /** IANA name of the machine's own time zone. */
  timeZone(): string;
  /** Bytes of a file, or of all files below a folder; null where there is none. Relative to the data folder. */
  bytesOf(...name: string[]): number | null;
  /** When the newest whole copy of the books was made; null where there is none. */
  lastBackupAt(): Diagnostics['books']['lastBackupAt'];
  /** Warnings and errors in the log since the program started, and where it lies. */
  log(): Diagnostics['log'];
  /** Writes the diagnosis beside the latest log into one file and returns its path. Throws what the file system throws. */
  save(diagnosis: Diagnostics): string;
}

/** For shells that cannot replace their own program. */
export const noUpdates: Updates = {
  state: () => ({ kind: 'off' }),
  onChange: () => () => undefined,
  install: () => undefined,
};

function sizeBelow(place: string): number {
  const about = fs.statSync(place);
  if (!about.isDirectory()) return about.size;
  return fs.readdirSync(place).reduce((sum, name) => sum + sizeBelow(path.join(place, name)), 0);
}

export interface MachineOptions {
  folder: string;
  shell: Machine['shell'];
  /** Electron's version, where the shell is one. */
  electron?: string | null;
  updates?: Updates;
  openCustomerWindow?: () => OpenedWindow;
  log: KeptLog;
}

/** The machine that this process runs on. */
export function systemMachine(options: MachineOptions): Machine {
  const { folder, shell, electron = null, updates = noUpdates, log } = options;
  return {
    shell,
    electron,
    updates,
    ...(options.openCustomerWindow === undefined ? {} : { openCustomerWindow: options.openCustomerWindow }),
    log: () => ({ folder: log.folder, ...log.counts() }),
    save: (diagnosis) => saveDiagnosis(folder, diagnosis),
    freeBytes() {
      try {
        const { bavail, bsize } = fs.statfsSync(folder);
        return bavail * bsize;
      } catch {
        return null;
      }
    },
    program: () => ({
      node: process.versions.node,
      system: `${os.type()} ${os.release()} ${os.arch()}`,
      upSeconds: Math.floor(process.uptime()),
      memoryBytes: process.memoryUsage.rss(),
    }),
    timeZone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    lastBackupAt() {
      try {
        const names = fs.readdirSync(path.join(folder, 'backup')).filter((name) => name.endsWith('.db'));
        const times = names.map((name) => fs.statSync(path.join(folder, 'backup', name)).mtimeMs);
        return times.length === 0 ? null : (new Date(Math.max(...times)).toISOString() as Instant);
      } catch {
        return null;
      }
    },
    bytesOf(...name) {
      try {
        return sizeBelow(path.join(folder, ...name));
      } catch {
        return null;
      }
    },
  };
}

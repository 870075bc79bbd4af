// `till diagnose`: the same diagnosis as on the screen, for a till that does not start or has no screen. Reads the books
// without a lock, so it may run beside a till; writes nothing but its one file.
import fs from 'node:fs';
import path from 'node:path';
import type { Writable } from 'node:stream';
import type { Instant } from '#contract/ids.ts';
import type { Diagnostics } from '#contract/machine.ts';
import type { StoreMode } from '#contract/start.ts';
import { systemClock } from '#main/clock.ts';
import { diagnosisOf } from '#main/commands/machine.ts';
import { appVersion, readSpace } from '#main/config.ts';
import { logFolder, silentLog } from '#main/log.ts';
import { systemMachine } from '#main/machine.ts';
import { levelOf, usualSpace } from '#main/space.ts';
import { fileSecretBox, isSealed } from '#shell/secret-box.ts';
import { attempt } from '#store/attempt.ts';
import { booksOf } from '#store/books.ts';
import { describeBooks } from '#store/followed.ts';
import { hasMirrorLog, databaseFile } from '#store/open.ts';
import { lookOver, startViewOnly } from '#store/start.ts';

const MEGABYTE = 1_000_000;

const size = (bytes: number | null) => (bytes === null ? 'none' : `${(bytes / MEGABYTE).toFixed(1)} MB`);

/** The diagnosis in lines that one can read out on the telephone. */
export function linesOf(diagnosis: Diagnostics): string[] {
  const { program, books, disk, clock, queue, start } = diagnosis;
  const rungs = start.rungs.map(({ rung, state }) => `${rung} ${state}`).join(', ');
  const mode = books.mode.kind === 'ready' ? 'ready' : `${books.mode.trouble}: ${books.mode.detail}`;
  return [
    `Counterfoil ${program.version}, Node ${program.node}, SQLite ${program.sqlite ?? 'unknown'}, ${program.system}`,
    `books: ${mode}`,
    `register ${books.register ?? 'not set up'}, books ${books.current.number}, epoch ${books.current.epoch}, schema ${books.schema ?? 'unknown'}`,
    `rows ${books.rows ?? 'unknown'}, receipts ${books.receipts ?? 'unknown'}, last row ${books.lastRowAt ?? 'none'}`,
    `files: database ${size(books.databaseBytes)}, WAL ${size(books.walBytes)}, mirror log ${size(books.mirrorBytes)}`,
    `last backup: ${books.lastBackupAt ?? 'none'}; keys kept by the ${books.keysKeptBy}`,
    `start-up ladder: ${rungs}`,
    `disk: ${size(disk.freeBytes)} free, ${disk.level}`,
    `clock: ${diagnosis.at}, ${clock.timeZone}${clock.isSuspect ? ', BEHIND the last row' : ''}`,
    `printing: ${queue.waiting} waiting, ${queue.uncertain} uncertain`,
  ];
}

/** Whether the books' key is one that this process could open; a keychain gives it only to the installed program. */
function keysKeptBy(folder: string): 'keychain' | 'file' {
  const sealed = attempt(() => fs.readFileSync(path.join(folder, 'keys', 'device.key')));
  return sealed !== null && isSealed(sealed) ? 'keychain' : 'file';
}

/** The diagnosis of a data folder, without its till. */
export async function diagnoseFolder(folder: string): Promise<Diagnostics> {
  const now = systemClock.now();
  const first = keysKeptBy(folder);
  const { number, report, trouble } = await lookOver(folder, first === 'file' ? fileSecretBox() : null, now);
  const place = booksOf(folder, number);
  const view = startViewOnly(place);
  try {
    const machine = systemMachine({
      folder,
      shell: 'headless',
      log: { ...silentLog, folder: logFolder(folder) },
    });
    const freeBytes = machine.freeBytes();
    const space = attempt(() => readSpace(folder, true)) ?? usualSpace;
    const mode: StoreMode =
      trouble === null
        ? { kind: 'ready' }
        : { kind: 'viewOnly', trouble: trouble.trouble, detail: trouble.message, recovery: null };
    return diagnosisOf({
      db: view?.db ?? null,
      register: view?.register ?? null,
      now: now.toISOString() as Instant,
      machine,
      keysKeptBy: keysKeptBy(place),
      state: {
        mode,
        session: null,
        devices: [],
        scale: null,
        hasDemoCounter: false,
        appVersion,
        books: view === null ? { number, epoch: 1, follows: null } : describeBooks(view.db, number),
        start: report,
        disk: { freeBytes, level: levelOf(freeBytes, space) },
        update: machine.updates.state(),
      },
    });
  } finally {
    view?.close();
  }
}

/**
 * Prints the diagnosis of a data folder and writes it with the end of the log into one file. Returns the exit code: 0 when
 * the books may be sold on, 1 when not, 2 when there is nothing to diagnose.
 */
export async function diagnose(folder: string, output: Writable): Promise<number> {
  if (!fs.existsSync(databaseFile(folder)) && !hasMirrorLog(folder)) {
    output.write(`There is no till in ${folder}.\n`);
    return 2;
  }
  const diagnosis = await diagnoseFolder(folder);
  output.write(`${linesOf(diagnosis).join('\n')}\n`);
  const machine = systemMachine({ folder, shell: 'headless', log: silentLog });
  try {
    output.write(`Send this file to whoever helps you: ${machine.save(diagnosis)}\n`);
  } catch (error) {
    output.write(`The file could not be written: ${(error as Error).message}\n`);
  }
  return diagnosis.books.mode.kind === 'ready' ? 0 : 1;
}

// The machine under the till: a diagnosis for whoever helps the shop, and a newer version of the program. Never writes
// to the books.
import type { Diagnostics } from '#contract/machine.ts';
import { refuse } from '#contract/refusal.ts';
import { attempt } from '#store/attempt.ts';
import { booksFigures } from '#store/figures.ts';
import { queueFigures } from '#store/print-job.ts';
import { findOpenShift } from '#store/shift.ts';
import type { Handler, MachineContext } from './context.ts';

const noQueue = { waiting: 0, uncertain: 0, oldestAt: null };

/** Everything at once, as it is now; what cannot be read is null. */
export function diagnosisOf(context: Omit<MachineContext, 'backUp'>): Diagnostics {
  const { db, register, state, now, machine, keysKeptBy } = context;
  const figures = booksFigures(db);
  const folder = state.books.number === 1 ? [] : ['books', String(state.books.number)];
  return {
    at: now,
    program: {
      version: state.appVersion,
      shell: machine.shell,
      electron: machine.electron,
      sqlite: figures.sqlite,
      ...machine.program(),
    },
    books: {
      folder: folder.length === 0 ? '.' : folder.join('/'),
      mode: state.mode,
      current: state.books,
      register: register?.id ?? null,
      schema: figures.schema,
      rows: figures.rows,
      receipts: figures.receipts,
      lastRowAt: figures.lastRowAt,
      pragmas: figures.pragmas,
      databaseBytes: machine.bytesOf(...folder, 'till.db'),
      walBytes: machine.bytesOf(...folder, 'till.db-wal'),
      mirrorBytes: machine.bytesOf(...folder, 'mirror'),
      lastBackupAt: machine.lastBackupAt(),
      keysKeptBy,
    },
    disk: state.disk,
    clock: {
      timeZone: machine.timeZone(),
      shopTimeZone: register?.config.timeZone ?? null,
      isSuspect: figures.lastRowAt !== null && figures.lastRowAt > now,
    },
    devices: [...state.devices],
    queue: (db === null ? null : attempt(() => queueFigures(db))) ?? noQueue,
    start: state.start,
    update: machine.updates.state(),
    log: machine.log(),
  };
}

export const diagnose: Handler<'app.diagnose'> = (context) => diagnosisOf(context);

export const saveDiagnosis: Handler<'app.saveDiagnosis'> = (context) => {
  try {
    return { file: context.machine.save(diagnosisOf(context)) };
  } catch (error) {
    return refuse('machine.cannotWrite', { detail: (error as Error).message });
  }
};

export const openDisplay: Handler<'display.open'> = ({ machine }) =>
  machine.openCustomerWindow?.() ?? { isOpen: false, address: null };

/** A backup first: whatever the new version does to the books, the old ones are there. */
export const installUpdate: Handler<'app.installUpdate'> = (context) => {
  const { db, machine, backUp } = context;
  if (machine.updates.state().kind !== 'ready') refuse('update.none', {});
  if (db !== null && findOpenShift(db) !== null) refuse('update.shiftOpen', {});
  try {
    backUp();
  } catch (error) {
    refuse('update.notBackedUp', { detail: (error as Error).message });
  }
  machine.updates.install();
  return {};
};

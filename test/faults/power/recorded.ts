// A scenario as it was recorded: the disk before, every call in order, what was answered between them, and the journal that
// a till with power would have. Owns what a state may be held to; makes no states.
import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { commands } from '#contract/commands.ts';
import type { CommandId, StaffId } from '#contract/ids.ts';
import type { Notes } from '#test/faults/notes.ts';
import { Random } from '#test/faults/random.ts';
import { TillProcess } from '#test/faults/till-process.ts';
import { copyBase, dataFolder, live, manager, newLife } from './drive.ts';
import type { Base } from './drive.ts';
import { readRecord } from './record.ts';
import type { Event } from './record.ts';
import { newBooks, oldFiles, setupOf } from './recovery.ts';
import type { Recovering } from './recovery.ts';
import { shimEnvironment } from './shim.ts';

/** A journal row as the till with power wrote it. */
export interface TruthRow {
  seq: number;
  id: string;
  kind: string;
  hash: string;
}

/** A command that was answered. */
export interface Acknowledged {
  /** Which of the answers it was, from 1 up. */
  answer: number;
  name: string;
  commandId: string;
  /** Its row. */
  seq: number | null;
  /** The answer itself must be found again, so that the command is not done twice. */
  isKept: boolean;
}

/** A recorded scenario on the disk: plain data that a worker can be handed. */
export interface Recorded {
  scenario: string;
  /** The folder before. */
  before: string;
  /** The inode that each place had in the record. */
  inodes: Record<string, number>;
  /** The same folder afterwards. */
  after: string;
  record: string;
  truth: TruthRow[];
  /** It begins with books that have lost rows. */
  isBroken: boolean;
  /** It begins with books that are unfit; the journal is then that of the new ones. */
  recovery: Recovering | null;
  /** Rows that were there before the record begins, or that are there by the first answer. */
  firstRows: { before: number; atFirstAnswer: number };
  acknowledged: Acknowledged[];
}

/** Every row of a folder's journal, read with nothing of the product. */
export function readTruth(folder: string): TruthRow[] {
  const file = path.join(folder, 'till.db');
  if (!fs.existsSync(file)) return [];
  const db = new Database(file, { readonly: true });
  try {
    return db
      .prepare('SELECT seq, id, kind, lower(hex(hash)) AS hash FROM journal ORDER BY seq')
      .all() as TruthRow[];
  } finally {
    db.close();
  }
}

/** Rows that the mirror log of the folder before has: a database may have lost them, the till has not. */
function rowsBefore(base: Base, truth: readonly TruthRow[]): number {
  const ids = new Set(base.notes.answers.map(({ args }) => args.commandId));
  return Math.max(0, ...truth.filter(({ id }) => ids.has(id)).map(({ seq }) => seq));
}

function acknowledgedBy(notes: Notes, already: number, truth: readonly TruthRow[]): Recorded['acknowledged'] {
  const seqOf = new Map(truth.map(({ id, seq }) => [id, seq]));
  return notes.answers.slice(already).map(({ name, args }, i) => ({
    // Answer 1 is app.describe's.
    answer: i + 2,
    name,
    commandId: args.commandId,
    seq: seqOf.get(args.commandId) ?? null,
    isKept: commands[name].kind === 'journal' || commands[name].kind === 'setting',
  }));
}

function recoveringOf(base: Base, before: string, folder: string, notes: Notes): Recovering | null {
  const { recovery: way } = base.scenario;
  const asked = notes.answers.find(({ name }) => name === 'register.recover');
  if (way === undefined || asked === undefined) return null;
  const { staffId, pin } = manager;
  const commandId = asked.args.commandId as CommandId;
  const args = { commandId, staffId: staffId as StaffId, pin, way };
  return { way, args, old: oldFiles(dataFolder(before)), setup: setupOf(newBooks(folder)) };
}

/** Records a scenario once. `plant`: a till with a bug, whose states must be found wanting. */
export async function recordScenario(base: Base, root: string, plant: string | null): Promise<Recorded> {
  const record = `${root}.record`;
  fs.rmSync(record, { force: true });
  const { notes } = copyBase(base, root);
  // The inodes of the record are those of the copy, so the copy is what it begins with.
  const before = `${root}.before`;
  fs.rmSync(before, { recursive: true, force: true });
  fs.cpSync(root, before, { recursive: true });
  const inodes = inodesOf(root);
  const already = notes.answers.length;
  const folder = dataFolder(root);
  const till = new TillProcess(folder, plant, shimEnvironment({ folder: root, record }));
  try {
    await live(newLife(till, notes, new Random(base.scenario.name)), folder, base.scenario);
    const { code } = await till.finish();
    if (code !== 0) throw new Error(`the recorded till ended with ${code}: ${till.stderr}`);
  } finally {
    till.kill();
    await till.ended;
  }
  if (plant !== null && !till.stderr.includes(`planted: ${plant}`))
    throw new Error(`the recorded till did not say that it carries the bug ${plant}:\n${till.stderr}`);
  const recovery = recoveringOf(base, before, folder, notes);
  const truth = readTruth(recovery === null ? folder : newBooks(folder));
  const acknowledged = acknowledgedBy(notes, already, truth);
  const firstSeq = Math.min(...acknowledged.map(({ seq }) => seq ?? Infinity));
  const firstRows = { before: rowsBefore(base, truth), atFirstAnswer: firstSeq - 1 };
  const { name: scenario, isBroken = false } = base.scenario;
  return {
    scenario,
    isBroken,
    recovery,
    before,
    inodes,
    after: root,
    record,
    truth,
    firstRows,
    acknowledged,
  };
}

/** Each place below a folder with its inode. */
export function inodesOf(root: string): Record<string, number> {
  const places = fs.readdirSync(root, { recursive: true }) as string[];
  return Object.fromEntries(['', ...places].map((place) => [place, fs.statSync(path.join(root, place)).ino]));
}

export const eventsOf = (recorded: Recorded): Event[] => readRecord(recorded.record);

/** What a till is held to. */
export interface Owed {
  /** Rows up to this number were acknowledged. */
  seq: number;
  /** Rows up to this number may be there: a start writes several before it answers anybody. */
  mayBe: number;
  /** The scenario begins with books that had lost rows. */
  isBroken: boolean;
  /** New books beside unfit ones were answered. */
  isInNewBooks: boolean;
  /** Commands that were answered and whose answer must be kept. */
  answers: Acknowledged[];
}

/** What is owed once so many answers have gone out. */
export function owedAfter({ firstRows, acknowledged, isBroken }: Recorded, answers: number): Owed {
  const given = acknowledged.filter(({ answer }) => answer <= answers);
  const start = answers > 0 ? Math.max(firstRows.before, firstRows.atFirstAnswer) : firstRows.before;
  const closed = given.findLastIndex(({ name }) => name === 'register.close');
  return {
    seq: Math.max(start, ...given.map(({ seq }) => seq ?? 0)),
    mayBe: firstRows.atFirstAnswer,
    isBroken,
    isInNewBooks: given.some(({ name }) => name === 'register.recover'),
    // A closed period's answers are forgotten on purpose.
    answers: given.slice(closed + 1).filter(({ isKept }) => isKept),
  };
}

/** Counts answers as they come out of a till, whatever pieces they come in. */
export class AnswerCount {
  answers = 0;
  #rest = '';
  take(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    this.answers += lines.filter((line) => !('event' in (JSON.parse(line) as object))).length;
  }
}

// What a till is doing when a call fails: its first start, a start, sales, the end of a day, a new schema. Owns the steps
// and the folders they begin on; judges nothing.
import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { backByOne } from '#test/support/older-schema.ts';
import type { CommandName, Result } from '#contract/commands.ts';
import { Notes } from '#test/faults/notes.ts';
import type { Sent } from '#test/faults/notes.ts';
import type { Random } from '#test/faults/random.ts';
import { TillProcess } from '#test/faults/till-process.ts';

export const scenarioNames = ['first', 'start', 'sale', 'busy', 'close', 'migration', 'log'] as const;
export type ScenarioName = (typeof scenarioNames)[number];

/** The next command, given what is known, or null at the end. */
export type Step = (notes: Notes, random: Random) => Sent;

const WATER = '6901234567892';
const BREAD = '40';
const MANAGER = { staffId: 'chen-jing', pin: '3333' };

function sent(random: Random, name: CommandName, args: Record<string, unknown>): Sent {
  return { name, args: { commandId: random.uuid(), ...args } };
}

const saleOf = (notes: Notes, random: Random) => notes.basket?.sale.saleId ?? random.uuid();

/** The manager comes in. */
export const signIn: Step = (_notes, random) => sent(random, 'session.signIn', MANAGER);
const openShift: Step = (_notes, random) => sent(random, 'shift.open', { float: 20_000 });
const scan =
  (code: string): Step =>
  (notes, random) =>
    sent(random, 'sale.scan', { saleId: saleOf(notes, random), code });
const voidLast: Step = (notes, random) =>
  sent(random, 'sale.voidLine', {
    saleId: saleOf(notes, random),
    lineId: notes.basket?.lines.at(-1)?.lineId,
  });
const pay: Step = (notes, random) =>
  sent(random, 'tender.cash', { saleId: saleOf(notes, random), amount: 10_000 });
const complete: Step = (notes, random) => sent(random, 'sale.complete', { saleId: saleOf(notes, random) });
const count: Step = (_notes, random) =>
  sent(random, 'shift.count', { counts: [{ denomination: 10_000, count: 2 }] });
const closeShift: Step = (notes, random) =>
  sent(random, 'shift.close', { counted: notes.count?.counted ?? 0 });
const closeRegister: Step = (_notes, random) => sent(random, 'register.close', {});

const oneSale = [scan(WATER), scan(BREAD), pay, complete];
const morning = [signIn, openShift, ...oneSale, ...oneSale];

interface Scenario {
  steps: readonly Step[];
  /** What the folder has gone through before, in peace. */
  before: readonly Step[];
  /** The part of its calls that is meant: while it starts, or after that. */
  part: 'start' | 'work';
  /** The files whose calls fail. */
  files: 'books' | 'log';
  /** Brings the folder into an older form. */
  age?: (folder: string) => void;
}

/** As the schema before this one left it. */
function takeBackSchema(folder: string): void {
  const db = new Database(path.join(folder, 'till.db'));
  backByOne(db);
  db.close();
}

export const scenarios: Readonly<Record<ScenarioName, Scenario>> = {
  first: { before: [], steps: [signIn, openShift], part: 'start', files: 'books' },
  start: { before: morning, steps: [signIn], part: 'start', files: 'books' },
  sale: {
    before: morning,
    steps: [signIn, ...oneSale, scan(WATER), scan(BREAD), voidLast, pay, complete],
    part: 'work',
    files: 'books',
  },
  // Long enough for the WAL to be brought home in the middle of it.
  busy: {
    before: morning,
    steps: [signIn, ...Array.from({ length: 14 }, () => oneSale).flat()],
    part: 'work',
    files: 'books',
  },
  close: {
    before: morning,
    steps: [signIn, count, closeShift, closeRegister, openShift],
    part: 'work',
    files: 'books',
  },
  migration: { before: morning, steps: [signIn], part: 'start', files: 'books', age: takeBackSchema },
  log: { before: morning, steps: [signIn, ...oneSale], part: 'work', files: 'log' },
};

/** Every file that a scenario's till may touch. */
export function filesOf(scenario: ScenarioName, folder: string): string[] {
  const inFolder = (...names: string[]) => names.map((name) => path.join(folder, name));
  if (scenarios[scenario].files === 'log') {
    const papers = Array.from({ length: 9 }, (_, i) => `simulated/receipts/00000${i + 1}.txt`);
    return inFolder(
      'log',
      'log/till.1.log',
      'simulated',
      'simulated/printer.bin',
      'simulated/receipts',
      ...papers,
    );
  }
  const database = ['till.db', 'till.db-wal', 'till.db-shm', 'lock.db'];
  const mirror = ['mirror', 'mirror/R1-e1-z000001.log', 'mirror/R1-e1-z000002.log'];
  const keys = ['keys', 'keys/device.key', 'keys/device.key.new'];
  return inFolder('', ...database, ...mirror, ...keys);
}

/** A folder that a scenario begins on, and what the world knows of it. */
export interface Prepared {
  folder: string;
  answers: readonly { sent: Sent; result: unknown }[];
}

/** The same folder and knowledge once more, in another place. */
export function copyPrepared(
  prepared: Prepared,
  folder: string,
  notesFile = `${folder}.acknowledged.jsonl`,
): Notes {
  fs.cpSync(prepared.folder, folder, { recursive: true });
  const notes = new Notes(notesFile);
  for (const { sent: one, result } of prepared.answers) {
    notes.send(one);
    notes.acknowledge(one, result);
  }
  return notes;
}

/** Goes through a scenario's past with a till in peace. */
export async function prepare(name: ScenarioName, folder: string, random: Random): Promise<Prepared> {
  fs.mkdirSync(folder, { recursive: true });
  const { before, age } = scenarios[name];
  const answers: { sent: Sent; result: unknown }[] = [];
  if (before.length === 0) return { folder, answers };
  const notes = new Notes(`${folder}.acknowledged.jsonl`);
  const till = new TillProcess(folder);
  for (const step of before) {
    const next = step(notes, random);
    const result = await till.must(next.name, next.args);
    notes.send(next);
    notes.acknowledge(next, result);
    answers.push({ sent: next, result });
  }
  await printed(till);
  await till.finish();
  age?.(folder);
  return { folder, answers };
}

/** Resolves when no paper waits any more, so that what follows is the same each time. */
async function printed(till: TillProcess): Promise<void> {
  for (;;) {
    const { queue } = (await till.must('app.diagnose', {})) as Result<'app.diagnose'>;
    if (queue.waiting === 0) return;
    await new Promise((later) => setTimeout(later, 20));
  }
}

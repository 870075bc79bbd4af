// Starts the real till, in this process, on what a power cut left, and judges the books that it then has. Owns what is lost,
// what is wrong and what needs a human; the journal and the money are judged by the independent checker.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { openDevices } from '#hardware/open.ts';
import { openCore } from '#main/core.ts';
import type { Core } from '#main/core.ts';
import { silentLog } from '#main/log.ts';
import { fileSecretBox } from '#shell/secret-box.ts';
import { checkLedger, checkReports, checkSales, checkShifts } from '#test/faults/check-books.ts';
import { checkMirror, checkRows } from '#test/faults/check-journal.ts';
import type { Fact, KnownGood, StoredRow } from '#test/faults/check-journal.ts';
import { TestClock } from '#test/support/clock.ts';
import { TestMachine } from '#test/support/machine.ts';
import { findTouched, goOn, newBooks, setupOf } from './recovery.ts';
import type { Recovering } from './recovery.ts';
import type { Owed, TruthRow } from './recorded.ts';

/** What a start on one state came to. */
export interface Verdict {
  problems: string[];
  /** The journal as it is after the start. */
  rows: TruthRow[];
  /** Commands whose answers are kept. */
  answers: ReadonlySet<string>;
  /** Rows that came back from the mirror log, rows that the mirror log was given. */
  restored: number;
  mirrored: number;
  /** New books beside unfit ones were not in use yet. */
  isOffered: boolean;
}

async function openTill(folder: string): Promise<Core> {
  const clock = new TestClock();
  // A clock that went back is another campaign's.
  clock.at = new Date();
  return openCore({
    folder,
    clock,
    log: silentLog,
    guard: fileSecretBox(),
    devices: await openDevices({ kind: 'none' }, () => clock.now()),
    machine: new TestMachine(folder),
    appVersion: '0.0.0-test',
    prints: false,
  });
}

interface Start {
  problems: string[];
  restored: number;
  mirrored: number;
  isOffered: boolean;
}

const failed = (problems: string[]): Start => ({ problems, restored: 0, mirrored: 0, isOffered: false });

/** Starts and ends a till; what it says of itself is believed only where it is bad. */
async function start(folder: string, recovery: Recovering | null): Promise<Start> {
  let core: Core | null = null;
  try {
    core = await openTill(folder);
    const { problems, isOffered } =
      recovery === null ? { problems: [], isOffered: false } : await goOn(core, recovery);
    if (problems.length > 0) return failed(problems);
    const { mode, isSetUp, start: report } = await core.run('app.describe', {});
    if (mode.kind === 'viewOnly') {
      return failed([`the start needs a human: ${mode.trouble} (${mode.detail})`]);
    }
    if (isSetUp) await core.run('sale.current', {});
    const { restoredRows: restored, mirroredRows: mirrored } = report;
    return { problems, restored, mirrored, isOffered };
  } catch (error) {
    return failed([`the start failed: ${(error as Error).stack}`]);
  } finally {
    await core?.close();
  }
}

interface Books {
  problems: string[];
  rows: TruthRow[];
  answers: Set<string>;
}

/** Books judged by the independent checker. Throws what SQLite throws. */
export function readBooks(folder: string, known: KnownGood): Books {
  const db = new Database(path.join(folder, 'till.db'), { readonly: true, fileMustExist: true });
  try {
    const stored = db.prepare('SELECT * FROM journal ORDER BY seq').all() as StoredRow[];
    const facts = stored.map((row): Fact => ({
      ...row,
      content: JSON.parse(row.body.toString('utf8')) as Fact['content'],
    }));
    const mirror = checkMirror(folder, facts, false);
    const problems = [
      ...checkRows(facts, known),
      ...mirror.problems,
      ...(mirror.behind === 0 ? [] : [`after a start the mirror log is ${mirror.behind} rows behind`]),
      ...checkSales(db, facts),
      ...checkLedger(db, facts),
      ...checkShifts(db, facts),
      ...checkReports(db, facts),
    ];
    const rows = facts.map(({ seq, id, kind, hash }) => ({ seq, id, kind, hash: hash.toString('hex') }));
    const answers = db.prepare('SELECT id FROM command').pluck().all() as string[];
    return { problems, rows, answers: new Set(answers) };
  } finally {
    db.close();
  }
}

/** A backup that has its name is whole: its rows are the journal's, from the first on. */
function checkBackups(folder: string, rows: readonly TruthRow[]): string[] {
  const place = path.join(folder, 'backup');
  const names = fs.existsSync(place) ? fs.readdirSync(place).filter((name) => name.endsWith('.db')) : [];
  return names.flatMap((name) => {
    try {
      const db = new Database(path.join(place, name), { readonly: true, fileMustExist: true });
      try {
        const health = db.pragma('quick_check(1)', { simple: true });
        const hashes = db
          .prepare('SELECT lower(hex(hash)) FROM journal ORDER BY seq')
          .pluck()
          .all() as string[];
        // Only books without a row may have a copy without one.
        const isEmptyToo = hashes.length > 0 || rows.length === 0;
        const isOurs = isEmptyToo && hashes.every((hash, i) => rows[i]?.hash === hash);
        return health === 'ok' && isOurs ? [] : [`the backup ${name} is not whole: ${String(health)}`];
      } finally {
        db.close();
      }
    } catch (error) {
      return [`the backup ${name} cannot be read: ${(error as Error).message}`];
    }
  });
}

const headOf = (rows: readonly TruthRow[]) => `${rows.length} rows, the last ${rows.at(-1)?.hash ?? 'none'}`;

/** What earlier looks have found out; the same need not be found out for every state. */
export class Seen {
  /** Signatures that are good. */
  readonly signatures: KnownGood = new Set();
  /** Books as a start left them, file for file, and what a second start and the checker said of them. */
  readonly settled = new Map<string, Books>();
}

/** A start has brought these files in order; states that differ by a power cut are often the same again. */
function settledHash(folder: string): string {
  const hash = createHash('sha1');
  const places = (fs.readdirSync(folder, { recursive: true }) as string[]).sort();
  for (const place of places.filter((one) => !one.startsWith('lock.db'))) {
    hash.update(`${place}\n`);
    const file = path.join(folder, place);
    if (fs.statSync(file).isFile()) hash.update(fs.readFileSync(file));
  }
  return hash.digest('hex');
}

/** New books hold the whole shop, and the old ones are what they were. */
function findUnfinished(folder: string, { old, setup }: Recovering): string[] {
  const made = setupOf(newBooks(folder));
  const missing = made === setup ? [] : [`the new books have ${made}, not ${setup}`];
  return [...findTouched(folder, old), ...missing];
}

/** The books after a start, and whether another start finds anything left to do. */
async function settle(folder: string, recovery: Recovering | null, seen: Seen): Promise<Books> {
  const place = recovery === null ? folder : newBooks(folder);
  const books = readBooks(place, seen.signatures);
  books.problems.push(...checkBackups(folder, books.rows));
  const again = await start(folder, recovery);
  books.problems.push(...again.problems);
  if (again.restored + again.mirrored > 0)
    books.problems.push(`the second start restored ${again.restored} rows and mirrored ${again.mirrored}`);
  if (again.isOffered) books.problems.push('the second start did not find the new books');
  if (recovery !== null) books.problems.push(...findUnfinished(folder, recovery));
  const after = readBooks(place, seen.signatures);
  if (headOf(after.rows) !== headOf(books.rows))
    books.problems.push(`the second start made of ${headOf(books.rows)}: ${headOf(after.rows)}`);
  return books;
}

/** Starts a till on a folder, and a second time: then there must be nothing left to do. */
export async function judgeFolder(
  folder: string,
  seen: Seen,
  recovery: Recovering | null = null,
): Promise<Verdict> {
  const { problems, ...found } = await start(folder, recovery);
  const nothing = { rows: [], answers: new Set<string>(), ...found };
  if (problems.length > 0) return { ...nothing, problems };
  try {
    const hash = settledHash(folder);
    const books = seen.settled.get(hash) ?? (await settle(folder, recovery, seen));
    seen.settled.set(hash, books);
    return { ...books, ...found };
  } catch (error) {
    return { ...nothing, problems: [`it cannot be checked: ${(error as Error).stack}`] };
  }
}

/** What the till itself writes down when rows came back. */
const isRepair = ({ kind }: TruthRow) => kind === 'journal.repaired';

/**
 * Each of the two records must hold every acknowledged row by itself: where one has to help the other after a mere power
 * cut, the next fault beside it would have lost the row.
 */
function findHelped({ rows, restored, mirrored }: Verdict, owed: Owed): string[] {
  const inDatabase = rows.length - (restored > 0 ? restored + 1 : 0);
  const inMirror = rows.length - mirrored;
  const findings: string[] = [];
  if (inDatabase < owed.seq)
    findings.push(
      `the database had lost ${owed.seq - inDatabase} acknowledged rows; the mirror log gave them back`,
    );
  if (inMirror < owed.seq)
    findings.push(
      `the mirror log had lost ${owed.seq - inMirror} acknowledged rows; the database gave them back`,
    );
  return findings;
}

/** Holds a verdict to what had been acknowledged: what is lost, and what nobody can have asked for. */
export function findLost(verdict: Verdict, truth: readonly TruthRow[], owed: Owed): string[] {
  const { rows, answers, restored } = verdict;
  const owedRows = truth.filter(({ seq }) => seq <= owed.seq);
  const lost = owedRows.filter((row, i) => rows[i]?.hash !== row.hash && !isRepair(row));
  const extra = rows.slice(Math.max(owed.seq, owed.mayBe)).filter((row) => !isRepair(row));
  const findings = lost.map(({ seq, kind }) => `row ${seq} (${kind}) was acknowledged and is lost`);
  if (lost.length === 0 && extra.length > 1)
    findings.push(`${extra.length} rows are stored that were not acknowledged; one can be under way`);
  if (lost.length === 0 && !owed.isBroken) findings.push(...findHelped(verdict, owed));
  if (verdict.isOffered && owed.isInNewBooks)
    findings.push('the new books were acknowledged and are not in use');
  // The mirror log holds rows, not answers.
  if (restored > 0) return findings;
  const forgotten = owed.answers.filter(({ commandId }) => !answers.has(commandId));
  return [
    ...findings,
    ...forgotten.map(({ name, commandId }) => `the answer to ${name} ${commandId} is forgotten`),
  ];
}

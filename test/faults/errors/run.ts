// One till with one failing call: it starts, works, is looked at, and starts once more in peace. Owns what is right and
// wrong about its answers; what is stored is judged by the independent checker.
import fs from 'node:fs';
import type { Result } from '#contract/commands.ts';
import type { StoreMode } from '#contract/start.ts';
import { checkFolder } from '#test/faults/check.ts';
import type { Finding } from '#test/faults/check.ts';
import type { KnownGood } from '#test/faults/check-journal.ts';
import { takeUp } from '#test/faults/life.ts';
import type { Notes, Sent } from '#test/faults/notes.ts';
import type { Random } from '#test/faults/random.ts';
import { TillDied, TillProcess } from '#test/faults/till-process.ts';
import type { Reply } from '#test/faults/till-process.ts';
import { copyPrepared, filesOf, scenarios, signIn } from './scenarios.ts';
import type { Prepared, ScenarioName } from './scenarios.ts';
import { readCalls, underStrace } from './strace.ts';
import type { Injection, SeenCall } from './strace.ts';

/** How a life with a failing call went, for the table. */
export interface Ran {
  findings: Finding[];
  /** The call was made, and failed. */
  isInjected: boolean;
  /** What the till said of it: nothing, a refusal, a fault, that it may be looked at only, or that it cannot start. */
  outcome: 'nothing' | 'full' | 'fault' | 'viewOnly' | 'ended';
  /** Everything that was seen, and how much of it at the first answer. */
  calls: SeenCall[];
  callsAtStart: number;
}

export interface RunOptions {
  scenario: ScenarioName;
  injection: Injection | null;
  plant: string | null;
  prepared: Prepared;
  /** Where this run's folder is made. */
  folder: string;
  random: Random;
}

const HANG_MS = 60_000;
const TRIES = 2;

const wrong = (text: string): Finding => ({ kind: 'broken', text });

/** A till that does not answer has hung: nobody is told anything. */
async function inTime<T>(what: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} hangs: no answer for ${HANG_MS / 1000} s`)), HANG_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Books on whose handles a write or a sync has failed: nothing more may be committed on them. */
function poisonedBy(calls: readonly SeenCall[], errno: string): SeenCall | null {
  const isBooks = (file: string) => /^(till\.db|till\.db-wal|mirror.*)$/.test(file);
  const found = calls.find(({ call, file, isInjected }) => {
    if (!isInjected || !isBooks(file)) return false;
    // A full disk takes no bytes and keeps what it has; after a failed sync nobody knows what it kept.
    return call === 'fsync' || (call === 'pwrite64' && ['EIO', 'EROFS'].includes(errno));
  });
  return found ?? null;
}

class OneRun {
  readonly findings: Finding[] = [];
  outcome: Ran['outcome'] = 'nothing';
  callsAtStart = 0;
  #healedAt = 0;
  readonly #options: RunOptions;
  readonly #notes: Notes;
  readonly #output: string;

  constructor(options: RunOptions) {
    this.#options = options;
    this.#notes = copyPrepared(options.prepared, options.folder);
    this.#output = `${options.folder}.strace`;
  }

  get calls(): SeenCall[] {
    return readCalls(this.#output, this.#options.folder);
  }

  async live(): Promise<void> {
    const { scenario, injection, plant, folder } = this.#options;
    const under = underStrace(this.#output, filesOf(scenario, folder), injection);
    const till = new TillProcess(folder, plant, {}, under);
    try {
      await this.#work(till);
      const { code } = await inTime('the end', till.finish());
      if (code !== 0) this.findings.push(wrong(`it ended with ${code}: ${till.stderr}`));
    } catch (error) {
      till.kill();
      await till.ended;
      if (!(error instanceof TillDied)) this.findings.push(wrong((error as Error).message));
      else this.#judgeDeath(till, error);
    }
    if (plant !== null && !till.stderr.includes(`planted: ${plant}`))
      throw new Error(`not planted: ${till.stderr}`);
  }

  /** A till that cannot start says why, in words. */
  #judgeDeath(till: TillProcess, died: TillDied): void {
    const words = till.stderr.replace(/^planted: .*$/m, '').trim();
    const isSaid = died.end.code === 1 && words !== '' && !/^ +at /m.test(words);
    this.outcome = 'ended';
    if (!isSaid) this.findings.push(wrong(`it crashed (${died.end.signal ?? died.end.code}): ${words}`));
  }

  async #work(till: TillProcess): Promise<void> {
    const { mode } = await this.#describe(till);
    this.callsAtStart = this.calls.length;
    if (mode.kind === 'viewOnly') await this.#lookAgain(till);
    for (const step of scenarios[this.#options.scenario].steps) {
      const isDone = await this.#do(till, step(this.#notes, this.#options.random));
      if (!isDone) return;
    }
  }

  /** Somebody has mended the disk, and says so: where only one call failed, selling goes on without a new start. */
  async #lookAgain(till: TillProcess): Promise<boolean> {
    if (this.#options.injection?.isForEver !== false) return false;
    const mode = (await inTime('register.reopen', till.must('register.reopen', {}))) as StoreMode;
    if (mode.kind !== 'ready') this.findings.push(wrong(`looked at again it is ${JSON.stringify(mode)}`));
    // What failed before is on handles that are gone.
    this.#healedAt = this.calls.length;
    return mode.kind === 'ready';
  }

  /** The same, and whoever was at work comes in again. */
  async #goOn(till: TillProcess, sent: Sent): Promise<boolean> {
    if (!(await this.#lookAgain(till))) return false;
    if (sent.name === 'session.signIn') return true;
    const again = signIn(this.#notes, this.#options.random);
    this.#notes.send(again);
    this.#notes.acknowledge(again, await inTime('session.signIn', till.must(again.name, again.args)));
    return true;
  }

  async #describe(till: TillProcess): Promise<Result<'app.describe'>> {
    const about = (await inTime('app.describe', till.must('app.describe', {}))) as Result<'app.describe'>;
    if (about.mode.kind === 'viewOnly') this.outcome = 'viewOnly';
    return about;
  }

  /** Sends a command as a person would, who tries again after a refusal. False where nothing more can be done. */
  async #do(till: TillProcess, sent: Sent): Promise<boolean> {
    for (let i = 0; i < TRIES; i += 1) {
      const poison = poisonedBy(this.calls.slice(this.#healedAt), this.#options.injection?.errno ?? '');
      const before = await this.#describe(till);
      this.#notes.send(sent);
      const reply = await inTime(sent.name, till.call(sent.name, sent.args));
      if (reply.ok) {
        // Whoever comes in only to look leaves no row.
        const isLook = before.mode.kind === 'viewOnly' && sent.name === 'session.signIn';
        if (isLook) this.#notes.signingIn = null;
        else this.#acknowledge(sent, reply.result, poison);
        return true;
      }
      if ((await this.#refused(till, sent, reply)) === 'over') return false;
    }
    return false;
  }

  #acknowledge(sent: Sent, result: unknown, poison: SeenCall | null): void {
    this.#notes.acknowledge(sent, result);
    if (poison === null) return;
    const { call, file } = poison;
    this.findings.push(
      wrong(`${sent.name} was done after ${call} had failed on ${file}: the error was hidden`),
    );
  }

  async #refused(till: TillProcess, sent: Sent, reply: Reply & { ok: false }): Promise<'again' | 'over'> {
    const code = 'refusal' in reply ? reply.refusal.code : 'fault';
    if (code === 'store.full') {
      this.outcome = 'full';
      this.#undone(sent);
      return 'again';
    }
    const { mode } = await this.#describe(till);
    if (code === 'store.viewOnly' && mode.kind === 'viewOnly') {
      this.#undone(sent);
      return (await this.#goOn(till, sent)) ? 'again' : 'over';
    }
    if (code === 'fault') {
      // Nobody knows whether it was done; whoever asks again under the same id is told.
      if (mode.kind === 'viewOnly') return (await this.#goOn(till, sent)) ? 'again' : 'over';
      this.outcome = 'fault';
      return 'again';
    }
    // A demonstration shop that could not be set up has nobody who works there.
    if (this.#options.scenario === 'first' && code === 'session.unknownStaff') {
      this.outcome = 'full';
      this.#undone(sent);
      return 'over';
    }
    this.findings.push(wrong(`${sent.name} was answered ${JSON.stringify(reply)}, the till is ${mode.kind}`));
    return 'over';
  }

  /** A refused command left nothing behind. */
  #undone(sent: Sent): void {
    if (sent.name === 'session.signIn') this.#notes.signingIn = null;
    else this.#notes.inFlight = null;
  }

  /** The disk works again: everything that was acknowledged is there, and the till goes on without a person's help. */
  async judge(): Promise<void> {
    const { folder, random } = this.#options;
    const known: KnownGood = new Set();
    this.findings.push(...checkFolder(folder, this.#notes, 'killed', known).findings);
    const till = new TillProcess(folder);
    try {
      const { mode } = (await inTime(
        'the next start',
        till.must('app.describe', {}),
      )) as Result<'app.describe'>;
      if (mode.kind !== 'ready') this.findings.push(wrong(`the next start is ${JSON.stringify(mode)}`));
      else await inTime('the next day', takeUp({ till, notes: this.#notes, random, items: [] }));
      const { code } = await till.finish();
      if (code !== 0) this.findings.push(wrong(`the next start ended with ${code}: ${till.stderr}`));
    } catch (error) {
      till.kill();
      await till.ended;
      this.findings.push(wrong(`the next start: ${(error as Error).message}`));
    }
    if (this.findings.length > 0) return;
    this.findings.push(...checkFolder(folder, this.#notes, 'ended', known).findings);
  }
}

/** Removes what a run has left behind. */
export function removeRun(folder: string): void {
  for (const file of [folder, `${folder}.acknowledged.jsonl`, `${folder}.strace`]) {
    fs.rmSync(file, { recursive: true, force: true });
  }
}

/** Lives once with the failing call and once without. */
export async function runOnce(options: RunOptions): Promise<Ran> {
  const run = new OneRun(options);
  await run.live();
  const { calls, callsAtStart, outcome } = run;
  await run.judge();
  const isInjected = calls.some((call) => call.isInjected);
  return { findings: run.findings, isInjected, outcome, calls, callsAtStart };
}

// The kill campaign: many lives of many tills, each ended by SIGKILL, each looked at by the independent checker. Owns the
// order of lives and the count of what was wrong; the tills are processes of their own and know nothing of it.
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import type { Item } from '#contract/catalog.ts';
import { checkFolder } from './check.ts';
import type { Checked, Finding, When } from './check.ts';
import type { KnownGood } from './check-journal.ts';
import { liveAndDie, planOf, takeUp } from './life.ts';
import type { Life, Moment } from './life.ts';
import { Notes } from './notes.ts';
import { Random } from './random.ts';
import { spawnProgram, TillProcess } from './till-process.ts';

export interface KillOptions {
  /** Kills altogether. */
  runs: number;
  seed: string;
  workers: number;
  plant: string | null;
  /** How often each moment is drawn. */
  moments: Readonly<Record<Moment, number>>;
  /** Where data folders are made; those of failures stay. */
  root: string;
  /** The first run, to repeat the folder of a failure. */
  first: number;
  /** One failure is enough: for tests that a planted bug is caught. */
  endsAtFailure: boolean;
  signal: AbortSignal;
  onRun(tally: Tally): void;
}

export const everyMoment: Readonly<Record<Moment, number>> = { start: 15, work: 30, sent: 35, answered: 20 };

export interface Failure {
  seed: string;
  run: number;
  /** The kill's moment, or `end` for what was found when the folder was left in peace. */
  moment: Moment | 'end';
  findings: Finding[];
  folder: string;
}

/** What the kills of one moment met. */
export interface Met {
  runs: number;
  nothing: number;
  undone: number;
  stored: number;
  extraSales: number;
  mirrorBehind: number;
}

export interface Tally {
  runs: number;
  acknowledged: number;
  zReports: number;
  lost: number;
  doubled: number;
  extra: number;
  broken: number;
  met: Record<Moment, Met>;
  failures: Failure[];
}

/** Lives that one data folder goes through. */
const LIVES = 10;
/** Folders that are kept; a till that fails always would fill the disk. */
const MOST_KEPT = 10;

const newMet = (): Met => ({ runs: 0, nothing: 0, undone: 0, stored: 0, extraSales: 0, mirrorBehind: 0 });

function newTally(): Tally {
  const met = { start: newMet(), work: newMet(), sent: newMet(), answered: newMet() };
  const counts = { runs: 0, acknowledged: 0, zReports: 0, lost: 0, doubled: 0, extra: 0, broken: 0 };
  return { ...counts, met, failures: [] };
}

/** One data folder and everything known about it. */
class Folder {
  readonly notes: Notes;
  readonly random: Random;
  readonly items: Item[] = [];
  readonly known: KnownGood = new Set();
  readonly path: string;
  readonly #plant: string | null;

  constructor(root: string, seed: string, number: number, plant: string | null) {
    this.path = path.join(root, `folder-${String(number).padStart(4, '0')}`);
    fs.mkdirSync(root, { recursive: true });
    this.notes = new Notes(`${this.path}.acknowledged.jsonl`);
    this.random = new Random(`${seed}/${number}`);
    this.#plant = plant;
  }

  begin(signal: AbortSignal): Life {
    const till = new TillProcess(this.path, this.#plant);
    const stop = () => till.kill();
    signal.addEventListener('abort', stop, { once: true });
    void till.ended.then(() => signal.removeEventListener('abort', stop));
    return { till, notes: this.notes, random: this.random, items: this.items };
  }

  check(when: When): Checked {
    return checkFolder(this.path, this.notes, when, this.known);
  }

  remove(): void {
    fs.rmSync(this.path, { recursive: true, force: true });
    fs.rmSync(`${this.path}.acknowledged.jsonl`, { force: true });
  }
}

const broken = (text: string): Finding => ({ kind: 'broken', text });

/** A planted bug that did not take is worse than none. */
function assertPlanted(life: Life, plant: string | null): void {
  if (plant === null || life.till.stderr.includes(`planted: ${plant}`)) return;
  throw new Error(`the till did not say that it carries the bug ${plant}:\n${life.till.stderr}`);
}

/** The last life of a folder is left in peace: it takes up, ends by itself and is verified by the till's own tool. */
async function leaveInPeace(folder: Folder, signal: AbortSignal): Promise<Finding[]> {
  const life = folder.begin(signal);
  try {
    await takeUp(life);
    const { code } = await life.till.finish();
    if (code !== 0) return [broken(`a till left in peace ended with ${code}: ${life.till.stderr}`)];
  } catch (error) {
    life.till.kill();
    await life.till.ended;
    return [broken((error as Error).message)];
  }
  const { findings } = folder.check('ended');
  return findings.length > 0 ? findings : verify(folder.path);
}

async function verify(folder: string): Promise<Finding[]> {
  const child = spawnProgram(['verify', '--data', folder]);
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return code === 0 ? [] : [broken(`verify ended with ${code}: ${said}`)];
}

/** What was in flight when an earlier kill fell, and still is, is not counted again. */
function note(tally: Tally, moment: Moment, isNew: boolean, checked: Checked): void {
  const met = tally.met[moment];
  tally.runs += 1;
  met.runs += 1;
  if (checked.mirrorBehind === 1) met.mirrorBehind += 1;
  if (!isNew) met.nothing += 1;
  else if (checked.isInFlightStored) met.stored += 1;
  else met.undone += 1;
  if (!isNew || !checked.isExtraSale) return;
  met.extraSales += 1;
  tally.extra += 1;
}

function count(tally: Tally, failure: Failure, folder: Folder): void {
  for (const { kind } of failure.findings) tally[kind] += 1;
  tally.failures.push(failure);
  if (tally.failures.length > MOST_KEPT) folder.remove();
}

class Campaign {
  readonly tally = newTally();
  readonly #options: KillOptions;
  #nextFolder: number;
  #started = 0;

  constructor(options: KillOptions) {
    this.#options = options;
    this.#nextFolder = Math.floor((options.first - 1) / LIVES);
  }

  async run(): Promise<Tally> {
    const workers = Array.from({ length: this.#options.workers }, () => this.#work());
    await Promise.all(workers);
    return this.tally;
  }

  async #work(): Promise<void> {
    while (this.#started < this.#options.runs && !this.#isOver()) {
      const number = this.#nextFolder++;
      const { root, seed, plant } = this.#options;
      const folder = new Folder(root, seed, number, plant);
      const failure = await this.#useUp(folder, number);
      this.tally.acknowledged += folder.notes.sales.size;
      this.tally.zReports += folder.notes.zReports.size;
      if (failure !== null) count(this.tally, failure, folder);
      else folder.remove();
      this.#options.onRun(this.tally);
    }
  }

  #isOver(): boolean {
    const { signal, endsAtFailure } = this.#options;
    return signal.aborted || (endsAtFailure && this.tally.failures.length > 0);
  }

  /** All lives of a folder; ends with the first failure, because what follows one proves nothing. */
  async #useUp(folder: Folder, number: number): Promise<Failure | null> {
    const { seed, signal } = this.#options;
    const lives = Math.min(LIVES, this.#options.runs - this.#started);
    this.#started += lives;
    let last: Moment | null = null;
    for (let i = 0; i < lives; i++) {
      const run = number * LIVES + i + 1;
      // Sign-ins cut short count as wrong PINs; many in a row lock the cashier out, as they should.
      const weights: Readonly<Record<Moment, number>> =
        last === 'start' ? { ...this.#options.moments, start: 0 } : this.#options.moments;
      const moment: Moment = folder.random.weighted(weights);
      last = moment;
      const findings = await this.#live(folder, moment);
      if (signal.aborted) return null;
      if (findings.length > 0) {
        this.#started -= lives - i - 1;
        return { seed, run, moment, findings, folder: folder.path };
      }
      this.#options.onRun(this.tally);
      if (this.#isOver()) return null;
    }
    const findings = await leaveInPeace(folder, signal);
    if (findings.length === 0 || signal.aborted) return null;
    return { seed, run: number * LIVES + lives, moment: 'end', findings, folder: folder.path };
  }

  async #live(folder: Folder, moment: Moment): Promise<Finding[]> {
    const { signal, plant } = this.#options;
    const cut = folder.notes.inFlight;
    const life = folder.begin(signal);
    const atStart: Finding[] = [];
    const wrong = await liveAndDie(life, planOf(moment, folder.random), () => {
      assertPlanted(life, plant);
      atStart.push(...folder.check('begun').findings);
    });
    if (signal.aborted) return [];
    // A bug that keeps the till from starting is not the one that was meant.
    if (wrong !== null) assertPlanted(life, plant);
    const checked = folder.check('killed');
    const { inFlight } = folder.notes;
    note(this.tally, moment, inFlight !== null && inFlight !== cut, checked);
    const findings = [...atStart, ...checked.findings];
    // A finding in the files explains a strange answer better than the answer itself does.
    return wrong === null ? findings : [...findings, broken(wrong)];
  }
}

/** Kills tills until as many runs are done as asked for, or until it is told to stop; resolves with what was seen. */
export function runKills(options: KillOptions): Promise<Tally> {
  return new Campaign(options).run();
}

// The kill points campaign: each scenario is run again and again, killed at its first call that changes a file, at its second,
// and so on to the end; then the till starts for real. Owns which calls; the independent checker judges.
import fs from 'node:fs';
import path from 'node:path';
import { checkFolder } from '#test/faults/check.ts';
import type { Finding, When } from '#test/faults/check.ts';
import type { KnownGood } from '#test/faults/check-journal.ts';
import { takeUp } from '#test/faults/life.ts';
import type { Life } from '#test/faults/life.ts';
import type { Notes } from '#test/faults/notes.ts';
import { Random } from '#test/faults/random.ts';
import { TillDied, TillProcess } from '#test/faults/till-process.ts';
import { copyBase, dataFolder, live, makeBase, newLife, removeRoot } from './drive.ts';
import type { Base } from './drive.ts';
import { callsOf } from './record.ts';
import type { Event } from './record.ts';
import { eventsOf, recordScenario } from './recorded.ts';
import { checkBeside, goOnAgain } from './recovered-life.ts';
import { oneSale } from './scenarios.ts';
import type { Scenario } from './scenarios.ts';
import { shimEnvironment } from './shim.ts';

export interface KillPointsOptions {
  scenarios: readonly Scenario[];
  /** Points altogether, spread evenly over the calls of all scenarios; null: every call, and every write half done. */
  points: number | null;
  seed: string;
  workers: number;
  plant: string | null;
  root: string;
  endsAtFinding: boolean;
  signal: AbortSignal;
  onProgress: (line: string) => void;
}

/** One place to be killed at. */
export interface Point {
  base: Base;
  call: number;
  isTorn: boolean;
  /** What the call does, and in which thread, as it was when the scenario was recorded. */
  what: string;
  isMainThread: boolean;
}

export interface PointFinding {
  scenario: string;
  call: number;
  isTorn: boolean;
  what: string;
  findings: Finding[];
  kept: string;
}

export interface KillPointsTally {
  points: number;
  /** Points that the till never came to: its life was a few calls shorter this time. */
  missed: number;
  torn: number;
  otherThreads: number;
  inFlightStored: number;
  findings: PointFinding[];
  byScenario: Map<string, number>;
}

const broken = (text: string): Finding => ({ kind: 'broken', text });

const describeCall = (event: Event) =>
  event.kind === 'write' ? `write of ${event.bytes.length} bytes at ${event.at}` : event.kind;

function pointsOf(base: Base, events: readonly Event[]): Point[] {
  return callsOf(events).flatMap((event, i) => {
    const { isMainThread } = event;
    const point: Point = { base, call: i + 1, isTorn: false, what: describeCall(event), isMainThread };
    const canTear = event.kind === 'write' && event.bytes.length > 1;
    return canTear ? [point, { ...point, isTorn: true }] : [point];
  });
}

/** Evenly over the list, from a place that the seed chooses. */
function spread(all: readonly Point[], count: number, random: Random): Point[] {
  if (count >= all.length) return [...all];
  const pace = all.length / count;
  const first = random.next() * pace;
  return Array.from({ length: count }, (_, i) => all[Math.floor(first + i * pace)]).filter(
    (point) => point !== undefined,
  );
}

class Campaign {
  readonly tally: KillPointsTally = {
    points: 0,
    missed: 0,
    torn: 0,
    otherThreads: 0,
    inFlightStored: 0,
    findings: [],
    byScenario: new Map(),
  };
  readonly #options: KillPointsOptions;
  readonly #known: KnownGood = new Set();
  #left: Point[] = [];
  #wanted = 0;
  #count = 0;

  constructor(options: KillPointsOptions) {
    this.#options = options;
  }

  async run(): Promise<KillPointsTally> {
    const { workers, root } = this.#options;
    const bases: string[] = [];
    const all = await this.#prepare(bases);
    const random = new Random(`${this.#options.seed}/points`);
    this.#left = spread(all, this.#options.points ?? all.length, random);
    this.#wanted = this.#left.length;
    await Promise.all(
      Array.from({ length: workers }, (_, i) => this.#work(path.join(root, `till-${i + 1}`))),
    );
    for (const base of bases) removeRoot(base);
    return this.tally;
  }

  /** Every scenario is recorded once, to know its calls. */
  async #prepare(bases: string[]): Promise<Point[]> {
    const { scenarios, root, seed, signal, onProgress } = this.#options;
    const all: Point[] = [];
    for (const scenario of scenarios) {
      if (signal.aborted) break;
      onProgress(`${scenario.name}: recording`);
      const place = path.join(root, `${scenario.name}-base`);
      const base = await makeBase(scenario, place, seed);
      const recorded = await recordScenario(base, path.join(root, scenario.name), null);
      all.push(...pointsOf(base, eventsOf(recorded)));
      for (const one of [recorded.after, recorded.before, recorded.record]) removeRoot(one);
      bases.push(place);
    }
    return all;
  }

  #isOver(): boolean {
    const { signal, endsAtFinding } = this.#options;
    return signal.aborted || (endsAtFinding && this.tally.findings.length > 0);
  }

  async #work(place: string): Promise<void> {
    for (let point = this.#left.shift(); point !== undefined && !this.#isOver(); point = this.#left.shift()) {
      const root = `${place}-${++this.#count}`;
      const findings = await this.#die(point, root);
      if (this.#options.signal.aborted) removeRoot(root);
      else if (findings.length === 0) removeRoot(root);
      else {
        const { call, isTorn, what, base } = point;
        const scenario = base.scenario.name;
        this.tally.findings.push({ scenario, call, isTorn, what, findings, kept: root });
      }
      const { points, findings: found } = this.tally;
      this.#options.onProgress(`${points} of ${this.#wanted} kill points, ${found.length} found wanting`);
    }
  }

  /** One life that ends at the point, and the next one, which takes up what it finds. */
  async #die(point: Point, root: string): Promise<Finding[]> {
    const { plant, seed } = this.#options;
    const { base, call, isTorn } = point;
    const { notes } = copyBase(base, root);
    const shim = shimEnvironment({ folder: root, killAt: call, isTorn });
    const till = new TillProcess(dataFolder(root), plant, shim);
    const random = new Random(`${seed}/${base.scenario.name}/${call}`);
    try {
      await this.#whileAlive(till, async () => {
        await live(newLife(till, notes, random), dataFolder(root), base.scenario);
        await till.finish();
      });
    } catch (error) {
      if (!(error instanceof TillDied)) return [broken((error as Error).message)];
    }
    const { signal, code } = await till.ended;
    if (signal !== 'SIGKILL' && code !== 0) return [broken(`the till ended with ${code}: ${till.stderr}`)];
    this.#note(point, signal === 'SIGKILL');
    const killed = this.#check(base, root, notes, 'killed');
    return killed.length > 0 ? killed : this.#liveAgain(base, root, notes, random);
  }

  async #whileAlive(till: TillProcess, work: () => Promise<void>): Promise<void> {
    const stop = () => till.kill();
    this.#options.signal.addEventListener('abort', stop, { once: true });
    try {
      await work();
    } finally {
      this.#options.signal.removeEventListener('abort', stop);
      till.kill();
      await till.ended;
    }
  }

  #note({ base, isTorn, isMainThread }: Point, isKilled: boolean): void {
    const { tally } = this;
    tally.points += 1;
    if (!isKilled) tally.missed += 1;
    if (isTorn) tally.torn += 1;
    if (!isMainThread) tally.otherThreads += 1;
    const { name } = base.scenario;
    tally.byScenario.set(name, (tally.byScenario.get(name) ?? 0) + 1);
  }

  #check(base: Base, root: string, notes: Notes, when: When): Finding[] {
    if (base.scenario.recovery !== undefined)
      return checkBeside(root, base, notes, when === 'ended', this.#known);
    const { findings, isInFlightStored } = checkFolder(dataFolder(root), notes, when, this.#known);
    if (when === 'killed' && isInFlightStored) this.tally.inFlightStored += 1;
    return findings;
  }

  /** Nobody mends anything: it starts, stands where the last answer left it, sells, and ends by itself. */
  async #liveAgain(base: Base, root: string, notes: Notes, random: Random): Promise<Finding[]> {
    const till = new TillProcess(dataFolder(root), this.#options.plant);
    const life: Life = newLife(till, notes, random);
    try {
      await this.#whileAlive(till, async () => {
        const { recovery } = base.scenario;
        if (recovery === undefined) await till.must('app.describe', {});
        else await goOnAgain(life, recovery);
        await takeUp(life);
        await oneSale(life);
        const { code } = await till.finish();
        if (code !== 0) throw new Error(`the next life ended with ${code}: ${till.stderr}`);
      });
    } catch (error) {
      return [broken((error as Error).message)];
    }
    return this.#check(base, root, notes, 'ended');
  }
}

/** Kills tills at their calls until every point is done, or until it is told to stop. */
export function runKillPoints(options: KillPointsOptions): Promise<KillPointsTally> {
  fs.mkdirSync(options.root, { recursive: true });
  return new Campaign(options).run();
}

/** A finding with what is needed to look at it. */
export function describePoint({ scenario, call, isTorn, what, findings, kept }: PointFinding): string {
  const shown = findings.slice(0, 4).map(({ kind, text }) => `  ${kind}: ${text.slice(0, 600)}`);
  const half = isTorn ? ', half done' : '';
  return [`FAILED: ${scenario}, killed at call ${call} (${what}${half}); kept in ${kept}`, ...shown].join(
    '\n',
  );
}

/** The campaign in one line. */
export function killPointsSum(tally: KillPointsTally): string {
  const { points, torn, otherThreads, missed, inFlightStored, findings, byScenario } = tally;
  const shares = [...byScenario].map(([name, count]) => `${name} ${count}`).join(', ');
  return `${points} kill points (${shares}; ${torn} in half a write, ${otherThreads} in other threads, ${missed} not reached), ${inFlightStored} in flight stored, ${findings.length} found wanting`;
}

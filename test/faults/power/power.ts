// The power campaign: records each scenario once and has its crash states judged by several workers. Owns the shares, the
// sums and what is kept; makes no state itself.
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { makeBase, removeRoot } from './drive.ts';
import { eventsOf, recordScenario } from './recorded.ts';
import type { Recorded } from './recorded.ts';
import type { Scenario } from './scenarios.ts';
import type { StateFinding, StatesTally } from './states.ts';
import type { WorkerMessage, WorkerOptions } from './states.worker.ts';

export interface PowerOptions {
  scenarios: readonly Scenario[];
  /** Different states wanted, over all scenarios. */
  states: number;
  seed: string;
  workers: number;
  /** A till with a bug is recorded; an honest one then starts on what is left. */
  plant: string | null;
  /** Records and states that fail are kept here. */
  root: string;
  /** One finding is enough: for tests that a planted bug is caught. */
  endsAtFinding: boolean;
  signal: AbortSignal;
  onProgress: (line: string) => void;
}

export interface ScenarioFigures {
  scenario: string;
  calls: number;
  made: number;
  different: number;
  /** States from which a record was mended: rows that the mirror log gave back, rows that it was given. */
  restored: number;
  mirrored: number;
  failed: number;
  seconds: number;
}

export interface PowerResult {
  figures: ScenarioFigures[];
  findings: StateFinding[];
}

/** Memory where there is some: a state is written, started on and thrown away. */
const roomFor = (root: string) =>
  fs.mkdtempSync(path.join(fs.existsSync('/dev/shm') ? '/dev/shm' : root, 'counterfoil-power-'));

class Campaign {
  readonly #options: PowerOptions;
  readonly #stop = new Int32Array(new SharedArrayBuffer(4));
  readonly result: PowerResult = { figures: [], findings: [] };

  constructor(options: PowerOptions) {
    this.#options = options;
    options.signal.addEventListener('abort', () => Atomics.store(this.#stop, 0, 1), { once: true });
  }

  async run(): Promise<PowerResult> {
    const { scenarios, signal, endsAtFinding } = this.#options;
    for (const scenario of scenarios) {
      if (signal.aborted || (endsAtFinding && this.result.findings.length > 0)) break;
      await this.#runScenario(scenario);
    }
    return this.result;
  }

  async #runScenario(scenario: Scenario): Promise<void> {
    const { root, seed, plant, onProgress } = this.#options;
    const startedMs = performance.now();
    onProgress(`${scenario.name}: recording`);
    const [baseRoot, recordRoot] = [path.join(root, `${scenario.name}-base`), path.join(root, scenario.name)];
    const base = await makeBase(scenario, baseRoot, seed);
    const recorded = await recordScenario(base, recordRoot, plant);
    const room = roomFor(root);
    const tallies = await this.#judge(recorded, room).finally(() =>
      fs.rmSync(room, { recursive: true, force: true }),
    );
    this.#sum(recorded, tallies, (performance.now() - startedMs) / 1000);
    for (const place of [baseRoot, recordRoot, recorded.before, recorded.record]) removeRoot(place);
  }

  #judge(recorded: Recorded, room: string): Promise<StatesTally[]> {
    const { workers, scenarios, states, seed, root, endsAtFinding, onProgress } = this.#options;
    const told = new Map<number, { different: number; failed: number }>();
    const judges = Array.from({ length: workers }, (_, part) => {
      const options: WorkerOptions = {
        recorded,
        seed,
        wanted: Math.ceil(states / scenarios.length / workers),
        share: { part, of: workers },
        room: path.join(room, String(part)),
        kept: path.join(root, 'kept'),
        stop: this.#stop,
      };
      return runWorker(options, (so) => {
        told.set(part, so);
        if (endsAtFinding && so.failed > 0) Atomics.store(this.#stop, 0, 1);
        const all = [...told.values()];
        const [different, failed] = [sum(all, (one) => one.different), sum(all, (one) => one.failed)];
        const wrong = failed > 0 ? `, ${failed} found wanting` : '';
        onProgress(`${recorded.scenario}: ${different} different states${wrong}`);
      });
    });
    return Promise.all(judges);
  }

  #sum(recorded: Recorded, tallies: readonly StatesTally[], seconds: number): void {
    this.result.figures.push({
      scenario: recorded.scenario,
      calls: eventsOf(recorded).length,
      made: sum(tallies, ({ made }) => made),
      different: new Set(tallies.flatMap(({ hashes }) => [...hashes])).size,
      restored: sum(tallies, ({ restored }) => restored),
      mirrored: sum(tallies, ({ mirrored }) => mirrored),
      failed: sum(tallies, ({ failed }) => failed),
      seconds,
    });
    this.result.findings.push(...tallies.flatMap(({ findings }) => findings));
  }
}

function sum<T>(list: readonly T[], of: (one: T) => number): number {
  return list.reduce((total, one) => total + of(one), 0);
}

async function runWorker(
  workerData: WorkerOptions,
  tell: (so: { different: number; failed: number }) => void,
): Promise<StatesTally> {
  const worker = new Worker(new URL('./states.worker.ts', import.meta.url), { workerData });
  let tally: StatesTally | null = null;
  worker.on('message', (message: WorkerMessage) => {
    if ('tally' in message) tally = message.tally;
    else tell(message);
  });
  // An error of the worker rejects this wait.
  await once(worker, 'exit');
  if (tally === null) throw new Error('a worker ended without its figures');
  return tally;
}

/** Records the scenarios and judges their states; resolves with the figures and everything found. */
export function runPower(options: PowerOptions): Promise<PowerResult> {
  fs.mkdirSync(path.join(options.root), { recursive: true });
  return new Campaign(options).run();
}

export const powerRow = (cells: readonly (string | number)[]) =>
  cells.map((cell, i) => (i === 0 ? String(cell).padEnd(14) : String(cell).padStart(11))).join('');

/** The campaign's table. */
export function powerTable({ figures }: PowerResult): string {
  const heads = ['scenario', 'calls', 'states', 'different', 'restored', 'mirrored', 'wanting', 'seconds'];
  const rows = figures.map((one) =>
    powerRow([
      one.scenario,
      one.calls,
      one.made,
      one.different,
      one.restored,
      one.mirrored,
      one.failed,
      one.seconds.toFixed(0),
    ]),
  );
  return [powerRow(heads), ...rows].join('\n');
}

/** A finding with what is needed to look at it. */
export function describeState({ scenario, point, strategy, problems, kept }: StateFinding): string {
  const shown = problems.slice(0, 4).map((problem) => `  ${problem.slice(0, 600)}`);
  return [`FAILED: ${scenario}, cut after call ${point} (${strategy}); kept in ${kept}`, ...shown].join('\n');
}

/** The campaign in one line. */
export function powerSum({ figures }: PowerResult): string {
  const [made, different, failed] = [
    sum(figures, (one) => one.made),
    sum(figures, (one) => one.different),
    sum(figures, (one) => one.failed),
  ];
  return `${different} different crash states of ${made}, ${failed} lost something or needed a human, ${sum(figures, (one) => one.restored)} restored from the mirror log`;
}

export const threads = () => Math.max(1, Math.min(2, os.availableParallelism()));

// The errors campaign: which call fails in which scenario, and the count of what came of it. Owns the choice and the
// table; a run is run.ts.
import path from 'node:path';
import type { Finding } from '#test/faults/check.ts';
import { Random } from '#test/faults/random.ts';
import { removeRun, runOnce } from './run.ts';
import type { Ran } from './run.ts';
import { prepare, scenarios } from './scenarios.ts';
import type { Prepared, ScenarioName } from './scenarios.ts';
import { calls, countCalls, errorsOf } from './strace.ts';
import type { Call, Injection } from './strace.ts';

export interface ErrorsOptions {
  scenarios: readonly ScenarioName[];
  calls: readonly Call[];
  errnos: readonly string[] | null;
  /** How many runs at the most, over all scenarios. */
  runs: number;
  workers: number;
  seed: string;
  plant: string | null;
  root: string;
  endsAtFailure: boolean;
  signal: AbortSignal;
  onRun(tally: ErrorsTally): void;
}

export interface Failed {
  scenario: ScenarioName;
  injection: Injection;
  findings: Finding[];
  folder: string;
}

type Outcomes = Record<Ran['outcome'], number>;

export interface ErrorsTally {
  runs: number;
  /** Runs in which the call was made and failed. */
  injected: number;
  planned: number;
  /** By call, errno, and once or for ever. */
  rows: Map<string, Outcomes & { runs: number; wrong: number }>;
  failures: Failed[];
}

interface Planned {
  scenario: ScenarioName;
  injection: Injection;
}

const MOST_KEPT = 10;

/** Every place where a call can fail, in an order that begins with the widest spread. */
function placesOf(first: number, last: number, random: Random): number[] {
  const places = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
  const shuffled = places.map((place) => ({ place, key: random.next() })).sort((a, b) => a.key - b.key);
  return shuffled.map(({ place }) => place);
}

/** All runs of one scenario, each kind in a list of its own. */
function kindsOf(scenario: ScenarioName, quiet: Ran, options: ErrorsOptions, random: Random): Planned[][] {
  const atStart = countCalls(quiet.calls.slice(0, quiet.callsAtStart));
  const atEnd = countCalls(quiet.calls);
  const isStart = scenarios[scenario].part === 'start';
  return options.calls.flatMap((call) => {
    const [first, last] = isStart
      ? [1, atStart.get(call) ?? 0]
      : [(atStart.get(call) ?? 0) + 1, atEnd.get(call) ?? 0];
    const errnos = errorsOf[call].filter((errno) => options.errnos?.includes(errno) ?? true);
    return errnos.flatMap((errno) =>
      // A call that is interrupted for ever is a system that has stopped.
      (errno === 'EINTR' ? [false] : [false, true]).map((isForEver) =>
        placesOf(first, last, random).map((nth) => ({
          scenario,
          injection: { call, errno, nth, isForEver },
        })),
      ),
    );
  });
}

/** One of each kind in turn, until there are enough. */
function takeInTurn(kinds: readonly Planned[][], most: number): Planned[] {
  const taken: Planned[] = [];
  for (let round = 0; taken.length < most; round += 1) {
    const these = kinds.flatMap((kind) => kind[round] ?? []);
    if (these.length === 0) break;
    taken.push(...these);
  }
  return taken.slice(0, most);
}

const nameOf = ({ call, errno, isForEver }: Injection) =>
  `${call} ${errno} ${isForEver ? 'for ever' : 'once'}`;

class Campaign {
  readonly tally: ErrorsTally = { runs: 0, injected: 0, planned: 0, rows: new Map(), failures: [] };
  readonly #options: ErrorsOptions;
  readonly #prepared = new Map<ScenarioName, Prepared>();
  #count = 0;

  constructor(options: ErrorsOptions) {
    this.#options = options;
  }

  async run(): Promise<ErrorsTally> {
    const plan = await this.#plan();
    this.tally.planned = plan.length;
    const workers = Array.from({ length: this.#options.workers }, async () => {
      for (let next = plan.shift(); next !== undefined && !this.#isOver(); next = plan.shift()) {
        await this.#runPlanned(next);
      }
    });
    await Promise.all(workers);
    for (const { folder } of this.#prepared.values()) removeRun(folder);
    return this.tally;
  }

  #isOver(): boolean {
    const { signal, endsAtFailure } = this.#options;
    return signal.aborted || (endsAtFailure && this.tally.failures.length > 0);
  }

  /** Each scenario goes through once in peace, so that its calls are known. */
  async #plan(): Promise<Planned[]> {
    const { root, seed, plant } = this.#options;
    const kinds: Planned[][] = [];
    for (const scenario of this.#options.scenarios) {
      const random = new Random(`${seed}/${scenario}`);
      const prepared = await prepare(scenario, path.join(root, `before-${scenario}`), random);
      this.#prepared.set(scenario, prepared);
      const folder = path.join(root, `quiet-${scenario}`);
      const quiet = await runOnce({ scenario, injection: null, plant, prepared, folder, random });
      const [finding] = quiet.findings;
      if (finding !== undefined) throw new Error(`${scenario} goes wrong without any error: ${finding.text}`);
      removeRun(folder);
      kinds.push(...kindsOf(scenario, quiet, this.#options, random));
      this.#options.onRun(this.tally);
    }
    return takeInTurn(kinds, this.#options.runs);
  }

  async #runPlanned({ scenario, injection }: Planned): Promise<void> {
    const { root, seed, plant } = this.#options;
    const prepared = this.#prepared.get(scenario);
    if (prepared === undefined) throw new Error(`${scenario} was not prepared`);
    this.#count += 1;
    const folder = path.join(root, `run-${String(this.#count).padStart(4, '0')}`);
    const random = new Random(`${seed}/${scenario}/${nameOf(injection)}/${injection.nth}`);
    const ran = await runOnce({ scenario, injection, plant, prepared, folder, random });
    this.#note(scenario, injection, ran, folder);
  }

  #note(scenario: ScenarioName, injection: Injection, ran: Ran, folder: string): void {
    const { tally } = this;
    const name = nameOf(injection);
    const none = { runs: 0, wrong: 0, nothing: 0, full: 0, fault: 0, viewOnly: 0, ended: 0 };
    const row = tally.rows.get(name) ?? none;
    tally.rows.set(name, row);
    tally.runs += 1;
    if (ran.isInjected) {
      tally.injected += 1;
      row.runs += 1;
      row[ran.outcome] += 1;
    }
    if (ran.findings.length > 0) {
      row.wrong += 1;
      tally.failures.push({ scenario, injection, findings: ran.findings, folder });
    }
    if (ran.findings.length === 0 || tally.failures.length > MOST_KEPT) removeRun(folder);
    this.#options.onRun(tally);
  }
}

/** Lets every call fail that the options name, as often as they say. */
export function runErrors(options: ErrorsOptions): Promise<ErrorsTally> {
  return new Campaign(options).run();
}

/** One line for each call, errno, and once or for ever. */
export function errorsTable({ rows }: ErrorsTally): string {
  const cell = (text: string | number) => String(text).padStart(9);
  const head = `${'call, error'.padEnd(26)}${['runs', 'nothing', 'full', 'fault', 'view only', 'no start', 'wrong'].map(cell).join('')}`;
  const order = [...rows].sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const lines = order.map(([name, row]) =>
    [
      name.padEnd(26),
      ...[row.runs, row.nothing, row.full, row.fault, row.viewOnly, row.ended, row.wrong].map(cell),
    ].join(''),
  );
  return [head, ...lines].join('\n');
}

const rank = (name: string) => calls.findIndex((call) => name.startsWith(`${call} `));

/** The one line of figures. */
export function errorsSum({ runs, injected, failures }: ErrorsTally): string {
  return `${runs} runs, ${injected} failed calls, ${failures.length} wrong`;
}

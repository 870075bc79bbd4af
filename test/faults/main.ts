// `npm run faults`: campaigns against a till in its own process. Owns the command line, progress, cancelling and the exit
// code; the campaigns themselves are beside it.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { everyMoment, runKills } from './kill.ts';
import type { Tally } from './kill.ts';
import { moments } from './life.ts';
import type { Moment } from './life.ts';
import { runReplays } from './replay.ts';
import { describeFailure, progressLine, sumLine, table } from './report.ts';

const plants = fs
  .readdirSync(path.join(import.meta.dirname, 'plants'))
  .map((name) => path.basename(name, '.ts'))
  .filter((name) => name !== 'plant');

const usage = `npm run faults -- kill --runs N       kill a working till N times and check what is left
npm run faults -- replay --kills N    replay a file, killed N times, and compare with a replay left in peace

kill:
  --runs N         kills (default 100)
  --seed S         repeats the choices of an earlier campaign (default: the time)
  --workers N      tills at the same time (default 2)
  --moments A,B    only these: ${moments.join(', ')}
  --first R        begin with run R's data folder, to look at a failure again
  --plant NAME     with a bug planted, which must be caught: ${plants.join(', ')}
replay:
  --file FILE      the file (default: ../shared/data/online-retail-2010-12.csv, seen from the project)
  --seed S, --plant NAME   as above
`;

class BadCall extends Error {}

function read(argv: string[]) {
  try {
    return parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        runs: { type: 'string', default: '100' },
        kills: { type: 'string', default: '30' },
        seed: { type: 'string', default: String(Date.now() % 1_000_000) },
        workers: { type: 'string', default: '2' },
        moments: { type: 'string', default: moments.join(',') },
        first: { type: 'string', default: '1' },
        plant: { type: 'string' },
        file: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new BadCall((error as Error).message);
  }
}

type Values = ReturnType<typeof read>['values'];

function wholeNumber(name: 'runs' | 'kills' | 'workers' | 'first', values: Values): number {
  const value = Number(values[name]);
  if (!Number.isInteger(value) || value < 1)
    throw new BadCall(`--${name} ${values[name]}: not a number from 1 up`);
  return value;
}

function readMoments(text: string): Record<Moment, number> {
  const named = text.split(',');
  const stranger = named.find((name) => !(moments as readonly string[]).includes(name));
  if (stranger !== undefined) throw new BadCall(`--moments ${stranger}: choose from ${moments.join(', ')}`);
  const weights = moments.map((moment) => [moment, named.includes(moment) ? everyMoment[moment] : 0]);
  return Object.fromEntries(weights) as Record<Moment, number>;
}

function readPlant(name: string | undefined): string | null {
  if (name === undefined) return null;
  if (!plants.includes(name)) throw new BadCall(`--plant ${name}: choose one of ${plants.join(', ')}`);
  return name;
}

const QUIET_MS = 15_000;

/** A line that moves on a terminal; in a log, one line every quarter of a minute. */
function makeProgress(): { show(line: string): void; end(): void } {
  const { stderr } = process;
  let last = performance.now();
  return {
    show(line) {
      if (stderr.isTTY) stderr.write(`\r\u001b[K${line}`);
      else if (performance.now() - last > QUIET_MS) {
        last = performance.now();
        stderr.write(`${line}\n`);
      }
    },
    end: () => void (stderr.isTTY && stderr.write('\r\u001b[K')),
  };
}

/** Ctrl+C ends the campaign with what it has found so far; a second one ends the program. */
function cancelling(): AbortSignal {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  return controller.signal;
}

function tell(tally: Tally, startedMs: number, isCancelled: boolean): number {
  for (const failure of tally.failures.slice(0, 10)) process.stdout.write(`${describeFailure(failure)}\n`);
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  const end = isCancelled ? 'Cancelled after' : 'Took';
  const rate = ((tally.runs / (performance.now() - startedMs)) * 60_000).toFixed(0);
  process.stdout.write(
    `\n${table(tally)}\n${tally.zReports} Z reports. ${end} ${seconds} s, ${rate} runs a minute.\n`,
  );
  process.stdout.write(`${sumLine(tally)}\n`);
  if (tally.lost + tally.doubled + tally.broken > 0) return 1;
  return isCancelled ? 130 : 0;
}

async function kill(values: Values, root: string): Promise<number> {
  const runs = wholeNumber('runs', values);
  const progress = makeProgress();
  const signal = cancelling();
  const startedMs = performance.now();
  const options = {
    runs,
    seed: values.seed,
    workers: wholeNumber('workers', values),
    plant: readPlant(values.plant),
    moments: readMoments(values.moments),
    first: wholeNumber('first', values),
    endsAtFailure: false,
    root,
    signal,
    onRun: (tally: Tally) => progress.show(progressLine(tally, runs)),
  };
  process.stdout.write(`Seed ${values.seed}, ${options.workers} tills at a time\n`);
  const tally = await runKills(options);
  progress.end();
  return tell(tally, startedMs, signal.aborted);
}

async function replay(values: Values, root: string): Promise<number> {
  const kills = wholeNumber('kills', values);
  const standard = path.resolve(
    import.meta.dirname,
    '..',
    '..',
    '..',
    'shared/data/online-retail-2010-12.csv',
  );
  const file = values.file === undefined ? standard : path.resolve(values.file);
  const progress = makeProgress();
  const signal = cancelling();
  const result = await runReplays({
    file,
    kills,
    seed: values.seed,
    plant: readPlant(values.plant),
    root,
    signal,
    onStep: (line) => progress.show(line),
  });
  progress.end();
  process.stdout.write(`${result.text}\n`);
  return signal.aborted ? 130 : result.isEqual ? 0 : 1;
}

async function main(): Promise<number> {
  const { values, positionals } = read(process.argv.slice(2));
  const [campaign, ...rest] = positionals;
  if (values.help || campaign === undefined) {
    process.stdout.write(usage);
    return values.help ? 0 : 2;
  }
  if (rest.length > 0) throw new BadCall(`${rest.join(' ')}: not understood`);
  if (campaign !== 'kill' && campaign !== 'replay')
    throw new BadCall(`${campaign}: there is no such campaign`);
  const root = fs.mkdtempSync(path.join(os.tmpdir(), `counterfoil-${campaign}-`));
  try {
    return await (campaign === 'kill' ? kill(values, root) : replay(values, root));
  } finally {
    // Only what failed is left in it, and then it stays.
    if (fs.readdirSync(root).length === 0) fs.rmdirSync(root);
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  const words = error instanceof BadCall ? `${error.message}\n\n${usage}` : (error as Error).stack;
  process.stderr.write(`${words}\n`);
  process.exitCode = 2;
}
process.exit();

// The replay campaign: a file of real transactions is replayed once in peace and once through many kills, and the two sets
// of books must be one. Owns the kills and the comparison; knows of the replay only its command line.
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { Random } from './random.ts';
import { spawnProgram } from './till-process.ts';

export interface ReplayOptions {
  file: string;
  kills: number;
  seed: string;
  /** A bug that only the replay with kills carries. */
  plant: string | null;
  /** Where the two data folders are made; they stay when they differ. */
  root: string;
  signal: AbortSignal;
  onStep(line: string): void;
}

export interface ReplayResult {
  isEqual: boolean;
  /** Kills that fell before the replay had come to its end. */
  kills: number;
  differences: string[];
  rows: number;
  sales: number;
  text: string;
}

interface Ended {
  code: number | null;
  output: string;
  ms: number;
}

function collect(child: ReturnType<typeof spawnProgram>): Promise<Ended> {
  const startedMs = performance.now();
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  return once(child, 'close').then(([code]) => ({
    code: code as number | null,
    output,
    ms: performance.now() - startedMs,
  }));
}

/** How far a replay is: the bytes of its mirror log, which grow with every row. */
function progressOf(folder: string): number {
  const mirror = path.join(folder, 'mirror');
  if (!fs.existsSync(mirror)) return 0;
  return fs
    .readdirSync(mirror)
    .map((name) => fs.statSync(path.join(mirror, name)).size)
    .reduce((sum, size) => sum + size, 0);
}

function startReplay({ file, signal }: ReplayOptions, folder: string, plant: string | null) {
  const child = spawnProgram(['replay', file, '--data', folder], plant);
  const stop = () => child.kill('SIGKILL');
  signal.addEventListener('abort', stop, { once: true });
  child.once('close', () => signal.removeEventListener('abort', stop));
  return child;
}

/** A replay spends about this long on starting; some kills must fall there. */
const START_MS = 600;
const START_SHARE = 0.15;
const MOST_EXTRA_MS = 3;

/**
 * Waits for the moment of a kill: when the journal has grown to `until`, and up to 3 ms longer, so that it falls
 * between commits too; or somewhere in the start. Resolves false when the replay came to its end before.
 */
async function waitFor(
  until: number,
  folder: string,
  random: Random,
  ended: Promise<Ended>,
): Promise<boolean> {
  const end = ended.then(() => true);
  const isOver = (ms: number) => Promise.race([end, sleep(ms, false)]);
  if (progressOf(folder) >= until || random.chance(START_SHARE)) {
    return !(await isOver(random.next() * START_MS));
  }
  while (progressOf(folder) < until) {
    if (await isOver(1)) return false;
  }
  return !(await isOver(random.next() * MOST_EXTRA_MS));
}

interface Disturbed {
  last: Ended;
  /** How far the replay was at each kill, as a share of the whole. */
  killedAt: number[];
  ms: number;
}

/** Replays with kills at points that are spread evenly by chance over the whole journal, until it ends by itself. */
async function disturb(options: ReplayOptions, folder: string, whole: number): Promise<Disturbed> {
  const random = new Random(`${options.seed}/replay`);
  const points = Array.from({ length: options.kills }, () => random.next() * whole).sort((a, b) => a - b);
  const startedMs = performance.now();
  const killedAt: number[] = [];
  for (;;) {
    const child = startReplay(options, folder, options.plant);
    const ended = collect(child);
    const until = points[killedAt.length];
    if (until !== undefined && (await waitFor(until, folder, random, ended))) {
      child.kill('SIGKILL');
      await ended;
      killedAt.push(progressOf(folder) / whole);
      options.onStep(`killed ${killedAt.length} of ${options.kills} times`);
      if (!options.signal.aborted) continue;
    }
    return { last: await ended, killedAt, ms: performance.now() - startedMs };
  }
}

const tables = ['sale', 'line_item', 'tender', 'sale_tax', 'ledger_entry', 'shift', 'z_report'] as const;
/** What depends on the device's own key. */
const keyed = new Set(['prev', 'hash', 'sig']);

type Row = Record<string, unknown>;

function comparable(row: Row): string {
  const members = Object.entries(row).filter(([column]) => !keyed.has(column));
  return JSON.stringify(
    members.map(([column, value]) => [column, Buffer.isBuffer(value) ? value.toString() : value]),
  );
}

/** The first row by which two queries differ, in words, or null. */
function firstDifference(name: string, one: Row[], two: Row[]): string | null {
  if (one.length !== two.length) return `${name}: ${one.length} rows in peace, ${two.length} after kills`;
  const at = one.findIndex((row, i) => comparable(row) !== comparable(two[i] ?? {}));
  if (at === -1) return null;
  return `${name}: row ${at + 1} is ${comparable(one[at] ?? {})} in peace, ${comparable(two[at] ?? {})} after kills`;
}

function open(folder: string): Database.Database {
  return new Database(path.join(folder, 'till.db'), { readonly: true, fileMustExist: true });
}

/** Where the books of two folders differ. Row 1 of the journal holds the device's public key and is left out. */
export function compareBooks(
  peace: string,
  killed: string,
): { differences: string[]; rows: number; sales: number } {
  const [one, two] = [open(peace), open(killed)];
  try {
    const compare = (name: string, sql: string) =>
      firstDifference(name, one.prepare(sql).all() as Row[], two.prepare(sql).all() as Row[]);
    const order = tables.map((table) => compare(table, `SELECT * FROM ${table} ORDER BY 1, 2`));
    const journal = compare('journal', 'SELECT * FROM journal WHERE seq > 1 ORDER BY seq');
    const count = (table: string) => one.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
    const differences = [journal, ...order].filter((difference) => difference !== null);
    return { differences, rows: count('journal'), sales: count('sale') };
  } finally {
    one.close();
    two.close();
  }
}

async function verify(folder: string): Promise<string[]> {
  const { code, output } = await collect(spawnProgram(['verify', '--data', folder]));
  return code === 0 ? [] : [`verify of ${folder} ended with ${code}: ${output.trim()}`];
}

function compareEnds(peace: Ended, last: Ended): string[] {
  const differences = [];
  if (peace.code !== 0)
    differences.push(`the replay in peace ended with ${peace.code}: ${peace.output.trim()}`);
  if (last.code !== peace.code)
    differences.push(`the last replay ended with ${last.code}: ${last.output.trim()}`);
  if (last.output !== peace.output)
    differences.push(`in peace it said\n${peace.output}after kills\n${last.output}`);
  return differences;
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
const percent = (share: number) => `${(share * 100).toFixed(0)} %`;

/** Replays a file in peace and through kills, and compares everything that both wrote and said. */
export async function runReplays(options: ReplayOptions): Promise<ReplayResult> {
  const [peace, killed] = [path.join(options.root, 'peace'), path.join(options.root, 'killed')];
  options.onStep('replaying in peace');
  const quiet = await collect(startReplay(options, peace, null));
  const cancelled = {
    isEqual: false,
    kills: 0,
    differences: ['cancelled'],
    rows: 0,
    sales: 0,
    text: 'Cancelled.',
  };
  if (options.signal.aborted) return cancelled;
  const { last, killedAt, ms } = await disturb(options, killed, progressOf(peace));
  if (options.signal.aborted) return { ...cancelled, kills: killedAt.length };
  const books = compareBooks(peace, killed);
  const verified = [...(await verify(peace)), ...(await verify(killed))];
  const differences = [...compareEnds(quiet, last), ...books.differences, ...verified];
  const isEqual = differences.length === 0;
  const text = [
    quiet.output.trimEnd(),
    `In peace: ${seconds(quiet.ms)}, ${books.rows} journal rows, ${books.sales} sales.`,
    `Killed ${killedAt.length} times (seed ${options.seed}): ${seconds(ms)}; at ${killedAt.map(percent).join(', ')} of the journal.`,
    ...differences.map((difference) => `DIFFERENT ${difference.slice(0, 2000)}`),
    ...(isEqual ? [] : [`Kept in ${options.root}`]),
    `${killedAt.length} kills, ${differences.length} differences in journal, ${tables.join(', ')}, output and verification`,
  ].join('\n');
  if (isEqual) for (const folder of [peace, killed]) fs.rmSync(folder, { recursive: true, force: true });
  return { isEqual, kills: killedAt.length, differences, rows: books.rows, sales: books.sales, text };
}

// A disk that is full, and then is not: while selling, at the start, at the end of the day, during a change of schema and
// during a backup. Owns the cases; each is a till on a small disk of its own.
import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { Random } from '#test/faults/random.ts';
import { Counter } from './counter.ts';
import { SmallDisk } from './mount.ts';
import { copyPrepared } from './scenarios.ts';
import type { Prepared } from './scenarios.ts';

export interface DiskCase {
  name: string;
  /** What was seen, for the table. */
  run(counter: Counter, disk: SmallDisk): Promise<string>;
  /** The folder is as an earlier version left it. */
  isOld?: true;
}

const DISK_MB = 48;
/** Room enough for a few sales and no more. */
const LITTLE = 400_000;
const MANY = 2000;
const NO_LIMITS = { warnBelowMb: 0, stopBelowMb: 0 };

async function goOn(counter: Counter, commands: number): Promise<void> {
  const answer = await counter.workUntilRefused(commands);
  counter.expect(answer === 'ok', `with room again it answers ${answer}`);
}

/** No room while customers are served: refused in words, time and again, and done once there is room. */
async function selling(counter: Counter, disk: SmallDisk): Promise<string> {
  counter.configure({ ...NO_LIMITS, ballastMb: 0 });
  await counter.open();
  await counter.takeUp();
  let refused = 0;
  for (const left of [LITTLE, 100_000, 0]) {
    disk.fill(left);
    const answer = await counter.workUntilRefused(MANY);
    counter.expect(answer === 'full', `a full disk is answered ${answer}`);
    for (let i = 0; i < 3; i += 1) {
      const again = await counter.step();
      refused += again === 'full' ? 1 : 0;
      counter.expect(again === 'full', `a full disk is answered ${again} the next time`);
    }
    counter.expect(
      (await counter.describe()).mode.kind === 'ready',
      'a full disk ended the selling for good',
    );
    disk.free();
    await goOn(counter, 40);
  }
  await counter.finish();
  return `${counter.notes.sales.size} sales acknowledged, ${refused} times refused`;
}

/** With a reserve the write that meets a full disk is done all the same, and the day can be closed. */
async function reserve(counter: Counter, disk: SmallDisk): Promise<string> {
  counter.configure({ ...NO_LIMITS, ballastMb: 4 });
  const ballast = path.join(counter.folder, 'ballast.bin');
  await counter.open();
  await counter.takeUp();
  for (let i = 0; i < 300 && !fs.existsSync(ballast); i += 1)
    await new Promise((later) => setTimeout(later, 50));
  counter.expect(fs.existsSync(ballast), 'no reserve was made');
  disk.fill(LITTLE);
  let commands = 0;
  while (fs.existsSync(ballast) && commands < MANY && (await counter.step()) === 'ok') commands += 1;
  counter.expect(!fs.existsSync(ballast), 'the reserve was not given up');
  const begun = counter.notes.zReports.size;
  counter.notes.isClosing = true;
  const answer = await closeDay(counter, begun);
  counter.expect(counter.notes.zReports.size > begun, `the day could not be closed: ${answer}`);
  const said = fs
    .readFileSync(path.join(counter.folder, 'log', 'till.1.log'), 'utf8')
    .match(/reserve has been given up/g);
  counter.expect(said?.length === 1, `the reserve was told of ${said?.length ?? 0} times`);
  await counter.finish();
  disk.free();
  return `the reserve lasted after ${commands} commands`;
}

async function closeDay(counter: Counter, begun: number): Promise<string> {
  for (let i = 0; i < MANY && counter.notes.zReports.size === begun; i += 1) {
    const answer = await counter.step();
    if (answer !== 'ok') return answer;
  }
  return 'ok';
}

/** Nothing can be written from the first moment on. */
async function atStart(counter: Counter, disk: SmallDisk): Promise<string> {
  counter.configure({ ...NO_LIMITS, ballastMb: 0 });
  const seen: string[] = [];
  for (const left of [0, 8192, 65_536]) {
    disk.fill(left);
    const mode = await counter.open();
    seen.push(mode.kind === 'viewOnly' ? mode.trouble : mode.kind);
    const isSaid = mode.kind === 'ready' || mode.trouble === 'diskFailed';
    counter.expect(isSaid, `a full disk at the start is told as ${JSON.stringify(mode)}`);
    await counter.finish();
    disk.free();
  }
  return seen.join(', ');
}

/** The end of the day with hardly any room: refused as a whole or done as a whole. */
async function endOfDay(counter: Counter, disk: SmallDisk): Promise<string> {
  counter.configure({ ...NO_LIMITS, ballastMb: 0 });
  await counter.open();
  await counter.takeUp();
  let refused = 0;
  for (let left = 0; left <= 160_000; left += 20_000) {
    await goOn(counter, 30);
    const begun = counter.notes.zReports.size;
    counter.notes.isClosing = true;
    disk.fill(left);
    const answer = await closeDay(counter, begun);
    refused += answer === 'ok' ? 0 : 1;
    counter.expect(['ok', 'full'].includes(answer), `closing with ${left} bytes left is answered ${answer}`);
    disk.free();
    const later = await closeDay(counter, begun);
    counter.expect(later === 'ok', `closing with room again is answered ${later}`);
  }
  await counter.finish();
  return `${counter.notes.zReports.size} days closed, ${refused} refused at first`;
}

/** A new version's first start, with more and more room. */
async function migration(counter: Counter, disk: SmallDisk): Promise<string> {
  counter.configure({ ...NO_LIMITS, ballastMb: 0 });
  const seen: string[] = [];
  for (let left = 0; left <= 1_200_000; left += 300_000) {
    disk.fill(left);
    const mode = await counter.open();
    seen.push(mode.kind === 'viewOnly' ? mode.trouble : mode.kind);
    await counter.finish();
    disk.free();
  }
  return seen.join(', ');
}

/** A copy of the books that does not fit: the Z stands, and no half copy bears a copy's name. */
async function backup(counter: Counter, disk: SmallDisk): Promise<string> {
  counter.configure({ ...NO_LIMITS, ballastMb: 0 });
  await counter.open();
  await counter.takeUp();
  for (const left of [600_000, 900_000, 17_000_000]) {
    await goOn(counter, 30);
    const begun = counter.notes.zReports.size;
    counter.notes.isClosing = true;
    disk.fill(left);
    const answer = await closeDay(counter, begun);
    counter.expect(answer === 'ok', `a day with room for the day, not for its copy, is answered ${answer}`);
    await new Promise((later) => setTimeout(later, 300));
    disk.free();
  }
  await counter.finish();
  const folder = path.join(counter.folder, 'backup');
  const names = fs.existsSync(folder) ? fs.readdirSync(folder).filter((name) => name.endsWith('.db')) : [];
  for (const name of names) {
    const db = new Database(path.join(folder, name), { readonly: true });
    const isWhole = db.pragma('integrity_check', { simple: true }) === 'ok';
    db.close();
    counter.expect(isWhole, `${name} is not whole`);
  }
  return `${counter.notes.zReports.size} days closed, ${names.length} copies, all whole`;
}

export const fullCases: readonly DiskCase[] = [
  { name: 'selling', run: selling },
  { name: 'reserve', run: reserve },
  { name: 'start', run: atStart },
  { name: 'end of day', run: endOfDay },
  { name: 'migration', run: migration, isOld: true },
  { name: 'backup', run: backup },
];

export interface CaseResult {
  name: string;
  seen: string;
  findings: string[];
  seconds: number;
}

/** Runs one case on a small disk of its own, and judges what is left on it. */
export async function runFullCase(
  one: DiskCase,
  prepared: Prepared,
  options: { root: string; seed: string; plant: string | null },
): Promise<CaseResult> {
  const startedMs = performance.now();
  const place = path.join(options.root, `disk-${one.name.replaceAll(' ', '-')}`);
  const disk = new SmallDisk(place, DISK_MB);
  const folder = path.join(place, 'till');
  const random = new Random(`${options.seed}/${one.name}`);
  const counter = new Counter(
    folder,
    () => copyPrepared(prepared, folder, `${place}.acknowledged.jsonl`),
    random,
    options.plant,
  );
  let seen = '';
  try {
    seen = await one.run(counter, disk);
    disk.free();
    await counter.judge();
  } catch (error) {
    counter.findings.push((error as Error).message);
    await counter.kill();
  }
  disk.remove();
  fs.rmSync(`${place}.acknowledged.jsonl`, { force: true });
  return {
    name: one.name,
    seen,
    findings: counter.findings,
    seconds: (performance.now() - startedMs) / 1000,
  };
}

// The second-start campaign: two tills on one data folder in every pairing, and the tools beside a till at work. Owns the
// pairs and what each of the two must do; the lock itself is the product's.
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { send, takeUp } from '#test/faults/life.ts';
import type { Life } from '#test/faults/life.ts';
import { Notes } from '#test/faults/notes.ts';
import { Random } from '#test/faults/random.ts';
import { spawnProgram, TillProcess } from '#test/faults/till-process.ts';
import { nextCommand } from '#test/faults/work.ts';
import { copyFolder } from './shops.ts';

export interface SecondOptions {
  /** Pairs that start at the same instant. */
  pairs: number;
  /** Times that the books are verified while something is sold. */
  verifications: number;
  plant: string | null;
  root: string;
  signal: AbortSignal;
  onCase(cases: readonly Case[]): void;
}

export interface Case {
  name: string;
  wrong: string[];
}

const BUSY = /Another till is already running on /;

interface Ended {
  code: number | null;
  said: string;
}

const PATIENCE_MS = 20_000;

/** Runs the program to its end. */
async function run(args: readonly string[], plant: string | null = null): Promise<Ended> {
  const child = spawnProgram(args, plant);
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  child.stdin.end();
  // A second till in a browser that was not turned away would stay for ever.
  const impatient = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  const [code] = (await once(child, 'close')) as [number | null];
  clearTimeout(impatient);
  return { code, said };
}

/** A second till must say in words why it does not open, and end with 1. */
function judgeTurnedAway({ code, said }: Ended): string[] {
  const problems = code === 1 ? [] : [`the second till ended with ${code}: ${said}`];
  return BUSY.test(said) ? problems : [...problems, `the second till said ${JSON.stringify(said)}`];
}

const isAnswering = async (till: TillProcess) => (await till.call('app.describe', {})).ok;

const screenFolder = (root: string) => {
  const folder = path.join(root, 'screen');
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'index.html'), '<!doctype html><title>Till</title>');
  return folder;
};

const headless = (folder: string) => ['--headless', '--data', folder];
const browser = (folder: string, root: string) => [
  '--shell',
  'browser',
  '--port',
  '0',
  '--data',
  folder,
  '--static',
  screenFolder(root),
];

class Pairs {
  readonly cases: Case[] = [];
  readonly #options: SecondOptions;
  readonly #shop: string;
  #folders = 0;

  constructor(options: SecondOptions) {
    this.#options = options;
    this.#shop = path.join(options.root, 'shop');
  }

  async setUp(): Promise<void> {
    const till = new TillProcess(this.#shop);
    await till.must('app.describe', {});
    await till.finish();
  }

  #fresh(): string {
    this.#folders += 1;
    const folder = path.join(this.#options.root, `pair-${this.#folders}`);
    copyFolder(this.#shop, folder);
    return folder;
  }

  async #case(name: string, work: (folder: string, wrong: string[]) => Promise<void>): Promise<void> {
    if (this.#options.signal.aborted) return;
    const folder = this.#fresh();
    const wrong: string[] = [];
    await work(folder, wrong).catch((error: unknown) => wrong.push((error as Error).message));
    this.cases.push({ name, wrong });
    this.#options.onCase(this.cases);
    fs.rmSync(folder, { recursive: true, force: true });
  }

  async besideHeadless(): Promise<void> {
    const { plant, root } = this.#options;
    for (const [name, args] of [
      ['a second till on lines', headless],
      ['a second till in a browser', browser],
    ] as const) {
      await this.#case(`${name} beside one on lines`, async (folder, wrong) => {
        const first = new TillProcess(folder, plant);
        await first.must('app.describe', {});
        wrong.push(...judgeTurnedAway(await run(args(folder, root), plant)));
        if (!(await isAnswering(first))) wrong.push('the first till does not answer any more');
        const { code } = await first.finish();
        if (code !== 0) wrong.push(`the first till ended with ${code}`);
      });
    }
  }

  async besideBrowser(): Promise<void> {
    const { plant, root } = this.#options;
    await this.#case('a second till on lines beside one in a browser', async (folder, wrong) => {
      const first = spawnProgram(browser(folder, root), plant);
      const [said] = (await once(first.stdout, 'data')) as [Buffer];
      const { address } = JSON.parse(said.toString()) as { address: string };
      wrong.push(...judgeTurnedAway(await run(headless(folder), plant)));
      const { status } = await fetch(new URL('/', address));
      if (status !== 200) wrong.push(`the first till answers ${status}`);
      const gone = once(first, 'close');
      first.kill('SIGTERM');
      const [code] = (await gone) as [number | null];
      if (code !== 0) wrong.push(`the first till ended with ${code}`);
    });
  }

  async afterKill(): Promise<void> {
    await this.#case('a till after the holder was killed', async (folder, wrong) => {
      const first = new TillProcess(folder, this.#options.plant);
      await first.must('app.describe', {});
      first.kill();
      await first.ended;
      const next = new TillProcess(folder, this.#options.plant);
      if (!(await isAnswering(next))) wrong.push('the next till does not answer');
      const { code } = await next.finish();
      if (code !== 0) wrong.push(`the next till ended with ${code}`);
    });
  }

  /** Whoever comes first: exactly one opens, and the other says why it does not. */
  async atOnce(): Promise<void> {
    for (let pair = 1; pair <= this.#options.pairs; pair += 1) {
      await this.#case(`two tills at the same instant, pair ${pair}`, async (folder, wrong) => {
        const tills = [0, 1].map(() => new TillProcess(folder, this.#options.plant));
        const opened = await Promise.all(tills.map((till) => isAnswering(till).catch(() => false)));
        const count = opened.filter(Boolean).length;
        if (count !== 1) wrong.push(`${count} of two tills opened`);
        for (const [i, till] of tills.entries()) {
          if (opened[i] === true) {
            await till.finish();
          } else {
            const { code } = await till.ended;
            wrong.push(...judgeTurnedAway({ code, said: till.stderr }));
          }
        }
      });
    }
  }

  /** The tools only read: they neither disturb a till at work, nor take its work for damage. */
  async tools(): Promise<void> {
    await this.#case(
      `verify beside a till that sells, ${this.#options.verifications} times`,
      async (folder, wrong) => {
        const life: Life = {
          till: new TillProcess(folder, this.#options.plant),
          notes: new Notes(`${folder}.acknowledged.jsonl`),
          random: new Random('second'),
          items: [],
        };
        await takeUp(life);
        for (let i = 0; i < this.#options.verifications; i += 1) {
          const verifying = { isOver: false };
          const verified = run(['verify', '--data', folder]).finally(() => (verifying.isOver = true));
          while (!verifying.isOver) await send(life, nextCommand(life.notes, life.random, life.items));
          const { code, said } = await verified;
          if (code !== 0) wrong.push(`verify ended with ${code}: ${said.trim()}`);
        }
        const { code } = await life.till.finish();
        if (code !== 0) wrong.push(`the till ended with ${code}`);
        const last = await run(['verify', '--data', folder]);
        if (last.code !== 0) wrong.push(`afterwards verify ended with ${last.code}: ${last.said}`);
      },
    );
  }
}

/** Tries every pair; resolves with what each came to. */
export async function runSecond(options: SecondOptions): Promise<readonly Case[]> {
  const pairs = new Pairs(options);
  await pairs.setUp();
  await pairs.besideHeadless();
  await pairs.besideBrowser();
  await pairs.afterKill();
  await pairs.tools();
  await pairs.atOnce();
  fs.rmSync(options.root, { recursive: true, force: true });
  fs.mkdirSync(options.root, { recursive: true });
  return pairs.cases;
}

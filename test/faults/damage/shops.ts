// Real shops to be damaged: made by the product as a process, with sealed days, parked sales and an open basket, and killed.
// Owns their making and the story of each; damages nothing.
import fs from 'node:fs';
import path from 'node:path';
import { send, takeUp } from '#test/faults/life.ts';
import type { Life } from '#test/faults/life.ts';
import { Notes } from '#test/faults/notes.ts';
import type { Sent } from '#test/faults/notes.ts';
import { Random } from '#test/faults/random.ts';
import { TillProcess } from '#test/faults/till-process.ts';
import { nextCommand } from '#test/faults/work.ts';

export interface Shop {
  /** As it was when the process was killed, its WAL beside it. */
  folder: string;
  /** The same till the day before, ended well after its first Z. */
  yesterday: string;
  /** The same till an hour before, copied while it ran. */
  earlier: string;
  /** The till of `earlier`, gone on in another way: its rows carry the right signature and were never these books'. */
  forked: string;
  /** What the world was told, as lines. */
  acknowledged: string;
}

const MOST_COMMANDS = 2000;
export const QUIET_ROWS = 6;

async function step(life: Life): Promise<void> {
  await send(life, nextCommand(life.notes, life.random, life.items));
}

/** Works until something is so, as a cashier with all rights does. */
async function workUntil(life: Life, isDone: (notes: Notes) => boolean): Promise<void> {
  for (let i = 0; i < MOST_COMMANDS && !isDone(life.notes); i += 1) await step(life);
  if (!isDone(life.notes)) throw new Error('the shop never came to what was waited for');
}

async function sell(life: Life, count: number): Promise<void> {
  const until = life.notes.sales.size + count;
  await workUntil(life, ({ sales }) => sales.size >= until);
}

async function seal(life: Life): Promise<void> {
  const { zNo } = life.notes;
  life.notes.isClosing = true;
  await workUntil(life, (notes) => notes.zNo > zNo);
}

function begin(folder: string, life: Pick<Life, 'notes' | 'random' | 'items'>, plant: string | null): Life {
  return { ...life, till: new TillProcess(folder, plant) };
}

async function kill(life: Life): Promise<void> {
  life.till.kill();
  await life.till.ended;
}

/** The files as they lie there; nobody else holds them. */
export function copyFolder(from: string, to: string): void {
  fs.cpSync(from, to, {
    recursive: true,
    filter: (file) => !/[/\\](lock\.db.*|log|simulated|till\.db-shm)$/.test(file),
  });
}

/** Something is parked, and something lies on the counter: both must outlive what they can. */
const isBusy = ({ basket, parked }: Notes) =>
  parked.size > 0 && basket !== null && basket.lines.length > 0 && basket.sale.tenders.length === 0;

/** Makes a shop of so many sales a day over two sealed days and a third that goes on. */
export async function makeShop(
  root: string,
  name: string,
  sales: number,
  plant: string | null = null,
): Promise<Shop> {
  const at = (part: string) => path.join(root, `${name}-${part}`);
  const shop: Shop = {
    folder: at('folder'),
    yesterday: at('yesterday'),
    earlier: at('earlier'),
    forked: at('forked'),
    acknowledged: at('acknowledged.jsonl'),
  };
  fs.mkdirSync(root, { recursive: true });
  const first = { notes: new Notes(shop.acknowledged), random: new Random(`shop ${name}`), items: [] };
  let life = begin(shop.folder, first, plant);
  try {
    await takeUp(life);
    await sell(life, sales);
    await seal(life);
    await life.till.finish();
    copyFolder(shop.folder, shop.yesterday);
    life = begin(shop.folder, life, plant);
    await takeUp(life);
    await sell(life, sales);
    await seal(life);
    await sell(life, 1);
    copyFolder(shop.folder, shop.earlier);
    // Rows without any figure: here two stories of one till differ in nothing but what they say.
    for (let i = 0; i < QUIET_ROWS; i += 1) {
      const args = { commandId: life.random.uuid(), reason: `quiet ${i}` };
      await send(life, { name: 'drawer.noSale', args });
    }
    await sell(life, sales);
    await workUntil(life, isBusy);
  } finally {
    await kill(life);
  }
  await fork(shop, sales, plant);
  return shop;
}

/** Two shops of different registers. */
export const makeShops = (root: string, sales: number, plant: string | null = null): Promise<Shop[]> =>
  Promise.all(['one', 'another'].map((name) => makeShop(root, name, sales, plant)));

/** Another cashier of the same till, who knows nothing of what was sold since. */
async function fork(shop: Shop, sales: number, plant: string | null): Promise<void> {
  copyFolder(shop.earlier, shop.forked);
  const till = new TillProcess(shop.forked, plant);
  const random = new Random('another cashier');
  try {
    await till.must('session.signIn', { commandId: random.uuid(), staffId: 'chen-jing', pin: '3333' });
    for (let i = 0; i < 4 * sales; i += 1) {
      await till.must('drawer.noSale', { commandId: random.uuid(), reason: `reason ${i}` });
    }
  } finally {
    till.kill();
    await till.ended;
  }
}

/** What the world was told, read again. */
export function notesOf(shop: Shop): Notes {
  const notes = new Notes(process.platform === 'win32' ? 'NUL' : '/dev/null');
  for (const line of fs.readFileSync(shop.acknowledged, 'utf8').split('\n').slice(0, -1)) {
    const { name, args, result } = JSON.parse(line) as Sent & { result: unknown };
    notes.send({ name, args });
    notes.acknowledge({ name, args }, result);
  }
  return notes;
}

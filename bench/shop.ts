// Shops to measure with: so many articles, so many past sales, a shift that is open. Each is made once through the till
// itself and kept; a larger one is a smaller one with more articles.
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import type { CommandId, SaleId } from '#contract/ids.ts';
import { newStaff, registerConfig } from '#contract/register.ts';
import type { Clock } from '#main/clock.ts';
import type { Core } from '#main/core.ts';
import { articleOf, barcodeOf, categories, scannable, taxes } from './catalogue.ts';
import { manager, openTill } from './core.ts';
import { cachedShop, copyShop, dropFolder } from './folder.ts';
import type { Progress } from './progress.ts';

/** Another number here is another cache: what the generator or the till writes has changed. */
const VERSION = 1;
export const SEED = 20_261_120;

export interface ShopSize {
  articles: number;
  pastSales: number;
}

const register = registerConfig.parse({
  storeName: 'Bench',
  number: 1,
  currency: 'CNY',
  timeZone: 'Asia/Shanghai',
  dayStartsAt: 5,
  rounding: 'half-up',
  taxRounding: 'line',
  cashRounding: null,
  receiptLanguage: 'zh',
  isDemo: true,
});

/** Ids that nobody else has; a shop is made once, so they need not be the same the next time. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- ids are branded strings; the caller picks the brand
export const newId = <T extends string = CommandId>(): T => crypto.randomUUID() as T;

/** A clock that goes on by itself a little with each look, so that past days can be lived through in minutes. */
class PastClock implements Clock {
  #ms: number;
  constructor(from: string) {
    this.#ms = Date.parse(from);
  }
  now(): Date {
    this.#ms += 50;
    return new Date(this.#ms);
  }
  monotonicMs(): number {
    return this.#ms;
  }
  sleepDay(): void {
    this.#ms += 8 * 3_600_000;
  }
}

const SALES_A_DAY = 1000;
const PUT_AT_ONCE = 500;

async function setUp(core: Core): Promise<void> {
  const staff = [
    newStaff.parse({ staffId: manager.staffId, name: '陈静', role: 'manager', pin: manager.pin }),
  ];
  await core.run('register.setUp', { commandId: newId(), register, staff });
}

async function addArticles(core: Core, from: number, to: number, progress: Progress): Promise<void> {
  core.actAs(manager.staffId);
  for (let first = from; first < to; first += PUT_AT_ONCE) {
    const count = Math.min(PUT_AT_ONCE, to - first);
    const items = Array.from({ length: count }, (_, i) => articleOf(SEED, first + i));
    await core.run('catalog.put', { commandId: newId(), taxes, categories, items });
    progress.step('articles', first + count, to);
    await turn();
  }
}

/** One sale of some lines for exact cash. */
export async function sellOne(core: Core, codes: readonly string[]): Promise<SaleId> {
  const saleId = newId<SaleId>();
  let due = 0;
  for (const code of codes)
    due = (await core.run('sale.scan', { commandId: newId(), saleId, code })).sale.due;
  await core.run('tender.cash', { commandId: newId(), saleId, amount: due as never });
  await core.run('sale.complete', { commandId: newId(), saleId });
  // Without a turn of the event loop nothing native is ever freed.
  await turn();
  return saleId;
}

async function closeDay(core: Core): Promise<void> {
  const { cash } = await core.run('shift.xReport', { commandId: newId(), print: false });
  await core.run('shift.close', { commandId: newId(), counted: cash?.expected ?? (0 as never) });
  await core.run('register.close', { commandId: newId() });
}

export async function openShift(core: Core): Promise<void> {
  core.actAs(manager.staffId);
  await core.run('shift.open', { commandId: newId(), float: 50_000 as never });
}

async function livePast(core: Core, clock: PastClock, size: ShopSize, progress: Progress): Promise<void> {
  const codes = scannable(SEED, Math.min(1000, size.articles), 400).map((index) => barcodeOf(index));
  for (let sold = 0; sold < size.pastSales;) {
    await openShift(core);
    const today = Math.min(SALES_A_DAY, size.pastSales - sold);
    for (let i = 0; i < today; i += 1) {
      const lines = 1 + ((sold + i) % 4);
      const start = ((sold + i) * 7) % (codes.length - lines);
      await sellOne(core, codes.slice(start, start + lines));
      if (i % 50 === 0) progress.step('past sales', sold + i, size.pastSales);
    }
    sold += today;
    await closeDay(core);
    clock.sleepDay();
  }
}

const nameOf = ({ articles, pastSales }: ShopSize) =>
  `v${VERSION}-s${SEED}-${articles}-articles-${pastSales}-sales`;

/** The next smaller shop that this one grows from: the same past, a tenth or less of the articles. */
function smallerOf({ articles, pastSales }: ShopSize): ShopSize | null {
  return articles <= 1000 ? null : { articles: articles > 100_000 ? 100_000 : 1000, pastSales };
}

/** Makes the shop under another name and renames it: one that was cut off is begun anew. */
async function makeShop(size: ShopSize, target: string, progress: Progress): Promise<void> {
  const smaller = smallerOf(size);
  const begun = smaller === null ? `${target}.new` : copyShop(await keptShop(smaller, progress));
  if (smaller === null) dropFolder(begun);
  const clock = new PastClock('2026-01-05T01:00:00Z');
  const core = await openTill(begun, clock, false);
  if (smaller === null) await setUp(core);
  await addArticles(core, smaller?.articles ?? 0, size.articles, progress);
  if (smaller === null) await livePast(core, clock, size, progress);
  // What the articles wrote belongs to a period that is over, as in a shop that has traded for a while.
  await openShift(core);
  await closeDay(core);
  await core.close();
  // Whoever opens a till looks after old papers: a year of them is put aside here, not in the first second of a run.
  await (await openTill(begun)).close();
  fs.renameSync(begun, target);
}

/** The folder of a shop that is kept; made when it is not there. Never to be opened where it lies. */
export async function keptShop(size: ShopSize, progress: Progress): Promise<string> {
  const target = cachedShop(nameOf(size));
  if (!fs.existsSync(target)) {
    fs.mkdirSync(cachedShop('.'), { recursive: true });
    await makeShop(size, target, progress);
  }
  return target;
}

/** A till that finds no copy of its last Z makes one a minute after its start: in the middle of a run. It finds a name. */
function pretendBackedUp(folder: string): void {
  fs.mkdirSync(path.join(folder, 'backup'), { recursive: true });
  fs.writeFileSync(path.join(folder, 'backup', 'e0001-r999999999.db'), '');
}

/** A copy of a kept shop with a shift open and nobody signed in. */
export async function openedShop(size: ShopSize, progress: Progress): Promise<string> {
  const folder = copyShop(await keptShop(size, progress));
  pretendBackedUp(folder);
  const core = await openTill(folder, undefined, false);
  await openShift(core);
  await core.close();
  return folder;
}

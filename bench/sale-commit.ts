// `sale-commit`: what it costs to complete a sale durably, and the whole path from the first scan to it, beside the same
// rows and bytes written by bare statements. The till is driven as a process over JSON lines and in this process.
import fs from 'node:fs';
import path from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import type { Args, CommandName, Result } from '#contract/commands.ts';
import type { SaleId } from '#contract/ids.ts';
import type { Core } from '#main/core.ts';
import { openReadOnly } from '#store/open.ts';
import type { Bench, Benchmark } from './benchmark.ts';
import { barcodeOf, scannable } from './catalogue.ts';
import { manager, openTill } from './core.ts';
import { pairRatios, percentile, shown, shownRatio } from './figures.ts';
import { copyShop, dropFolder } from './folder.ts';
import { assertFull, assertKept } from './guard.ts';
import { RawTill } from './raw-sale.ts';
import { newId, openedShop, SEED } from './shop.ts';
import type { Row } from './table.ts';
import { recordTapes } from './tape.ts';
import { TillProcess } from './till-process.ts';

const LINES = 5;

/** Anything that a sale can be made through. */
type Ask = <N extends CommandName>(name: N, args: Args<N>) => Promise<Result<N>>;

interface Sold {
  sales: SaleId[];
  /** The commands of each sale, in their order. */
  commands: Map<SaleId, string[]>;
  /** How long each completion took, and all of it together, in ms. */
  completeMs: number[];
  pathMs: number;
}

async function sell(ask: Ask, baskets: readonly (readonly string[])[]): Promise<Sold> {
  const sold: Sold = { sales: [], commands: new Map(), completeMs: [], pathMs: 0 };
  const startMs = performance.now();
  for (const codes of baskets) {
    const saleId = newId<SaleId>();
    const ids = Array.from({ length: codes.length + 2 }, () => newId());
    let due = 0;
    for (const [i, code] of codes.entries()) {
      const { sale } = await ask('sale.scan', { commandId: ids[i] ?? newId(), saleId, code });
      due = sale.due;
    }
    await ask('tender.cash', { commandId: ids.at(-2) ?? newId(), saleId, amount: due as never });
    const completeMs = performance.now();
    await ask('sale.complete', { commandId: ids.at(-1) ?? newId(), saleId });
    sold.completeMs.push(performance.now() - completeMs);
    sold.sales.push(saleId);
    sold.commands.set(saleId, ids);
    // What follows a sale by itself is part of the path.
    await turn();
  }
  sold.pathMs = performance.now() - startMs;
  return sold;
}

interface Measured {
  completeMs: number[];
  pathMs: number[];
}

const nothing = (): Measured => ({ completeMs: [], pathMs: [] });

function note(measured: Measured, sold: Pick<Sold, 'completeMs' | 'pathMs'>): void {
  measured.completeMs.push(...sold.completeMs);
  measured.pathMs.push(sold.pathMs);
}

/** The mirror lines of the newest `count` rows of a folder. */
function newestMirrorLines(folder: string, count: number): Buffer[] {
  const mirror = path.join(folder, 'mirror');
  const names = fs.readdirSync(mirror).filter((name) => name.endsWith('.log'));
  const newest = names.sort().at(-1) ?? '';
  const lines = fs.readFileSync(path.join(mirror, newest), 'utf8').trimEnd().split('\n');
  return lines.slice(-count).map((line) => Buffer.from(`${line}\n`));
}

/** The sales of a round once more, by bare statements. */
function sellRaw(raw: RawTill, folder: string, sold: Sold): Pick<Sold, 'completeMs' | 'pathMs'> {
  const db = openReadOnly(folder);
  const tapes = recordTapes(db, sold.sales, sold.commands);
  db.close();
  const mirrorLines = newestMirrorLines(folder, tapes.length);
  const completeMs: number[] = [];
  const startMs = performance.now();
  for (const [i, tape] of tapes.entries()) {
    completeMs.push(raw.sell(tape, mirrorLines[i] ?? Buffer.alloc(0)));
  }
  return { completeMs, pathMs: performance.now() - startMs };
}

const tables = ['journal', 'sale', 'line_item', 'sale_tax', 'tender', 'ledger_entry', 'command', 'print_job'];

/** Throws unless the limit wrote as many rows into every table as the product did. */
function assertSameRows(folder: string, raw: RawTill): void {
  const db = openReadOnly(folder);
  for (const table of tables) {
    const count = `SELECT count(*) FROM ${table}`;
    const [ours, theirs] = [db, raw.db].map((one) => one.prepare(count).pluck().get());
    if (ours !== theirs)
      throw new Error(`the limit wrote ${String(theirs)} rows of ${table}, the product ${String(ours)}`);
  }
  db.close();
}

function rowsOf(all: Record<'process' | 'core' | 'raw', Measured>, salesARound: number): Row[] {
  const chunks = (measured: Measured) =>
    measured.pathMs.map((_, i) => {
      const round = measured.completeMs.slice(i * salesARound, (i + 1) * salesARound);
      return round.reduce((sum, ms) => sum + ms, 0);
    });
  const latency = ({ completeMs }: Measured) =>
    `${shown(1000 / (completeMs.reduce((sum, ms) => sum + ms, 0) / completeMs.length))}/s, p50 ${shown(percentile(completeMs, 0.5))}, p99 ${shown(percentile(completeMs, 0.99))} ms`;
  const rate = ({ pathMs }: Measured) =>
    `${shown((1000 * salesARound * pathMs.length) / pathMs.reduce((sum, ms) => sum + ms, 0))} sales/s`;
  const ratioOf = (limit: readonly number[], ours: readonly number[]) =>
    pairRatios(limit.map((a, i) => ({ a, b: ours[i] ?? Number.NaN })));
  const benchmark = 'sale-commit';
  const peer = 'Odoo 14 order upload 38–42/s';
  const [core, pipe] = [all.core, all.process].map((measured) => ({
    complete: ratioOf(chunks(all.raw), chunks(measured)),
    path: ratioOf(all.raw.pathMs, measured.pathMs),
    p99: percentile(measured.completeMs, 0.99),
  }));
  return [
    {
      benchmark,
      what: 'sale.complete, in this process',
      product: latency(all.core),
      limit: latency(all.raw),
      ratio: shownRatio(core!.complete),
      target: '≥ 0.8x',
      isMet: core!.complete.median >= 0.8,
      peer,
    },
    {
      benchmark,
      what: 'sale.complete, p99',
      product: `${shown(core!.p99)} ms`,
      limit: `${shown(percentile(all.raw.completeMs, 0.99))} ms`,
      target: '≤ 4 ms',
      isMet: core!.p99 <= 4,
    },
    {
      benchmark,
      what: 'sale.complete, headless process',
      product: latency(all.process),
      limit: latency(all.raw),
      ratio: shownRatio(pipe!.complete),
    },
    {
      benchmark,
      what: `whole path (${LINES} scans, tender, completion), in this process`,
      product: rate(all.core),
      limit: rate(all.raw),
      ratio: shownRatio(core!.path),
    },
    {
      benchmark,
      what: 'whole path, headless process',
      product: rate(all.process),
      limit: rate(all.raw),
      ratio: shownRatio(pipe!.path),
    },
  ];
}

async function run({ isQuick, progress, signal, built }: Bench): Promise<Row[]> {
  const rounds = isQuick ? 4 : 20;
  const salesARound = isQuick ? 25 : 100;
  const shop = { articles: isQuick ? 1000 : 100_000, pastSales: isQuick ? 500 : 100_000 };
  const folder = await openedShop(shop, progress);
  const folders = { core: folder, process: copyShop(folder), raw: copyShop(folder) };
  const codes = scannable(SEED, shop.articles, 2000).map((index) => barcodeOf(index));
  const basket = (n: number) =>
    Array.from({ length: LINES }, (_, i) => codes[(n * LINES + i) % (codes.length - 3)] ?? '');
  const core: Core = await openTill(folders.core);
  core.actAs(manager.staffId);
  const till = new TillProcess(built.main, folders.process);
  await till.signIn();
  assertFull(await till.ask('app.diagnose', {}));
  const raw = await RawTill.open(folders.raw);
  const all = { process: nothing(), core: nothing(), raw: nothing() };
  const kept: SaleId[] = [];
  // The first round warms everything up and does not count.
  for (let round = 0; round <= rounds && !signal.aborted; round += 1) {
    progress.step('sale-commit: rounds', round, rounds);
    const baskets = Array.from({ length: salesARound }, (_, i) => basket(round * salesARound + i));
    const piped = await sell((name, args) => till.ask(name, args), baskets);
    const own = await sell((name, args) => core.run(name, args), baskets);
    const bare = sellRaw(raw, folders.core, own);
    kept.push(...piped.sales);
    if (round === 0) continue;
    note(all.process, piped);
    note(all.core, own);
    note(all.raw, bare);
  }
  assertFull(await till.ask('app.diagnose', {}));
  await till.kill();
  assertKept(folders.process, kept);
  assertSameRows(folders.core, raw);
  raw.close();
  await core.close();
  for (const used of Object.values(folders)) dropFolder(used);
  return rowsOf(all, salesARound);
}

export const saleCommit: Benchmark = {
  name: 'sale-commit',
  about: `sales of ${LINES} lines and one tender, durable, signed and mirrored, one after the other`,
  run,
};

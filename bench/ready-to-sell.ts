// `ready-to-sell`: from starting the till's process and its Chromium to the first scan taken, with past sales and an open
// shift, beside a bare Node and a bare page. Every start but the first follows a kill.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { scanInto } from '#test/support/scanner.ts';
import type { Bench, Benchmark } from './benchmark.ts';
import type { Built } from './built.ts';
import { articleOf, barcodeOf, scannable } from './catalogue.ts';
import { median, pairRatios, percentile, shown, shownRatio } from './figures.ts';
import { dropFolder } from './folder.ts';
import { installBench } from './page-script.ts';
import { openedShop, SEED } from './shop.ts';
import type { Row } from './table.ts';
import { openChromium, signIn, size, startServer, startTill, stop } from './window.ts';

interface Start {
  /** The process says that it is ready. */
  tillMs: number;
  /** The first screen can be seen. */
  screenMs: number;
  /** The first scan is a line; the PIN's slow hash and whoever types it are left out. */
  scanMs: number;
  peakMb: number;
}

function peakOf(pid: number | undefined): number {
  if (process.platform !== 'linux' || pid === undefined) return Number.NaN;
  const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(peak) / 1024;
}

async function start(built: Built, folder: string, index: number, hasOpenSale: boolean): Promise<Start> {
  const startMs = performance.now();
  const { child, address } = await startTill(built, folder);
  const tillMs = performance.now() - startMs;
  const browser = await openChromium();
  const page = await (await browser.newContext({ viewport: size, locale: 'en-GB' })).newPage();
  await page.addInitScript(installBench);
  await page.goto(address);
  await page.locator('.staffTile').first().waitFor();
  const screenMs = performance.now() - startMs;
  await signIn(page);
  const scanStartMs = performance.now();
  // Whoever scans looks first whether the sale that was open is there.
  if (hasOpenSale) await page.locator('.line').first().waitFor();
  await scanInto(page, barcodeOf(index));
  await page.evaluate((sku) => window.bench.line(sku), articleOf(SEED, index).sku);
  const scanMs = screenMs + performance.now() - scanStartMs;
  const peakMb = peakOf(child.pid);
  // The plug is pulled with a sale open: the next start has to find its way from there.
  await stop(child, 'SIGKILL');
  await browser.close();
  return { tillMs, screenMs, scanMs, peakMb };
}

async function startBare(): Promise<number> {
  const startMs = performance.now();
  const { child, address } = await startServer([path.join(import.meta.dirname, 'bare-page.mjs')]);
  const browser = await openChromium();
  const page = await (await browser.newContext({ viewport: size, locale: 'en-GB' })).newPage();
  await page.goto(address);
  await page.locator('#ready').waitFor();
  const ms = performance.now() - startMs;
  await stop(child, 'SIGKILL');
  await browser.close();
  return ms;
}

interface Cell {
  articles: number;
  folder: string;
  starts: Start[];
}

function rowOf({ articles, starts }: Cell, bare: readonly number[], isPromised: boolean): Row {
  const of = (pick: (start: Start) => number) => median(starts.map(pick));
  const ratio = pairRatios(starts.map(({ scanMs }, i) => ({ a: scanMs, b: bare[i] ?? Number.NaN })));
  return {
    benchmark: 'ready-to-sell',
    what: `${articles.toLocaleString('en')} articles, after a kill`,
    product: `${shown(of(({ scanMs }) => scanMs))} ms (till ${shown(of(({ tillMs }) => tillMs))}, screen ${shown(of(({ screenMs }) => screenMs))}), peak ${shown(of(({ peakMb }) => peakMb))} MB`,
    limit: `${shown(median(bare))} ms`,
    ratio: shownRatio(ratio),
    ...(isPromised
      ? { target: '≤ 1.6x', isMet: ratio.median <= 1.6, peer: 'Odoo 50k: 23.9 s; 3.6 s with its cache' }
      : {}),
  };
}

function growth(least: Cell, most: Cell): Row {
  const ratio = pairRatios(
    most.starts.map(({ scanMs }, i) => ({ a: scanMs, b: least.starts[i]?.scanMs ?? Number.NaN })),
  );
  return {
    benchmark: 'ready-to-sell',
    what: `${most.articles.toLocaleString('en')} articles against ${least.articles.toLocaleString('en')}`,
    product: '',
    ratio: shownRatio(ratio),
    target: '≤ 1.1x',
    isMet: ratio.median <= 1.1,
  };
}

function slowest(cells: readonly Cell[]): Row {
  const p95 = percentile(
    cells.flatMap(({ starts }) => starts.map(({ scanMs }) => scanMs)),
    0.95,
  );
  return {
    benchmark: 'ready-to-sell',
    what: 'p95 of all starts after a kill',
    product: `${shown(p95)} ms`,
    target: '≤ 2000 ms',
    isMet: p95 <= 2000,
  };
}

async function run({ isQuick, progress, signal, built }: Bench): Promise<Row[]> {
  const sizes = isQuick ? [1000] : [1000, 100_000, 1_000_000];
  const rounds = isQuick ? 2 : 7;
  const cells: Cell[] = [];
  for (const articles of sizes) {
    const folder = await openedShop({ articles, pastSales: isQuick ? 500 : 100_000 }, progress);
    cells.push({ articles, folder, starts: [] });
  }
  const bare: number[] = [];
  for (let round = 0; round <= rounds && !signal.aborted; round += 1) {
    progress.step('ready-to-sell: rounds', round, rounds);
    const bareMs = await startBare();
    if (round > 0) bare.push(bareMs);
    for (const cell of cells) {
      const [index] = scannable(SEED, 1000, round + 1).slice(-1);
      const one = await start(built, cell.folder, index ?? 0, round > 0);
      if (round > 0) cell.starts.push(one);
    }
  }
  for (const { folder } of cells) dropFolder(folder);
  const [least, most] = [cells[0], cells.at(-1)];
  const rows = cells.map((cell) => rowOf(cell, bare, cell.articles === 100_000));
  if (least === undefined || most === undefined || least === most) return rows;
  return [...rows, growth(least, most), slowest(cells)];
}

export const readyToSell: Benchmark = {
  name: 'ready-to-sell',
  about: 'from starting the process to the first scan taken, after a kill, with past sales and an open shift',
  run,
};

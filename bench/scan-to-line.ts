// `scan-to-line`: from a scanner's Enter to the line in the page, laid out, beside the same page with the answer from a
// constant. Catalogues and baskets of three sizes.
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright';
import { scanInto } from '#test/support/scanner.ts';
import type { Bench, Benchmark } from './benchmark.ts';
import { articleOf, barcodeOf, scannable } from './catalogue.ts';
import { pairRatios, percentile, shown, shownRatio } from './figures.ts';
import { dropFolder } from './folder.ts';
import { newId, openedShop, SEED } from './shop.ts';
import type { Row } from './table.ts';
import { openChromium, openCounter } from './window.ts';

const FRAME_MS = 1000 / 60;

interface Scan {
  ms: number;
  frames: number;
}

/** What was measured for one size of catalogue and basket. */
interface Cell {
  articles: number;
  lines: number;
  product: Scan[];
  constant: Scan[];
}

/** Scans one article after the other, each at its own moment of a frame. */
async function scanAll(page: Page, indexes: readonly number[]): Promise<Scan[]> {
  const scans: Scan[] = [];
  for (const index of indexes) {
    await pause(15 + Math.random() * 2 * FRAME_MS);
    const { sku } = articleOf(SEED, index);
    await page.evaluate((wanted) => {
      Object.assign(window, { wanted: window.bench.line(wanted) });
    }, sku);
    await scanInto(page, barcodeOf(index));
    scans.push(await page.evaluate(() => (window as unknown as { wanted: Promise<Scan> }).wanted));
  }
  return scans;
}

/** A sale of so many lines, in place of the one that is open. */
async function fill(page: Page, indexes: readonly number[]): Promise<void> {
  const codes = indexes.map((index) => barcodeOf(index));
  const ids = [newId(), newId(), ...codes.map(() => newId())];
  await page.evaluate(
    async ({ wanted, commands }) => {
      const { current } = (await window.bench.ask('sale.current', {})) as {
        current: { sale: { saleId: string } } | null;
      };
      const [voided, saleId, ...scans] = commands;
      if (current !== null)
        await window.bench.ask('sale.void', { commandId: voided, saleId: current.sale.saleId });
      for (const [i, code] of wanted.entries())
        await window.bench.ask('sale.scan', { commandId: scans[i], saleId, code });
    },
    { wanted: codes, commands: ids },
  );
  await page.waitForFunction((count) => document.querySelectorAll('.line').length === count, codes.length);
}

/** What an answered constant has put on the screen is not the till's: the page begins anew. */
async function begin(page: Page, isConstant: boolean): Promise<void> {
  await page.reload();
  await page.locator('.frame[data-screen="sell"]').waitFor();
  await page.evaluate((is) => void (window.bench.isConstant = is), isConstant);
}

const SCANS_A_ROUND = 20;

async function measureCell(
  page: Page,
  cell: Cell,
  rounds: number,
  indexes: readonly number[],
): Promise<void> {
  for (let round = 0; round <= rounds; round += 1) {
    for (const isConstant of [false, true]) {
      await begin(page, false);
      await fill(page, indexes.slice(0, cell.lines));
      await page.evaluate((is) => void (window.bench.isConstant = is), isConstant);
      const wanted = indexes.slice(cell.lines, cell.lines + SCANS_A_ROUND);
      const scans = await scanAll(page, wanted);
      // The first round warms up, as the first customers of a day do.
      if (round > 0) (isConstant ? cell.constant : cell.product).push(...scans);
    }
  }
}

function rowOf({ articles, lines, product, constant }: Cell): Row {
  const of = (scans: readonly Scan[]) => scans.map(({ ms }) => ms);
  const pairs = [...Array(Math.floor(product.length / SCANS_A_ROUND)).keys()].map((round) => {
    const part = (scans: readonly Scan[]) =>
      percentile(of(scans.slice(round * SCANS_A_ROUND, (round + 1) * SCANS_A_ROUND)), 0.5);
    return { a: part(product), b: part(constant) };
  });
  const p99 = percentile(of(product), 0.99);
  const inTime = product.filter(({ ms }) => ms <= FRAME_MS).length / product.length;
  const say = (scans: readonly Scan[]) =>
    `p50 ${shown(percentile(of(scans), 0.5))}, p99 ${shown(percentile(of(scans), 0.99))} ms, ${scans.filter(({ frames }) => frames > 1).length} of ${scans.length} later than the next frame`;
  return {
    benchmark: 'scan-to-line',
    what: `${articles.toLocaleString('en')} articles, ${lines} lines`,
    product: say(product),
    limit: say(constant),
    ratio: shownRatio(pairRatios(pairs)),
    target: 'p99 ≤ 8 ms, ≥ 99 % in one frame’s time',
    isMet: p99 <= 8 && inTime >= 0.99,
    ...(lines > 1 ? { peer: lines >= 200 ? 'Odoo 50k: 45 ms' : 'Odoo 50k: 19 ms' } : {}),
  };
}

function growth(cells: readonly Cell[], sizes: readonly number[]): Row {
  const least = Math.min(...sizes);
  const most = Math.max(...sizes);
  const middle = (articles: number, lines: number) =>
    percentile(
      cells
        .filter((cell) => cell.articles === articles && cell.lines === lines)
        .flatMap(({ product }) => product.map(({ ms }) => ms)),
      0.5,
    );
  const pairs = [...new Set(cells.map(({ lines }) => lines))].map((lines) => ({
    a: middle(most, lines),
    b: middle(least, lines),
  }));
  const ratio = pairRatios(pairs);
  return {
    benchmark: 'scan-to-line',
    what: `${most.toLocaleString('en')} articles against ${least.toLocaleString('en')}, p50`,
    product: pairs.map(({ a }) => `${shown(a)} ms`).join(', '),
    limit: pairs.map(({ b }) => `${shown(b)} ms`).join(', '),
    ratio: shownRatio(ratio),
    target: '≤ 1.2x',
    isMet: ratio.median <= 1.2,
  };
}

async function run({ isQuick, progress, signal, built }: Bench): Promise<Row[]> {
  const sizes = isQuick ? [1000] : [1000, 100_000, 1_000_000];
  const baskets = isQuick ? [1, 20] : [1, 20, 200];
  const rounds = isQuick ? 1 : 5;
  const cells: Cell[] = [];
  const browser = await openChromium();
  for (const articles of sizes) {
    const folder = await openedShop({ articles, pastSales: isQuick ? 500 : 100_000 }, progress);
    const counter = await openCounter(built, folder, browser);
    const indexes = scannable(SEED, articles, 200 + SCANS_A_ROUND);
    for (const lines of baskets) {
      if (signal.aborted) break;
      progress.say(`scan-to-line: ${articles} articles, ${lines} lines`);
      const cell: Cell = { articles, lines, product: [], constant: [] };
      await measureCell(counter.page, cell, rounds, indexes);
      cells.push(cell);
    }
    await counter.close();
    dropFolder(folder);
  }
  await browser.close();
  const rows = cells.map(rowOf);
  return sizes.length > 1 && !signal.aborted ? [...rows, growth(cells, sizes)] : rows;
}

export const scanToLine: Benchmark = {
  name: 'scan-to-line',
  about: 'a scan until its line is in the page and laid out, for three catalogues and three baskets',
  run,
};

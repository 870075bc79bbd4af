// `memory`: what the till and its page take with a small and a large catalogue, and whether it grows while sales are made.
// Reads what Linux says of processes; elsewhere it has nothing to say.
import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright';
import { scanInto } from '#test/support/scanner.ts';
import type { Bench, Benchmark } from './benchmark.ts';
import { barcodeOf, scannable } from './catalogue.ts';
import { shown, slope } from './figures.ts';
import { dropFolder } from './folder.ts';
import { newId, openedShop, SEED } from './shop.ts';
import type { Row } from './table.ts';
import { openChromium, openCounter } from './window.ts';
import type { Counter } from './window.ts';

const residentMb = (pid: number): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

/** The processes that draw pages. */
async function renderers(browser: Browser): Promise<number[]> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
}

interface Taken {
  tillMb: number;
  pageMb: number;
}

async function taken({ till, browser }: Counter): Promise<Taken> {
  const pages = await renderers(browser);
  return { tillMb: residentMb(till.pid ?? 0), pageMb: pages.reduce((sum, pid) => sum + residentMb(pid), 0) };
}

/** Some sales through the page's own socket, the screen following each. */
async function sell({ page }: Counter, baskets: readonly (readonly string[])[]): Promise<void> {
  const sales = baskets.map((codes) => ({
    codes,
    ids: Array.from({ length: codes.length + 3 }, () => newId()),
  }));
  await page.evaluate(async (all) => {
    const { bench } = window;
    for (const { codes, ids } of all) {
      const saleId = ids[0];
      let due = 0;
      for (const [i, code] of codes.entries()) {
        const change = (await bench.ask('sale.scan', { commandId: ids[i + 1], saleId, code })) as {
          sale: { due: number };
        };
        due = change.sale.due;
      }
      await bench.ask('tender.cash', { commandId: ids.at(-2), saleId, amount: due });
      await bench.ask('sale.complete', { commandId: ids.at(-1), saleId });
    }
  }, sales);
}

async function run({ isQuick, progress, signal, built }: Bench): Promise<Row[]> {
  if (process.platform !== 'linux') return [];
  const sizes = isQuick ? [1000] : [1000, 1_000_000];
  const [steps, salesAStep] = isQuick ? [4, 20] : [12, 250];
  const rows: Row[] = [];
  const totals: number[] = [];
  for (const articles of sizes) {
    const folder = await openedShop({ articles, pastSales: isQuick ? 500 : 100_000 }, progress);
    const browser = await openChromium();
    const counter = await openCounter(built, folder, browser);
    const indexes = scannable(SEED, articles, 2000);
    await scanInto(counter.page, barcodeOf(indexes[0] ?? 0));
    await counter.page.locator('.line').first().waitFor();
    await counter.page.evaluate(async (id) => {
      const { current } = (await window.bench.ask('sale.current', {})) as {
        current: { sale: { saleId: string } };
      };
      await window.bench.ask('sale.void', { commandId: id, saleId: current.sale.saleId });
    }, newId());
    const before = await taken(counter);
    const points: (Taken & { sales: number })[] = [];
    for (let step = 1; step <= steps && !signal.aborted; step += 1) {
      progress.step(`memory: ${articles} articles, sales`, (step - 1) * salesAStep, steps * salesAStep);
      const baskets = Array.from({ length: salesAStep }, (_, i) =>
        Array.from({ length: 5 }, (_line, line) =>
          barcodeOf(indexes[(i * 5 + line + step) % indexes.length] ?? 0),
        ),
      );
      await sell(counter, baskets);
      points.push({ ...(await taken(counter)), sales: step * salesAStep });
    }
    // What a runtime takes in its first hundreds of sales it does not give back; the slope is that of the second half.
    const later = points.slice(Math.floor(points.length / 2));
    const growthOf = (pick: (point: Taken) => number) =>
      1000 * slope(later.map((point) => ({ x: point.sales, y: pick(point) })));
    const last = points.at(-1) ?? before;
    totals.push(last.tillMb + last.pageMb);
    rows.push({
      benchmark: 'memory',
      what: `${articles.toLocaleString('en')} articles, ${steps * salesAStep} sales`,
      product: `till ${shown(before.tillMb)} → ${shown(last.tillMb)} MB, page ${shown(before.pageMb)} → ${shown(last.pageMb)} MB; slope ${shown(growthOf(({ tillMb }) => tillMb))} + ${shown(growthOf(({ pageMb }) => pageMb))} MB per 1000 sales`,
      peer: 'Odoo 50k: heap 97–104 MB + 0.5 GB server',
    });
    await counter.close();
    await browser.close();
    dropFolder(folder);
  }
  const [least, most] = [totals[0] ?? Number.NaN, totals.at(-1) ?? Number.NaN];
  if (sizes.length < 2 || signal.aborted) return rows;
  const product = `${shown(most)} MB against ${shown(least)} MB`;
  const grown: Row = {
    benchmark: 'memory',
    what: '1,000,000 articles against 1,000',
    product,
    ratio: shown(most / least),
    target: '≤ 1.2x',
    isMet: most / least <= 1.2,
  };
  return [...rows, grown];
}

export const memory: Benchmark = {
  name: 'memory',
  about: 'what the till and its page take with a small and a large catalogue, and whether sales make it grow',
  run,
};

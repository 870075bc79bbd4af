// `npm run soak -- scans`: scans among fast typing into a real till in Chromium, held against its books. Owns the options, the
// till and the figures; what is typed is planned in scan-plan.ts.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright';
import { systemChromium } from '#scripts/setup/chromium.mjs';
import { anySeed, BadCall, readOptions, wholeNumber } from '#test/faults/campaigns/campaign.ts';
import type { Campaign, Outcome, Setting } from '#test/faults/campaigns/campaign.ts';
import { skusByCode } from '#test/support/catalogue.ts';
import { Keys } from '#test/support/scanner.ts';
import { prepareTill } from '#test/support/start-till.ts';
import { Till } from '#test/support/till.ts';
import { planSales } from './scan-plan.ts';
import { doublesOf, holdSale } from './scan-till.ts';

const usage = `N scans by a scanner that types, mixed with a fast hand, into a till in Chromium: none lost, none invented
  --scans N        how many (default 10000)
  --in-sale N      how many in one sale (default 40)
  --seed S         the seed (default: another one each time)`;

function chromiumPath(): string {
  const named = process.env['COUNTERFOIL_CHROMIUM'] ?? systemChromium()?.path ?? chromium.executablePath();
  if (!existsSync(named)) throw new BadCall('there is no Chromium on this machine');
  if (!existsSync('dist/renderer/index.html')) throw new BadCall('build the screen first: npm run build');
  return named;
}

async function run(args: readonly string[], { signal, show, say }: Setting): Promise<Outcome> {
  const values = readOptions(args, { scans: '10000', 'in-sale': '40', seed: anySeed() });
  const wanted = {
    scans: wholeNumber('scans', values.scans),
    inSale: wholeNumber('in-sale', values['in-sale']),
    seed: wholeNumber('seed', values.seed),
  };
  const skuOf = skusByCode(120);
  const sales = planSales(wanted, [...skuOf.keys()]);
  const isRoot = process.getuid?.() === 0;
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: isRoot ? ['--no-sandbox'] : [],
  });
  const prepared = await prepareTill({
    shell: 'browser',
    browser,
    contextOptions: {},
    launchOptions: {},
    viewport: { width: 1366, height: 768 },
    language: 'en',
    isDemo: true,
    isFirstStart: true,
  });
  const till = new Till(prepared.folder, () => prepared.start());
  say(`seed ${wanted.seed}: ${sales.length} sales`);
  const startedMs = performance.now();
  let [scans, keys, wrong, doubles] = [0, 0, 0, 0];
  try {
    await till.start();
    await till.startWork();
    const hands = await Keys.on(till.page);
    for (const [at, sale] of sales.entries()) {
      if (signal.aborted) break;
      const problems = await holdSale(till, hands, sale, skuOf);
      scans += sale.scans;
      doubles += sale.doubles;
      keys += sale.deeds.reduce((sum, deed) => sum + (deed.kind === 'type' ? deed.keys.length : 0), 0);
      if (problems.length > 0) {
        wrong += 1;
        say(`FAILED: sale ${at + 1} of seed ${wanted.seed}\n    ${problems.slice(0, 5).join('\n    ')}`);
      }
      show(`${scans} scans in ${at + 1} sales, ${wrong} sales wrong`);
    }
    const noted = doublesOf(till.folder);
    if (noted !== doubles) {
      wrong += 1;
      say(`FAILED: ${doubles} articles were read twice, ${noted} are on the journal`);
    }
  } finally {
    await till.close();
    await prepared.remove();
    await browser.close();
  }
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(0);
  const early = signal.aborted ? ', cancelled' : '';
  return {
    figures: `${scans} scans and ${keys} typed keys, ${doubles} articles read twice, ${wrong} sales wrong, ${seconds} s${early}`,
    isFound: wrong > 0,
  };
}

export const scansCampaign: Campaign = { name: 'scans', usage, nightly: ['--scans', '10000'], run };

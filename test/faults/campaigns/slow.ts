// `npm run faults -- slow` on the command line. Owns its options and what is printed; the day at the till is errors/slow.ts.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { Counter } from '#test/faults/errors/counter.ts';
import { removeRun } from '#test/faults/errors/run.ts';
import { copyPrepared, prepare } from '#test/faults/errors/scenarios.ts';
import { runSlow, underSlowDisk } from '#test/faults/errors/slow.ts';
import { whyNoStrace } from '#test/faults/errors/strace.ts';
import { Random } from '#test/faults/random.ts';
import { projectFolder } from '#test/faults/till-process.ts';
import { anySeed, readOptions, readPlant, wholeNumber } from './campaign.ts';
import type { Campaign, Outcome, Setting } from './campaign.ts';

const usage = `sell on a disk whose every sync takes its time
  --sync MS        milliseconds of each sync (default 200)
  --sales N        sales (default 20)
  --screen         only start the browser shell on such a disk, print its address and wait for Ctrl+C
  --seed S, --plant NAME   as for kill`;

const seconds = (ms: number) => (ms / 1000).toFixed(2);

/** A till with a real screen for whoever wants to look at it; needs the built screen. */
async function showScreen(syncMs: number, { root, signal, say }: Setting): Promise<Outcome> {
  const folder = path.join(root, 'screen');
  const till = [
    process.execPath,
    path.join(projectFolder, 'src-main', 'main.ts'),
    '--shell',
    'browser',
    '--demo',
    '--data',
    folder,
  ];
  const [command = 'strace', ...rest] = [...underSlowDisk(syncMs), ...till];
  const child = spawn(command, rest, { stdio: ['ignore', 'inherit', 'inherit'], detached: true });
  const stop = () => void (child.pid !== undefined && process.kill(-child.pid, 'SIGTERM'));
  signal.addEventListener('abort', stop, { once: true });
  say(`Every sync takes ${syncMs} ms. Ctrl+C ends it.`);
  await once(child, 'close');
  removeRun(folder);
  return { figures: 'the screen was closed', isFound: false };
}

export const slow: Campaign = {
  name: 'slow',
  usage,
  nightly: [],
  async run(args, setting) {
    const { root, signal, show, say } = setting;
    const values = readOptions(args, {
      sync: '200',
      sales: '20',
      screen: false,
      seed: anySeed(),
      plant: null,
    });
    const [syncMs, sales] = [wholeNumber('sync', values.sync), wholeNumber('sales', values.sales)];
    const why = whyNoStrace();
    if (why !== null) return { figures: `not run: ${why}`, isFound: false };
    if (values.screen) return showScreen(syncMs, setting);
    say(`Seed ${values.seed}`);
    const before = path.join(root, 'before');
    const prepared = await prepare('sale', before, new Random(`${values.seed}/before`));
    const folder = path.join(root, 'till');
    const random = new Random(`${values.seed}/slow`);
    const counter = new Counter(
      folder,
      () => copyPrepared(prepared, folder),
      random,
      readPlant(values.plant),
    );
    const result = await runSlow(counter, {
      syncMs,
      sales,
      signal,
      onSale: (done) => show(`${done} of ${sales} sales`),
    });
    removeRun(before);
    for (const finding of result.findings.slice(0, 5)) say(`  wrong: ${finding.slice(0, 400)}`);
    if (result.findings.length === 0) removeRun(folder);
    const sorted = result.saleMs.sort((a, b) => a - b);
    const { burst, silenceMs } = result;
    say(
      `seconds a sale: ${seconds(sorted[Math.floor(sorted.length / 2)] ?? 0)} median, ${seconds(sorted.at(-1) ?? 0)} longest`,
    );
    say(`longest silence on the pipe: ${seconds(silenceMs)} s`);
    say(`a burst of ${burst.scans} scans: ${burst.lines} answered, ${seconds(burst.tookMs)} s`);
    const figures = `${result.sales} sales at ${syncMs} ms a sync, ${result.findings.length} wrong`;
    return { figures, isFound: result.findings.length > 0 };
  },
};

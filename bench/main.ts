// `npm run bench`: the product beside its limits, one table at the end. Owns the command line, cancelling and where the
// table goes; the benchmarks are beside it.
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Benchmark } from './benchmark.ts';
import { buildProgram } from './built.ts';
import { dropFolders } from './folder.ts';
import { describeMachine } from './machine.ts';
import { openProgress } from './progress.ts';
import { saleCommit } from './sale-commit.ts';
import { memory } from './memory.ts';
import { pricing } from './pricing.ts';
import { receipt } from './receipt.ts';
import { readyToSell } from './ready-to-sell.ts';
import { scanToLine } from './scan-to-line.ts';
import { searchKeystroke } from './search-keystroke.ts';
import { markdownTable, verdictLine } from './table.ts';
import type { Row } from './table.ts';

const benchmarks: readonly Benchmark[] = [
  saleCommit,
  scanToLine,
  searchKeystroke,
  readyToSell,
  memory,
  pricing,
  receipt,
];

const usage = `npm run bench                 all benchmarks
npm run bench -- NAME …       some of them:
${benchmarks.map(({ name, about }) => `  ${name.padEnd(20)} ${about}`).join('\n')}

  --quick   small sizes and few rounds: whether it works, no figures to quote
  --keep    writes the table to bench/results/latest.md

The shops are made on the first run, which takes a quarter of an hour, and kept below node_modules/.cache/bench.
`;

class BadCall extends Error {}

function readCall(argv: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        quick: { type: 'boolean', default: false },
        keep: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    const strange = positionals.find((name) => benchmarks.every((one) => one.name !== name));
    if (strange !== undefined) throw new Error(`there is no benchmark ${strange}`);
    return { ...values, names: positionals };
  } catch (error) {
    throw new BadCall((error as Error).message);
  }
}

/** Ctrl+C ends the run at the next round with what there is; a second one ends the program. */
function cancelling(): AbortSignal {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(130);
    process.stderr.write('\nStopping at the next round …\n');
    controller.abort();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  return controller.signal;
}

function write(rows: readonly Row[], about: readonly string[], notes: readonly string[]): string {
  const lines = [
    '# Benchmarks',
    '',
    ...about.map((line) => `- ${line}`),
    '',
    markdownTable(rows),
    '',
    `${verdictLine(rows)}.`,
    ...notes,
  ];
  return `${lines.join('\n')}\n`;
}

async function main(): Promise<number> {
  const call = readCall(process.argv.slice(2));
  if (call.help) {
    process.stdout.write(usage);
    return 0;
  }
  const signal = cancelling();
  const progress = openProgress();
  const startedMs = performance.now();
  const chosen = benchmarks.filter(({ name }) => call.names.length === 0 || call.names.includes(name));
  const about = describeMachine();
  const rows: Row[] = [];
  try {
    const built = buildProgram();
    for (const benchmark of chosen) {
      if (signal.aborted) break;
      progress.say(`${benchmark.name} …`);
      rows.push(...(await benchmark.run({ isQuick: call.quick, progress, signal, built })));
    }
  } finally {
    progress.end();
    dropFolders();
  }
  const minutes = ((performance.now() - startedMs) / 60_000).toFixed(1);
  const took = `Took ${minutes} minutes${signal.aborted ? ', cancelled' : ''}${call.quick ? ', small sizes: not to be quoted' : ''}.`;
  const table = write(
    rows,
    [...about, ...describeMachine().filter((line) => line.startsWith('Load'))],
    ['', took],
  );
  process.stdout.write(table);
  if (call.keep && !signal.aborted) {
    const file = path.join(import.meta.dirname, 'results', 'latest.md');
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, table);
  }
  return signal.aborted ? 130 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(
    `${error instanceof BadCall ? `${error.message}\n\n${usage}` : (error as Error).stack}\n`,
  );
  process.exitCode = 1;
}
// A till that is still printing holds the process; everything worth waiting for has been awaited.
process.exit();

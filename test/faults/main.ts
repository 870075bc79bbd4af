// `npm run faults`: campaigns against a till that loses its power, its disk or its clock. Owns the command line, the
// night's table and the exit code; the campaigns are named in campaigns/index.ts.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { BadCall } from './campaigns/campaign.ts';
import type { Campaign, Outcome } from './campaigns/campaign.ts';
import { campaigns } from './campaigns/index.ts';
import { cancelling, makeProgress } from './console.ts';

const firstLine = (text: string) => text.split('\n')[0] ?? '';

const usage = [
  'npm run faults                       every campaign, as long as in a night',
  'npm run faults -- NAME [options]     one campaign; with --help its options:',
  ...campaigns.map(({ name, usage: text }) => `  ${name.padEnd(12)} ${firstLine(text)}`),
  'Exit code: 0 nothing found, 1 something found, 2 not understood, 130 cancelled.\n',
].join('\n');

async function runOne(campaign: Campaign, args: readonly string[], signal: AbortSignal): Promise<Outcome> {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), `counterfoil-${campaign.name}-`));
  const progress = makeProgress();
  const say = (text: string) => {
    progress.end();
    process.stdout.write(`${text}\n`);
  };
  try {
    const outcome = await campaign.run(args, { root, signal, show: (line) => progress.show(line), say });
    say(outcome.figures);
    return outcome;
  } finally {
    progress.end();
    // Only what failed is left in it, and then it stays.
    if (fs.readdirSync(root).length === 0) fs.rmdirSync(root);
  }
}

interface Night {
  name: string;
  seconds: number;
  figures: string;
  isFound: boolean;
}

/** A campaign that breaks down has found something too; the others are run all the same. */
async function runInNight(campaign: Campaign, signal: AbortSignal): Promise<Night> {
  const startedMs = performance.now();
  const { name, nightly } = campaign;
  process.stdout.write(`\n${name} ${nightly.join(' ')}\n`);
  const outcome = await runOne(campaign, nightly, signal).catch((error: unknown): Outcome => {
    process.stdout.write(`${(error as Error).stack}\n`);
    return { figures: `broke down: ${(error as Error).message}`, isFound: true };
  });
  return { name, seconds: (performance.now() - startedMs) / 1000, ...outcome };
}

async function runNight(signal: AbortSignal): Promise<number> {
  const nights: Night[] = [];
  for (const campaign of campaigns) {
    if (!signal.aborted) nights.push(await runInNight(campaign, signal));
  }
  const rows = nights.map(({ name, seconds, figures, isFound }) =>
    [name.padEnd(12), `${seconds.toFixed(0)} s`.padStart(8), isFound ? 'FOUND' : 'clean', figures].join('  '),
  );
  process.stdout.write(`\n${rows.join('\n')}\n`);
  if (nights.some(({ isFound }) => isFound)) return 1;
  return signal.aborted ? 130 : 0;
}

async function main([name, ...args]: string[]): Promise<number> {
  if (name === '--help') {
    process.stdout.write(usage);
    return 0;
  }
  const signal = cancelling();
  if (name === undefined) return runNight(signal);
  const campaign = campaigns.find((one) => one.name === name);
  if (campaign === undefined) throw new BadCall(`${name}: there is no such campaign`);
  if (args.includes('--help')) {
    process.stdout.write(`${name}: ${campaign.usage}\n`);
    return 0;
  }
  const { isFound } = await runOne(campaign, args, signal);
  if (isFound) return 1;
  return signal.aborted ? 130 : 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const words = error instanceof BadCall ? `${error.message}\n\n${usage}` : (error as Error).stack;
  process.stderr.write(`${words}\n`);
  process.exitCode = 2;
}
process.exit();

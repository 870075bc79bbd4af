// `npm run soak`: what is tried far more often, or far longer, than in the ordinary tests. Owns the command line and the exit
// code; what is tried is named in one list.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { BadCall } from '#test/faults/campaigns/campaign.ts';
import type { Campaign } from '#test/faults/campaigns/campaign.ts';
import { cancelling, makeProgress } from '#test/faults/console.ts';
import { propertiesCampaign } from './properties.ts';
import { scansCampaign } from './scans.ts';

const campaigns: readonly Campaign[] = [propertiesCampaign, scansCampaign];

const usage = [
  'npm run soak -- NAME [options]       with --help its options:',
  ...campaigns.map(({ name, usage: text }) => `  ${name.padEnd(12)} ${text.split('\n')[0] ?? ''}`),
  'Exit code: 0 nothing found, 1 something found, 2 not understood, 130 cancelled.\n',
].join('\n');

async function main([name, ...args]: string[]): Promise<number> {
  const campaign = campaigns.find((one) => one.name === name);
  if (name === '--help') process.stdout.write(usage);
  if (name === '--help') return 0;
  if (campaign === undefined) throw new BadCall(`${name ?? 'nothing'}: there is no such campaign`);
  if (args.includes('--help')) {
    process.stdout.write(`${campaign.name}: ${campaign.usage}\n`);
    return 0;
  }
  const signal = cancelling();
  const progress = makeProgress();
  const say = (text: string) => {
    progress.end();
    process.stdout.write(`${text}\n`);
  };
  const root = fs.mkdtempSync(path.join(os.tmpdir(), `counterfoil-${campaign.name}-`));
  try {
    const { figures, isFound } = await campaign.run(args, { root, signal, show: progress.show, say });
    say(figures);
    if (isFound) return 1;
    return signal.aborted ? 130 : 0;
  } finally {
    progress.end();
    // Only what failed is left in it, and then it stays.
    if (fs.readdirSync(root).length === 0) fs.rmdirSync(root);
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const words = error instanceof BadCall ? `${error.message}\n\n${usage}` : (error as Error).stack;
  process.stderr.write(`${words}\n`);
  process.exitCode = 2;
}
process.exit();

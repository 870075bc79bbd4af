// `npm run faults -- printer` on the command line. Owns its options and what is printed; the cases are printer-matrix.ts and
// printer-kill.ts beside this folder.
import fs from 'node:fs';
import path from 'node:path';
import { seedDemo } from '#main/demo.ts';
import { runPrinterKills } from '#test/faults/printer-kill.ts';
import { runMatrix } from '#test/faults/printer-matrix.ts';
import { runReplugs } from '#test/faults/printer-replug.ts';
import { hasSocat } from '#test/hardware/cable.ts';
import { makePrintCounter, printerFaults } from '#test/support/print-counter.ts';
import { people, Shop } from '#test/support/shop.ts';
import { namesOf, readOptions, wholeNumber } from './campaign.ts';
import type { Campaign, Setting } from './campaign.ts';

const usage = `hurt the printer at every byte of a receipt, and kill the till in every state of a paper
  --step N    every how many bytes (default 1)
  --kills N   how far apart, in bytes, a till is killed inside a paper (default 40)
  --receipts N, --replugs N   printed over real connections, and plugs pulled meanwhile (default 10000 and 100)
  --only A,B  of matrix, kills, replugs`;

const parts = ['matrix', 'kills', 'replugs'] as const;

/** What one part found, and its figures in words. */
interface Part {
  problems: number;
  words: string;
}

const now = () => new Date('2026-11-20T08:30:00.000Z');

async function hurt(step: number, { root, signal, show, say }: Setting): Promise<Part> {
  const folder = path.join(root, 'matrix');
  fs.mkdirSync(folder);
  const counter = makePrintCounter(now);
  const shop = new Shop(folder, { opened: () => counter.devices, as: null });
  await shop.open();
  await seedDemo(shop.core);
  shop.core.actAs(people.manager.staffId);
  await shop.openShift(0);
  const onCase = ({ cases, problems }: { cases: number; problems: string[] }) =>
    show(`${cases} cases, ${problems.length} problems`);
  const figures = await runMatrix({ shop, counter, step, signal, onCase });
  await shop.close();
  for (const problem of figures.problems.slice(0, 20)) say(problem);
  const { cases, ends, problems, slowestMs } = figures;
  const counts = Object.entries(ends).map(([end, count]) => `${end} ${count}`);
  const words = `${cases} cases of ${printerFaults.length} faults (${counts.join(', ')}), a sale took at most ${slowestMs.toFixed(0)} ms`;
  return { problems: problems.length, words };
}

async function killed(apart: number, { root, signal, show, say }: Setting): Promise<Part> {
  const bytes = Array.from({ length: Math.ceil(700 / apart) }, (_, n) => 1 + n * apart);
  const onKill = ({ kills, problems }: { kills: number; problems: string[] }) =>
    show(`${kills} kills, ${problems.length} problems`);
  const { kills, found, copies, problems } = await runPrinterKills({ root, bytes, signal, onKill });
  for (const problem of problems.slice(0, 20)) say(problem);
  const counts = Object.entries(found).map(([state, count]) => `${state} ${count}`);
  return {
    problems: problems.length,
    words: `${kills} kills (${counts.join(', ')}), ${copies} marked copies`,
  };
}

async function replugged(receipts: number, cycles: number, { say }: Setting): Promise<Part> {
  const figures = await runReplugs({ receipts, cycles, hasTerminals: hasSocat });
  const { problems, descriptors, heapBytes, replugs } = figures;
  for (const problem of problems.slice(0, 20)) say(problem);
  const heap =
    heapBytes[1] === 0
      ? ''
      : `, heap ${heapBytes.map((bytes) => (bytes / 1e6).toFixed(1)).join(' then ')} MB`;
  const words = `${figures.receipts} receipts and ${replugs} pulled plugs, descriptors ${descriptors.join(' then ')}${heap}`;
  return { problems: problems.length, words };
}

export const printer: Campaign = {
  name: 'printer',
  usage,
  nightly: ['--step', '3'],
  async run(args, setting) {
    const values = readOptions(args, {
      step: '1',
      kills: '40',
      receipts: '10000',
      replugs: '100',
      only: parts.join(','),
    });
    const only = namesOf('only', values.only, parts);
    const [receipts, cycles] = [
      wholeNumber('receipts', values.receipts),
      wholeNumber('replugs', values.replugs),
    ];
    const done: Part[] = [];
    if (only.includes('matrix')) done.push(await hurt(wholeNumber('step', values.step), setting));
    if (only.includes('kills')) done.push(await killed(wholeNumber('kills', values.kills), setting));
    if (only.includes('replugs')) done.push(await replugged(receipts, cycles, setting));
    const problems = done.reduce((sum, one) => sum + one.problems, 0);
    const figures = `${done.map(({ words }) => words).join('; ')}; ${problems} problems`;
    return { figures, isFound: problems > 0 };
  },
};

// `npm run faults -- tamper` on the command line. Owns its options and what is printed; the campaign is damage/tamper.ts.
import { runTamper } from '#test/faults/damage/tamper.ts';
import type { TamperTally } from '#test/faults/damage/tamper.ts';
import { anySeed, plants, readOptions, readPlant, wholeNumber } from './campaign.ts';
import type { Campaign } from './campaign.ts';

const usage = `edit the books without their key, by SQL and in the second copy; verify must find each edit and name its row
  --edits N        edits (default 500)
  --seed S         repeats the choices of an earlier campaign (default: the time)
  --workers N      processes at the same time (default 2)
  --plant NAME     with a bug planted in the verifier, which must be seen to miss: ${plants.join(', ')}`;

function table({ met, unseen }: TamperTally): string {
  const rows = [...met]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([name, { tried, missed }]) =>
        `${name.padEnd(64)}${String(tried).padStart(6)}${String(missed).padStart(8)}`,
    );
  const limits = unseen.map(({ name, isSeen }) => `  ${name}: ${isSeen ? 'seen after all' : 'not seen'}`);
  return [
    `${'edit'.padEnd(64)}${'tried'.padStart(6)}${'missed'.padStart(8)}`,
    ...rows,
    '\nNot to be seen on one machine (a receipt, a Z on paper or a head office would tell):',
    ...limits,
  ].join('\n');
}

export const tamper: Campaign = {
  name: 'tamper',
  usage,
  nightly: ['--edits', '20000'],
  async run(args, { root, signal, show, say }) {
    const values = readOptions(args, { edits: '500', seed: anySeed(), workers: '2', plant: null });
    const edits = wholeNumber('edits', values.edits);
    say(`Seed ${values.seed}`);
    const startedMs = performance.now();
    const tally = await runTamper({
      edits,
      seed: values.seed,
      workers: wholeNumber('workers', values.workers),
      plant: readPlant(values.plant),
      endsAtMiss: false,
      root,
      signal,
      onEdit: ({ edits: done, missed }) => show(`${done} of ${edits} edits, ${missed.length} missed`),
    });
    for (const miss of tally.missed.slice(0, 10)) say(`MISSED: ${miss}`);
    say(`\n${table(tally)}`);
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    const found = tally.edits - tally.missed.length;
    return {
      figures: `${found} of ${tally.edits} edits found and named, ${seconds} s`,
      isFound: tally.missed.length > 0,
    };
  },
};

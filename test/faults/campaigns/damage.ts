// `npm run faults -- damage` on the command line. Owns its options and what is printed; the campaign is damage/damage.ts.
import { runDamage } from '#test/faults/damage/damage.ts';
import type { DamageTally } from '#test/faults/damage/damage.ts';
import { ends } from '#test/faults/damage/state.ts';
import { anySeed, plants, readOptions, readPlant, wholeNumber } from './campaign.ts';
import type { Campaign } from './campaign.ts';

const usage = `damage, lose and mix up a till's files, start it, and check what it then says and does
  --states N       damaged folders (default 200)
  --seed S         repeats the choices of an earlier campaign (default: the time)
  --only TEXT      the damages whose name has this in it
  --workers N      processes at the same time (default 2)
  --plant NAME     with a bug planted, which must be caught: ${plants.join(', ')}`;

const WIDTH = 12;
const cell = (text: string | number) => String(text).padStart(WIDTH);

function table({ met, troubles }: DamageTally): string {
  const rows = [...met]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([name, counts]) =>
        name.padEnd(56) + ends.map((end) => cell(counts[end] === 0 ? '' : counts[end])).join(''),
    );
  const sums = ends.map((end) => cell([...met.values()].reduce((sum, counts) => sum + counts[end], 0)));
  const reasons = [...troubles]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, times]) => `  ${name}: ${times}`);
  return [
    'damage'.padEnd(56) + ends.map(cell).join(''),
    ...rows,
    'all'.padEnd(56) + sums.join(''),
    '\nWhy it did not sell, and how selling went on:',
    ...reasons,
    '\nbeyondSight: both records tell one older, or another, story; a receipt, a Z on paper or a head office would tell.',
    'verifier: damage in a sealed day or inside the second copy; the start passes it over, `till verify` names it.',
    'counter: goods on the counter or waiting papers were lost, no row of the journal.',
  ].join('\n');
}

export const damage: Campaign = {
  name: 'damage',
  usage,
  nightly: ['--states', '2000'],
  async run(args, { root, signal, show, say }) {
    const values = readOptions(args, { states: '200', seed: anySeed(), workers: '2', only: '', plant: null });
    const states = wholeNumber('states', values.states);
    say(`Seed ${values.seed}`);
    const startedMs = performance.now();
    const tally = await runDamage({
      states,
      seed: values.seed,
      workers: wholeNumber('workers', values.workers),
      plant: readPlant(values.plant),
      only: values.only,
      endsAtFinding: false,
      root,
      signal,
      onState: ({ states: done, wrong }) => show(`${done} of ${states} states, ${wrong.length} wrong`),
    });
    for (const wrong of tally.wrong.slice(0, 15)) say(`WRONG: ${wrong.slice(0, 900)}`);
    say(`\n${table(tally)}`);
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    return {
      figures: `${tally.states} states, ${tally.wrong.length} wrong, ${seconds} s`,
      isFound: tally.wrong.length > 0,
    };
  },
};

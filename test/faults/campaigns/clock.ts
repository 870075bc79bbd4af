// `npm run faults -- clock` on the command line. Owns its options and what is printed; the campaign is damage/clock.ts.
import { hasFaketime } from '#test/faults/damage/clock-shop.ts';
import { scenarios } from '#test/faults/damage/clock-scenarios.ts';
import { runClock } from '#test/faults/damage/clock.ts';
import { plants, readOptions, readPlant, wholeNumber } from './campaign.ts';
import type { Campaign } from './campaign.ts';

const usage = `let the clock of a till at work jump, stand or die, and check what it notes (wants libfaketime)
  --workers N      tills at the same time (default 2)
  --only TEXT      the scenarios whose name has this in it
  --plant NAME     with a bug planted, which must be caught: ${plants.join(', ')}`;

export const clock: Campaign = {
  name: 'clock',
  usage,
  nightly: [],
  async run(args, { root, signal, show, say }) {
    const values = readOptions(args, { workers: '2', only: '', plant: null });
    if (!hasFaketime) return { figures: 'skipped: libfaketime is not installed here', isFound: false };
    const wanted = scenarios.filter(({ name }) => name.includes(values.only));
    const seen = await runClock({
      scenarios: wanted,
      workers: wholeNumber('workers', values.workers),
      plant: readPlant(values.plant),
      root,
      signal,
      onDay: (days) => show(`${days.length} of ${wanted.length} days`),
    });
    say(`${'what the clock did'.padEnd(60)}${'rows'.padStart(6)}${'suspect'.padStart(9)}  verdict`);
    for (const { scenario, rows, suspect, wrong } of seen) {
      const verdict = wrong.length === 0 ? 'right' : `WRONG: ${wrong.join('; ').slice(0, 600)}`;
      say(`${scenario.padEnd(60)}${String(rows).padStart(6)}${String(suspect).padStart(9)}  ${verdict}`);
    }
    const wrong = seen.filter((one) => one.wrong.length > 0).length;
    return { figures: `${seen.length} days under a false clock, ${wrong} wrong`, isFound: wrong > 0 };
  },
};

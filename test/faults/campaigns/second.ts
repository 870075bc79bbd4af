// `npm run faults -- second` on the command line. Owns its options and what is printed; the campaign is damage/second.ts.
import { runSecond } from '#test/faults/damage/second.ts';
import { plants, readOptions, readPlant, wholeNumber } from './campaign.ts';
import type { Campaign } from './campaign.ts';

const usage = `start a second till on the same data folder, and the tools beside a till at work
  --pairs N        pairs that start at the same instant (default 50)
  --verify N       times that the books are verified while something is sold (default 10)
  --plant NAME     with a bug planted, which must be caught: ${plants.join(', ')}`;

export const second: Campaign = {
  name: 'second',
  usage,
  nightly: [],
  async run(args, { root, signal, show, say }) {
    const values = readOptions(args, { pairs: '50', verify: '10', plant: null });
    const cases = await runSecond({
      pairs: wholeNumber('pairs', values.pairs),
      verifications: wholeNumber('verify', values.verify),
      plant: readPlant(values.plant),
      root,
      signal,
      onCase: ({ length }) => show(`${length} cases`),
    });
    const isPair = (name: string) => name.includes('same instant');
    for (const { name, wrong } of cases) {
      if (wrong.length > 0) say(`${name}: WRONG: ${wrong.join('; ').slice(0, 600)}`);
      else if (!isPair(name)) say(`${name}: right`);
    }
    const pairs = cases.filter(({ name }) => isPair(name));
    const right = pairs.filter((one) => one.wrong.length === 0).length;
    say(`two tills at the same instant: exactly one opened in ${right} of ${pairs.length}`);
    const wrong = cases.filter((one) => one.wrong.length > 0).length;
    return { figures: `${cases.length} cases, ${wrong} wrong`, isFound: wrong > 0 };
  },
};

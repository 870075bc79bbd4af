// `npm run faults -- full` on the command line. Owns its options and its table; the cases are in errors/full.ts.
import path from 'node:path';
import { fullCases, runFullCase } from '#test/faults/errors/full.ts';
import { whyNoMount } from '#test/faults/errors/mount.ts';
import { removeRun } from '#test/faults/errors/run.ts';
import { prepare } from '#test/faults/errors/scenarios.ts';
import { Random } from '#test/faults/random.ts';
import { anySeed, namesOf, readOptions, readPlant } from './campaign.ts';
import type { Campaign } from './campaign.ts';

const names = fullCases.map(({ name }) => name);

const usage = `fill the disk under a till and free it again; needs root
  --cases A,B      only these: ${names.join(', ')}
  --seed S, --plant NAME   as for kill`;

export const full: Campaign = {
  name: 'full',
  usage,
  nightly: [],
  async run(args, { root, signal, show, say }) {
    const values = readOptions(args, { cases: names.join(','), seed: anySeed(), plant: null });
    const wanted = namesOf('cases', values.cases, names);
    const why = whyNoMount(root);
    if (why !== null) return { figures: `not run: ${why}`, isFound: false };
    say(`Seed ${values.seed}`);
    let wrong = 0;
    let ran = 0;
    for (const one of fullCases) {
      if (signal.aborted || !wanted.includes(one.name)) continue;
      show(one.name);
      const before = path.join(root, `before-${one.name.replaceAll(' ', '-')}`);
      const scenario = one.isOld === true ? 'migration' : 'sale';
      const prepared = await prepare(scenario, before, new Random(`${values.seed}/before`));
      const options = { root, seed: values.seed, plant: readPlant(values.plant) };
      const { seen, findings, seconds } = await runFullCase(one, prepared, options);
      removeRun(before);
      ran += 1;
      wrong += findings.length > 0 ? 1 : 0;
      say(`${one.name.padEnd(12)}${`${seconds.toFixed(1)} s`.padStart(8)}  ${seen}`);
      for (const finding of findings.slice(0, 5)) say(`  wrong: ${finding.slice(0, 400)}`);
    }
    return { figures: `${ran} ways to be full, ${wrong} wrong`, isFound: wrong > 0 };
  },
};

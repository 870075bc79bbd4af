// `npm run faults -- readonly` on the command line. Owns its options and its table; the cases are in errors/readonly.ts.
import path from 'node:path';
import { Counter } from '#test/faults/errors/counter.ts';
import { whyNoMount } from '#test/faults/errors/mount.ts';
import { readOnlyCases, runReadOnlyCase } from '#test/faults/errors/readonly.ts';
import { removeRun } from '#test/faults/errors/run.ts';
import { copyPrepared, prepare } from '#test/faults/errors/scenarios.ts';
import { Random } from '#test/faults/random.ts';
import { anySeed, readOptions, readPlant } from './campaign.ts';
import type { Campaign } from './campaign.ts';

const usage = `take the right to write from the disk under a till; needs root
  --seed S, --plant NAME   as for kill`;

export const readonly: Campaign = {
  name: 'readonly',
  usage,
  nightly: [],
  async run(args, { root, signal, show, say }) {
    const values = readOptions(args, { seed: anySeed(), plant: null });
    const plant = readPlant(values.plant);
    const why = whyNoMount(root);
    if (why !== null) return { figures: `not run: ${why}`, isFound: false };
    say(`Seed ${values.seed}`);
    const before = path.join(root, 'before');
    const prepared = await prepare('sale', before, new Random(`${values.seed}/before`));
    let wrong = 0;
    for (const one of readOnlyCases) {
      if (signal.aborted) break;
      show(one.name);
      const place = path.join(root, `disk-${one.name}`);
      const begin = (folder: string) => {
        const random = new Random(`${values.seed}/${one.name}`);
        return new Counter(
          folder,
          () => copyPrepared(prepared, folder, `${place}.acknowledged.jsonl`),
          random,
          plant,
        );
      };
      const { seen, findings } = await runReadOnlyCase(one, place, begin);
      wrong += findings.length > 0 ? 1 : 0;
      say(`${one.name.padEnd(8)} ${seen}`);
      for (const finding of findings.slice(0, 5)) say(`  wrong: ${finding.slice(0, 400)}`);
    }
    removeRun(before);
    return { figures: `${readOnlyCases.length} ways to be read-only, ${wrong} wrong`, isFound: wrong > 0 };
  },
};

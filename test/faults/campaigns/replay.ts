// `npm run faults -- replay` on the command line. Owns its options; the campaign is replay.ts beside it.
import fs from 'node:fs';
import path from 'node:path';
import { runReplays } from '#test/faults/replay.ts';
import { anySeed, readOptions, readPlant, wholeNumber } from './campaign.ts';
import type { Campaign } from './campaign.ts';

const usage = `replay a file of real transactions, killed N times, and compare with a replay left in peace
  --kills N        kills (default 30)
  --file FILE      the file (default: ../shared/data/online-retail-2010-12.csv, seen from the project)
  --seed S, --plant NAME   as for kill`;

const standardFile = path.resolve(
  import.meta.dirname,
  '..',
  '..',
  '..',
  '..',
  'shared/data/online-retail-2010-12.csv',
);

export const replay: Campaign = {
  name: 'replay',
  usage,
  nightly: [],
  async run(args, setting) {
    const values = readOptions(args, { kills: '30', file: null, seed: anySeed(), plant: null });
    const file = values.file === null ? standardFile : path.resolve(values.file);
    // The file is not part of the project; a machine may lack it.
    if (values.file === null && !fs.existsSync(file))
      return { figures: `not run: there is no ${path.basename(file)}`, isFound: false };
    const result = await runReplays({
      file,
      kills: wholeNumber('kills', values.kills),
      seed: values.seed,
      plant: readPlant(values.plant),
      root: setting.root,
      signal: setting.signal,
      onStep: (line) => setting.show(line),
    });
    const lines = result.text.split('\n');
    const figures = lines.pop() ?? '';
    if (lines.length > 0) setting.say(lines.join('\n'));
    return { figures, isFound: !result.isEqual && !setting.signal.aborted };
  },
};

// `npm run faults -- killpoints` on the command line. Owns its options; the campaign is power/killpoints.ts.
import { describePoint, killPointsSum, runKillPoints } from '#test/faults/power/killpoints.ts';
import { scenarios } from '#test/faults/power/scenarios.ts';
import { whyNoShim } from '#test/faults/power/shim.ts';
import { anySeed, namesOf, readOptions, readPlant, wholeNumber } from './campaign.ts';
import type { Campaign } from './campaign.ts';

/** Books that had lost rows before the kill are the power campaign's: their forgotten answers are no finding. */
const whole = scenarios.filter(({ isBroken }) => isBroken !== true);
const names = whole.map(({ name }) => name);

const usage = `kill a till at every call that writes or syncs, and start it again
  --points N         points, spread over all calls (default 100; all: every call, and every write half done)
  --scenario A,B     only these: ${names.join(', ')}
  --workers N        tills at the same time (default 2)
  --seed S, --plant NAME   as for kill`;

export const killpoints: Campaign = {
  name: 'killpoints',
  usage,
  nightly: ['--points', '1500'],
  async run(args, setting) {
    const values = readOptions(args, {
      points: '100',
      scenario: names.join(','),
      workers: '2',
      seed: anySeed(),
      plant: null,
    });
    const named = namesOf('scenario', values.scenario, names);
    const points = values.points === 'all' ? null : wholeNumber('points', values.points);
    const workers = wholeNumber('workers', values.workers);
    const plant = readPlant(values.plant);
    const why = whyNoShim();
    if (why !== null) return { figures: `not run: ${why}`, isFound: false };
    setting.say(`Seed ${values.seed}, ${workers} tills at a time`);
    const tally = await runKillPoints({
      scenarios: whole.filter(({ name }) => named.includes(name)),
      points,
      seed: values.seed,
      workers,
      plant,
      root: setting.root,
      endsAtFinding: false,
      signal: setting.signal,
      onProgress: (line) => setting.show(line),
    });
    for (const finding of tally.findings.slice(0, 10)) setting.say(describePoint(finding));
    return { figures: killPointsSum(tally), isFound: tally.findings.length > 0 };
  },
};

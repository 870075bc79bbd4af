// `npm run faults -- power` on the command line. Owns its options; the campaign is power/power.ts.
import { describeState, powerSum, powerTable, runPower } from '#test/faults/power/power.ts';
import { scenarioNames, scenarios } from '#test/faults/power/scenarios.ts';
import { whyNoShim } from '#test/faults/power/shim.ts';
import { anySeed, namesOf, readOptions, readPlant, wholeNumber } from './campaign.ts';
import type { Campaign } from './campaign.ts';

const usage = `cut the power after every call of recorded tills, and start on what may be left
  --states N         different crash states wanted (default 5000)
  --scenario A,B     only these: ${scenarioNames.join(', ')}
  --workers N        threads (default 2)
  --seed S, --plant NAME   as for kill`;

export const power: Campaign = {
  name: 'power',
  usage,
  nightly: ['--states', '60000'],
  async run(args, setting) {
    const values = readOptions(args, {
      states: '5000',
      scenario: scenarioNames.join(','),
      workers: '2',
      seed: anySeed(),
      plant: null,
    });
    const named = namesOf('scenario', values.scenario, scenarioNames);
    const states = wholeNumber('states', values.states);
    const workers = wholeNumber('workers', values.workers);
    const plant = readPlant(values.plant);
    const why = whyNoShim();
    if (why !== null) return { figures: `not run: ${why}`, isFound: false };
    setting.say(`Seed ${values.seed}, ${workers} threads`);
    const result = await runPower({
      scenarios: scenarios.filter(({ name }) => named.includes(name)),
      states,
      seed: values.seed,
      workers,
      plant,
      root: setting.root,
      endsAtFinding: false,
      signal: setting.signal,
      onProgress: (line) => setting.show(line),
    });
    for (const finding of result.findings.slice(0, 10)) setting.say(describeState(finding));
    setting.say(`\n${powerTable(result)}`);
    return { figures: powerSum(result), isFound: result.findings.length > 0 };
  },
};

// `npm run faults -- errors` on the command line. Owns its options and what is printed; the campaign is in errors/.
import { errorsSum, errorsTable, runErrors } from '#test/faults/errors/campaign.ts';
import { scenarioNames } from '#test/faults/errors/scenarios.ts';
import { calls, describeInjection, whyNoStrace } from '#test/faults/errors/strace.ts';
import type { Failed } from '#test/faults/errors/campaign.ts';
import { anySeed, namesOf, readOptions, readPlant, wholeNumber } from './campaign.ts';
import type { Campaign } from './campaign.ts';

const usage = `let one system call fail, once or for ever, in every place in turn
  --runs N         failing calls (default 200)
  --scenarios A,B  only these: ${scenarioNames.join(', ')}
  --calls A,B      only these: ${calls.join(', ')}
  --errors A,B     only these, such as EIO or ENOSPC
  --workers N, --seed S, --plant NAME   as for kill`;

const MOST_TOLD = 30;
const MOST_FINDINGS = 5;
const MOST_CHARS = 400;

/** Told at once: a campaign that is cut off has found something all the same. */
function describeFailed({ scenario, injection, findings, folder }: Failed): string {
  const lines = findings
    .slice(0, MOST_FINDINGS)
    .map(({ kind, text }) => `  ${kind}: ${text.slice(0, MOST_CHARS)}`);
  return [`${scenario}, ${describeInjection(injection)} (${folder}):`, ...lines].join('\n');
}

export const errors: Campaign = {
  name: 'errors',
  usage,
  nightly: ['--runs', '600'],
  async run(args, { root, signal, show, say }) {
    const values = readOptions(args, {
      runs: '200',
      scenarios: scenarioNames.join(','),
      calls: calls.join(','),
      errors: null,
      workers: '2',
      seed: anySeed(),
      plant: null,
    });
    const why = whyNoStrace();
    if (why !== null) return { figures: `not run: ${why}`, isFound: false };
    say(`Seed ${values.seed}`);
    let told = 0;
    const tally = await runErrors({
      scenarios: namesOf('scenarios', values.scenarios, scenarioNames),
      calls: namesOf('calls', values.calls, calls),
      errnos: values.errors?.split(',') ?? null,
      runs: wholeNumber('runs', values.runs),
      workers: wholeNumber('workers', values.workers),
      seed: values.seed,
      plant: readPlant(values.plant),
      root,
      endsAtFailure: false,
      signal,
      onRun(so) {
        for (const failed of so.failures.slice(told, MOST_TOLD)) say(describeFailed(failed));
        told = so.failures.length;
        show(`${errorsSum(so)}, of ${so.planned}`);
      },
    });
    say(`\n${errorsTable(tally)}`);
    return { figures: errorsSum(tally), isFound: tally.failures.length > 0 };
  },
};

// `npm run faults -- kill` on the command line. Owns its options and what is printed; the campaign is kill.ts beside it.
import { everyMoment, runKills } from '#test/faults/kill.ts';
import type { Tally } from '#test/faults/kill.ts';
import { moments } from '#test/faults/life.ts';
import type { Moment } from '#test/faults/life.ts';
import { describeFailure, progressLine, sumLine, table } from '#test/faults/report.ts';
import { anySeed, namesOf, plants, readOptions, readPlant, wholeNumber } from './campaign.ts';
import type { Campaign, Setting } from './campaign.ts';

const usage = `kill a working till at random moments and check what is left
  --runs N         kills (default 100)
  --seed S         repeats the choices of an earlier campaign (default: the time)
  --workers N      tills at the same time (default 2)
  --moments A,B    only these: ${moments.join(', ')}
  --first R        begin with run R's data folder, to look at a failure again
  --plant NAME     with a bug planted, which must be caught: ${plants.join(', ')}`;

function readMoments(text: string): Record<Moment, number> {
  const named = namesOf('moments', text, moments);
  const weights = moments.map((moment) => [moment, named.includes(moment) ? everyMoment[moment] : 0]);
  return Object.fromEntries(weights) as Record<Moment, number>;
}

function tell(tally: Tally, tookMs: number, { say, signal }: Setting): void {
  for (const failure of tally.failures.slice(0, 10)) say(describeFailure(failure));
  const end = signal.aborted ? 'Cancelled after' : 'Took';
  const rate = ((tally.runs / tookMs) * 60_000).toFixed(0);
  say(`\n${table(tally)}`);
  say(`${tally.zReports} Z reports. ${end} ${(tookMs / 1000).toFixed(1)} s, ${rate} runs a minute.`);
}

export const kill: Campaign = {
  name: 'kill',
  usage,
  nightly: ['--runs', '2000'],
  async run(args, setting) {
    const values = readOptions(args, {
      runs: '100',
      seed: anySeed(),
      workers: '2',
      moments: moments.join(','),
      first: '1',
      plant: null,
    });
    const runs = wholeNumber('runs', values.runs);
    const workers = wholeNumber('workers', values.workers);
    const options = {
      runs,
      workers,
      seed: values.seed,
      plant: readPlant(values.plant),
      moments: readMoments(values.moments),
      first: wholeNumber('first', values.first),
      endsAtFailure: false,
      root: setting.root,
      signal: setting.signal,
      onRun: (tally: Tally) => setting.show(progressLine(tally, runs)),
    };
    setting.say(`Seed ${values.seed}, ${workers} tills at a time`);
    const startedMs = performance.now();
    const tally = await runKills(options);
    tell(tally, performance.now() - startedMs, setting);
    return { figures: sumLine(tally), isFound: tally.lost + tally.doubled + tally.broken > 0 };
  },
};

// `npm run soak -- properties`: the ten properties of the arithmetic, as often as is asked for. Owns the options and how it is
// told; the properties, and how each is run, are in test/domain/properties.
import fs from 'node:fs';
import { properties } from '#test/domain/properties/all.ts';
import type { Part, Property } from '#test/domain/properties/property.ts';
import { BadCall, anySeed, readOptions, wholeNumber } from '#test/faults/campaigns/campaign.ts';
import type { Campaign, Outcome, Setting } from '#test/faults/campaigns/campaign.ts';
import { makeTemplate } from '#test/support/seed.ts';

const usage = `the ten properties of the arithmetic, each of them N times
  --runs N         runs of each property (default 1000000)
  --seed S         the first seed (default: another one each time)
  --only 1,2,9     these properties only
  --whole          without what goes by the till's commands, which is run once for 10 to 50 of them`;

interface Wanted {
  runs: number;
  seed: number;
  isWhole: boolean;
}

/** What one property came to. */
interface Tally {
  runs: number;
  failed: number;
}

/** A demonstration shop for all parts that want one, set up with the first of them. */
function templates(): { template: () => Promise<string>; remove: () => Promise<void> } {
  let made: Promise<string> | null = null;
  return {
    template: () => (made ??= makeTemplate()),
    remove: async () => {
      if (made !== null) fs.rmSync(await made, { recursive: true, force: true });
    },
  };
}

async function holdPart(
  { number }: Property,
  { what, oneIn, hold }: Part,
  { runs, seed }: Wanted,
  { show, say, signal }: Setting,
  template: () => Promise<string>,
): Promise<Tally> {
  const wanted = Math.ceil(runs / oneIn);
  const startedMs = performance.now();
  const onRuns = (done: number) => show(`(${number}) ${done} of ${wanted} runs: ${what}`);
  const held = await hold({ runs: wanted, seed, template, signal, onRuns });
  const failed = held.failure === null ? 0 : 1;
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(0);
  say(`    ${held.runs} runs, ${failed} failed, ${seconds} s: ${what}`);
  if (held.failure !== null) say(`FAILED: seed ${seed}\n${held.failure}`);
  return { runs: held.runs, failed };
}

/** A property has failed where any part of it has; what runs fewer times than asked for does not count as runs of it. */
async function holdProperty(
  property: Property,
  wanted: Wanted,
  setting: Setting,
  template: () => Promise<string>,
): Promise<Tally> {
  const { number, says, parts } = property;
  setting.say(`(${number}) ${says}`);
  let [runs, failed] = [0, 0];
  for (const part of parts) {
    if ((wanted.isWhole && part.oneIn > 1) || setting.signal.aborted) continue;
    const tally = await holdPart(property, part, wanted, setting, template);
    if (part.oneIn === 1) runs += tally.runs;
    failed += tally.failed;
  }
  setting.say(`(${number}) ${runs} runs, ${failed} failed`);
  return { runs, failed };
}

function named(text: string | null): Property[] {
  if (text === null) return [...properties];
  return text.split(',').map((number) => {
    const one = properties.find((property) => String(property.number) === number);
    if (one === undefined) throw new BadCall(`--only ${number}: there are 1 to ${properties.length}`);
    return one;
  });
}

async function run(args: readonly string[], setting: Setting): Promise<Outcome> {
  const values = readOptions(args, { runs: '1000000', seed: anySeed(), only: null, whole: false });
  const wanted: Wanted = {
    runs: wholeNumber('runs', values.runs),
    seed: wholeNumber('seed', values.seed),
    isWhole: values.whole,
  };
  const chosen = named(values.only);
  const { template, remove } = templates();
  const tallies: Tally[] = [];
  setting.say(`seed ${wanted.seed}`);
  try {
    for (const one of chosen) {
      if (!setting.signal.aborted) tallies.push(await holdProperty(one, wanted, setting, template));
    }
  } finally {
    await remove();
  }
  const failed = tallies.filter((one) => one.failed > 0).length;
  const least = Math.min(...tallies.map(({ runs }) => runs), wanted.runs);
  const early = setting.signal.aborted ? ', cancelled' : '';
  return {
    figures: `${tallies.length} properties, ${least} runs each, ${failed} failed${early}`,
    isFound: failed > 0,
  };
}

export const propertiesCampaign: Campaign = { name: 'properties', usage, nightly: [], run };

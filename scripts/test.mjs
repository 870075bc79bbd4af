// `npm test`: everything that is ever checked, in one command, from a fresh clone. Its last line on stdout is the sum;
// it never calls a run good in which nothing was checked.
import { parseArgs } from 'node:util';
import { ensureInstalled } from './setup.mjs';
import { speaker } from './setup/speaker.mjs';
import { explained, Trouble } from './setup/trouble.mjs';
import { runJourneys } from './test/journeys.mjs';
import { labSkipped, runLab } from './test/lab.mjs';
import { equipMachine } from './test/machine.mjs';
import { buildCheck, runChecks, staticChecks } from './test/static.mjs';
import { closingLine, failedOne, sum } from './test/tally.mjs';
import { runUnitTests } from './test/unit.mjs';

const STAGES = ['static', 'unit', 'journeys'];
/** Only when it is asked for: it takes minutes. */
const LAB = 'lab';

// Some tools colour their output whenever CI is set; a log full of escape sequences is hard to read.
if (!process.stdout.isTTY) process.env.NO_COLOR ??= '1';

const say = speaker(process.stdout);
const results = [];
let pattern;
let project;

await explained(async () => {
  const stages = readStages();
  // Until the stages are through, something has failed: an exception must not leave a clean sum behind.
  results.push(failedOne);
  await ensureInstalled({ say });
  if (!stages.includes('static') || stages.length > 1) await equipMachine({ say });
  if (stages.includes('static')) {
    say('Static checks');
    results.push(...(await runChecks(staticChecks(), say)));
  } else {
    // Needed by the tests but not what was asked for: it counts only when it fails.
    const builds = await runChecks([buildCheck], say);
    results.push(...builds.filter(({ failed }) => failed > 0));
  }
  if (stages.includes('unit')) {
    say('\nUnit tests');
    results.push(await runUnitTests({ pattern }));
  }
  if (stages.includes('journeys')) {
    say('\nJourneys');
    results.push(await runJourneys({ pattern, project, say }));
  }
  if (stages.includes(LAB)) {
    say('\nUSB lab');
    results.push(await runLab());
  } else if (stages === STAGES) results.push(labSkipped);
  results.shift();
});
close();

function readStages() {
  const { values } = parseArgs({
    options: { only: { type: 'string' }, t: { type: 'string', short: 't' }, project: { type: 'string' } },
  });
  pattern = values.t;
  project = values.project;
  const known = [...STAGES, LAB];
  if (values.only !== undefined && !known.includes(values.only)) {
    throw new Trouble(`--only wants one of ${known.join(', ')}, not "${values.only}".`);
  }
  if (values.only !== undefined) return [values.only];
  // Whoever looks for one test by its name does not want the whole tree checked first.
  return pattern === undefined ? STAGES : ['unit', 'journeys'];
}

function close() {
  const { passed, failed, skipped: all } = sum(results);
  // With a pattern everything else is "skipped" without a reason, and listing it would bury the rest.
  const skipped = pattern === undefined ? all : all.filter(({ reason }) => reason !== null);
  if (skipped.length > 0) say('\nSkipped');
  for (const { name, reason } of skipped) say(`  ${name}: ${reason ?? 'no reason given'}`);
  say(`\n${closingLine({ passed, failed, skipped })}`);
  if (failed > 0 || passed === 0) process.exitCode = 1;
}

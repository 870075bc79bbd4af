// A Playwright reporter that leaves the figures and the reasons of skipped journeys in the file named by
// COUNTERFOIL_RESULT, in the same form as the Vitest one. It never prints.
import { writeFileSync } from 'node:fs';

export default class CounterfoilReport {
  #journeys = [];
  #errorsOutsideTests = 0;

  onBegin(_config, suite) {
    this.#journeys = suite.allTests();
  }

  onError() {
    this.#errorsOutsideTests += 1;
  }

  onEnd() {
    const outcomes = this.#journeys.map((journey) => [outcomeOf(journey), journey]);
    const having = (wanted) =>
      outcomes.filter(([outcome]) => outcome === wanted).map(([, journey]) => journey);
    const result = {
      passed: having('passed').length,
      failed: having('failed').length + this.#errorsOutsideTests,
      skipped: having('skipped').map((journey) => ({
        name: journey.titlePath().filter(Boolean).join(' > '),
        reason: reasonOf(journey),
      })),
      projects: projectsOf(outcomes),
    };
    writeFileSync(process.env.COUNTERFOIL_RESULT, JSON.stringify(result));
  }

  printsToStdio() {
    return false;
  }
}

/** The same figures for each project: what ran where is not to be added up to something else. */
function projectsOf(outcomes) {
  const projects = {};
  for (const [outcome, journey] of outcomes) {
    const name = journey.parent.project()?.name ?? '';
    projects[name] ??= { passed: 0, failed: 0, skipped: 0, reasons: [] };
    projects[name][outcome] += 1;
    const reason = outcome === 'skipped' ? (reasonOf(journey) ?? 'no reason given') : null;
    if (reason !== null && !projects[name].reasons.includes(reason)) projects[name].reasons.push(reason);
  }
  return projects;
}

function outcomeOf(journey) {
  // Playwright calls an interrupted test skipped; a journey that was cut short has not been skipped on purpose.
  if (journey.results.some(({ status }) => status === 'interrupted')) return 'failed';
  const outcome = journey.outcome();
  if (outcome === 'skipped') return 'skipped';
  return outcome === 'expected' ? 'passed' : 'failed';
}

function reasonOf(journey) {
  if (journey.expectedStatus !== 'skipped') return 'did not run';
  const annotation = journey.annotations.find(({ type }) => type === 'skip' || type === 'fixme');
  return annotation?.description ?? null;
}

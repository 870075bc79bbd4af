// A Vitest reporter that leaves the figures and the reasons of skipped tests in the file named by COUNTERFOIL_RESULT:
// Vitest's own JSON has no reasons. It never prints.
import { writeFileSync } from 'node:fs';

export default class CounterfoilReport {
  onTestRunEnd(modules, unhandledErrors) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const suites = modules.flatMap((module) => [module, ...module.children.allSuites()]);
    const inState = (state) => tests.filter((test) => test.result().state === state);
    // A file that does not load, a hook that throws, a worker that dies: failures that belong to no test.
    const brokenSuites = suites.filter((suite) => suite.errors().length > 0);
    const unfinished = modules.filter((module) => ['pending', 'queued'].includes(module.state()));
    const result = {
      passed: inState('passed').length,
      failed: inState('failed').length + brokenSuites.length + unfinished.length + unhandledErrors.length,
      skipped: [...inState('skipped'), ...inState('pending')].map((test) => ({
        name: `${test.module.relativeModuleId} > ${test.fullName}`,
        reason: reasonOf(test),
      })),
    };
    writeFileSync(process.env.COUNTERFOIL_RESULT, JSON.stringify(result));
  }
}

function reasonOf(test) {
  const { state, note } = test.result();
  if (state === 'pending' || isBelowBroken(test.parent)) return 'did not run';
  return note ?? (test.options.mode === 'todo' ? 'still to be written' : null);
}

const isBelowBroken = (suite) =>
  suite.errors().length > 0 || (suite.type === 'suite' && isBelowBroken(suite.parent));

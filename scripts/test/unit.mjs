// Runs the Vitest tests. It never interprets them: the reporter beside it does.
import { node24 } from '#scripts/setup.mjs';
import { runInForeground } from '#scripts/setup/child.mjs';
import { inProject, root } from '#scripts/setup/place.mjs';
import { resultOf } from './tally.mjs';

export const runUnitTests = ({ pattern }) =>
  resultOf(async (env) => {
    const args = [
      inProject('node_modules', 'vitest', 'vitest.mjs'),
      'run',
      '--reporter=default',
      '--reporter=./scripts/test/vitest-report.mjs',
      '--passWithNoTests',
      ...(pattern === undefined ? [] : ['-t', pattern]),
    ];
    const { code, stoppedBy } = await runInForeground(node24(), args, { cwd: root, env, stdin: 'ignore' });
    if (stoppedBy) process.exit(code);
    return code;
  });

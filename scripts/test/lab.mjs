// Runs the USB lab, or says that it was not run. It never interprets what the lab finds.
import { node24 } from '#scripts/setup.mjs';
import { runInForeground } from '#scripts/setup/child.mjs';
import { inProject, root } from '#scripts/setup/place.mjs';
import { resultOf } from './tally.mjs';

export const labSkipped = {
  passed: 0,
  failed: 0,
  skipped: [{ name: 'USB lab', reason: 'takes minutes in a virtual machine; npm run lab:usb' }],
};

export const runLab = () =>
  resultOf(async (env) => {
    const { code, stoppedBy } = await runInForeground(node24(), [inProject('test', 'lab', 'main.ts')], {
      cwd: root,
      env,
      stdin: 'ignore',
    });
    if (stoppedBy) process.exit(code);
    return code;
  });

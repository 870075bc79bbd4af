// `npm run package`: the installable program, by electron-builder. Without Electron's runtime there is nothing to put
// the till into, and it says so instead of leaving half a package.
import { electronRuntime, ensureBuilt, ensureInstalled, node24 } from './setup.mjs';
import { runInForeground } from './setup/child.mjs';
import { inProject, root } from './setup/place.mjs';
import { speaker } from './setup/speaker.mjs';
import { explained, Trouble } from './setup/trouble.mjs';

await explained(async () => {
  const say = speaker(process.stdout);
  await ensureInstalled({ say });
  await ensureBuilt({ say });
  const { missing } = await electronRuntime({ say, isAskedFor: true });
  if (missing) {
    throw new Trouble(
      `A package contains Electron's runtime, which is not obtainable here (${missing}). ` +
        'Run this on a machine that reaches Electron’s downloads; nothing was packaged.',
    );
  }
  const builder = inProject('node_modules', 'electron-builder', 'cli.js');
  const args = [builder, '--publish', 'never', ...process.argv.slice(2)];
  process.exitCode = (await runInForeground(node24(), args, { cwd: root })).code;
});

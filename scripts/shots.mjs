// `npm run shots`: a picture of every screen and state in every size, language and theme, and contact sheets of them,
// into the ignored folder shots/. Judges nothing: that is for whoever looks at them.
import { rmSync } from 'node:fs';
import { ensureBuilt, ensureInstalled, findChromium, node24 } from './setup.mjs';
import { runInForeground } from './setup/child.mjs';
import { inProject, root } from './setup/place.mjs';
import { speaker } from './setup/speaker.mjs';
import { explained, Trouble } from './setup/trouble.mjs';

const say = speaker(process.stdout);

await explained(async () => {
  await ensureInstalled({ say });
  const chromium = await findChromium();
  if (!chromium) throw new Trouble('There is no Chromium on this machine to take pictures with.');
  await ensureBuilt({ say });
  rmSync(inProject('shots'), { recursive: true, force: true });
  const env = { ...process.env, COUNTERFOIL_CHROMIUM: chromium.path, COUNTERFOIL_SHOTS: '1' };
  const run = (...args) => runInForeground(node24(), args, { cwd: root, env, stdin: 'ignore' });
  const chosen = process.argv.slice(2);
  const taken = await run(
    inProject('node_modules', 'playwright', 'cli.js'),
    'test',
    '--project=shots',
    '--output=test-results/shots',
    ...chosen,
  );
  const sheets = await run(inProject('test', 'shots', 'contact-sheet.ts'));
  process.exitCode = taken.code || sheets.code;
});

// `npm start`: from whatever state the folder is in to an open till. It says which window it chose and why, and never
// leaves the till running once that window is closed.
import { mkdirSync } from 'node:fs';
import { ensureBuilt, ensureInstalled } from './setup.mjs';
import { speaker } from './setup/speaker.mjs';
import { explained } from './setup/trouble.mjs';
import { runBrowserShell } from './start/browser-shell.mjs';
import { chooseShell, insteadOfElectron } from './start/choose.mjs';
import { runElectronShell } from './start/electron-shell.mjs';
import { HELP, readOptions } from './start/options.mjs';

await explained(async () => {
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(HELP);
    return;
  }
  const say = speaker(process.stdout);
  await ensureInstalled({ say });
  await ensureBuilt({ say });
  let chosen = await chooseShell(options, say);
  mkdirSync(options.data, { recursive: true });
  say(`${options.isDemo ? 'The demonstration shop' : 'The shop'} is kept in ${options.data}`);
  if (chosen.shell === 'electron') {
    const { code, neverCameUp } = await runElectronShell({ ...options, ...chosen });
    if (!neverCameUp || options.insistsOnElectron) {
      if (neverCameUp) say(`Electron does not run here: ${neverCameUp}.`);
      process.exitCode = code ?? 1;
      return;
    }
    chosen = await insteadOfElectron(neverCameUp, say);
  }
  process.exitCode = await runBrowserShell({ ...options, ...chosen }, say);
});

// `npm run dist`: the installable program, by electron-builder, and then what it became held against what it must be.
// Without Electron's runtime there is nothing to put the till into; it says so and leaves nothing half made.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { electronRuntime, ensureBuilt, ensureInstalled, node24 } from './setup.mjs';
import { newestKnown, tooOld } from './packing/electron-age.mjs';
import { run, runInForeground } from './setup/child.mjs';
import { inProject, installedVersion, root } from './setup/place.mjs';
import { speaker } from './setup/speaker.mjs';
import { explained, Trouble } from './setup/trouble.mjs';

const HELP = `npm run dist -- [--linux] [--win] [--mac] [--x64] [--arm64]

Builds the installable program for this system, or for those that are named, into build/.
`;

const SYSTEMS = { linux: 'linux', win: 'win32', mac: 'darwin' };

function readOptions(argv) {
  const flag = { type: 'boolean', default: false };
  try {
    const options = { help: flag, linux: flag, win: flag, mac: flag, x64: flag, arm64: flag };
    return parseArgs({ args: argv, options }).values;
  } catch (error) {
    throw new Trouble(`${error.message}\n\n${HELP}`);
  }
}

const here = () => Object.keys(SYSTEMS).find((name) => SYSTEMS[name] === process.platform);

/** The newest major that the registry has, or the one that was when somebody last looked. */
async function newestElectron(say) {
  const { code, output } = await run('npm', ['view', 'electron', 'version'], {
    cwd: root,
    shell: process.platform === 'win32',
  });
  const major = /^(\d+)\.\d+\.\d+$/m.exec(output)?.[1];
  if (code === 0 && major !== undefined) return Number(major);
  say('The registry does not say which Electron is the newest; what was known is used.');
  return newestKnown;
}

async function pack(names, options, say) {
  const builder = inProject('node_modules', 'electron-builder', 'cli.js');
  const systems = names.map((name) => `--${name}`);
  const kinds = ['x64', 'arm64'].filter((kind) => options[kind]).map((kind) => `--${kind}`);
  const args = [builder, '--publish', 'never', ...systems, ...kinds];
  const { code } = await runInForeground(node24(), args, { cwd: root });
  if (code !== 0) throw new Trouble(`electron-builder ended with ${code}; nothing was kept.`);
  const examiner = [inProject('scripts', 'packing', 'examine.mjs'), inProject('build'), ...names];
  const examined = await runInForeground(node24(), examiner, { cwd: root });
  if (examined.code !== 0) throw new Trouble('This is not what was to be packed; nothing was kept.');
  say(`The installers are in ${path.relative(root, inProject('build'))}/.`);
}

await explained(async () => {
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(HELP);
    return;
  }
  const say = speaker(process.stdout);
  const named = Object.keys(SYSTEMS).filter((name) => options[name]);
  await ensureInstalled({ say });
  const { missing } = await electronRuntime({ say, isAskedFor: true });
  if (missing) {
    throw new Trouble(
      `A package contains Electron's runtime, which is not obtainable here (${missing}). ` +
        'Run this on a machine that reaches Electron’s downloads; nothing was packaged.',
    );
  }
  const old = tooOld(installedVersion('electron'), await newestElectron(say));
  if (old !== null) throw new Trouble(`${old}. Nothing was packaged.`);
  await ensureBuilt({ say });
  // What an earlier run left must not be taken for what this one made.
  rmSync(inProject('build'), { recursive: true, force: true });
  try {
    await pack(named.length > 0 ? named : [here()], options, say);
  } catch (error) {
    rmSync(inProject('build'), { recursive: true, force: true });
    throw error;
  }
});

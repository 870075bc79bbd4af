// `npm run dist`: the installable program, by electron-builder, and then what it became held against what it must be.
// Without Electron's runtime there is nothing to put the till into; it says so and leaves nothing half made.
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { electronRuntime, ensureBuilt, ensureInstalled, node24 } from './setup.mjs';
import { newestKnown, tooOld } from './dist/electron-age.mjs';
import { run, runInForeground } from './setup/child.mjs';
import { inProject, installedVersion, root } from './setup/place.mjs';
import { speaker } from './setup/speaker.mjs';
import { explained, Trouble } from './setup/trouble.mjs';

const HELP = `npm run dist -- [--linux] [--win] [--mac] [--x64] [--arm64]

Builds the installable program for this system, or for those that are named, into build/.
`;

const SYSTEMS = {
  linux: { platform: 'linux', folder: /^linux-(.*-)?unpacked$/, program: 'counterfoil' },
  win: { platform: 'win32', folder: /^win-(.*-)?unpacked$/, program: 'Counterfoil' },
  mac: { platform: 'darwin', folder: /^mac(-.*)?$/, program: 'Counterfoil' },
};

function readOptions(argv) {
  const flag = { type: 'boolean', default: false };
  try {
    const options = { help: flag, linux: flag, win: flag, mac: flag, x64: flag, arm64: flag };
    return parseArgs({ args: argv, options }).values;
  } catch (error) {
    throw new Trouble(`${error.message}\n\n${HELP}`);
  }
}

const here = () => Object.keys(SYSTEMS).find((name) => SYSTEMS[name].platform === process.platform);

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

/** Every program that was packed into build/, with what is wrong with it. */
async function examine(names) {
  // They need what setup installs, so they are loaded only now.
  const { programIn, wrongFuses } = await import('./dist/fuses.mjs');
  const { packedFiles, resourcesIn, wrongFiles } = await import('./dist/contents.mjs');
  const found = [];
  for (const { platform, folder, program } of names.map((name) => SYSTEMS[name])) {
    for (const name of readdirSync(inProject('build')).filter((one) => folder.test(one))) {
      const place = inProject('build', name);
      const files = await packedFiles(resourcesIn(place, platform, 'Counterfoil'));
      const wrong = [
        ...(await wrongFuses(programIn(place, platform, program))),
        ...wrongFiles(files, platform),
      ];
      found.push({ name, files: files.length, wrong });
    }
  }
  return found;
}

async function pack(names, options, say) {
  const builder = inProject('node_modules', 'electron-builder', 'cli.js');
  const systems = names.map((name) => `--${name}`);
  const kinds = ['x64', 'arm64'].filter((kind) => options[kind]).map((kind) => `--${kind}`);
  const args = [builder, '--publish', 'never', ...systems, ...kinds];
  const { code } = await runInForeground(node24(), args, { cwd: root });
  if (code !== 0) throw new Trouble(`electron-builder ended with ${code}; nothing was kept.`);
  const programs = await examine(names);
  const wrong = programs.flatMap(({ name, wrong: lines }) => lines.map((line) => `${name}: ${line}`));
  if (programs.length === 0) wrong.push('no program was packed at all');
  if (wrong.length > 0) throw new Trouble(`This is not what was to be packed:\n\n${wrong.join('\n')}`);
  for (const { name, files } of programs) say(`${name}: ${files} files, nine fuses as they must be.`);
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

// Brings node_modules in line with the lockfile, and does nothing when it already is. It never runs a package's own
// install script: ours carry their binaries, and npm would compile on some machines and fail on others.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { quoted, run } from './child.mjs';
import { withLock } from './lock.mjs';
import { refuseUnfitNode } from './node24.mjs';
import { inProject, readNote, root, writeNote } from './place.mjs';
import { seconds } from './speaker.mjs';
import { Trouble } from './trouble.mjs';

const NOTE = 'installed';
const QUOTED_LINES = 25;

// The packages hold one machine's binaries: a folder copied from another kind of machine has to be installed anew.
const machine = `${process.platform}-${process.arch}`;

const lockfileHash = () =>
  createHash('sha256')
    .update(readFileSync(inProject('package-lock.json')))
    .digest('hex');

export async function ensureInstalled({ say }) {
  refuseUnfitNode();
  if (isInstalled()) return;
  await withLock({ say }, async () => {
    // Whoever held the lock before us may have done it.
    if (!isInstalled()) await install(say);
  });
}

function isInstalled() {
  const wanted = { lockfile: lockfileHash(), machine };
  const noted = readNote(NOTE);
  if (noted?.lockfile === wanted.lockfile && noted?.machine === machine) return true;
  // A developer's `npm install` has already done the work: emptying node_modules again would only cost time.
  if ((noted === null || noted.machine === machine) && agreesWithNpm()) {
    writeNote(NOTE, wanted);
    return true;
  }
  return false;
}

/** Whether npm's own record of what it put into node_modules holds every package of the lockfile, and no other. */
function agreesWithNpm() {
  const packagesOf = (...parts) => JSON.parse(readFileSync(inProject(...parts), 'utf8')).packages;
  try {
    const wanted = packagesOf('package-lock.json');
    const present = packagesOf('node_modules', '.package-lock.json');
    const isSame = (a, b) => b !== undefined && a.version === b.version && a.integrity === b.integrity;
    return (
      Object.keys(wanted).every(
        (name) =>
          name === '' || isSame(wanted[name], present[name]) || (!present[name] && wanted[name].optional),
      ) && Object.keys(present).every((name) => name in wanted)
    );
  } catch {
    return false;
  }
}

async function install(say) {
  makeRoomForPinnedNode();
  const startedMs = Date.now();
  const lockfile = lockfileHash();
  const { command, first, shell } = npm();
  const args = [
    ...first,
    'ci',
    '--ignore-scripts',
    // A shop's NODE_ENV=production or npm settings would leave out what builds the screen, or the binaries.
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    // `npm run --silent` hands its silence down to us, and the reason of a failure with it.
    '--loglevel=error',
  ];
  const occasion = readNote(NOTE) ? 'their list has changed' : 'first start only';
  const { code, output } = await say.during(`Installing packages (${occasion}) …`, () =>
    run(command, args, { cwd: root, shell }),
  );
  if (code !== 0) {
    throw new Trouble(
      `The packages could not be installed: npm ended with ${code} after ${seconds(startedMs)}. It says:\n\n` +
        `${quoted(output.split('\n').slice(0, QUOTED_LINES))}\n\n` +
        'What to do: see that this machine reaches its npm registry (`npm ping`) and that the disk has room, then start ' +
        'again. A broken-off installation is repaired by the next start.',
    );
  }
  writeNote(NOTE, { lockfile, machine });
}

/**
 * The npm that started us, run by the Node that it runs on: `node` on our PATH may be the pinned one inside
 * node_modules, which is about to be removed.
 */
function npm() {
  const cli = process.env.npm_execpath;
  if (cli && path.basename(cli) === 'npm-cli.js' && existsSync(cli)) {
    return { command: process.env.npm_node_execpath ?? process.execPath, first: [cli], shell: false };
  }
  return { command: 'npm', first: [], shell: process.platform === 'win32' };
}

/** Windows does not delete a program that runs. When that program is the pinned Node, it steps aside first. */
function makeRoomForPinnedNode() {
  if (process.platform !== 'win32' || !process.execPath.startsWith(inProject('node_modules'))) return;
  mkdirSync(inProject('.counterfoil'), { recursive: true });
  renameSync(process.execPath, inProject('.counterfoil', `node-${process.pid}.exe`));
}

// Says whether Electron can be started here. The npm package is only a loader: its runtime is a download of its own,
// tried once and not again on every start. It never decides which shell is used.
import { existsSync, readFileSync } from 'node:fs';
import { run } from './child.mjs';
import { node24 } from './node24.mjs';
import { inProject, installedVersion, readNote, root, writeNote } from './place.mjs';

const NOTE = 'electron';
const FIRST_TRY_MS = 120_000;
const ASKED_FOR_MS = 15 * 60_000;

/** The runtime's program, or null. Electron's own installer leaves the platform's path in path.txt. */
function installedRuntime() {
  try {
    const program = readFileSync(inProject('node_modules', 'electron', 'path.txt'), 'utf8').trim();
    const found = inProject('node_modules', 'electron', 'dist', program);
    return existsSync(found) ? found : null;
  } catch {
    return null;
  }
}

/** `{path}` or `{missing: reason}`. `isAskedFor` tries again although an earlier try failed. */
export async function electronRuntime({ say, isAskedFor = false }) {
  const present = installedRuntime();
  if (present) return { path: present };
  const version = installedVersion('electron');
  if (!version) return { missing: 'the electron package is not installed' };
  const noted = readNote(NOTE);
  if (noted?.version === version && !isAskedFor) return { missing: noted.missing };
  return download(say, version, isAskedFor ? ASKED_FOR_MS : FIRST_TRY_MS);
}

async function download(say, version, timeoutMs) {
  const { code, output, isTimedOut } = await say.during(`Fetching Electron ${version} …`, () =>
    run(node24(), [inProject('node_modules', 'electron', 'install.js')], {
      cwd: root,
      timeoutMs,
      // Node's fetch passes a shop's proxy by unless it is told to look.
      env: { ...process.env, NODE_USE_ENV_PROXY: '1' },
    }),
  );
  const path = installedRuntime();
  if (code === 0 && path) return { path };
  const missing = isTimedOut
    ? `its download took longer than ${timeoutMs / 1000} s`
    : `its download failed: ${causeIn(output)}`;
  writeNote(NOTE, { version, missing });
  return { missing };
}

/** The installer prints a stack; a person wants the one line that names the error, without the error's class. */
function causeIn(output) {
  const line = output.split('\n').find((text) => /error|failed/i.test(text)) ?? 'no reason given';
  return line.trim().replace(/^\w*Error: /, '');
}

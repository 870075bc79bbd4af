// Runs the till inside Electron until its window is closed. It never falls back to another shell by itself: it
// answers whether Electron came up at all.
import { spawn } from 'node:child_process';
import { root } from '#scripts/setup/place.mjs';
import { untilStopped } from './stopping.mjs';

const COMING_UP_MS = 10_000;
const NOT_FOUND = 127;

/** `{code}`, or `{neverCameUp: reason}` when Electron itself broke at once: a missing library, a forbidden sandbox. */
export async function runElectronShell({ program, data, isDemo, lang }) {
  const needsNoSandbox = process.platform === 'linux' && process.getuid?.() === 0;
  const args = [
    ...(needsNoSandbox ? ['--no-sandbox'] : []),
    '.',
    '--shell',
    'electron',
    '--data',
    data,
    ...(isDemo ? ['--demo'] : []),
    ...(lang ? ['--lang', lang] : []),
  ];
  const startedMs = Date.now();
  const { code, signal, wasStopped } = await untilStopped(
    spawn(program, args, { cwd: root, stdio: 'inherit' }),
  );
  const isEarly = Date.now() - startedMs < COMING_UP_MS;
  if (isEarly && !wasStopped && (signal || code === NOT_FOUND)) {
    return { neverCameUp: signal ? `it ended with ${signal}` : 'a library it needs is missing' };
  }
  return { code: wasStopped ? 0 : (code ?? 1) };
}

// Gets the programs the tests can use and a machine may lack: a Chromium, socat, strace, curl, gcc, libfaketime, zbarimg.
// Best effort: what is still missing makes the tests that want it skip, never fail.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { findChromium } from '#scripts/setup.mjs';
import { run } from '#scripts/setup/child.mjs';

const APT_MS = 10 * 60_000;
const APT_OPTIONS = ['-o', 'Acquire::Retries=1', '-o', 'Acquire::http::Timeout=30'];

const isOnPath = (name) =>
  (process.env.PATH ?? '')
    .split(path.delimiter)
    .some((folder) => folder && existsSync(path.join(folder, name)));

function isDebian() {
  try {
    return /^ID="?debian"?$/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

const hasFaketime = () =>
  ['x86_64', 'aarch64'].some((machine) =>
    existsSync(`/usr/lib/${machine}-linux-gnu/faketime/libfaketimeMT.so.1`),
  );

export async function equipMachine({ say }) {
  // Only where nobody has to be asked: root on a Debian is a test machine, and elsewhere `chromium` means other things.
  if (process.platform !== 'linux' || process.getuid() !== 0 || !isDebian() || !isOnPath('apt-get')) return;
  const missing = ['socat', 'strace', 'curl'].filter((name) => !isOnPath(name));
  // The recorder of the power campaign is compiled; without recommended packages gcc has no headers.
  if (!isOnPath('gcc')) missing.push('gcc', 'libc6-dev');
  // A library that is loaded before others; nothing of it is on the path.
  if (!hasFaketime()) missing.push('libfaketime');
  // Reads back the codes on receipts.
  if (!isOnPath('zbarimg')) missing.push('zbar-tools');
  if (!(await findChromium())) missing.push('chromium');
  if (missing.length === 0) return;
  const apt = (...args) =>
    run('apt-get', [...APT_OPTIONS, ...args], {
      timeoutMs: APT_MS,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  const { code, output } = await say.during(
    `Installing ${missing.join(', ')} for the tests (apt-get) …`,
    async () => {
      // A failed update is no reason to stop: the lists may be good enough.
      await apt('update');
      return apt('install', '-y', '--no-install-recommends', ...missing);
    },
  );
  if (code !== 0)
    say(`  not installed: ${output.split('\n').at(-1)}; the tests that need it will be skipped`);
}

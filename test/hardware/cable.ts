// A serial cable without hardware: two pseudo terminals that `socat` joins.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SerialPort } from 'serialport';
import { until } from './counter.ts';

/** Without it the tests over a real terminal are skipped. */
export const hasSocat = spawnSync('socat', ['-V']).status === 0;

export interface Cable {
  /** The till's end. */
  readonly path: string;
  /** The device's end, open. */
  readonly far: SerialPort;
  /** Pulls the cable out: both ends are gone when it settles. */
  pull(): Promise<void>;
  dispose(): Promise<void>;
}

/** `at`: a folder whose ends have the same names each time, as a device that is plugged in again. */
export async function layCable(at?: string): Promise<Cable> {
  const folder = at ?? mkdtempSync(join(tmpdir(), 'counterfoil-pty-'));
  mkdirSync(folder, { recursive: true });
  const [path, farPath] = [join(folder, 'till'), join(folder, 'device')];
  const end = (link: string) => `pty,raw,echo=0,link=${link}`;
  const socat = spawn('socat', [end(path), end(farPath)], { stdio: 'ignore' });
  // Also when the test fails before it disposes of the cable: nothing is left running, nothing lying about.
  const clearAway = () => {
    socat.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  process.setMaxListeners(50).once('exit', clearAway);
  const ended = new Promise((resolve) => socat.once('exit', resolve));
  await until(() => existsSync(path) && existsSync(farPath));
  const far = new SerialPort({ path: farPath, baudRate: 115_200, autoOpen: false });
  far.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    far.open((error) => (error ? reject(error) : resolve()));
  });
  const pull = async () => {
    // Asked to end while bytes are on their way, it forgets to now and then; the ends' names are then ours to take away.
    socat.kill('SIGKILL');
    await ended;
    for (const name of [path, farPath]) rmSync(name, { force: true });
  };
  return {
    path,
    far,
    pull,
    async dispose() {
      await new Promise((resolve) => {
        far.close(resolve);
      });
      await pull();
      process.off('exit', clearAway);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

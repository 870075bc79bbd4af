// A demonstration shop, set up and closed again, in a temporary folder that belongs to the caller.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDevices } from '#hardware/open.ts';
import { openCore } from '#main/core.ts';
import { seedDemo } from '#main/demo.ts';
import { silentLog } from '#main/log.ts';
import { fileSecretBox } from '#shell/secret-box.ts';
import { TestClock } from './clock.ts';
import { TestMachine } from './machine.ts';

/** Makes the folder; the PINs of three people take about a second. */
export async function makeTemplate(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'counterfoil-template-'));
  const clock = new TestClock();
  const devices = await openDevices({ kind: 'none' }, () => clock.now());
  const guard = fileSecretBox();
  const core = await openCore({
    folder,
    clock,
    log: silentLog,
    guard,
    devices,
    machine: new TestMachine(folder),
    appVersion: '0.0.0-test',
    prints: false,
  });
  await seedDemo(core);
  await core.close();
  return folder;
}

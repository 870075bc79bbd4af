// A till in this process, opened as till.ts opens one but for its log and its paper. Owns nothing of what it does.
import { systemClock } from '#main/clock.ts';
import type { Clock } from '#main/clock.ts';
import { appVersion } from '#main/config.ts';
import { openCore } from '#main/core.ts';
import type { Core } from '#main/core.ts';
import { silentLog } from '#main/log.ts';
import { systemMachine } from '#main/machine.ts';
import { openDevices } from '#hardware/open.ts';
import { fileSecretBox } from '#shell/secret-box.ts';
import type { StaffId } from '#contract/ids.ts';

export const manager = { staffId: 'chen-jing' as StaffId, pin: '3333' };

/** `prints` as in a till: receipts are queued and find no printer. */
export async function openTill(folder: string, clock: Clock = systemClock, prints = true): Promise<Core> {
  const devices = await openDevices({ kind: 'none' }, () => clock.now());
  return openCore({
    folder,
    clock,
    log: silentLog,
    guard: fileSecretBox(),
    devices,
    machine: systemMachine({ folder, shell: 'headless', log: silentLog }),
    appVersion,
    prints,
  });
}

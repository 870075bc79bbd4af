// Devices that are opened as main opens them, with what was asked for on record: for tests of who opens what, and when.
import type { DeviceChoice } from '#contract/device-choice.ts';
import type { FoundPlace } from '#contract/device-setting.ts';
import type { FoundBeside } from '#contract/device-try.ts';
import { openDevices } from '#hardware/open.ts';
import type { DeviceConfig } from '#hardware/open.ts';
import { withChoice } from '#main/config.ts';
import type { DeviceOpener } from '#main/core-port.ts';

export class CountedDevices implements DeviceOpener {
  /** As config.json has it. */
  said: DeviceConfig = { kind: 'none' };
  /** What was opened for the counter, oldest first, and what was opened to be tried. */
  readonly opened: (DeviceChoice | null)[] = [];
  readonly alone: DeviceChoice[] = [];
  /** What the system says is plugged in. */
  found: FoundPlace[] = [];
  hid: FoundBeside[] = [];
  /** Whatever is opened for the counter comes no sooner than this. */
  gate: Promise<unknown> = Promise.resolve();

  async open(chosen: DeviceChoice | null) {
    this.opened.push(chosen);
    await this.gate;
    const devices = await openDevices(withChoice(this.said, chosen), () => new Date());
    return { ...devices, find: async () => this.found };
  }

  openAlone(chosen: DeviceChoice) {
    this.alone.push(chosen);
    return openDevices(withChoice({ kind: 'none' }, chosen), () => new Date());
  }

  async findHid() {
    return this.hid;
  }
}

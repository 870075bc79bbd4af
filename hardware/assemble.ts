// Puts the devices of one counter together over one transport. It never chooses which transport.
import type { DrawerSensor } from '#contract/device-setting.ts';
import { findPlaces } from './discovery/ports.ts';
import { PrinterDrawer } from './drawer/drawer.ts';
import type { Devices } from './ports.ts';
import { PrinterConnection } from './printer/connection.ts';
import { PrinterDriver, profileOf, type PrinterSettings } from './printer/driver.ts';
import type { Transport } from './transport/transport.ts';

export interface CounterSettings extends PrinterSettings {
  readonly onPulse?: (reason: string) => void;
  readonly kickLifeMs?: number;
  readonly drawerSensor?: DrawerSensor;
  /** See DrawerSettings: a shut drawer with a sensor is looked at so often. */
  readonly watchMs?: number;
  readonly openTooLongMs?: number;
  /** A connection nobody has used for so long is given back, in milliseconds; kept where it is left out. */
  readonly idleMs?: number;
  /** Real-time questions are given up after this time, in milliseconds. */
  readonly answerTimeoutMs?: number;
  /** For each KiB, in milliseconds. */
  readonly chunkDeadlineMs?: number;
}

/** Nothing is opened yet: `look` does that, and so does the first job. */
export function assembleDevices(
  transport: Transport,
  settings: CounterSettings,
): Devices & { look(): Promise<void> } {
  const { answers, drawerPin } = profileOf(settings);
  const connection = new PrinterConnection(transport, {
    ...settings,
    isAsked: answers.status,
    isAutomatic: answers.automatic,
  });
  const printer = new PrinterDriver(connection, settings);
  const drawer = new PrinterDrawer(connection, {
    ...settings,
    pin: drawerPin,
    model: settings.model,
    ...(settings.drawerSensor === undefined ? {} : { sensor: settings.drawerSensor }),
  });
  printer.onChange((status) => drawer.follow(status));
  return {
    printer,
    drawer,
    scale: null,
    scanners: [],
    demo: null,
    list: () => [printer.status(), drawer.status()],
    find: () => findPlaces(),
    onChange(callback) {
      const ends = [printer.onChange(callback), drawer.onChange(callback)];
      return () => {
        for (const end of ends) end();
      };
    },
    look: () => printer.look(),
    async close() {
      await Promise.all([printer.close(), drawer.close()]);
    },
  };
}

// A counter without devices: every answer is the honest no. It never pretends that anything was printed or opened.
import type { DeviceStatus, DeviceTrouble } from '#contract/device.ts';
import { keepStatus } from './device-status.ts';
import { findPlaces } from './discovery/ports.ts';
import type { Devices } from './ports.ts';

/**
 * `trouble` is null when the shop has chosen to have no devices, and says why they are missing otherwise; `model` is what the
 * printer would be called.
 */
export function makeAbsentDevices(now: () => Date, trouble: DeviceTrouble | null, model = ''): Devices {
  const known = { isSimulated: false, model, now };
  const state = trouble === null || trouble === 'notFound' ? 'absent' : 'attention';
  const printer = keepStatus({ ...known, role: 'printer' });
  const drawer = keepStatus({ ...known, role: 'drawer' });
  printer.show(state, trouble);
  drawer.show(state, trouble);
  const close = async () => undefined;
  const neverChanges = (_callback: (status: DeviceStatus) => void) => () => undefined;
  return {
    printer: {
      render: () => new Uint8Array(),
      onLateProof: () => () => undefined,
      print: async () => ({ kind: 'notStarted', trouble: trouble ?? 'notFound' }),
      status: () => printer.read(),
      onChange: neverChanges,
      close,
    },
    drawer: {
      kick: async () => ({ sent: false }),
      readLevel: async () => null,
      onEvent: () => () => undefined,
      status: () => drawer.read(),
      onChange: neverChanges,
      close,
    },
    scale: null,
    scanners: [],
    demo: null,
    list: () => [printer.read(), drawer.read()],
    find: () => findPlaces(),
    onChange: neverChanges,
    close,
  };
}

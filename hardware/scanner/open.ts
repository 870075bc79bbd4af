// The scanners that a counter was set up with, beside its other devices. One that cannot even be tried is a status; it keeps
// no other device from its work.
import { nameOfScanner, type ScannerSetting } from '#contract/device-setting.ts';
import { withBeside } from '#hardware/beside.ts';
import { keepStatus } from '#hardware/device-status.ts';
import { readError, troubleOf } from '#hardware/errors.ts';
import type { Devices, Scanner } from '#hardware/ports.ts';
import { SerialTransport } from '#hardware/transport/serial.ts';
import { HidPosScanner } from './hid-pos.ts';
import { StreamScanner } from './stream.ts';

/** Where it is, as its model: nothing else is known of it. */
const modelOf = ({ place }: ScannerSetting): string => nameOfScanner({ place });

function openScanner(setting: ScannerSetting, now: () => Date): Scanner {
  const known = { source: nameOfScanner(setting), model: modelOf(setting), isSimulated: false, now };
  if (setting.place.kind === 'hid') return new HidPosScanner(setting.place, known);
  // What was scanned while nobody listened is nobody's.
  const transport = new SerialTransport(setting.place, { dropsStale: true });
  return new StreamScanner(transport, { ...known, tabEnds: setting.tabEnds });
}

/** A scanner whose driver does not load. */
function makeMissing(setting: ScannerSetting, now: () => Date, error: unknown): Scanner {
  const id = nameOfScanner(setting);
  const status = keepStatus({ id, role: 'scanner', model: modelOf(setting), isSimulated: false, now });
  status.show('attention', troubleOf(readError(error, 'open')));
  return {
    status: () => status.read(),
    onChange: () => () => undefined,
    onRead: () => () => undefined,
    onMisread: () => () => undefined,
    close: async () => undefined,
  };
}

function open(setting: ScannerSetting, now: () => Date): Scanner {
  try {
    return openScanner(setting, now);
  } catch (error) {
    return makeMissing(setting, now, error);
  }
}

/** The devices with these scanners beside them. Returns at once; whether each is there is told by `onChange`. */
export function withScanners(
  devices: Devices,
  settings: readonly ScannerSetting[],
  now: () => Date,
): Devices {
  const added = settings.map((setting) => open(setting, now));
  return withBeside({ ...devices, scanners: [...devices.scanners, ...added] }, added);
}

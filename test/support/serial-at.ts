// The configuration of a counter with one printer on a serial port, for tests.
import type { DeviceConfig } from '#hardware/open.ts';

export function serialAt(path: string, columns = 48): DeviceConfig {
  return {
    kind: 'real',
    printer: { place: { kind: 'serial', path, baudRate: 9_600 }, columns },
    fallback: null,
    drawer: { pin: 2, sensor: null },
  };
}

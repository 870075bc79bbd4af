// Opens the devices that the configuration names. It never throws: a device that is dead or missing, and even a driver
// that does not load, is a status the screen shows.
import { makeAbsentDevices } from './absent.ts';
import { readError, troubleOf } from './errors.ts';
import type { Devices } from './ports.ts';
import type { QrWay } from './printer/qr.ts';

export type DeviceConfig =
  /** Receipts and pulses become files in `folder`. */
  | { readonly kind: 'simulated'; readonly folder: string }
  /** `baudRate` in bits per second; `columns` is the paper's: 48, 42 or 32. */
  | {
      readonly kind: 'serial';
      readonly path: string;
      readonly baudRate: number;
      readonly columns: number;
      /** How the printer is told to print a QR code; `native` where it is left out. */
      readonly qr?: QrWay | undefined;
    }
  | { readonly kind: 'none' };

/**
 * Resolves at once: whether a serial printer is there is found out behind it and told by `onChange`. `now` is the clock
 * of every `changedAt`.
 */
export async function openDevices(config: DeviceConfig, now: () => Date): Promise<Devices> {
  try {
    if (config.kind === 'none') return makeAbsentDevices(now, null);
    if (config.kind === 'serial') return await openSerial(config, now);
    // Loaded only when wanted, as the serial driver is: where one has no binary for the machine, the till still starts.
    const { openSimulated } = await import('./simulated/devices.ts');
    return await openSimulated(config.folder, now);
  } catch (error) {
    return makeAbsentDevices(now, troubleOf(readError(error, 'open')));
  }
}

async function openSerial(
  { path, baudRate, columns, qr = 'native' }: DeviceConfig & { kind: 'serial' },
  now: () => Date,
): Promise<Devices> {
  if (columns < 16 || columns > 80) return makeAbsentDevices(now, 'failed');
  const { SerialTransport } = await import('./transport/serial.ts');
  const { assembleDevices } = await import('./assemble.ts');
  const model = `ESC/POS printer at ${path}`;
  const transport = new SerialTransport({ path, baudRate });
  const devices = assembleDevices(transport, { model, isSimulated: false, columns, qr, now });
  // Not awaited: a silent port must not hold up the till's start, and a failure is status.
  devices.look().catch(() => undefined);
  return devices;
}

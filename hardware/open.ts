// Opens the devices that the configuration names. It never throws: a device that is dead or missing, and even a driver
// that does not load, is a status the screen shows.
import { nameOfPlace } from '#contract/device-setting.ts';
import type {
  CounterDevices,
  DrawerSetting,
  PrinterPlace,
  PrinterSetting,
  ScannerSetting,
} from '#contract/device-setting.ts';
import type { FoundBeside } from '#contract/device-try.ts';
import type { PrinterChoice } from '#contract/printer-profile.ts';
import { makeAbsentDevices } from './absent.ts';
import { openBeside } from './beside.ts';
import { HardwareError, readError, troubleOf } from './errors.ts';
import type { Devices, ReceiptPrinter } from './ports.ts';
import type { PrinterProfile } from './printer/profiles.ts';
import type { Raster } from './printer/raster.ts';
import type { Transport } from './transport/transport.ts';

export type DeviceConfig = (
  | /** Receipts and pulses become files in `folder`. */
    { readonly kind: 'simulated'; readonly folder: string }
  | ({ readonly kind: 'real' } & CounterDevices)
  | { readonly kind: 'none' }
) &
  BesideConfig;

/** What stands beside the printers, whatever they are. */
export interface BesideConfig {
  readonly scale?: CounterDevices['scale'];
  readonly display?: CounterDevices['display'];
  readonly scanners?: readonly ScannerSetting[] | undefined;
}

/**
 * Resolves at once: whether a printer is there is found out behind it and told by `onChange`. `now` is the clock of every
 * `changedAt`.
 */
export async function openDevices(config: DeviceConfig, now: () => Date): Promise<Devices> {
  const devices = await openBeside(await openCounter(config, now), config, now);
  const { scanners = [] } = config;
  if (scanners.length === 0) return devices;
  const { withScanners } = await import('./scanner/open.ts');
  return withScanners(devices, scanners, now);
}

/** Scanners that say of themselves what they are, in HID POS mode. Opens none of them and never rejects. */
export async function findScanners(): Promise<FoundBeside[]> {
  return (await import('./scanner/hid-find.ts')).findHidScanners();
}

async function openCounter(config: DeviceConfig, now: () => Date): Promise<Devices> {
  try {
    if (config.kind === 'none') return makeAbsentDevices(now, null);
    if (config.kind === 'real') return await openPrinters(config, now);
    // Loaded only when wanted, as every driver is: where one has no binary for the machine, the till still starts.
    const { openSimulated } = await import('./simulated/devices.ts');
    // A real scale takes the place of the simulated one; the rest of that counter stays.
    return await openSimulated(config.folder, now, { hasScale: !config.scale });
  } catch (error) {
    return makeAbsentDevices(now, troubleOf(readError(error, 'open')));
  }
}

async function openPrinters(
  { printer, fallback, drawer }: CounterDevices,
  now: () => Date,
): Promise<Devices> {
  if (printer === null) return makeAbsentDevices(now, null);
  const first = await openPrinter(printer, drawer, now);
  const second = fallback === null ? null : await openPrinter(fallback, null, now);
  if (second === null) return first;
  return withFallback(first, second);
}

async function openPrinter(
  { place, ...choice }: PrinterSetting,
  drawer: DrawerSetting | null,
  now: () => Date,
): Promise<Devices> {
  const { assembleDevices } = await import('./assemble.ts');
  const transport = await openTransport(place).catch((error: unknown) => readError(error, 'open'));
  // The other printer is none the worse for it.
  if (transport instanceof HardwareError)
    return makeAbsentDevices(now, troubleOf(transport), describePlace(place));
  const devices = assembleDevices(transport, {
    ...(await choosePrinter(choice)),
    model: describePlace(place),
    isSimulated: false,
    // Held against simulated spoolers only: no Windows machine with a printer was at hand.
    ...(place.kind === 'spooler' ? { isUntested: true as const } : {}),
    now,
    ...(drawer === null ? {} : { drawerPin: drawer.pin }),
    ...(drawer === null || drawer.sensor === null ? {} : { drawerSensor: drawer.sensor }),
    // Not over a connection that is given back in between: each look would take it anew.
    ...(place.kind === 'tcp' || place.kind === 'spooler' ? {} : { watchMs: WATCH_DRAWER_MS }),
    // Many network printers serve one connection at a time, and some none at all while an idle one is left open.
    ...(place.kind === 'tcp' || place.kind === 'spooler' ? { idleMs: IDLE_MS } : {}),
  });
  // Not awaited: a silent port must not hold up the till's start, and a failure is status. A spooler would make an empty
  // document of it.
  if (transport.isTwoWay) devices.look().catch(() => undefined);
  return devices;
}

/**
 * The profile that was chosen, with the shop's changes and its logo. A logo that cannot be read is left out: a receipt
 * without one is still a receipt.
 */
export async function choosePrinter(
  choice: PrinterChoice,
): Promise<{ profile: PrinterProfile; logo?: Raster }> {
  const { changeProfile, PROFILES } = await import('./printer/profiles.ts');
  const profile = changeProfile(PROFILES[choice.profile ?? 'generic-80'], choice);
  // What prints no codes prints letters only.
  if (choice.logo === undefined || profile.qr === 'none') return { profile };
  const { loadLogo } = await import('./printer/logo.ts');
  const logo = await loadLogo(choice.logo, profile.dots).catch(() => null);
  return logo === null ? { profile } : { profile, logo };
}

const IDLE_MS = 2_000;
const WATCH_DRAWER_MS = 2_000;

/** What the device is called on the screen: the same in every language. */
export function describePlace(place: PrinterPlace): string {
  const name = nameOfPlace(place);
  return place.kind === 'spooler' ? `Windows · ${name}` : `ESC/POS · ${name}`;
}

/** Each driver is loaded by itself: one that is missing leaves the others alone. */
export async function openTransport(place: PrinterPlace): Promise<Transport> {
  switch (place.kind) {
    case 'serial':
      return new (await import('./transport/serial.ts')).SerialTransport(place);
    case 'tcp':
      return new (await import('./transport/tcp.ts')).TcpTransport(place);
    case 'file':
      return new (await import('./transport/device-file.ts')).DeviceFileTransport(place);
    case 'usb':
      return new (await import('./transport/usb.ts')).UsbTransport(place);
    case 'spooler':
      return new (await import('./transport/spooler.ts')).SpoolerTransport(place);
  }
}

/** The first counter with the printer of the second behind its own. */
function withFallback(first: Devices, second: Devices): Devices {
  const fallback: ReceiptPrinter = second.printer;
  return {
    ...first,
    fallback,
    list: () => [...first.list(), { ...fallback.status(), role: 'fallback' }],
    onChange(callback) {
      const ends = [
        first.onChange(callback),
        fallback.onChange((status) => callback({ ...status, role: 'fallback' })),
      ];
      return () => {
        for (const end of ends) end();
      };
    },
    async close() {
      await Promise.all([first.close(), second.close()]);
    },
  };
}

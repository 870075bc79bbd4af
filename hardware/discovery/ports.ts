// Finds what is plugged in, without a byte sent to anything: an unknown port may be a scale, a display or a modem, and
// would react. Serial ports by the system's list, or by sysfs where the list's own tool is missing; printer files by theirs.
import { readdir, readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { FoundPlace } from '#contract/device-setting.ts';
import { kindOfVendor, nameOfVendor } from './usb-names.ts';

export interface FoundPort {
  /** `/dev/ttyUSB0`, `COM3`: may be another one tomorrow. */
  readonly path: string;
  /** Four hexadecimal digits each; left out where the port is on no USB. */
  readonly vendorId?: string | undefined;
  readonly productId?: string | undefined;
  readonly serialNumber?: string | undefined;
  readonly maker?: string | undefined;
}

/** Where the system keeps what it knows; tests have folders of their own. */
export interface SystemFolders {
  readonly sys: string;
  readonly dev: string;
}
const SYSTEM: SystemFolders = { sys: '/sys', dev: '/dev' };

type ListPorts = () => Promise<FoundPort[]>;

async function listBySerialport(): Promise<FoundPort[]> {
  const { SerialPort } = await import('serialport');
  const ports = await SerialPort.list();
  return ports.map(({ path, vendorId, productId, serialNumber, manufacturer }) => ({
    path,
    vendorId,
    productId,
    serialNumber,
    maker: manufacturer,
  }));
}

/** Serial ports. Where the package's list fails, as it does without udevadm, sysfs is read. Never rejects. */
export async function listPorts(
  list: ListPorts = listBySerialport,
  folders: SystemFolders = SYSTEM,
): Promise<FoundPort[]> {
  const ports = await list().catch(() => readSysfs(folders));
  // Ports that the mainboard may have, and mostly has not.
  return ports.filter(({ path, vendorId }) => vendorId !== undefined || !/ttyS\d+$/.test(path));
}

const readLine = async (file: string) => (await readFile(file, 'utf8').catch(() => '')).trim() || undefined;

async function readSysfs({ sys, dev }: SystemFolders): Promise<FoundPort[]> {
  const names = await readdir(join(sys, 'class', 'tty')).catch(() => []);
  const ports: FoundPort[] = [];
  for (const name of names) {
    const device = await realpath(join(sys, 'class', 'tty', name, 'device')).catch(() => null);
    if (device === null) continue;
    const usb = await findUsbDevice(device, sys);
    if (usb === null) continue;
    ports.push({ path: join(dev, name), ...(await readUsbDevice(usb)) });
  }
  return ports;
}

const readUsbDevice = async (folder: string): Promise<Omit<FoundPort, 'path'>> => ({
  vendorId: await readLine(join(folder, 'idVendor')),
  productId: await readLine(join(folder, 'idProduct')),
  serialNumber: await readLine(join(folder, 'serial')),
  maker: await readLine(join(folder, 'manufacturer')),
});

/** The USB device above an interface: the first folder on the way up that has a vendor's number. */
async function findUsbDevice(from: string, top: string): Promise<string | null> {
  const root = await realpath(top).catch(() => top);
  for (let folder = from; folder.length > root.length; folder = join(folder, '..')) {
    if ((await readLine(join(folder, 'idVendor'))) !== undefined) return folder;
  }
  return null;
}

/** What a USB device is called wherever it is plugged in; null for one that does not tell itself from its like. */
export function identityOf({ vendorId, productId, serialNumber }: FoundPort): string | null {
  if (vendorId === undefined || productId === undefined || serialNumber === undefined) return null;
  return `usb:${vendorId}:${productId}:${serialNumber}`.toLowerCase();
}

/** The path of a port that is named by its identity, now; any other name is a path already. Null where it is not there. */
export async function resolvePath(
  name: string,
  list: () => Promise<FoundPort[]> = listPorts,
): Promise<string | null> {
  if (!name.startsWith('usb:')) return name;
  const ports = await list();
  return ports.find((port) => identityOf(port) === name.toLowerCase())?.path ?? null;
}

/** `MFG:EPSON;CMD:ESC/POS;MDL:TM-T20;CLS:PRINTER;`, as a printer introduces itself: what a person reads of it. */
export function readIntroduction(text: string): string | null {
  const parts = new Map(text.split(';').map((part) => part.split(':', 2) as [string, string]));
  const maker = parts.get('MFG') ?? parts.get('MANUFACTURER');
  const model = parts.get('MDL') ?? parts.get('MODEL');
  const words = [maker, model].filter((word) => word !== undefined && word !== '');
  return words.length === 0 ? null : words.join(' ');
}

async function printerFiles({ sys, dev }: SystemFolders): Promise<(FoundPort & { device: string })[]> {
  const names = await readdir(join(sys, 'class', 'usbmisc')).catch(() => []);
  const files: (FoundPort & { device: string })[] = [];
  for (const name of names.filter((one) => /^lp\d+$/.test(one))) {
    const device = join(sys, 'class', 'usbmisc', name, 'device');
    const usb = await findUsbDevice(await realpath(device).catch(() => sys), sys);
    const known = usb === null ? {} : await readUsbDevice(usb);
    files.push({ path: join(dev, 'usb', name), device, ...known });
  }
  return files;
}

async function findFiles(folders: SystemFolders): Promise<FoundPlace[]> {
  const found: FoundPlace[] = [];
  for (const file of await printerFiles(folders)) {
    const introduction = await readLine(join(file.device, 'ieee1284_id'));
    const label = introduction === undefined ? null : readIntroduction(introduction);
    // Of two printers, whichever was plugged in first is lp0: its number says nothing.
    const path = identityOf(file) ?? file.path;
    found.push({ place: { kind: 'file', path }, label: label ?? file.path, kind: 'printer' });
  }
  return found;
}

/** The same for a printer's device file. */
export function resolveFile(name: string, folders: SystemFolders = SYSTEM): Promise<string | null> {
  return resolvePath(name, () => printerFiles(folders));
}

/** Everything a printer could be at, the surest first. Network printers are named by the shop: nothing is scanned. */
export async function findPlaces(
  list: ListPorts = listBySerialport,
  folders: SystemFolders = SYSTEM,
): Promise<FoundPlace[]> {
  const [files, ports] = await Promise.all([findFiles(folders), listPorts(list, folders)]);
  const serial = ports.map((port): FoundPlace => {
    const name = port.maker ?? nameOfVendor(port.vendorId);
    const label = name === null ? port.path : `${name} (${port.path})`;
    const place = { kind: 'serial' as const, path: identityOf(port) ?? port.path, baudRate: 9600 };
    return { place, label, kind: kindOfVendor(port.vendorId) };
  });
  const rank = { printer: 0, adapter: 1, unknown: 2, scanner: 3 };
  return [...files, ...serial].toSorted((a, b) => rank[a.kind] - rank[b.kind]);
}

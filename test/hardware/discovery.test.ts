// What is plugged in, by the system's list and by sysfs; a device keeps its name in any socket. Nothing is ever sent.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  findPlaces,
  identityOf,
  listPorts,
  readIntroduction,
  resolveFile,
  resolvePath,
} from '#hardware/discovery/ports.ts';
import { kindOfVendor } from '#hardware/discovery/usb-names.ts';
import { findDriver, PROGRAMS_DRIVER } from '#hardware/transport/usb-driver.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'counterfoil-sysfs-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const folders = () => ({ sys: join(root, 'sys'), dev: '/dev' });
const noUdev = () => Promise.reject(new Error('spawn udevadm ENOENT'));

/** A USB serial adapter as the kernel shows it: the port's folder is two below the device's. */
function plugIn(name: string, usb: Record<string, string>): void {
  const device = join(root, 'sys', 'devices', 'usb1', '1-1');
  const port = join(device, '1-1:1.0', name);
  mkdirSync(port, { recursive: true });
  for (const [file, text] of Object.entries(usb)) writeFileSync(join(device, file), `${text}\n`);
  mkdirSync(join(root, 'sys', 'class', 'tty', name), { recursive: true });
  symlinkSync(port, join(root, 'sys', 'class', 'tty', name, 'device'));
}

test('without udevadm the ports are read from sysfs, and only those on USB', async () => {
  plugIn('ttyUSB0', { idVendor: '1a86', idProduct: '7523', serial: 'A1', manufacturer: 'QinHeng' });
  mkdirSync(join(root, 'sys', 'class', 'tty', 'ttyS0'), { recursive: true });
  expect(await listPorts(noUdev, folders())).toEqual([
    { path: '/dev/ttyUSB0', vendorId: '1a86', productId: '7523', serialNumber: 'A1', maker: 'QinHeng' },
  ]);
});

test('a machine that tells nothing has nothing', async () => {
  expect(await listPorts(noUdev, folders())).toEqual([]);
  expect(await findPlaces(noUdev, folders())).toEqual([]);
});

test('ghosts of the mainboard are left out of the list', async () => {
  const list = async () => [
    { path: '/dev/ttyS0' },
    { path: '/dev/ttyACM0', vendorId: '0c2e' },
    { path: 'COM3' },
  ];
  expect((await listPorts(list)).map(({ path }) => path)).toEqual(['/dev/ttyACM0', 'COM3']);
});

test('a device is found again under another path, by its numbers', async () => {
  const port = { path: '/dev/ttyUSB0', vendorId: '1A86', productId: '7523', serialNumber: 'A1' };
  expect(identityOf(port)).toBe('usb:1a86:7523:a1');
  const elsewhere = async () => [{ ...port, path: '/dev/ttyUSB3' }];
  expect(await resolvePath('usb:1a86:7523:a1', elsewhere)).toBe('/dev/ttyUSB3');
  expect(await resolvePath('usb:1a86:7523:b2', elsewhere)).toBeNull();
  expect(await resolvePath('/dev/ttyUSB9', elsewhere)).toBe('/dev/ttyUSB9');
  // Without a number of its own it cannot be told from its like.
  expect(identityOf({ ...port, serialNumber: undefined })).toBeNull();
});

test('a printer file introduces itself; ports come behind it, scanners last', async () => {
  const lp = join(root, 'sys', 'class', 'usbmisc', 'lp0', 'device');
  mkdirSync(lp, { recursive: true });
  writeFileSync(join(lp, 'ieee1284_id'), 'MFG:EPSON;CMD:ESC/POS;MDL:TM-T20;CLS:PRINTER;\n');
  const list = async () => [
    { path: '/dev/ttyACM0', vendorId: '0c2e', productId: '0b6a' },
    { path: '/dev/ttyUSB0', vendorId: '0403', productId: '6001', serialNumber: 'F1' },
  ];
  const found = await findPlaces(list, folders());
  expect(found).toEqual([
    { place: { kind: 'file', path: '/dev/usb/lp0' }, label: 'EPSON TM-T20', kind: 'printer' },
    {
      place: { kind: 'serial', path: 'usb:0403:6001:f1', baudRate: 9600 },
      label: 'FTDI (/dev/ttyUSB0)',
      kind: 'adapter',
    },
    {
      place: { kind: 'serial', path: '/dev/ttyACM0', baudRate: 9600 },
      label: 'Honeywell (/dev/ttyACM0)',
      kind: 'scanner',
    },
  ]);
});

/** A printer at the kernel's own driver: the file's folder is one below the device's. */
function plugInPrinter(socket: string, name: string, serial: string): void {
  const device = join(root, 'sys', 'devices', 'usb1', socket);
  const works = join(device, `${socket}:1.0`);
  mkdirSync(works, { recursive: true });
  for (const [file, text] of Object.entries({ idVendor: '04b8', idProduct: '0202', serial }))
    writeFileSync(join(device, file), `${text}\n`);
  mkdirSync(join(root, 'sys', 'class', 'usbmisc', name), { recursive: true });
  symlinkSync(works, join(root, 'sys', 'class', 'usbmisc', name, 'device'));
}

test('of two equal printers each is found by its own number, whichever was plugged in first', async () => {
  plugInPrinter('1-1', 'lp0', 'B2');
  plugInPrinter('1-2', 'lp1', 'A1');
  const found = await findPlaces(async () => [], folders());
  expect(found.map(({ place }) => place)).toEqual([
    { kind: 'file', path: 'usb:04b8:0202:b2' },
    { kind: 'file', path: 'usb:04b8:0202:a1' },
  ]);
  expect(await resolveFile('usb:04b8:0202:a1', folders())).toBe('/dev/usb/lp1');
  expect(await resolveFile('usb:04b8:0202:c3', folders())).toBeNull();
  expect(await resolveFile('/dev/usb/lp7', folders())).toBe('/dev/usb/lp7');
});

test('which driver holds an interface is read beside the device on its bus', async () => {
  const bus = join(root, 'bus');
  for (const [name, number] of [
    ['1-1', '5'],
    ['2-1', '5'],
  ] as const) {
    mkdirSync(join(bus, name), { recursive: true });
    writeFileSync(join(bus, name, 'busnum'), `${name[0]}\n`);
    writeFileSync(join(bus, name, 'devnum'), `${number}\n`);
    mkdirSync(join(bus, `${name}:1.0`));
  }
  symlinkSync('../../drivers/usbfs', join(bus, '2-1:1.0', 'driver'));
  const first = { configurationValue: 1, interfaceNumber: 0 };
  expect(await findDriver({ bus: '002', address: 5 }, first, bus)).toBe(PROGRAMS_DRIVER);
  expect(await findDriver({ bus: '001', address: 5 }, first, bus)).toBeNull();
  expect(await findDriver({ bus: '003', address: 5 }, first, bus)).toBeNull();
  expect(await findDriver({ bus: '002', address: 5 }, first, join(root, 'nowhere'))).toBeNull();
});

test('an introduction that says nothing is none', () => {
  expect(readIntroduction('')).toBeNull();
  expect(readIntroduction('CLS:PRINTER;')).toBeNull();
  expect(readIntroduction('MANUFACTURER:XP;MODEL:58;')).toBe('XP 58');
});

test('what the package for Linux opens to everybody at the machine are scanners that we know by number, and is laid where udev reads', () => {
  const rules = readFileSync('assets/linux/60-counterfoil.rules', 'utf8');
  const hidraw = rules.split('\n').filter((rule) => rule.startsWith('SUBSYSTEM=="hidraw"'));
  expect(hidraw).toHaveLength(1);
  const vendors = /ATTRS\{idVendor\}=="([\da-f|]+)"/.exec(hidraw[0] ?? '')?.[1]?.split('|') ?? [];
  expect(vendors).toEqual(['05e0', '05f9', '0c2e', '1eab']);
  expect(vendors.map(kindOfVendor)).toEqual(['scanner', 'scanner', 'scanner', 'scanner']);
  expect(readFileSync('electron-builder.yml', 'utf8')).toContain(
    'fpm: [assets/linux/60-counterfoil.rules=/usr/lib/udev/rules.d/60-counterfoil.rules]',
  );
});

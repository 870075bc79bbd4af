// The devices that config.json names: every kind of place, what is usual where it is left out, and what is refused.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BadStart, readDevices, withChoice } from '#main/config.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'counterfoil-config-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const readPrinter = (config: object) => {
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
  return readDevices(folder, false);
};

test.each([
  [
    { kind: 'serial', path: '/dev/ttyUSB0' },
    { kind: 'serial', path: '/dev/ttyUSB0', baudRate: 9600 },
  ],
  [
    { kind: 'tcp', host: '192.168.0.50' },
    { kind: 'tcp', host: '192.168.0.50', port: 9100 },
  ],
  [
    { kind: 'file', path: '/dev/usb/lp0' },
    { kind: 'file', path: '/dev/usb/lp0' },
  ],
  [
    { kind: 'usb', vendorId: 1208, productId: 514 },
    { kind: 'usb', vendorId: 1208, productId: 514, serialNumber: null },
  ],
  [
    { kind: 'spooler', printerName: 'Receipts' },
    { kind: 'spooler', printerName: 'Receipts' },
  ],
])('%j', (written, place) => {
  expect(readPrinter({ printer: written })).toEqual({
    kind: 'real',
    printer: { place },
    fallback: null,
    drawer: { pin: 2, sensor: null },
  });
});

test('a printer by its name, with what is different about it and a logo beside the books', () => {
  const said = {
    profile: 'generic-58',
    charset: 'cp858',
    barcode: 'none',
    pageNumber: 13,
    cutter: 'partial',
  };
  const config = readPrinter({ printer: { kind: 'tcp', host: 'a', ...said, logo: 'logo.png' } });
  expect(config).toMatchObject({ printer: { place: { kind: 'tcp' }, ...said } });
  expect(config.kind === 'real' && config.printer?.logo).toMatch(/^\/.+\/logo\.png$/);
});

test('a second printer and a drawer of another kind', () => {
  const config = readPrinter({
    printer: { kind: 'tcp', host: 'a', columns: 42 },
    fallback: { kind: 'file', path: '/dev/usb/lp0', qr: 'raster' },
    drawer: { pin: 5, sensor: 'lowIsOpen' },
  });
  expect(config).toMatchObject({
    printer: { columns: 42 },
    fallback: { place: { kind: 'file' }, qr: 'raster' },
    drawer: { pin: 5, sensor: 'lowIsOpen' },
  });
});

test('scanners with no printer, and beside the simulated devices of a demonstration shop', () => {
  const scanners = [
    { kind: 'serial', path: 'usb:0c2e:0720:1234', name: 'left' },
    { kind: 'serial', path: '/dev/ttyACM1', baudRate: 115_200, tabEnds: false },
    { kind: 'hid', vendorId: 0x0c2e, productId: 0x0b62 },
    { kind: 'hid', vendorId: 0x0c2e, productId: 0x0b62, serialNumber: 'S2' },
  ];
  const settings = [
    { place: { kind: 'serial', path: 'usb:0c2e:0720:1234', baudRate: 9600 }, name: 'left', tabEnds: true },
    { place: { kind: 'serial', path: '/dev/ttyACM1', baudRate: 115_200 }, tabEnds: false },
    { place: { kind: 'hid', vendorId: 0x0c2e, productId: 0x0b62, serialNumber: null }, tabEnds: true },
    { place: { kind: 'hid', vendorId: 0x0c2e, productId: 0x0b62, serialNumber: 'S2' }, tabEnds: true },
  ];
  expect(readPrinter({ scanners })).toEqual({ kind: 'none', scanners: settings });
  expect(readDevices(folder, true)).toMatchObject({ kind: 'simulated', scanners: settings });
  const chosen = { printer: { place: { kind: 'file', path: '/dev/usb/lp0' } } } as const;
  expect(withChoice(readDevices(folder, true), chosen)).toMatchObject({ kind: 'real', scanners: settings });
});

test.each([
  {
    scanners: [
      { kind: 'serial', path: 'a' },
      { kind: 'serial', path: 'a' },
    ],
  },
  {
    scanners: [
      { kind: 'serial', path: 'a', name: 'b' },
      { kind: 'serial', path: 'b' },
    ],
  },
  {
    scanners: [
      { kind: 'hid', vendorId: 1, productId: 2 },
      { kind: 'hid', vendorId: 1, productId: 2 },
    ],
  },
  { scanners: [{ kind: 'smell', path: 'a' }] },
  { printer: { kind: 'carrier pigeon' } },
  { printer: { kind: 'serial', path: '/dev/ttyUSB0', columns: 4 } },
  { printer: { kind: 'tcp', host: 'a', port: 99_999 } },
  { drawer: { pin: 3 } },
  { printer: { kind: 'tcp', host: 'a', profile: 'no such printer' } },
  { printer: { kind: 'tcp', host: 'a', charset: 'klingon' } },
])('%j is refused in words', (config) => {
  expect(() => readPrinter(config)).toThrow(BadStart);
});

test('a scale with or without a printer; its line and its protocol beside each other', () => {
  const drawer = { pin: 2, sensor: null };
  const scale = { kind: 'serial', path: 'COM4', protocol: 'toledo' };
  const place = { kind: 'serial', path: 'COM4' };
  expect(readPrinter({ scale })).toEqual({
    kind: 'real',
    printer: null,
    fallback: null,
    drawer,
    scale: { protocol: 'toledo', place },
  });
  const line = { baudRate: 4_800, frame: '7O1' };
  const config = readPrinter({
    printer: { kind: 'tcp', host: 'a' },
    scale: { ...scale, ...line, unit: 'lb', decimals: 2 },
  });
  expect(config).toMatchObject({
    printer: { place: { kind: 'tcp' } },
    scale: { protocol: 'toledo', unit: 'lb', decimals: 2, place: { ...place, ...line } },
  });
  expect(() => readPrinter({ scale: { ...scale, protocol: 'unheard-of' } })).toThrow(BadStart);
});

test('a scale and a display stand beside the demonstration counter; only a printer takes its place', () => {
  const scale = { kind: 'serial', path: 'COM4', protocol: 'cas' };
  const display = { kind: 'serial', path: 'COM5', protocol: 'led8' };
  readPrinter({ scale, display });
  const beside = {
    scale: { protocol: 'cas', place: { kind: 'serial', path: 'COM4' } },
    display: { protocol: 'led8', place: { kind: 'serial', path: 'COM5' } },
  };
  expect(readDevices(folder, true)).toMatchObject({ kind: 'simulated', ...beside });
  expect(readPrinter({ printer: { kind: 'simulated' }, scale })).toMatchObject({
    kind: 'simulated',
    scale: {},
  });
  expect(readPrinter({ printer: { kind: 'none' }, scale })).toMatchObject({ kind: 'real', printer: null });
});

test('what was chosen on the screen counts for more, each part by itself', () => {
  const at = (path: string) => ({ kind: 'serial' as const, path });
  const scale = { place: at('COM9'), protocol: 'toledo' } as const;
  const display = { place: at('COM8'), protocol: 'cd5220' } as const;
  const said = readPrinter({
    printer: { kind: 'tcp', host: 'a' },
    scale: { kind: 'serial', path: 'COM4', protocol: 'cas' },
    scanners: [{ kind: 'serial', path: 'COM5' }],
  });
  const kept = { kind: 'real', printer: { place: { kind: 'tcp' } } };
  expect(withChoice(said, { scale })).toMatchObject({
    ...kept,
    scale,
    scanners: [{ place: { path: 'COM5' } }],
  });
  expect(withChoice(said, { display })).toMatchObject({ ...kept, display, scale: { protocol: 'cas' } });
  expect(withChoice(said, { scanners: [] })).toMatchObject({
    ...kept,
    scanners: [],
    scale: { protocol: 'cas' },
  });
  const demo = { kind: 'simulated', folder } as const;
  expect(withChoice(demo, { scale, display })).toEqual({ ...demo, scale, display });
  expect(withChoice({ kind: 'none' }, { scale })).toEqual({ kind: 'none', scale });
  const printer = { place: { kind: 'file', path: '/dev/usb/lp0' } } as const;
  expect(withChoice({ ...demo, display }, { printer, scale })).toMatchObject({
    kind: 'real',
    printer,
    scale,
    display,
  });
});

test('a second printer that was chosen takes the place of the one that is named, and stands beside a real one only', () => {
  const chosen = { fallback: { place: { kind: 'file', path: '/dev/usb/lp1' } } } as const;
  const said = readPrinter({
    printer: { kind: 'tcp', host: 'a' },
    fallback: { kind: 'tcp', host: 'b', logo: 'b.png' },
  });
  const logo = join(folder, 'b.png');
  expect(withChoice(said, chosen)).toMatchObject({
    printer: { place: { host: 'a' } },
    fallback: { ...chosen.fallback, logo },
  });
  const printer = { place: { kind: 'file', path: '/dev/usb/lp0' } } as const;
  expect(withChoice(said, { printer })).toMatchObject({ printer, fallback: { place: { host: 'b' } } });
  const demo = { kind: 'simulated', folder } as const;
  expect(withChoice(demo, chosen)).toEqual(demo);
  expect(withChoice(demo, { ...chosen, printer })).toMatchObject({ kind: 'real', printer, ...chosen });
});

test('one printer is never opened twice: a second one at the place of the first is none', () => {
  const place = { kind: 'serial', path: '/dev/ttyUSB0', baudRate: 9600 } as const;
  const faster = { ...place, baudRate: 19_200 };
  const said = readPrinter({ printer: place, fallback: faster });
  expect(withChoice(said, null)).toMatchObject({ printer: { place }, fallback: null });
  const elsewhere = { place: { kind: 'tcp', host: 'b', port: 9100 } } as const;
  expect(withChoice(said, { printer: elsewhere })).toMatchObject({
    printer: elsewhere,
    fallback: { place: faster },
  });
  const chosen = { fallback: { place: faster } };
  expect(withChoice(readPrinter({ printer: place }), chosen)).toMatchObject({
    printer: { place },
    fallback: null,
  });
});

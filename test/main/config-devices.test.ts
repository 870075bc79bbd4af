// The devices that config.json names: every kind of place, what is usual where it is left out, and what is refused.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BadStart, readDevices } from '#main/config.ts';

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

test.each([
  { printer: { kind: 'carrier pigeon' } },
  { printer: { kind: 'serial', path: '/dev/ttyUSB0', columns: 4 } },
  { printer: { kind: 'tcp', host: 'a', port: 99_999 } },
  { drawer: { pin: 3 } },
  { printer: { kind: 'tcp', host: 'a', profile: 'no such printer' } },
  { printer: { kind: 'tcp', host: 'a', charset: 'klingon' } },
])('%j is refused in words', (config) => {
  expect(() => readPrinter(config)).toThrow(BadStart);
});

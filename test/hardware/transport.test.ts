// The transport contract, the same for every transport: memory, a serial port and a device file over pseudo terminals, a
// named pipe, TCP, and USB and the Windows spooler before stand-ins of what they talk to.
import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HardwareError } from '#hardware/errors.ts';
import { DeviceFileTransport } from '#hardware/transport/device-file.ts';
import { SerialTransport } from '#hardware/transport/serial.ts';
import { spoolerProgram } from '#hardware/transport/spooler-program.ts';
import { SpoolerTransport } from '#hardware/transport/spooler.ts';
import { TcpTransport } from '#hardware/transport/tcp.ts';
import { UsbTransport } from '#hardware/transport/usb.ts';
import { never, sleep, until } from './counter.ts';
import { hasSocat, layCable } from './cable.ts';
import {
  type Rig,
  rigDeviceFile,
  rigMemory,
  rigPipe,
  rigSerial,
  rigSpooler,
  rigTcp,
  rigUsb,
} from './rigs.ts';
import { FakeUsbPrinter } from './usb-bus.ts';

const ALL_BYTES = Uint8Array.from({ length: 256 }, (_, byte) => byte);
const LIMITS = { deadlineMs: 2_000 };
/** More than any operating system takes from a device that reads nothing. */
const MUCH = new Uint8Array(24_000_000);

describe.each([
  ['memory', rigMemory, true],
  ['serial', rigSerial, hasSocat],
  ['device file', rigDeviceFile, hasSocat],
  ['write-only device file', rigPipe, process.platform !== 'win32'],
  ['TCP', rigTcp, true],
  ['USB', rigUsb, true],
  ['spooler', rigSpooler, true],
] as const)('a %s transport', (_name, makeRig, isPossible) => {
  let rig: Rig;
  let gone: HardwareError[];

  beforeEach(async (ctx) => {
    if (!isPossible) ctx.skip('socat is not installed');
    rig = await makeRig();
    gone = [];
    rig.transport.onGone((error) => gone.push(error));
  });
  afterEach(async () => {
    if (isPossible) await rig.dispose();
  });

  test('carries every byte unchanged, both ways', async () => {
    const heard: Uint8Array[] = [];
    rig.transport.onData((bytes) => heard.push(bytes));
    await rig.transport.open(never());
    expect(rig.transport.state).toBe('open');
    const bytes = Buffer.concat(Array.from({ length: 20 }, () => ALL_BYTES));
    expect(await rig.transport.write(bytes, LIMITS)).toEqual({ handedBytes: bytes.length, error: null });
    await until(() => rig.received().length >= bytes.length);
    expect(rig.received().equals(bytes)).toBe(true);
    if (!rig.transport.isTwoWay) return;
    rig.send(ALL_BYTES);
    await until(() => Buffer.concat(heard).length >= 256);
    expect(Buffer.concat(heard).equals(Buffer.from(ALL_BYTES))).toBe(true);
  });

  test('tells exactly once that the device is gone, and hands over nothing more', async () => {
    await rig.transport.open(never());
    await rig.vanish();
    await until(() => gone.length > 0);
    await sleep(100);
    expect(gone.map((error) => error.code)).toEqual(['gone']);
    expect(rig.transport.state).toBe('closed');
    expect(await rig.transport.write(ALL_BYTES, LIMITS)).toMatchObject({
      handedBytes: 0,
      error: { code: 'gone' },
    });
    await rig.transport.close();
    await expect(rig.transport.open(never())).rejects.toMatchObject({ code: rig.awayCode });
    expect(gone).toHaveLength(1);
  });

  test('a device that vanishes during a write ends the write', async () => {
    await rig.transport.open(never());
    rig.stopReading();
    const writing = rig.transport.write(MUCH, { deadlineMs: 10_000 });
    await sleep(50);
    await rig.vanish();
    const { error } = await writing;
    expect(error?.code).toMatch(/gone|cancelled/);
    await until(() => gone.length > 0);
    await sleep(100);
    expect(gone).toHaveLength(1);
  });

  test('closing is ours: twice at once, silently, and it can be opened again', async () => {
    await rig.transport.open(never());
    await Promise.all([rig.transport.close(), rig.transport.close()]);
    await rig.transport.close();
    expect(rig.transport.state).toBe('closed');
    await rig.transport.open(never());
    await rig.transport.write(ALL_BYTES, LIMITS);
    await until(() => rig.received().length === 256);
    expect(gone).toEqual([]);
  });

  test('a device that reads nothing stalls the write, and does not keep the port', async () => {
    await rig.transport.open(never());
    rig.stopReading();
    const { handedBytes, error } = await rig.transport.write(MUCH, { deadlineMs: 200 });
    expect(error?.code).toBe('stalled');
    expect(handedBytes).toBeGreaterThan(0);
    const before = performance.now();
    await rig.transport.close();
    expect(performance.now() - before).toBeLessThan(2_200);
    await sleep(50);
    expect(gone).toEqual([]);
  });

  test('a write that is given up stops, and says how far it got', async () => {
    await rig.transport.open(never());
    rig.stopReading();
    const giveUp = new AbortController();
    const limits = { deadlineMs: 10_000, signal: giveUp.signal };
    const writing = rig.transport.write(MUCH, limits);
    await sleep(20);
    giveUp.abort();
    expect((await writing).error?.code).toBe('cancelled');
    expect(await rig.transport.write(ALL_BYTES, limits)).toMatchObject({ handedBytes: 0 });
  });

  test('takes a receipt of a megabyte unchanged', async () => {
    await rig.transport.open(never());
    const bytes = Buffer.alloc(1_048_576);
    for (let at = 0; at < bytes.length; at += 1) bytes[at] = (at * 31 + (at >> 8)) & 0xff;
    expect(await rig.transport.write(bytes, { deadlineMs: 10_000 })).toMatchObject({ error: null });
    await until(() => rig.received().length >= bytes.length);
    expect(rig.received().equals(bytes)).toBe(true);
  });

  test('after closing it takes nothing, until it is opened again', async () => {
    await rig.transport.open(never());
    await rig.transport.close();
    expect(await rig.transport.write(ALL_BYTES, LIMITS)).toMatchObject({
      handedBytes: 0,
      error: { code: 'gone' },
    });
    expect(gone).toEqual([]);
  });

  test('leaves no descriptor behind', async (ctx) => {
    if (process.platform !== 'linux') ctx.skip('only Linux lists them');
    const openFiles = () => readdirSync('/proc/self/fd').length;
    await rig.transport.open(never());
    await rig.transport.close();
    await sleep(50);
    const before = openFiles();
    for (let n = 0; n < 5; n += 1) {
      await rig.transport.open(never());
      await rig.transport.write(ALL_BYTES, LIMITS);
      await rig.transport.close();
    }
    await until(() => openFiles() <= before);
  });

  test('refuses a second opening and one that was given up', async () => {
    await expect(rig.transport.open(AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
    await rig.transport.open(never());
    await expect(rig.transport.open(never())).rejects.toBeInstanceOf(HardwareError);
  });
});

describe('a serial transport', () => {
  test('knows a port that is not there from one that is taken and from a wrong setting', async (ctx) => {
    const missing = new SerialTransport({ path: '/dev/no-such-port', baudRate: 9_600 });
    await expect(missing.open(never())).rejects.toMatchObject({ code: 'notFound' });
    const wrong = new SerialTransport({ path: '/dev/null', baudRate: Number.NaN });
    await expect(wrong.open(never())).rejects.toBeInstanceOf(HardwareError);
    await missing.close();

    if (!hasSocat) ctx.skip('socat is not installed');
    const cable = await layCable();
    const [first, second] = [0, 1].map(() => new SerialTransport({ path: cable.path, baudRate: 9_600 }));
    await first?.open(never());
    await expect(second?.open(never())).rejects.toMatchObject({ code: 'busy' });
    await first?.close();
    await cable.dispose();
  });

  test('hears of a device that goes away at any moment, also of one the library misses', async (ctx) => {
    if (!hasSocat) ctx.skip('socat is not installed');
    // The library's reader is deaf to most of those that vanish within a few milliseconds of the opening.
    const rigs = await Promise.all(Array.from({ length: 8 }, () => rigSerial()));
    let goneCount = 0;
    for (const rig of rigs) rig.transport.onGone(() => (goneCount += 1));
    for (const rig of rigs) {
      await rig.transport.open(never());
      await rig.vanish();
    }
    await until(() => goneCount === rigs.length);
    await Promise.all(rigs.map((rig) => rig.dispose()));
    expect(goneCount).toBe(rigs.length);
  });

  test('closed while it opens, it stays closed', async (ctx) => {
    if (!hasSocat) ctx.skip('socat is not installed');
    const rig = await rigSerial();
    const opening = rig.transport.open(never());
    const closing = rig.transport.close();
    await expect(opening).rejects.toMatchObject({ code: 'cancelled' });
    await closing;
    expect(rig.transport.state).toBe('closed');
    await rig.dispose();
  });
});

describe('a device file', () => {
  test('that is an ordinary file is refused, and so is one that is not there', async () => {
    const wrong = new DeviceFileTransport({ path: import.meta.filename });
    await expect(wrong.open(never())).rejects.toMatchObject({
      code: expect.stringMatching(/config|permission/),
    });
    const missing = new DeviceFileTransport({ path: '/dev/usb/no-such-printer' });
    await expect(missing.open(never())).rejects.toMatchObject({ code: 'notFound' });
    await missing.close();
  });

  test('that nobody reads is not there either: an opening never waits for the other side', async (ctx) => {
    if (process.platform === 'win32') ctx.skip('no such files');
    const rig = await rigPipe();
    await rig.vanish();
    await expect(rig.transport.open(never())).rejects.toMatchObject({ code: 'notFound' });
    await rig.dispose();
  });
});

describe('a network printer', () => {
  test('that nobody knows is refused in time, and the opening can be given up', async () => {
    const nobody = new TcpTransport({ host: '127.0.0.1', port: 1 });
    await expect(nobody.open(never())).rejects.toMatchObject({ code: 'refused' });
    const giveUp = new AbortController();
    const opening = nobody.open(giveUp.signal);
    giveUp.abort();
    await expect(opening).rejects.toMatchObject({ code: expect.stringMatching(/cancelled|refused/) });
    expect(nobody.state).toBe('closed');
  });

  test('gets what was handed over, also when the connection is closed at once', async () => {
    const rig = await rigTcp();
    await rig.transport.open(never());
    await rig.transport.write(new Uint8Array(200_000), LIMITS);
    await rig.transport.close();
    await until(() => rig.received().length === 200_000);
    await rig.dispose();
  });
});

describe('a USB printer', () => {
  const place = { vendorId: 0x04b8, productId: 0x0202, serialNumber: 'X1' };

  test('is taken from the kernel, and given back', async () => {
    const printer = new FakeUsbPrinter();
    const transport = new UsbTransport(place, async () => printer.bus);
    await transport.open(never());
    expect(printer.isKernelBound).toBe(false);
    await transport.close();
    expect(printer.isKernelBound).toBe(true);
  });

  test('is told from another of its kind by its serial number', async () => {
    const printer = new FakeUsbPrinter();
    const other = new UsbTransport({ ...place, serialNumber: 'X2' }, async () => printer.bus);
    await expect(other.open(never())).rejects.toMatchObject({ code: 'notFound' });
  });

  test('where the package does not load is a driver that is missing, not a crash', async () => {
    const broken = new UsbTransport(place, () => Promise.reject(new Error('Cannot find native binding')));
    await expect(broken.open(never())).rejects.toMatchObject({ code: 'driverMissing' });
    expect(broken.state).toBe('closed');
  });

  test('over the real package: whatever this machine has, an opening is an answer', async () => {
    const nowhere = new UsbTransport({ vendorId: 1, productId: 1, serialNumber: null });
    const code = expect.stringMatching(/notFound|driverMissing|permission|failed/);
    await expect(nowhere.open(never())).rejects.toMatchObject({ code });
  });
});

describe('the Windows spooler', () => {
  test('without its program is a driver that is missing', async () => {
    const place = { printerName: 'x' };
    const transport = new SpoolerTransport(place, () => ({ file: 'no-such-program-here', args: [] }));
    await expect(transport.open(never())).rejects.toMatchObject({ code: 'driverMissing' });
  });

  test('is given a name that cannot become a part of the program', () => {
    const { args } = spoolerProgram("Kasse'); Remove-Item C:\\ -Recurse #");
    const source = Buffer.from(args.at(-1) ?? '', 'base64').toString('utf16le');
    expect(source).not.toContain('Remove-Item');
    expect(source).toContain(Buffer.from("Kasse'); Remove-Item C:\\ -Recurse #").toString('base64'));
  });

  // A command line on Windows ends after 32,767 characters.
  test('fits on a command line', () => {
    const { file, args } = spoolerProgram('x'.repeat(220));
    expect([file, ...args].join(' ').length).toBeLessThan(32_000);
  });
});

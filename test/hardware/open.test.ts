// Opening the counter: the simulated one with its files, none at all, and a serial port that is not there.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deviceStatus } from '#contract/device.ts';
import { openDevices } from '#hardware/open.ts';
import { drawerPulse } from '#hardware/printer/encode.ts';
import { paperToText } from '#hardware/printer/layout.ts';
import { openSimulated } from '#hardware/simulated/devices.ts';
import { SimulatedPrinter, type PrinterEvent, type PrinterLine } from '#hardware/simulated/printer.ts';
import { serialAt } from '#test/support/serial-at.ts';
import { hasSocat, layCable } from './cable.ts';
import { countOf, fullReceipt, never, paperOf, text, until } from './counter.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'counterfoil-counter-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const AT = '2026-11-20T08:30:00.000Z';
const now = () => new Date(AT);
const job = { id: 'job-1', paper: fullReceipt };
const read = (...path: string[]) => readFileSync(join(folder, ...path), 'utf8');

test('the simulated counter: bytes, receipts and pulses become files', async () => {
  const devices = await openDevices({ kind: 'simulated', folder }, now);
  expect(devices.list()).toEqual([
    {
      role: 'printer',
      model: '80 mm',
      isSimulated: true,
      state: 'ready',
      trouble: null,
      changedAt: AT,
    },
    expect.objectContaining({ role: 'drawer', state: 'ready', isSimulated: true }),
    expect.objectContaining({ role: 'scanner', state: 'ready', isSimulated: true }),
    expect.objectContaining({ role: 'scale', state: 'ready', isSimulated: true }),
  ]);
  expect(z.array(deviceStatus).safeParse(devices.list()).success).toBe(true);
  expect(await devices.drawer.kick('sale 42')).toEqual({ sent: true });
  expect(await devices.printer.print(job, never())).toEqual({ kind: 'printed' });
  await devices.close();

  expect(read('receipts', '000001.txt')).toBe(`${paperToText(fullReceipt, 48).join('\n')}\n`);
  expect(read('drawer.jsonl')).toBe(`{"at":"${AT}","reason":"sale 42"}\n`);
  const bytes = readFileSync(join(folder, 'printer.bin'));
  expect(countOf(bytes, drawerPulse)).toBe(1);
  expect(bytes.includes(Buffer.from([0x1d, 0x56, 0x42, 0x00]))).toBe(true);
});

test('a Windows printer says that it was never tried with a real one; another does not', async () => {
  const drawer = { pin: 2 as const, sensor: null };
  for (const [place, isUntested] of [
    [{ kind: 'spooler' as const, printerName: 'EPSON TM-T20' }, true],
    [{ kind: 'file' as const, path: join(folder, 'nowhere') }, undefined],
  ] as const) {
    const devices = await openDevices({ kind: 'real', printer: { place }, fallback: null, drawer }, now);
    expect(devices.list().map((device) => device.isUntested)).toEqual([isUntested, isUntested]);
    expect(z.array(deviceStatus).safeParse(devices.list()).success).toBe(true);
    await devices.close();
  }
});

test('receipts are counted on after a restart and never overwritten', async () => {
  for (const name of ['first', 'second']) {
    const devices = await openDevices({ kind: 'simulated', folder }, now);
    await devices.printer.print({ id: name, paper: paperOf(text(name)) }, never());
    await devices.drawer.kick(name);
    await devices.close();
  }
  expect(readdirSync(join(folder, 'receipts'))).toEqual(['000001.txt', '000002.txt']);
  expect([read('receipts', '000001.txt'), read('receipts', '000002.txt')]).toEqual(['first\n', 'second\n']);
  expect(read('drawer.jsonl').trim().split('\n')).toHaveLength(2);

  const devices = await openDevices({ kind: 'simulated', folder }, now);
  await devices.printer.print({ id: 'a', paper: paperOf(text('third')) }, never());
  // Someone else has put a file there since.
  writeFileSync(join(folder, 'receipts', '000004.txt'), 'not ours');
  await devices.printer.print({ id: 'b', paper: paperOf(text('fourth')) }, never());
  expect(read('receipts', '000004.txt')).toBe('not ours');
  expect(read('receipts', '000005.txt')).toBe('fourth\n');
  await devices.close();
});

test('a folder that cannot be written is a printer that has failed, until it can', async () => {
  rmSync(folder, { recursive: true });
  writeFileSync(folder, 'a file where the folder should be');
  const devices = await openSimulated(folder, now);
  expect(devices.printer.status()).toMatchObject({ state: 'attention', trouble: 'failed' });
  expect(await devices.printer.print(job, never())).toEqual({ kind: 'notStarted', trouble: 'failed' });
  expect(await devices.drawer.kick('sale')).toEqual({ sent: false });
  rmSync(folder);
  await until(() => devices.printer.status().state === 'ready');
  expect(await devices.printer.print(job, never())).toEqual({ kind: 'printed' });
  expect(readdirSync(join(folder, 'receipts'))).toEqual(['000001.txt']);
  await devices.close();
});

test('the simulated printer can be without paper', async () => {
  const devices = await openSimulated(folder, now);
  devices.simulatedPrinter.setPaper('out');
  expect(await devices.printer.print(job, never())).toEqual({ kind: 'notStarted', trouble: 'paperOut' });
  await devices.close();
});

test('no devices: absent, and every answer is no', async () => {
  const devices = await openDevices({ kind: 'none' }, now);
  expect(devices.list().map(({ role, state, trouble }) => ({ role, state, trouble }))).toEqual([
    { role: 'printer', state: 'absent', trouble: null },
    { role: 'drawer', state: 'absent', trouble: null },
  ]);
  expect(await devices.printer.print(job, never())).toEqual({ kind: 'notStarted', trouble: 'notFound' });
  expect(await devices.drawer.kick('sale')).toEqual({ sent: false });
  await devices.close();
});

test('a serial port that is not there is status', async () => {
  const path = join(folder, 'no-port');
  const devices = await openDevices(serialAt(path), now);
  await until(() => devices.printer.status().trouble === 'notFound');
  expect(devices.printer.status().state).toBe('absent');
  expect(await devices.printer.print(job, never())).toEqual({ kind: 'notStarted', trouble: 'notFound' });
  await devices.close();
});

test('a real driver over a real terminal: prints, kicks, and survives the cable', async (ctx) => {
  if (!hasSocat) ctx.skip('socat is not installed');
  const cable = await layCable();
  const events: PrinterEvent[] = [];
  const line: PrinterLine = {
    onBytes(callback) {
      cable.far.on('data', callback);
      return () => undefined;
    },
    send: (bytes) => void cable.far.write(Buffer.from(bytes)),
  };
  const printer = new SimulatedPrinter(line, 42, (event) => events.push(event));
  const config = serialAt(cable.path, 42);
  const devices = await openDevices(config, now);
  await until(() => devices.printer.status().state === 'ready');
  expect(await devices.drawer.kick('sale')).toEqual({ sent: true });
  expect(await devices.printer.print(job, never())).toEqual({ kind: 'printed' });
  expect(events).toEqual([
    { kind: 'pulse', pin: 2, onMs: 50, offMs: 500 },
    { kind: 'receipt', lines: expect.anything() },
  ]);
  printer.setCoverOpen(true);
  expect(await devices.printer.print(job, never())).toEqual({ kind: 'notStarted', trouble: 'coverOpen' });
  await cable.pull();
  expect((await devices.printer.print(job, never())).kind).toBe('notStarted');
  expect(await devices.drawer.kick('sale')).toEqual({ sent: false });
  await devices.close();
  await cable.dispose();
});

// A machine without the binary of one driver: the printer that needs it says so, and the other one prints.
import { expect, test, vi } from 'vitest';
import type { PrinterSetting } from '#contract/device-setting.ts';
import { openDevices } from '#hardware/open.ts';
import { never, paperOf, text, until } from './counter.ts';
import { openFarPrinter } from './far-printer.ts';

vi.mock('serialport', () => {
  throw Object.assign(new Error('No native build was found for platform=plan9'), {
    code: 'MODULE_NOT_FOUND',
  });
});

const drawer = { pin: 2 as const, sensor: null };
const now = () => new Date('2026-11-20T08:30:00.000Z');
const job = { id: 'job-1', paper: paperOf(text('there')) };
const serial: PrinterSetting = { place: { kind: 'serial', path: '/nowhere/ttyS9', baudRate: 9600 } };

test.each(['printer', 'fallback'] as const)('the driver of the %s is missing', async (missing) => {
  const far = await openFarPrinter();
  const there: PrinterSetting = { place: { kind: 'tcp', host: '127.0.0.1', port: far.port } };
  const both = { printer: there, fallback: there, [missing]: serial };
  const devices = await openDevices({ kind: 'real', ...both, drawer }, now);
  const status = (role: string) => devices.list().find((device) => device.role === role);
  expect(status(missing)).toMatchObject({ state: 'attention', model: 'ESC/POS · /nowhere/ttyS9' });
  const other = missing === 'printer' ? 'fallback' : 'printer';
  await until(() => status(other)?.state === 'ready');
  expect(await devices[other]?.print(job, never())).toEqual({ kind: 'printed' });
  expect(await devices[missing]?.print(job, never())).toMatchObject({ kind: 'notStarted' });
  await devices.close();
  await far.close();
});

// A printer on the network, over real TCP: it prints, it is given back when nobody uses it, and it may be switched off.
import { expect, test } from 'vitest';
import { assembleDevices } from '#hardware/assemble.ts';
import { openDevices } from '#hardware/open.ts';
import { TcpTransport } from '#hardware/transport/tcp.ts';
import { paperToText } from '#hardware/printer/layout.ts';
import { fullReceipt, never, until } from './counter.ts';
import { openFarPrinter } from './far-printer.ts';

const now = () => new Date('2026-11-20T08:30:00.000Z');
const job = { id: 'job-1', paper: fullReceipt };

const settingOf = (port: number) => ({
  place: { kind: 'tcp' as const, host: '127.0.0.1', port },
  columns: 42,
  qr: 'native' as const,
});

test('prints, pulses pin 5, and tells a second printer from the first', async () => {
  const [first, second] = [await openFarPrinter(42), await openFarPrinter(42)];
  const devices = await openDevices(
    {
      kind: 'real',
      printer: settingOf(first.port),
      fallback: settingOf(second.port),
      drawer: { pin: 5, sensor: 'highIsOpen' },
    },
    now,
  );
  await until(() => devices.list().every(({ state }) => state === 'ready'));
  expect(devices.list().map(({ role }) => role)).toEqual(['printer', 'drawer', 'fallback']);
  expect(await devices.drawer.kick('sale')).toEqual({ sent: true });
  expect(await devices.printer.print(job, never())).toEqual({ kind: 'printed' });
  expect(await devices.fallback?.print(job, never())).toEqual({ kind: 'printed' });
  expect(first.papers()).toEqual([paperToText(fullReceipt, 42).join('\n')]);
  expect(second.papers()).toEqual(first.papers());
  expect(first.events[0]).toEqual({ kind: 'pulse', pin: 5, onMs: 50, offMs: 500 });
  expect(second.pulses()).toBe(0);
  await devices.close();
  await Promise.all([first.close(), second.close()]);
});

test('a connection nobody uses is given back, and taken again for the next job', async () => {
  const far = await openFarPrinter();
  const devices = assembleDevices(new TcpTransport({ host: '127.0.0.1', port: far.port }), {
    model: 'x',
    isSimulated: false,
    columns: 48,
    now,
    idleMs: 30,
  });
  expect(await devices.printer.print(job, never())).toEqual({ kind: 'printed' });
  await until(() => far.connections().now === 0);
  expect(devices.printer.status()).toMatchObject({ state: 'ready', trouble: null });
  expect(await devices.printer.print(job, never())).toEqual({ kind: 'printed' });
  expect(far.connections().ever).toBe(2);
  await devices.close();
  await far.close();
});

test('a job that comes while the connection is being given back waits for that', async () => {
  const far = await openFarPrinter();
  const transport = new TcpTransport({ host: '127.0.0.1', port: far.port });
  const devices = assembleDevices(transport, { model: 'x', isSimulated: false, columns: 48, now });
  expect(await devices.printer.print(job, never())).toEqual({ kind: 'printed' });
  const closing = transport.close();
  expect(transport.state).toBe('closing');
  expect(await devices.printer.print(job, never())).toEqual({ kind: 'printed' });
  expect(far.connections().ever).toBe(2);
  await closing;
  await devices.close();
  await far.close();
});

test('switched off it is refused; switched on again it prints without being asked twice', async () => {
  const far = await openFarPrinter();
  await far.close();
  const devices = assembleDevices(new TcpTransport({ host: '127.0.0.1', port: far.port }), {
    model: 'x',
    isSimulated: false,
    columns: 48,
    now,
    lookEveryMs: 20,
  });
  expect(await devices.printer.print(job, never())).toEqual({ kind: 'notStarted', trouble: 'refused' });
  const again = await openFarPrinter(48, far.port);
  await until(() => devices.printer.status().state === 'ready');
  expect(await devices.printer.print(job, never())).toEqual({ kind: 'printed' });
  await devices.close();
  await again.close();
});

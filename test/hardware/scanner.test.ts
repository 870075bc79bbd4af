// A scanner on a real terminal: what was sent before anybody listened, codes in pieces, a pulled cable, one that is not
// there, and two at once.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ScannerMisread, ScannerRead } from '#contract/scanned.ts';
import { openDevices } from '#hardware/open.ts';
import type { Devices } from '#hardware/ports.ts';
import { StreamScanner } from '#hardware/scanner/stream.ts';
import { makeMemoryTransport } from '#hardware/transport/memory.ts';
import { hasSocat, layCable, type Cable } from './cable.ts';
import { until } from './counter.ts';

const now = () => new Date('2026-11-20T08:30:00.000Z');
const QR = Array.from({ length: 10_240 }, (_, at) => 'ABCDEFGHIJ0123456789'[at % 20]).join('');

let cables: Cable[];
let devices: Devices | null;
beforeEach(() => {
  cables = [];
  devices = null;
});
afterEach(async () => {
  await devices?.close();
  await Promise.all(cables.map((cable) => cable.dispose()));
});

async function plugIn(at?: string): Promise<Cable> {
  const cable = await layCable(at);
  cables.push(cable);
  return cable;
}

async function open(...scanners: { path: string; name?: string }[]) {
  const settings = scanners.map(({ path, name }) => ({
    place: { kind: 'serial' as const, path, baudRate: 115_200 },
    tabEnds: true,
    ...(name === undefined ? {} : { name }),
  }));
  const opened = await openDevices({ kind: 'none', scanners: settings }, now);
  devices = opened;
  const reads: ScannerRead[] = [];
  const misreads: ScannerMisread[] = [];
  for (const scanner of opened.scanners) {
    scanner.onRead((read) => reads.push(read));
    scanner.onMisread((misread) => misreads.push(misread));
  }
  const codes = () => reads.map(({ code }) => code);
  const isReady = (at = 0) => opened.scanners[at]?.status().state === 'ready';
  return { opened, reads, misreads, codes, isReady };
}

const send = ({ far }: Cable, text: string) =>
  new Promise<void>((sent) => {
    far.write(Buffer.from(text, 'latin1'), () => sent());
  });

test('codes in pieces, glued together, ten thousand bytes long', async (ctx) => {
  if (!hasSocat) ctx.skip('socat is not installed');
  const cable = await plugIn();
  const { reads, codes, isReady } = await open({ path: cable.path, name: 'left' });
  await until(() => isReady());
  await send(cable, ']E06901234');
  await send(cable, '567892\r]E0590123');
  await send(cable, '4123457\r');
  await send(cable, `${QR}\r`);
  await until(() => reads.length >= 3);
  expect(reads.slice(0, 2)).toEqual([
    { code: '6901234567892', source: 'left', symbology: 'ean13', end: 'cr' },
    { code: '5901234123457', source: 'left', symbology: 'ean13', end: 'cr' },
  ]);
  expect(codes()[2]).toBe(QR);
});

test('what was scanned before the till was there is not sold by it', async (ctx) => {
  if (!hasSocat) ctx.skip('socat is not installed');
  const cable = await plugIn();
  await send(cable, '1111111111116\r222222');
  // On its way through the cable to the other end.
  await new Promise((resolve) => setTimeout(resolve, 200));
  const { codes, isReady } = await open({ path: cable.path });
  await until(() => isReady());
  await send(cable, '96385074\r');
  await until(() => codes().length > 0);
  expect(codes()).toEqual(['96385074']);
});

test('without an end: taken after silence, until the scanner has shown that it sends one', async (ctx) => {
  if (!hasSocat) ctx.skip('socat is not installed');
  const cable = await plugIn();
  const { reads, misreads, codes, isReady } = await open({ path: cable.path });
  await until(() => isReady());
  await send(cable, '96385074');
  await until(() => reads.length >= 1);
  expect(reads[0]?.end).toBe('none');
  await send(cable, '73513537\r690123');
  await until(() => misreads.length >= 1);
  await send(cable, '5901234123457\r\x01\r');
  await until(() => misreads.length >= 2);
  expect(codes()).toEqual(['96385074', '73513537', '5901234123457']);
  expect(misreads.map(({ misread }) => misread)).toEqual(['brokenOff', 'garbled']);
});

test('pulled out in the middle of a code and plugged in again: half a code is none', async (ctx) => {
  if (!hasSocat) ctx.skip('socat is not installed');
  const folder = mkdtempSync(join(tmpdir(), 'counterfoil-scanner-'));
  const cable = await plugIn(folder);
  const { opened, misreads, codes, isReady } = await open({ path: cable.path });
  const states: string[] = [];
  opened.onChange(({ role, state, trouble }) => states.push(`${role} ${state} ${trouble}`));
  await until(() => isReady());
  // It has shown that it ends its codes: only then half a one is told from a whole one after silence too.
  await send(cable, '73513537\r690123');
  await until(() => codes().length === 1);
  await cable.pull();
  await until(() => !isReady());
  expect(opened.list().find(({ role }) => role === 'scanner')).toMatchObject({ state: 'absent' });
  const again = await plugIn(folder);
  await until(() => isReady());
  await send(again, '4567892\r96385074\r');
  await until(() => codes().length >= 3);
  // The rest of what was cut is what the scanner sends; no till can know that it is not whole.
  expect(codes()).toEqual(['73513537', '4567892', '96385074']);
  // Where the pull was noticed later than the silence.
  expect(misreads.filter(({ misread }) => misread !== 'brokenOff')).toEqual([]);
  expect(states).toContain('scanner absent offline');
  expect(states.at(-1)).toBe('scanner ready null');
  await devices?.close();
  rmSync(folder, { recursive: true, force: true });
  expect(existsSync(folder)).toBe(false);
});

test('two scanners each say who they are; one that is not there troubles nobody', async (ctx) => {
  if (!hasSocat) ctx.skip('socat is not installed');
  const [left, right] = [await plugIn(), await plugIn()];
  const { opened, reads, isReady } = await open(
    { path: left.path, name: 'left' },
    { path: join(tmpdir(), 'counterfoil-no-such-port'), name: 'lost' },
    { path: right.path, name: 'right' },
  );
  await until(() => isReady(0) && isReady(2));
  await send(left, '96385074\r');
  await send(right, '96385074\n');
  await until(() => reads.length === 2);
  expect(reads.map(({ source, end }) => `${source} ${end}`).toSorted()).toEqual(['left cr', 'right lf']);
  expect(opened.list().map(({ role, id, state }) => [role, id, state])).toEqual([
    ['printer', undefined, 'absent'],
    ['drawer', undefined, 'absent'],
    ['scanner', 'left', 'ready'],
    ['scanner', 'lost', 'absent'],
    ['scanner', 'right', 'ready'],
  ]);
});

test('a pause inside of a code makes no PLU of its rest, once the scanner has shown that it sends ends', async () => {
  const { transport, device } = makeMemoryTransport();
  const settings = { source: 'a', model: 'a', isSimulated: false, idleMs: 40, now };
  const scanner = new StreamScanner(transport, settings);
  const came: string[] = [];
  scanner.onRead(({ code }) => came.push(code));
  scanner.onMisread(({ misread }) => came.push(misread));
  await until(() => scanner.status().state === 'ready');
  const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  device.send(Buffer.from('96385074\r690123456'));
  await rest(80);
  device.send(Buffer.from('7892\r73513'));
  await until(() => came.length >= 3);
  expect(came).toEqual(['96385074', '6901234567892', 'brokenOff']);
  await scanner.close();
});

test('half a code that lies there when the plug is pulled is never read, however long nothing follows', async () => {
  const { transport, device } = makeMemoryTransport();
  const settings = { source: 'a', model: 'a', isSimulated: false, idleMs: 20, now };
  const scanner = new StreamScanner(transport, settings);
  const reads: string[] = [];
  scanner.onRead(({ code }) => reads.push(code));
  await until(() => scanner.status().state === 'ready');
  device.send(Buffer.from('690123'));
  await new Promise((resolve) => setImmediate(resolve));
  device.vanish();
  await until(() => scanner.status().trouble === 'offline');
  await new Promise((resolve) => setTimeout(resolve, 100));
  device.plugIn();
  await until(() => scanner.status().state === 'ready');
  device.send(Buffer.from('96385074\r'));
  await until(() => reads.length > 0);
  expect(reads).toEqual(['96385074']);
  await scanner.close();
});

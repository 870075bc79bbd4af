// The simulated scale and scanner, and what the demonstration counter tells of itself.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { demoCounter } from '#contract/demo.ts';
import { scaleReading } from '#contract/device.ts';
import type { ScaleReading } from '#contract/device.ts';
import { openSimulated } from '#hardware/simulated/devices.ts';
import { SimulatedScale } from '#hardware/simulated/scale.ts';
import { SimulatedScanner } from '#hardware/simulated/scanner.ts';
import { fullReceipt, never, until } from './counter.ts';

const now = () => new Date('2026-11-20T08:30:00.000Z');

afterEach(() => vi.useRealTimers());

function watched(): { scale: SimulatedScale; readings: ScaleReading[] } {
  vi.useFakeTimers();
  const scale = new SimulatedScale(now);
  const readings: ScaleReading[] = [];
  scale.onReading((reading) => readings.push(reading));
  return { scale, readings };
}

test('a load swings at once and stands after a moment', () => {
  const { scale, readings } = watched();
  expect(scale.reading()).toEqual({ grams: 0, isStable: true, isTaken: false });
  scale.weigh(842);
  expect(scale.reading()).toEqual({ grams: 842, isStable: false, isTaken: false });
  vi.runAllTimers();
  expect(readings).toEqual([
    { grams: 842, isStable: false, isTaken: false },
    { grams: 842, isStable: true, isTaken: false },
  ]);
  expect(z.array(scaleReading).safeParse(readings).success).toBe(true);
});

test('what is laid on before it stood never stands', () => {
  const { scale, readings } = watched();
  scale.weigh(100);
  scale.weigh(250);
  vi.runAllTimers();
  expect(readings.map(({ grams, isStable }) => [grams, isStable])).toEqual([
    [100, false],
    [250, false],
    [250, true],
  ]);
});

test('a load is taken once; another one, or none, may be taken anew', () => {
  const { scale, readings } = watched();
  scale.weigh(842);
  vi.runAllTimers();
  scale.take();
  scale.take();
  expect(readings.filter((reading) => reading.isTaken)).toHaveLength(1);
  scale.weigh(0);
  expect(scale.reading()).toEqual({ grams: 0, isStable: false, isTaken: false });
  vi.runAllTimers();
  expect(scale.reading()).toEqual({ grams: 0, isStable: true, isTaken: false });
});

test('a closed scale and a closed scanner are absent and silent', async () => {
  const { scale, readings } = watched();
  scale.weigh(842);
  await scale.close();
  vi.runAllTimers();
  expect(readings).toHaveLength(1);
  expect(scale.status().state).toBe('absent');
  const scanner = new SimulatedScanner(now);
  const codes: string[] = [];
  scanner.onRead(({ code }) => codes.push(code));
  scanner.scan('4011');
  await scanner.close();
  scanner.scan('4012');
  expect(codes).toEqual(['4011']);
  expect(scanner.status().state).toBe('absent');
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'counterfoil-demo-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('every change at the counter is told, in the contract’s own shape', async () => {
  const devices = await openSimulated(folder, now);
  const told: unknown[] = [];
  devices.demo?.onChange((counter) => told.push(counter));
  devices.demo?.weigh(500);
  devices.demo?.setPrinter({ paper: 'low', isCoverOpen: true });
  devices.demo?.setPrinter({ paper: 'enough', isCoverOpen: false });
  await devices.drawer.kick('sale');
  await devices.printer.print({ id: 'one', paper: fullReceipt }, never());
  devices.demo?.shutDrawer();
  await until(() => devices.demo?.look().scale?.isStable === true);
  expect(told).toEqual([
    expect.objectContaining({ scale: { grams: 500, isStable: false, isTaken: false } }),
    expect.objectContaining({ printer: { paper: 'low', isCoverOpen: true } }),
    expect.objectContaining({ printer: { paper: 'enough', isCoverOpen: false }, isDrawerOpen: false }),
    expect.objectContaining({ isDrawerOpen: true, receipt: null }),
    expect.objectContaining({ receipt: expect.objectContaining({ number: 1, columns: 48 }) }),
    expect.objectContaining({ isDrawerOpen: false }),
    expect.objectContaining({ scale: { grams: 500, isStable: true, isTaken: false } }),
  ]);
  expect(z.array(demoCounter).safeParse(told).success).toBe(true);
  await devices.close();
});

test('papers are numbered as their files are, also after a restart', async () => {
  for (const number of [1, 2]) {
    const devices = await openSimulated(folder, now);
    await devices.printer.print({ id: 'one', paper: fullReceipt }, never());
    expect(devices.demo?.look().receipt?.number).toBe(number);
    await devices.close();
  }
});

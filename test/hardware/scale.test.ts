// The scale's driver: what may be taken, when it is gone, and a scale that is pulled out and plugged in again; over a line in
// memory and over a real terminal, before a scale that was written apart from the parsers.
import { dirname } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import type { ScaleReading } from '#contract/device.ts';
import type { ScaleProtocol } from '#contract/scale-setting.ts';
import { openDevices } from '#hardware/open.ts';
import { SCALE_TALKS } from '#hardware/scale/protocols.ts';
import { SerialScale } from '#hardware/scale/scale.ts';
import { nothingWeighed, takeWeight, weighOn } from '#hardware/scale/settled.ts';
import type { ScaleSaying } from '#hardware/scale/weight.ts';
import { makeMemoryTransport } from '#hardware/transport/memory.ts';
import { hasSocat, layCable, type Cable } from './cable.ts';
import { sleep, until } from './counter.ts';
import { layFarScale, type Dialect, type FarScale } from './far-scale.ts';

const now = () => new Date('2026-11-30T10:00:00.000Z');
const protocols: readonly (readonly [ScaleProtocol, Dialect])[] = [
  ['toledo', 'toledo'],
  ['nci', 'nci'],
  ['nci', 'ecr'],
  ['cas', 'cas22'],
  ['aclas', 'aclas'],
];

const rests: (() => unknown)[] = [];
afterEach(async () => {
  for (const rest of rests.splice(0)) await rest();
});

function layScale(protocol: ScaleProtocol, dialect: Dialect) {
  const { transport, device } = makeMemoryTransport();
  const far = layFarScale(
    { on: (heard) => void device.onBytes(heard), send: (bytes) => device.send(bytes) },
    { dialect, unit: 'kg', places: 3 },
    5,
  );
  const scale = new SerialScale(transport, {
    talk: SCALE_TALKS[protocol],
    form: { unit: 'kg', decimals: null },
    model: 'Test scale',
    now,
    askEveryMs: 5,
    silenceMs: 80,
    backoff: { next: () => 10, ready: () => undefined },
  });
  const readings: ScaleReading[] = [];
  scale.onReading((reading) => readings.push(reading));
  rests.push(
    () => far.stop(),
    () => scale.close(),
  );
  return { scale, far, device, readings };
}

const isSellable = ({ grams, isStable, isTaken, limit }: ScaleReading) =>
  isStable && !isTaken && grams > 0 && limit === undefined;

describe.each(protocols)('%s (%s)', (protocol, dialect) => {
  test('shows a load that moves, sells one that lies still, and each only once', async () => {
    const { scale, far, readings } = layScale(protocol, dialect);
    await until(() => scale.status().state === 'ready' && scale.reading().isStable);
    expect(scale.reading()).toEqual({ grams: 0, isStable: true, isTaken: false });
    far.lay({ figure: 1_100, how: 'moving' });
    await until(() => !scale.reading().isStable);
    await sleep(30);
    expect(readings.some(isSellable)).toBe(false);
    far.lay({ figure: 1_234, how: 'still' });
    await until(() => isSellable(scale.reading()));
    expect(scale.reading().grams).toBe(1_234);
    scale.take();
    expect(scale.reading()).toEqual({ grams: 1_234, isStable: true, isTaken: true });
    // Somebody leans on the counter: the same load comes to rest again.
    far.lay({ figure: 1_240, how: 'moving' });
    await until(() => !scale.reading().isStable);
    far.lay({ figure: 1_236, how: 'still' });
    await until(() => scale.reading().isStable);
    expect(scale.reading()).toEqual({ grams: 1_236, isStable: true, isTaken: true });
    far.lay({ figure: 0, how: 'still' });
    await until(() => scale.reading().grams === 0 && scale.reading().isStable);
    far.lay({ figure: 1_236, how: 'still' });
    await until(() => isSellable(scale.reading()));
  });

  test('more laid upon a weight that was taken is another weight', async () => {
    const { scale, far } = layScale(protocol, dialect);
    far.lay({ figure: 500, how: 'still' });
    await until(() => isSellable(scale.reading()));
    scale.take();
    far.lay({ figure: 800, how: 'still' });
    await until(() => isSellable(scale.reading()));
    expect(scale.reading().grams).toBe(800);
  });

  test('sells nothing that is too much or below nought', async () => {
    const { scale, far } = layScale(protocol, dialect);
    for (const how of ['over', 'under'] as const) {
      far.lay({ figure: 31_000, how });
      await until(() => scale.reading().limit === how);
      expect(scale.reading()).toEqual({ grams: 0, isStable: false, isTaken: false, limit: how });
      expect(scale.status()).toMatchObject({ state: 'ready', trouble: null });
    }
  });

  test('a weight is gone with the scale, and comes back with it', async () => {
    const { scale, far, device } = layScale(protocol, dialect);
    far.lay({ figure: 750, how: 'still' });
    await until(() => isSellable(scale.reading()));
    far.setOff(true);
    await until(() => scale.status().trouble === 'offline');
    expect(scale.reading()).toEqual({ grams: 0, isStable: false, isTaken: false });
    far.setOff(false);
    await until(() => isSellable(scale.reading()));
    expect(scale.status().state).toBe('ready');
    device.vanish();
    await until(() => scale.status().state !== 'ready');
    expect(isSellable(scale.reading())).toBe(false);
    await until(() => scale.status().trouble === 'notFound');
    device.plugIn();
    await until(() => isSellable(scale.reading()));
  });
});

test('a scale of another protocol is a matter of setting it up', async () => {
  const { scale } = layScale('toledo', 'cas22');
  await until(() => scale.status().trouble === 'config');
  expect(scale.reading()).toMatchObject({ grams: 0, isStable: false });
});

test('a load that was taken stays taken over a pulled cable', async () => {
  const { scale, far, device } = layScale('cas', 'cas22');
  far.lay({ figure: 500, how: 'still' });
  await until(() => isSellable(scale.reading()));
  scale.take();
  device.vanish();
  await until(() => scale.status().state !== 'ready');
  device.plugIn();
  await until(() => scale.reading().isStable);
  expect(scale.reading()).toEqual({ grams: 500, isStable: true, isTaken: true });
});

const saying: fc.Arbitrary<ScaleSaying> = fc.oneof(
  fc.record({
    kind: fc.constant('weight' as const),
    // Few different ones, so that the same comes twice.
    grams: fc.constantFrom(0, 3, 500, 505, 1_000),
    isStill: fc.boolean(),
  }),
  fc.record({ kind: fc.constantFrom('moving' as const, 'under', 'over', 'zeroLost', 'unclear') }),
);

test('whatever a scale says: sellable is still, twice the same, above nought, and no load twice', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(saying, fc.constant('take' as const)), { maxLength: 40 }), (steps) => {
      let weighing = nothingWeighed;
      let [before, sold]: [ScaleSaying | null, number | null] = [null, null];
      for (const step of steps) {
        if (step === 'take') {
          if (!isSellable(weighing.reading)) continue;
          sold = weighing.reading.grams;
          weighing = takeWeight(weighing);
          expect(isSellable(weighing.reading)).toBe(false);
          continue;
        }
        weighing = weighOn(weighing, step);
        // A new load is one that was seen to go, or that is plainly another.
        if (step.kind === 'under' || (step.kind === 'weight' && step.grams === 0)) sold = null;
        if (isSellable(weighing.reading)) {
          expect(before).toEqual(step);
          expect(step).toMatchObject({ kind: 'weight', isStill: true });
          if (sold !== null) expect(Math.abs(weighing.reading.grams - sold)).toBeGreaterThan(10);
          sold = null;
        }
        before = step;
      }
    }),
    { numRuns: 2_000 },
  );
});

describe('over a real terminal', () => {
  let cable: Cable;
  let far: FarScale;
  const plug = async (at?: string) => {
    cable = await layCable(at);
    const { far: port } = cable;
    far = layFarScale(
      { on: (heard) => void port.on('data', heard), send: (bytes) => void port.write(bytes) },
      { dialect: 'toledo', unit: 'kg', places: 3 },
    );
  };

  test('a scale without a printer: weighs, is pulled out, and weighs again', async (ctx) => {
    if (!hasSocat) ctx.skip('socat is not installed');
    await plug();
    const { path } = cable;
    const devices = await openDevices(
      {
        kind: 'real',
        printer: null,
        fallback: null,
        drawer: { pin: 2, sensor: null },
        scale: { protocol: 'toledo', place: { kind: 'serial', path } },
      },
      now,
    );
    const { scale } = devices;
    const told: string[] = [];
    devices.onChange(({ role, state }) => told.push(`${role} ${state}`));
    if (scale === null) throw new Error('no scale');
    far.lay({ figure: 1_234, how: 'still' });
    await until(() => isSellable(scale.reading()));
    expect(scale.reading().grams).toBe(1_234);
    expect(devices.list()).toEqual([
      expect.objectContaining({ role: 'printer', state: 'absent', trouble: null }),
      expect.objectContaining({ role: 'drawer' }),
      expect.objectContaining({ role: 'scale', state: 'ready', model: `Toledo 8217 · ${path}` }),
    ]);
    far.stop();
    await cable.dispose();
    await until(() => scale.status().state !== 'ready');
    expect(isSellable(scale.reading())).toBe(false);
    await plug(dirname(path));
    far.lay({ figure: 2_000, how: 'still' });
    await until(() => isSellable(scale.reading()));
    expect(scale.reading().grams).toBe(2_000);
    expect(told.at(0)).toBe('scale ready');
    expect(told.at(-1)).toBe('scale ready');
    await devices.close();
    far.stop();
    await cable.dispose();
  });
});

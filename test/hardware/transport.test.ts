// The transport contract, the same for every transport: memory, and a serial port over a pair of pseudo terminals.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HardwareError } from '#hardware/errors.ts';
import { makeMemoryTransport } from '#hardware/transport/memory.ts';
import { SerialTransport } from '#hardware/transport/serial.ts';
import type { Transport } from '#hardware/transport/transport.ts';
import { never, sleep, until } from './counter.ts';
import { hasSocat, layCable } from './cable.ts';

/** A transport and what the far end can do. */
interface Rig {
  readonly transport: Transport;
  readonly received: () => Buffer;
  send(bytes: Uint8Array): void;
  stopReading(): void;
  vanish(): Promise<void>;
  dispose(): Promise<void>;
}

function rigMemory(): Rig {
  const { transport, device } = makeMemoryTransport();
  const pieces: Uint8Array[] = [];
  device.onBytes((bytes) => pieces.push(bytes));
  return {
    transport,
    received: () => Buffer.concat(pieces),
    send: (bytes) => device.send(bytes),
    stopReading: () => device.hold(),
    vanish: async () => device.vanish(),
    dispose: () => transport.close(),
  };
}

async function rigSerial(): Promise<Rig> {
  const cable = await layCable();
  const pieces: Uint8Array[] = [];
  cable.far.on('data', (bytes: Uint8Array) => pieces.push(bytes));
  const transport = new SerialTransport({ path: cable.path, baudRate: 115_200 });
  return {
    transport,
    received: () => Buffer.concat(pieces),
    send: (bytes) => void cable.far.write(Buffer.from(bytes)),
    stopReading: () => void cable.far.pause(),
    vanish: () => cable.pull(),
    async dispose() {
      await transport.close();
      await cable.dispose();
    },
  };
}

const ALL_BYTES = Uint8Array.from({ length: 256 }, (_, byte) => byte);
const LIMITS = { deadlineMs: 2_000 };

describe.each([
  ['memory', async () => rigMemory(), true],
  ['serial', rigSerial, hasSocat],
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
    await expect(rig.transport.open(never())).rejects.toMatchObject({ code: 'notFound' });
    expect(gone).toHaveLength(1);
  });

  test('a device that vanishes during a write ends the write', async () => {
    await rig.transport.open(never());
    rig.stopReading();
    const writing = rig.transport.write(new Uint8Array(300_000), { deadlineMs: 10_000 });
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
    const { handedBytes, error } = await rig.transport.write(new Uint8Array(300_000), { deadlineMs: 200 });
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
    const writing = rig.transport.write(new Uint8Array(300_000), limits);
    await sleep(20);
    giveUp.abort();
    expect((await writing).error?.code).toBe('cancelled');
    expect(await rig.transport.write(ALL_BYTES, limits)).toMatchObject({ handedBytes: 0 });
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

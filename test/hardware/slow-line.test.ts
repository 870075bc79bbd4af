// A line that carries less than the operating system takes: 9600 bits a second. What is asked waits behind what was handed
// over before, and so do its answers.
import { expect, test } from 'vitest';
import { assembleDevices } from '#hardware/assemble.ts';
import { SimulatedPrinter, type PrinterEvent } from '#hardware/simulated/printer.ts';
import { makeMemoryTransport } from '#hardware/transport/memory.ts';
import { SerialTransport } from '#hardware/transport/serial.ts';
import type { Transport } from '#hardware/transport/transport.ts';
import { hasSocat, layCable } from './cable.ts';
import { fullReceipt, never, until } from './counter.ts';

/** Takes everything at once and lets it arrive piece by piece, so many bytes a millisecond. */
function slowly(inner: Transport, bytesPerMs: number): Transport {
  let freeAtMs = 0;
  const lagMs = () => Math.max(0, freeAtMs - performance.now());
  return {
    get state() {
      return inner.state;
    },
    get lagMs() {
      return lagMs();
    },
    isTwoWay: true,
    open: (signal) => inner.open(signal),
    onData: (callback) => inner.onData(callback),
    onGone: (callback) => inner.onGone(callback),
    close: () => inner.close(),
    async write(bytes, limits) {
      const dueMs = lagMs() + bytes.length / bytesPerMs;
      freeAtMs = performance.now() + dueMs;
      setTimeout(() => void inner.write(bytes, limits), dueMs);
      return { handedBytes: bytes.length, error: null };
    },
  };
}

test('the drawer opens for the next customer while the receipt before is still on the line', async () => {
  const { transport, device } = makeMemoryTransport();
  const events: PrinterEvent[] = [];
  const printer = new SimulatedPrinter(device, 48, (event) => events.push(event));
  const devices = assembleDevices(slowly(transport, 1), {
    model: 'Slow',
    isSimulated: true,
    columns: 48,
    now: () => new Date(),
    answerTimeoutMs: 40,
  });
  await devices.look();
  const printing = devices.printer.print({ id: 'one', paper: fullReceipt }, never());
  await until(() => devices.printer.status().state === 'busy');
  expect(await devices.drawer.kick('sale')).toEqual({ sent: true });
  await until(() => printer.isDrawerOpen);
  expect(await printing).toEqual({ kind: 'printed' });
  expect(events.map(({ kind }) => kind)).toEqual(['receipt', 'pulse']);
  await devices.close();
});

test('a serial port knows how long what it was given is on its way', async (ctx) => {
  if (!hasSocat) ctx.skip('socat is not installed');
  const cable = await layCable();
  const port = new SerialTransport({ path: cable.path, baudRate: 9600 });
  await port.open(never());
  expect(port.lagMs).toBe(0);
  await port.write(new Uint8Array(960), { deadlineMs: 1_000 });
  // Ten bits a byte.
  expect(port.lagMs).toBeGreaterThan(800);
  expect(port.lagMs).toBeLessThanOrEqual(1_000);
  await port.close();
  expect(port.lagMs).toBe(0);
  await cable.dispose();
});
